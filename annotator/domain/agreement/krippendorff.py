"""Krippendorff's alpha, for any number of raters, with missing values, on three scales."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import accumulate
from typing import Literal

from annotator.domain.agreement.figure import Figure, because
from annotator.domain.agreement.kappa import only
from annotator.domain.agreement.ratings import Ratings, Value

Metric = Literal["nominal", "ordinal", "interval"]
_Distance = Callable[[Value, Value], float]


def krippendorff_alpha(given: Ratings, metric: Metric = "nominal") -> Figure:
    """Alpha (K. Krippendorff 2011, “Computing Krippendorff's alpha-reliability”; 2004, “Content analysis”).

    `ordinal` needs the order of the ratings, `interval` numbers for values. A unit with one value cannot be
    compared; it is skipped, as the method wants it, and counted.
    """
    used = given.usable
    name = "krippendorff_alpha" if metric == "nominal" else f"krippendorff_alpha_{metric}"
    figure = replace(given.figure(name, used), scale="disagreement")
    if figure.why:
        return figure
    totals: Counter[Value] = Counter()
    for row, count in used.items():
        totals.update({value: n * count for value, n in Counter(v for v in row if v is not None).items()})
    distance = _distance(metric, given, totals)
    values = totals.total()
    observed = 0.0
    for row, count in used.items():
        said = Counter(value for value in row if value is not None)
        observed += count * _apart(said, distance) / (said.total() - 1)
    observed /= values
    chance = _apart(totals, distance) / (values * (values - 1))
    single = only(used)
    if single is not None:
        why = because(f"everyone said “{single}” everywhere: without variation there is nothing to agree on")
        return replace(figure, why=why, observed=observed, chance=chance)
    return replace(figure, value=1 - observed / chance, observed=observed, chance=chance)


def _apart(said: Counter[Value], distance: _Distance) -> float:
    """The distances of all ordered pairs among these values."""
    if distance is _nominal:
        return said.total() ** 2 - sum(times * times for times in said.values())
    return sum(
        times * others * distance(one, other)
        for one, times in said.items()
        for other, others in said.items()
        if one != other
    )


def _nominal(one: Value, other: Value) -> float:
    return float(one != other)


def _distance(metric: Metric, given: Ratings, totals: Counter[Value]) -> _Distance:
    """The squared distance of two values on the scale."""
    if metric == "nominal":
        return _nominal
    if metric == "interval":
        return lambda one, other: (float(one) - float(other)) ** 2
    ordered = [value for value in given.order or given.categories() if value in totals]
    sums = accumulate(totals[value] for value in ordered)
    rank = {value: total - totals[value] / 2 for value, total in zip(ordered, sums, strict=True)}
    return lambda one, other: (rank[one] - rank[other]) ** 2
