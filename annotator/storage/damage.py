"""What was found to be damaged: how often, in which documents. A reading of the texts, never logged."""

import contextlib
from collections.abc import Iterable, Iterator, Mapping

from annotator.domain.damage_kinds import Kind
from annotator.domain.document import Document
from annotator.storage import reading
from annotator.storage.database import Database, connect_to_read, explained, explains

_PAGE = 50


@explains
class KeptDamage:
    """How often each kind was found in each document, by its number, as filters ask for it."""

    def __init__(self, database: Database) -> None:
        """Of this project."""
        self.path = database.path
        self._database = database

    def looked(self, detectors: int) -> int:
        """The number of the last document that these detectors looked at; 0 where they are others."""
        row = self._database.reader.execute("select last from looked where detectors = ?", (detectors,))
        return int((row.fetchone() or (0,))[0])

    def unseen(self, detectors: int) -> int:
        """How many documents these detectors did not look at yet."""
        sql, after = "select count(*) from document where number > ?", self.looked(detectors)
        return int(self._database.reader.execute(sql, (after,)).fetchone()[0])

    def note(self, found: Iterable[tuple[int, Mapping[Kind, int]]], last: int, detectors: int) -> None:
        """Keep what was found in these documents, all up to `last` having been looked at."""
        with self._database.writing() as connection:
            for number, kinds in found:
                connection.execute("delete from damage where document = ?", (number,))
                rows = [(number, kind, count) for kind, count in kinds.items()]
                connection.executemany("insert into damage (document, kind, found) values (?, ?, ?)", rows)
            connection.execute("delete from looked")
            connection.execute("insert into looked (last, detectors) values (?, ?)", (last, detectors))

    def forget(self) -> None:
        """Begin anew."""
        with self._database.writing() as connection:
            connection.execute("delete from damage")
            connection.execute("delete from looked")

    def documents(self, source: str | None = None, after: int = 0) -> Iterator[tuple[int, Document]]:
        """Every document behind number `after`, of one source if it is named; one snapshot, page by page."""
        of_source = "exists (select 1 from appearance a where a.document = d.number and a.source = ?)"
        wanted = (source,) if source is not None else ()
        with explained(self.path), contextlib.closing(connect_to_read(self.path)) as connection:
            connection.execute("begin")
            while rows := connection.execute(
                "select d.number, c.id, c.text from document d join content c on c.number = d.number"
                f" where d.number > ? and {of_source if wanted else '1'} order by d.number limit ?",
                (after, *wanted, _PAGE),
            ).fetchall():
                after = rows[-1][0]
                yield from reading.documents(connection, rows)
