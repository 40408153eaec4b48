"""Gwet's AC1 and AC2: agreement above a chance that stays moderate where one value is very common."""

from collections import Counter
from collections.abc import Mapping, Sequence

from annotator.domain.agreement.figure import Figure
from annotator.domain.agreement.kappa import above_chance, only
from annotator.domain.agreement.ratings import Ratings, Row, Value
from annotator.domain.agreement.weights import Weighing, Weights, weights


def gwet_ac1(given: Ratings) -> Figure:
    """AC1 of two raters or more (K. L. Gwet 2008, “Computing inter-rater reliability and its variance in the
    presence of high agreement”), with missing values as in Gwet 2014, “Handbook of inter-rater reliability”.

    Categories are the values that were used, or the whole order where the ratings have one.
    """
    return _ac("gwet_ac1", given, "equal")


def gwet_ac2(given: Ratings, weighing: Weighing = "ordinal") -> Figure:
    """AC2 (Gwet 2014, chapter 4): AC1 with weights for values that nearly agree."""
    return _ac("gwet_ac2", given, weighing)


def _ac(measure: str, given: Ratings, weighing: Weighing) -> Figure:
    used = given.usable
    figure = given.figure(measure, used)
    if figure.why:
        return figure
    categories = given.order or tuple(given.categories())
    agreed = weights(categories, weighing)
    observed = sum(count * _agreement(agreed, row) for row, count in used.items()) / figure.n
    common = _prevalence(given.rows, categories)
    size = len(categories)
    chance = 0.0
    if size > 1:
        spread = sum(share * (1 - share) for share in common.values())
        chance = sum(agreed.values()) / (size * (size - 1)) * spread
    return above_chance(figure, observed, chance, only(used))


def _agreement(agreed: Weights, row: Row) -> float:
    """How much the raters of one unit agree, on average over their pairs."""
    times = Counter(value for value in row if value is not None)
    raters = times.total()
    near = {one: sum(agreed[one, other] * n for other, n in times.items()) for one in times}
    return sum(n * (near[one] - 1) for one, n in times.items()) / (raters * (raters - 1))


def _prevalence(rows: Mapping[Row, int], categories: Sequence[Value]) -> dict[Value, float]:
    """How common each value is, on average over the units that have any; one rater's alone count here too."""
    common = dict.fromkeys(categories, 0.0)
    units = 0
    for row, count in rows.items():
        values = [value for value in row if value is not None]
        units += count if values else 0
        for value in values:
            common[value] += count / len(values)
    return {value: total / units for value, total in common.items()}
