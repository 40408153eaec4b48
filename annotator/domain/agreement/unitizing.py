"""Krippendorff's alpha for unitizing: where raters themselves decide what the units are."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, pairwise

from annotator.domain.agreement.figure import Figure, because
from annotator.domain.agreement.pairing import Unit

_OVERLAPPING = "they lie within or across a longer one of their label and rater"
Section = tuple[int, int, bool]


@dataclass(frozen=True, slots=True)
class Sections:
    """What one label's units and the gaps between them come to, in one document or several.

    `observed` sums the squared differences of all pairs of raters; `units` and `gaps` count lengths.
    """

    observed: int = 0
    units: Mapping[int, int] = field(default_factory=dict)
    gaps: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Continuum:
    """Every label's sections in documents of `length` code points together."""

    raters: tuple[str, ...]
    length: int
    labels: dict[str, Sections]
    skipped: int = 0


def continuum(raters: Sequence[str], units: Sequence[Iterable[Unit]], length: int) -> Continuum:
    """One document of this length, with the units of each rater."""
    by_label: dict[str, list[list[Unit]]] = {}
    for at, own in enumerate(units):
        for unit in own:
            by_label.setdefault(unit.label, [[] for _ in raters])[at].append(unit)
    skipped = 0
    labels = {}
    for label, of_raters in by_label.items():
        sections = []
        for own in of_raters:
            apart = _apart(own)
            skipped += len(own) - len(apart)
            sections.append(_sections(apart, length))
        labels[label] = _measured(sections)
    return Continuum(tuple(raters), length, labels, skipped)


def joined(parts: Sequence[Continuum]) -> Continuum:
    """Documents one after the other; a gap ends where its document ends, for no unit could cross that."""
    known = {label for part in parts for label in part.labels}
    raters = parts[0].raters
    labels = {}
    for label in known:
        units, gaps = dict[int, int](), dict[int, int]()
        observed = 0
        for part in parts:
            one = part.labels.get(label) or Sections(gaps={part.length: len(raters)})
            observed += one.observed
            for lengths, total in ((one.units, units), (one.gaps, gaps)):
                for length, times in lengths.items():
                    total[length] = total.get(length, 0) + times
        labels[label] = Sections(observed, units, gaps)
    length = sum(part.length for part in parts)
    return Continuum(raters, length, labels, sum(part.skipped for part in parts))


def unitizing_alpha(given: Continuum, label: str | None = None) -> Figure:
    """Alpha of all labels, or of one (K. Krippendorff 1995, “On the reliability of unitizing continuous
    data”; as corrected in 2004, “Content analysis”, section 11.6).

    Differences of edges count by their squares, in code points, and so do units that only one rater has.
    Units of one label and rater must not overlap: the longer one counts, the others are skipped.
    """
    chosen = given.labels if label is None else {label: given.labels.get(label, Sections())}
    n = sum(sum(sections.units.values()) for sections in chosen.values())
    figure = Figure(
        "unitizing_alpha",
        None,
        n,
        "spans",
        given.raters,
        scale="disagreement",
        skipped=given.skipped if label is None else 0,
        skipped_why=_OVERLAPPING if given.skipped and label is None else "",
    )
    if len(given.raters) < 2:
        return replace(figure, why=because("one rater cannot agree with anybody"))
    if not n:
        return replace(figure, why=because("no rater marked a span"))
    raters = len(given.raters)
    observed = sum(2 * one.observed for one in chosen.values()) / (raters * (raters - 1) * given.length**2)
    chance = sum(_expected(one, raters, given.length) for one in chosen.values())
    if not chance:
        return replace(figure, why=because("the spans leave no room for chance"), observed=observed, chance=0)
    return replace(figure, value=1 - observed / chance, observed=observed, chance=chance)


def _apart(own: list[Unit]) -> list[Unit]:
    """The units without those that overlap a longer one, in their order."""
    ordered = sorted(own)
    if all(one.end <= other.start for one, other in pairwise(ordered)):
        return ordered
    kept: list[Unit] = []
    for unit in sorted(own, key=lambda unit: (unit.start - unit.end, unit.start)):
        if all(unit.end <= other.start or other.end <= unit.start for other in kept):
            kept.append(unit)
    return sorted(kept)


def _sections(units: Sequence[Unit], length: int) -> list[Section]:
    """The whole document as units (True) and the gaps between them, in order."""
    found: list[Section] = []
    at = 0
    for unit in units:
        if unit.start > at:
            found.append((at, unit.start, False))
        found.append((unit.start, unit.end, True))
        at = unit.end
    if at < length:
        found.append((at, length, False))
    return found


def _measured(of_raters: Sequence[Sequence[Section]]) -> Sections:
    units, gaps = Counter[int](), Counter[int]()
    for sections in of_raters:
        for start, end, is_unit in sections:
            (units if is_unit else gaps)[end - start] += 1
    observed = sum(_difference(one, other) for one, other in combinations(of_raters, 2))
    return Sections(observed, units, gaps)


def _difference(one: Sequence[Section], other: Sequence[Section]) -> int:
    """The squared differences of all sections of two raters that have words in common."""
    total = at = place = 0
    while at < len(one) and place < len(other):
        (start, end, is_unit), (begin, stop, unit_too) = one[at], other[place]
        if is_unit and unit_too:
            total += (start - begin) ** 2 + (end - stop) ** 2
        elif is_unit and begin <= start and end <= stop:
            total += (end - start) ** 2
        elif unit_too and start <= begin and stop <= end:
            total += (stop - begin) ** 2
        at, place = at + (end <= stop), place + (stop <= end)
    return total


def _expected(one: Sections, raters: int, length: int) -> float:
    """The disagreement to expect of units of these lengths that lie anywhere."""
    count = sum(one.units.values())
    total = 0.0
    gaps = sorted(one.gaps.items())
    wide = long = 0  # how many gaps have room for a unit of this size, and how long they are together
    for size, times in sorted(one.units.items(), reverse=True):
        while gaps and gaps[-1][0] >= size:
            gap, n = gaps.pop()
            wide, long = wide + n, long + n * gap
        rooms = long - wide * (size - 1)
        total += times * ((count - 1) / 3 * (2 * size**3 - 3 * size**2 + size) + size**2 * rooms)
    places = raters * length
    own = sum(times * size * (size - 1) for size, times in one.units.items())
    pairs = places * (places - 1) - own
    return 2 / length * total / pairs if pairs else 0.0
