"""The numbers of the documents that a query lists, in its order, without looking at more than it must.

Where few documents can pass, they are listed and sorted; that they are few is found by counting a few
thousand. Else a first page is found by walking an index in the wanted order until it is full.
"""

import hashlib
import heapq
import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence

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
    if few is not None or (limit is None and order in ("arrival", "date", "title")):
        return _all_sorted(connection, query, order, asked, few)[:limit]
    if order == "uncertain":
        return _first(_uncertain(connection, asked), limit)
    return _first(_walked(connection, query, order, asked), limit)


def order_of(connection: sqlite3.Connection, query: ListQuery) -> Order:
    """The order that the query gets: that of arrival, where no model has a confidence to order by."""
    if query.order != "uncertain" or _confident_models(connection):
        return query.order
    return "arrival"


def _confident_models(connection: sqlite3.Connection) -> list[str]:
    some = "exists (select 1 from span s where s.layer = l.id and s.confidence is not null)"
    return [row[0] for row in connection.execute(f"{_MODELS} and {some}")]


def _fewest(connection: sqlite3.Connection, asked: Sequence[Test]) -> Test | None:
    """The test that the fewest documents can pass, where they are few."""
    counted = []
    for at, test in enumerate(asked):
        members = test.members
        if members is not None:
            sql = f"select count(*) from (select 1 from {members.table} m where {members.where.text} limit ?)"
            row = connection.execute(sql, (*members.where.values, _FEW)).fetchone()
            counted.append((int(row[0]), at))
    count, at = min(counted, default=(_FEW, 0))
    return asked[at] if count < _FEW else None


def _all_sorted(
    connection: sqlite3.Connection, query: ListQuery, order: Order, asked: Sequence[Test], few: Test | None
) -> "array[int]":
    lead = few or _lead(asked, ordered=False)
    rest = _rest(asked, lead)
    source, values = "document d not indexed", ()
    if lead is not None and lead.members is not None:
        one = lead.members
        source = f"(select distinct m.{one.number} as number from {one.table} m where {one.where.text}) f"
        source += " cross join document d on d.number = f.number"
        values = one.where.values
    pivot = (_pivot(query.seed),) if order == "random" else ()
    sql = f"select d.number from {source} where {rest.text} order by {_SORTED[order]}"
    return array("q", (row[0] for row in connection.execute(sql, (*values, *rest.values, *pivot))))


def _walked(
    connection: sqlite3.Connection, query: ListQuery, order: Order, asked: Sequence[Test]
) -> Iterator[int]:
    """The documents that pass, found along an index that has them in this order."""
    for sql in _walks(query, order, asked):
        yield from (row[0] for row in connection.execute(sql.text, sql.values))


def _walks(query: ListQuery, order: Order, asked: Sequence[Test]) -> list[Sql]:
    all_hold = _rest(asked, None)
    if order == "date":
        dated = "document d indexed by document_published where d.published is not null"
        undated = "document d indexed by document_published where d.published is null"
        return [_walk(dated, all_hold, "d.published, d.number"), _walk(undated, all_hold, "d.number")]
    if order == "title":
        return [_walk("document d indexed by document_title where 1", all_hold, _SORTED["title"])]
    if order == "random":
        by_id = "content c cross join document d on d.number = c.number where c.id"
        pivot = _pivot(query.seed)
        return [_walk(f"{by_id} {sign} ?", all_hold, "c.id", (pivot,)) for sign in (">=", "<")]
    lead = _lead(asked, ordered=True)
    if lead is None or lead.members is None:
        return [_walk("document d not indexed where 1", all_hold, "d.number")]
    return [_along(lead.members, _rest(asked, lead))]


def _walk(source: str, holds: Sql, order: str, values: tuple[str, ...] = ()) -> Sql:
    text = f"select d.number from {source} and {holds.text} order by {order}"
    return Sql(text, (*values, *holds.values))


def _along(one: Members, holds: Sql) -> Sql:
    number = f"m.{one.number}"
    source = f"{one.table} m cross join document d on d.number = {number}"
    text = f"select distinct {number} from {source} where {one.where.text} and {holds.text} order by {number}"
    return Sql(text, (*one.where.values, *holds.values))


def _lead(asked: Sequence[Test], *, ordered: bool) -> Test | None:
    """The test whose members are gone through; the words, if there are any, as testing them costs most."""
    fit = [test for test in asked if test.members and (test.members.is_ordered or not ordered)]
    return min(fit, key=lambda test: test.members is None or test.members.table != "search", default=None)


def _rest(asked: Iterable[Test], lead: Test | None) -> Sql:
    """That a document passes all the tests; its place among the members of `lead` says so for that one."""
    is_exact = lead is not None and lead.members is not None and lead.members.is_exact
    left = [test.holds for test in asked if not (is_exact and test is lead)]
    text = " and ".join(["1", *(one.text for one in left)])
    return Sql(text, tuple(value for one in left for value in one.values))


def _uncertain(connection: sqlite3.Connection, asked: Sequence[Test]) -> Iterator[int]:
    """The documents with the least sure suggestion first; those without one last, in order of arrival."""
    holds = _rest(asked, None)
    sql = (
        "select m.confidence, m.document from span m indexed by span_confidence"
        " cross join document d on d.number = m.document"
        f" where m.layer = ? and m.confidence is not null and {holds.text} order by m.confidence, m.document"
    )
    layers = _confident_models(connection)
    seen: set[int] = set()
    for _, number in heapq.merge(*(connection.execute(sql, (layer, *holds.values)) for layer in layers)):
        if number not in seen:
            seen.add(number)
            yield number
    rest = _walk("document d not indexed where 1", holds, "d.number")
    yield from (row[0] for row in connection.execute(rest.text, rest.values) if row[0] not in seen)


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
