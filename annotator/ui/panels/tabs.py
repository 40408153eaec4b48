"""A strip of tabs, each with a count."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QTabBar

from annotator.ui import fonts, plain
from annotator.ui.panels import rows
from annotator.ui.theme import Appearance

HEIGHT = 26
_GAP = 14
_COUNT_GAP = 4.0
_LEFT = 16


class Tab(NamedTuple):
    """What a tab is called on its face and in full."""

    short: str
    name: str


class CountTabs(QTabBar):
    """Short names with counts; arrows walk through all of them, also those that do not fit."""

    def __init__(self, name: str, tabs: Sequence[Tab], appearance: Appearance) -> None:
        """`name` is what a screen reader calls the strip. There are no counts yet."""
        super().__init__()
        self._appearance = appearance
        self._tabs = tuple(tabs)
        self._counts: list[int | None] = [None] * len(tabs)
        self._font = fonts.ui_font(12)
        self._bold = fonts.ui_font(12, QFont.Weight.DemiBold)
        self.setAccessibleName(name)
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFixedHeight(HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setStyleSheet("QTabBar::scroller { width: 0; } QTabBar QToolButton { width: 0; border: none; }")
        self._widths = [self._width(at) for at in range(len(tabs))]
        for at, tab in enumerate(tabs):
            self.addTab(plain.literal(tab.short))
            self._name(at)
        appearance.changed.connect(self.update)

    def show_counts(self, counts: Sequence[int | None]) -> None:
        """Show these counts, a tab each; None for no count."""
        changed = [at for at, (old, new) in enumerate(zip(self._counts, counts, strict=True)) if old != new]
        self._counts = list(counts)
        for index in changed:
            self._name(index)

    def tabSizeHint(self, index: int) -> QSize:
        """As wide as the bolder of its looks, so that nothing moves when it is chosen."""
        return QSize(self._widths[index], HEIGHT)

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Tabs are never squeezed."""
        return self.tabSizeHint(index)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the panel likes: the strip scrolls."""
        return QSize(0, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write names and counts; the chosen one is underlined."""
        painter = QPainter(self)
        theme = self._appearance.theme
        painter.fillRect(0, HEIGHT - 1, self.width(), 1, theme.colour("line"))
        for index in range(self.count()):
            if self.tabRect(index).right() <= self.width():  # one that does not fit waits for the arrows
                self._paint_tab(painter, index)

    def _paint_tab(self, painter: QPainter, index: int) -> None:
        theme, is_chosen = self._appearance.theme, index == self.currentIndex()
        box = self._words_rect(index)
        pointer = self.mapFromGlobal(self.cursor().pos())
        is_pointed = self.underMouse() and self.tabRect(index).contains(pointer)
        ink = theme.colour("ink" if is_chosen or is_pointed else "ink2")
        font = self._bold if is_chosen else self._font
        rect = QRectF(box)
        taken = rows.paint_words(painter, rect, self._tabs[index].short, font, ink)
        if self._counts[index] is not None:
            rect.setLeft(rect.left() + taken + _COUNT_GAP)
            colour = theme.colour("ink2" if is_chosen else "ink3")
            taken += _COUNT_GAP + rows.paint_words(painter, rect, self._count_text(index), self._font, colour)
        if is_chosen:
            line = QRectF(box.left(), HEIGHT - 2, taken, 2)
            painter.fillRect(line, theme.colour("cursor" if self.hasFocus() else "ink"))

    def _words_rect(self, index: int) -> QRect:
        first = _LEFT if index == 0 else _GAP // 2
        return self.tabRect(index).adjusted(first, 0, 0, -2)

    def _count_text(self, index: int) -> str:
        return count_text(self._counts[index])

    def _name(self, index: int) -> None:
        """Write the count into the tab's names and make room for it."""
        tab, count = self._tabs[index], self._counts[index]
        words = tab.name if count is None else f"{tab.name}: {grouped(count)}"
        self._widths[index] = self._width(index)
        self.setAccessibleTabName(index, words)
        self.setTabToolTip(index, plain.tooltip(words))
        self.setTabText(index, plain.literal(f"{tab.short} {self._count_text(index)}".rstrip()))

    def _width(self, index: int) -> int:
        words, count = rows.width(self._tabs[index].short, self._bold), self._count_text(index)
        first = _LEFT if index == 0 else _GAP / 2
        counted = rows.width(count, self._font) + _COUNT_GAP if count else 0.0
        return round(first + words + counted + _GAP / 2)


def grouped(number: int) -> str:
    """The number with its thousands set apart."""
    return f"{number:,}"


def count_text(count: int | None) -> str:
    """A count in little room: exact up to 9,999."""
    if count is None:
        return ""
    if count < 10_000:
        return grouped(count)
    return f"{count // 1000}k" if count < 1_000_000 else f"{count / 1_000_000:.1f}M"
