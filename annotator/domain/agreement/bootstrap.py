"""How much figures would change with other documents of the same kind."""

from collections.abc import Callable, Generator, Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import TypeVar

from annotator.domain.agreement.figure import Figure, Interval

_Part = TypeVar("_Part")
_Name = TypeVar("_Name", bound=Hashable)
LEVEL = 0.95


def drawn(parts: Sequence[_Part], resamples: int, seed: int) -> Iterator[list[_Part]]:
    """As many documents as there are, drawn with replacement; the same seed draws the same."""
    random = Random(seed)
    for _ in range(resamples):
        yield random.choices(parts, k=len(parts))


def with_intervals(
    figures: Mapping[_Name, Figure],
    measure: Callable[[Sequence[_Part]], Mapping[_Name, Figure]],
    parts: Sequence[_Part],
    resamples: int,
    seed: int = 0,
) -> Generator[int, None, dict[_Name, Figure]]:
    """The figures with their intervals (B. Efron, R. Tibshirani 1993, “An introduction to the bootstrap”: the
    percentile interval), measured again on documents drawn with replacement.

    Words of one document are no independent witnesses, so whole documents are drawn. One document says
    nothing about others: then there is no interval. Yields the number of each drawing, before it.
    """
    if len(parts) < 2 or not resamples:
        return dict(figures)
    values: dict[_Name, list[float]] = {name: [] for name in figures}
    for number, sample in enumerate(drawn(parts, resamples, seed), start=1):
        yield number
        for name, figure in measure(sample).items():
            if figure.value is not None and name in values:
                values[name].append(figure.value)
    return {
        name: replace(one, interval=None if one.value is None else interval(values[name], resamples))
        for name, one in figures.items()
    }


def interval(values: list[float], resamples: int) -> Interval | None:
    """Between which values most of these lie, which so many resamplings gave; none where none gave one."""
    if not values:
        return None
    values.sort()
    beside = (1 - LEVEL) / 2
    return Interval(
        _quantile(values, beside), _quantile(values, 1 - beside), LEVEL, resamples, resamples - len(values)
    )


def _quantile(ordered: Sequence[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
