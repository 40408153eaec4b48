"""Opinion links: from who thinks so, and from the words that carry it, to the target.

They run between the lines and beside the text, never through words. Points are those of the page.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from annotator.domain.entities import Opinion, Span
from annotator.ui.reader.geometry import PieceGeometry
from annotator.ui.reader.page import Page
from annotator.ui.theme import Theme

_BELOW = 3.8  # a line's bottom: between the tags, which hang out of it, and the fills of the next one
_INSIDE = 4.0
_BESIDE = 20.0
_BELOW_RULE = 3.0
_DOT = 2.2
_ARROW = 3.2


@dataclass(frozen=True, slots=True)
class End:
    """A link begins or ends at `x`, below the rule at `top`; it turns at `floor`, below the line."""

    x: float
    top: float
    floor: float


@dataclass(frozen=True, slots=True)
class Link:
    """One line to a target. `is_held`: it begins at the holder, not at the words."""

    start: End
    end: End
    beside: float
    is_held: bool

    @property
    def points(self) -> list[QPointF]:
        """Down, along the gap, beside the text to the other gap if that is another one, and up."""
        first, last = self.start, self.end
        around = [] if first.floor == last.floor else [(self.beside, first.floor), (self.beside, last.floor)]
        corners = [(first.x, first.floor), *around, (last.x, last.floor)]
        return [QPointF(x, y) for x, y in ((first.x, first.top), *corners, (last.x, last.top))]


def place(page: Page, opinion: Opinion) -> list[Link]:
    """The links of an opinion: none where the author thinks so in no words of its own."""
    on = page.marking.annotations
    target, holder = on.span(opinion.target), on.span(opinion.holder)
    if target is None:
        return []
    columns = page.columns
    distance = min(_BESIDE, columns.margin - _INSIDE)
    beside = round(columns.text_left - distance if columns.is_mirrored else columns.text_right + distance)
    end = _end(page, target.start, target.end, target)
    held = [Link(_end(page, holder.start, holder.end, holder), end, beside + 0.5, True)] if holder else []
    said = [Link(_end(page, *piece), end, beside + 0.5, False) for piece in opinion.expression]
    return [*held, *said]


def paint(painter: QPainter, page: Page, opinions: Iterable[Opinion], theme: Theme, clip: QRectF) -> None:
    """Paint the links of these opinions that touch `clip`, in the colour of their polarity."""
    for opinion in opinions:
        colour = theme.polarity(page.marking.sign(opinion.polarity))
        for link in place(page, opinion):
            heights = [point.y() for point in link.points]
            if min(heights) <= clip.bottom() and clip.top() <= max(heights) + _DOT:
                _paint_link(painter, link, colour)


def _paint_link(painter: QPainter, link: Link, colour: QColor) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, 1))
    painter.drawPolyline(link.points)
    x, top = link.end.x, link.end.top
    painter.drawPolyline(
        [QPointF(x - _ARROW, top + _ARROW), QPointF(x, top), QPointF(x + _ARROW, top + _ARROW)]
    )
    if link.is_held:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(QPointF(link.start.x, link.start.top + _DOT), _DOT, _DOT)


def _end(page: Page, start: int, end: int, span: Span | None = None) -> End:
    """Where a link meets the last character of a place; far away, where no line is laid out, about there."""
    at = page.piece_of(end - 1)
    top, geometry = page.top_of(at), page.geometry(at)
    if geometry is None:
        return End(page.columns.text_right, top, top)
    row = geometry.rows[geometry.row_of(end - 1)]
    boxes = geometry.rects(max(start, row.start), end)
    if geometry.laid.is_right_to_left:
        edge, step = min((box.left() for box in boxes), default=0.0), _INSIDE
    else:
        edge, step = max((box.right() for box in boxes), default=0.0), -_INSIDE
    floor = top + row.top + row.height + _BELOW * geometry.measures.zoom
    rule = top + _rule(geometry, end, span) + _BELOW_RULE
    return End(round(page.columns.text_left + edge + step) + 0.5, rule, round(floor) + 0.5)


def _rule(geometry: PieceGeometry, end: int, span: Span | None) -> float:
    """The height of the rule below a span, or of the dots below words, on the line of its end."""
    at = geometry.row_of(end - 1)
    for segment in geometry.segments:
        if span is not None and segment.span.id == span.id and segment.row == at:
            return geometry.rule_top(segment)
    return geometry.rows[at].baseline + geometry.measures.rule_top
