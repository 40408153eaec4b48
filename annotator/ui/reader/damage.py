"""Damage on a page: where it is, and the waves that are drawn below it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPainterPath, QPen

from annotator.domain.damage_kinds import Finding, seen
from annotator.ui.reader.geometry import PieceGeometry
from annotator.ui.theme import Theme

_WIDTH = 1.2
_LIFT = 3.0
_LENGTH, _HEIGHT = 4.0, 1.4  # of a wave, in pixels at 100 per cent

Range = tuple[int, int]


class Damage:
    """The findings of one document, in text order, and the code points that show them."""

    def __init__(self, text: str = "", findings: Sequence[Finding] = ()) -> None:
        """Arranges what is there."""
        self.findings = tuple(findings)
        self._places = _united(seen(text, one) for one in findings)

    def between(self, start: int, end: int) -> Sequence[Range]:
        """The places that share a character with [start, end)."""
        first = bisect_right(self._places, start, key=_end)
        return self._places[first : bisect_left(self._places, end, key=_start)]

    def changed(self, new: "Damage") -> list[Range]:
        """The code points that look different with the new findings."""
        return sorted(set(self._places) ^ set(new._places))


def paint(painter: QPainter, geometry: PieceGeometry, places: Iterable[Range], theme: Theme) -> None:
    """A wave below each of these ranges of code points, above the rule of a label, if there is one."""
    zoom = geometry.measures.zoom
    below = geometry.measures.rule_top + 1 - geometry.measures.fill_below
    painter.setPen(QPen(theme.colour("warn"), _WIDTH * max(1.0, zoom)))
    for start, end in places:
        is_labelled = any(one.span.start < end and start < one.span.end for one in geometry.segments)
        lift = _LIFT * zoom if is_labelled else 0
        for rect in geometry.rects(start, end):
            painter.drawPath(_wave(rect, rect.bottom() + below - lift, zoom))


def _wave(rect: QRectF, y: float, zoom: float) -> QPainterPath:
    """From the left end to the right one, at least one wave wide."""
    half, height = _LENGTH * zoom / 2, _HEIGHT * zoom
    path = QPainterPath(QPointF(rect.left(), y))
    count = max(2, round(rect.width() / half))
    for at in range(count):
        x = rect.left() + at * half
        turn = -height if at % 2 else height
        path.quadTo(QPointF(x + half / 2, y + turn), QPointF(x + half, y))
    return path


def _united(places: Iterable[Range]) -> list[Range]:
    found: list[Range] = []
    for start, end in sorted(places):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _start(place: Range) -> int:
    return place[0]


def _end(place: Range) -> int:
    return place[1]
