"""What was reckoned from texts to find copies, kept beside the project: a file that may be gone at any time.

It is no part of the project: not in its log, not in its file, not merged. Another reading of the same texts
gives the same again.
"""

import contextlib
import sqlite3
from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

_VERSION = 1  # of what is kept: of signatures, and of what makes a copy
_TABLES = """
    create table article (
        number integer primary key, id text not null unique, signature blob not null
    ) strict;
    create table pair (
        one integer not null, other integer not null, jaccard real not null, look_alike integer not null,
        primary key (one, other)
    ) strict, without rowid;
    create table settled (number integer not null) strict;
    insert into settled values (0);
"""
_BROKEN = ("SQLITE_NOTADB", "SQLITE_CORRUPT")
_PAGE = 200


class Pair(NamedTuple):
    """Two articles of this file by their numbers here, and how alike they are."""

    one: int
    other: int
    jaccard: float
    is_look_alike: bool


class Signatures:
    """Signatures by content id, and the pairs that were found among those up to `settled`.

    Numbers here are in the order of arrival, and no local numbers of the project.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Use `open`."""
        self._connection = connection

    @classmethod
    def open(cls, path: Path) -> "Signatures":
        """Those of this file, which is made anew where it is missing, damaged or of another version; where it
        cannot be written, they are kept in memory. For one thread, which closes it.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            return cls(_opened(path))
        except (OSError, sqlite3.Error) as error:
            if str(getattr(error, "sqlite_errorname", "")).startswith(_BROKEN):
                with contextlib.suppress(OSError, sqlite3.Error):
                    path.unlink()
                    return cls(_opened(path))
            return cls(_opened(None))

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def keep_only(self, ids: Collection[str]) -> set[str]:
        """Forget all other articles, and which pairs are known where there were any; returns those it has."""
        known = {row[0] for row in self._connection.execute("select id from article")}
        if gone := known.difference(ids):
            with self._connection:
                self._connection.executemany("delete from article where id = ?", ((id,) for id in gone))
                self._connection.execute("delete from pair")
                self._connection.execute("update settled set number = 0")
        return known - gone

    def add(self, signatures: Iterable[tuple[str, "array[int]"]]) -> None:
        """Keep the signatures of these articles, by content id."""
        rows = [(id, of.tobytes()) for id, of in signatures]
        with self._connection:
            self._connection.executemany("insert or ignore into article (id, signature) values (?, ?)", rows)

    def all(self) -> tuple[list[tuple[int, str]], "array[int]"]:
        """Number here and content id of each, in order, and their signatures, one behind the other."""
        named: list[tuple[int, str]] = []
        signatures = array("I")
        for number, id, of in self._connection.execute(
            "select number, id, signature from article order by number"
        ):
            named.append((number, id))
            signatures.frombytes(of)
        return named, signatures

    @property
    def settled(self) -> int:
        """Up to which number all pairs are known."""
        return int(self._connection.execute("select number from settled").fetchone()[0])

    def settle(self, found: Collection[Pair], last: int) -> None:
        """Keep these pairs; all are known up to this number."""
        with self._connection:
            self._connection.executemany("insert or ignore into pair values (?, ?, ?, ?)", found)
            self._connection.execute("update settled set number = max(number, ?)", (last,))

    def pairs(self) -> Iterator[Pair]:
        """All that are kept."""
        for one, other, jaccard, look_alike in self._connection.execute("select * from pair"):
            yield Pair(one, other, jaccard, bool(look_alike))


def contents(connection: sqlite3.Connection) -> dict[str, int]:
    """The local number of every article of a project by its content id, in the order of arrival."""
    rows = connection.execute(
        "select c.id, d.number from document d join content c on c.number = d.number order by d.number"
    )
    return dict(rows.fetchall())


def texts(connection: sqlite3.Connection, numbers: Sequence[int]) -> Iterator[tuple[int, str]]:
    """The texts of a project's articles by their local numbers; one that was withdrawn is empty."""
    for at in range(0, len(numbers), _PAGE):
        page = numbers[at : at + _PAGE]
        yield from connection.execute(
            "select number, coalesce(text, '') from content"
            f" where number in ({', '.join('?' * len(page))}) order by number",
            page,
        ).fetchall()


def republished(connection: sqlite3.Connection) -> list[int]:
    """The local numbers of the articles that appeared in several places."""
    return [row[0] for row in connection.execute("select number from document where appearances > 1")]


def _opened(path: Path | None) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:" if path is None else path)
    try:
        connection.execute("pragma synchronous = off")  # it can be made anew
        version = connection.execute("pragma user_version").fetchone()[0]
        if version != _VERSION:
            tables = connection.execute("select name from sqlite_schema where type = 'table'").fetchall()
            script = "".join(f"drop table {name};" for (name,) in tables) + _TABLES
            connection.executescript(f"begin; {script} pragma user_version = {_VERSION}; commit;")
    except BaseException:
        connection.close()
        raise
    return connection
