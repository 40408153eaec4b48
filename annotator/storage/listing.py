"""The numbers of the documents that a query lists, in its order, without looking at more than it must.

Where few documents can pass, they are listed and sorted; that they are few is found by counting a few
thousand. Else a first page is found by walking an index in the wanted order until it is full, which takes
long only where what passes is rare and no index knows.
"""

import hashlib
import heapq
import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from annotator.domain.query import ListQuery, Order
from annotator.storage.filters import Members, Sql, Test, tests

_FEW = 10_000
_MODELS = "select l.id from layer l join author a on a.id = l.author where a.is_model"
_DOUBT = f"(select min(s.confidence) from span s where s.document = d.number and s.layer in ({_MODELS}))"
_SORTED = {
    "arrival": "d.number",
    "date": "d.published is null, d.published, d.number",
    "title": "d.title collate nocase, d.number",
    "random": "(select c.id < ? from content c where c.number = d.number),"
    " (select c.id from content c where c.number = d.number)",
    "uncertain": f"{_DOUBT} is null, {_DOUBT}, d.number",
}


def numbers(connection: sqlite3.Connection, query: ListQuery, limit: int | None = None) -> "array[int]":
    """The local numbers of the documents that the query asks for, in its order."""
    asked = tests(connection, query)
    order = order_of(connection, query)
    few = _fewest(connection, asked)
    lead = few or _in_order(asked)
    if order == "arrival" and (lead is None or lead.is_ordered):
        found = _rows(connection, [_along(asked, lead)])
    elif few is not None:
        found = _rows(connection, [_sorted(query, order, asked, few)])
    elif limit is None:
        found = _ranked(connection, query, order, _first(_rows(connection, [_along(asked, lead)]), None))
    elif order == "uncertain":
        found = _uncertain(connection, asked)
    else:
        found = _rows(connection, _walks(query, order, asked))
    return _first(found, limit)


def order_of(connection: sqlite3.Connection, query: ListQuery) -> Order:
    """The order that the query gets: that of arrival, where no model has a confidence to order by."""
    if query.order != "uncertain" or _confident_models(connection):
        return query.order
    return "arrival"


def _confident_models(connection: sqlite3.Connection) -> list[str]:
    some = "exists (select 1 from span s where s.layer = l.id and s.confidence is not null)"
    return [row[0] for row in connection.execute(f"{_MODELS} and {some}")]


def _fewest(connection: sqlite3.Connection, asked: Sequence[Test]) -> Members | None:
    """The fewest documents that can pass a test, where they are few."""
    counted = []
    for at, members in enumerate(test.members for test in asked):
        if members is not None:
            some = f"select 1 from {members.table} m where {members.where.text} limit ?"
            values = (*members.where.values, _FEW)
            row = connection.execute(f"select count(*) from ({some})", values).fetchone()
            counted.append((int(row[0]), at))
    count, at = min(counted, default=(_FEW, 0))
    return asked[at].members if count < _FEW else None


def _in_order(asked: Sequence[Test]) -> Members | None:
    """Those that pass a test, in order of arrival; of the words first, as testing them costs most."""
    ordered = [test.members for test in asked if test.members and test.members.is_ordered]
    return min(ordered, key=lambda members: members.table != "search", default=None)


def _rows(connection: sqlite3.Connection, asked: Iterable[Sql]) -> Iterator[int]:
    for sql in asked:
        yield from (row[0] for row in connection.execute(sql.text, sql.values))


def _along(asked: Sequence[Test], lead: Members | None) -> Sql:
    """By arrival: along what leads, else along all documents."""
    holds = _all_hold(asked, lead)
    if lead is None:
        return _walk("document d not indexed where 1", holds, "d.number")
    number = f"m.{lead.number}"
    source = f"{lead.table} m cross join document d on d.number = {number}"
    text = (
        f"select distinct {number} from {source} where {lead.where.text} and {holds.text} order by {number}"
    )
    return Sql(text, (*lead.where.values, *holds.values))


def _sorted(query: ListQuery, order: Order, asked: Sequence[Test], few: Members) -> Sql:
    holds = _all_hold(asked, few)
    found = f"select distinct m.{few.number} as number from {few.table} m where {few.where.text}"
    source = f"({found}) f cross join document d on d.number = f.number"
    values = (*few.where.values, *holds.values)
    if order == "random":
        values = (*values, _pivot(query.seed))
    return Sql(f"select d.number from {source} where {holds.text} order by {_SORTED[order]}", values)


def _ranked(
    connection: sqlite3.Connection, query: ListQuery, order: Order, passing: "array[int]"
) -> Iterator[int]:
    """Those that pass, in an order that an index alone tells; what it does not name last, by arrival."""
    is_left = bytearray(max(passing, default=0) + 1)
    for number in passing:
        is_left[number] = 1
    ranking = _rows(connection, _rankings(query, order))
    if order == "uncertain":
        ranking = (number for _, number in _doubts(connection, Sql("1")))
    for number in chain(ranking if passing else (), passing):
        if number < len(is_left) and is_left[number]:
            is_left[number] = 0
            yield number


def _rankings(query: ListQuery, order: Order) -> list[Sql]:
    """Along an index that holds nothing else, so that no row is read."""
    if order == "date":
        return [Sql("select number from document where published is not null order by published, number")]
    if order == "title":
        return [Sql("select number from document order by title collate nocase, number")]
    pivot = _pivot(query.seed)
    return [
        Sql(f"select number from content where id {sign} ? order by id", (pivot,)) for sign in (">=", "<")
    ]


def _walks(query: ListQuery, order: Order, asked: Sequence[Test]) -> list[Sql]:
    """Along an index that has all documents in this order, in one or two pieces."""
    holds = _all_hold(asked)
    if order == "date":
        by_date = "document d indexed by document_published where d.published is"
        dated = _walk(f"{by_date} not null", holds, "d.published, d.number")
        return [dated, _walk(f"{by_date} null", holds, "d.number")]
    if order == "title":
        return [_walk("document d indexed by document_title where 1", holds, _SORTED["title"])]
    by_id = "content c cross join document d on d.number = c.number where c.id"
    pivot = _pivot(query.seed)
    return [_walk(f"{by_id} {sign} ?", holds, "c.id", (pivot,)) for sign in (">=", "<")]


def _walk(source: str, holds: Sql, order: str, values: tuple[str, ...] = ()) -> Sql:
    text = f"select d.number from {source} and {holds.text} order by {order}"
    return Sql(text, (*values, *holds.values))


def _all_hold(asked: Iterable[Test], lead: Members | None = None) -> Sql:
    """That a document passes all tests, but for the one that its place among `lead` answers."""
    is_answered = lead is not None and lead.is_exact
    left = [test.holds for test in asked if not (is_answered and test.members is lead)]
    text = " and ".join(["1", *(one.text for one in left)])
    return Sql(text, tuple(value for one in left for value in one.values))


def _uncertain(connection: sqlite3.Connection, asked: Sequence[Test]) -> Iterator[int]:
    """The documents with the least sure suggestion first; those without one last, in order of arrival."""
    holds = _all_hold(asked)
    seen: set[int] = set()
    for _, number in _doubts(connection, holds):
        if number not in seen:
            seen.add(number)
            yield number
    yield from (number for number in _rows(connection, [_along(asked, None)]) if number not in seen)


def _doubts(connection: sqlite3.Connection, holds: Sql) -> Iterator[tuple[float, int]]:
    """Confidence and document of every suggestion whose document passes, the least sure first."""
    source = "span m indexed by span_confidence"
    if holds.text != "1":
        source += " cross join document d on d.number = m.document"
    sql = (
        f"select m.confidence, m.document from {source}"
        f" where m.layer = ? and m.confidence is not null and {holds.text} order by m.confidence, m.document"
    )
    layers = _confident_models(connection)
    yield from heapq.merge(*(connection.execute(sql, (layer, *holds.values)) for layer in layers))


def _first(found: Iterable[int], limit: int | None) -> "array[int]":
    taken: array[int] = array("q")
    for number in found:
        if len(taken) == limit:
            break
        taken.append(number)
    return taken


def _pivot(seed: int) -> str:
    """Where in the circle of content ids, which are random by nature, the order of this seed begins."""
    return hashlib.sha256(f"order {seed}".encode()).hexdigest()
