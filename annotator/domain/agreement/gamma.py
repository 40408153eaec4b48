"""Gamma: agreement on where units are and what they are called at once, by their best alignment."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from random import Random

from annotator.domain.agreement.alignment import EMPTY, least_disorder
from annotator.domain.agreement.figure import Figure, because
from annotator.domain.agreement.pairing import Unit


@dataclass(frozen=True, slots=True)
class Disorder:
    """What the best alignment costs in one document or several, `observed` and by chance.

    `expected` is the mean over random annotators. Both are None where it would take too long to find.
    """

    units: int
    observed: float | None
    expected: float | None

    def __add__(self, other: "Disorder") -> "Disorder":
        """Both together, unknown where one is."""
        return Disorder(
            self.units + other.units,
            _sum(self.observed, other.observed),
            _sum(self.expected, other.expected),
        )


def _sum(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one + other


def dissimilarity(one: Unit, other: Unit) -> float:
    """How unlike two units are: by their edges in relation to their lengths, and 1 for another label.

    Mathet et al. 2015, sections 4.3 to 4.5, with both parts weighing the same and labels all as unlike.
    """
    moved = abs(one.start - other.start) + abs(one.end - other.end)
    lengths = one.end - one.start + other.end - other.start
    return ((moved / lengths) ** 2 + (one.label != other.label)) * EMPTY


def disorder(units: Sequence[Iterable[Unit]], length: int, samples: int, seed: str) -> Disorder:
    """The disorder of one document of `length` code points with the units of each rater.

    Chance is `samples` times as many random annotators, each a rater of this document chosen at random, all
    of whose units are shifted by the same random distance, beyond the end on from the beginning.
    """
    of_raters = [list(own) for own in units]
    count = sum(map(len, of_raters))
    if not count:
        return Disorder(0, 0.0, 0.0)
    observed = least_disorder(of_raters, dissimilarity)
    if observed is None:
        return Disorder(count, None, None)
    random = Random(seed)
    each = 0.0
    for _ in range(samples):
        drawn = _drawn(of_raters, length, random)
        found = least_disorder(drawn, dissimilarity)
        if found is None:
            return Disorder(count, None, None)
        each += found / sum(map(len, drawn))
    return Disorder(count, observed, each / samples * count)


def gamma(given: Disorder, raters: Sequence[str]) -> Figure:
    """Gamma (Y. Mathet, A. Widlöcher, J.-P. Métivier 2015, “The unified and holistic method gamma for
    inter-annotator agreement measure and alignment”).

    The disorders of documents are summed before they are compared, and chance shifts units within their own
    document. Two raters are always aligned at best; for more, a document that would need more than 20,000
    steps leaves gamma undefined. Chance is sampled, so the figure has a sampling error; a seed fixes it.
    """
    figure = Figure("gamma", None, given.units, "spans", tuple(raters), scale="disagreement")
    if len(raters) < 2:
        return replace(figure, why=because("one rater cannot agree with anybody"))
    if not given.units:
        return replace(figure, why=because("no rater marked a span"))
    if given.observed is None or given.expected is None:
        return replace(figure, why=because("the best alignment of these raters takes too long to find"))
    each = given.units / len(raters)
    observed, chance = given.observed / each, given.expected / each
    if not chance:
        return replace(figure, why=because("chance would agree as well"), observed=observed, chance=chance)
    return replace(figure, value=1 - observed / chance, observed=observed, chance=chance)


def _drawn(of_raters: Sequence[Sequence[Unit]], length: int, random: Random) -> list[list[Unit]]:
    """As many random annotators; at least one has a unit."""
    count = sum(map(len, of_raters))
    apart = sum(unit.end - unit.start for own in of_raters for unit in own) / count
    drawn: list[list[Unit]] = []
    while not any(drawn):
        shifts = _shifts(len(of_raters), length, apart, random)
        drawn = [[_shifted(unit, shift, length) for unit in random.choice(of_raters)] for shift in shifts]
    return drawn


def _shifts(count: int, length: int, apart: float, random: Random) -> list[int]:
    """Random distances, at least half of `apart` from each other where 20 trials find such."""
    found: list[int] = []
    for _ in range(count):
        for _ in range(20):
            shift = random.randrange(length)
            if all(abs(shift - other) >= apart / 2 for other in found):
                break
        found.append(shift)
    return found


def _shifted(unit: Unit, shift: int, length: int) -> Unit:
    back = length if unit.start + shift >= length else 0
    return Unit(unit.start + shift - back, unit.end + shift - back, unit.label)
