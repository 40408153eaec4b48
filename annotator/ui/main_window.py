"""The main window: puts the parts in their places and remembers where they are. What they do is theirs."""

from pathlib import Path
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QMainWindow,
    QSizePolicy,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.actions import Actions
from annotator.ui.commands import REGISTRY, file
from annotator.ui.commands.annotate import label_selection
from annotator.ui.header import Header
from annotator.ui.memory import Memory
from annotator.ui.panels import PANELS
from annotator.ui.reader.reader import Reader
from annotator.ui.reading import Reading
from annotator.ui.start_screen import StartScreen
from annotator.ui.status_bar import StatusBar
from annotator.ui.workbench import Workbench

Side = Literal["left", "right"]

_LEAST_SIZE = (900, 600)
_USUAL_SIZE = (1440, 900)
_AREAS: dict[Side, Qt.DockWidgetArea] = {
    "left": Qt.DockWidgetArea.LeftDockWidgetArea,
    "right": Qt.DockWidgetArea.RightDockWidgetArea,
}
_WIDTHS: dict[Side, int] = {"left": 288, "right": 316}
_HEIGHTS = {"labels": 206, "sentiment": 226, "notes": 144}  # the entities have the rest
_FOLDED_UNDER: dict[Side, int] = {"left": 960, "right": 1120}


class MainWindow(QMainWindow):
    """Header, reader with the panels as docks beside it, status bar; or the start screen alone."""

    def __init__(self, bench: Workbench, memory: Memory) -> None:
        """Make every part and hand it the bench; shows the start screen until a project is open."""
        super().__init__()
        self._bench = bench
        self.memory = memory
        bench.window = self
        bench.reader = Reader(bench.appearance.theme)
        self.header = Header(bench)
        bench.actions = Actions(bench, self.header.menu_bar, REGISTRY, label_selection)
        self.setMenuWidget(self.header)
        self.setStatusBar(StatusBar(bench))
        self.start = StartScreen(bench)
        self._pages = QStackedWidget()
        # Else the docks give way to the start screen's width while it is not even shown.
        self.start.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._pages.addWidget(self.start)
        self._pages.addWidget(bench.reader)
        self.setCentralWidget(self._pages)
        self._folded: set[Side] = set()
        self._docks = self._make_docks()
        Reading(bench)
        self._place()
        bench.session.opened.connect(self._show_project)
        bench.session.closed.connect(self._show_start)
        self._show_start()

    def regions(self) -> list[QWidget]:
        """The parts that F6 goes through: the search field, then the parts from left to right."""
        left, right = self._on("left"), self._on("right")
        shown_left = [dock.widget() for dock in left if dock.isVisible()]
        shown_right = [dock.widget() for dock in right if dock.isVisible()]
        return [self.header.search, *shown_left, self._bench.reader, *shown_right]

    def toggle(self, side: Side) -> None:
        """Hide the docks of a side, or show them."""
        docks = self._on(side)
        shown = not any(dock.isVisible() for dock in docks)
        for dock in docks:
            dock.setVisible(shown)

    def bring(self, name: str) -> None:
        """Show the panel of this name if it was hidden."""
        for dock in self._docks:
            if dock.objectName() == name:
                dock.show()
                dock.raise_()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the files on."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        file.take_dropped(self._bench, paths)

    def showEvent(self, event: QShowEvent) -> None:
        """Place the docks: Qt does not size them before they are on the screen."""
        super().showEvent(event)
        if self._is_open:
            self._place_docks()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the docks away where the article would get too narrow, and bring them back."""
        super().resizeEvent(event)
        for side, least in _FOLDED_UNDER.items():
            narrow = event.size().width() < least
            if narrow != (side in self._folded) and self._is_open:
                self._fold(side, narrow)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the places, stop what runs, let go of the file."""
        self.memory.keep_window(self)
        self.start.stop_reading()
        self._bench.jobs.close()
        if self._is_open:
            self._keep_project()
            self._bench.session.close()
        event.accept()

    @property
    def _is_open(self) -> bool:
        return self._pages.currentWidget() is self._bench.reader

    def _show_project(self) -> None:
        self._pages.setCurrentWidget(self._bench.reader)
        self.header.show()
        self.statusBar().show()
        for dock in self._docks:
            dock.show()
        if self.isVisible():
            self._place_docks()
        self._folded.clear()
        for side, least in _FOLDED_UNDER.items():
            if self.width() < least:
                self._fold(side, True)
        project = self._bench.session.project
        self.setWindowTitle(f"{project.path.stem} — Annotator" if project else "Annotator")
        self._bench.reader.setFocus()

    def _show_start(self) -> None:
        self._pages.setCurrentWidget(self.start)
        for part in (self.header, self.statusBar(), *self._docks):
            part.hide()
        self.setWindowTitle("Annotator")
        self.start.refresh()

    def _make_docks(self) -> list[QDockWidget]:
        """A dock for each panel: stacked at its side, or as tabs where a panel says so."""
        docks: list[QDockWidget] = []
        for make in PANELS:
            panel = make(self._bench)
            self._bench.panels[panel.name] = panel
            dock = QDockWidget(panel.title, self)
            dock.setObjectName(panel.name)
            dock.setWidget(panel)
            dock.setAllowedAreas(_AREAS["left"] | _AREAS["right"])
            dock.setTitleBarWidget(_whole(panel.heading))
            side: Side = "left" if panel.area == "left" else "right"
            self.addDockWidget(_AREAS[side], dock)
            docks.append(dock)
        return docks

    def _place(self) -> None:
        self.setDockOptions(QMainWindow.DockOption.AllowNestedDocks | QMainWindow.DockOption.AllowTabbedDocks)
        self.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        self.setMinimumSize(*_LEAST_SIZE)
        self.setAcceptDrops(True)
        if not self.memory.place_window(self):
            self.resize(*_USUAL_SIZE)

    def _place_docks(self) -> None:
        """Where they were, else where they are drawn."""
        if self.memory.place_docks(self):
            return
        for side, width in _WIDTHS.items():
            self.resizeDocks(self._on(side), [width] * len(self._on(side)), Qt.Orientation.Horizontal)
        stacked = self._on("right")
        rest = self._pages.height() - sum(_HEIGHTS.values())
        heights = [_HEIGHTS.get(dock.objectName(), max(120, rest)) for dock in stacked]
        self.resizeDocks(stacked, heights, Qt.Orientation.Vertical)

    def _keep_project(self) -> None:
        for side in list(self._folded):
            self._fold(side, False)
        self.memory.keep_docks(self)
        self.memory.keep_document(self._bench.session)

    def _on(self, side: Side) -> list[QDockWidget]:
        return [dock for dock in self._docks if self.dockWidgetArea(dock) == _AREAS[side]]

    def _fold(self, side: Side, fold: bool) -> None:
        for dock in self._on(side):
            dock.setVisible(not fold)
        self._folded = self._folded | {side} if fold else self._folded - {side}


def _whole(heading: QWidget) -> QWidget:
    """The heading as a title bar: Qt asks that for its size hint and passes over a fixed height."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(heading)
    return whole
