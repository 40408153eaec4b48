"""Agreement over time: a point a period, with its interval."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from annotator.services.agreement_articles import OverTime, Period
from annotator.ui import fonts
from annotator.ui.agreement import numbers
from annotator.ui.agreement.bars import whisker
from annotator.ui.agreement.chart import Cell, Chart, write
from annotator.ui.theme import Appearance, Theme

_LEFT, _RIGHT, _TOP, _TALL, _FOOT = 36.0, 12.0, 12.0, 150.0, 56.0
_WORDS_WIDE = 78.0  # of a date below a point
_CENTRE = Qt.AlignmentFlag.AlignHCenter


class TimeLine(Chart):
    """Strict F1 of articles in the order in which they were finished, or why that cannot be said."""

    def __init__(self, appearance: Appearance) -> None:
        """Without content."""
        super().__init__(appearance, "Over time")
        self.found = OverTime(())
        self.setMinimumWidth(280)

    @property
    def periods(self) -> Sequence[Period]:
        """The points."""
        return self.found.periods

    def show_time(self, found: OverTime, caption: str) -> None:
        """Show these."""
        self.found = found
        self.show_anew(caption)
        if found.why:
            self.setAccessibleDescription(found.why)

    def shape(self) -> tuple[int, int]:
        """A point a column."""
        return (1, len(self.periods)) if self.periods else (0, 0)

    def cell_rect(self, cell: Cell) -> QRectF:
        """The column of the period."""
        wide = (self.width() - _LEFT - _RIGHT) / max(1, len(self.periods))
        return QRectF(_LEFT + cell[1] * wide + 1, _TOP - 6, wide - 2, _TALL + 12)

    def say(self, cell: Cell) -> str:
        """Which articles, when, and their figure."""
        one = self.periods[cell[1]]
        return numbers.spoken(f"Articles {one.first} to {one.last}, {_dates(one)}", one.figure)

    def height_for(self, width: float) -> float:
        """One size; a sentence is lower."""
        return 34 if self.found.why else _TOP + _TALL + _FOOT

    def draw(self, painter: QPainter, theme: Theme, seen: QRectF) -> None:
        """The scale, the line, the points with their whiskers; or the sentence."""
        if self.found.why:
            painter.setPen(theme.colour("ink2"))
            painter.setFont(fonts.ui_font(12))
            words = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
            painter.drawText(
                QRectF(0, 0, self.width(), 34),
                words,
                f"No line: {self.found.why.removeprefix('undefined because ')}.",
            )
            return
        self._draw_scale(painter, theme)
        points = [(self.cell_rect((0, at)).center().x(), one.figure) for at, one in enumerate(self.periods)]
        known = [QPointF(x, self._y(figure.value)) for x, figure in points if figure.value is not None]
        painter.setPen(QPen(theme.colour("ink3"), 1.5))
        painter.drawPolyline(known)
        for x, figure in points:
            if figure.value is not None:
                if figure.interval is not None:
                    low, high = self._y(figure.interval.low), self._y(figure.interval.high)
                    whisker(painter, theme, QLineF(x, low, x, high))
                painter.setPen(QPen(theme.colour("paper"), 1.5))
                painter.setBrush(theme.colour("ink"))
                painter.drawEllipse(QPointF(x, self._y(figure.value)), 4, 4)

    def _y(self, value: float) -> float:
        return _TOP + (1 - max(0.0, min(1.0, value))) * _TALL

    def _draw_scale(self, painter: QPainter, theme: Theme) -> None:
        small = fonts.ui_font(11.5)
        for share in (0, 0.25, 0.5, 0.75, 1):
            y = self._y(share)
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(QLineF(_LEFT, y, self.width() - _RIGHT, y))
            words = numbers.cell(share) if 0 < share < 1 else f"{share:.0f}"
            write(
                painter,
                QRectF(0, y - 9, _LEFT - 8, 18),
                words,
                small,
                theme,
                "ink2",
                Qt.AlignmentFlag.AlignRight,
            )
        every = ceil(_WORDS_WIDE / max(1.0, self.cell_rect((0, 0)).width()))
        day = ""
        for at in range(0, len(self.periods), every):
            one, rect = self.periods[at], self.cell_rect((0, at))
            place = QRectF(rect.center().x() - 45, _TOP + _TALL + 6, 90, 16)
            write(painter, place, f"{one.first:,}–{one.last:,}", small, theme, "ink2", _CENTRE)
            if one.end[:10] != day:
                day = one.end[:10]
                write(painter, place.translated(0, 15), day, small, theme, "ink3", _CENTRE)
        foot = QRectF(_LEFT, _TOP + _TALL + 38, self.width() - _LEFT - _RIGHT, 16)
        words = "articles in the order in which the last layer finished them, by its own clock"
        write(painter, foot, words, small, theme, "ink3", _CENTRE)


def _dates(one: Period) -> str:
    begin, end = one.begin[:10], one.end[:10]
    return begin if begin == end else f"{begin} to {end}"
