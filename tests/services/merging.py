"""What tests of merging share: how a file reads whatever its local numbers, and steps on it."""

import contextlib
from pathlib import Path

from annotator.domain import edits
from annotator.domain.entities import Author
from annotator.services import merging
from annotator.storage import looking
from annotator.storage.project import Project

_TABLES = (
    "author",
    "layer",
    "rules",
    "label",
    "appearance",
    "span",
    "mark",
    "opinion",
    "status",
    "decision",
    "document",
)


def finish(steps):
    """Step a job to its end; what it returns."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def merge(project, *others, **options):
    """Merge these files or projects into the project."""
    paths = [one if isinstance(one, Path) else one.path for one in others]
    return finish(merging.merge(project, paths, **options))


def look(project, *others):
    """What that would do."""
    return finish(merging.look(project, [one if isinstance(one, Path) else one.path for one in others]))


def dump(project):
    """Every table that reads off the log, with content ids for local numbers; and the hits for a word."""
    connection = project._database.reader
    ids = dict(connection.execute("select number, id from content").fetchall())
    found = {}
    for table in _TABLES:
        rows = connection.execute(f"select * from {table}")
        names = [column[0] for column in rows.description]
        at = next((names.index(name) for name in ("document", "number") if name in names), None)
        found[table] = sorted(
            (tuple(ids[value] if place == at else value for place, value in enumerate(row)) for row in rows),
            key=repr,
        )
    hits = connection.execute("select rowid from search where search match 'kastelholm'").fetchall()
    found["hits"] = sorted(ids[row[0]] for row in hits)
    return found


def names(project):
    """What every edit that says something is called."""
    rows = project._database.reader.execute(
        "select replica, number from edit where exists (select 1 from change where edit = seq)"
    )
    return sorted(rows.fetchall())


def conflicts(project):
    """What stands side by side, as values."""
    return [(one.key, one.values) for one in looking.conflicts(project.reader)]


@contextlib.contextmanager
def opened(path, author):
    """The project at the path, with somebody at work."""
    with Project.open(path, author) as project:
        yield project


def mark(project, start, end, label="PER", document=1):
    """Label these code points of the document with this local number, in one's own layer."""
    layer, scheme = project.ensure_own_layer(), project.scheme()
    found = project.document(project.id_of(document))
    now = project.annotations(found.id, layer.id)
    project.commit(edits.add_span(scheme, now, found.text, start, end, scheme.named(label)))


def somebody(name):
    """A person of this name."""
    return Author(f"{name}-id", name)
