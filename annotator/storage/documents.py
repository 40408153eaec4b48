"""The list of documents: counts, numbers in order, rows a page at a time."""

import json
import sqlite3
import time
from array import array
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any

from annotator.domain.filters import Vocabulary
from annotator.domain.query import DocumentRow, ListQuery, Order
from annotator.storage import listing, search
from annotator.storage.database import explains

_STEPS = 1_000  # of SQLite's machine, a few dozen microseconds


@explains
class Documents:
    """Reads the list through whatever connection the asking thread has."""

    def __init__(self, path: Path, reader: Callable[[], sqlite3.Connection]) -> None:
        """`reader` gives the asking thread's own read-only connection to the file at `path`."""
        self.path = path
        self._reader = reader

    def count(self) -> int:
        """How many documents the project has."""
        return int(self._reader().execute("select count(*) from document").fetchone()[0])

    def counts(self, layer: str) -> dict[str, int]:
        """Documents by status in a layer, by `flagged`, and in `all`."""
        connection = self._reader()
        total = self.count()
        by_status = dict(
            connection.execute(
                "select s.value, count(*) from status s join document d on d.number = s.document"
                " where s.layer = ? group by s.value",
                (layer,),
            ).fetchall()
        )
        found = {value: by_status.get(value, 0) for value in ("in_progress", "done", "skipped")}
        return {"all": total, "new": total - sum(found.values()), **found, "flagged": self.flagged(layer)}

    def flagged(self, layer: str) -> int:
        """How many documents are flagged, themselves or in some of their words."""
        row = self._reader().execute(
            "select count(distinct document) from mark where layer = ? and name = 'flag'", (layer,)
        )
        return int(row.fetchone()[0])

    def numbers(self, query: ListQuery, limit: int | None = None) -> "array[int]":
        """The local numbers of the documents that the query asks for, in its order."""
        return listing.numbers(self._reader(), query, limit)

    def first(self, query: ListQuery, limit: int, milliseconds: int) -> "array[int] | None":
        """The first of `numbers`, or None where finding them takes longer than that."""
        connection, end = self._reader(), time.monotonic() + milliseconds / 1000
        connection.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
        try:
            return listing.numbers(connection, query, limit)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname != "SQLITE_INTERRUPT":
                raise
            return None
        finally:
            connection.set_progress_handler(None, 0)

    def order_of(self, query: ListQuery) -> Order:
        """The order that the query gets: that of arrival, where no model has a confidence to order by."""
        return listing.order_of(self._reader(), query)

    def vocabulary(self) -> Vocabulary:
        """What filters can name: the labels of the scheme, sources and languages in alphabetical order."""
        connection = self._reader()
        labels = connection.execute("select name, title from label order by position, id").fetchall()
        sources = _different(connection, "appearance", "source")
        return Vocabulary(dict(labels), sources, _different(connection, "document", "language"))

    def rows(self, numbers: Sequence[int], layer: str) -> list[DocumentRow]:
        """What the list shows of these documents, in their order; those that are gone are left out."""
        found = self._reader().execute(_rows_sql(len(numbers)), [layer, layer, layer, *numbers])
        by_number = {row[0]: _row(row) for row in found}
        return [by_number[number] for number in numbers if number in by_number]

    def appeared_as(self, names: Collection[str]) -> dict[str, list[str]]:
        """The content ids of the texts that appeared under these refs or at these addresses, by either; one
        look at all appearances.
        """
        found: dict[str, list[str]] = {}
        rows = self._reader().execute(
            "select a.ref, a.url, c.id from appearance a join content c on c.number = a.document"
            " where a.ref in (select value from json_each(?1)) or a.url in (select value from json_each(?1))"
            " order by c.number",
            (json.dumps(sorted(names)),),
        )
        for ref, url, id in rows:
            for name in {ref, url} & set(names):
                if id not in found.setdefault(name, []):
                    found[name].append(id)
        return found

    def snippet(self, number: int, words: str) -> tuple[str, list[tuple[int, int]]]:
        """A passage of the document around the first hit, and the ranges of the hits within it."""
        return search.snippet(self._text(number), words)

    def hits(self, number: int, words: str) -> list[tuple[int, int]]:
        """Where the words stand in the document's text, in order."""
        return search.hits(self._text(number), words)

    def _text(self, number: int) -> str:
        row = self._reader().execute("select text from content where number = ?", (number,)).fetchone()
        return (row[0] if row else None) or ""


def _row(columns: tuple[Any, ...]) -> DocumentRow:
    number, title, source, published, language, appearances, characters, status, flagged, labels = columns
    facts = (number, title, source, published, language, appearances, characters)
    return DocumentRow(*facts, status=status, flagged=bool(flagged), labels=labels)


def _rows_sql(count: int) -> str:
    return f"""
        select d.number, d.title, d.source, d.published, d.language, d.appearances, d.characters,
            coalesce((select value from status s where s.document = d.number and s.layer = ?), 'new'),
            exists (select 1 from mark m where m.document = d.number and m.layer = ? and m.name = 'flag'),
            (select count(*) from span p where p.document = d.number and p.layer = ?)
        from document d where d.number in ({", ".join("?" * count)})
    """


def _different(connection: sqlite3.Connection, table: str, column: str) -> tuple[str, ...]:
    """The values of an indexed column, found by a step each, however often they occur."""
    rows = connection.execute(f"""
        with recursive one (value) as (
            select min({column}) from {table}
            union all
            select (select min({column}) from {table} where {column} > value) from one where value is not null
        )
        select value from one where value is not null
    """)
    return tuple(row[0] for row in rows)
