"""JSON objects wherever they stand: in one list, one after the other, or alone; one at a time in memory."""

import io
import re
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, Final

from annotator.domain.exchange import Problem
from annotator.formats.encodings import codec
from annotator.formats.json_lines import decoded, objects
from annotator.formats.lines import LONGEST, too_long

_PIECE: Final = 1 << 20
_BETWEEN: Final = b" \t\r\n,"
_BRACKETS: Final = re.compile(rb'["\[\]{}]')
_AND_COMMAS: Final = re.compile(rb'["\[\]{},]')
_IN_STRING: Final = re.compile(rb'["\\]')
_UTF8_MARK: Final = b"\xef\xbb\xbf"
_OPEN, _CLOSE, _QUOTE, _ESCAPE, _COMMA = b"{[", b"}]", ord('"'), ord("\\"), ord(",")


def objects_within(
    stream: BinaryIO, file: str, encoding: str
) -> Iterator[tuple[int, dict[str, Any]] | Problem]:
    """The objects of the list that the file is, or those that it holds, each with the line it begins in."""
    nothing = True
    try:
        for one in _Pieces(file).read(stream, encoding):
            nothing = False
            if isinstance(one, Problem):
                yield one
            else:
                found = decoded(one[1], encoding)
                yield Problem(file, one[0], found) if isinstance(found, str) else (one[0], found)
    except UnicodeError:
        yield Problem(file, None, f"It is not {encoding}; what could be read came in.")
        return
    if nothing:
        yield Problem(file, None, "There is nothing in it.")


def json_rows(stream: BinaryIO, file: str, encoding: str) -> Iterator[tuple[int, dict[str, Any]] | Problem]:
    """The objects of a file: lines, of which a broken one costs only itself, or what a `.json` may hold."""
    read = objects_within if file.lower().endswith(".json") else objects
    return read(stream, file, encoding)


def first_object(head: bytes) -> dict[str, Any] | None:
    """What the first object says of a file that begins with `head`, as far as that goes; None where the file
    begins with something else.
    """
    data = head.removeprefix(_UTF8_MARK).lstrip()
    if data[:1] == b"[":
        data = data[1:].lstrip()
    if data[:1] != b"{":
        return None
    found = decoded(_closed(data), "utf-8")
    return None if isinstance(found, str) else found


def _closed(data: bytes) -> bytes:
    """The object at the beginning of the data; where its end is not there, the members that are whole."""
    scanner = _Scanner(_AND_COMMAS)
    last = 1
    for at, mark in scanner.marks(data):
        if scanner.depth == 0:
            return data[: at + 1]
        if scanner.depth == 1 and mark == _COMMA:
            last = at
    return data[:last] + b"}"


class _Scanner:
    """Follows JSON from one piece of bytes to the next; `depth` is that of the open brackets."""

    def __init__(self, pattern: re.Pattern[bytes]) -> None:
        self.depth = 0
        self._pattern = pattern
        self._in_string = False
        self._skip = 0

    def marks(self, data: bytes) -> Iterator[tuple[int, int]]:
        """Where marks of the pattern stand outside of strings, and which; the depth is that behind them."""
        at = self._skip
        while found := (_IN_STRING if self._in_string else self._pattern).search(data, at):
            at = found.end()
            mark = data[found.start()]
            if mark == _ESCAPE:
                at += 1
            elif mark == _QUOTE:
                self._in_string = not self._in_string
            else:
                self.depth += (mark in _OPEN) - (mark in _CLOSE)
                yield found.start(), mark
        self._skip = max(0, at - len(data))


class _Pieces:
    """The objects of a file as bytes, one after the other."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._scanner = _Scanner(_BRACKETS)
        self._base = 0  # the depth between objects
        self._line = self._begin = 1
        self._kept: list[bytes] = []
        self._size = 0
        self._inside = False

    def read(self, stream: BinaryIO, encoding: str) -> Iterator[tuple[int, bytes] | Problem]:
        """Each object with its line, and what else there is; raises UnicodeError."""
        read = _reader(stream, encoding)
        begun = False
        while data := read(_PIECE):
            if not begun:
                data = data.removeprefix(_UTF8_MARK)
                self._base = int(data.lstrip()[:1] == b"[")
                begun = bool(data.strip())
            yield from self._objects(data)
            if self._scanner.depth < 0 or (self._base and begun and not self._scanner.depth):
                return
        if self._inside:
            yield Problem(self._file, self._begin, "The file ends within the object that begins here.")
        elif self._base:
            yield Problem(self._file, self._line, "The file ends before its list does.")

    def _objects(self, data: bytes) -> Iterator[tuple[int, bytes] | Problem]:
        start = 0
        for at, mark in self._scanner.marks(data):
            depth = self._scanner.depth
            if depth < self._base or depth < 0:
                yield from self._gap(data[start:at])
                return
            if self._base and depth == 1 and mark in _OPEN and not self._inside:
                start = at + 1
            elif depth == self._base + 1 and mark in _OPEN:
                yield from self._gap(data[start:at])
                start, self._begin, self._inside = at, self._line, True
            elif depth == self._base and mark in _CLOSE:
                self._keep(data[start : at + 1])
                yield self._taken()
                start = at + 1
        if self._inside:
            self._keep(data[start:])
        else:
            yield from self._gap(data[start:])

    def _gap(self, data: bytes) -> Iterator[Problem]:
        """What stands between objects, which should be next to nothing."""
        if data.strip(_BETWEEN):
            yield Problem(self._file, self._line, "What stands here is no JSON object; it was left out.")
        self._line += data.count(b"\n")

    def _keep(self, data: bytes) -> None:
        self._line += data.count(b"\n")
        self._size += len(data)
        if self._size > LONGEST:
            self._kept.clear()
        else:
            self._kept.append(data)

    def _taken(self) -> tuple[int, bytes] | Problem:
        size, data = self._size, b"".join(self._kept)
        self._kept.clear()
        self._size, self._inside = 0, False
        return too_long(self._file, self._begin) if size > LONGEST else (self._begin, data)


def _reader(stream: BinaryIO, encoding: str) -> Callable[[int], bytes]:
    """Reads pieces of the stream as UTF-8."""
    if codec(encoding) == "utf-8-sig":
        return stream.read
    text = io.TextIOWrapper(stream, codec(encoding), errors="surrogateescape", newline="")
    return lambda size: text.read(size).encode("utf-8", "surrogateescape")
