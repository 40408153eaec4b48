"""What every chart has: a cell that keys move, words for it, and itself as a picture in a file."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleInterface,
    QFont,
    QFontMetricsF,
    QImage,
    QImageWriter,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QAccessibleWidget, QSizePolicy, QWidget

from annotator.files import writing_whole
from annotator.ui import fonts, plain
from annotator.ui.theme import Appearance, Theme

_HEADING, _EDGE = 44.0, 16.0  # of a picture in a file
_MOVES = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
Cell = tuple[int, int]


class Chart(QWidget):
    """Cells in rows, drawn by `draw`; arrows, Home and End move through them, Enter or two clicks choose.

    `title` and `caption` stand above it in a file, and are its name. It is as high as it wants for its width.
    """

    chosen = Signal()
    moved = Signal()
    keeps_ring = False
    """Whether the current cell is marked without the focus too, as something beside it tells of it."""

    def __init__(self, appearance: Appearance, title: str) -> None:
        """Without content."""
        super().__init__()
        _speak()
        self.appearance = appearance
        self.title, self.caption = title, ""
        self.at: Cell = (0, 0)
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self.update)

    # What a chart is

    def shape(self) -> tuple[int, int]:
        """How many rows and columns of cells there are."""
        raise NotImplementedError

    def cell_rect(self, cell: Cell) -> QRectF:
        """Where a cell is drawn."""
        raise NotImplementedError

    def say(self, cell: Cell) -> str:
        """The cell in words."""
        raise NotImplementedError

    def height_for(self, width: float) -> float:
        """How high it is when it is so wide."""
        raise NotImplementedError

    def draw(self, painter: QPainter, theme: Theme, seen: QRectF) -> None:
        """Draw all but the ring of the current cell; names stay within what is `seen`."""
        raise NotImplementedError

    # What it does

    def show_anew(self, caption: str = "") -> None:
        """After other content: keep the cell if it still is there, and take the height that is needed."""
        rows, columns = self.shape()
        self.caption = caption
        self.at = (max(0, min(self.at[0], rows - 1)), max(0, min(self.at[1], columns - 1)))
        self.setAccessibleName(f"{self.title}, {caption}" if caption else self.title)
        self._describe()
        self._fit()
        self.update()

    def go_to(self, cell: Cell) -> None:
        """Make this the current cell, and say it."""
        rows, columns = self.shape()
        if rows and columns and cell >= (0, 0) and cell[0] < rows and 0 <= cell[1] < columns:
            self.at = cell
            self._describe()
            self.update()
            self.moved.emit()
            said = QAccessibleAnnouncementEvent(self, self.accessibleDescription())
            QAccessible.updateAccessibility(said)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, or choose; other keys are the page's."""
        rows, columns = self.shape()
        key, whole = event.key(), event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if key in _MOVES and not whole:
            down, right = _MOVES[Qt.Key(key)]
            row, column = self.at[0] + down, self.at[1] + right
            self.go_to((max(0, min(row, rows - 1)), max(0, min(column, columns - 1))))
        elif key == Qt.Key.Key_Home:
            self.go_to((0 if whole else self.at[0], 0))
        elif key == Qt.Key.Key_End:
            self.go_to((rows - 1 if whole else self.at[0], columns - 1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the cell under the pointer."""
        cell = self._cell_at(event)
        if cell is not None:
            self.go_to(cell)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Choose the cell under the pointer."""
        if self._cell_at(event) is not None:
            self.chosen.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say the cell under the pointer in a tool tip."""
        cell = self._cell_at(event)
        plain.set_tooltip(self, self.say(cell) if cell else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height that the width asks for."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chart, and the ring of the current cell where the keys are here."""
        painter, theme = QPainter(self), self.appearance.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter, theme, QRectF(self.visibleRegion().boundingRect()))
        rows, columns = self.shape()
        if rows and columns and (self.hasFocus() or self.keeps_ring):
            painter.setPen(QPen(theme.colour("cursor"), 2 if self.hasFocus() else 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.cell_rect(self.at).adjusted(-1, -1, 1, 1), 5, 5)

    def focusInEvent(self, event: object) -> None:
        """Show the ring."""
        self.update()

    def focusOutEvent(self, event: object) -> None:
        """Take the ring away."""
        self.update()

    # In a file

    def png(self, ratio: float = 2.0) -> bytes:
        """The chart as a picture with so many pixels for each of the window's."""
        size = self._picture()
        image = QImage(
            QSize(round(size.width() * ratio), round(size.height() * ratio)), QImage.Format.Format_RGB32
        )
        image.setDevicePixelRatio(ratio)
        self._draw_in_file(QPainter(image), size)
        out = QBuffer()
        out.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(out, QByteArray(b"png")).write(image)
        return bytes(out.data().data())

    def svg(self) -> bytes:
        """The chart as a drawing."""
        size, out = self._picture(), QBuffer()
        made = QSvgGenerator()
        made.setOutputDevice(out)
        made.setViewBox(QRectF(0, 0, size.width(), size.height()))
        made.setSize(size.toSize())
        made.setResolution(96)
        made.setTitle(self.title)
        made.setDescription(self.caption)
        self._draw_in_file(QPainter(made), size)
        return bytes(out.data().data())

    def save(self, path: Path) -> None:
        """Write it as a drawing where the file is called so, else as a picture; raises UserError."""
        data = self.svg() if path.suffix.lower() == ".svg" else self.png()
        with writing_whole(path) as out:
            out.write(data)

    def _picture(self) -> QSizeF:
        return QSizeF(self.width() + 2 * _EDGE, self.height() + _HEADING + 2 * _EDGE)

    def _draw_in_file(self, painter: QPainter, size: QSizeF) -> None:
        theme = self.appearance.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(0, 0, size.width(), size.height()), theme.colour("paper"))
        title = fonts.ui_font(13, QFont.Weight.DemiBold)
        write(painter, QRectF(_EDGE, 8, size.width() - 2 * _EDGE, 20), self.title, title, theme, "ink")
        small = fonts.ui_font(11.5)
        write(painter, QRectF(_EDGE, 27, size.width() - 2 * _EDGE, 18), self.caption, small, theme, "ink2")
        painter.translate(_EDGE, _HEADING + _EDGE)
        self.draw(painter, theme, QRectF(0, 0, self.width(), self.height()))
        painter.end()

    def _cell_at(self, event: QMouseEvent) -> Cell | None:
        rows, columns = self.shape()
        every = ((row, column) for row in range(rows) for column in range(columns))
        return next((cell for cell in every if self.cell_rect(cell).contains(event.position())), None)

    def _describe(self) -> None:
        rows, columns = self.shape()
        self.setAccessibleDescription(self.say(self.at) if rows and columns else "")

    def _fit(self) -> None:
        self.setFixedHeight(max(1, round(self.height_for(self.width()))))


def write(
    painter: QPainter,
    rect: QRectF,
    words: str,
    font: QFont,
    theme: Theme,
    token: str,
    side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """Write words in one line of this place, elided at their end."""
    painter.setFont(font)
    painter.setPen(theme.colour(token))
    fitting = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, fitting)


def widest(words: Sequence[str], font: QFont) -> float:
    """How wide the widest of these is."""
    metrics = QFontMetricsF(font)
    return max((metrics.horizontalAdvance(one) for one in words), default=0.0)


@cache
def _speak() -> None:
    """Once: Qt asks every one of these for every object."""
    QAccessible.installFactory(_accessible)


def _accessible(key: str, thing: QObject) -> QAccessibleInterface | None:
    return QAccessibleWidget(thing, QAccessible.Role.Chart) if isinstance(thing, Chart) else None
