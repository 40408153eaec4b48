"""What was decided before about a position like this one."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from annotator.services import reviewing
from annotator.services.reviewing import Precedent
from annotator.ui import fonts, plain
from annotator.ui.panels import rows
from annotator.ui.review import words
from annotator.ui.workbench import Workbench

_ROW, _SIDE = 24, 16.0


class Precedents(QWidget):
    """A row for each: its words, and what gold says since; the reason is the tool tip."""

    def __init__(self, bench: Workbench) -> None:
        """Empty."""
        super().__init__()
        self._bench = bench
        self._found: list[Precedent] = []
        self._font = fonts.ui_font(12)
        bench.appearance.changed.connect(self.update)

    def follow(self) -> int:
        """Show what was decided like the position at hand; how much that is."""
        project, at_work = self._bench.session.project, self._bench.reviewing
        self._found = []
        if project is not None and at_work.review is not None and at_work.position is not None:
            self._found = reviewing.precedents(project, at_work.review.document, at_work.position)
        self.setFixedHeight(len(self._found) * _ROW + 10)
        said = [self._spoken(one) for one in self._found]
        self.setAccessibleName("; ".join(said))
        plain.set_tooltip(self, "\n".join(said))
        self.update()
        return len(self._found)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows."""
        painter, theme = QPainter(self), self._bench.appearance.theme
        for at, one in enumerate(self._found):
            box = QRectF(_SIDE, at * _ROW, self.width() - 2 * _SIDE, _ROW)
            taken = rows.paint_words(
                painter, box, self._value(one), self._font, theme.colour("ink2"), at_end=True
            )
            box.setRight(box.right() - taken - 10)
            font = fonts.serif_font(13.5, language=one.language)
            rows.paint_words(painter, box, one.words, font, theme.colour("ink"))

    def _value(self, one: Precedent) -> str:
        return words.value_of(self._bench.session.scheme, one.about, one.outcome)

    def _spoken(self, one: Precedent) -> str:
        parts = (one.words, self._value(one), one.reason)
        return ", ".join(part for part in parts if part)
