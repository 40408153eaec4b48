"""Plain text: one file, one article."""

from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO

from annotator.domain.exchange import Incoming, Problem, appearance
from annotator.domain.text import paragraphs, unusable
from annotator.formats import ReadOptions
from annotator.formats.encodings import codec
from annotator.formats.lines import LONGEST, too_long

_LONGEST_TITLE = 120


class PlainText:
    """Reads a text file: the text as it is, line ends and all."""

    name = "text"
    title = "Plain text"
    suffixes = (".txt",)

    def read(self, stream: BinaryIO, file: str, options: ReadOptions) -> Iterator[Incoming | Problem]:
        """One document, named after the file; see `Importer`."""
        data = stream.read(LONGEST + 1)
        if len(data) > LONGEST:
            yield too_long(file, None)
            return
        try:
            text = data.decode(codec(options.encoding))
        except UnicodeDecodeError as error:
            byte, line = data[error.start], data.count(b"\n", 0, error.start) + 1
            yield Problem(
                file,
                line,
                f"It is not {options.encoding}: byte 0x{byte:02x} at {error.start} cannot stand there.",
            )
            return
        if (why := unusable(text)) is not None:
            yield Problem(file, None, why)
            return
        headline = headline_of(text)
        title = text[slice(*headline)] if headline else ""
        yield Incoming(text, (appearance(text, title=title, ref=PurePath(file).name, headline=headline),))


importer = PlainText()


def headline_of(text: str) -> tuple[int, int] | None:
    """The range of the first line, where it is short and followed by more text."""
    lines = ((start, end) for start, end in paragraphs(text) if text[start:end].strip())
    first = next(lines, None)
    if first is None or next(lines, None) is None:
        return None
    start, end = first
    line = text[start:end]
    start += len(line) - len(line.lstrip())
    end -= len(line) - len(line.rstrip())
    return (start, end) if end - start <= _LONGEST_TITLE else None
