"""The change log: every edit ever committed, of which all the other tables are a reading.

A version of an entity is named by the (replica, number) of the edit that wrote it. A change names the
versions it replaces, its parents. The heads of an entity are the versions that nobody replaced, and one of
them wins: by being there rather than gone, then by clock, replica and number. So the state depends on the
set of edits alone.
"""

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from annotator.domain.change import Change, Edit
from annotator.domain.entities import Entity, Key
from annotator.storage.rows import TABLES

NOT_AN_ACTION = 0

# The last undo or redo of the edit `e`. Left alone, SQLite walks all edits rather than sort two.
LAST_REVERSAL = """
    select x.act from edit x indexed by edit_of where x.replica = e.replica and x.of = e.number
    order by x.number desc limit 1
"""

# The changes of the edit :seq; of a merge, or of what undid it, all that came with it, in the log or aside.
_SIZE = """
    with came as (
        select a.replica, a.number, a.aside from edit l
        join edit m on m.replica = l.replica and m.number = coalesce(l.of, l.number)
        join arrived a on a.merge = m.seq where l.seq = :seq
    )
    select count(*) from (
        select 1 from change where edit = :seq
        union all
        select 1 from came a join edit e on e.replica = a.replica and e.number = a.number
        join change c on c.edit = e.seq
        union all
        select 1 from came a join json_each(a.aside, '$[9]')
        limit :most
    )
"""

_VERSIONS = """
    select e.replica, e.number, e.clock, c.parents, c.body
    from change c join edit e on e.seq = c.edit
    where c.document = ? and c.kind = ? and c.layer = ? and c.entity = ?
"""


@dataclass(frozen=True, slots=True)
class Version:
    """One value that an entity had: `body` is null where it was gone."""

    replica: str
    number: int
    clock: int
    parents: str | None
    body: str | None

    @property
    def name(self) -> str:
        """How a change refers to it."""
        return f"{self.replica}:{self.number}"


@dataclass(frozen=True, slots=True)
class Logged:
    """One line of the log, without its changes."""

    seq: int
    number: int
    title: str
    act: str
    of: int | None
    action: int


def heads(versions: Collection[Version]) -> list[Version]:
    """The versions that nobody replaced."""
    replaced = {name for version in versions if version.parents for name in version.parents.split(",")}
    return [version for version in versions if version.name not in replaced]


def winner(versions: Collection[Version]) -> Version | None:
    """The head that counts."""
    return max(heads(versions), key=rank, default=None)


def rank(version: Version) -> tuple[bool, int, str, int]:
    """By what a head wins: the highest counts."""
    return version.body is not None, version.clock, version.replica, version.number


def first(versions: Collection[Version], version: Version) -> Version:
    """The version that first said what this one says, where others only said it again, to hand it out."""
    by_name = {one.name: one for one in versions}
    while version.parents:
        before = [by_name[name] for name in version.parents.split(",") if name in by_name]
        same = [one for one in before if one.body == version.body]
        if not same:
            break
        version = max(same, key=rank)
    return version


def versions(connection: sqlite3.Connection, key: Key, document: int) -> list[Version]:
    """Every version of an entity, in no particular order."""
    found = connection.execute(_VERSIONS, (document, key.kind, key.layer, key.id))
    return [Version(*row) for row in found]


def entity(key: Key, body: str | None) -> Entity | None:
    """The entity that a log body holds."""
    return None if body is None else TABLES[key.kind].from_body(key, body)


def load(connection: sqlite3.Connection, logged: Logged) -> Edit:
    """The edit with its changes, each with what was there before."""
    rows = connection.execute(
        """
        select c.kind, c.layer, coalesce(t.id, ''), c.entity, c.document, c.parents, c.body
        from change c left join content t on t.number = c.document
        where c.edit = ? order by c.rowid
        """,
        (logged.seq,),
    ).fetchall()
    changes = []
    for kind, layer, document, id, number, parents, body in rows:
        key = Key(kind, layer, document, id)
        before = None
        if parents:
            wanted = set(parents.split(","))
            earlier = [one for one in versions(connection, key, number) if one.name in wanted]
            last = winner([Version(one.replica, one.number, one.clock, None, one.body) for one in earlier])
            before = entity(key, last.body) if last else None
        after = entity(key, body)
        if before != after:
            changes.append(Change(before, after))
    return Edit(logged.title, tuple(changes))


def undoable(connection: sqlite3.Connection, replica: str) -> list[Logged]:
    """The edits of the last action that is still done, the latest first; empty where there is none."""
    last = _last_done(connection, replica)
    if last is None:
        return []
    # Its first edit gave the action its number, and no other edit of it has a lower one.
    of_action = "e.number >= ? and e.action = ?"
    return list(_still_done(connection, replica, of_action, (last.action, last.action)))


def size(connection: sqlite3.Connection, lines: Sequence[Logged], most: int) -> tuple[int, int]:
    """How many edits these are, and how many changes they have together, counted no further than `most`: of
    a merge, those that came with it.
    """
    count = 0
    for line in lines:
        found = connection.execute(_SIZE, {"seq": line.seq, "most": most - count})
        count += int(found.fetchone()[0])
        if count >= most:
            break
    return len(lines), count


def undoable_title(connection: sqlite3.Connection, replica: str) -> str | None:
    """What the last action that is still done is called: as its first edit is."""
    last = _last_done(connection, replica)
    if last is None:
        return None
    first = connection.execute(
        "select title from edit where replica = ? and number = ?", (replica, last.action)
    ).fetchone()
    return str(first[0])


def redoable(connection: sqlite3.Connection, replica: str) -> list[Logged]:
    """The undo edits of the last action that was undone and not redone, the latest first.

    Empty as soon as something new was done.
    """
    redone: set[int | None] = set()
    found: list[Logged] = []
    tail = connection.execute(
        "select seq, number, title, act, of, action from edit where replica = ? and action != 0"
        " order by number desc",
        (replica,),
    )
    for row in tail:
        logged = Logged(*row)
        if logged.act == "do" or (found and logged.action != found[0].action):
            break
        if logged.act == "redo":
            redone.add(logged.of)
        elif logged.of in redone:
            redone.discard(logged.of)
        else:
            found.append(logged)
    tail.close()
    return found


def _last_done(connection: sqlite3.Connection, replica: str) -> Logged | None:
    return next(_still_done(connection, replica, "1 = 1", ()), None)


def _still_done(
    connection: sqlite3.Connection, replica: str, condition: str, values: Sequence[Any]
) -> Iterator[Logged]:
    rows = connection.execute(
        f"""
        select e.seq, e.number, e.title, e.act, e.of, e.action from edit e
        where e.replica = ? and e.act = 'do' and e.action != 0 and {condition}
        and coalesce((
            {LAST_REVERSAL}
        ), 'redo') = 'redo'
        order by e.action desc, e.number desc
        """,
        (replica, *values),
    )
    return (Logged(*row) for row in rows)
