"""The content check: does the file still say what the log says, about the texts that were imported?"""

import sqlite3
from collections.abc import Iterator
from itertools import groupby

from annotator.domain.entities import Key
from annotator.domain.text import content_id
from annotator.errors import UserError
from annotator.storage import log, writing
from annotator.storage.rows import TABLES
from annotator.storage.search import searchable

_LOG = """
    select c.document, c.kind, c.layer, c.entity, coalesce(t.id, ''),
        e.replica, e.number, e.clock, c.parents, c.body
    from change c join edit e on e.seq = c.edit left join content t on t.number = c.document
    order by c.document, c.kind, c.layer, c.entity
"""


def problems(connection: sqlite3.Connection) -> Iterator[str]:
    """What is wrong with a project, a sentence each: the file, the texts, the labels, the log, the index."""
    for check in (_damage, _texts, _ranges, _log):
        try:
            yield from check(connection)
        except (sqlite3.DatabaseError, UserError) as error:
            yield f"The file is damaged: {error}."


def rebuild(connection: sqlite3.Connection) -> None:
    """Empty every table that reads off the log, and write it anew from the log, in the open transaction."""
    for number, title, text in connection.execute(
        "select d.number, d.title, c.text from document d join content c on c.number = d.number"
    ).fetchall():
        connection.execute(
            "insert into search (search, rowid, title, body) values ('delete', ?, ?, ?)",
            (number, searchable(title), searchable(text or "")),
        )
    for table in ("document", *TABLES):
        connection.execute(f"delete from {table}")
    for key, document, versions in _entities(connection):
        won = log.winner(versions)
        if won is not None and won.body is not None:
            writing.put(connection, [(key, document, log.entity(key, won.body))])


def _entities(connection: sqlite3.Connection) -> Iterator[tuple[Key, int, list[log.Version]]]:
    """Every entity of the log with its local document number and all its versions."""
    for (document, kind, layer, id, content), rows in groupby(
        connection.execute(_LOG), key=lambda row: row[:5]
    ):
        yield Key(kind, layer, content, id), document, [log.Version(*row[5:]) for row in rows]


def _damage(connection: sqlite3.Connection) -> Iterator[str]:
    for (line,) in connection.execute("pragma quick_check(20)"):
        if line != "ok":
            yield f"The file is damaged: {line}"
    for table, row, parent, _ in connection.execute("pragma foreign_key_check"):
        yield f"Row {row} of {table} refers to a {parent} that is not there."


def _texts(connection: sqlite3.Connection) -> Iterator[str]:
    for id, text in connection.execute("select id, text from content where text is not null"):
        if content_id(text) != id:
            yield f"The text of document {id[:12]} is not the text that was imported."


def _ranges(connection: sqlite3.Connection) -> Iterator[str]:
    for kind in ("span", "mark"):
        rows = connection.execute(
            f"select c.id, x.start, x.end, length(c.text) from {kind} x"
            " join content c on c.number = x.document where c.text is not null and x.end > length(c.text)"
        )
        for id, start, end, length in rows:
            yield f"A {kind} [{start}, {end}) of document {id[:12]} lies beyond its {length} characters."
    rows = connection.execute(
        "select c.id, o.target from opinion o join content c on c.number = o.document"
        " where not exists (select 1 from span s"
        " where s.document = o.document and s.layer = o.layer and s.id = o.target)"
    )
    for id, target in rows:
        yield f"An opinion in document {id[:12]} is about a span, {target}, that is not there."


def _log(connection: sqlite3.Connection) -> Iterator[str]:
    expected = dict.fromkeys(TABLES, 0)
    for key, document, versions in _entities(connection):
        won = log.winner(versions)
        said = log.entity(key, won.body) if won else None
        expected[key.kind] += said is not None
        if writing.current(connection, key, document) != said:
            where = f" of document {key.document[:12]}" if key.document else ""
            yield f"The {key.kind} {key.id}{where} is not what the change log says."
    for kind, count in expected.items():
        found = connection.execute(f"select count(*) from {kind}").fetchone()[0]
        if found != count:
            yield f"There are {found:,} of {kind}, and the change log knows {count:,}."
    indexed, listed = (
        connection.execute(sql).fetchone()[0]
        for sql in ("select count(*) from search_docsize", "select count(*) from document")
    )
    if indexed != listed:
        yield f"The search index knows {indexed:,} documents of {listed:,}."
