"""Annotated documents out: a file that is whole or not there."""

import contextlib
import time
from collections.abc import Collection, Generator, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from annotator import formats
from annotator.domain.entities import GOLD, Layer, StatusValue
from annotator.domain.exchange import AnnotatedDocument
from annotator.errors import UserError
from annotator.files import writing_whole
from annotator.services.import_report import counted
from annotator.services.progress import Progress
from annotator.storage.project import Project

_PAUSE_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What an export wrote: rows of a layer, and where; `path` is None for a stream."""

    rows: int
    layer: str
    path: Path | None

    def sentences(self) -> list[str]:
        """The export in a sentence."""
        where = f" to {self.path.name}" if self.path else ""
        return [f"{counted(self.rows, 'article')} of layer {self.layer} exported{where}."]


def export(
    project: Project,
    target: Path | BinaryIO,
    format: str = "jsonl",
    layer: str | None = None,
    statuses: Collection[StatusValue] | None = None,
    *,
    per_appearance: bool = False,
) -> Generator[Progress, None, ExportReport]:
    """Write what a layer says (None: gold, else the person's own) on documents of these statuses (None: any).

    A file stands at its path only when it is whole and on the disk; a stream is the caller's to close.
    `per_appearance` writes a row for each appearance of a document. Raises UserError.
    """
    exporter = formats.exporter(format)
    chosen = layer_to_export(project, layer)
    total = project.documents.count()
    documents = project.annotated(chosen, statuses)
    stream = _each_appearance(documents) if per_appearance else documents
    rows = 0
    with contextlib.ExitStack() as stack:
        out = stack.enter_context(writing_whole(target)) if isinstance(target, Path) else target
        paused = time.monotonic()
        for rows in exporter.write(stream, project.scheme(), out):
            if time.monotonic() - paused > _PAUSE_SECONDS:
                yield Progress(rows, None if per_appearance else total, "exporting")
                paused = time.monotonic()
    return ExportReport(rows, chosen.name, target if isinstance(target, Path) else None)


def layer_to_export(project: Project, name: str | None = None) -> Layer:
    """The layer of this name; without one the gold layer, else the person's own. Raises UserError."""
    names = ", ".join(layer.name for layer in project.layers())
    if name is not None:
        found = project.layer(name)
        if found is None:
            raise UserError(f"There is no layer “{name}” in {project.path.name}.", hint=f"There are: {names}")
        return found
    found = project.layer(GOLD) or project.own_layer()
    if found is None:
        raise UserError(f"You have no layer in {project.path.name}.", hint=f"Name one of: {names}")
    return found


def _each_appearance(documents: Iterator[AnnotatedDocument]) -> Iterator[AnnotatedDocument]:
    """Each document as often as it appeared, once with each appearance."""
    for one in documents:
        for appearance in one.document.appearances:
            yield replace(one, document=replace(one.document, appearances=(appearance,)))
