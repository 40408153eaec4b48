"""XML that nobody has to trust, element by element: what the formats of XML read with.

Nothing is fetched and no entity is expanded but those of characters; a file that declares entities is
refused, as a few lines of them can grow to gigabytes. One element is in memory at a time, and no more of
it than is sane. Where the XML breaks, the reader goes on at the next element of a kind that it was told.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Final
from xml.parsers import expat

from annotator.formats.xml_text import utf8_pieces
from annotator.formats.xml_tree import Bomb, Names, Refused, TreeBuilder
from annotator.formats.xml_tree import Element as Element

_LONGEST_TAG: Final = 4 << 20  # bytes; of a comment and the like too, which expat keeps until they end
_LONGEST_START: Final = 100  # of a start tag's name, with its prefix


@dataclass(frozen=True, slots=True)
class Fault:
    """Where the XML is broken or refused, in a sentence; `skipped` tells whether something was left out."""

    line: int | None
    message: str
    skipped: bool = True


def elements(
    stream: IO[bytes], whole: Callable[[Names], bool], restart: Sequence[str]
) -> Iterator[Element | Fault]:
    """The outermost elements whose path of names, from the root on, is `whole`, one by one.

    After a fault the reader goes on at the next start tag with one of the names in `restart`.
    """
    notices: list[str] = []
    reader = _Reader(whole, restart)
    for piece in utf8_pieces(stream, notices.append):
        yield from (Fault(None, notice, skipped=False) for notice in notices)
        notices.clear()
        yield from reader.feed(piece)
        if reader.refused:
            return
    yield from reader.end()


class _Reader:
    """Feeds pieces of UTF-8 to parsers: one, and another one after each fault."""

    def __init__(self, whole: Callable[[Names], bool], restart: Sequence[str]) -> None:
        names = "|".join(re.escape(name) for name in restart)
        self._restart = re.compile(rf"<(?:[\w.-]+:)?(?:{names})(?=[\s/>])".encode())
        self._tree = TreeBuilder(whole, lambda: self._line_of(self._parser.CurrentLineNumber))
        self._line = 1  # the line in which the parser's input begins, and how much of it there was
        self._fed = 0
        self._parser = self._new_parser()
        self._sought: bytes | None = None  # after a fault: the end of what was looked through
        self.refused = False

    def feed(self, piece: bytes) -> Iterator[Element | Fault]:
        """The elements that end in this piece."""
        rest: bytes | None = piece
        while rest and not self.refused:
            rest = self._seek(rest) if self._sought is not None else rest
            if not rest:
                return
            fault, rest = self._parse(rest)
            yield from self._done()
            if fault is not None:
                yield fault

    def end(self) -> Iterator[Element | Fault]:
        """What is left to say when all is read."""
        if self._sought is not None:
            return
        within, found = self._tree.is_within, bool(self._tree.home)
        try:
            self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            line = self._line_of(error.lineno)
            if not self._tree.stack:
                yield Fault(None, "There is no XML element in it.")
            elif within or not found:
                yield Fault(line, "It ends in the midst of an element.")
            else:
                yield Fault(line, "It ends early: not all elements are closed.", skipped=False)

    def _parse(self, data: bytes) -> tuple[Fault | None, bytes]:
        """Feed the parser; what went wrong, and what is to be read after that."""
        parser = self._parser
        try:
            parser.Parse(data, False)
        except expat.ExpatError as error:
            why = expat.ErrorString(error.code) or "it is broken"
            return self._fault(f"It is no well-formed XML: {why}.", data, parser.ErrorByteIndex, error.lineno)
        except Refused as error:
            self.refused = isinstance(error, Bomb)
            return self._fault(str(error), data, parser.CurrentByteIndex, parser.CurrentLineNumber)
        self._fed += len(data)
        if self._fed - parser.CurrentByteIndex > _LONGEST_TAG:
            message = f"A tag or a comment is longer than {_LONGEST_TAG >> 20} MB."
            return self._fault(message, b"", self._fed, parser.CurrentLineNumber)
        return None, b""

    def _fault(self, message: str, data: bytes, index: int, line: int) -> tuple[Fault, bytes]:
        """Give the parser up at this index of its input; what follows in `data` is to be looked through."""
        self._line = self._line_of(line)
        at = min(max(index - self._fed, 0), len(data))
        self._sought = data[at : at + 1]
        return Fault(self._line, message), data[at + 1 :]

    def _seek(self, data: bytes) -> bytes:
        """The data from the next start tag on at which to go on, with a new parser for it; empty if none."""
        data = (self._sought or b"") + data
        found = self._restart.search(data, 1)
        at = found.start() if found else max(len(data) - _LONGEST_START, 0)
        self._line += data.count(b"\n", 0, at)
        if found is None:
            self._sought = data[at:]
            return b""
        self._sought = None
        self._parser = self._new_parser()
        return data[at:]

    def _new_parser(self) -> expat.XMLParserType:
        """A parser that stands where the last whole element began."""
        tree = self._tree
        tree.stack = list(tree.home)
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.specified_attributes = True
        parser.UseForeignDTD(True)  # so that an entity that nobody declared is passed over, and no error
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        before = "".join(f"<{one.raw}>" for one in tree.stack).encode()
        self._fed = len(before)
        parser.Parse(before, False)
        parser.StartElementHandler = tree.start
        parser.EndElementHandler = tree.end
        parser.CharacterDataHandler = tree.text
        parser.SkippedEntityHandler = tree.entity
        parser.EntityDeclHandler = tree.declared
        return parser

    def _line_of(self, line: int) -> int:
        return self._line + line - 1

    def _done(self) -> list[Element]:
        done, self._tree.done = self._tree.done, []
        return done
