"""How well a few typed letters name a title: in their order, best at the start of words and in runs."""

from dataclasses import dataclass
from math import inf

_WORD_START, _TITLE_START, _RUN, _LETTER, _GAP = 8.0, 2.0, 8.0, 1.0, 0.05
_LEAST_A_LETTER = 4.0  # else four letters strewn over a sentence would name it
_OF_PLACE = 0.5


@dataclass(frozen=True, slots=True)
class Match:
    """How well it fits, the more the better, and which letters of the title were meant (code points)."""

    score: float
    letters: frozenset[int]


def match(typed: str, title: str, place: str = "") -> Match | None:
    """How the typed words name a title, in any order; a word may name the place where it is found instead."""
    score, letters = 0.0, frozenset[int]()
    for word in typed.split():
        found = _word(word, title)
        elsewhere = _word(word, place)
        if found is not None and (elsewhere is None or found.score >= elsewhere.score * _OF_PLACE):
            score, letters = score + found.score, letters | found.letters
        elif elsewhere is not None:
            score += elsewhere.score * _OF_PLACE
        else:
            return None
    return Match(score - _GAP * len(title), letters)


def _word(word: str, text: str) -> Match | None:
    """The best way to find the letters of a word in the text, in their order."""
    letters, lowered = _folded(word), _folded(text)
    rest = iter(lowered)
    if not all(letter in rest for letter in letters):
        return None
    worth = [_worth(text, at) for at in range(len(text))]
    # Of every place: the best score of a way that ends there, and the way, as the places of its letters.
    ends: list[tuple[float, tuple[int, ...]]] = []
    for number, letter in enumerate(letters):
        before: tuple[float, tuple[int, ...]] = (0.0, ()) if number == 0 else (-inf, ())
        row: list[tuple[float, tuple[int, ...]]] = []
        for at, character in enumerate(lowered):
            run = ends[at - 1] if number and at else (-inf, ())
            if character == letter:
                score, way = max((before[0] + worth[at], before[1]), (run[0] + max(_RUN, worth[at]), run[1]))
                row.append((score + _LETTER, (*way, at)))
            else:
                row.append((-inf, ()))
            if number:
                before = max((before[0] - _GAP, before[1]), ends[at])
        ends = row
    score, way = max(ends, default=(-inf, ()))
    return Match(score, frozenset(way)) if score >= _LEAST_A_LETTER * len(word) else None


def _folded(text: str) -> list[str]:
    """Its characters in small letters, one for one."""
    return [character.lower()[0] for character in text]


def _worth(text: str, at: int) -> float:
    """What a letter at this place is worth before its neighbours are looked at."""
    if at == 0:
        return _WORD_START + _TITLE_START
    return _WORD_START if text[at].isalnum() and not text[at - 1].isalnum() else 0.0
