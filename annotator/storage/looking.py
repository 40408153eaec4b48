"""What a merge would do, found by reading both files and writing neither."""

import sqlite3
from collections import Counter
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from annotator.domain.document import first_words
from annotator.domain.entities import Key, Mark, Opinion, Span, Status
from annotator.domain.merging import Conflict, LayerNews, NewLabel, Plan, Standing
from annotator.storage import log, merging, schemes
from annotator.storage.colleague import Colleague
from annotator.storage.forks import Comparison, compare, renamed
from annotator.storage.records import Record, Told

MOST_CONFLICTS = 1_000  # that are listed; the rest is counted


@dataclass(slots=True)
class Found:
    """The plan, and what the merge needs beside it."""

    plan: Plan
    comparison: Comparison


@dataclass(slots=True)
class _Tally:
    """What the new edits speak of. Keys are kept as hashes: there may be millions."""

    counted: dict[tuple[str, str], set[int]] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)
    of_yours: int = 0

    def count(self, told: Told) -> None:
        """Count one change."""
        held = self.counted.setdefault((told.layer, told.kind), set())
        if told.body is None:
            held.discard(hash(told.key))
        else:
            held.add(hash(told.key))

    def news(self, layer: str, kind: str) -> int:
        """How many things of this kind are new or changed in the layer."""
        return len(self.counted.get((layer, kind), ()))


def look(ours: sqlite3.Connection, theirs: Colleague, you: str) -> Generator[tuple[int, int], None, Found]:
    """Read and check every edit that is new; yields how many of how many. `you` is the id of the author at
    work. Raises UserError for what cannot be true.
    """
    comparison = compare(ours, theirs.connection)
    looking = _Looking(ours, theirs, comparison, you)
    for done, seq in enumerate(comparison.new):
        looking.take(theirs.record(seq, comparison.their_names))
        yield done, len(comparison.new)
    return Found(looking.plan(), comparison)


def conflicts(connection: sqlite3.Connection) -> Iterator[Conflict]:
    """What stands side by side in a project, in an order that depends on nothing else."""
    for one in merging.contested(connection):
        yield _described(one.key, one.heads, (connection,))


class _Looking:
    """Adds up what the new edits would do."""

    def __init__(self, ours: sqlite3.Connection, theirs: Colleague, comparison: Comparison, you: str) -> None:
        self._ours = ours
        self._theirs = theirs
        self._comparison = comparison
        self._here, self._there = _Groups(ours), _Groups(theirs.connection)
        self._tally = _Tally()
        self._conflicts: list[Conflict] = []
        self._yours = {row[0] for row in ours.execute("select id from layer where author = ?", (you,))}
        self._you = you

    def take(self, record: Record) -> None:
        """Count an edit that would come in."""
        for told in record.changes:
            self._tally.count(told)
            self._tally.of_yours += told.layer in self._yours and record.author != self._you
            if told.document:
                self._tally.documents.add(told.document)
            if hash(told.key) not in self._tally.seen:
                self._tally.seen.add(hash(told.key))
                self._compare(told.key)

    def plan(self) -> Plan:
        """What it comes to."""
        here, there = _ids(self._ours), _ids(self._theirs.connection)
        texts = _texts(self._theirs.connection)
        known_texts = _texts(self._ours)
        return Plan(
            self._theirs.path.name,
            len(there - here),
            len(there & here),
            len(self._comparison.new),
            self._comparison.known,
            tuple(self._layers()),
            tuple(self._labels()) if self._comparison.new else (),
            tuple(self._conflicts),
            forked=self._comparison.forked,
            without_text=len(self._tally.documents - texts - known_texts),
            of_yours=self._tally.of_yours,
        )

    def _compare(self, key: Key) -> None:
        """Whether different values of the entity would stand side by side that do not yet."""
        here, there = self._here.of(key), self._there.of(key)
        if not here.versions and there.versions == there.entities:
            return  # each of them has one value in all
        ours = log.versions(self._ours, key, here.document)
        theirs = log.versions(self._theirs.connection, key, there.document)
        if len(ours) + len(theirs) < 2:
            return
        before = {head.body for head in merging.side_by_side(ours)}
        united = {one.name: one for one in _named(ours, self._comparison.our_names)}
        united |= {one.name: one for one in _named(theirs, self._comparison.their_names)}
        heads = merging.side_by_side(united.values())
        if heads and {head.body for head in heads} != before:
            both = self._ours, self._theirs.connection
            self._conflicts.append(_described(key, heads, both))

    def _layers(self) -> Iterator[LayerNews]:
        ours = {row[0] for row in self._ours.execute("select id from layer")}
        authors = dict(self._theirs.connection.execute("select id, name from author").fetchall())
        rows = self._theirs.connection.execute("select id, name, author from layer order by rowid")
        for id, name, author in rows:
            counts = [self._tally.news(id, kind.kind) for kind in (Span, Mark, Opinion, Status)]
            if id not in ours or any(counts):
                yield LayerNews(id, name, authors.get(author, author), id not in ours, *counts)

    def _labels(self) -> Iterator[NewLabel]:
        scheme = schemes.present(self._ours)
        spans = Counter(
            dict(
                self._theirs.connection.execute("select label, count(*) from span group by label").fetchall()
            )
        )
        for label in self._theirs.labels():
            if scheme.label(label.id) is None:
                yield NewLabel(label, spans[label.id], scheme.named(label.name))


class _Group(NamedTuple):
    """What a log holds of one kind, in a layer, on the document with this local number."""

    document: int
    versions: int
    entities: int


class _Groups:
    """Counts what a log holds a group at a time: most files differ in whole groups, which need no look."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._place: tuple[str, ...] = ()
        self._group = _Group(0, 0, 0)

    def of(self, key: Key) -> _Group:
        """The group of the key; the last one is remembered, as edits come document by document."""
        if self._place != key[:3]:
            self._place, self._group = key[:3], self._counted(key)
        return self._group

    def _counted(self, key: Key) -> _Group:
        document = 0
        if key.document:
            row = self._connection.execute(
                "select number from content where id = ?", (key.document,)
            ).fetchone()
            if row is None:
                return _Group(0, 0, 0)
            document = row[0]
        counts = self._connection.execute(
            "select count(*), count(distinct entity) from change"
            " where document = ? and kind = ? and layer = ?",
            (document, key.kind, key.layer),
        ).fetchone()
        return _Group(document, *counts)


def _named(versions: Iterable[log.Version], names: dict[str, str]) -> Iterator[log.Version]:
    for one in versions:
        replica, _, number = names.get(one.name, one.name).partition(":")
        yield log.Version(replica, int(number), one.clock, renamed(one.parents, names), one.body)


def _described(
    key: Key, heads: Iterable[log.Version], connections: tuple[sqlite3.Connection, ...]
) -> Conflict:
    values = tuple(Standing(log.entity(key, one.body), *_who(one, connections)) for one in heads)
    layer = _first(connections, "select name from layer where id = ?", key.layer) or key.layer
    title = ""
    if key.document:
        sql = "select d.title from document d join content c on c.number = d.number where c.id = ?"
        title = first_words(_first(connections, sql, key.document) or key.document[:12])
    return Conflict(key, layer, title, values)


def _who(one: log.Version, connections: tuple[sqlite3.Connection, ...]) -> tuple[str, str]:
    """Who wrote the version, and when; of a fork's name the logs may know the beginning only."""
    sql = (
        "select coalesce(a.name, e.author), e.at from edit e left join author a on a.id = e.author"
        " where e.number = ? and e.clock = ? and {}"
    )
    for match, replica in (
        ("e.replica = ?", one.replica),
        ("substr(e.replica, 1, 20) = ?", one.replica[:20]),
    ):
        for connection in connections:
            row = connection.execute(sql.format(match), (one.number, one.clock, replica)).fetchone()
            if row is not None:
                return str(row[0]), str(row[1])
    return "", ""


def _first(connections: tuple[sqlite3.Connection, ...], sql: str, value: str) -> str | None:
    rows = (connection.execute(sql, (value,)).fetchone() for connection in connections)
    return next((str(row[0]) for row in rows if row is not None), None)


def _ids(connection: sqlite3.Connection) -> set[str]:
    rows = connection.execute("select c.id from document d join content c on c.number = d.number")
    return {row[0] for row in rows}


def _texts(connection: sqlite3.Connection) -> set[str]:
    return {row[0] for row in connection.execute("select id from content where text is not null")}
