"""The main window: puts the parts in their places and remembers where they are. What they do is theirs."""

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from annotator.services.meter import Meter
from annotator.ui.actions import Actions
from annotator.ui.commands import REGISTRY, file
from annotator.ui.commands.review import label
from annotator.ui.damage_watch import DamageWatch
from annotator.ui.docks import Docks
from annotator.ui.header import Header
from annotator.ui.hits import Hits
from annotator.ui.memory import Memory
from annotator.ui.offers import Offers
from annotator.ui.pace import Pace
from annotator.ui.past_banner import PastBanner
from annotator.ui.reader.accessible import speak_for
from annotator.ui.reader.reader import Reader
from annotator.ui.reading import Reading
from annotator.ui.review.decision_bar import DecisionBar
from annotator.ui.review.in_reader import InReader
from annotator.ui.start_screen import StartScreen
from annotator.ui.status_bar import StatusBar
from annotator.ui.workbench import Workbench

_LEAST_SIZE = (900, 600)
_USUAL_SIZE = (1440, 900)


class MainWindow(QMainWindow):
    """Header, reader with the panels as docks beside it, status bar; or the start screen alone."""

    def __init__(self, bench: Workbench, memory: Memory) -> None:
        """Make every part and hand it the bench; shows the start screen until a project is open."""
        super().__init__()
        self._bench = bench
        self.memory = memory
        self._settled = False
        self._shown_once = QTimer(self, singleShot=True, interval=0)
        bench.window = self
        bench.reader = Reader(bench.appearance.theme)
        bench.offers = Offers(bench.session, bench.settings, self)
        speak_for(bench.reader)
        Reading(bench)
        DamageWatch(bench)
        PastBanner(bench)
        bench.pace = Pace(bench, Meter.usual())
        bench.hits = Hits(bench.session, bench.reader)
        self.header = Header(bench)
        bench.actions = Actions(bench, self.header.menu_bar, REGISTRY, label)
        self.status = StatusBar(bench)
        self.start = StartScreen(bench)
        self._pages = QStackedWidget()
        self.decisions = DecisionBar(bench)
        self._desk = _over(bench.reader, self.decisions)
        InReader(bench)
        self.docks = Docks(bench, self, memory)
        self.docks.offer_in(bench.actions.menu("View/Panels"))
        self._place()
        self._shown_once.timeout.connect(self._place_again)
        bench.jobs.started.connect(self.status.show)
        bench.jobs.idle.connect(self._quiet)
        bench.session.opened.connect(self._show_project)
        bench.session.shown.connect(self._settle)
        bench.session.closed.connect(self._show_start)
        self._show_start()

    def regions(self) -> list[QWidget]:
        """The parts that F6 goes through: the search field, then what is shown from left to right."""
        current = self._pages.currentWidget()
        if current is not None and self._pages.currentIndex() > self._pages.indexOf(self.start) + 1:
            return [self.header.search, current]
        left, right = self.docks.shown("left"), self.docks.shown("right")
        return [self.header.search, *left, self._bench.reader, *right]  # the bar below it is all keys

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
        """Place the docks of a project that was opened before the window was on the screen."""
        super().showEvent(event)
        if self._is_open:
            self._settled = True
            self.docks.place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the docks give way to the article."""
        super().resizeEvent(event)
        if self._is_open and self.isVisible():
            self.docks.fold()
            self.docks.give_way()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the places, stop what runs, if it may be, and let go of the file."""
        if not file.may_stop(self._bench):
            event.ignore()
            return
        self.memory.keep_window(self)
        self.start.stop_reading()
        self._bench.jobs.close()
        self.keep_project()
        self._bench.session.close()
        event.accept()

    def show_page(self, page: QWidget | None) -> None:
        """Show a page in place of the article and its panels; None brings those back."""
        beyond = self._pages.indexOf(self.start) + 2
        if page is not None and self._is_open:
            self.docks.keep()
            self.docks.hide()
            self._pages.addWidget(page)
            self._pages.setCurrentWidget(page)
        elif page is None and self._pages.currentIndex() >= beyond:
            self._pages.setCurrentIndex(beyond - 1)
            self.docks.place()
            self._bench.reader.setFocus()

    def keep_project(self) -> None:
        """Remember, before a project is closed, where its docks are and which article is shown."""
        self.show_page(None)
        if self._is_open:
            self._bench.reviewing.end()
            self.docks.keep()
            self.memory.keep_document(self._bench.session)

    @property
    def _is_open(self) -> bool:
        return self._pages.currentWidget() is self._desk

    def _place(self) -> None:
        self.setMenuWidget(self.header)
        self.setStatusBar(self.status)
        # Else the docks give way to the start screen's width while it is not even shown.
        self.start.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._pages.addWidget(self.start)
        self._pages.addWidget(self._desk)
        self.setCentralWidget(self._pages)
        self.setMinimumSize(*_LEAST_SIZE)
        self.setAcceptDrops(True)
        if not self.memory.place_window(self):
            self.resize(*_USUAL_SIZE)

    def _show_project(self) -> None:
        self._pages.setCurrentWidget(self._desk)
        self.header.show()
        self.status.show()
        if self.isVisible():
            self.docks.place()
        project = self._bench.session.project
        self.setWindowTitle(f"{project.path.stem} — Annotator" if project else "Annotator")
        self._settled = False
        self._bench.reader.setFocus()

    def _settle(self) -> None:
        """Place the docks once more when the panels have shown an article and ask for other heights."""
        if not self._settled and self.isVisible():
            self._settled = True
            self._shown_once.start()

    def _place_again(self) -> None:
        if self._is_open:
            self.docks.place()

    def _show_start(self) -> None:
        self._pages.setCurrentWidget(self.start)
        self.header.hide()
        self._quiet()
        self.docks.hide()
        self.setWindowTitle("Annotator")

    def _quiet(self) -> None:
        """The start screen has a status bar only while something is being made."""
        is_start = self._pages.currentWidget() is self.start
        self.status.setVisible(not is_start or self._bench.jobs.running is not None)


def _over(article: QWidget, bar: QWidget) -> QWidget:
    """The article with a bar below it."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(article, 1)
    column.addWidget(bar)
    return made
