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
from annotator.files import companions, explained, resolved, shown, writing_whole
from annotator.services.import_report import counted
from annotator.services.progress import Progress
from annotator.storage.project import SUFFIX, Project

_PAUSE_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What an export wrote: rows of a layer, and where; `path` is None for a stream."""

    rows: int
    layer: str
    path: Path | None

    def sentences(self) -> list[str]:
        """The export in a sentence."""
        where = f" to {shown(self.path.name)}" if self.path else ""
        return [f"{counted(self.rows, 'article')} of layer {self.layer} exported{where}."]


def export(
    project: Project,
    target: Path | BinaryIO,
    format: str = "jsonl",
    layer: str | None = None,
    statuses: Collection[StatusValue] | None = None,
    *,
    per_appearance: bool = False,
    reviewed: bool = False,
) -> Generator[Progress, None, ExportReport]:
    """Write what a layer says (None: gold, else the person's own) on documents of these statuses (None: any).

    A file stands at its path only when it is whole and on the disk; a stream is the caller's to close.
    `per_appearance` writes a row for each appearance of a document; `reviewed` only documents that are done
    in the gold layer. Raises UserError, also for a target that is the project itself.
    """
    exporter = formats.exporter(format)
    if isinstance(target, Path):
        refuse_project(project.path, target)
    chosen = layer_to_export(project, layer)
    total = project.documents.count()
    documents = project.annotated(chosen, statuses)
    if reviewed:
        documents = _reviewed(project, documents)
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


def refuse_project(project: Path, target: Path) -> None:
    """Raise UserError where writing `target` would overwrite this project, by whatever name, or another."""
    with explained(target):
        place, own = resolved(target), resolved(project)
        is_own = place in (own, *companions(own)) or (target.exists() and target.samefile(project))
        if is_own or (place.suffix.lower() == SUFFIX and place.exists()):
            raise UserError(
                f"{shown(target.name)} is a project, and would be lost.", hint="Name another file to write."
            )


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


def _reviewed(project: Project, documents: Iterator[AnnotatedDocument]) -> Iterator[AnnotatedDocument]:
    """Those of the documents that are done in the gold layer."""
    gold = layer_to_export(project, GOLD).id
    return (one for one in documents if project.annotations(one.document.id, gold).status == "done")


def _each_appearance(documents: Iterator[AnnotatedDocument]) -> Iterator[AnnotatedDocument]:
    """Each document as often as it appeared, once with each appearance."""
    for one in documents:
        for appearance in one.document.appearances:
            yield replace(one, document=replace(one.document, appearances=(appearance,)))
