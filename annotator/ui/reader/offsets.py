"""Text laid out by Qt, spoken to in code points: the one place that knows Qt's positions, UTF-16 units.

Nothing is ever read back from Qt. It is given a display string that has a stand-in of the same length for
each character it would drop, take for its own, or draw as something else.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QTextLayout, QTextLine, QTextOption

from annotator.domain.text import Utf16Map, grapheme_end, grapheme_start

_INVISIBLE: Final = "\u2060"
_VISIBLE: Final = "\ufffd"
_STAND_INS: Final = {
    **dict.fromkeys([*range(0x00, 0x09), *range(0x0A, 0x20), *range(0x7F, 0xA0)], _VISIBLE),
    **dict.fromkeys([0x2028, 0x2029, 0xFFFC, 0xFFFE, 0xFFFF, *range(0xFDD0, 0xFDF0)], _VISIBLE),
    0xFEFF: _INVISIBLE,
}
_STRANGE: Final = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufeff\ufffc\ufffe\uffff]")
_RIGHT_TO_LEFT: Final = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_FIRST_CHARACTERS: Final = 200


@dataclass(frozen=True, slots=True)
class TextLine:
    """Code points [start, end) of one line, and how far its letters reach, without a space at its end."""

    start: int
    end: int
    left: float
    right: float


def display(text: str) -> str:
    """What Qt is given to draw `text`: as many UTF-16 units, each standing where the text's own stands."""
    return text.translate(_STAND_INS) if _STRANGE.search(text) else text


def is_right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction is written from right to left."""
    for character in text[:_FIRST_CHARACTERS]:
        direction = unicodedata.bidirectional(character)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


class LaidText:
    """A paragraph broken into lines of one width; `start` is its offset in the document."""

    def __init__(self, text: str, start: int, font: QFont, width: float) -> None:
        """Breaks the lines; they all lie at the top until they are placed."""
        self._text = text
        self._start = start
        self.width = width
        self._map = Utf16Map(text)
        self._is_mixed = _RIGHT_TO_LEFT.search(text) is not None
        self.is_right_to_left = self._is_mixed and is_right_to_left(text)
        self._layout = QTextLayout(display(text), font)
        self._layout.setCacheEnabled(True)
        self._layout.setTextOption(self._option())
        self.lines = self._break(width)

    def place(self, line: int, baseline: float) -> None:
        """Put a line where its letters stand on this height."""
        laid = self._layout.lineAt(line)
        laid.setPosition(QPointF(0, baseline - laid.ascent()))

    def boxes(self, line: int, start: int, end: int) -> list[tuple[float, float]]:
        """Where the characters [start, end) stand on the line, left to right; parts where directions mix."""
        known = self.lines[line]
        start, end = max(start, known.start), min(end, known.end)
        if start >= end:
            return []
        laid = self._layout.lineAt(line)
        if self._is_mixed:
            # The glyph of a whole grapheme stands where it should, that of a part of one anywhere.
            start = self._start + grapheme_start(self._text, start - self._start)
            end = self._start + grapheme_end(self._text, end - self._start)
            found = _runs(laid, self._to_qt(start), self._to_qt(end))
        else:
            found = [(_x(laid, self._to_qt(start)), _x(laid, self._to_qt(end)))]
        cut = [(max(left, known.left), min(right, known.right)) for left, right in found]
        return [(left, right) for left, right in cut if left < right]

    def character_at(self, line: int, x: float) -> int:
        """The offset of the character at `x`, or of the nearest one on the line."""
        known = self.lines[line]
        if self._is_mixed:
            return self._nearest(line, x)
        position_qt = self._layout.lineAt(line).xToCursor(x, QTextLine.CursorPosition.CursorOnCharacter)
        offset = self._start + self._map.to_python(min(max(position_qt, 0), self._map.length_utf16))
        return max(known.start, min(offset, known.end - 1))

    def draw(self, painter: QPainter, origin: QPointF, clip: QRectF) -> None:
        """Draw the letters of the lines that touch `clip`, in the painter's pen."""
        self._layout.draw(painter, origin, [], clip)

    def _nearest(self, line: int, x: float) -> int:
        """By the boxes of the characters: Qt errs by one at spaces where the direction changes."""
        known = self.lines[line]
        distances: list[tuple[float, int]] = []
        offset = known.start
        while offset < known.end:
            end = self._start + grapheme_end(self._text, offset + 1 - self._start)
            for left, right in self.boxes(line, offset, end):
                distances.append((max(left - x, x - right, 0.0), offset))
            offset = end
        return min(distances, default=(0.0, known.start))[1]

    def _option(self) -> QTextOption:
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        if self.is_right_to_left:  # Qt does not mirror the alignment by itself
            option.setTextDirection(Qt.LayoutDirection.RightToLeft)
            option.setAlignment(Qt.AlignmentFlag.AlignRight)
        else:
            option.setTextDirection(Qt.LayoutDirection.LeftToRight)
        return option

    def _break(self, width: float) -> list[TextLine]:
        lines = []
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(width)
            start_qt = line.textStart()
            start = self._start + self._map.to_python(start_qt)
            end = self._start + self._map.to_python(start_qt + line.textLength())
            natural = line.naturalTextRect()
            left = max(0.0, natural.left()) if self.is_right_to_left else 0.0
            right = width if self.is_right_to_left else line.naturalTextWidth()
            lines.append(TextLine(start, end, left, right))
        self._layout.endLayout()
        return lines

    def _to_qt(self, offset: int) -> int:
        return self._map.to_utf16(offset - self._start)


def _x(line: QTextLine, position_qt: int) -> float:
    # PySide gives the x and the position it settled on, and declares neither.
    x_and_position: tuple[float, int] = line.cursorToX(position_qt)  # type: ignore[assignment]
    return x_and_position[0]


def _runs(line: QTextLine, first_qt: int, last_qt: int) -> list[tuple[float, float]]:
    """The boxes of the glyphs, joined where they touch."""
    runs = sorted(
        (box.left(), box.right())
        for run in line.glyphRuns(first_qt, last_qt - first_qt)
        if (box := run.boundingRect()).width() > 0
    )
    joined: list[tuple[float, float]] = []
    for left, right in runs:
        if joined and left <= joined[-1][1] + 0.5:
            joined[-1] = (joined[-1][0], max(joined[-1][1], right))
        else:
            joined.append((left, right))
    return joined
