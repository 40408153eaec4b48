"""Six figures at a glance; one that is undefined is a dash and a reason."""

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from annotator.ui import fonts
from annotator.ui.agreement import numbers
from annotator.ui.agreement.bars import Bar
from annotator.ui.agreement.chart import Cell, Chart, write
from annotator.ui.theme import Appearance, Theme

_HEIGHT, _NARROW, _SIDE = 96.0, 150.0, 20.0


class Strip(Chart):
    """A cell a figure, in one row, or in two where it is narrow."""

    def __init__(self, appearance: Appearance) -> None:
        """Without content."""
        super().__init__(appearance, "Agreement of all layers")
        self.figures: Sequence[Bar] = ()
        self.setMinimumWidth(420)

    def show_figures(self, figures: Sequence[Bar], caption: str) -> None:
        """Show these."""
        self.figures = figures
        self.show_anew(caption)

    def shape(self) -> tuple[int, int]:
        """One row of cells, or two."""
        if not self.figures:
            return 0, 0
        rows = 1 if self.width() >= _NARROW * len(self.figures) else 2
        return rows, -(-len(self.figures) // rows)

    def cell_rect(self, cell: Cell) -> QRectF:
        """The place of a figure."""
        columns = max(1, self.shape()[1])
        wide = self.width() / columns
        return QRectF(cell[1] * wide + 4, cell[0] * _HEIGHT + 4, wide - 8, _HEIGHT - 8)

    def say(self, cell: Cell) -> str:
        """The figure, whole."""
        one = self.figures[min(cell[0] * self.shape()[1] + cell[1], len(self.figures) - 1)]
        return numbers.spoken(one.name, one.figure)

    def height_for(self, width: float) -> float:
        """A row, or two."""
        return _HEIGHT * max(1, self.shape()[0])

    def draw(self, painter: QPainter, theme: Theme, seen: QRectF) -> None:
        """The figures, with hairlines between them."""
        columns = max(1, self.shape()[1])
        for at, one in enumerate(self.figures):
            rect = self.cell_rect((at // columns, at % columns))
            if at % columns:
                painter.setPen(QPen(theme.colour("line2"), 1))
                painter.drawLine(
                    QLineF(rect.left() - 4, rect.top() + 14, rect.left() - 4, rect.bottom() - 12)
                )
            self._draw_figure(painter, theme, one, rect.adjusted(_SIDE - 4, 8, -4, -4))

    def _draw_figure(self, painter: QPainter, theme: Theme, one: Bar, rect: QRectF) -> None:
        figure, small, big = one.figure, fonts.ui_font(12), fonts.serif_font(29)
        write(painter, QRectF(rect.left(), rect.top(), rect.width(), 18), one.name, small, theme, "ink2")
        line = QRectF(rect.left(), rect.top() + 20, rect.width(), 34)
        if figure.value is None:
            write(painter, line, numbers.NONE, big, theme, "ink3")
            beside = line.adjusted(26, 0, 0, 0)
            write(painter, beside.adjusted(0, 4, 0, 4), "undefined", small, theme, "ink2")
        else:
            words = numbers.figure(figure.value)
            write(painter, line, words, big, theme, "ink")
            beside = line.adjusted(QFontMetricsF(big).horizontalAdvance(words) + 10, 0, 0, 0)
            spread = fonts.ui_font(12, QFont.Weight.Medium)
            write(painter, beside.adjusted(0, 4, 0, 4), numbers.spread(figure), spread, theme, "ink2")
        foot = QRectF(rect.left(), rect.top() + 56, rect.width(), 18)
        words = numbers.counted(figure) if figure.value is not None else numbers.reason(figure)
        write(painter, foot, words, small, theme, "ink2")
