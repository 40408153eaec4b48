"""The parts of the start screen: cards, rows of recent projects, the place to drop files."""

from datetime import date, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from annotator.storage.places import cloud_folder
from annotator.ui import fonts, icons
from annotator.ui.theme import Theme
from annotator.ui.widgets import painting
from annotator.ui.workbench import Workbench

CARD_HEIGHT, ROW_HEIGHT, DROP_HEIGHT = 70, 66, 96
_SIDE = 14  # a row's frame stands out by this much on either side of its words
_BAR_WIDTH, _BAR_HEIGHT = 120, 4


class _Choice(QAbstractButton):
    """Something to take by click, Space or Enter, drawn by hand."""

    def __init__(self, bench: Workbench, height: int) -> None:
        super().__init__()
        self.bench = bench
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        bench.appearance.changed.connect(self.update)

    @property
    def theme(self) -> Theme:
        """The theme to paint with now."""
        return self.bench.appearance.theme

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(200, self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes it; arrows are the screen's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def write(
        self, painter: QPainter, x: float, baseline: float, words: str, font: QFont, token: str, room: float
    ) -> float:
        """Write words, elided to `room`; returns where they end."""
        painter.setFont(font)
        painter.setPen(self.theme.colour(token))
        fitting = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, max(0, int(room)))
        painter.drawText(QPointF(x, baseline), fitting)
        return x + painter.fontMetrics().horizontalAdvance(fitting)


class Card(_Choice):
    """One of the first three things to do."""

    def __init__(self, bench: Workbench, icon: str, title: str, words: str, keys: str) -> None:
        """`keys` by their portable name, shown at the right."""
        super().__init__(bench, CARD_HEIGHT)
        self._icon, self._title, self._words = icon, title, words
        self._cap = painting.key_text(keys)
        self.setAccessibleName(title)
        self.setAccessibleDescription(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card; a 2 px ring when it has the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, focused = self.theme, self.hasFocus()
        painter.setPen(QPen(theme.colour("cursor" if focused else "line2"), 2 if focused else 1))
        painter.setBrush(theme.colour("hover" if self.underMouse() else "raised"))
        inset = 1 if focused else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 10, 10)
        icons.paint_icon(painter, self._icon, QPointF(33, self.height() / 2), theme.colour("ink"), 24)
        cap = painting.key_width(self._cap)
        room = self.width() - 64 - cap - 28
        self.write(painter, 64, 31, self._title, fonts.ui_font(15, QFont.Weight.DemiBold), "ink", room)
        self.write(painter, 64, 51, self._words, fonts.ui_font(13), "ink2", room)
        painting.paint_key(
            painter, QPointF(self.width() - 16 - cap, (self.height() - 17) / 2), self._cap, theme
        )


class RecentRow(_Choice):
    """A project opened before: its name, where it is, how far it is; missing ones say so."""

    def __init__(self, bench: Workbench, path: Path) -> None:
        """Looks whether the file is there."""
        super().__init__(bench, ROW_HEIGHT)
        self.path = path
        self.exists = path.is_file()
        self._when = spoken_day(datetime.fromtimestamp(path.stat().st_mtime)) if self.exists else ""
        self._cloud = self.exists and cloud_folder(path) is not None
        self._progress: tuple[int, int] | None = None
        self.setAccessibleName(path.stem)
        self.setAccessibleDescription(str(path) if self.exists else f"{path}, not found")

    def show_progress(self, done: int, total: int) -> None:
        """Show that `done` of `total` articles are done."""
        self._progress = done, total
        self.setAccessibleDescription(f"{self.path}, {done} of {total} done")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the row; a raised frame when it has the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_frame(painter)
        left, right = _SIDE, self.width() - _SIDE
        self._paint_name(painter, left, right)
        self._paint_place(painter, left, right)

    def _paint_frame(self, painter: QPainter) -> None:
        theme = self.theme
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("cursor"), 2))
            painter.setBrush(theme.colour("raised"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)
            return
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(QRectF(self.rect()), 10, 10)
        painter.fillRect(QRectF(_SIDE, self.height() - 1, self.width() - 2 * _SIDE, 1), theme.colour("line"))

    def _paint_name(self, painter: QPainter, left: float, right: float) -> None:
        when = fonts.ui_font(12)
        painter.setFont(when)
        end = right - painter.fontMetrics().horizontalAdvance(self._when)
        self.write(painter, end, 27, self._when, when, "ink2", right - end + 1)
        name = fonts.serif_font(16, QFont.Weight.Bold)
        x = self.write(
            painter, left, 27, self.path.stem, name, "ink" if self.exists else "ink3", end - left - 190
        )
        if self.hasFocus() and self.exists:
            painting.paint_key(painter, QPointF(x + 12, 14), painting.key_text("Return"), self.theme)
            x += 12 + painting.key_width(painting.key_text("Return"))
        if self._cloud:
            icons.paint_icon(painter, "warning", QPointF(x + 22, 22), self.theme.colour("warn"), 14)
            self.write(painter, x + 34, 26, "cloud-synced folder", fonts.ui_font(12), "warn", end - x - 46)

    def _paint_place(self, painter: QPainter, left: float, right: float) -> None:
        small = fonts.ui_font(12)
        words = "" if self.exists else "not found: Enter locates, Del removes"
        end = right
        if self._progress is not None:
            done, total = self._progress
            words = f"{done:,} of {total:,} done"
            end = right - _BAR_WIDTH - 12
            self._paint_bar(painter, right - _BAR_WIDTH, done / total if total else 0)
        painter.setFont(small)
        start = end - painter.fontMetrics().horizontalAdvance(words)
        self.write(painter, start, 49, words, small, "ink2" if self.exists else "warn", end - start + 1)
        self.write(painter, left, 49, short_path(self.path), small, "ink2", start - left - 16)

    def _paint_bar(self, painter: QPainter, x: float, share: float) -> None:
        bar = QRectF(x, 43, _BAR_WIDTH, _BAR_HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.colour("line2"))
        painter.drawRoundedRect(bar, 2, 2)
        if share > 0:
            bar.setWidth(max(_BAR_HEIGHT, _BAR_WIDTH * share))
            painter.setBrush(self.theme.colour("ok" if share >= 1 else "ink2"))
            painter.drawRoundedRect(bar, 2, 2)


class Hairline(QWidget):
    """A line as wide as the words of the rows."""

    def __init__(self, bench: Workbench) -> None:
        """One pixel high."""
        super().__init__()
        self._bench = bench
        self.setFixedHeight(1)
        bench.appearance.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        colour = self._bench.appearance.theme.colour("line")
        QPainter(self).fillRect(_SIDE, 0, self.width() - 2 * _SIDE, 1, colour)


class DropZone(QWidget):
    """Says that files may be dropped; the whole window takes them."""

    def __init__(self, bench: Workbench) -> None:
        """Nothing to click."""
        super().__init__()
        self._bench = bench
        self.setFixedHeight(DROP_HEIGHT)
        self.setAccessibleName("Drop a project here, or articles to start one")
        bench.appearance.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the dashed frame and the words."""
        theme = self._bench.appearance.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.colour("edge"), 1)
        pen.setDashPattern([5, 4])
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(_SIDE, 0.5, -_SIDE, -0.5), 10, 10)
        icons.paint_icon(painter, "import", QPointF(_SIDE + 36, DROP_HEIGHT / 2), theme.colour("ink2"), 24)
        painter.setPen(theme.colour("ink"))
        painter.setFont(fonts.ui_font(14, QFont.Weight.DemiBold))
        painter.drawText(QPointF(_SIDE + 66, 43), "Drop a project here, or articles to start one")
        painter.setPen(theme.colour("ink2"))
        painter.setFont(fonts.ui_font(12))
        painter.drawText(QPointF(_SIDE + 66, 64), "Text, CSV, JSON Lines, and whole folders")


def spoken_day(when: datetime, today: date | None = None) -> str:
    """`Today, 12:04`, `Yesterday`, `9 May`, `9 May 2024`."""
    today = today or date.today()
    if when.date() == today:
        return f"Today, {when:%H:%M}"
    if when.date() == today - timedelta(days=1):
        return "Yesterday"
    return f"{when.day} {when:%B}" + (f" {when.year}" if when.year != today.year else "")


def short_path(path: Path) -> str:
    """The path, with a tilde for the home folder."""
    home = Path.home()
    return f"~/{path.relative_to(home).as_posix()}" if path.is_relative_to(home) else str(path)
