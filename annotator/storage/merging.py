"""Merging: the edits of another file come into the log, and the tables follow.

The log is a set of edits, and the tables are a reading of it; so a merge is a union of sets. Each batch that
comes in is noted under an edit of this file that changes nothing itself. Undoing that edit puts the batch
aside, in `arrived`, and redoing it brings the batch back: no other file hears of a merge that was undone.
What was done here since with what came, and is undone by then, goes aside too; it comes back with a redo, and
with a later merge that brings what it was about.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby

from annotator.domain.change import Change, Edit
from annotator.domain.entities import Key
from annotator.storage import forks, log, records, writing
from annotator.storage.records import Record

# What was done here after a merge and has not come with any: an edit, and what undid and redid it. Also what
# undo passes over: what was made ready to hand out says again what came.
_DONE_SINCE = """
    select e.seq, e.replica, coalesce(e.of, e.number) from edit e
    where e.seq > ? and not exists (
        select 1 from arrived a where a.replica = e.replica and a.number = e.number and a.aside is null
    )
    and not exists (
        select 1 from edit m join arrived a on a.merge = m.seq
        where m.replica = e.replica and m.number = coalesce(e.of, e.number)
    )
    order by e.seq
"""

_Touched = dict[tuple[Key, int], None]


@dataclass(slots=True)
class Batch:
    """Edits that come in, in an order in which they could have been done; texts by content id, None where
    they were withdrawn; and what edits of ours have to be called from now on.
    """

    records: list[Record] = field(default_factory=list)
    texts: dict[str, str | None] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Contested:
    """An entity with several heads that say different things, the one that counts first."""

    key: Key
    document: int
    heads: tuple[log.Version, ...]


def unite(
    connection: sqlite3.Connection, batch: Batch, stamp: writing.Stamp, title: str, decided: Edit | None
) -> tuple[Edit, int]:
    """Take the batch in, noted under an edit with this stamp, and write what was decided about it; all that
    changes, and the clock from which the log goes on.
    """
    merge = writing.write(connection, Edit(title, ()), stamp, {})
    touched = _take_names(connection, batch.names)
    _take(connection, batch, merge, touched)
    touched |= _rejoin(connection)
    changes = _settle(connection, touched)
    clock = max([stamp.clock, *(record.clock for record in batch.records)])
    if decided is not None:
        clock += 1
        own = replace(stamp, number=stamp.number + 1, clock=clock, action=log.NOT_AN_ACTION)
        writing.write(connection, decided, own, {})
        _note(connection, merge, own.replica, own.number)
    return together(changes, decided or Edit(title, ())), clock


def reverse(
    connection: sqlite3.Connection, edit: Edit, replica: str, of: int, act: str
) -> tuple[list[Change], Edit]:
    """What undoing or redoing the edit with this number moves out of the log or back, if it was a merge; and
    what is left to be written, given what it says itself.
    """
    row = connection.execute(
        "select e.seq from edit e where e.replica = ? and e.number = ?"
        " and exists (select 1 from arrived a where a.merge = e.seq)",
        (replica, of),
    ).fetchone()
    if row is None:
        return [], edit
    if act == "undo":
        return _put_aside(connection, int(row[0])), Edit(edit.title, ())
    moved = _bring_back(connection, int(row[0]))
    now = {change.key: change.after for change in moved}
    left = [
        Change(now.get(change.key, change.before), change.after)
        for change in edit.changes
        if now.get(change.key, change.before) != change.after
    ]
    return moved, Edit(edit.title, tuple(left))


def together(moved: Iterable[Change], edit: Edit) -> Edit:
    """The edit with what moved before it, each entity once."""
    before = {change.key: change for change in moved}
    for change in edit.changes:
        moved_first = before.get(change.key)
        before[change.key] = Change(moved_first.before, change.after) if moved_first else change
    return Edit(edit.title, tuple(change for change in before.values() if change.before != change.after))


def contested(connection: sqlite3.Connection) -> Iterator[Contested]:
    """Every entity of which different values stand side by side, in an order that only they decide."""
    rows = connection.execute(
        """
        select c.kind, c.layer, coalesce(t.id, ''), c.entity, c.document,
            e.replica, e.number, e.clock, c.parents, c.body
        from (
            select document, kind, layer, entity from change
            group by document, kind, layer, entity having count(*) > 1
        ) m
        join change c using (document, kind, layer, entity)
        join edit e on e.seq = c.edit left join content t on t.number = c.document
        order by 1, 2, 3, 4
        """
    )
    for (kind, layer, document, id, number), found in groupby(rows, key=lambda row: row[:5]):
        standing = side_by_side([log.Version(*row[5:]) for row in found])
        if standing:
            yield Contested(Key(kind, layer, document, id), number, standing)


def side_by_side(versions: Iterable[log.Version]) -> tuple[log.Version, ...]:
    """The heads, the one that counts first, where they say different things; else nothing."""
    heads = log.heads(list(versions))
    if len({head.body for head in heads}) < 2:
        return ()
    return tuple(sorted(heads, key=log.rank, reverse=True))


def _take_names(connection: sqlite3.Connection, names: Mapping[str, str]) -> _Touched:
    """Name edits of ours anew; ties between values may be decided otherwise by that."""
    touched: _Touched = {}
    if names:
        forks.name_anew(connection, names)
        for new in names.values():
            replica, _, number = new.partition(":")
            touched |= _keys(connection, replica, int(number))
    return touched


def _keys(connection: sqlite3.Connection, replica: str, number: int) -> _Touched:
    """What the edit of this name is about."""
    row = connection.execute(
        "select seq from edit where replica = ? and number = ?", (replica, number)
    ).fetchone()
    return {} if row is None else _keys_of(connection, row[0])


def _keys_of(connection: sqlite3.Connection, seq: int) -> _Touched:
    """What the edit in this place is about."""
    rows = connection.execute(
        "select c.kind, c.layer, coalesce(t.id, ''), c.entity, c.document from change c"
        " left join content t on t.number = c.document where c.edit = ?",
        (seq,),
    )
    return {(Key(*row[:4]), row[4]): None for row in rows}


def _take(connection: sqlite3.Connection, batch: Batch, merge: int, touched: _Touched) -> None:
    numbers = {"": 0}
    for record in batch.records:
        for told in record.changes:
            if told.document not in numbers:
                numbers[told.document] = _number(connection, told.document, batch.texts)
            touched[told.key, numbers[told.document]] = None
        records.insert(connection, record, numbers)
        _note(connection, merge, record.replica, record.number)


def _note(connection: sqlite3.Connection, merge: int, replica: str, number: int) -> None:
    """Say that an edit came with the merge."""
    connection.execute(
        "insert into arrived (merge, replica, number) values (?, ?, ?)", (merge, replica, number)
    )


def _number(connection: sqlite3.Connection, document: str, texts: Mapping[str, str | None]) -> int:
    row = connection.execute("select number, text is null from content where id = ?", (document,)).fetchone()
    text = texts.get(document)
    if row is not None:
        if row[1] and text is not None:
            connection.execute("update content set text = ? where number = ?", (text, row[0]))
            writing.read_off_document(connection, row[0])
        return int(row[0])
    made = connection.execute("insert into content (id, text) values (?, ?)", (document, text))
    return int(made.lastrowid or 0)


def _settle(connection: sqlite3.Connection, touched: Iterable[tuple[Key, int]]) -> list[Change]:
    """Bring the tables to what the log says of these entities; what changes by it."""
    changes, values = [], []
    for key, document in touched:
        before = writing.current(connection, key, document)
        won = log.winner(log.versions(connection, key, document))
        after = log.entity(key, won.body) if won else None
        if before != after:
            changes.append(Change(before, after))
            values.append((key, document, after))
    writing.put(connection, values)
    return changes


def _put_aside(connection: sqlite3.Connection, merge: int) -> list[Change]:
    """Take a merge's edits out of the log, and what was done with them here since; what changes by it.

    All that was done since is undone by now, so that without it everything stands as it did before.
    """
    arrived = connection.execute(
        "select a.rowid, e.seq from arrived a join edit e on e.replica = a.replica and e.number = a.number"
        " where a.merge = ? order by a.rowid",
        (merge,),
    ).fetchall()
    touched: _Touched = {one: None for _, seq in arrived for one in _keys_of(connection, seq)}
    own = _done_with(connection, merge, touched)
    for row, seq in arrived:
        packed = records.read(connection, seq).packed()
        connection.execute("update arrived set aside = ? where rowid = ?", (packed, row))
    for seq in own:
        record = records.read(connection, seq)
        connection.execute(
            "insert into arrived (merge, replica, number, aside) values (?, ?, ?, ?)",
            (merge, record.replica, record.number, record.packed_as_own()),
        )
    for seq in (*(seq for _, seq in arrived), *own):
        records.remove(connection, seq)
    return _settle(connection, touched)


def _done_with(connection: sqlite3.Connection, merge: int, touched: _Touched) -> list[int]:
    """The places of the edits made here since the merge that are about what came with it, or about what such
    an edit is about; that is added to `touched`. An edit and what undid it stay together.
    """
    left: dict[tuple[str, int], list[int]] = {}
    for seq, *action in connection.execute(_DONE_SINCE, (merge,)):
        left.setdefault((action[0], action[1]), []).append(seq)
    about = {
        action: {one: None for seq in seqs for one in _keys_of(connection, seq)}
        for action, seqs in left.items()
    }
    found: list[int] = []
    while reached := [action for action in left if not touched.keys().isdisjoint(about[action])]:
        for action in reached:
            touched |= about[action]
            found += left.pop(action)
    return sorted(found)


def _bring_back(connection: sqlite3.Connection, merge: int) -> list[Change]:
    rows = connection.execute(
        "select rowid, aside from arrived where merge = ? and aside is not null order by rowid", (merge,)
    ).fetchall()
    touched: _Touched = {}
    for row, packed in rows:
        touched |= _return(connection, row, packed)
    return _settle(connection, touched)


def _rejoin(connection: sqlite3.Connection) -> _Touched:
    """Bring back what was done here and put aside, as soon as what it replaces is in the log again."""
    rows = connection.execute(
        "select rowid, aside from arrived where aside like ? order by rowid", (f"{records.OWN}%",)
    ).fetchall()
    touched: _Touched = {}
    for row, packed in rows:
        record = records.unpacked(packed)
        if _is_known(connection, f"{record.replica}:{record.number}"):
            connection.execute("delete from arrived where rowid = ?", (row,))
        elif all(_is_known(connection, parent) for parent in record.parents()):
            touched |= _return(connection, row, packed)
    return touched


def _return(connection: sqlite3.Connection, row: int, packed: str) -> _Touched:
    """Put one edit that is aside into the log again; what it is about."""
    record = records.unpacked(packed)
    numbers = {"": 0} | {
        told.document: _number(connection, told.document, {}) for told in record.changes if told.document
    }
    records.insert(connection, record, numbers)
    if packed.startswith(records.OWN):
        connection.execute("delete from arrived where rowid = ?", (row,))
    else:
        connection.execute("update arrived set aside = null where rowid = ?", (row,))
    return {(told.key, numbers[told.document]): None for told in record.changes}


def _is_known(connection: sqlite3.Connection, name: str) -> bool:
    replica, _, number = name.partition(":")
    found = connection.execute(
        "select 1 from edit where replica = ? and number = ?", (replica, int(number))
    ).fetchone()
    return found is not None
