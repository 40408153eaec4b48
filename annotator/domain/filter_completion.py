"""What could be typed next in a filter."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from annotator.domain.damage_kinds import TITLES
from annotator.domain.entities import STATUS_VALUES
from annotator.domain.filter_language import BEING, EXAMPLES, HAD, Part, Piece, parts
from annotator.domain.filters import Vocabulary

_MOST: Final = 12
_HELP: Final[Mapping[str, str]] = {
    "status": "new, in progress, done, skipped",
    "label": "has a span of this label",
    "labels": "how many labels: >10, 2..5",
    "has": "a flag, a note, an opinion, a sentiment",
    "is": "labelled or not, outdated, damaged",
    "outdated": "has a label made under an older rule",
    "damaged": "has damage of this kind in its text",
    "source": "where it appeared",
    "lang": "its language",
    "date": "2031, 2031-05, 2031-05-01..2031-05-31",
    "title": "word in the title",
    "text": "word in the text",
}


@dataclass(frozen=True, slots=True)
class Completion:
    """`insert` in the place of line[start:end]; `name` is what a list shows of it, `help` says what it is."""

    start: int
    end: int
    insert: str
    name: str
    help: str = ""

    def applied(self, line: str) -> tuple[str, int]:
        """The line with it, and where the cursor is then."""
        return line[: self.start] + self.insert + line[self.end :], self.start + len(self.insert)


def completions(line: str, cursor: int, known: Vocabulary) -> list[Completion]:
    """What could stand where the cursor is, best first: filters, and the values of the filter it is in.

    A word that begins no filter's name, nor a label's, has none: it is searched for.
    """
    part = next((one for one in parts(line[:cursor]) if one.end == cursor), None)
    if part is None or (part.key is None and part.pieces[0].text == "-"):
        return [_filter(key, cursor, cursor) for key in EXAMPLES]
    if part.key is not None:
        return _values(part, _rest(line, cursor), known)
    word = part.pieces[0]
    if word.is_quoted:
        return []
    typed, end = word.text.casefold(), _rest(line, cursor)
    keys = [_filter(key, word.start, end) for key in EXAMPLES if key.startswith(typed)]
    labels = [
        Completion(word.start, end, f"label:{_quoted(name)} ", f"label:{name}", title)
        for name, title in known.labels.items()
        if name.casefold().startswith(typed)
    ]
    return (keys + labels)[:_MOST]


def _filter(key: str, start: int, end: int) -> Completion:
    return Completion(start, end, f"{key}:", f"{key}:", _HELP[key])


def _values(part: Part, end: int, known: Vocabulary) -> list[Completion]:
    last = part.pieces[-1] if part.pieces and part.pieces[-1].end == part.end else None
    piece = last or Piece("", False, part.end, part.end)
    typed = piece.text.casefold()
    offered = list(_offered((part.key or "").casefold(), known))
    first = [one for one in offered if one[0].casefold().startswith(typed)]
    within = [one for one in offered if one not in first and typed in f"{one[0]} {one[1]}".casefold()]
    best = (first + within)[:_MOST]
    return [Completion(piece.start, end, _quoted(name) + " ", name, help) for name, help in best]


def _offered(key: str, known: Vocabulary) -> Iterator[tuple[str, str]]:
    """The values of a filter, each with what it is."""
    if key in ("label", "outdated"):
        yield from known.labels.items()
        return
    if key == "damaged":
        yield from TITLES.items()
        return
    names: Mapping[str, tuple[str, ...]] = {
        "status": STATUS_VALUES,
        "has": HAD,
        "is": tuple(BEING),
        "source": known.sources,
        "lang": known.languages,
    }
    for name in names.get(key, ()):
        yield name, ""


def _rest(line: str, cursor: int) -> int:
    """Where the part ends that the cursor is in."""
    return next((one.end for one in parts(line) if one.start <= cursor <= one.end), cursor)


def _quoted(name: str) -> str:
    return f'"{name}"' if any(character in ' ,"“”\t' for character in name) else name
