"""A copy of a project that is known to be good."""

import contextlib
import os
import sqlite3
from pathlib import Path

from annotator.errors import UserError
from annotator.storage.database import connect_to_read, explained, lock

_COUNTED = ("edit", "change", "content", "document", "span")


def copy(source: Path, target: Path) -> None:
    """Copy one consistent state of the project, check the copy, and only then let it appear at `target`.

    The project may be open and written meanwhile. Raises UserError where the disk says no or the copy is
    not good; then whatever `target` was is still there.
    """
    if not target.parent.is_dir():
        raise UserError(
            f"The folder {target.parent} does not exist.", hint="Make it first, or choose another."
        )
    unfinished = target.with_name(f".{target.name}.part")
    before = written(source)
    with explained(source), contextlib.closing(connect_to_read(source, leaving_nothing=True)) as reader:
        reader.execute("begin")
        try:
            with contextlib.closing(sqlite3.connect(unfinished)) as writer:
                reader.backup(writer)
                writer.execute("pragma journal_mode = delete")
                _check(reader, writer, target)
            if not before[1] and written(source) != before:
                raise UserError(f"{source.name} was written meanwhile.", hint="Do it again.")
            _sync(unfinished)
            _put(unfinished, target)
        except OSError as error:
            raise UserError(f"{target.name} cannot be written: {error.strerror}.") from error
        finally:
            unfinished.unlink(missing_ok=True)


def edits(path: Path) -> int:
    """The time of the log, which every edit and every merge puts on: the same time, the same content."""
    with explained(path), contextlib.closing(connect_to_read(path, leaving_nothing=True)) as reader:
        return int(reader.execute("select coalesce(max(clock), 0) from edit").fetchone()[0])


def written(path: Path) -> tuple[tuple[int, int, int] | None, bool]:
    """When a file was last written, and whether it has a journal: as long as this is the same,
    what was read of a file that had none is one state of it.
    """
    with contextlib.suppress(FileNotFoundError):
        found = path.stat()
        return (found.st_ino, found.st_size, found.st_mtime_ns), path.with_name(f"{path.name}-wal").exists()
    return None, False


def _check(reader: sqlite3.Connection, writer: sqlite3.Connection, target: Path) -> None:
    sound = writer.execute("pragma quick_check(1)").fetchone()[0] == "ok"
    for table in _COUNTED:
        count = f"select count(*) from {table}"
        sound = sound and reader.execute(count).fetchone() == writer.execute(count).fetchone()
    if not sound:
        raise UserError(f"The copy {target.name} did not come out right.", hint="Copy it to another disk.")


def _put(unfinished: Path, target: Path) -> None:
    """Put the file in the place of another, whose journal must not be played over it."""
    held = lock(target)
    try:
        for journal in (f"{target.name}-wal", f"{target.name}-shm"):
            target.with_name(journal).unlink(missing_ok=True)
        unfinished.replace(target)
    finally:
        held.release()
        Path(held.lock_file).unlink(missing_ok=True)


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
