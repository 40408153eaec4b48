"""The list of documents: counts, numbers in order, rows a page at a time."""

import sqlite3
from array import array
from collections.abc import Callable, Sequence
from typing import Any

from annotator.domain.query import DocumentRow, ListQuery
from annotator.storage import search

_ORDER = {
    "arrival": "d.number",
    "date": "d.published is null, d.published, d.number",
    "title": "d.title collate nocase, d.number",
}


class Documents:
    """Reads the list through whatever connection the asking thread has."""

    def __init__(self, reader: Callable[[], sqlite3.Connection]) -> None:
        """`reader` gives the asking thread's own read-only connection."""
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
        flagged = connection.execute(
            "select count(distinct document) from mark where layer = ? and name = 'flag'", (layer,)
        ).fetchone()[0]
        found = {value: by_status.get(value, 0) for value in ("in_progress", "done", "skipped")}
        return {"all": total, "new": total - sum(found.values()), **found, "flagged": flagged}

    def numbers(self, query: ListQuery, limit: int | None = None) -> "array[int]":
        """The local numbers of the documents that the query asks for, in its order."""
        condition, values = _condition(query)
        if condition is None:
            return array("q")
        sql = f"select d.number from document d where {condition} order by {_ORDER[query.order]}"
        if limit is not None:
            sql += " limit ?"
            values = [*values, limit]
        return array("q", (row[0] for row in self._reader().execute(sql, values)))

    def rows(self, numbers: Sequence[int], layer: str) -> list[DocumentRow]:
        """What the list shows of these documents, in their order; those that are gone are left out."""
        found = self._reader().execute(_rows_sql(len(numbers)), [layer, layer, layer, *numbers])
        by_number = {row[0]: _row(row) for row in found}
        return [by_number[number] for number in numbers if number in by_number]

    def snippet(self, number: int, words: str) -> tuple[str, list[tuple[int, int]]]:
        """A passage of the document around the first hit, and the ranges of the hits within it."""
        row = self._reader().execute("select text from content where number = ?", (number,)).fetchone()
        return search.snippet(row[0] or "", words) if row else ("", [])


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


def _condition(query: ListQuery) -> tuple[str | None, list[Any]]:
    """The SQL condition on `d`, or None where the words cannot be found anywhere."""
    parts: list[str] = ["1 = 1"]
    values: list[Any] = []
    if query.status == "new":
        parts.append("not exists (select 1 from status s where s.document = d.number and s.layer = ?)")
        values.append(query.layer)
    elif query.status is not None:
        parts.append("d.number in (select document from status where layer = ? and value = ?)")
        values += [query.layer, query.status]
    if query.flagged:
        parts.append("d.number in (select document from mark where layer = ? and name = 'flag')")
        values.append(query.layer)
    if query.words.strip():
        expression = search.expression(query.words)
        if not expression:
            return None, []
        parts.append("d.number in (select rowid from search where search match ?)")
        values.append(expression)
    return " and ".join(parts), values
