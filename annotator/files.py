"""Writing a file whole or not at all, and what the disk says, in words."""

import contextlib
import errno
import os
import secrets
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from annotator.errors import UserError

_BUFFER = 1 << 20
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG} if hasattr(errno, "EDQUOT") else {errno.ENOSPC, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


@contextlib.contextmanager
def writing_whole(path: Path) -> Iterator[BinaryIO]:
    """A stream whose bytes stand at `path`, on the disk, when this returns without an error.

    Until then the file there, if any, stays as it is; after an error nothing is left behind. A device or a
    pipe is written as it comes. Raises UserError for what the disk or the folder will not do.
    """
    with explained(path):
        path = resolved(path)
        if path.is_dir():
            raise UserError(f"{path} is a folder.", hint="Name a file in it.")
        if not path.parent.is_dir():
            raise UserError(
                f"The folder {path.parent} does not exist.", hint="Make it first, or choose another."
            )
        if path.exists() and not stat.S_ISREG(path.stat().st_mode):
            with path.open("wb") as stream:
                yield stream
            return
        draft = path.with_name(f".{path.name[:80]}.{secrets.token_hex(4)}.part")
        try:
            with draft.open("xb", buffering=_BUFFER) as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            if path.exists():
                shutil.copymode(path, draft)
            draft.replace(path)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


def resolved(path: Path) -> Path:
    """Where the path leads, through every link; raises OSError for links that lead in a circle."""
    try:
        return path.resolve()
    except RuntimeError as error:  # what Python before 3.13 says of such links
        raise OSError(errno.ELOOP, "Links lead in a circle", str(path)) from error


def companions(project: Path) -> tuple[Path, ...]:
    """The files that stand beside a project's while it is open."""
    beside = (project.with_name(f"{project.name}-{end}") for end in ("wal", "shm", "journal"))
    return (*beside, project.with_name(f".{project.name}.lock"))


def shown(name: str | Path) -> str:
    """The name for people to read; bytes of it that are not UTF-8 become replacement characters."""
    return str(name).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


@contextlib.contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what the operating system says about `path` into a UserError."""
    try:
        yield
    except OSError as error:
        raise refusal(path, error) from error


def refusal(path: Path, error: OSError) -> UserError:
    """What the error means for `path`, as a sentence and what to do."""
    name = shown(path)
    if error.errno in _FULL:
        return UserError(
            f"There is no room left for {shown(path.name)}.", hint="Make room, then do it again."
        )
    if error.errno in _FORBIDDEN:
        return UserError(
            f"{name} may not be read or written here.", hint="Choose another folder, or ask for the right to."
        )
    if error.errno == errno.ENOENT:
        return UserError(f"{name} does not exist.", hint="See whether it was moved or renamed.")
    reason = error.strerror or str(error)
    return UserError(
        f"{name[:200]}: {reason[:1].lower()}{reason[1:]}.", hint="See whether the disk is there."
    )


def unwritable(error: UnicodeError) -> UserError:
    """What it means that words which came from outside cannot be written, as a sentence."""
    what = shown(ascii(error.object[:40])) if isinstance(error, UnicodeEncodeError) else str(error)
    return UserError(f"This name or argument is not UTF-8: {what}.", hint="Give it another name.")


def sync_folder(folder: Path) -> None:
    """Make a rename last through a power cut, where the system lets a folder be opened."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
