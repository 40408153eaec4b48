"""Equal strings all over the corpus: found through the search index, shown, then labelled as one edit."""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from annotator.domain import edits
from annotator.domain.annotations import Annotations
from annotator.domain.change import Change, Edit
from annotator.domain.entities import Key, Label, Layer, Span, Status
from annotator.domain.query import ListQuery
from annotator.domain.scheme import Scheme
from annotator.domain.twins import Kind, Options, context, sieve, twins
from annotator.errors import Refused
from annotator.services.progress import Progress
from annotator.storage.project import Project

MOST = 5_000
_CONTEXT = 64


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the corpus that says the words: code points [start, end) of a document.

    `before` and `after` stand around them. `spans` are the layer's spans on exactly these characters,
    `across` those that share some of them; `rejected` are the ids of the labels that somebody said these
    characters do not deserve, None among them for any label.
    """

    document: str
    title: str
    language: str | None
    start: int
    end: int
    kind: Kind
    before: str
    words: str
    after: str
    spans: tuple[Span, ...] = ()
    across: tuple[Span, ...] = ()
    rejected: frozenset[str | None] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """The places, in order of arrival.

    `is_cut` says that there are more of those that matter behind the last one; `has_gaps` that some of the
    others are left out before it.
    """

    places: tuple[Place, ...] = ()
    is_cut: bool = False
    has_gaps: bool = False


def find(
    project: Project, layer: Layer, surface: str, options: Options, aim: str | None, most: int = MOST
) -> Generator[Progress, None, Found]:
    """Every place of the corpus that says the surface: at most so many that matter, and as many others.

    Those matter that can get the label with the id `aim`, or, where that is None, lose one. So whoever did
    what was listed and asks again gets the next ones.
    """
    yield Progress(0, None, "Looking")
    numbers = project.documents.numbers(ListQuery(layer.id, filter=sieve(surface, options)))
    found: list[Place] = []
    counts = {True: 0, False: 0}
    for done, number in enumerate(numbers, 1):
        for place in _in_document(project, layer, project.id_of(number), surface, options):
            matters = _matters(place, aim)
            counts[matters] += 1
            if counts[matters] <= most:
                found.append(place)
            elif matters:
                return Found(tuple(found), is_cut=True, has_gaps=counts[False] > most)
        yield Progress(done, len(numbers), "Looking")
    return Found(tuple(found), has_gaps=counts[False] > most)


def label(
    project: Project, layer: Layer, chosen: Sequence[Place], label: Label, was: str | None = None
) -> Generator[Progress, None, Edit]:
    """One edit that labels the chosen places, where the scheme allows it.

    A place that has another label gets this one instead, where it has several instead of the one with the id
    `was`. Raises Refused where nothing would change.
    """
    scheme, changes = project.scheme(), list[Change]()
    for done, (said, text, here) in enumerate(_by_document(project, layer, chosen), 1):
        changes += _labelled(scheme, said, text, here, label, was)
        yield Progress(done, None, "Labelling")
    return _edit(f"{label.tag} {_quoted(chosen)} everywhere", changes)


def unlabel(
    project: Project, layer: Layer, chosen: Sequence[Place], was: str | None = None
) -> Generator[Progress, None, Edit]:
    """One edit that removes the spans on the chosen places, and what is said about them.

    Where a place has several, only those with the label `was`, if there are. Raises Refused where there is
    nothing to remove.
    """
    gone: dict[Key, Change] = {}
    for done, (said, text, here) in enumerate(_by_document(project, layer, chosen), 1):
        for place in here:
            for span in _meant(_on(said, place), was):
                gone |= {change.key: change for change in edits.remove_span(said, text, span).changes}
        yield Progress(done, None, "Looking")
    return _edit(f"remove {_quoted(chosen)} everywhere", gone.values())


def committing(project: Project, edit: Edit) -> Generator[Progress, None, int]:
    """Commit the edit beside the window; returns how many spans it changed. Raises UserError."""
    yield Progress(0, None, edit.title)
    project.commit(edit)
    return sum(change.key.kind == Span.kind for change in edit.changes)


def _in_document(project: Project, layer: Layer, id: str, surface: str, options: Options) -> Iterator[Place]:
    document = project.document(id)
    found = twins(document.text, surface, options)
    if not found:
        return
    said = project.annotations(id, layer.id)
    for one in found:
        here = [span for span in said.spans if span.start < one.end and one.start < span.end]
        on = tuple(span for span in here if (span.start, span.end) == (one.start, one.end))
        across = tuple(span for span in here if span not in on)
        around = context(document.text, one.start, one.end, _CONTEXT)
        rejected = frozenset(no for *place, no in said.rejected if place == [one.start, one.end])
        place = (one.start, one.end, one.kind, *around)
        yield Place(id, document.title, document.language, *place, on, across, rejected)


def _matters(place: Place, aim: str | None) -> bool:
    if aim is None:
        return bool(place.spans)
    return all(span.label != aim for span in place.spans)


def _labelled(
    scheme: Scheme, said: Annotations, text: str, here: Iterable[Place], label: Label, was: str | None
) -> Iterator[Change]:
    free: list[tuple[int, int]] = []
    for place in here:
        spans = _on(said, place)
        if not spans:
            free.append((place.start, place.end))
        elif all(span.label != label.id for span in spans):
            relabel = partial(edits.relabel, scheme, said, text, _meant(spans, was)[0], label)
            yield from _unless_refused(relabel)
    if free:
        yield from _unless_refused(partial(edits.add_spans, scheme, said, text, free, label))


def _by_document(
    project: Project, layer: Layer, chosen: Iterable[Place]
) -> Iterator[tuple[Annotations, str, list[Place]]]:
    for document, here in groupby(chosen, key=lambda place: place.document):
        yield project.annotations(document, layer.id), project.document(document).text, list(here)


def _on(said: Annotations, place: Place) -> list[Span]:
    return [span for span in said.spans if (span.start, span.end) == (place.start, place.end)]


def _meant(spans: list[Span], was: str | None) -> list[Span]:
    """Those with the label that is asked about, else all."""
    return [span for span in spans if span.label == was] or spans


def _unless_refused(decide: Callable[[], Edit]) -> tuple[Change, ...]:
    """The changes; none where the scheme does not allow them."""
    try:
        return decide().changes
    except Refused:
        return ()


def _quoted(chosen: Sequence[Place]) -> str:
    words = chosen[0].words if chosen else ""
    return edits.quoted(words, 0, len(words))


def _edit(title: str, changes: Iterable[Change]) -> Edit:
    """Without the statuses: labelling from afar takes no article in hand."""
    kept = tuple(change for change in changes if change.key.kind != Status.kind)
    if not kept:
        raise Refused("Nothing would change.")
    return Edit(title, kept)
