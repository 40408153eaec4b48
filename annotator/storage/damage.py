"""What was found to be damaged: how often, in which documents. A reading of the texts, never logged."""

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from annotator.domain.damage_kinds import Kind
from annotator.domain.document import Document
from annotator.storage import reading
from annotator.storage.database import connect_to_read, explained

_PAGE = 50

Counts = Mapping[Kind, int]


def looked(connection: sqlite3.Connection, detectors: int) -> int:
    """The number of the last document that these detectors looked at; 0 where they are others."""
    row = connection.execute("select last from looked where detectors = ?", (detectors,)).fetchone()
    return int(row[0]) if row else 0


def unseen(connection: sqlite3.Connection, detectors: int) -> int:
    """How many documents these detectors did not look at yet."""
    after = looked(connection, detectors)
    return int(connection.execute("select count(*) from document where number > ?", (after,)).fetchone()[0])


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """In how many documents each kind was found."""
    rows = connection.execute(
        "select m.kind, count(*) from damage m join document d on d.number = m.document group by m.kind"
    )
    return dict(rows.fetchall())


def note(
    connection: sqlite3.Connection, found: Iterable[tuple[int, Counts]], last: int, detectors: int
) -> None:
    """Keep what was found in these documents, by number, all up to `last` having been looked at."""
    for number, kinds in found:
        connection.execute("delete from damage where document = ?", (number,))
        rows = [(number, kind, count) for kind, count in kinds.items()]
        connection.executemany("insert into damage (document, kind, found) values (?, ?, ?)", rows)
    connection.execute("delete from looked")
    connection.execute("insert into looked (last, detectors) values (?, ?)", (last, detectors))


def forget(connection: sqlite3.Connection) -> None:
    """Begin anew."""
    connection.execute("delete from damage")
    connection.execute("delete from looked")


def documents(path: Path, source: str | None = None, after: int = 0) -> Iterator[tuple[int, Document]]:
    """Every document behind number `after`, of one source if it is named; one snapshot, a page at a time."""
    of_source = "exists (select 1 from appearance a where a.document = d.number and a.source = ?)"
    wanted = (source,) if source is not None else ()
    with explained(path), contextlib.closing(connect_to_read(path)) as connection:
        connection.execute("begin")
        while rows := connection.execute(
            "select d.number, c.id, c.text from document d join content c on c.number = d.number"
            f" where d.number > ? and {of_source if wanted else '1'} order by d.number limit ?",
            (after, *wanted, _PAGE),
        ).fetchall():
            after = rows[-1][0]
            yield from reading.documents(connection, rows)
