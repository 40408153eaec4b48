"""The lines of a table, which can be read again: a row that swallowed too many gives them back."""

import io
from collections import deque
from collections.abc import Iterator, Sequence

from annotator.formats.lines import LONGEST

_MOST_AGAIN = 4 * LONGEST  # characters; who gives back more has no table


class TooLong(Exception):
    """A line that no table has; the next one can be read."""


class TableLines(Iterator[str]):
    """Lines with their ends. `number` is that of the last one read, `row` holds those since `begin`."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        """Read from this stream, which keeps line ends as they are."""
        self._text = text
        self._ahead: deque[str | None] = deque()  # None is a line that is too long
        self._error: UnicodeError | None = None
        self._again = 0
        self.number = 0
        self.row: list[str] = []

    def head(self, count: int) -> list[str]:
        """The first lines, up to one that is too long or broken; they are still to be read."""
        while len(self._ahead) < count and self._error is None:
            try:
                line = self._read()
            except UnicodeError as error:
                self._error = error
                break
            if line == "":
                break
            self._ahead.append(line)
        whole = [line for line in self._ahead if line is not None]
        return whole if None not in self._ahead else whole[: self._ahead.index(None)]

    def begin(self) -> int:
        """Begin a row; the number of its first line."""
        self.row.clear()
        return self.number + 1

    def give_back(self, *, too_long: bool = False) -> bool:
        """Let all lines of the row but its first be read again, and the long one behind them; False where
        there are none, or where too much was read again already.
        """
        lines: Sequence[str | None] = [*self.row[1:], *([None] if too_long and self.row else [])]
        self._again += sum(map(len, self.row[1:]))
        if not lines or self._again > _MOST_AGAIN:
            return False
        self._ahead.extendleft(reversed(lines))
        self.number -= len(lines)
        return True

    def __next__(self) -> str:
        """The next line; raises TooLong, or UnicodeError from where on nothing can be read."""
        if not self._ahead and self._error is not None:
            raise self._error
        line = self._ahead.popleft() if self._ahead else self._read()
        if line == "":
            raise StopIteration
        self.number += 1
        if line is None:
            raise TooLong
        self.row.append(line)
        return line

    def _read(self) -> str | None:
        line = self._text.readline(LONGEST + 1)
        if len(line) <= LONGEST:
            return line
        while line and not line.endswith(("\n", "\r")):
            line = self._text.readline(LONGEST + 1)
        return None
