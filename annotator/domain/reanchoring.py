"""Anchors: places of a text that are told without the text, and found again in the same text or a later one.

An anchor is an offset and a fingerprint of the words, the first 16 digits of their SHA-256. That hides a
text, but not a name from somebody who guesses it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

Outcome = Literal["exact", "moved", "lost"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """Code points [start, end) of a text, and the fingerprint of what stands there."""

    start: int
    end: int
    print: str


@dataclass(frozen=True, slots=True)
class Found:
    """Where an anchor is in a text: where it was, elsewhere, or nowhere (then `start` and `end` are old)."""

    outcome: Outcome
    start: int
    end: int


def fingerprint(words: str) -> str:
    """What is told of words instead of them."""
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def anchor(text: str, start: int, end: int) -> Anchor:
    """The anchor of these code points."""
    return Anchor(start, end, fingerprint(text[start:end]))


def find(text: str, anchors: Sequence[Anchor]) -> list[Found]:
    """Where the anchors, in the order of a text, are in this one. Of equal words, those that are nearest to
    where the words before them have moved.
    """
    elsewhere = _Elsewhere(text)
    found, shift = list[Found](), 0
    for one in anchors:
        if not 0 <= one.start < one.end:  # no words stand there
            found.append(Found("lost", one.start, one.end))
        elif one.end <= len(text) and fingerprint(text[one.start : one.end]) == one.print and not shift:
            found.append(Found("exact", one.start, one.end))
        elif (start := elsewhere.nearest(one, one.start + shift)) is None:
            found.append(Found("lost", one.start, one.end))
        else:
            shift = start - one.start
            outcome: Outcome = "moved" if shift else "exact"
            found.append(Found(outcome, start, start + one.end - one.start))
    return found


class _Elsewhere:
    """The places of a text by the fingerprints of words of some length, made when first asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._by_length: dict[int, dict[str, list[int]]] = {}

    def nearest(self, one: Anchor, wanted: int) -> int | None:
        """The start of the equal words that are nearest to `wanted`."""
        length = one.end - one.start
        if length not in self._by_length:
            places: dict[str, list[int]] = {}
            for start in range(len(self._text) - length + 1):
                places.setdefault(fingerprint(self._text[start : start + length]), []).append(start)
            self._by_length[length] = places
        starts = self._by_length[length].get(one.print, ())
        return min(starts, key=lambda start: (abs(start - wanted), start), default=None)
