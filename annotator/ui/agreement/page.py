"""The agreement page: figures, grids and bars in place of the article, reckoned beside the window."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from annotator.errors import UserError
from annotator.services.agreement_articles import OverTime, worst
from annotator.services.agreement_figures import Matrix, Overview
from annotator.services.agreement_meetings import Met
from annotator.services.agreement_reading import Asked, Heard
from annotator.ui.agreement import captions
from annotator.ui.agreement.asking import Asking
from annotator.ui.agreement.desk import Desk
from annotator.ui.agreement.foot import Foot
from annotator.ui.agreement.places import show_places
from annotator.ui.agreement.reckoning import Pair, Reckoning, most_shared
from annotator.ui.panels.empty import Empty
from annotator.ui.workbench import Workbench

_NAME = "agreement-page"
_SIDES = 32
_WAITING = ("How far your layers agree.", "The figures come as soon as the articles are read.")
_HOW = "Merge a colleague’s file, or finish the same articles in a second layer, then come back."


def show(bench: Workbench) -> None:
    """Show the page with what holds now; or, where it is shown, the article again."""
    page = bench.window.findChild(AgreementPage, _NAME) or AgreementPage(bench)
    if page.isVisible():
        page.leave()
    else:
        page.enter()


class AgreementPage(QWidget):
    """Reads the project when it is entered, and again when something else is asked for."""

    def __init__(self, bench: Workbench) -> None:
        """Made once a window; belongs to it."""
        super().__init__(bench.window)
        self.hide()
        self.setObjectName(_NAME)
        self.setAccessibleName("Agreement")
        self._bench = bench
        self._heard: Heard | None = None
        self._matrix: Matrix | None = None
        self._pair: Pair = (0, 1)
        self.asking = Asking(bench.session, bench.appearance)
        self.desk = Desk(bench)
        self.empty = Empty(bench.appearance, *_WAITING)
        self.foot = Foot(bench)
        self.reckoning = Reckoning(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(_SIDES, 16, _SIDES, 10)
        head.addWidget(self.asking)
        column.addLayout(head)
        self._middle = QStackedWidget()
        self._middle.addWidget(self.empty)
        self._middle.addWidget(self.desk)
        column.addWidget(self._middle, 1)
        column.addWidget(self.foot)
        self._listen()

    def enter(self) -> None:
        """Come in place of the article."""
        self._bench.window.show_page(self)
        (self.desk.heat if self._heard else self.empty).setFocus()
        self.look(self.asking.asked)

    def leave(self) -> None:
        """Give the place back to the article."""
        if self.isVisible():
            self.reckoning.stop()
            self._bench.window.show_page(None)

    def look(self, asked: Asked) -> None:
        """Reckon what is asked for."""
        project = self._bench.session.project
        if project is not None:
            self.desk.tags.take(self._bench.session.scheme.labels)
            self.foot.begin()
            self.reckoning.look(project.path, self._bench.session.author, asked)

    def look_at(self, pair: Pair) -> None:
        """Show which label of these two layers met which."""
        if pair[0] != pair[1]:
            self._pair = pair
            self.desk.pairs.show_pair(pair)
            self.reckoning.look_at(pair)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lie on the desk's plane."""
        QPainter(self).fillRect(self.rect(), self._bench.appearance.theme.colour("chrome"))

    def _listen(self) -> None:
        session, found = self._bench.session, self.reckoning
        session.closed.connect(self._forget)
        session.shown.connect(self.leave)
        session.edited.connect(self._look_again)
        self._bench.actions["view.article"].triggered.connect(self.leave)
        self._bench.appearance.changed.connect(self.update)
        self.asking.changed.connect(self.look)
        self.asking.export.connect(self.desk.export_figures)
        self.desk.pairs.chosen.connect(lambda: self.look_at(self.desk.pairs.at))
        self.desk.met_foot.asked.connect(lambda: show_places(self._bench, self.desk))
        self.desk.worst.opened.connect(session.show)
        found.heard.connect(self._show_heard)
        found.met.connect(self._show_met)
        found.matrix.connect(self._show_matrix)
        found.overview.connect(self._show_overview)
        found.time.connect(self._show_time)
        found.progressed.connect(self.foot.show_progress)
        found.failed.connect(self._show_failed)
        found.ended.connect(self._show_end)
        found.stopped.connect(self.foot.show_stopped)
        self.foot.cancelled.connect(found.stop)

    def _forget(self) -> None:
        self.reckoning.close()
        self._heard = self._matrix = None
        self.asking.forget()
        self._show_nothing(*_WAITING)

    def _look_again(self) -> None:
        if self.isVisible():
            self.look(self.asking.asked)

    def _show_heard(self, heard: Heard) -> None:
        session = self._bench.session
        self._heard = heard
        had_focus = self.empty.hasFocus()
        self.desk.begin()
        self._middle.setCurrentWidget(self.desk)
        if had_focus:
            self.desk.heat.setFocus()
        self.asking.hear(heard)
        name = session.project.path.stem if session.project else ""
        self.asking.say(captions.compared(name, heard))
        same = self._matrix is not None and self._matrix.layers == heard.layers
        self.look_at(self._pair if same else most_shared(heard))

    def _show_met(self, met: Met) -> None:
        if self._heard is not None:
            self.desk.show_met(met, captions.met(met, self._heard))

    def _show_matrix(self, found: Matrix) -> None:
        self._matrix = found
        self.desk.show_matrix(found, self._pair)
        if self._heard is not None:
            self.desk.show_worst(worst(self._heard, found))

    def _show_overview(self, found: Overview) -> None:
        if self._heard is not None:
            self.desk.show_overview(found, captions.only(self._heard))

    def _show_time(self, found: OverTime) -> None:
        self.desk.show_time(found)

    def _show_failed(self, error: Exception) -> None:
        self._heard = self._matrix = None
        if isinstance(error, UserError):
            self._show_nothing(error.message, _HOW)
        else:
            self._show_nothing(
                "The figures could not be reckoned.", "Leave the page and come back to try again."
            )
        self.asking.say("")
        self.foot.say("")

    def _show_nothing(self, what: str, how: str) -> None:
        self.empty.say(what, how)
        self.desk.clear()
        if self.isVisible():
            self.empty.setFocus()
        self._middle.setCurrentWidget(self.empty)

    def _show_end(self, seconds: float) -> None:
        spans = self._heard.spans if self._heard else 0
        words = f"Computed from {spans:,} labels in {seconds:.1f} s"
        self.foot.say(words)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
