"""Edits as they travel between files: named, whole, and free of local numbers."""

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from typing import Any, NamedTuple

from annotator.domain.entities import Key

OWN = '{"own":'  # how an edit of this file begins that is put aside with a merge that it did not come with
_DIGEST_DIGITS = 20
_EDIT = "replica, number, clock, at, author, title, act, of, action"
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Told(NamedTuple):
    """One change: the whole new value (`body`, None where it is gone), and the versions that it replaces."""

    kind: str
    layer: str
    document: str
    entity: str
    parents: str | None
    body: str | None

    @property
    def key(self) -> Key:
        """What names the changed entity."""
        return Key(self.kind, self.layer, self.document, self.entity)


class Record(NamedTuple):
    """An edit of some file's log; documents go by their content id."""

    replica: str
    number: int
    clock: int
    at: str
    author: str
    title: str
    act: str
    of: int | None
    action: int
    changes: tuple[Told, ...]

    @property
    def digest(self) -> str:
        """What tells two edits of one name apart: all that they say, but neither names nor parents, which
        change when a fork is found.
        """
        said = [
            self.number,
            self.clock,
            self.at,
            self.author,
            self.title,
            self.act,
            self.of,
            self.action,
            [(one.kind, one.layer, one.document, one.entity, one.body) for one in self.changes],
        ]
        return hashlib.sha256(_encode(said).encode()).hexdigest()[:_DIGEST_DIGITS]

    def packed(self) -> str:
        """All of it, to be put aside."""
        return _encode(self)

    def packed_as_own(self) -> str:
        """All of it, told apart from what came with a merge."""
        return f"{OWN}{self.packed()}}}"

    def parents(self) -> set[str]:
        """The names of the edits whose values it replaces."""
        return {name for one in self.changes if one.parents for name in one.parents.split(",")}


def unpacked(packed: str) -> Record:
    """The record that was packed, either way."""
    found = json.loads(packed)
    *facts, changes = found["own"] if isinstance(found, dict) else found
    return Record._make([*facts, tuple(Told(*one) for one in changes)])


def read(connection: sqlite3.Connection, seq: int) -> Record:
    """The edit in this place of the log."""
    facts = connection.execute(f"select {_EDIT} from edit where seq = ?", (seq,)).fetchone()
    return Record._make([*facts, tuple(_changes(connection, seq))])


def insert(connection: sqlite3.Connection, record: Record, numbers: dict[str, int]) -> int:
    """Add the edit to the log, where `numbers` are its documents' local numbers; its place there."""
    facts = record[:-1]
    marks = ", ".join("?" * len(facts))
    seq = int(connection.execute(f"insert into edit ({_EDIT}) values ({marks})", facts).lastrowid or 0)
    connection.executemany(
        "insert into change (edit, kind, layer, document, entity, parents, body)"
        " values (?, ?, ?, ?, ?, ?, ?)",
        [
            (seq, one.kind, one.layer, numbers[one.document], one.entity, one.parents, one.body)
            for one in record.changes
        ],
    )
    return seq


def remove(connection: sqlite3.Connection, seq: int) -> None:
    """Take the edit out of the log."""
    connection.execute("delete from change where edit = ?", (seq,))
    connection.execute("delete from edit where seq = ?", (seq,))


def _changes(connection: sqlite3.Connection, seq: int) -> Iterator[Told]:
    rows: Iterator[tuple[Any, ...]] = connection.execute(
        "select c.kind, c.layer, coalesce(t.id, ''), c.entity, c.parents, c.body"
        " from change c left join content t on t.number = c.document where c.edit = ? order by c.rowid",
        (seq,),
    )
    return (Told(*row) for row in rows)
