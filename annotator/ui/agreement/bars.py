"""Bars with whiskers: label by label, and what agreement is made of."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from annotator.domain.agreement.figure import Figure
from annotator.ui import fonts
from annotator.ui.agreement import numbers
from annotator.ui.agreement.chart import Cell, Chart, widest, write
from annotator.ui.agreement.tags import Tags
from annotator.ui.theme import Appearance, Theme

_PITCH, _BAR, _TOP, _FOOT = 18.0, 8.0, 22.0, 22.0
_VALUE, _COUNT = 46.0, 58.0  # columns at the right: the value, n, and what was skipped
_RIGHT, _CENTRE = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure under a name; of a label, in its colours."""

    name: str
    figure: Figure
    label: str | None = None


class Bars(Chart):
    """One bar a row, from 0 to 1. A figure below 0 has no bar, and its number says so."""

    def __init__(
        self, appearance: Appearance, title: str, tags: Tags, *, goal: bool, skipped: bool = False
    ) -> None:
        """With a line at the goal, if `goal`; with a column of what was `skipped`."""
        super().__init__(appearance, title)
        self._tags, self._goal = tags, goal
        self._counts = ("n", "skipped") if skipped else ("n",)
        self._side = 60.0
        self.bars: Sequence[Bar] = ()
        self.setMinimumWidth(280)

    def show_bars(self, bars: Sequence[Bar], caption: str) -> None:
        """Show these, in this order."""
        self.bars = bars
        self._side = min(190.0, widest([bar.name for bar in bars], fonts.ui_font(12)) + 14)
        self.show_anew(caption)

    def shape(self) -> tuple[int, int]:
        """A bar a row."""
        return len(self.bars), 1 if self.bars else 0

    def cell_rect(self, cell: Cell) -> QRectF:
        """The whole row."""
        return QRectF(2, _TOP + cell[0] * _PITCH, self.width() - 4, _PITCH)

    def say(self, cell: Cell) -> str:
        """The figure, whole."""
        bar = self.bars[cell[0]]
        return numbers.spoken(bar.name, bar.figure)

    def height_for(self, width: float) -> float:
        """All rows and the scale."""
        return _TOP + len(self.bars) * _PITCH + _FOOT

    def draw(self, painter: QPainter, theme: Theme, seen: QRectF) -> None:
        """The scale, then the bars."""
        self._draw_scale(painter, theme)
        self._draw_counts(painter, theme)
        for at, bar in enumerate(self.bars):
            rect = self.cell_rect((at, 0))
            name = QRectF(0, rect.top(), self._side - 10, rect.height())
            if bar.label is None:
                write(painter, name, bar.name, fonts.ui_font(12), theme, "ink", _RIGHT)
            else:
                painter.setFont(fonts.tag_font())
                painter.setPen(self._tags.look(bar.label, theme).text)
                painter.drawText(name, _RIGHT | Qt.AlignmentFlag.AlignVCenter, bar.name)
            self._draw_bar(painter, theme, bar, rect)
            self._draw_numbers(painter, theme, bar.figure, rect)

    def _x(self, value: float) -> float:
        room = self.width() - self._side - _VALUE - _COUNT * len(self._counts)
        return self._side + max(0.0, min(1.0, value)) * room

    def _draw_scale(self, painter: QPainter, theme: Theme) -> None:
        bottom = _TOP + len(self.bars) * _PITCH
        for share in (0, 0.25, 0.5, 0.75, 1):
            x = self._x(share)
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(QLineF(x, _TOP, x, bottom))
            place = QRectF(x - 20, bottom + 3, 40, 18)
            words = numbers.cell(share) if 0 < share < 1 else f"{share:.0f}"
            write(painter, place, words, fonts.ui_font(11.5), theme, "ink2", _CENTRE)
        if self._goal:
            x = self._x(numbers.GOAL)
            pen = QPen(theme.colour("edge"), 1)
            pen.setDashPattern([3, 3])
            painter.setPen(pen)
            painter.drawLine(QLineF(x, _TOP - 2, x, bottom))
            place = QRectF(x - 40, 0, 80, _TOP - 4)
            write(
                painter,
                place,
                f"goal {numbers.cell(numbers.GOAL)}",
                fonts.ui_font(11.5),
                theme,
                "ink2",
                _CENTRE,
            )

    def _draw_bar(self, painter: QPainter, theme: Theme, bar: Bar, rect: QRectF) -> None:
        figure, middle = bar.figure, rect.center().y()
        if figure.value is None:
            return
        colour = self._tags.look(bar.label, theme).stroke if bar.label else theme.colour("ink2")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        left = self._x(0)
        painter.drawRect(QRectF(left, middle - _BAR / 2, self._x(figure.value) - left, _BAR))
        if figure.interval is not None:
            low, high = self._x(figure.interval.low), self._x(figure.interval.high)
            whisker(painter, theme, QLineF(low, middle, high, middle))

    def _draw_numbers(self, painter: QPainter, theme: Theme, figure: Figure, rect: QRectF) -> None:
        weight = QFont.Weight.DemiBold if _is_under(figure, self._goal) else QFont.Weight.Normal
        left = self.width() - _COUNT * len(self._counts)
        value = QRectF(left - _VALUE, rect.top(), _VALUE - 4, rect.height())
        write(painter, value, numbers.cell(figure.value), fonts.ui_font(12, weight), theme, "ink", _RIGHT)
        for at, count in enumerate((figure.n, figure.skipped)[: len(self._counts)]):
            place = QRectF(left + at * _COUNT, rect.top(), _COUNT - 4, rect.height())
            write(painter, place, f"{count:,}", fonts.ui_font(12), theme, "ink2", _RIGHT)

    def _draw_counts(self, painter: QPainter, theme: Theme) -> None:
        """What the columns at the right count."""
        for at, words in enumerate(reversed(self._counts), start=1):
            place = QRectF(self.width() - at * _COUNT, 0, _COUNT - 4, _TOP - 4)
            write(painter, place, words, fonts.ui_font(11.5), theme, "ink3", _RIGHT)


def whisker(painter: QPainter, theme: Theme, along: QLineF) -> None:
    """An interval: a line with two ends, told apart from a bar by a halo of paper."""
    ends = [QLineF(along.p1(), along.p2())]
    unit = along.normalVector().unitVector()
    across = unit.p2() - unit.p1()
    ends += [QLineF(end - across * 3, end + across * 3) for end in (along.p1(), along.p2())]
    for token, thick in (("paper", 3.2), ("ink", 1.4)):
        pen = QPen(QColor(theme.colour(token)), thick)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawLines(ends)


def _is_under(figure: Figure, goal: bool) -> bool:
    return goal and figure.value is not None and figure.value < numbers.GOAL
