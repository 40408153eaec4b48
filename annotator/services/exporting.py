"""Annotated documents out: a file that is whole or not there."""

import contextlib
import time
from collections import Counter
from collections.abc import Collection, Generator, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from annotator import formats
from annotator.domain.entities import GOLD, Layer, StatusValue
from annotator.domain.exchange import AnnotatedDocument, LeftOut
from annotator.errors import UserError
from annotator.files import companions, explained, resolved, shown, writing_whole
from annotator.formats import options
from annotator.formats.options import WriteOptions
from annotator.services.import_report import counted
from annotator.services.progress import Progress
from annotator.storage.project import SUFFIX, Project

MOST_LEFT_OUT = 1000  # in the report's list; all are counted
_PAUSE_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What an export wrote: rows of a layer, and where; `path` is None for a stream. `left_out` lists what
    was left out or changed, by document, and `counts` counts it. `load_line` loads the file.
    """

    rows: int
    layer: str
    path: Path | None
    load_line: str = ""
    left_out: tuple[LeftOut, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)

    def sentences(self) -> list[str]:
        """The export in a few sentences."""
        where = f" to {shown(self.path.name)}" if self.path else ""
        said = [f"{counted(self.rows, 'article')} of layer {self.layer} exported{where}."]
        if self.counts:
            listed = ", ".join(f"{count:,} {what}" for what, count in self.counts.items())
            said.append(f"Left out or changed: {listed}.")
        return said

    def text(self) -> str:
        """The whole report, to be saved."""
        listed = [f"{one.document}: {one.count} {one.what}" for one in self.left_out]
        load = [f"Load it with: {self.load_line}"] if self.load_line else []
        return "\n".join([*self.sentences(), *load, "", *listed]).rstrip() + "\n"


def export(
    project: Project,
    target: Path | BinaryIO,
    format: str = "jsonl",
    layer: str | None = None,
    statuses: Collection[StatusValue] | None = None,
    *,
    per_appearance: bool = False,
    reviewed: bool = False,
    choices: Mapping[str, str] | None = None,
) -> Generator[Progress, None, ExportReport]:
    """Write what a layer says (None: gold, else the person's own) on documents of these statuses (None: any).

    A file stands at its path only when it is whole and on the disk; a stream is the caller's to close.
    `per_appearance` writes a row for each appearance of a document; `reviewed` only documents that are done
    in the gold layer; `choices` are those that the format offers. Raises UserError, also for a target that is
    the project itself.
    """
    exporter = formats.exporter(format)
    options.check(format, exporter.choices, choices or {})
    if isinstance(target, Path):
        refuse_project(project.path, target)
    chosen = layer_to_export(project, layer)
    total = project.documents.count()
    documents = project.annotated(chosen, statuses)
    if reviewed:
        documents = _reviewed(project, documents)
    stream = _each_appearance(documents) if per_appearance else documents
    rows, losses, counts = 0, list[LeftOut](), Counter[str]()
    with contextlib.ExitStack() as stack:
        out = stack.enter_context(writing_whole(target)) if isinstance(target, Path) else target
        paused = time.monotonic()
        for one in exporter.write(stream, project.scheme(), out, WriteOptions(choices or {})):
            if isinstance(one, LeftOut):
                counts[one.what] += one.count
                losses += [one] if len(losses) < MOST_LEFT_OUT else []
                continue
            rows = one
            if time.monotonic() - paused > _PAUSE_SECONDS:
                yield Progress(rows, None if per_appearance else total, "exporting")
                paused = time.monotonic()
    path = target if isinstance(target, Path) else None
    load_line = exporter.load_line.replace("{file}", path.name if path else "FILE")
    return ExportReport(rows, chosen.name, path, load_line, tuple(losses), dict(counts))


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
