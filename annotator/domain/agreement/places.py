"""The spans of one document in many layers, so arranged that any two of them are compared in microseconds."""

from collections.abc import Sequence
from functools import reduce
from operator import or_

from annotator.domain.agreement.pairing import Unit, paired
from annotator.domain.agreement.span_f1 import SpanCounts

Counts = tuple[int, int, int, int, int, int]  # the fields of SpanCounts


class Places:
    """Each different unit is a bit. Units that overlap, directly or through others, are one place.

    Pairing never reaches beyond a place, and few layers say something of their own at one. So what two sides
    come to at a place, without what both have, is reckoned once.
    """

    def __init__(self, raters: Sequence[Sequence[Unit] | None]) -> None:
        """The units of each rater, each once; None for one who is not compared here."""
        self._units = sorted({unit for own in raters for unit in own or ()})
        bits = {unit: 1 << at for at, unit in enumerate(self._units)}
        self.sides = [None if own is None else reduce(or_, (bits[unit] for unit in own), 0) for own in raters]
        self._places = [place for place in self._apart() if place & (place - 1)]
        self._known: dict[tuple[int, int], Counts] = {}

    def counts(self, one: int, other: int) -> Counts:
        """What pairing two raters' units, given as their `sides`, comes to."""
        both = (one & other).bit_count()
        first, second = one & ~other, other & ~one
        words = label = neither = 0
        only_first, only_second = first.bit_count(), second.bit_count()
        if first and second:
            for place in self._places:
                here, there = first & place, second & place
                if here and there:
                    found = self._known.get((here, there)) or self._meet(here, there)
                    words, label, neither = words + found[1], label + found[2], neither + found[3]
            pairs = words + label + neither
            only_first, only_second = only_first - pairs, only_second - pairs
        return both, words, label, neither, only_first, only_second

    def _meet(self, here: int, there: int) -> Counts:
        found = SpanCounts.of(paired(self._named(here), self._named(there)))
        known = found.both, found.words, found.label, found.neither, found.only_first, found.only_second
        self._known[here, there] = known
        return known

    def _named(self, side: int) -> list[Unit]:
        return [self._units[at] for at in range(side.bit_length()) if side >> at & 1]

    def _apart(self) -> list[int]:
        """The places, each with the bits of its units."""
        found: list[int] = []
        reached = -1
        for at, unit in enumerate(self._units):
            if unit.start >= reached:
                found.append(0)
            found[-1] |= 1 << at
            reached = max(reached, unit.end)
        return found
