"""Figures that can be reckoned from sums over documents, so that drawing documents again costs little.

A document is told apart by its place in the lists. `times` says how often each document counts: once each
for the figure itself, as often as it was drawn for its interval.
"""

from collections import Counter
from collections.abc import Generator, Hashable, Mapping, Sequence
from dataclasses import dataclass
from operator import mul
from typing import Protocol, TypeVar

from annotator.domain.agreement.bootstrap import drawn, interval
from annotator.domain.agreement.figure import Interval
from annotator.domain.agreement.ratings import Ratings, Value

Times = Sequence[int]
_Name = TypeVar("_Name", bound=Hashable)


class Additive(Protocol):
    """A figure of documents that may count several times."""

    def value(self, times: Times) -> float | None:
        """None where it is undefined."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """A share: what is found of what there is, a number a document."""

    found: Sequence[float]
    there: Sequence[float]

    def value(self, times: Times) -> float | None:
        """Undefined where there is nothing."""
        there = sum(map(mul, times, self.there))
        return sum(map(mul, times, self.found)) / there if there else None


@dataclass(frozen=True, slots=True)
class Alpha:
    """Krippendorff's alpha: how often each value was given, and how often it met each other one, a document.

    Every pair of values of a unit weighs the less the more values the unit has. `apart` is by the places of
    two values in `values`, which are in their order; without `ordinal` all values are as unlike.
    """

    values: tuple[Value, ...]
    given: Sequence[Sequence[int]]
    apart: Mapping[tuple[int, int], Sequence[float]]
    ordinal: bool

    @classmethod
    def of(cls, documents: Sequence[Ratings], *, ordinal: bool = False) -> "Alpha":
        """From the ratings of each document, by the same raters."""
        known = Counter(v for one in documents for row in one.rows for v in row if v is not None)
        order = documents[0].order if documents else ()
        values = tuple(value for value in order if value in known) or tuple(known)
        place = {value: at for at, value in enumerate(values)}
        given = [[0] * len(documents) for _ in values]
        apart: dict[tuple[int, int], list[float]] = {}
        for number, one in enumerate(documents):
            for row, count in one.rows.items():
                times = Counter(place[value] for value in row if value is not None)
                total = times.total()
                if total < 2:
                    continue
                for at, n in times.items():
                    given[at][number] += n * count
                    for other, m in times.items():
                        if other != at:
                            key = (at, other) if ordinal else (0, 0)
                            apart.setdefault(key, [0.0] * len(documents))[number] += (
                                n * m * count / (total - 1)
                            )
        return cls(values, given, apart, ordinal)

    def value(self, times: Times) -> float | None:
        """Undefined where fewer than two values were given."""
        totals = [sum(map(mul, times, own)) for own in self.given]
        everything = sum(totals)
        if sum(map(bool, totals)) < 2:
            return None
        if not self.ordinal:
            met = sum(sum(map(mul, times, own)) for own in self.apart.values())
            by_chance = everything**2 - sum(n * n for n in totals)
        else:
            ranks = _ranks(totals)
            met = sum(
                (ranks[one] - ranks[other]) ** 2 * sum(map(mul, times, own))
                for (one, other), own in self.apart.items()
            )
            by_chance = sum(
                n * m * (ranks[one] - ranks[other]) ** 2
                for one, n in enumerate(totals)
                for other, m in enumerate(totals)
            )
        return float(1 - met * (everything - 1) / by_chance)


def _ranks(totals: Sequence[int]) -> list[float]:
    below = 0
    ranks = []
    for n in totals:
        ranks.append(below + n / 2)
        below += n
    return ranks


def intervals(
    figures: Mapping[_Name, Additive], documents: int, resamples: int, seed: int = 0
) -> Generator[int, None, dict[_Name, Interval | None]]:
    """The intervals of these figures, as `with_intervals` finds them, by drawing documents with replacement.

    Yields the number of each drawing, before it. There are none for one document, or without resamples.
    """
    if documents < 2 or not resamples:
        return dict.fromkeys(figures)
    values: dict[_Name, list[float]] = {name: [] for name in figures}
    for number, sample in enumerate(drawn(range(documents), resamples, seed), start=1):
        yield number
        times = [0] * documents
        for at in sample:
            times[at] += 1
        for name, figure in figures.items():
            if (value := figure.value(times)) is not None:
                values[name].append(value)
    return {name: interval(found, resamples) for name, found in values.items()}
