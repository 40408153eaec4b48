"""One file, one writing connection under a lock, and a read-only connection for each reading thread."""

import contextlib
import functools
import inspect
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from filelock import FileLock, Timeout

from annotator.errors import UserError
from annotator.storage import places, schema

_T = TypeVar("_T")
_BUSY_SECONDS = 5.0
_PRAGMAS = ("foreign_keys = on", "trusted_schema = off", "cell_size_check = on", "mmap_size = 0")


class OnlyReadable(UserError):
    """The project cannot be written here and now; it can be opened read-only."""


class OpenElsewhere(OnlyReadable):
    """The project is being written by another program."""


class _Reading:
    """A thread's connection, closed as soon as the thread is over instead of some time later."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def __del__(self) -> None:
        self.connection.close()


class Database:
    """The connections to one project file. Raises UserError for what the file or the disk will not do."""

    def __init__(self, path: Path, *, new: bool = False, read_only: bool = False) -> None:
        """Open `path`; a new file is made, with its tables, only if `new`."""
        self.path = path = path.resolve()
        self.read_only = read_only
        self._local = threading.local()
        self._is_closed = False
        self._write_lock = threading.RLock()
        self._writer: sqlite3.Connection | None = None
        self._file_lock: FileLock | None = None
        with explained(path):
            if not read_only:
                self._open_writer(new)
            self._place = _place(path)
            try:
                schema.refuse_foreign(self.reader, path.name)
                schema.refuse_older(self.reader, path.name)
            except BaseException:
                self.close()
                raise

    def _open_writer(self, new: bool) -> None:
        if places.is_network(self.path):
            raise OnlyReadable(
                f"{self.path.name} lies on a network share, where labels could be lost.",
                hint="Copy it to this computer and work there, or open it read-only.",
            )
        self._file_lock = lock(self.path)
        try:
            if not new:
                self._refuse_before_writing()
            self._writer = sqlite3.connect(
                self.path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
            if new:
                self._writer.execute("pragma page_size = 16384")
            for pragma in ("journal_mode = wal", "synchronous = full", *_PRAGMAS[1:]):
                self._writer.execute(f"pragma {pragma}")
            schema.prepare(self._writer)
            self._writer.execute("pragma foreign_keys = on")
        except BaseException:
            self.close()
            raise

    def _refuse_before_writing(self) -> None:
        with contextlib.closing(connect_to_read(self.path)) as connection:
            schema.refuse_foreign(connection, self.path.name)

    @property
    def reader(self) -> sqlite3.Connection:
        """This thread's own read-only connection, which ends with the thread."""
        held: _Reading | None = getattr(self._local, "reading", None)
        if held is None:
            self._refuse_if_closed()
            held = self._local.reading = _Reading(connect_to_read(self.path))
        return held.connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction that takes the write lock at once; it is on the disk when this returns.

        Raises UserError where the disk or another program says no; then nothing is written.
        """
        with self._write_lock, explained(self.path):
            self._refuse_if_closed()
            if self._writer is None:
                raise UserError(f"{self.path.name} is open read-only.", hint="Save a copy and work on that.")
            self._refuse_if_moved()
            self._writer.execute("begin immediate")
            try:
                yield self._writer
                self._writer.execute("commit")
            except BaseException:
                if self._writer.in_transaction:
                    self._writer.execute("rollback")
                raise

    def close(self) -> None:
        """Let go of the file, leaving one single file behind; waits for a transaction of another thread.

        A connection that another thread reads through lives until that thread lets go of it.
        """
        with self._write_lock:
            self._is_closed = True
            if hasattr(self._local, "reading"):
                del self._local.reading
            if self._writer is not None:
                with contextlib.suppress(sqlite3.OperationalError):  # a reader may keep the WAL alive
                    self._writer.execute("pragma wal_checkpoint(truncate)")
                self._writer.close()
                self._writer = None
            if self._file_lock is not None:
                self._file_lock.release()
                self._file_lock = None

    def _refuse_if_closed(self) -> None:
        if self._is_closed:
            raise UserError(f"{self.path.name} was closed meanwhile.", hint="Open it and do it again.")

    def _refuse_if_moved(self) -> None:
        if _place(self.path) != self._place:
            raise UserError(
                f"{self.path.name} was moved, deleted or replaced while it was open.",
                hint="What you saw saved is in the moved file. Put it back, or open it where it is now.",
            )


def lock(path: Path) -> FileLock:
    """The lock that the one writer of a project holds; raises OnlyReadable where it cannot be had."""
    refusal = OnlyReadable(
        f"{path.name} cannot be written.",
        hint="Ask for the right to write it and its folder, or only read it.",
    )
    if path.exists() and not os.access(path, os.W_OK):
        raise refusal
    held = FileLock(path.with_name(f".{path.name}.lock"))
    try:
        held.acquire(timeout=0)
    except Timeout:
        raise OpenElsewhere(
            f"{path.name} is open in another window or program.",
            hint="Go on there, or open it here read-only.",
        ) from None
    except OSError as error:
        raise refusal from error
    return held


def connect_to_read(path: Path, *, leaving_nothing: bool = False) -> sqlite3.Connection:
    """A read-only connection; in a folder that cannot be written, a finished file is read as it is.

    So it is with `leaving_nothing`, as a reader makes a journal that it may not remove: nobody who begins to
    write then is noticed, which is the caller's affair. A file that has a journal is read with it.
    """
    name = "file:" + quote(os.fsencode(path.resolve()))  # a name may hold bytes that are no UTF-8
    lonely = not os.access(path.parent, os.W_OK)
    is_open = path.with_name(path.name + "-wal").exists()
    if lonely and is_open:
        raise UserError(
            f"{path.name} was not closed, and its folder cannot be written.",
            hint="Copy it with the files beside it to a folder of yours, and open it there.",
        )
    connection = sqlite3.connect(
        f"{name}?mode=ro{'&immutable=1' if lonely or (leaving_nothing and not is_open) else ''}",
        uri=True,
        timeout=_BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        for pragma in ("query_only = on", *_PRAGMAS):
            connection.execute(f"pragma {pragma}")
        connection.execute("select count(*) from sqlite_schema").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _place(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


_SENTENCES = {
    "SQLITE_NOTADB": ("{name} is not an Annotator project.", "Open a file that ends in .annot."),
    "SQLITE_CORRUPT": (
        "{name} is damaged.",
        "Nothing more was written to it. Open a backup or a colleague's copy.",
    ),
    "SQLITE_FULL": ("The disk is full.", "What you saw saved is safe. Make room, then do it again."),
    "SQLITE_READONLY": ("{name} cannot be written.", "Open it read-only, or save a copy elsewhere."),
    "SQLITE_CANTOPEN": ("{name} cannot be opened.", "See whether the file is there and may be read."),
    "SQLITE_BUSY": ("Another program is writing {name}.", "Wait a moment, then do it again."),
    "SQLITE_IOERR": (
        "The disk of {name} does not answer.",
        "What you saw saved is safe. Look after the disk.",
    ),
    "SQLITE_PERM": ("{name} may not be opened.", "Ask for the right to read and write it."),
}


@contextlib.contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite says about the file or the disk into a UserError; what is our own fault passes."""
    try:
        yield
    except sqlite3.Error as error:
        code = str(getattr(error, "sqlite_errorname", ""))
        found = next((words for start, words in _SENTENCES.items() if code.startswith(start)), None)
        if found is None:
            raise
        sentence, hint = found
        raise UserError(sentence.format(name=path.name), hint=hint) from error


def explains(cls: type[_T]) -> type[_T]:
    """Have every public method of a class with a `path` say what SQLite says as a UserError.

    Methods that are generators see to it themselves.
    """
    for name, method in list(vars(cls).items()):
        if (
            inspect.isfunction(method)
            and not name.startswith("_")
            and not inspect.isgeneratorfunction(method)
        ):
            setattr(cls, name, _explaining(method))
    return cls


def _explaining(method: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(method)
    def explaining(self: Any, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401
        with explained(self.path):
            return method(self, *arguments, **named)

    return explaining
