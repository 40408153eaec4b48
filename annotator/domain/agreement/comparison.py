"""All figures of two raters or more: overall, and split into found, boundary, label and sentiment."""

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, replace

from annotator.domain.agreement.bootstrap import with_intervals
from annotator.domain.agreement.figure import Figure, because
from annotator.domain.agreement.gamma import gamma
from annotator.domain.agreement.gwet import gwet_ac1, gwet_ac2
from annotator.domain.agreement.kappa import cohen_kappa, fleiss_kappa, scott_pi
from annotator.domain.agreement.krippendorff import krippendorff_alpha
from annotator.domain.agreement.parts import SENTIMENTS, Confusion, Part, confused, together
from annotator.domain.agreement.ratings import Ratings
from annotator.domain.agreement.span_f1 import WAYS, edges_equal, overlap_f1, span_f1
from annotator.domain.agreement.unitizing import Continuum, unitizing_alpha

Name = tuple[str, ...]  # where a figure belongs, its measure last: ("label", "cohen_kappa")
_NOT_ALL = "no document was finished by all of them"
_NO_SAMPLES = "it would take too long for so many pairs: compare fewer layers"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two raters or more on the documents that two of them, or more, have finished.

    `figures` are by their names: a measure alone is of the spans with their labels; before it may stand
    "found", "boundary", "label", "sentiment" and its kind, or "labels" and a label. `by_document` has the few
    that make sense for one document.
    """

    raters: tuple[str, ...]
    documents: int
    figures: Mapping[Name, Figure]
    confusion: Confusion
    by_document: Mapping[str, Mapping[Name, Figure]]


def compare(
    raters: Sequence[str], parts: Mapping[str, Part], resamples: int, seed: int = 0
) -> Generator[int, None, Comparison]:
    """Compare the raters on these documents, by their ids; `resamples` of 0 gives no intervals.

    Yields before each resampling."""
    if not parts:
        why = because("there is no document that two of them have finished")
        names = (("span_f1_strict",), ("span_f1_partial",), ("cohen_kappa",), ("krippendorff_alpha",))
        none: dict[Name, Figure] = {
            name: Figure(name[-1], None, 0, "documents", tuple(raters), why) for name in names
        }
        return Comparison(tuple(raters), 0, none, Confusion(), {})
    every = list(parts.values())
    whole = together(every)
    figures = yield from with_intervals(
        measured(whole), lambda drawn: measured(together(drawn)), every, resamples, seed
    )
    single = {id: _of_document(one) for id, one in parts.items()}
    return Comparison(tuple(raters), whole.documents, figures, confused(every), single)


def measured(part: Part) -> dict[Name, Figure]:
    """Every figure of these documents."""
    found: dict[Name, Figure] = {(f"span_f1_{way}",): span_f1(part.all, part.raters, way) for way in WAYS}
    found |= _below((), _nominal(part.tables["words"]))
    found[("unitizing_alpha",)] = _unitizing(part, part.labelled)
    found[("gamma",)] = _gamma(part)
    found[("found", "span_f1_overlap")] = overlap_f1(part.all, part.raters)
    found |= _below(("found",), _nominal(part.tables["found"]))
    found[("boundary", "edges_equal")] = edges_equal(part.all, part.raters)
    found[("boundary", "unitizing_alpha")] = _unitizing(part, part.edges)
    found |= _below(("label",), _nominal(part.tables["labels"]))
    for kind in SENTIMENTS:
        found |= _below(("sentiment", kind), _ordinal(part.tables[kind]))
    for label in sorted(part.counts):
        found |= _below(("labels", label), _of_label(part, label))
    return found


def _below(above: Name, figures: Mapping[str, Figure]) -> dict[Name, Figure]:
    return {(*above, name): figure for name, figure in figures.items()}


def _nominal(given: Ratings) -> dict[str, Figure]:
    measures: tuple[Callable[[Ratings], Figure], ...] = (fleiss_kappa, krippendorff_alpha, gwet_ac1)
    if len(given.raters) == 2:
        measures = (cohen_kappa, scott_pi, *measures)
    return {figure.measure: figure for figure in (measure(given) for measure in measures)}


def _ordinal(given: Ratings) -> dict[str, Figure]:
    figures = [krippendorff_alpha(given, "ordinal"), krippendorff_alpha(given), gwet_ac2(given)]
    if len(given.raters) == 2:
        figures += [cohen_kappa(given, "linear"), cohen_kappa(given)]
    return {figure.measure: figure for figure in figures}


def _of_label(part: Part, label: str) -> dict[str, Figure]:
    strict, partial = (span_f1(part.counts[label], part.raters, way) for way in ("strict", "partial"))
    found = part.found[label]
    figures = [strict, partial, _unitizing(part, part.labelled, label), krippendorff_alpha(found)]
    figures += [cohen_kappa(found)] if len(part.raters) == 2 else [fleiss_kappa(found)]
    return {figure.measure: figure for figure in (*figures, gwet_ac1(found))}


def _of_document(part: Part) -> dict[Name, Figure]:
    strict, partial = (span_f1(part.all, part.raters, way) for way in ("strict", "partial"))
    figures = (strict, partial, krippendorff_alpha(part.tables["words"]), _unitizing(part, part.labelled))
    return {(figure.measure,): figure for figure in figures}


def _unitizing(part: Part, given: Continuum | None, label: str | None = None) -> Figure:
    if given is None:
        return _of_finished(part, Figure("unitizing_alpha", None, 0, "spans", part.raters, because(_NOT_ALL)))
    return _of_finished(part, unitizing_alpha(given, label))


def _gamma(part: Part) -> Figure:
    if part.disorder is None:
        why = _NOT_ALL if part.labelled is None else _NO_SAMPLES
        return _of_finished(part, Figure("gamma", None, 0, "spans", part.raters, because(why)))
    return _of_finished(part, gamma(part.disorder, part.raters))


def _of_finished(part: Part, figure: Figure) -> Figure:
    """The figure, which says how many documents it leaves out because not all raters finished them."""
    left = part.documents - part.finished
    if not left:
        return figure
    reasons = (
        f"{figure.skipped:,} spans, as {figure.skipped_why}" if figure.skipped else "",
        f"{left:,} documents, as not all finished them",
    )
    return replace(figure, skipped=figure.skipped + left, skipped_why=" and ".join(filter(None, reasons)))
