"""Which span of one rater stands against which of another."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Unit(NamedTuple):
    """The code points [start, end) of a document with a label."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Pairing:
    """Spans that stand against each other, and those of each side that stand alone."""

    pairs: tuple[tuple[Unit, Unit], ...]
    only_first: tuple[Unit, ...] = ()
    only_second: tuple[Unit, ...] = ()

    @property
    def met(self) -> list[tuple[Unit | None, Unit | None]]:
        """Every span with what it met; None where it met nothing."""
        alone = [(unit, None) for unit in self.only_first]
        return [*self.pairs, *alone, *((None, unit) for unit in self.only_second)]


def paired(first: Sequence[Unit], second: Sequence[Unit]) -> Pairing:
    """Pair overlapping spans, each at most once: equal words first, then equal labels, then the larger share
    of common words. It does not matter which side comes first.
    """
    pairs, ones, others = _equal(sorted(first), sorted(second))
    free, taken = set(range(len(ones))), set[int]()
    for _, at, place in sorted(_overlaps(ones, others), key=lambda found: found[0]):
        if at in free and place not in taken:
            free.discard(at)
            taken.add(place)
            pairs.append((ones[at], others[place]))
    return Pairing(
        tuple(sorted(pairs)),
        tuple(ones[at] for at in sorted(free)),
        tuple(unit for place, unit in enumerate(others) if place not in taken),
    )


def _equal(
    ones: Sequence[Unit], others: Sequence[Unit]
) -> tuple[list[tuple[Unit, Unit]], list[Unit], list[Unit]]:
    """Equal units, which no other pair can part, and what is left of each side."""
    waiting = Counter(others)
    pairs: list[tuple[Unit, Unit]] = []
    left: list[Unit] = []
    for unit in ones:
        if waiting[unit]:
            waiting[unit] -= 1
            pairs.append((unit, unit))
        else:
            left.append(unit)
    return pairs, left, sorted(waiting.elements())


def _overlaps(ones: Sequence[Unit], others: Sequence[Unit]) -> Iterable[tuple[tuple[object, ...], int, int]]:
    """Every overlapping pair by its places, with what the better pair has less of."""
    begin = 0
    longest = max((unit.end - unit.start for unit in others), default=0)
    for at, one in enumerate(ones):
        while begin < len(others) and others[begin].start + longest <= one.start:
            begin += 1
        for place in range(begin, len(others)):
            other = others[place]
            if other.start >= one.end:
                break
            if other.end > one.start:
                yield _rank(one, other), at, place


def _rank(one: Unit, other: Unit) -> tuple[object, ...]:
    """The same whichever comes first; less is better."""
    same = one[:2] == other[:2]
    common = min(one.end, other.end) - max(one.start, other.start)
    share = 2 * common / (one.end - one.start + other.end - other.start)
    return not same, one.label != other.label, -share, *sorted((one, other))
