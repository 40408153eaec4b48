"""Who is to read what, as the marks in people's layers say it."""

import sqlite3
from collections import Counter

from annotator.domain.assigning import ASSIGNED
from annotator.domain.entities import StatusValue

_ASSIGNED = "mark m join document d on d.number = m.document where m.name = ?"


def unassigned(connection: sqlite3.Connection) -> list[str]:
    """The content ids of the documents that nobody is to read yet."""
    rows = connection.execute(
        "select c.id from document d join content c on c.number = d.number"
        " where d.number not in (select document from mark where name = ?) order by d.number",
        (ASSIGNED,),
    )
    return [row[0] for row in rows]


def assigned(connection: sqlite3.Connection) -> dict[str, frozenset[int]]:
    """The local numbers of the documents that are to be read, by layer."""
    found: dict[str, set[int]] = {}
    for layer, number in connection.execute(f"select m.layer, d.number from {_ASSIGNED}", (ASSIGNED,)):
        found.setdefault(layer, set()).add(number)
    return {layer: frozenset(numbers) for layer, numbers in found.items()}


def standing(connection: sqlite3.Connection) -> dict[str, Counter[StatusValue]]:
    """How many of the documents that are to be read have which status, by layer."""
    rows = connection.execute(
        "select m.layer, coalesce((select value from status s where s.document = m.document"
        f" and s.layer = m.layer), 'new') as value, count(*) from {_ASSIGNED} group by 1, 2",
        (ASSIGNED,),
    )
    found: dict[str, Counter[StatusValue]] = {}
    for layer, status, count in rows:
        found.setdefault(layer, Counter())[status] = count
    return found
