"""What a review reads: a document with what several layers say and what was decided, one or all of them."""

import contextlib
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from annotator.domain.annotations import Annotations, in_order
from annotator.domain.entities import About, Decision, Key, Mark, Opinion, Span
from annotator.storage import log, reading
from annotator.storage.database import connect_to_read, explained
from annotator.storage.rows import DECISION, MARK, OPINION, SPAN, Table

_SAYING = (SPAN.name, MARK.name, OPINION.name)
_PAGE = 20  # documents; each has the labels of dozens of layers
_E = TypeVar("_E", Span, Mark, Opinion, Decision)
_Found = Mapping[tuple[int, str], list[_E]]  # by document and layer


@dataclass(frozen=True, slots=True)
class UnderReview:
    """A document by its local number, with what these layers say, and gold, and the decisions about it."""

    number: int
    text: str
    layers: tuple[Annotations, ...]
    gold: Annotations
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision, who decided, and when (ISO 8601, UTC): the wall clock of the edit that counts."""

    decision: Decision
    decider: str
    at: str


def said(connection: sqlite3.Connection, document: str, layers: Sequence[str], gold: str) -> UnderReview:
    """The document with this content id; raises KeyError."""
    row = connection.execute("select number, text from content where id = ?", (document,)).fetchone()
    if row is None:
        raise KeyError(document)
    decisions = connection.execute(
        f"select id, {', '.join(DECISION.columns)} from decision where document = ? and layer = ?"
        " order by id",
        (row[0], gold),
    )
    return UnderReview(
        row[0],
        row[1] or "",
        tuple(reading.annotations(connection, document, layer) for layer in layers),
        reading.annotations(connection, document, gold),
        tuple(DECISION.entity(Key(DECISION.name, gold, document, one[0]), one[1:]) for one in decisions),
    )


def every(
    path: Path, layers: Sequence[str], gold: str, start: int = 0, *, backwards: bool = False
) -> Iterator[UnderReview]:
    """The documents after the one with the local number `start`, in order of arrival, or those before it, in
    the opposite order; from one snapshot, a page at a time.
    """
    order, beyond = ("desc", "<") if backwards else ("asc", ">")
    with explained(path), contextlib.closing(connect_to_read(path)) as connection:
        connection.execute("begin")
        while True:
            rows = connection.execute(
                "select d.number, c.id, c.text from document d join content c on c.number = d.number"
                f" where d.number {beyond} ? order by d.number {order} limit ?",
                (start, _PAGE),
            ).fetchall()
            if not rows:
                return
            start = rows[-1][0]
            yield from _page(connection, rows, layers, gold)


def decided(
    connection: sqlite3.Connection, document: str, gold: str, position: str | None = None
) -> list[Decided]:
    """The decisions about a document by place, or the one about a position of it, with what the log knows."""
    columns = ", ".join(f"d.{column}" for column in DECISION.columns)
    rows = connection.execute(
        f"select d.document, coalesce(a.name, d.decider), d.id, {columns} from content c"
        " join decision d on d.document = c.number left join author a on a.id = d.decider"
        " where c.id = ? and d.layer = ? and d.id = coalesce(?, d.id)"
        " order by d.start is not null, d.start, d.end, d.id",
        (document, gold, position),
    ).fetchall()
    found = []
    for number, decider, id, *values in rows:
        key = Key(DECISION.name, gold, document, id)
        found.append(Decided(DECISION.entity(key, values), decider, _when(connection, key, number)))
    return found


def speaking(connection: sqlite3.Connection, layers: Iterable[str]) -> list[str]:
    """Those of the layers that say something about some document, be it that they are done with it."""
    asked = " union all ".join(f"select 1 from {table} where layer = :id" for table in _SAYING)
    found = f"select exists (select 1 from status where layer = :id and value = 'done' union all {asked})"
    return [id for id in layers if connection.execute(found, {"id": id}).fetchone()[0]]


def latest(
    connection: sqlite3.Connection, gold: str, about: About, most: int = 300
) -> Iterator[tuple[Decision, str, str | None]]:
    """The decisions written last about spans, sentiment or opinions, with their words and language."""
    columns = ", ".join(f"d.{column}" for column in DECISION.columns)
    rows = connection.execute(
        "select c.id, d.id, substr(c.text, d.start + 1, d.end - d.start), o.language, " + columns + " from"
        " (select rowid, * from decision where layer = ? and about = ? order by rowid desc limit ?) d"
        " join content c on c.number = d.document left join document o on o.number = d.document"
        " order by d.rowid desc",
        (gold, about, most),
    )
    for document, id, words, language, *values in rows:
        yield DECISION.entity(Key(DECISION.name, gold, document, id), values), words or "", language


def _when(connection: sqlite3.Connection, key: Key, document: int) -> str:
    """When what counts was said first."""
    versions = log.versions(connection, key, document)
    won = log.winner(versions)
    if won is None:
        return ""
    said = log.first(versions, won)
    name = (said.replica, said.number)
    row = connection.execute("select at from edit where replica = ? and number = ?", name).fetchone()
    return str(row[0])


def _page(
    connection: sqlite3.Connection,
    rows: Sequence[tuple[int, str, str | None]],
    layers: Sequence[str],
    gold: str,
) -> Iterator[UnderReview]:
    ids = {number: id for number, id, _ in rows}
    wanted = {*layers, gold}
    spans: _Found[Span] = _of(connection, SPAN, ids, wanted)
    marks: _Found[Mark] = _of(connection, MARK, ids, wanted)
    opinions: _Found[Opinion] = _of(connection, OPINION, ids, wanted)
    decisions: _Found[Decision] = _of(connection, DECISION, ids, {gold})
    statuses = {
        (number, layer): value
        for number, layer, value in connection.execute(
            "select document, layer, value from status where document between ? and ?", (min(ids), max(ids))
        )
    }
    for number, id, text in rows:

        def on(layer: str, number: int = number, id: str = id) -> Annotations:
            at = (number, layer)
            return Annotations(
                layer,
                id,
                in_order(spans.get(at, ())),
                in_order(marks.get(at, ())),
                in_order(opinions.get(at, ())),
                statuses.get(at, "new"),
            )

        about = sorted(decisions.get((number, gold), ()), key=lambda one: one.id)
        yield UnderReview(number, text or "", tuple(map(on, layers)), on(gold), tuple(about))


def _of(
    connection: sqlite3.Connection, table: Table[Any], ids: Mapping[int, str], layers: Collection[str]
) -> dict[tuple[int, str], list[Any]]:
    """What these layers have of a kind on these documents, read in one go whatever the number of layers."""
    rows: Iterable[tuple[Any, ...]] = connection.execute(
        f"select document, layer, id, {', '.join(table.columns)} from {table.name}"
        " where document between ? and ?",
        (min(ids), max(ids)),
    )
    found: dict[tuple[int, str], list[Any]] = {}
    for number, layer, id, *columns in rows:
        if layer in layers and number in ids:
            entity = table.entity(Key(table.name, layer, ids[number], id), columns)
            found.setdefault((number, layer), []).append(entity)
    return found
