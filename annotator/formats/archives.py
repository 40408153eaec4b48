"""Zip archives: read a member at a time, with nothing unpacked to the disk, and written the same whenever."""

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from types import TracebackType
from typing import BinaryIO, Final

from annotator.domain.exchange import AnnotatedDocument, Problem
from annotator.formats.lines import LONGEST, too_long

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_MAGIC: Final = b"PK\x03\x04"
_NAME_AT, _LENGTH_AT = 30, 26
_BROKEN: Final = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError),
    *(RuntimeError, NotImplementedError, ValueError, LookupError, struct.error),
)


class ZipWriter:
    """Writes members into a stream, which need not be seekable; used with `with`."""

    def __init__(self, out: BinaryIO) -> None:
        """`out` is the caller's to close."""
        self._zip = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED)

    def add(self, name: str, content: str | bytes) -> None:
        """Add a member: text as UTF-8."""
        info = zipfile.ZipInfo(name, _EPOCH)
        info.compress_type = zipfile.ZIP_DEFLATED
        info.create_system = 3
        info.external_attr = 0o644 << 16
        self._zip.writestr(info, content)

    def __enter__(self) -> "ZipWriter":
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Write the list of members, which makes it an archive."""
        self._zip.close()


class ZipReader:
    """The members of an archive that can be read; raises ValueError where the stream is none."""

    def __init__(self, stream: BinaryIO) -> None:
        """`stream` is the caller's to close."""
        try:
            self._zip = zipfile.ZipFile(stream)
            self.names = [one.filename for one in self._zip.infolist() if not one.is_dir()]
        except _BROKEN as error:
            raise ValueError(str(error)) from error
        self._known = frozenset(self.names)

    def __contains__(self, name: str) -> bool:
        """Whether there is a member of this name."""
        return name in self._known

    def read(self, name: str, file: str) -> bytes | Problem:
        """The member's bytes, no more than a text may have; a problem of `file` where it is broken."""
        try:
            with self._zip.open(name) as member:
                content = member.read(LONGEST + 1)
        except _BROKEN:
            return Problem(file, None, "It cannot be unpacked.")
        return too_long(file, None) if len(content) > LONGEST else content


def numbered(count: int, one: AnnotatedDocument) -> str:
    """A name for the document's file, of plain letters, that no two documents share and that keeps order."""
    ref = PurePosixPath(one.document.first.ref or one.document.id[:12]).name
    letters = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in ref)
    return f"{count:06d}-{letters[:60]}"


def is_zip(head: bytes) -> bool:
    """Whether a file that begins so is an archive."""
    return head.startswith(_MAGIC)


def first_names(head: bytes) -> Iterator[str]:
    """The names of the members that begin within `head`."""
    at = head.find(_MAGIC)
    while at >= 0 and len(head) >= at + _NAME_AT:
        length = int.from_bytes(head[at + _LENGTH_AT : at + _LENGTH_AT + 2], "little")
        yield head[at + _NAME_AT : at + _NAME_AT + length].decode("utf-8", "replace")
        at = head.find(_MAGIC, at + _NAME_AT)
