"""What was noted about the shown article, its flag, and what was done to it last."""

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from annotator.domain.change import Edit
from annotator.domain.entities import Mark
from annotator.ui.models.history_list import Focus
from annotator.ui.panels.history_page import HistoryPage
from annotator.ui.panels.notes_page import NotesPage
from annotator.ui.panels.tabs import CountTabs, Tab
from annotator.ui.theme import Appearance
from annotator.ui.workbench import Workbench

_HISTORY, _NOTES = 0, 1


class NotesPanel(QWidget):
    """Two pages under one strip of tabs: history and notes."""

    name: ClassVar = "notes"
    title: ClassVar = "Notes and history"
    area: ClassVar = "right"

    def __init__(self, bench: Workbench) -> None:
        """Follows the shown article."""
        super().__init__()
        self._session = bench.session
        tabs = [Tab("History", "History"), Tab("Notes", "Notes")]
        self.tabs = CountTabs("History or notes", tabs, bench.appearance)
        self.history = HistoryPage(bench)
        self.heading = Strip(self.tabs, self.history.tools, bench.appearance)
        self.notes = NotesPage(bench)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.history)
        self._pages.addWidget(self.notes)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.heading)
        column.addWidget(self._pages, 1)
        self.setMinimumWidth(264)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.tabs.currentChanged.connect(self._show_page)
        for signal in (self._session.shown, self._session.layer_changed, self._session.closed):
            signal.connect(self._count)
        self._session.edited.connect(self._follow)
        self._show_page(_HISTORY)
        self._count()

    def write(self) -> None:
        """Begin a note on the selected words."""
        self.tabs.setCurrentIndex(_NOTES)
        self.notes.write()

    def show_history(self, focus: Focus | None) -> None:
        """Show the history of a span or of words, or of the whole article, and go there."""
        self.tabs.setCurrentIndex(_HISTORY)
        self.history.look_at(focus)

    def _show_page(self, at: int) -> None:
        self._pages.setCurrentIndex(at)
        for tool in self.history.tools:
            tool.setVisible(at == _HISTORY)
        self.setFocusProxy(self.history if at == _HISTORY else self.notes.editor)

    def _follow(self, edit: Edit) -> None:
        if edit.touches(Mark.kind):
            self._count()

    def _count(self) -> None:
        on = self._session.annotations
        self.tabs.show_counts([None, len(on.notes) + len(on.flags) or None])


class Strip(QWidget):
    """The tabs as a heading, the tools of a page beside them, and a hairline below all of it."""

    def __init__(self, tabs: CountTabs, tools: Sequence[QWidget], appearance: Appearance) -> None:
        """As high as the tabs, with some air above."""
        super().__init__()
        self._appearance = appearance
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 6, 6, 0)
        row.setSpacing(0)
        row.addWidget(tabs, 1)
        for tool in tools:
            row.addWidget(tool)
        self.setFixedHeight(tabs.height() + 6)
        appearance.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the hairline."""
        colour = self._appearance.theme.colour("line")
        QPainter(self).fillRect(0, self.height() - 1, self.width(), 1, colour)
