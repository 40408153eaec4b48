"""Suggestions for what is not done yet, learned from what is, stored as a model's layer."""

from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass

from annotator import suggest
from annotator.domain.annotations import Annotations
from annotator.domain.change import Change, Edit
from annotator.domain.entities import Author, Layer, Span
from annotator.domain.exchange import AnnotatedDocument
from annotator.domain.ids import derived_id
from annotator.errors import UserError
from annotator.services.progress import Progress
from annotator.storage.project import Project

_BATCH = 100


@dataclass(frozen=True, slots=True)
class SuggestReport:
    """What was learned from and what was proposed; `version` names what the suggester knew."""

    layer: str
    version: str
    examples: int
    documents: int
    spans: int

    def sentence(self) -> str:
        """All of it, to read."""
        return (
            f"Learned from {self.examples:,} articles; {self.spans:,} suggestions on {self.documents:,}"
            f" articles are in the layer {self.layer} ({self.version})."
        )


def examples(project: Project, layer: Layer) -> Iterator[AnnotatedDocument]:
    """What a suggester learns from: the documents that are done in the layer."""
    return project.annotated(layer, {"done"})


def suggest_rest(project: Project, name: str, layer: Layer) -> Generator[Progress, None, SuggestReport]:
    """Learn from what is done in `layer`; suggest for everything else, in the layer called `name`.

    What that layer held is replaced, all as one action. Closing the generator keeps whole batches. Raises
    UserError where the suggester is missing or there is too little to learn from.
    """
    yield Progress(0, None, "Learning")
    suggester = suggest.suggester(name)
    done = {one.document.id for one in examples(project, layer)}
    if not done:
        raise UserError(
            f"Nothing is done in the layer {layer.name} yet.", hint="Finish some articles to learn from."
        )
    suggester.learn(examples(project, layer))
    mine = _model_layer(project, name)
    total = project.documents.count() - len(done)
    scheme, origin = project.scheme(), f"{name} {suggester.version}"
    action, spans, documents = None, 0, 0
    changes: list[Change] = []
    for at, one in enumerate(project.annotated(mine), 1):
        proposed: list[Span] = []
        if one.document.id not in done:
            documents += 1
            proposed = [
                _span(mine, one.document.id, origin, suggestion, scheme.clock)
                for suggestion in suggester.suggest(one.document, scheme)
            ]
            spans += len(proposed)
        changes += _replaced(one.annotations, proposed)
        if at % _BATCH == 0:
            action = _commit(project, name, changes, action)
            changes = []
        yield Progress(documents, total, "Suggesting")
    _commit(project, name, changes, action)
    return SuggestReport(name, suggester.version, len(done), documents, spans)


def _model_layer(project: Project, name: str) -> Layer:
    found = project.ensure_layer(name, Author(derived_id("model", name), name, is_model=True))
    makers = {author.id: author for author in project.authors()}
    if not makers[found.author].is_model:
        raise UserError(
            f"The layer {name} is a person's.", hint="Rename it before suggestions of that name are stored."
        )
    return found


def _span(layer: Layer, document: str, origin: str, one: suggest.Suggestion, clock: int | None) -> Span:
    id = derived_id("suggestion", one.start, one.end, one.label_id)
    place = (layer.id, document, one.start, one.end)
    return Span(id, *place, one.label_id, origin, one.confidence, clock)


def _replaced(before: Annotations, after: Iterable[Span]) -> Iterator[Change]:
    old = {span.id: span for span in before.spans}
    new = {span.id: span for span in after}
    for id in {**old, **new}:
        if old.get(id) != new.get(id):
            yield Change(old.get(id), new.get(id))


def _commit(project: Project, name: str, changes: list[Change], action: int | None) -> int | None:
    if not changes:
        return action
    return project.commit(Edit(f"suggest with {name}", tuple(changes)), action=action).action
