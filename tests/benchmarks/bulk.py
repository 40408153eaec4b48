"""The one big project of a run: made through the real import, which is measured on the way."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from annotator.services import schemes
from annotator.services.importing import import_paths
from annotator.storage.project import Project
from tests.benchmarks.bare import bare_import
from tests.benchmarks.harness import Bench, Rate, finished, rated, say

LABELLED = 3_000  # of the articles, evenly spread, at most one of ten: more than a cache holds
SPANS = 30


@dataclass(frozen=True, slots=True)
class Bulk:
    """The project file, how fast it was made, and its bytes before anything was labelled.

    `labelled` are the local numbers of articles with 30 spans; `large` those of the articles of the sizes.
    """

    path: Path
    rate: Rate
    floor: Rate
    bytes: int
    labelled: tuple[int, ...]
    large: tuple[int, ...]


def found_or_made(bench: Bench) -> Bulk:
    """The project that an earlier run left in the folder for it, with its figures; else a new one."""
    if bench.kept is None:
        return make(bench)
    note = bench.kept / "bulk.json"
    if not note.exists():
        made = make(replace(bench, folder=bench.kept))
        note.write_text(json.dumps(asdict(made), default=str), encoding="utf-8")
    facts = json.loads(note.read_text(encoding="utf-8"))
    rates = {name: Rate(**facts[name]) for name in ("rate", "floor")}
    numbers = {name: tuple(facts[name]) for name in ("labelled", "large")}
    return Bulk(**{**facts, **rates, **numbers, "path": Path(facts["path"])})


def make(bench: Bench) -> Bulk:
    """Import the articles, then labels on some of them and the large articles."""
    path, source = bench.folder / "bulk.annot", bench.folder / "bulk.jsonl"
    say(f"Writing {bench.documents:,} made-up articles")
    write(source, (bench.news.row(number) for number in range(1, bench.documents + 1)))
    say("Importing them")
    with Project.create(path, schemes.load("news"), bench.author) as project:
        rate = rated(lambda: finished(import_paths(project, [source])).documents)
    size = path.stat().st_size
    floor = bare_import(path, bench.folder / "floor.annot")
    step = max(10, bench.documents // LABELLED)
    labelled = range(1, bench.documents + 1, step)
    said = bench.folder / "labels.jsonl"
    write(said, (bench.news.row(number, spans=SPANS) for number in labelled))
    large = bench.folder / "large.jsonl"
    numbers = range(bench.documents + 1, bench.documents + 1 + len(bench.sizes))
    sizes = zip(numbers, bench.sizes, strict=True)
    write(large, (bench.news.row(number, *size) for number, size in sizes))
    say("Labelling some of them")
    with Project.open(path, bench.author) as project:
        finished(import_paths(project, [said, large]))
    return Bulk(path, rate, floor, size, tuple(labelled), tuple(numbers))


def write(path: Path, rows: Iterator[Mapping[str, Any]]) -> None:
    """The rows as JSONL."""
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
