"""Tables: CSV and TSV, and what else goes by these names."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import mode
from typing import TYPE_CHECKING, Any, BinaryIO, Final

import msgspec

from annotator.domain.exchange import Incoming, Problem
from annotator.formats import ReadOptions, suffix_of
from annotator.formats.columns import Columns, guess
from annotator.formats.encodings import codec
from annotator.formats.lines import LONGEST, too_long
from annotator.formats.places import is_deep
from annotator.formats.rows import RowReader
from annotator.formats.table_lines import TableLines, TooLong

if TYPE_CHECKING:
    from _csv import Reader

_SAMPLE_LINES, _SAMPLE_ROWS = 200, 25
_LONGEST_NAME = 60
_NEVER_CLOSED: Final = "A quotation mark that is opened here is never closed."
_QUOTING: Final = {",": (True,), ";": (True,), "\t": (True, False), "|": (True, False)}
_STRUCTURED: Final = frozenset(("spans", "sentences", "opinions", "notes", "appearances", "headline", "meta"))


@dataclass(frozen=True, slots=True)
class Dialect:
    """What parts the cells, and whether quotation marks may hold them together."""

    delimiter: str
    quoted: bool = True


class Table:
    """Reads CSV, TSV and their kin; a first row of short names is the header."""

    name = "table"
    title = "CSV or TSV"
    suffixes = (".csv", ".tsv", ".tab")

    def read(self, stream: BinaryIO, file: str, options: ReadOptions) -> Iterator[Incoming | Problem]:
        """The rows of the stream; see `Importer`."""
        table = _Rows(stream, file, options.encoding)
        columns = options.columns or guess(table.names, table.sample())
        if not table.names:
            yield Problem(file, None, "There is nothing in it.")
            return
        if columns is None or columns.text not in table.names:
            names = ", ".join(table.names[:20])
            yield Problem(file, None, f"None of its columns is a text. It has: {names}.")
            return
        reader = RowReader(file, columns)
        for one in table.rows():
            if isinstance(one, Problem):
                yield one
            else:
                yield from reader.read(one[1], one[0])

    def columns(
        self, stream: BinaryIO, file: str, options: ReadOptions
    ) -> tuple[tuple[str, ...], Columns | None]:
        """The names of the columns, and which is what; see `HasColumns`."""
        table = _Rows(stream, file, options.encoding)
        return table.names, guess(table.names, table.sample())


importer = Table()


class _Rows:
    """The rows of one table: `names` of its columns first, then `rows` once."""

    def __init__(self, stream: BinaryIO, file: str, encoding: str) -> None:
        text = io.TextIOWrapper(stream, codec(encoding), errors="surrogateescape", newline="")
        self._file = file
        self._encoding = encoding
        self._lines = TableLines(text)
        self._first = self._lines.head(_SAMPLE_LINES)
        self._dialect = dialect_of(self._first, suffix_of(file))
        first = self.sample_rows()
        self._has_header = bool(first) and _is_header(first[0])
        cells = first[0] if first else []
        self.names = _names(cells if self._has_header else [""] * len(cells))

    def sample_rows(self) -> list[list[str]]:
        """The first rows, as far as they can be read."""
        return _parsed(self._first, self._dialect, _SAMPLE_ROWS)[0]

    def sample(self) -> list[dict[str, object]]:
        """The first rows below the header, by name."""
        return [self._named(row) for row in self.sample_rows()[self._has_header :]]

    def rows(self) -> Iterator[tuple[int, dict[str, Any]] | Problem]:
        """The rows below the header, each with the line in which it begins."""
        reader = _reader(self._lines, self._dialect)
        header, doubtful = self._has_header, False
        while True:
            line = self._lines.begin()
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                doubtful = self._lines.give_back()
                yield Problem(self._file, line, _sentence(error, doubtful))
                continue
            except TooLong:
                doubtful = self._lines.give_back(too_long=True)
                yield Problem(self._file, line, _NEVER_CLOSED) if doubtful else too_long(self._file, line)
                continue
            except UnicodeError:
                yield Problem(self._file, line, f"From here on it is not {self._encoding}.")
                return
            if header or not cells:
                header = header and not cells
                continue
            if doubtful and len(cells) < len(self.names):
                yield Problem(
                    self._file, line, "It may belong to the broken row above: it has too few cells."
                )
                continue
            doubtful = False
            yield self._checked(cells, line)

    def _checked(self, cells: list[str], line: int) -> tuple[int, dict[str, Any]] | Problem:
        if len(cells) > len(self.names):
            counts = f"{len(cells)} cells for {len(self.names)} columns"
            return Problem(self._file, line, f"It has {counts}: a cell may lack its quotation marks.")
        if not all(cell.isascii() or _is_whole(cell) for cell in cells):
            return Problem(self._file, line, f"It holds bytes that are not {self._encoding}.")
        return line, self._named(cells)

    def _named(self, cells: Sequence[str]) -> dict[str, Any]:
        return {
            name: _value(cell) if name in _STRUCTURED else cell
            for name, cell in zip(self.names, cells, strict=False)
            if cell
        }


def dialect_of(lines: Sequence[str], suffix: str) -> Dialect:
    """What parts the cells of these lines: whatever gives most rows the same number of cells, two or more."""
    is_tsv = suffix in (".tsv", ".tab")
    best, most = Dialect("\t" if is_tsv else ","), (0.0, 0.0)
    for delimiter in sorted(_QUOTING, key=lambda one: is_tsv and one != "\t"):
        for quoted in _QUOTING[delimiter]:
            score = _score(*_parsed(lines, Dialect(delimiter, quoted), _SAMPLE_LINES))
            if score > most:
                best, most = Dialect(delimiter, quoted), score
    return best


def _score(rows: Sequence[Sequence[str]], broken: int) -> tuple[float, float]:
    """The share of rows with the usual number of cells; then how few cells begin as words in a sentence."""
    counts = [len(row) for row in rows]
    usual = mode(counts) if counts else 1
    if usual < 2:
        return 0.0, 0.0
    spaced = sum(cell.lstrip('"').startswith(" ") for row in rows for cell in row[1:]) / sum(counts)
    return counts.count(usual) / (len(counts) + broken), -spaced


def _parsed(lines: Iterable[str], dialect: Dialect, limit: int) -> tuple[list[list[str]], int]:
    """The rows that are not empty, and how many could not be read."""
    reader = _reader(iter(lines), dialect)
    rows: list[list[str]] = []
    broken = 0
    while len(rows) + broken < limit:
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error:
            broken += 1
            continue
        if cells:
            rows.append(cells)
    return rows, broken


def _reader(lines: Iterator[str], dialect: Dialect) -> "Reader":
    csv.field_size_limit(LONGEST)
    if dialect.quoted:
        return csv.reader(lines, delimiter=dialect.delimiter, strict=True)
    return csv.reader(lines, delimiter=dialect.delimiter, quoting=csv.QUOTE_NONE)


def _is_header(cells: Sequence[str]) -> bool:
    named = [cell.strip() for cell in cells if cell.strip()]
    return len(set(named)) == len(named) > 0 and all(len(name) <= _LONGEST_NAME for name in named)


def _names(cells: Sequence[str]) -> tuple[str, ...]:
    """A name for each column, none twice."""
    names: dict[str, None] = {}
    for number, cell in enumerate(cells, 1):
        name = cell.strip() or f"column {number}"
        names[name if name not in names else f"{name} ({number})"] = None
    return tuple(names)


def _is_whole(cell: str) -> bool:
    try:
        cell.encode()
    except UnicodeEncodeError:
        return False
    return True


def _value(cell: str) -> object:
    """A cell that holds a list or an object as JSON."""
    if cell[0] in "[{":
        try:
            value = msgspec.json.decode(cell)
        except (msgspec.MsgspecError, RecursionError):
            return cell
        return cell if is_deep(value) else value
    return cell


def _sentence(error: csv.Error, goes_on: bool) -> str:
    """What the error means for the row; `goes_on` says that the lines after its first are read again."""
    words = str(error)
    if "end of data" in words:
        return _NEVER_CLOSED if goes_on else f"{_NEVER_CLOSED[:-1]}; nothing after it was read."
    if "field limit" in words:
        return f"A cell is longer than {LONGEST >> 20} MB; a quotation mark may not be closed."
    return f"It is no row of a table: {words}."
