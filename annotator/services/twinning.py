"""Equal strings all over the corpus: found through the search index, shown, then labelled as one edit."""

from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from annotator.domain import edits
from annotator.domain.annotations import Annotations
from annotator.domain.change import Change, Edit
from annotator.domain.entities import Label, Layer, Span, Status
from annotator.domain.query import ListQuery
from annotator.domain.twins import Kind, Options, context, twins
from annotator.errors import Refused
from annotator.services.progress import Progress
from annotator.storage.project import Project

MOST = 5_000
_CONTEXT = 48
_STEM = 4


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the corpus that says the words: code points [start, end) of a document.

    `spans` are the layer's spans on exactly these characters; `before` and `after` stand around them.
    """

    document: str
    title: str
    start: int
    end: int
    kind: Kind
    before: str
    words: str
    after: str
    spans: tuple[Span, ...]


def places(
    project: Project, layer: Layer, surface: str, options: Options
) -> Generator[Progress, None, list[Place]]:
    """Every place of the corpus that says the surface, at most `MOST`, in order of arrival."""
    numbers = project.documents.numbers(ListQuery(layer.id, words=_words(surface, options)))
    found: list[Place] = []
    for done, number in enumerate(numbers, 1):
        document = project.document(project.id_of(number))
        said = project.annotations(document.id, layer.id)
        for one in twins(document.text, surface, options):
            around = context(document.text, one.start, one.end, _CONTEXT)
            here = tuple(span for span in said.spans if (span.start, span.end) == (one.start, one.end))
            found.append(Place(document.id, document.title, one.start, one.end, one.kind, *around, here))
        if len(found) >= MOST:
            break
        yield Progress(done, len(numbers), "Looking")
    return found[:MOST]


def label(project: Project, layer: Layer, chosen: Sequence[Place], label: Label) -> Edit:
    """One edit that labels the chosen places, where the scheme allows it, and relabels labelled ones."""
    changes: list[Change] = []
    for said, text, here in _by_document(project, layer, chosen):
        old = [place.spans[0] for place in here if place.spans]
        for span in old:
            if span.label != label.id:
                changes += edits.relabel(project.scheme(), said, text, span, label).changes
        free = [(place.start, place.end) for place in here if not place.spans]
        if free:
            changes += _unless_refused(project, said, text, free, label)
    return _edit(f"{label.tag} {edits.quoted(chosen[0].words, 0, len(chosen[0].words))} everywhere", changes)


def unlabel(project: Project, layer: Layer, chosen: Sequence[Place]) -> Edit:
    """One edit that removes the spans on the chosen places, and what is said about them."""
    changes: list[Change] = []
    for said, text, here in _by_document(project, layer, chosen):
        gone: dict[object, Change] = {}
        for span in (span for place in here for span in place.spans):
            gone.update({change.key: change for change in edits.remove_span(said, text, span).changes})
        changes += gone.values()
    return _edit(f"remove {edits.quoted(chosen[0].words, 0, len(chosen[0].words))} everywhere", changes)


def committing(project: Project, edit: Edit) -> Generator[Progress, None, int]:
    """Commit the edit beside the window; returns how many entities it changed. Raises UserError."""
    yield Progress(0, None, edit.title)
    project.commit(edit)
    return len(edit.changes)


def _by_document(
    project: Project, layer: Layer, chosen: Iterable[Place]
) -> Iterator[tuple[Annotations, str, list[Place]]]:
    for document, here in groupby(chosen, key=lambda place: place.document):
        yield project.annotations(document, layer.id), project.document(document).text, list(here)


def _unless_refused(
    project: Project, said: Annotations, text: str, free: list[tuple[int, int]], label: Label
) -> Iterable[Change]:
    try:
        return edits.add_spans(project.scheme(), said, text, free, label).changes
    except Refused:
        return ()


def _edit(title: str, changes: Iterable[Change]) -> Edit:
    """Without the statuses: labelling from afar takes no article in hand."""
    kept = tuple(change for change in changes if change.key.kind != Status.kind)
    if not kept:
        raise Refused("Nothing would change.")
    return Edit(title, kept)


def _words(surface: str, options: Options) -> str:
    """What the index is asked for: the phrase, or the beginnings of its words where endings may differ."""
    if not options.inflected:
        return f'"{surface}"'
    return " ".join(word[: max(_STEM, len(word) - 2)] for word in surface.replace('"', " ").split())
