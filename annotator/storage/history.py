"""The history of one document, read from the change log."""

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from annotator.domain.entities import Entity, Key, Label, Span
from annotator.domain.history import DocumentLog, Entry, Written
from annotator.storage.database import explained
from annotator.storage.project import Project
from annotator.storage.rows import LABEL, SPAN, TABLES

_COLUMNS = """
    select e.seq, e.replica, e.number, e.author, coalesce(a.name, e.author), e.at, e.title, e.act, e.of,
        e.clock, c.kind, c.layer, c.entity, c.parents, c.body
"""
_ALL = f"""
    {_COLUMNS} from change c join edit e on e.seq = c.edit left join author a on a.id = e.author
    where c.document = ? order by c.edit, c.rowid
"""
# Left alone, SQLite reads all changes of the document to find the few that are new.
_LATER = f"""
    {_COLUMNS} from edit e cross join change c indexed by change_edit on c.edit = e.seq
    left join author a on a.id = e.author
    where c.document = ? and e.seq > ? order by c.edit, c.rowid
"""
_LAST_LABEL = """
    select layer, body from change where kind = ? and entity = ? and body is not null
    order by edit desc limit 1
"""
_ACCEPTED = """
    select t.id, c.entity, c.body from change c join content t on t.number = c.document
    where c.kind = ? and c.layer = ? and c.parents is null and c.body like '%"origin":"%'
"""


def document_log(project: Project, document: str) -> DocumentLog:
    """Everything that was done to the document with this content id; empty where it is not known."""
    log = DocumentLog(document, _read)
    with explained(project.path):
        number = _number(project.reader, document)
        if number is not None:
            log.take(_entries(project.reader.execute(_ALL, (number,)), document))
    return log


def accepted_suggestions(project: Project, layer: str) -> dict[str, dict[str, Span]]:
    """The spans that came to the layer as suggestions, as they were when they came: by document and id."""
    found: dict[str, dict[str, Span]] = {}
    with explained(project.path):
        rows = project.reader.execute(_ACCEPTED, (Span.kind, layer))
        for document, id, body in rows:
            span = SPAN.from_body(Key(Span.kind, layer, document, id), body)
            if span.origin is not None:
                found.setdefault(document, {})[id] = span
    return found


def last_labels(project: Project, ids: Iterable[str]) -> list[Label]:
    """The labels with these ids as they were last, also those that the scheme has lost since."""
    found = []
    with explained(project.path):
        for id in ids:
            row = project.reader.execute(_LAST_LABEL, (Label.kind, id)).fetchone()
            if row is not None:
                found.append(LABEL.from_body(Key(Label.kind, row[0], "", id), row[1]))
    return found


def catch_up(project: Project, log: DocumentLog) -> bool:
    """Add what was done since; False where edits also left the log, so that it must be read anew."""
    with explained(project.path):
        number = _number(project.reader, log.document)
        if number is None:
            return not log.entries
        log.take(_entries(project.reader.execute(_LATER, (number, log.last)), log.document))
        count = project.reader.execute("select count(*) from change where document = ?", (number,))
        return int(count.fetchone()[0]) == log.size


def _number(connection: sqlite3.Connection, document: str) -> int | None:
    row = connection.execute("select number from content where id = ?", (document,)).fetchone()
    return None if row is None else int(row[0])


def _entries(rows: sqlite3.Cursor, document: str) -> Iterator[Entry]:
    keys: dict[tuple[str, str, str], Key] = {}
    for _, found in groupby(rows, key=itemgetter(0)):
        written = []
        for row in found:
            seq, replica, number = row[:3]
            clock, kind, layer, id, parents, body = row[9:]
            key = keys.get((kind, layer, id))
            if key is None:
                key = keys[kind, layer, id] = Key(kind, layer, document, id)
            written.append(Written(seq, key, clock, replica, number, parents, body))
        author, name, at, title, act, of = row[3:9]  # the same in all rows of an edit
        yield Entry(seq, replica, number, author, name, at, title, act, of, tuple(written))


def _read(key: Key, body: str) -> Entity:
    made: Entity = TABLES[key.kind].from_body(key, body)
    return made
