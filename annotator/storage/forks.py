"""Which edits of two logs are the same, and what they are called where one file became two.

An edit is named by replica and number. A copy of a file that went on by itself uses numbers again: then two
edits have one name, and each gets its digest into it, `replica.digest`, in every file that knows of both. So
the names depend on the set of edits alone, as the state does.
"""

import heapq
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from annotator.storage import records

_OURS, _THEIRS = 0, 1
_ID_DIGITS = 20


class _Place(NamedTuple):
    """Where an edit stands: under which number of which replica, in whose log, as what, and where there."""

    root: str
    number: int
    side: int
    replica: str
    seq: int


@dataclass(slots=True)
class Comparison:
    """`new` are the places in their log of edits that ours lacks, in their order; the names that edits of
    either have to give up, "replica:number" to "replica:number"; the replicas that something new is from.
    """

    new: list[int] = field(default_factory=list)
    known: int = 0
    our_names: dict[str, str] = field(default_factory=dict)
    their_names: dict[str, str] = field(default_factory=dict)
    roots: set[str] = field(default_factory=set)

    @property
    def forked(self) -> bool:
        """Whether a name stood for two edits."""
        return bool(self.our_names)


def compare(ours: sqlite3.Connection, theirs: sqlite3.Connection) -> Comparison:
    """Compare the logs edit by edit."""
    found = Comparison()
    logs = heapq.merge(_places(ours, _OURS), _places(theirs, _THEIRS))
    connections = (ours, theirs)
    for (root, number), group in groupby(logs, key=lambda place: place[:2]):
        places = list(group)
        mine = [place for place in places if place.side == _OURS]
        others = [place for place in places if place.side == _THEIRS]
        if not mine and len(others) == 1:
            found.new.append(others[0].seq)
            found.roots.add(root)
        elif others:
            digests = {place: records.read(connections[place.side], place.seq).digest for place in places}
            _sort_out(found, root, number, digests)
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


def _places(connection: sqlite3.Connection, side: int) -> Iterator[_Place]:
    # What changes nothing, such as the note of a merge, is a file's own business.
    said = "where exists (select 1 from change where edit = seq)" if side == _THEIRS else ""
    rows = connection.execute(
        f"select substr(replica, 1, {_ID_DIGITS}), number, replica, seq from edit {said} order by 1, 2, 3"
    )
    return (_Place(root, number, side, replica, seq) for root, number, replica, seq in rows)


def _sort_out(found: Comparison, root: str, number: int, digests: Mapping[_Place, str]) -> None:
    """Edits of both logs that have, or had, one name."""
    has_forked = len(set(digests.values())) > 1 or any(place.replica != root for place in digests)
    here = {digest for place, digest in digests.items() if place.side == _OURS}
    for place, digest in digests.items():
        name = f"{root}.{digest}" if has_forked else root
        if place.replica != name:
            names = found.our_names if place.side == _OURS else found.their_names
            names[f"{place.replica}:{number}"] = f"{name}:{number}"
        if place.side == _THEIRS and digest in here:
            found.known += 1
        elif place.side == _THEIRS:
            found.new.append(place.seq)
            found.roots.add(root)


def _parts(name: str) -> tuple[str, int]:
    replica, _, number = name.partition(":")
    return replica, int(number)
