"""What is read of a project: a document's annotations, the history, the figures, everything for an export."""

import contextlib
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import starmap
from pathlib import Path
from typing import Any

from annotator.domain.annotations import Annotations, in_order
from annotator.domain.document import Document, sorted_appearances
from annotator.domain.entities import Appearance, Author, Entity, Key, Label, Layer, ScaleValue, Span
from annotator.domain.exchange import AnnotatedDocument
from annotator.domain.query import LayerCount, LoggedEdit, Statistics
from annotator.storage import writing
from annotator.storage.database import connect_to_read, explained
from annotator.storage.log import LAST_REVERSAL
from annotator.storage.rows import APPEARANCE, MARK, OPINION, SPAN, Table

HANDED_OUT = "handed out"
_PAGE = 50  # documents of a megabyte each are not held by the hundred


def document(connection: sqlite3.Connection, id: str) -> Document:
    """The document with this content id; raises KeyError."""
    row = connection.execute("select number, text from content where id = ?", (id,)).fetchone()
    found = _appearances(connection, row[0], id) if row else []
    if not found:
        raise KeyError(id)
    return Document(id, row[1] or "", sorted_appearances(found))


def _appearances(connection: sqlite3.Connection, number: int, document: str) -> list[Appearance]:
    """Where the document appeared, in no particular order."""
    rows = connection.execute(
        f"select id, {', '.join(APPEARANCE.columns)} from appearance where document = ?", (number,)
    )
    return [APPEARANCE.entity(Key(APPEARANCE.name, "", document, row[0]), row[1:]) for row in rows]


def person(connection: sqlite3.Connection, author: Author) -> Author:
    """Who this author is here: a file that was handed out begins with an edit that only says whose it is, and
    is hers whatever her id is elsewhere. Who has a layer in it is somebody else.
    """
    row = connection.execute(
        "select a.id, a.name from edit e join author a on a.id = e.author where e.seq = 1 and e.title = ?"
        " and not exists (select 1 from change where edit = e.seq)"
        " and not exists (select 1 from layer where author = ?)",
        (HANDED_OUT, author.id),
    ).fetchone()
    return Author(*row) if row else author


def current(connection: sqlite3.Connection, keys: Iterable[Key]) -> dict[Key, Entity]:
    """The entities with these keys that are there."""
    numbers: dict[str, int | None] = {"": 0}
    found = {}
    for key in keys:
        if key.document not in numbers:
            row = connection.execute("select number from content where id = ?", (key.document,)).fetchone()
            numbers[key.document] = row[0] if row else None
        number = numbers[key.document]
        entity = None if number is None else writing.current(connection, key, number)
        if entity is not None:
            found[key] = entity
    return found


def annotations(connection: sqlite3.Connection, document: str, layer: str) -> Annotations:
    """What the layer holds on the document."""
    row = connection.execute("select number from content where id = ?", (document,)).fetchone()
    if row is None:
        return Annotations(layer, document)
    number = int(row[0])
    status = connection.execute(
        "select value from status where document = ? and layer = ?", (number, layer)
    ).fetchone()
    return Annotations(
        layer,
        document,
        _spans(connection, number, document, layer),
        in_order(_of_layer(connection, MARK, number, document, layer)),
        in_order(_of_layer(connection, OPINION, number, document, layer)),
        status[0] if status else "new",
    )


def annotated(path: Path, layer: Layer, statuses: Collection[str] | None) -> Iterator[AnnotatedDocument]:
    """Every document of these statuses with what the layer says, from one snapshot, a page at a time."""
    with explained(path), contextlib.closing(connect_to_read(path)) as connection:
        connection.execute("begin")
        after = 0
        while True:
            rows = connection.execute(
                "select d.number, c.id, c.text from document d join content c on c.number = d.number"
                " where d.number > ? order by d.number limit ?",
                (after, _PAGE),
            ).fetchall()
            if not rows:
                return
            after = rows[-1][0]
            for one in _page(connection, rows, layer):
                if statuses is None or one.annotations.status in statuses:
                    yield one


def documents(
    connection: sqlite3.Connection, rows: Sequence[tuple[int, str, str | None]]
) -> Iterator[tuple[int, Document]]:
    """The documents of these numbers, ids and texts, in order of their numbers."""
    appeared = _of_page(connection, APPEARANCE, {number: id for number, id, _ in rows}, "")
    for number, id, text in rows:
        yield number, Document(id, text or "", sorted_appearances(appeared.get(number, ())))


def _page(
    connection: sqlite3.Connection, rows: Sequence[tuple[int, str, str | None]], layer: Layer
) -> Iterator[AnnotatedDocument]:
    """The documents of these numbers, ids and texts, in order of their numbers, with what the layer says."""
    ids = {number: id for number, id, _ in rows}
    spans = _spans_of_page(connection, ids, layer.id)
    marks, opinions, appeared = (
        _of_page(connection, table, ids, layer.id) for table in (MARK, OPINION, APPEARANCE)
    )
    statuses = dict(
        connection.execute(
            "select document, value from status where document between ? and ? and +layer = ?",
            (rows[0][0], rows[-1][0], layer.id),
        ).fetchall()
    )
    for number, id, text in rows:
        said = Annotations(
            layer.id,
            id,
            tuple(spans.get(number, ())),
            in_order(marks.get(number, ())),
            in_order(opinions.get(number, ())),
            statuses.get(number, "new"),
        )
        document = Document(id, text or "", sorted_appearances(appeared.get(number, ())))
        yield AnnotatedDocument(document, layer.name, said)


def _spans_of_page(
    connection: sqlite3.Connection, ids: Mapping[int, str], layer: str
) -> dict[int, list[Span]]:
    """As `_of_page`, in the order of `Annotations` and with fewer objects: most of an export are spans."""
    rows = connection.execute(
        f"select document, id, {', '.join(SPAN.columns)} from span"
        " where document between ? and ? and +layer = ? order by document, start, end desc, id",
        (min(ids), max(ids), layer),
    )
    found: dict[int, list[Span]] = {}
    for number, id, *columns in rows:
        if number in ids:
            found.setdefault(number, []).append(Span(id, layer, ids[number], *columns))
    return found


def _of_page(
    connection: sqlite3.Connection, table: Table[Any], ids: Mapping[int, str], layer: str
) -> dict[int, list[Any]]:
    """The entities of a page of documents, by number; `ids` are their ids by number, in order."""
    first, last = min(ids), max(ids)
    sql = f"select document, id, {', '.join(table.columns)} from {table.name} where document between ? and ?"
    in_layer = "layer" in table.key_columns
    # The plus keeps SQLite from an index on the layer, which would read all of it for every page.
    rows = connection.execute(sql + " and +layer = ?" * in_layer, (first, last, layer)[: 2 + in_layer])
    found: dict[int, list[Any]] = {}
    for row in rows:
        number = row[0]
        if number in ids:  # a number between them may belong to a document that appears nowhere any more
            key = Key(table.name, layer if in_layer else "", ids[number], row[1])
            found.setdefault(number, []).append(table.entity(key, row[2:]))
    return found


def history(connection: sqlite3.Connection, document: str | None, limit: int) -> list[LoggedEdit]:
    """The latest edits first, of one document or of all."""
    only = (
        "where e.seq in (select c.edit from change c join content t on t.number = c.document where t.id = ?)"
        if document
        else "where e.action != 0"
    )
    rows = connection.execute(
        f"""
        select e.number, e.title, coalesce(a.name, e.author), e.at, e.act,
            coalesce(({LAST_REVERSAL}), 'redo') = 'undo'
        from edit e left join author a on a.id = e.author {only} order by e.seq desc limit ?
        """,
        (*([document] if document else []), limit),
    )
    return [
        LoggedEdit(number, title, author, at, act, bool(undone))
        for number, title, author, at, act, undone in rows
    ]


def statistics(connection: sqlite3.Connection, path: Path) -> Statistics:
    """The project in figures."""

    def count(table: str, layer: str) -> int:
        return int(
            connection.execute(f"select count(*) from {table} where layer = ?", (layer,)).fetchone()[0]
        )

    layers = {}
    for id, name in connection.execute("select id, name from layer order by rowid").fetchall():
        statuses = dict(
            connection.execute(
                "select value, count(*) from status where layer = ? group by value", (id,)
            ).fetchall()
        )
        layers[name] = LayerCount(count("span", id), count("mark", id), count("opinion", id), statuses)
    labels = connection.execute(
        "select coalesce(l.name, s.label), count(*) from span s left join label l on l.id = s.label"
        " group by s.label order by 2 desc, 1"
    )
    single = "select count(*) from document", "select count(distinct replica) from edit"
    documents, replicas = (connection.execute(sql).fetchone()[0] for sql in single)
    version = connection.execute(
        "select count(distinct edit) from change where document = 0 and kind in ('rules', 'label')"
    ).fetchone()[0]
    return Statistics(documents, layers, dict(labels.fetchall()), version, replicas, path.stat().st_size)


def spans_with(connection: sqlite3.Connection, label: str) -> list[Span]:
    """Every span with this label, in no particular order."""
    rows = connection.execute(
        f"select s.id, s.layer, c.id, {', '.join(f's.{column}' for column in SPAN.columns)}"
        " from span s join content c on c.number = s.document where s.label = ?",
        (label,),
    )
    return [Span(*row) for row in rows]


def uses(connection: sqlite3.Connection, what: Label | ScaleValue) -> int:
    """How many spans have the label, or marks and opinions the value, in all layers."""
    if isinstance(what, Label):
        sql, values = "select count(*) from span where label = ?", [what.id]
    else:
        sql = (
            "select (select count(*) from mark where name = 'sentiment' and value = ?)"
            " + (select count(*) from opinion where polarity = ?)"
        )
        values = [what.name, what.name]
    return int(connection.execute(sql, values).fetchone()[0])


def _spans(connection: sqlite3.Connection, number: int, document: str, layer: str) -> tuple[Span, ...]:
    """In the order of `Annotations`: there may be thousands, and an article is not shown before."""
    rows = connection.execute(
        f"select id, ?, ?, {', '.join(SPAN.columns)} from span where document = ? and layer = ?"
        " order by start, end desc, id",
        (layer, document, number, layer),
    )
    return tuple(starmap(Span, rows))


def _of_layer(
    connection: sqlite3.Connection, table: Table[Any], number: int, document: str, layer: str
) -> list[Any]:
    rows = connection.execute(
        f"select id, {', '.join(table.columns)} from {table.name} where document = ? and layer = ?",
        (number, layer),
    )
    return [table.entity(Key(table.name, layer, document, row[0]), row[1:]) for row in rows]
