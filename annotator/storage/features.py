"""What the SQLite library on this machine can do."""

import sqlite3
from contextlib import closing


def version() -> str:
    """The version of the SQLite library."""
    return sqlite3.sqlite_version


def missing() -> list[str]:
    """The features that a project file needs and this library lacks."""
    probes = {
        "full-text search (FTS5)": "create virtual table probe using fts5 (words, content = '')",
        "JSON functions": "select json_group_array(json_object('a', 1))",
        "strict tables": "create table strict_probe (a text) strict",
        "upsert": "create table upsert_probe (a); insert into upsert_probe values (1) on conflict do nothing",
    }
    return [what for what, sql in probes.items() if not _runs(sql)]


def _runs(sql: str) -> bool:
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.executescript(sql)
        except sqlite3.OperationalError:
            return False
        return True
