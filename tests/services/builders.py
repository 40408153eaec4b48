"""What tests of import and export are made of: a project, rows of our JSONL, jobs run to their end."""

import json
from collections.abc import Generator, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from annotator.domain.entities import Author
from annotator.services import schemes
from annotator.services.exporting import export
from annotator.services.importing import ImportOptions, ImportReport, import_paths
from annotator.services.progress import Progress
from annotator.storage.project import Project

_T = TypeVar("_T")

MINA = Author("mina-id", "mina")
TEXT = "Ilse Maren 🍊 left Kastelholm on Tuesday."


def new_project(folder: Path, name: str = "news.annot", author: Author = MINA) -> Project:
    """An empty project with the scheme `news`."""
    return Project.create(folder / name, schemes.load("news"), author)


def finish(job: Generator[Progress, None, _T]) -> _T:
    """Step a job to its end; what it returns."""
    while True:
        try:
            next(job)
        except StopIteration as end:
            return end.value


def write_rows(path: Path, rows: Iterable[Mapping[str, Any] | str | bytes]) -> Path:
    """A JSONL file of these rows; strings and bytes stand in it as they are."""
    lines = [row if isinstance(row, str | bytes) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_bytes(b"".join((line.encode() if isinstance(line, str) else line) + b"\n" for line in lines))
    return path


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSONL file."""
    return [json.loads(line) for line in path.read_bytes().split(b"\n") if line]


def run_import(project: Project, *paths: Path, **options: Any) -> ImportReport:
    """Import these files."""
    return finish(import_paths(project, paths, ImportOptions(**options)))


def run_export(project: Project, path: Path, **options: Any) -> list[dict[str, Any]]:
    """Export to the file; its rows."""
    finish(export(project, path, **options))
    return read_rows(path)
