"""The past: the shown article as it was once, until the person comes back."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from annotator.domain.annotations import Annotations
from annotator.ui import fonts, plain
from annotator.ui.session import Session
from annotator.ui.workbench import Workbench

HEIGHT = 40


def look_back(bench: Workbench, past: Annotations, when: str) -> None:
    """Show the article with what the layer said then; `when` is the sentence that says so.

    Nothing can be changed meanwhile, and whatever shows another article or layer, or writes, comes back.
    """
    session, running = bench.session, bench.jobs.running
    if running is not None:  # it may be changing this article
        session.message.emit(f"“{running}” is not through. Wait for it, or cancel it.")
        return
    session.past, session.annotations = when, past
    session.layer_changed.emit()


def look_now(session: Session) -> bool:
    """Show the article as it is; False where it was shown so."""
    if session.past is None:
        return False
    session.past = None
    if session.project is not None and session.document is not None:
        session.annotations = session.project.annotations(session.document.id, session.layer_id)
    session.layer_changed.emit()
    return True


class PastBanner(QWidget):
    """Stands above the article, in room of its own, while it is shown as it was."""

    def __init__(self, bench: Workbench) -> None:
        """Hidden until somebody looks back."""
        super().__init__(bench.reader)
        self._bench = bench
        self._words = plain.label(font=fonts.ui_font(12.5), tone="ink")
        self.back = plain.button("Back to now")
        plain.set_tooltip(self.back, "Esc")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 1)
        row.addWidget(self._words, 1)
        row.addWidget(self.back, 0, Qt.AlignmentFlag.AlignVCenter)
        self.back.clicked.connect(lambda: look_now(bench.session))
        session = bench.session
        for signal in (session.shown, session.layer_changed, session.closed):
            signal.connect(self._follow)
        bench.jobs.started.connect(lambda _: look_now(session))
        bench.appearance.changed.connect(self.update)
        bench.reader.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as wide as the reader."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a plane that is no paper, with a line in the colour of a warning."""
        painter, theme = QPainter(self), self._bench.appearance.theme
        painter.fillRect(self.rect(), theme.colour("row"))
        painter.fillRect(0, self.height() - 2, self.width(), 2, theme.colour("warn"))

    def _follow(self) -> None:
        past = self._bench.session.past
        if past is None and self.isHidden():
            return
        self._words.setText(past or "")
        self.setVisible(past is not None)
        self._bench.reader.setViewportMargins(0, HEIGHT if past else 0, 0, 0)
        self._place()
        if past is None:
            self._bench.reader.setFocus()

    def _place(self) -> None:
        self.setGeometry(0, 0, self._bench.reader.width(), HEIGHT)
