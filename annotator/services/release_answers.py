"""What annotators said, for a release: every answer, or how the answers are distributed; under no name."""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, Literal

from annotator.domain.comparing import takes_part
from annotator.domain.entities import GOLD, Layer
from annotator.domain.positions import Position
from annotator.services import reviewing
from annotator.storage.project import Project


class Names:
    """What layers are called outside: by their own names, or numbered in an order that tells nothing."""

    def __init__(self, project: Project, own: bool) -> None:
        """`own`: by their own names. Gold is gold."""
        # The order must be the same in another file of these layers, and tell nothing of the names.
        layers = sorted(project.layers(), key=lambda one: (sha256(one.name.encode()).digest(), one.id))
        numbered = [layer for layer in layers if layer.name != GOLD]
        self._by_id = {layer.id: layer.name for layer in layers}
        if not own:
            self._by_id |= {layer.id: f"annotator {at}" for at, layer in enumerate(numbered, 1)}
        self._own = own

    def of(self, layer: str) -> str:
        """What the layer with this id is called."""
        return self._by_id.get(layer, "annotator")

    def in_row(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """A row of provenance; who decided is named only where all are."""
        return {name: value for name, value in row.items() if self._own or name != "decider"}


def rows(
    project: Project, documents: Sequence[str], kind: Literal["all", "soft"], names: Names
) -> Iterator[dict[str, Any]]:
    """A row for each document and layer that took part in it (`all`), or for each document with its
    positions, at each the share of the layers that say each thing (`soft`). Offsets are code points.
    """
    layers = [layer for layer in project.layers() if layer.name != GOLD]
    labels = {label.id: label.name for label in project.scheme().labels}
    for document in documents:
        if kind == "soft":
            on = reviewing.open_review(project, layers, document)
            yield {"document": document, "positions": [_soft(one, labels) for one in on.positions]}
        else:
            yield from _answers(project, document, layers, labels, names)


def _answers(
    project: Project, document: str, layers: Sequence[Layer], labels: Mapping[str, str], names: Names
) -> Iterator[dict[str, Any]]:
    for layer in sorted(layers, key=lambda layer: names.of(layer.id)):
        on = project.annotations(document, layer.id)
        if not takes_part(on):
            continue
        spans = [
            {"id": span.id, "start": span.start, "end": span.end, "label": labels.get(span.label, span.label)}
            for span in on.spans
        ]
        yield {"document": document, "layer": names.of(layer.id), "status": on.status, "spans": spans}


def _soft(position: Position, labels: Mapping[str, str]) -> dict[str, Any]:
    """Shares of the layers that took part; "" is nothing."""
    votes: dict[str, int] = {}
    for one in position.candidates:
        value = "" if one.said is None else labels.get(one.said.value, one.said.value)
        votes[value] = votes.get(value, 0) + len(one.sources)
    total = sum(votes.values())
    return {
        "about": position.about,
        "start": position.start,
        "end": position.end,
        "shares": {value: round(count / total, 4) for value, count in sorted(votes.items())},
        "n": total,
    }
