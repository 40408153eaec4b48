"""Agreement above chance for values that every rater gave: Cohen's kappa, Scott's pi, Fleiss' kappa.

They differ in what chance is. Cohen lets each rater keep habits of their own; Scott and Fleiss let chance
draw from the habits of all. All leave out units that a rater gave no value, and count them.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from annotator.domain.agreement.figure import Figure, because
from annotator.domain.agreement.ratings import Ratings, Row, Value, shares
from annotator.domain.agreement.weights import Weighing, Weights, weights

_INCOMPLETE = "a rater gave no value"


def cohen_kappa(given: Ratings, weighing: Weighing = "equal") -> Figure:
    """Cohen's kappa of two raters (J. Cohen 1960, “A coefficient of agreement for nominal scales”).

    With weights that know near misses it is Cohen's weighted kappa (1968). Each rater has an own chance.
    """
    return _of_two("cohen_kappa", given, weighing, own_chances=True)


def scott_pi(given: Ratings, weighing: Weighing = "equal") -> Figure:
    """Scott's pi of two raters (W. A. Scott 1955, “Reliability of content analysis”): one chance for both."""
    return _of_two("scott_pi", given, weighing, own_chances=False)


def fleiss_kappa(given: Ratings) -> Figure:
    """Fleiss' kappa of two raters or more (J. L. Fleiss 1971, “Measuring nominal scale agreement among many
    raters”). With two raters it equals Scott's pi.
    """
    used = given.complete
    figure = given.figure("fleiss_kappa", used, _INCOMPLETE)
    if figure.why:
        return figure
    raters = len(given.raters)
    agreeing = 0.0
    totals: Counter[Value] = Counter()
    for row, count in used.items():
        times = Counter(value for value in row if value is not None)
        agreeing += count * sum(n * (n - 1) for n in times.values()) / (raters * (raters - 1))
        totals.update({value: n * count for value, n in times.items()})
    everything = figure.n * raters
    chance = sum((total / everything) ** 2 for total in totals.values())
    return above_chance(figure, agreeing / figure.n, chance, only(used))


def _of_two(measure: str, given: Ratings, weighing: Weighing, *, own_chances: bool) -> Figure:
    used = given.complete
    name = measure if weighing == "equal" else f"{measure}_{weighing}"
    figure = given.figure(name, used, _INCOMPLETE)
    if figure.why:
        return figure
    if len(given.raters) != 2:
        return replace(figure, why=because(f"it compares two raters, and there are {len(given.raters)}"))
    known = given.order or tuple(given.categories(used))
    agreed = weights(known, weighing)
    first, second = shares(used, 0), shares(used, 1)
    if not own_chances:
        both = {v: (first.get(v, 0.0) + second.get(v, 0.0)) / 2 for v in given.categories(used)}
        first = second = both
    observed = sum(count * _agreement(agreed, row) for row, count in used.items()) / figure.n
    chance = sum(p * q * agreed[one, other] for one, p in first.items() for other, q in second.items())
    return above_chance(figure, observed, chance, only(used))


def _agreement(agreed: Weights, row: Row) -> float:
    one, other = row
    return 0.0 if one is None or other is None else agreed[one, other]


def only(used: Mapping[Row, int]) -> Value | None:
    """The value that every rater gave every unit, where there is such a value."""
    values = {value for row in used for value in row if value is not None}
    return values.pop() if len(values) == 1 else None


def above_chance(figure: Figure, observed: float, chance: float, single: Value | None) -> Figure:
    """The figure with (observed - chance) / (1 - chance), undefined where chance leaves no room."""
    if single is not None or chance >= 1:
        said = f"everyone said “{single}” everywhere" if single is not None else "nothing was left to chance"
        why = because(f"{said}: that agreement cannot be told from chance")
        return replace(figure, why=why, observed=observed, chance=chance)
    return replace(figure, value=(observed - chance) / (1 - chance), observed=observed, chance=chance)
