"""A line of words that gives way."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.ui import plain
from annotator.ui.agreement.chart import write
from annotator.ui.theme import Appearance


class Elided(QWidget):
    """Cut with an ellipsis where there is no room; whole in its tool tip and for a screen reader."""

    def __init__(self, appearance: Appearance, font: QFont, tone: str = "ink2") -> None:
        """Without words."""
        super().__init__()
        self._appearance, self._font, self._tone = appearance, font, tone
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        appearance.changed.connect(self.update)

    def say(self, words: str) -> None:
        """Show these."""
        self._words = words
        self.setAccessibleName(words)
        plain.set_tooltip(self, words)
        self.update()

    def words(self) -> str:
        """All that is said."""
        return self._words

    def sizeHint(self) -> QSize:
        """A line."""
        return QSize(40, round(QFontMetricsF(self._font).height()) + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write what there is room for."""
        painter, theme = QPainter(self), self._appearance.theme
        start = Qt.AlignmentFlag.AlignLeft
        write(painter, QRectF(self.rect()), self._words, self._font, theme, self._tone, start)
