"""Reading brat: the lines of a `.ann` become what is said of the text beside it."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from annotator.domain.exchange import (
    Incoming,
    IncomingNote,
    IncomingOpinion,
    IncomingSpan,
    Problem,
    appearance,
)
from annotator.domain.text import unusable
from annotator.formats.lines import LONGEST, too_long
from annotator.formats.places import place, short
from annotator.formats.text import headline_of

_LABEL: Final = re.compile(r"(\S+) (\d{1,9} \d{1,9}(?:;\d{1,9} \d{1,9})*)")
_ATTRIBUTE: Final = re.compile(r"(\S+) (\S+)(?: (.*))?")
_TARGETED: Final = re.compile(r"(\S+) (\S+)")
_OPINIONS: Final = ("sentiment", "polarity")
_ELSEWHERE: Final = {"R": "a relation", "E": "an event", "*": "a set of equals"}
_MARK: Final = "\ufeff"


@dataclass(frozen=True, slots=True)
class _Label:
    line: int
    id: str
    type: str
    pieces: tuple[tuple[int, int], ...]
    words: str | None


@dataclass(slots=True)
class _Said:
    """What the lines say, as they say it: of attributes and notes, the line, the target and the words."""

    labels: list[_Label] = field(default_factory=list)
    opinions: list[tuple[int, str, str]] = field(default_factory=list)
    notes: list[tuple[int, str, str]] = field(default_factory=list)


class Pair:
    """A text, and how its `.ann` is to be read; `names` are labels' names by types."""

    def __init__(self, file: str, text_file: str, text: bytes, names: Mapping[str, str]) -> None:
        """`file` is how problems call the `.ann`, and `text_file` names the article."""
        self._file = file
        self._text_file = text_file
        self._bytes = text
        self._names = names

    def read(self, annotations: bytes) -> Iterator[Incoming | Problem]:
        """The article with all that is said of it, after what was wrong."""
        text = self._decoded()
        if isinstance(text, Problem):
            yield text
            return
        said = _Said()
        yield from self._lines(annotations, said)
        spans, pieces = list[IncomingSpan](), list[IncomingNote]()
        to_text = _offsets(text, said.labels)
        for label in said.labels:
            found = self._span(text, label, to_text)
            if isinstance(found, Problem):
                yield found
                continue
            spans.append(found)
            if (note := _in_pieces(text, label, to_text)) is not None:
                pieces.append(IncomingNote(note, found.start, found.end))
                words = f"{label.id} is in {len(label.pieces)} pieces; it was kept as one label around them."
                yield Problem(self._file, label.line, words, skipped=False)
        by_id = {span.id: span for span in spans}
        notes = [IncomingNote(words, *_place(by_id.get(target))) for _, target, words in said.notes]
        opinions, problems = self._opinions(said, by_id)
        yield from problems
        headline = headline_of(text)
        title = text[slice(*headline)] if headline else ""
        yield Incoming(
            text,
            (appearance(text, title=title, ref=self._text_file, headline=headline),),
            spans=tuple(spans),
            opinions=tuple(opinions),
            notes=(*pieces, *notes),
        )

    def _decoded(self) -> str | Problem:
        where = self._file.removesuffix(".ann") + ".txt"
        if len(self._bytes) > LONGEST:
            return too_long(where, None)
        try:
            text = self._bytes.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = self._bytes.count(b"\n", 0, error.start) + 1
            return Problem(where, line, "It is not UTF-8, as brat's files are.")
        why = unusable(text)
        return text if why is None else Problem(where, None, why)

    def _lines(self, annotations: bytes, said: _Said) -> Iterator[Problem]:
        """Read the lines into `said`; yields what could not be."""
        ids: set[str] = set()
        for number, line in enumerate(annotations.split(b"\n"), 1):
            try:
                words = line.decode().removesuffix("\r").removeprefix(_MARK)
            except UnicodeDecodeError:
                yield Problem(self._file, number, "It is not UTF-8, as brat's files are.")
                continue
            if not words.strip():
                continue
            id = words.partition("\t")[0]
            if id in ids and id != "*":
                wrong: str | None = f"The id “{short(id)}” stands here twice; the second was left out."
            else:
                ids.add(id)
                wrong = _line(number, words, said)
            if wrong is not None:
                yield Problem(self._file, number, wrong, skipped=False)

    def _span(self, text: str, label: _Label, to_text: "_Offsets") -> IncomingSpan | Problem:
        places = [place(text, to_text.of(start), to_text.of(end)) for start, end in label.pieces]
        wrong = next((one for one in places if isinstance(one, str)), None)
        if wrong is not None:
            words = f"The label {label.id} {wrong}; it was left out."
            return Problem(self._file, label.line, words, skipped=False)
        found = [one for one in places if not isinstance(one, str)]
        stands = " ".join(text[start:end] for start, end in found) if label.words is not None else ""
        if label.words is not None and label.words.split() != stands.split():
            says = f"says “{short(label.words)}”, but “{short(stands)}” stands there; it was left out."
            return Problem(self._file, label.line, f"The label {label.id} {says}", skipped=False)
        start, end = min(start for start, _ in found), max(end for _, end in found)
        return IncomingSpan(start, end, self._names.get(label.type, label.type), label.id)

    def _opinions(
        self, said: _Said, spans: Mapping[str | None, IncomingSpan]
    ) -> tuple[list[IncomingOpinion], list[Problem]]:
        opinions: dict[str, IncomingOpinion] = {}
        problems = []
        for line, target, value in said.opinions:
            if target not in spans or target in opinions:
                words = f"It is about {short(target)}, which "
                words += "has an opinion already" if target in opinions else "is no label here"
                problems.append(Problem(self._file, line, f"{words}; it was left out.", skipped=False))
            else:
                opinions[target] = IncomingOpinion(target, value)
        return list(opinions.values()), problems


class _Offsets:
    """Turns offsets of the file into code points of the text; `pairs` are where line ends count as one."""

    def __init__(self, pairs: Sequence[int] = ()) -> None:
        self._counted = [offset - before for before, offset in enumerate(pairs)]

    def of(self, offset: int) -> int:
        """The code point."""
        return offset + bisect_left(self._counted, offset)


def _offsets(text: str, labels: Sequence[_Label]) -> _Offsets:
    """As brat counts, a carriage return and a line feed as one; or each, where more labels fit so."""
    pairs = [found.start() for found in re.finditer("\r\n", text)]
    as_brat, each = _Offsets(pairs), _Offsets()
    if not pairs or _fitting(text, labels, as_brat) >= _fitting(text, labels, each):
        return as_brat
    return each


def _fitting(text: str, labels: Sequence[_Label], offsets: _Offsets) -> int:
    return sum(
        " ".join(text[offsets.of(start) : offsets.of(end)] for start, end in label.pieces).split()
        == label.words.split()
        for label in labels
        if label.words is not None
    )


def _line(number: int, line: str, said: _Said) -> str | None:
    """Read one line into `said`; else why not, as a sentence."""
    id, _, rest = line.partition("\t")
    facts, _, words = rest.partition("\t")
    kind = id[:1]
    if kind in _ELSEWHERE:
        return f"“{short(line)}” was left out: it is {_ELSEWHERE[kind]}, which has no place here."
    if kind == "T" and (found := _LABEL.fullmatch(facts.strip())):
        pieces = tuple(_pair(piece) for piece in found[2].split(";"))
        said.labels.append(_Label(number, id, found[1], pieces, words if "\t" in rest else None))
    elif kind in "AM" and (found := _ATTRIBUTE.fullmatch(facts.strip())):
        return _attribute(number, found[1], found[2], found[3] or "", said)
    elif kind == "N" and (found := _ATTRIBUTE.fullmatch(facts.strip())) and found[3]:
        named = f" ({words.strip()})" if words.strip() else ""
        return _note(number, found[2], f"{found[1]}: {found[3]}{named}", said)
    elif kind == "#" and (found := _TARGETED.fullmatch(facts.strip())):
        return _note(number, found[2], words.strip(), said)
    else:
        return f"“{short(line)}” is no line of brat; it was left out."
    return None


def _attribute(number: int, name: str, target: str, value: str, said: _Said) -> str | None:
    if name.lower() in _OPINIONS and value and target.startswith("T"):
        said.opinions.append((number, target, value))
        return None
    return _note(number, target, f"{name}: {value}" if value else name, said)


def _note(number: int, target: str, words: str, said: _Said) -> str | None:
    if not target.startswith("T"):
        return f"“{short(words)}” is about {short(target)}, which has no place here; it was left out."
    if not words:
        return "The note has no words; it was left out."
    said.notes.append((number, target, words))
    return None


def _pair(piece: str) -> tuple[int, int]:
    start, end = piece.split(" ")
    return int(start), int(end)


def _in_pieces(text: str, label: _Label, offsets: _Offsets) -> str | None:
    """Which pieces a label has, where words stand between them."""
    places = sorted((offsets.of(start), offsets.of(end)) for start, end in label.pieces)
    between = "".join(text[end:start] for (_, end), (start, _) in pairwise(places))
    if not between.strip():
        return None
    return "In pieces: " + ", ".join(f"“{text[start:end]}”" for start, end in places)


def _place(span: IncomingSpan | None) -> tuple[int, int] | tuple[None, None]:
    return (span.start, span.end) if span else (None, None)
