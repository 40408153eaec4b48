"""Which of the person's labels on one copy of a story could be on another one too."""

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.domain import carrying, word_diff
from annotator.domain.annotations import Annotations
from annotator.domain.carrying import Carried
from annotator.domain.change import Edit
from annotator.domain.document import Document
from annotator.domain.entities import Layer
from annotator.errors import Refused
from annotator.storage.project import Project


@dataclass(frozen=True, slots=True)
class Offer:
    """What could be carried from one article to another; what is there already is left out."""

    source: Document
    target: Document
    labels: tuple[Carried, ...]


def offer(project: Project, layer: Layer, first: str, copy: str) -> Offer:
    """Between two copies by their content ids: from the first to the other one, or back where only that one
    has labels of this layer. Raises Refused where none has, or where all are there already.
    """
    if not project.annotations(first, layer.id).spans:
        first, copy = copy, first
    source, target = project.document(first), project.document(copy)
    spans = project.annotations(first, layer.id).spans
    if not spans:
        raise Refused("Neither of the two has a label of yours. Label one of them first.")
    parts = word_diff.parts(source.text, target.text)
    taken = {(one.start, one.end, one.label) for one in project.annotations(copy, layer.id).spans}
    labels = [
        one
        for one in carrying.carried(source.text, target.text, parts, spans)
        if one.outcome == "lost" or (one.start, one.end, one.span.label) not in taken
    ]
    if all(one.outcome == "lost" for one in labels):
        raise Refused("Every label that can be carried over is there already.")
    return Offer(source, target, tuple(labels))


def carry(project: Project, layer: Layer, offered: Offer, chosen: Sequence[Carried]) -> Edit:
    """One edit that labels what was chosen; raises Refused."""
    on: Annotations = project.annotations(offered.target.id, layer.id)
    return carrying.carry(project.scheme(), on, offered.target.text, chosen)
