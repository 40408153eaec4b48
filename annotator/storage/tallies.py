"""Counts that reports give."""

import sqlite3

from annotator.domain.entities import SENTIMENT


def labels(connection: sqlite3.Connection, layer: str = "") -> dict[str, int]:
    """Spans by the title of their label, in one layer or, by default, in all; the most frequent first."""
    rows = connection.execute(
        "select coalesce(l.title, s.label), count(*) from span s left join label l on l.id = s.label"
        " where ? in ('', s.layer) group by s.label order by 2 desc, 1",
        (layer,),
    )
    return dict(rows.fetchall())


def sentiments(connection: sqlite3.Connection) -> dict[str, int]:
    """Judgements of articles and sentences by the name of their layer."""
    rows = connection.execute(
        "select l.name, count(*) from mark m join layer l on l.id = m.layer where m.name = ? group by l.id",
        (SENTIMENT,),
    )
    return dict(rows.fetchall())


def decided(connection: sqlite3.Connection) -> dict[str, int]:
    """Decisions by how they were made, and `all` of them."""
    found = dict(connection.execute("select choice, count(*) from decision group by choice").fetchall())
    return {"all": sum(found.values()), **found}
