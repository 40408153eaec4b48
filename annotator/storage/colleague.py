"""A project file that somebody else sends: read, checked line by line, and never trusted."""

import contextlib
import re
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from annotator.domain import merging
from annotator.domain.entities import Label, Layer
from annotator.domain.text import content_id, unusable
from annotator.errors import UserError
from annotator.storage import backup, log, records, schema, schemes
from annotator.storage.database import Database, connect_to_read, explained
from annotator.storage.forks import renamed
from annotator.storage.project import SUFFIX
from annotator.storage.rows import TABLES

LARGEST_BYTES = 8_000_000_000
MOST_CHANGES = 1_000_000  # of one edit
_LONGEST_CELL = 64 << 20  # bytes
_LONGEST_BODY = 8_000_000  # characters
_LONGEST_TITLE = 10_000
_FAST_CLOCK = 1_000_000  # a log's clock is never ahead of the number of its edits, but for what was undone
_REPLICA = re.compile(r"[0-9a-f]{20}(\.[0-9a-f]{20})?")
_PARENTS = re.compile(r"[0-9a-f.]+:[0-9]+(,[0-9a-f.]+:[0-9]+)*")
_CONTENT = re.compile(r"[0-9a-f]{64}")


class Colleague:
    """Reads one consistent state of the file; what cannot be true raises UserError."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        """Use `opened`."""
        self.path = path
        self.connection = connection
        self._texts: dict[str, str | None] = {}
        self._written = backup.written(path)
        self._edits = int(connection.execute("select count(*) from edit").fetchone()[0])

    @property
    def replica(self) -> str:
        """The file's own replica id."""
        row = self.connection.execute("select id from replica limit 1").fetchone()
        return str(row[0]) if row else ""

    def labels(self) -> tuple[Label, ...]:
        """The labels of their scheme."""
        return schemes.present(self.connection).labels

    def record(self, seq: int, names: Mapping[str, str]) -> records.Record:
        """The edit in this place of their log, by its present name, checked."""
        with self.read():
            found = records.read(self.connection, seq)
            self._check(found)
        name = names.get(f"{found.replica}:{found.number}", f"{found.replica}:{found.number}")
        changes = tuple(one._replace(parents=renamed(one.parents, names)) for one in found.changes)
        return found._replace(replica=name.partition(":")[0], changes=changes)

    def text(self, document: str) -> str | None:
        """The text with this content id, checked; None where it was withdrawn."""
        if document not in self._texts:
            if len(self._texts) > 200:
                self._texts.clear()
            self._texts[document] = self._read_text(document)
        return self._texts[document]

    def refuse_if_written(self) -> None:
        """Raise UserError if somebody wrote the file since it was opened and it is not known in which state
        it was read.
        """
        if not self._written[1] and backup.written(self.path) != self._written:
            raise UserError(
                f"{self.path.name} was written meanwhile.", hint="Close it there, and merge again."
            )

    @contextlib.contextmanager
    def read(self) -> Iterator[None]:
        """What SQLite and Python say about the file, in one sentence."""
        try:
            with explained(self.path):
                yield
        except (sqlite3.Error, RecursionError, OverflowError, UnicodeError) as error:
            raise self.refusal("It holds something that cannot be read.") from error

    def refusal(self, sentence: str) -> UserError:
        """Why nothing is taken from the file."""
        return UserError(
            f"{self.path.name} cannot be merged. {sentence}",
            hint="Nothing was taken from it. Ask whoever sent it to run: annotator check",
        )

    def _read_text(self, document: str) -> str | None:
        if not _CONTENT.fullmatch(document):
            raise self.refusal("A text has an impossible name.")
        row = self.connection.execute("select text from content where id = ?", (document,)).fetchone()
        if row is None or row[0] is None:
            return None
        if content_id(row[0]) != document or unusable(row[0]):
            raise self.refusal(f"The text {document[:12]} is not the text that was imported.")
        return str(row[0])

    def _check(self, one: records.Record) -> None:
        sound = (
            _REPLICA.fullmatch(one.replica)
            and 0 < one.number < 2**53
            and 0 <= one.clock <= self._edits + _FAST_CLOCK
            and len(one.title) <= _LONGEST_TITLE
            and 0 < len(one.author) <= 200
            and len(one.at) <= 40
            and len(one.changes) <= MOST_CHANGES
            and len({change.key for change in one.changes}) == len(one.changes)
        )
        if not sound:
            raise self.refusal("An edit has an impossible name, time, title or size.")
        for change in one.changes:
            self._check_change(change)

    def _check_change(self, change: records.Told) -> None:
        if change.kind not in TABLES:
            raise self.refusal(f"It holds a {change.kind[:20]}, which this version does not know.")
        if change.parents is not None and not _PARENTS.fullmatch(change.parents):
            raise self.refusal(f"A {change.kind} replaces something impossible.")
        text = self.text(change.document) if change.document else ""
        if change.body is None:
            return
        if len(change.body) > _LONGEST_BODY:
            raise self.refusal(f"A {change.kind} is too long.")
        try:
            entity = log.entity(change.key, change.body)
        except (UserError, TypeError, ValueError, AttributeError, KeyError, RecursionError) as error:
            raise self.refusal(f"A {change.kind} cannot be read.") from error
        if entity is not None and (said := merging.problem(entity, change.key, text)):
            raise self.refusal(said)


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Colleague]:
    """The file, checked as a whole: what it is, how large, its exact tables, that it is not damaged.

    A file of an older version is brought up to date in a copy. Raises UserError.
    """
    if not path.is_file():
        raise UserError(f"{path} does not exist.", hint="See whether it was moved or renamed.")
    if path.stat().st_size > LARGEST_BYTES:
        raise UserError(f"{path.name} is larger than any project.", hint="Ask who sent it for the original.")
    with contextlib.ExitStack() as held:
        held.enter_context(explained(path))
        connection = held.enter_context(contextlib.closing(_connected(path)))
        schema.refuse_foreign(connection, path.name)
        if schema.version(connection) < schema.VERSION:
            folder = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="annotator-")))
            connection = held.enter_context(contextlib.closing(_connected(_present(path, folder))))
        connection.execute("begin")
        if connection.execute("pragma quick_check(1)").fetchone()[0] != "ok":
            raise UserError(
                f"{path.name} is damaged.", hint="Nothing was taken from it. Ask who sent it for a backup."
            )
        yield Colleague(path, connection)


def authors(colleague: Colleague) -> dict[str, str]:
    """Names of authors by id, as their tables have them."""
    return dict(colleague.connection.execute("select id, name from author").fetchall())


def layers(colleague: Colleague) -> dict[str, Layer]:
    """Their layers by id."""
    rows = colleague.connection.execute("select id, name, author from layer")
    return {id: Layer(id, name, author) for id, name, author in rows}


def _connected(path: Path) -> sqlite3.Connection:
    connection = connect_to_read(path, leaving_nothing=True)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_CELL)
    return connection


def _present(path: Path, folder: Path) -> Path:
    """A copy of an older file that is up to date."""
    copy = folder / f"copy{SUFFIX}"
    backup.copy(path, copy)
    Database(copy).close()
    return copy
