"""The scheme as it is and as it was, read off the log."""

import sqlite3
from collections.abc import Iterator
from itertools import groupby

from annotator.domain.entities import Key, Label, Rules
from annotator.domain.scheme import Scheme
from annotator.storage import log
from annotator.storage.rows import LABEL, RULES

_NONE = Rules("none", "No scheme")
_CHANGES = "change c join edit e on e.seq = c.edit where c.document = 0 and c.kind in ('rules', 'label')"


def present(connection: sqlite3.Connection) -> Scheme:
    """The labels in their order, the rules, the version and its clock."""
    row = connection.execute(f"select id, {', '.join(RULES.columns)} from rules").fetchone()
    rules = RULES.entity(Key(RULES.name, "", "", row[0]), row[1:]) if row else _NONE
    labels = connection.execute(f"select id, {', '.join(LABEL.columns)} from label order by position, id")
    found = tuple(LABEL.entity(Key(LABEL.name, "", "", row[0]), row[1:]) for row in labels)
    version, clock = connection.execute(
        f"select count(distinct e.seq), max(e.clock) from {_CHANGES}"
    ).fetchone()
    return Scheme(rules, found, version, clock)


def every(connection: sqlite3.Connection) -> Iterator[Scheme]:
    """Every scheme that the project had, the present one last; the labels in no particular order."""
    rows = connection.execute(
        f"select e.clock, e.replica, e.number, c.kind, c.entity, c.body from {_CHANGES}"
        " order by e.clock, e.replica, e.number"
    )
    rules, labels = _NONE, dict[str, Label]()
    for version, (edit, changes) in enumerate(groupby(rows, key=lambda row: row[:3]), 1):
        for *_, kind, id, body in changes:
            entity = log.entity(Key(kind, "", "", id), body)
            if isinstance(entity, Rules):
                rules = entity
            elif isinstance(entity, Label):
                labels[id] = entity
            else:
                labels.pop(id, None)
        yield Scheme(rules, tuple(labels.values()), version, edit[0])
