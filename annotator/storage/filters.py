"""Filters in SQL: how each condition is tested on a document, and listed where an index can."""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from annotator.domain.filters import (
    Condition,
    Damaged,
    FromSource,
    Had,
    Has,
    HasLabel,
    HasStatus,
    InLanguage,
    Labelled,
    Outdated,
    Published,
    Term,
    Words,
)
from annotator.domain.guideline import Ages, outdated
from annotator.domain.query import ListQuery
from annotator.storage import schemes, search

Values = tuple[Any, ...]
_ANY_NUMBER = 2**62


@dataclass(frozen=True, slots=True)
class Sql:
    """A piece of SQL with the values of its parameters."""

    text: str
    values: Values = ()


@dataclass(frozen=True, slots=True)
class Members:
    """Rows of a table `m`, found by an index, whose column `number` names the documents that pass.

    `is_ordered`: the index has them by number. Where not `is_exact`, some of the documents do not pass.
    """

    table: str
    number: str
    where: Sql
    is_ordered: bool = True
    is_exact: bool = True


@dataclass(frozen=True, slots=True)
class Test:
    """`holds` says of a document `d` whether it passes; `members` lists those that do, where an index can."""

    holds: Sql
    members: Members | None = None


_NOTHING = Test(Sql("0"), Members("document", "number", Sql("0")))


def tests(connection: sqlite3.Connection, query: ListQuery) -> list[Test]:
    """What the query asks for; a document is listed if it passes every one."""
    terms = list(query.filter.terms)
    if query.status is not None:
        terms.append(Term(HasStatus((query.status,))))
    if query.flagged:
        terms.append(Term(Has(("flag",))))
    plain = search.phrases(query.words)
    terms += [Term(Words((phrase,))) for phrase in plain]
    made = _words([term for term in terms if isinstance(term.condition, Words)])
    if query.words.strip() and not plain:
        made.append(_NOTHING)
    for term in terms:
        condition = term.condition
        if isinstance(condition, HasLabel):
            condition = HasLabel(_label_ids(connection, condition.names))
        if isinstance(condition, Outdated):
            test = _outdated(_ages(connection, condition.names), query.layer)
            made.append(_denied(test) if term.is_denied else test)
        elif not isinstance(condition, Words):
            test = _MAKE[type(condition)](condition, query.layer)
            made.append(_denied(test) if term.is_denied else test)
    return made


def _label_ids(connection: sqlite3.Connection, names: Sequence[str]) -> tuple[str, ...]:
    rows = connection.execute(f"select id from label where name in ({_marks(names)})", names)
    return tuple(row[0] for row in rows)


def _ages(connection: sqlite3.Connection, names: Sequence[str]) -> Mapping[str, Ages]:
    """When these labels had another rule, by their ids; without names, all labels."""
    found = outdated(schemes.every(connection))
    ids = set(_label_ids(connection, names)) if names else found.keys()
    return {id: ages for id, ages in found.items() if id in ids}


def _words(terms: Sequence[Term]) -> list[Test]:
    """All words as one question to the index; denials alone are one of their own."""
    asked = [term.condition for term in terms if not term.is_denied and isinstance(term.condition, Words)]
    denied = [term.condition for term in terms if term.is_denied and isinstance(term.condition, Words)]
    if asked:
        expression = search.expression(asked, denied)
        return [_searched(expression)] if expression else [_NOTHING]
    expression = " OR ".join(filter(None, (search.expression([one]) for one in denied)))
    return [_denied(_searched(expression))] if expression else []


def _searched(expression: str) -> Test:
    return Test(
        Sql("d.number in (select rowid from search where search match ?)", (expression,)),
        Members("search", "rowid", Sql("m.search match ?", (expression,))),
    )


def _denied(test: Test) -> Test:
    return Test(Sql(f"({test.holds.text}) is not 1", test.holds.values))  # null, as undated, is a no


def _status(asked: HasStatus, layer: str) -> Test:
    begun = tuple(value for value in asked.values if value != "new")
    is_begun = f"status s where s.document = d.number and s.layer = ? and s.value in ({_marks(begun)})"
    if len(begun) < len(asked.values):
        is_new = "not exists (select 1 from status s where s.document = d.number and s.layer = ?)"
        return Test(Sql(f"({is_new} or exists (select 1 from {is_begun}))", (layer, layer, *begun)))
    members = _members("status", "document", "value", begun, "m.layer = ? and ", (layer,))
    return Test(Sql(f"exists (select 1 from {is_begun})", (layer, *begun)), members)


def _label(asked: HasLabel, layer: str) -> Test:
    holds = Sql(
        "exists (select 1 from span s where s.document = d.number and s.layer = ?"
        f" and s.label in ({_marks(asked.names)}))",
        (layer, *asked.names),
    )
    return Test(holds, _members("span", "document", "label", asked.names, "m.layer = ? and ", (layer,)))


def _outdated(ages: Mapping[str, Ages], layer: str) -> Test:
    """Labels and clocks stand together in an index."""
    if not ages:
        return _NOTHING
    places, values = [], list[Any]()
    for id, ranges in ages.items():
        between = " or ".join(["coalesce(m.scheme, 0) >= ? and coalesce(m.scheme, 0) < ?"] * len(ranges))
        places.append(f"m.label = ? and ({between})")
        values += [id, *chain(*ranges)]
    where = f"m.layer = ? and m.label in ({_marks(tuple(ages))}) and ({' or '.join(places)})"
    wanted = (layer, *ages, *values)
    holds = Sql(f"exists (select 1 from span m where m.document = d.number and {where})", wanted)
    return Test(holds, Members("span", "document", Sql(where, wanted), is_ordered=len(ages) == 1))


def _source(asked: FromSource, layer: str) -> Test:
    holds = Sql(
        "exists (select 1 from appearance a where a.document = d.number"
        f" and a.source in ({_marks(asked.names)}))",
        asked.names,
    )
    return Test(holds, _members("appearance", "document", "source", asked.names))


def _language(asked: InLanguage, layer: str) -> Test:
    holds = Sql(f"d.language in ({_marks(asked.tags)})", asked.tags)
    return Test(holds, _members("document", "number", "language", asked.tags))


def _published(asked: Published, layer: str) -> Test:
    bounds = [(">=", asked.first), ("<", asked.before)]
    used = [(sign, value) for sign, value in bounds if value is not None]
    values = tuple(value for _, value in used)
    of = {table: " and ".join(f"{table}.published {sign} ?" for sign, _ in used) for table in "dm"}
    members = Members("document", "number", Sql(of["m"], values), is_ordered=False)
    return Test(Sql(of["d"], values), members)


def _labelled(asked: Labelled, layer: str) -> Test:
    of_layer = "from span s where s.document = d.number and s.layer = ?"
    most = _ANY_NUMBER if asked.most is None else asked.most
    holds = Sql(f"(select count(*) {of_layer}) between ? and ?", (layer, asked.least, most))
    if (asked.least, asked.most) == (0, 0):
        holds = Sql(f"not exists (select 1 {of_layer})", (layer,))
    elif (asked.least, asked.most) == (1, None):
        holds = Sql(f"exists (select 1 {of_layer})", (layer,))
    in_layer = Members("span", "document", Sql("m.layer = ?", (layer,)), is_ordered=False, is_exact=False)
    return Test(holds, in_layer if asked.least else None)


def _has(asked: Has, layer: str) -> Test:
    each = [_has_one(kind, layer) for kind in asked.kinds]
    if len(each) == 1:
        return each[0]
    values = tuple(value for one in each for value in one.holds.values)
    return Test(Sql(f"({' or '.join(one.holds.text for one in each)})", values))


def _damaged(asked: Damaged, layer: str) -> Test:
    """Of what was looked at."""
    if not asked.kinds:
        holds = Sql("exists (select 1 from damage m where m.document = d.number)")
        return Test(holds, Members("damage", "document", Sql("1")))
    kinds = f"m.kind in ({_marks(asked.kinds)})"
    holds = Sql(f"exists (select 1 from damage m where m.document = d.number and {kinds})", asked.kinds)
    return Test(holds, _members("damage", "document", "kind", asked.kinds))


def _has_one(kind: Had, layer: str) -> Test:
    values: Values
    table, where, values = "opinion", "m.layer = ?", (layer,)
    if kind != "opinion":
        table, where, values = "mark", "m.layer = ? and m.name = ?", (layer, kind)
    holds = f"exists (select 1 from {table} m where m.document = d.number and {where})"
    return Test(Sql(holds, values), Members(table, "document", Sql(where, values)))


def _members(
    table: str, number: str, column: str, wanted: Values, given: str = "", values: Values = ()
) -> Members:
    """The rows with one of these values; those with a single one come in order."""
    where = Sql(f"{given}m.{column} in ({_marks(wanted)})", (*values, *wanted))
    return Members(table, number, where, is_ordered=len(wanted) == 1)


def _marks(values: Sequence[Any]) -> str:
    return ", ".join("?" * len(values))


_MAKE: dict[type[Condition], Callable[[Any, str], Test]] = {
    HasStatus: _status,
    HasLabel: _label,
    FromSource: _source,
    InLanguage: _language,
    Published: _published,
    Labelled: _labelled,
    Has: _has,
    Damaged: _damaged,
}
