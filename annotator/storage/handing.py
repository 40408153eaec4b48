"""Handing out: which edits a person's file gets, so that what she does later merges back without a doubt.

An edit travels whole or not at all, as its name stands for all it says. What a person gets that is said in
edits with more than she gets, such as an import, is said again, in edits that can travel.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from annotator.domain.change import Change, Edit
from annotator.domain.entities import Appearance, Author, Entity, Key, Label, Layer, Rules
from annotator.storage import log, records
from annotator.storage.database import Database
from annotator.storage.log import NOT_AN_ACTION
from annotator.storage.merging import Batch
from annotator.storage.project import Project
from annotator.storage.reading import HANDED_OUT

_SHARED = (Label.kind, Rules.kind)
_EDITS, _CHARACTERS = 500, 1_000_000  # in a batch
_LOG = """
    select c.document, c.kind, c.layer, c.entity, coalesce(t.id, ''),
        e.replica, e.number, e.clock, c.parents, c.body, e.seq
    from change c join edit e on e.seq = c.edit left join content t on t.number = c.document
    order by c.document, c.kind, c.layer, c.entity
"""
_ONCE_GONE = """
    select c.document, c.kind, c.layer, c.entity, e.replica, e.number, e.clock, c.parents, c.body, e.seq
    from (select distinct document, kind, layer, entity from change where body is null) g
    join change c using (document, kind, layer, entity) join edit e on e.seq = c.edit
    order by 1, 2, 3, 4
"""


@dataclass(frozen=True, slots=True)
class Hand:
    """What a person gets beside the scheme: these authors, layers, and documents by local number."""

    author: Author
    authors: frozenset[str]
    layers: frozenset[str]
    documents: frozenset[int]

    def gets(self, kind: str, layer: str, document: int, id: str) -> bool:
        """Whether she gets the entity."""
        if kind in _SHARED:
            return True
        if kind == Author.kind:
            return id in self.authors
        if kind == Layer.kind:
            return id in self.layers
        return document in self.documents and (kind == Appearance.kind or layer in self.layers)


def travelling(connection: sqlite3.Connection, hands: Sequence[Hand]) -> list[list[int]]:
    """For each person, the places in the log of the edits that she gets, in their order.

    What begins a project names its maker, who comes along with the scheme. Of what is gone all edits travel
    or none, as without the last one it would be there again.
    """
    found: list[list[int]] = [[] for _ in hands]
    rows = connection.execute("select edit, kind, layer, document, entity from change order by edit")
    for seq, changes in groupby(rows, key=lambda row: int(row[0])):
        told = {tuple(row[1:]) for row in changes}
        has_scheme = any(kind == Rules.kind for kind, *_ in told)
        judged = [one for one in told if not (has_scheme and one[0] in (Author.kind, Layer.kind))]
        for seqs, hand in zip(found, hands, strict=True):
            if all(hand.gets(*one) for one in judged):
                seqs.append(seq)
    gone = list(_gone(connection))
    return [_whole(seqs, gone) for seqs in found]


def _gone(connection: sqlite3.Connection) -> Iterator[frozenset[int]]:
    """The places of the edits of each entity that is not there any more."""
    for _, rows in groupby(connection.execute(_ONCE_GONE), key=lambda row: row[:4]):
        versions = {row[9]: log.Version(*row[4:9]) for row in rows}
        won = log.winner(versions.values())
        if won is not None and won.body is None:
            yield frozenset(versions)


def _whole(seqs: Sequence[int], gone: Sequence[frozenset[int]]) -> list[int]:
    """Those of the places with which nothing comes that is gone."""
    kept = set(seqs)
    while broken := [one for one in gone if not kept.isdisjoint(one) and not one <= kept]:
        kept.difference_update(*broken)
    return [seq for seq in seqs if seq in kept]


def to_say_again(
    connection: sqlite3.Connection, hands: Sequence[Hand], seqs: Sequence[Sequence[int]]
) -> Mapping[frozenset[int], list[Entity]]:
    """What no travelling edit says as it stands, by the places in `hands` of all who get it."""
    known = [frozenset(one) for one in seqs]
    found: dict[frozenset[int], list[Entity]] = {}
    for (document, kind, layer, id, content), rows in groupby(
        connection.execute(_LOG), key=lambda row: row[:5]
    ):
        getting = frozenset(at for at, hand in enumerate(hands) if hand.gets(kind, layer, document, id))
        if not getting:
            continue
        versions = {row[10]: log.Version(*row[5:10]) for row in rows}
        won = log.winner(versions.values())
        if won is None or _knows(known, getting, versions, won):
            continue
        entity = log.entity(Key(kind, layer, content, id), won.body)
        if entity is not None:
            found.setdefault(getting, []).append(entity)
    return found


def _knows(
    known: Sequence[frozenset[int]],
    getting: frozenset[int],
    versions: Mapping[int, log.Version],
    won: log.Version,
) -> bool:
    """Whether all who get an entity get the edit that says it as it stands."""
    place = next(seq for seq, version in versions.items() if version == won)
    return all(place in known[at] for at in getting)


def batches(connection: sqlite3.Connection, seqs: Sequence[int]) -> Iterator[Batch]:
    """The edits in these places and the texts that they are about, in batches that fit into memory."""
    batch, held, size = Batch(), set[str](), 0
    for seq in seqs:
        record = records.read(connection, seq)
        batch.records.append(record)
        size += sum(len(one.body or "") for one in record.changes)
        for document in {one.document for one in record.changes} - {"", *held}:
            row = connection.execute("select text from content where id = ?", (document,)).fetchone()
            batch.texts[document] = row[0]
            size += len(row[0] or "")
            held.add(document)
        if len(batch.records) >= _EDITS or size >= _CHARACTERS:
            yield batch
            batch, size = Batch(), 0
    if batch.records:
        yield batch


def deciders(connection: sqlite3.Connection) -> frozenset[str]:
    """Everyone who decided something in review, by author id."""
    return frozenset(row[0] for row in connection.execute("select distinct decider from decision"))


def begin(path: Path, author: Author) -> Project:
    """A new file for this person, with nothing in it yet; raises UserError."""
    return Project(Database(path, new=True), author)


def take(project: Project, batch: Batch) -> None:
    """Take what she gets into her file; undo passes over that."""
    project.receive(batch, HANDED_OUT, action=NOT_AN_ACTION)


def said_again(entities: Sequence[Entity]) -> Edit:
    """The edit that says them once more, as they stand."""
    return Edit(f"made ready to hand out ×{len(entities)}", tuple(Change(one, one) for one in entities))
