"""Which edits of two logs are the same, and what they are called where one file became two.

An edit is named by replica and number. A copy of a file that went on by itself uses numbers again: then two
edits have one name, and each gets its digest into it, `replica.digest`, in every file that knows of both. So
the names depend on the set of edits alone, as the state does.
"""

import heapq
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from annotator.storage import records

_OURS, _THEIRS = 0, 1
_ID_DIGITS = 20


class _Place(NamedTuple):
    """Where an edit stands: under which number of which replica, in whose log, as what, and where there.

    What says nothing, such as the note of a merge, is a file's own business: theirs does not come, and ours
    gives up its name to an edit that needs it.
    """

    root: str
    number: int
    side: int
    replica: str
    seq: int
    says: int


@dataclass(slots=True)
class Comparison:
    """`new` are the places in their log of edits that ours lacks, in their order; the names that edits of
    either have to give up, "replica:number" to "replica:number"; the replicas that something new is from;
    `forked` says that a name stands for two edits.
    """

    new: list[int] = field(default_factory=list)
    known: int = 0
    our_names: dict[str, str] = field(default_factory=dict)
    their_names: dict[str, str] = field(default_factory=dict)
    roots: set[str] = field(default_factory=set)
    forked: bool = False


def compare(ours: sqlite3.Connection, theirs: sqlite3.Connection) -> Comparison:
    """Compare the logs edit by edit."""
    found = Comparison()
    connections = (ours, theirs)
    logs = heapq.merge(_places(ours, _OURS), _places(theirs, _THEIRS))
    for _, group in groupby(logs, key=lambda place: place[:2]):
        places = list(group)
        saying = [place for place in places if place.says]
        others = [place for place in saying if place.side == _THEIRS]
        if len(saying) == len(others) == 1:
            _add(found, others[0])
        elif others:
            digests = {place: records.read(connections[place.side], place.seq).digest for place in saying}
            _sort_out(found, places[0].root, digests)
        if others:
            _step_aside(found, ours, [one for one in places if one.side == _OURS and not one.says])
    found.new.sort()
    return found


def renamed(parents: str | None, names: Mapping[str, str]) -> str | None:
    """The parents by their present names."""
    if not parents or not names:
        return parents
    return ",".join(names.get(name, name) for name in parents.split(","))


def name_anew(connection: sqlite3.Connection, names: Mapping[str, str]) -> None:
    """Give edits of this log, and all that speaks of them, their present names, in the open transaction."""
    for old, new in names.items():
        values = (*_parts(new), *_parts(old))
        connection.execute("update edit set replica = ?, number = ? where replica = ? and number = ?", values)
        connection.execute(
            "update arrived set replica = ?, number = ? where replica = ? and number = ?", values
        )
    for root in {old.partition(":")[0] for old in names}:
        rows = connection.execute(
            "select rowid, parents from change where instr(parents, ?) > 0", (f"{root}:",)
        ).fetchall()
        connection.executemany(
            "update change set parents = ? where rowid = ?",
            [(renamed(parents, names), row) for row, parents in rows],
        )
    _name_aside(connection, names)


def _name_aside(connection: sqlite3.Connection, names: Mapping[str, str]) -> None:
    """The same for edits of this file that are put aside, which may come back."""
    rows = connection.execute(
        "select rowid, aside from arrived where aside like ?", (f"{records.OWN}%",)
    ).fetchall()
    for row, packed in rows:
        record = records.unpacked(packed)
        replica, number = _parts(
            names.get(f"{record.replica}:{record.number}", f"{record.replica}:{record.number}")
        )
        changes = tuple(one._replace(parents=renamed(one.parents, names)) for one in record.changes)
        named = record._replace(replica=replica, number=number, changes=changes)
        connection.execute("update arrived set aside = ? where rowid = ?", (named.packed_as_own(), row))


def _places(connection: sqlite3.Connection, side: int) -> Iterator[_Place]:
    rows = connection.execute(
        f"select substr(replica, 1, {_ID_DIGITS}), number, replica, seq,"
        " exists (select 1 from change where edit = seq) from edit order by 1, 2, 3"
    )
    return (_Place(root, number, side, replica, seq, says) for root, number, replica, seq, says in rows)


def _add(found: Comparison, place: _Place) -> None:
    found.new.append(place.seq)
    found.roots.add(place.root)


def _step_aside(found: Comparison, ours: sqlite3.Connection, places: Iterable[_Place]) -> None:
    for place in places:
        name = f"{place.root}.{records.read(ours, place.seq).digest}"
        if place.replica != name:
            found.our_names[f"{place.replica}:{place.number}"] = f"{name}:{place.number}"


def _sort_out(found: Comparison, root: str, digests: Mapping[_Place, str]) -> None:
    """Edits of both logs that have, or had, one name."""
    has_forked = len(set(digests.values())) > 1 or any(place.replica != root for place in digests)
    here = {digest for place, digest in digests.items() if place.side == _OURS}
    for place, digest in digests.items():
        name = f"{root}.{digest}" if has_forked else root
        if place.replica != name:
            names = found.our_names if place.side == _OURS else found.their_names
            names[f"{place.replica}:{place.number}"] = f"{name}:{place.number}"
        if place.side == _THEIRS and digest in here:
            found.known += 1
        elif place.side == _THEIRS:
            found.forked = True
            _add(found, place)


def _parts(name: str) -> tuple[str, int]:
    replica, _, number = name.partition(":")
    return replica, int(number)
