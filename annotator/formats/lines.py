"""Lines of a stream, split at line feeds and at nothing else, and no more of one in memory than is sane."""

import io
from collections.abc import Callable, Iterator
from typing import BinaryIO

from annotator.domain.exchange import Problem
from annotator.formats.encodings import codec

LONGEST = 32 << 20  # bytes, and characters of a CSV cell; no article comes near it
_PIECE = 1 << 20
_UTF8_MARK = b"\xef\xbb\xbf"


def too_long(file: str, line: int | None) -> Problem:
    """What to say of a line, or a file that is one text, that is longer than LONGEST."""
    return Problem(file, line, f"This is longer than {LONGEST >> 20} MB, which no article is.")


def lines(stream: BinaryIO, file: str, encoding: str) -> Iterator[tuple[int, bytes] | Problem]:
    """The lines, counted from 1, as UTF-8 without their line feeds; a line that is too long is a Problem.

    Bytes that the encoding does not know arrive as bytes that are not UTF-8.
    """
    utf8 = codec(encoding) == "utf-8-sig"
    read = stream.readline if utf8 else _transcoding(stream, codec(encoding))
    number = 0
    while True:
        number += 1
        try:
            line = read(LONGEST + 1)
        except UnicodeError:
            yield Problem(file, number, f"From here on it is not {encoding}; nothing after it was read.")
            return
        if not line:
            return
        if len(line) > LONGEST and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):
                line = read(_PIECE)
            yield too_long(file, number)
            continue
        if number == 1:
            line = line.removeprefix(_UTF8_MARK)
        yield number, line.removesuffix(b"\n")


def _transcoding(stream: BinaryIO, encoding: str) -> Callable[[int], bytes]:
    """Reads lines of another encoding as UTF-8."""
    text = io.TextIOWrapper(stream, encoding, errors="surrogateescape", newline="\n")
    return lambda size: text.readline(size).encode("utf-8", "surrogateescape")
