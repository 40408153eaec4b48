"""How an edit is written: its line in the log, its changes, and the tables that read them off."""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from annotator.domain.change import Change, Edit
from annotator.domain.document import first_words, sorted_appearances
from annotator.domain.entities import Entity, Key
from annotator.errors import UserError
from annotator.storage import log
from annotator.storage.rows import APPEARANCE, TABLES
from annotator.storage.search import searchable

_SELECT = {
    kind: f"select {', '.join(table.columns)} from {table.name} where {table.where}"
    for kind, table in TABLES.items()
}
_UPSERT = {kind: table.upsert for kind, table in TABLES.items()}
_DELETE = {kind: f"delete from {table.name} where {table.where}" for kind, table in TABLES.items()}


class Stale(UserError):
    """What the edit wants to change is no longer as it was."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who did an edit, where and when; `of` is the number of the edit that it undoes or does again."""

    replica: str
    number: int
    clock: int
    at: datetime
    author: str
    act: str = "do"
    of: int | None = None
    action: int = log.NOT_AN_ACTION


@dataclass(slots=True)
class _Numbers:
    """Local numbers of the documents an edit speaks of, which of them are new with it, and of which only the
    text is: what was said of those before is replaced, and where it appeared is said again.
    """

    known: dict[str, int] = field(default_factory=lambda: {"": 0})
    fresh: set[str] = field(default_factory=set)
    arrived: set[str] = field(default_factory=set)


def write(connection: sqlite3.Connection, edit: Edit, stamp: Stamp, texts: Mapping[str, str]) -> int:
    """Write the edit within the open transaction; its place in the log.

    `texts` holds, by content id, the texts of documents that may be new. Raises Stale where an entity is not
    as the edit says it was.
    """
    seq = connection.execute(
        "insert into edit (replica, number, clock, at, author, title, act, of, action)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            stamp.replica,
            stamp.number,
            stamp.clock,
            stamp.at.isoformat(timespec="milliseconds"),
            stamp.author,
            edit.title,
            stamp.act,
            stamp.of,
            stamp.action,
        ),
    ).lastrowid
    numbers = _keep_texts(connection, edit, texts)
    lines = []
    rows = _Rows()
    for key, change in zip(edit.keys, edit.changes, strict=True):
        document = numbers.known[key.document]
        parents = None
        if key.document not in numbers.fresh:
            if key.document not in numbers.arrived:
                _refuse_stale(connection, edit, key, change, document)
            parents = (
                ",".join(head.name for head in log.heads(log.versions(connection, key, document))) or None
            )
        values = rows.add(key, document, change.after)
        body = None if values is None else TABLES[key.kind].body(values)
        lines.append((seq, key.kind, key.layer, document, key.id, parents, body))
    connection.executemany(
        "insert into change (edit, kind, layer, document, entity, parents, body)"
        " values (?, ?, ?, ?, ?, ?, ?)",
        lines,
    )
    rows.write(connection)
    return int(seq or 0)


def current(connection: sqlite3.Connection, key: Key, document: int) -> Entity | None:
    """The entity as the tables have it."""
    table = TABLES[key.kind]
    row = connection.execute(_SELECT[key.kind], table.key_values(key, document)).fetchone()
    return None if row is None else table.entity(key, row)


def put(connection: sqlite3.Connection, values: Iterable[tuple[Key, int, Entity | None]]) -> None:
    """Write these values, keyed with the local numbers of their documents, into the tables; None deletes."""
    rows = _Rows()
    for key, document, entity in values:
        rows.add(key, document, entity)
    rows.write(connection)


class _Rows:
    """Rows on their way into the tables, by kind; an import has many of one kind."""

    def __init__(self) -> None:
        self._gone: dict[str, list[tuple[Any, ...]]] = {}
        self._there: dict[str, list[tuple[Any, ...]]] = {}
        self._appeared: dict[int, None] = {}

    def add(self, key: Key, document: int, entity: Entity | None) -> tuple[Any, ...] | None:
        """Write this entity, or delete it (None); the values of its columns."""
        table = TABLES[key.kind]
        if key.kind == APPEARANCE.name:
            self._appeared[document] = None
        if entity is None:
            self._gone.setdefault(key.kind, []).append(table.key_values(key, document))
            return None
        values = table.values(entity)
        self._there.setdefault(key.kind, []).append(table.key_values(key, document) + values)
        return values

    def write(self, connection: sqlite3.Connection) -> None:
        """Write all of them, and what is read off the appearances among them."""
        for kind, keys in self._gone.items():
            connection.executemany(_DELETE[kind], keys)
        for kind, rows in self._there.items():
            connection.executemany(_UPSERT[kind], rows)
        for document in self._appeared:
            read_off_document(connection, document)


def _keep_texts(connection: sqlite3.Connection, edit: Edit, texts: Mapping[str, str]) -> _Numbers:
    numbers = _Numbers()
    arrival = {id: place for place, id in enumerate(texts)}
    for id in sorted(edit.documents(), key=lambda id: (arrival.get(id, -1), id)):
        row = connection.execute("select number, text is null from content where id = ?", (id,)).fetchone()
        if row is None:
            if id not in texts:
                raise ValueError(f"{edit.title}: no text for document {id}")
            made = connection.execute("insert into content (id, text) values (?, ?)", (id, texts[id]))
            numbers.known[id] = int(made.lastrowid or 0)
            numbers.fresh.add(id)
            continue
        numbers.known[id] = row[0]
        if row[1] and id in texts:  # said about before it was here
            connection.execute("update content set text = ? where number = ?", (texts[id], row[0]))
            numbers.arrived.add(id)
    return numbers


def _refuse_stale(
    connection: sqlite3.Connection, edit: Edit, key: Key, change: Change, document: int
) -> None:
    if current(connection, key, document) != change.before:
        raise Stale(
            f"“{edit.title}” was not done: something else changed here meanwhile.",
            hint="Look at it as it is now, then do it again.",
        )


def read_off_document(connection: sqlite3.Connection, number: int) -> None:
    """Bring a document's row in the list, and its words in the index, to what its appearances say.

    Without a text it is in neither.
    """
    old = connection.execute("select title from document where number = ?", (number,)).fetchone()
    id, text = connection.execute("select id, text from content where number = ?", (number,)).fetchone()
    columns = ", ".join(APPEARANCE.columns)
    rows = connection.execute(
        f"select id, {columns} from appearance where document = ? and ? is not null", (number, text)
    ).fetchall()
    text = text or ""
    found = sorted_appearances(
        [APPEARANCE.entity(Key(APPEARANCE.name, "", id, row[0]), row[1:]) for row in rows]
    )
    title = (found[0].title or first_words(text)) if found else None
    old_title = old[0] if old else None
    if old_title is not None and old_title != title:
        connection.execute(
            "insert into search (search, rowid, title, body) values ('delete', ?, ?, ?)",
            (number, searchable(old_title), searchable(text)),
        )
    if title is not None and old_title != title:
        connection.execute(
            "insert into search (rowid, title, body) values (?, ?, ?)",
            (number, searchable(title), searchable(text)),
        )
    if not found:
        connection.execute("delete from document where number = ?", (number,))
        return
    language = next((one.language for one in found if one.language), None)
    first = found[0]
    connection.execute(
        "insert into document (number, title, source, published, language, appearances, characters)"
        " values (?, ?, ?, ?, ?, ?, ?) on conflict (number) do update set title = excluded.title,"
        " source = excluded.source, published = excluded.published, language = excluded.language,"
        " appearances = excluded.appearances, characters = excluded.characters",
        (number, title, first.source, first.published, language, len(found), len(text)),
    )
