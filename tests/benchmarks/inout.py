"""In and out: the rate of an import with its search index and of an export, and whether memory stays flat.

The floor of an import is a bare `executemany` of the very rows that it wrote, into the same tables, and one
build of the same index; that of an export a cursor on each table, merged by document, without entities, into
the same encoder and the same bytes.
"""

import filecmp
from collections.abc import Iterator
from pathlib import Path

from annotator.services import schemes
from annotator.services.exporting import export
from annotator.services.importing import import_paths
from annotator.storage.project import Project
from tests.benchmarks import bulk
from tests.benchmarks.bare import bare_export, bare_import
from tests.benchmarks.harness import Bench, Rate, Row, finished, rated, resident, say

_LABELLED = 4_000
_HALF = "at least half the floor"
_GROWTH = 20  # megabytes that a flat memory may move by


def rows(bench: Bench) -> Iterator[Row]:
    """The big project, and a smaller one in which every article has 30 spans."""
    made, what = bench.bulk, f"{bench.documents:,} articles"
    yield _imported(what, made.rate, made.floor)
    with Project.open(made.path, bench.author, read_only=True) as project:
        yield from _exported(what, project, bench.folder)

    source, count = bench.folder / "labelled.jsonl", bench.times(_LABELLED)
    what = f"{count:,} articles with {bulk.SPANS} spans each"
    numbers = range(bench.documents * 2, bench.documents * 2 + count)
    bulk.write(source, (bench.news.row(number, spans=bulk.SPANS) for number in numbers))
    with Project.create(bench.folder / "labelled.annot", schemes.load("news"), bench.author) as project:
        rate = rated(lambda: finished(import_paths(project, [source])).documents)
        yield _imported(what, rate, bare_import(project.path, bench.folder / "floor.annot"))
        yield from list(_exported(what, project, bench.folder))[:1]


def _imported(what: str, rate: Rate, floor: Rate) -> Row:
    measured, met = rate.beside(floor)
    return Row(f"import with search index, {what}", measured, str(floor), _HALF, met)


def _exported(what: str, project: Project, folder: Path) -> Iterator[Row]:
    target, bare = folder / "out.jsonl", folder / "bare.jsonl"
    memory: list[float] = []

    def job() -> int:
        steps = export(project, target)
        while True:
            try:
                share = next(steps).share or 0
            except StopIteration as end:
                return int(end.value.rows)
            held = resident()
            if held is not None and (share > 0.1 or not memory):
                memory.append(held)

    say(f"Exporting {what}")
    rate = rated(job)
    floor = rated(lambda: bare_export(project.path, bare))
    assert filecmp.cmp(target, bare, shallow=False), "the floor wrote something else"
    measured, met = rate.beside(floor)
    yield Row(f"export JSONL, {what}", measured, str(floor), _HALF, met)
    if memory:
        growth = max(memory) - memory[0]
        told = f"{growth:.0f} MB more than at its beginning"
        flat = "yes" if growth < _GROWTH else "no"
        yield Row(f"memory of the export, {what}", told, "0 MB", "flat", flat)
