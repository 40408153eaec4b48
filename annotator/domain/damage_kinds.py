"""What damage is, apart from what finds it: filters and the reader name it before anything is looked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

Kind = Literal[
    "mojibake",
    "unreadable",
    "invisible",
    "apostrophes",
    "commas",
    "casing",
    "replaced",
    "headline",
    "repeated",
    "doubled",
    "joined",
    "markup",
    "furniture",
    "truncated",
]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
TITLES: Final[Mapping[Kind, str]] = {
    "mojibake": "Mojibake",
    "unreadable": "Lost characters",
    "invisible": "Invisible characters",
    "apostrophes": "Lost apostrophes",
    "commas": "Lost commas",
    "casing": "Wrong capitals",
    "replaced": "Search and replace",
    "headline": "Headline twice",
    "repeated": "Repeated passages",
    "doubled": "Doubled words",
    "joined": "Words run together",
    "markup": "Tags and entities",
    "furniture": "Page furniture",
    "truncated": "Cut off",
}

_WIDEST: Final = 40
_MARKS: Final = '.,;:!?()[]"“”„«»'
_NO_BLANKS: Final = "\u2e80"  # from here on, scripts have no blanks between words


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Damage at [start, end), in code points.

    `replacement` is what to put there, `""` to leave it out, None where nobody can tell. `certainty` is a
    judgement from 0 to 1, and `sentence` says to people what is wrong.
    """

    start: int
    end: int
    kind: Kind
    replacement: str | None
    certainty: float
    sentence: str


def seen(text: str, one: Finding) -> tuple[int, int]:
    """What to point at: the words that the damage is in, as a blank or a part of a word is hardly seen.

    Longer damage is pointed at itself, without the blanks at its end.
    """
    start, end = one.start, one.end
    if end - start <= _WIDEST and "\n" not in text[start:end]:
        return _run(text, start, -1), _run(text, end, 1)
    return start, max(start + 1, start + len(text[start:end].rstrip()))


def _run(text: str, at: int, step: int) -> int:
    """Where the word that touches `at` begins (-1) or ends (1), at most 40 characters away."""
    first = at
    while abs(at - first) < _WIDEST:
        found = text[at - 1 : at] if step < 0 else text[at : at + 1]
        if not found or found.isspace() or found in _MARKS or found >= _NO_BLANKS:
            break
        at += step
    return at
