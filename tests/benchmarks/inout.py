"""In and out: the rate of an import with its search index and of an export, and whether memory stays flat.

The floor of an import is a bare `executemany` of the very rows that it wrote, into the same tables, and one
build of the same index. The floor of an export is a cursor on each table, merged by document without making
entities, into the same encoder and the same bytes. Rates are articles a second of processor time, the best of
three runs: other programs can only make a run slower.
"""

import gc
import itertools
import json
import random
import sqlite3
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Generator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec

from annotator.domain.entities import Author
from annotator.services import schemes
from annotator.services.exporting import export
from annotator.services.importing import import_paths
from annotator.storage import schema
from annotator.storage.project import Project
from annotator.storage.search import searchable

ARTICLES = 2_000
CHARACTERS = 2_600
_AUTHOR = Author("bench", "bench")
_LABELS = ("PER", "ORG", "GPE", "LOC", "EVT", "DATE")
_RUNS = 3
_FACTS = ("id", "ref", "title", "text", "source", "author", "published", "language", "url")
_EMPTY: dict[str, Any] = {"headline": None, "meta": {}}
_FILLED = ("content", "edit", "change", "appearance", "document", "span", "mark", "opinion", "status")


def rows() -> list[tuple[str, str, str]]:
    """Name, measured, and floor."""
    found: list[tuple[str, str, str]] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for spans in (0, 30):
            source, project = folder / f"{spans}.jsonl", folder / f"{spans}.annot"
            _write_articles(source, spans)
            rate = max(_import(source, project) for _ in range(_RUNS))
            floor = _bare_import(project, folder / "bare.sqlite")
            what = f"{CHARACTERS:,} characters, {spans} spans"
            found.append(
                (f"import with index: {what}", _said(rate), f"floor {_said(floor)}, {rate / floor:.0%}")
            )
            floor = _rate(_bare_export, project, folder / "bare.jsonl")
            rate = _rate(_export, project, folder / "out.jsonl")
            assert (folder / "bare.jsonl").read_bytes() == (folder / "out.jsonl").read_bytes()
            found.append((f"export JSONL: {what}", _said(rate), f"floor {_said(floor)}, {rate / floor:.0%}"))
        found.append(("memory of an import", _memory(folder, _import_some), "flat in the number of articles"))
        found.append(("memory of an export", _memory(folder, _export_some), "flat in the number of articles"))
    return found


def _write_articles(path: Path, spans: int, count: int = ARTICLES) -> None:
    """Made-up news: words as frequent as in a language, of a vocabulary of 30,000."""
    chance = random.Random(7)
    letters = "etaoinshrdlucmfwypvbgkjqxz"
    vocabulary = ["".join(chance.choices(letters, k=chance.randint(2, 11))) for _ in range(30_000)]
    weights = list(itertools.accumulate(1 / (place + 3) for place in range(len(vocabulary))))
    with path.open("w", encoding="utf-8", newline="\n") as out:
        for number in range(count):
            words = chance.choices(vocabulary, cum_weights=weights, k=CHARACTERS // 5)
            text = " ".join(words)[:CHARACTERS].strip() + f" {number}"
            starts = sorted(chance.sample(range(len(text) - 30), spans))
            said: list[dict[str, Any]] = [
                {
                    "id": f"{number:x}-{at}",
                    "start": start,
                    "end": start + chance.randint(4, 24),
                    "label": label,
                }
                for at, (start, label) in enumerate(zip(starts, itertools.cycle(_LABELS), strict=False))
                if not text[start : start + 4].isspace()
            ]
            row: dict[str, Any] = {"ref": f"w-{number}", "title": " ".join(words[:8]), "text": text}
            row |= {"source": "Lantern Wire", "published": "2031-05-14"}
            row |= {"spans": said, "layer": "gold"} if said else {}
            out.write(json.dumps(row) + "\n")


def _import(source: Path, path: Path) -> float:
    """Articles a second of an import into a new project, without the making of the project."""
    path.unlink(missing_ok=True)
    with Project.create(path, schemes.load("news"), _AUTHOR) as project:
        start = time.process_time()
        report = _finish(import_paths(project, [source]))
        return float(report.documents / (time.process_time() - start))


def _export(path: Path, target: Path) -> int:
    with Project.open(path, _AUTHOR, read_only=True) as project:
        return int(_finish(export(project, target)).rows)


def _bare_import(project: Path, path: Path) -> float:
    """Copy the tables of the project, row by row, into a new file; articles a second, without the reading."""
    with closing(sqlite3.connect(project)) as connection:
        tables = {name: connection.execute(f"select * from {name}").fetchall() for name in _FILLED}
    rates = []
    for _ in range(_RUNS):
        path.unlink(missing_ok=True)
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.executescript(
                "pragma page_size = 8192; pragma journal_mode = wal; pragma synchronous = full"
            )
            schema.prepare(connection)
            connection.create_function("searchable", 1, searchable, deterministic=True)
            start = time.process_time()
            connection.execute("begin immediate")
            for name, table in tables.items():
                if table:
                    marks = ", ".join("?" * len(table[0]))
                    connection.executemany(f"insert into {name} values ({marks})", table)
            connection.execute("commit")
            connection.execute(
                "insert into search (rowid, title, body) select number, searchable(title), searchable(text)"
                " from content join document using (number)"
            )
            rates.append(len(tables["document"]) / (time.process_time() - start))
    return max(rates)


def _bare_export(project: Path, target: Path) -> int:
    encode = msgspec.json.Encoder().encode
    count = 0
    with closing(sqlite3.connect(project)) as connection, target.open("wb", buffering=1 << 20) as out:
        layer, name = connection.execute(
            "select id, name from layer order by name != 'gold' limit 1"
        ).fetchone()
        labels = dict(connection.execute("select id, name from label").fetchall())
        spans = itertools.groupby(
            connection.execute(
                "select document, id, start, end, label from span where layer = ?"
                " order by document, start, -end, id",
                (layer,),
            ),
            lambda row: row[0],
        )
        documents = connection.execute(
            "select number, c.id, ref, a.title, text, a.source, author, a.published, a.language, url, s.value"
            " from content c join document d using (number) join appearance a on a.document = number"
            " left join status s on s.document = number and s.layer = ? order by number",
            (layer,),
        )
        number, said = next(spans, (0, iter(())))
        for row in documents:
            found = []
            if number == row[0]:
                text = row[4]
                found = [
                    {"id": id, "start": start, "end": end, "label": labels[label], "text": text[start:end]}
                    for _, id, start, end, label in said
                ]
                number, said = next(spans, (0, iter(())))
            facts = dict(zip(_FACTS, row[1:-1], strict=True))
            rest = {"layer": name, "status": row[-1] or "new", "sentiment": None, "spans": found}
            out.write(encode({**facts, **_EMPTY, **rest, "sentences": [], "opinions": []}) + b"\n")
            count += 1
    return count


def _import_some(folder: Path, count: int) -> None:
    _write_articles(folder / f"some-{count}.jsonl", 5, count)
    gc.collect()
    tracemalloc.start()
    _import(folder / f"some-{count}.jsonl", folder / f"some-{count}.annot")


def _export_some(folder: Path, count: int) -> None:
    tracemalloc.start()
    _export(folder / f"some-{count}.annot", folder / "out.jsonl")


def _memory(folder: Path, job: Callable[[Path, int], None]) -> str:
    """The peak of Python's memory for few and for many articles."""
    peaks = []
    for count in (500, 2_000):
        job(folder, count)
        peaks.append(f"{tracemalloc.get_traced_memory()[1] / 1e6:.1f} MB for {count:,}")
        tracemalloc.stop()
    return ", ".join(peaks)


def _rate(job: Callable[[Path, Path], int], project: Path, target: Path) -> float:
    """Articles a second of processor time, in the best of a few runs."""
    rates = []
    for _ in range(_RUNS):
        gc.collect()
        start = time.process_time()
        count = job(project, target)
        rates.append(count / (time.process_time() - start))
    return max(rates)


def _said(rate: float) -> str:
    return f"{rate:,.0f} articles/s"


def _finish(job: Generator[Any, None, Any]) -> Any:
    while True:
        try:
            next(job)
        except StopIteration as end:
            return end.value


if __name__ == "__main__":
    for row in rows():
        print(*row, sep=" | ")
