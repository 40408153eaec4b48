"""The key sheet on paper: black on white, as many pages as it takes."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPagedPaintDevice, QPainter, QPen

from annotator.errors import UserError
from annotator.ui import fonts
from annotator.ui.actions import KeyRow
from annotator.ui.reader.offsets import display
from annotator.ui.widgets.painting import key_text

_COLUMNS, _GUTTER = 2, 28.0
_HEADING, _ROW, _SPACE, _TITLE = 20.0, 14.0, 8.0, 40.0  # heights, in points like all lengths here
_TEXT, _CAP_TEXT, _MENU_TEXT, _TITLE_TEXT = 9, 8, 10, 17
_CAP = 11.0
_POINTS_PER_INCH = 72
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Line(NamedTuple):
    """A line of a column: a menu's name, or a row below it."""

    menu: str
    row: KeyRow | None


def print_sheet(device: QPagedPaintDevice, rows: Sequence[KeyRow], title: str) -> int:
    """Paint the sheet on a printer or into a PDF; how many pages it took. Raises UserError."""
    painter = QPainter()
    if not painter.begin(device):
        raise UserError("The printer does not answer.", hint="Choose another, or save a PDF.")
    scale = device.logicalDpiX() / _POINTS_PER_INCH
    painter.scale(scale, scale)
    page = QRectF(0, 0, device.width() / scale, device.height() / scale)
    width = (page.width() - (_COLUMNS - 1) * _GUTTER) / _COLUMNS
    columns = list(in_columns(rows, page.height() - _TITLE))
    for at, column in enumerate(columns):
        if at and at % _COLUMNS == 0:
            device.newPage()
        if at % _COLUMNS == 0:
            _paint_title(painter, page, title)
        x = (at % _COLUMNS) * (width + _GUTTER)
        _paint_column(painter, column, QRectF(x, _TITLE, width, page.height() - _TITLE))
    painter.end()
    return -(-len(columns) // _COLUMNS)


def in_columns(rows: Sequence[KeyRow], height: float) -> Iterator[list[Line]]:
    """The rows below the names of their menus, in columns that are no higher; each begins with a name."""
    column: list[Line] = []
    used, menu = 0.0, ""
    for row in rows:
        needed = _ROW if row.menu == menu else _HEADING + _ROW + (_SPACE if column else 0)
        if column and used + needed > height:
            yield column
            column, used, menu, needed = [], 0.0, "", _HEADING + _ROW
        if row.menu != menu:
            column.append(Line(row.menu, None))
            menu = row.menu
        column.append(Line(row.menu, row))
        used += needed
    if column:
        yield column


def _paint_title(painter: QPainter, page: QRectF, title: str) -> None:
    painter.setPen(Qt.GlobalColor.black)
    painter.setFont(_unhinted(fonts.serif_font(_TITLE_TEXT, QFont.Weight.Bold)))
    painter.drawText(QRectF(0, 0, page.width(), _TITLE - 12), _LEFT, display(title))


def _paint_column(painter: QPainter, column: list[Line], area: QRectF) -> None:
    y = area.top()
    for number, line in enumerate(column):
        if line.row is None:
            y += _SPACE if number else 0
            painter.setFont(_unhinted(fonts.ui_font(_MENU_TEXT, QFont.Weight.DemiBold)))
            painter.drawText(QRectF(area.left(), y, area.width(), _HEADING), _LEFT, line.menu)
            y += _HEADING
        else:
            _paint_row(painter, line.row, QRectF(area.left(), y, area.width(), _ROW))
            y += _ROW


def _paint_row(painter: QPainter, row: KeyRow, area: QRectF) -> None:
    font = _unhinted(fonts.ui_font(_CAP_TEXT, QFont.Weight.Medium))
    painter.setFont(font)
    x = area.right()
    for cap in reversed(list(dict.fromkeys(key_text(key) for key in row.keys))):
        width = max(_CAP, QFontMetricsF(font).horizontalAdvance(cap) + 6)
        x -= width
        rect = QRectF(
            QPointF(x, area.center().y() - _CAP / 2), QPointF(x + width, area.center().y() + _CAP / 2)
        )
        painter.setPen(QPen(Qt.GlobalColor.darkGray, 0.5))
        painter.drawRoundedRect(rect, 2.5, 2.5)
        painter.setPen(Qt.GlobalColor.black)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, cap)
        x -= 3
    font = _unhinted(fonts.ui_font(_TEXT))
    painter.setFont(font)
    room = QRectF(area.left(), area.top(), x - 4 - area.left(), area.height())
    words = QFontMetricsF(font).elidedText(display(row.title), Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, _LEFT, words)


def _unhinted(font: QFont) -> QFont:
    """The font as it keeps its spacing under the painter's scale, which makes points of its pixels."""
    font = QFont(font)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
