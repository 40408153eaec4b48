"""Which span of one rater stands against which of another."""

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


def paired(first: Sequence[Unit], second: Sequence[Unit]) -> Pairing:
    """Pair overlapping spans, each at most once: equal words first, then equal labels, then the larger share
    of common words. It does not matter which side comes first.
    """
    ones, others = sorted(first), sorted(second)
    free, taken = set(range(len(ones))), set[int]()
    pairs: list[tuple[Unit, Unit]] = []
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
