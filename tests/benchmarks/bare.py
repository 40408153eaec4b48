"""The least that an import and an export cost: rows into the same tables and out of them, no more."""

import itertools
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec

from annotator.storage import schema
from tests.benchmarks.harness import Rate, say

_BATCH = 1_000
_WRITTEN = ("content", "edit", "change", "appearance", "document", "span", "mark", "opinion", "status")
_FACTS = ("id", "ref", "title", "text", "source", "author", "published", "language", "url")
_EMPTY: dict[str, Any] = {"headline": None, "meta": {}}
_BUILD = (
    "insert into search (rowid, title, body)"
    " select number, title, text from content join document using (number)"
)


def bare_import(project: Path, path: Path) -> Rate:
    """The project's rows into a new file, then one build of its search index; what is read is not counted."""
    say("Bare import")
    wall = cpu = 0.0
    with closing(sqlite3.connect(project)) as source, closing(_new_file(path)) as connection:

        def write(sql: str, rows: list[tuple[Any, ...]]) -> None:
            nonlocal wall, cpu
            cpu_before, wall_before = time.process_time(), time.perf_counter()
            connection.execute("begin immediate")
            connection.executemany(sql, rows)
            connection.execute("commit")
            wall += time.perf_counter() - wall_before
            cpu += time.process_time() - cpu_before

        count = int(source.execute("select count(*) from document").fetchone()[0])
        for name in _WRITTEN:
            rows = source.execute(f"select * from {name}")
            while batch := rows.fetchmany(_BATCH):
                write(f"insert into {name} values ({', '.join('?' * len(batch[0]))})", batch)
        write(_BUILD, [()])
    path.unlink()
    return Rate(count, wall, cpu)


def _new_file(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript(
        "pragma page_size = 8192; pragma journal_mode = wal; pragma synchronous = normal"
    )
    schema.prepare(connection)
    connection.execute("pragma foreign_keys = off")
    return connection


def bare_export(path: Path, target: Path) -> int:
    """The articles of the first layer as our JSONL: a cursor a table, merged by document, no entity made."""
    encode = msgspec.json.Encoder().encode
    count = 0
    with closing(sqlite3.connect(path)) as connection, target.open("wb", buffering=1 << 20) as out:
        layer, name = connection.execute("select id, name from layer limit 1").fetchone()
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
