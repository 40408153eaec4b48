"""The banner above the article while it is shown as it was."""

from PySide6.QtCore import QEvent, QObject, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from annotator.ui import fonts, plain
from annotator.ui.panels import rows
from annotator.ui.past import look_now
from annotator.ui.widgets import KeyCap
from annotator.ui.workbench import Workbench

HEIGHT = 40
_SIDE = 16


class PastBanner(QWidget):
    """Stands above the article, in room of its own, while it is shown as it was."""

    def __init__(self, bench: Workbench) -> None:
        """Hidden until somebody looks back."""
        super().__init__(bench.reader)
        self._bench = bench
        self._font = fonts.ui_font(12.5)
        self.back = plain.button("Back to now")
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIDE, 0, 12, 2)
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(KeyCap(bench.appearance, "Esc"))
        row.addWidget(self.back)
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
        buttons = self.childrenRect().adjusted(-_SIDE, 0, _SIDE, 0)
        room = QRectF(_SIDE, 0, buttons.left() - _SIDE, self.height() - 2)
        if self.isRightToLeft():
            room = QRectF(buttons.right(), 0, self.width() - buttons.right() - _SIDE, self.height() - 2)
        rows.paint_words(painter, room, self.accessibleName(), self._font, theme.colour("ink"))

    def _follow(self) -> None:
        past = self._bench.session.past
        if past is None and self.isHidden():
            return
        self.setAccessibleName(past or "")
        self.setVisible(past is not None)
        self._bench.reader.setViewportMargins(0, HEIGHT if past else 0, 0, 0)
        self._place()
        if past is None:
            self._bench.reader.setFocus()

    def _place(self) -> None:
        self.setGeometry(0, 0, self._bench.reader.width(), HEIGHT)
