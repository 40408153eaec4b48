"""Writing brat: a document's text and the lines of its annotations."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from annotator.domain.entities import Mark, Span
from annotator.domain.exchange import AnnotatedDocument
from annotator.formats.brat_types import SENTIMENT, Types
from annotator.formats.losses import TRIMMED

HELD: Final = "opinions of others than the author"
SECOND: Final = "second opinions on one label"
WORDS: Final = "words and intensities of opinions"
NOTES_ELSEWHERE: Final = "notes that are on no label"
LINE_ENDS: Final = "line ends that became line feeds"
_CARRIAGE: Final = re.compile("\r\n?")
_PIECES: Final = re.compile("[^\t\n\v\f\x1c-\x1e\x85\u2028\u2029]+")  # brat's own reader ends a line at these


def pair_of(one: AnnotatedDocument, types: Types) -> tuple[str, str, Counter[str]]:
    """The text, the lines of what is said of it, and what of opinions, notes and line ends is lost."""
    document, said = one.document, one.annotations
    text = _CARRIAGE.sub("\n", document.text)
    pairs = [found.start() for found in re.finditer("\r\n", document.text)]
    numbers = {span.id: f"T{number}" for number, span in enumerate(said.spans, 1)}
    lost = Counter({LINE_ENDS: document.text.count("\r")})
    placed = [(span, *_places(span, text, pairs)) for span in said.spans]
    lost[TRIMMED] = sum(trimmed for *_, trimmed in placed)
    lines = [_label(numbers[span.id], types.of(span.label), pieces, text) for span, pieces, _ in placed]
    own = [opinion for opinion in said.opinions if opinion.holder is None and opinion.target in numbers]
    first = {opinion.target: opinion.polarity for opinion in reversed(own)}  # brat takes one of a name
    opinions = sorted((int(numbers[target][1:]), polarity) for target, polarity in first.items())
    lines += [
        f"A{at}\t{SENTIMENT} T{target} {'_'.join(value.split())}"
        for at, (target, value) in enumerate(opinions, 1)
    ]
    lost[HELD] = len(said.opinions) - len(own)
    lost[SECOND] = len(own) - len(first)
    lost[WORDS] = sum(bool(each.expression or each.intensity) for each in own)
    notes = list(_notes(said.notes, said.spans, numbers))
    lines += [f"#{at}\tAnnotatorNotes {target}\t{words}" for at, (target, words) in enumerate(notes, 1)]
    lost[NOTES_ELSEWHERE] = len(said.notes) - len(notes)
    return text, "".join(f"{line}\n" for line in lines), lost


def _label(id: str, type: str, pieces: Sequence[tuple[int, int]], text: str) -> str:
    places = ";".join(f"{first} {last}" for first, last in pieces)
    words = " ".join(text[first:last] for first, last in pieces)
    return f"{id}\t{type} {places}\t{words}"


def _places(span: Span, text: str, pairs: list[int]) -> tuple[list[tuple[int, int]], bool]:
    """Where the label is in the text that is written: in pieces where line ends are in it, as brat does too;
    and whether that took white space off its edges.
    """
    start, end = (offset - bisect_left(pairs, offset) for offset in (span.start, span.end))
    if _PIECES.fullmatch(text, start, end) or not text[start:end].strip():
        return [(start, end)], False
    pieces = list(_pieces(text, start, end))
    return pieces, (pieces[0][0], pieces[-1][1]) != (start, end)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for found in _PIECES.finditer(text, start, end):
        words = found.group()
        first = found.start() + len(words) - len(words.lstrip())
        if words.strip():
            yield first, first + len(words.strip())


def _notes(
    notes: Iterable[Mark], spans: Iterable[Span], numbers: dict[str, str]
) -> Iterator[tuple[str, str]]:
    """The notes that stand on the words of a label, with its number."""
    targets = {(span.start, span.end): numbers[span.id] for span in reversed(tuple(spans))}
    for note in notes:
        target = targets.get((note.start or 0, note.end or 0))
        if target is not None:
            yield target, " ".join(note.value.split())
