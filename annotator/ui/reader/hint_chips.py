"""Hint letters under the words, where their tags would hang."""

from collections.abc import Mapping, Sequence
from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from annotator.ui import fonts
from annotator.ui.reader.page import Page
from annotator.ui.theme import Theme

_HEIGHT = 13.0
_PADDING = 4.0
_PIXELS = 10.0
_BELOW_RULE = 1.0
_RADIUS = 3.0
_WIDEST = "WW"

Range = tuple[int, int]


def rects(page: Page, hints: Mapping[Range, str]) -> dict[Range, QRectF]:
    """Where the chip of each hint is, in page coordinates, as far as its word is laid out."""
    found: dict[Range, QRectF] = {}
    for place, letters in hints.items():
        at = page.piece_of(place[0])
        geometry = page.geometry(at)
        point = geometry.hanging_point(place[0]) if geometry else None
        if geometry is None or point is None:
            continue
        scale = geometry.measures.scale
        width = len(letters) * _letter_width(scale) + 2 * _PADDING * scale
        left = point.x() - width if geometry.laid.is_right_to_left else point.x()
        origin = QPointF(page.columns.text_left + left, page.top_of(at) + point.y() + _BELOW_RULE)
        found[place] = QRectF(origin.x(), origin.y(), width, _HEIGHT * scale)
    return found


def with_room(page: Page, places: Sequence[Range]) -> list[Range]:
    """Those of the places, in text order, whose chips of two letters would not run into the one before."""
    kept: list[Range] = []
    last: QRectF | None = None
    for place, rect in rects(page, dict.fromkeys(places, _WIDEST)).items():
        if last is None or not rect.intersects(last):
            kept.append(place)
            last = rect
    return kept


def paint(painter: QPainter, page: Page, hints: Mapping[Range, str], theme: Theme, clip: QRectF) -> None:
    """Paint the chips that touch `clip`."""
    chips = {place: rect for place, rect in rects(page, hints).items() if rect.intersects(clip)}
    if chips:
        painter.setFont(_font(next(iter(chips.values())).height() / _HEIGHT))
    for place, rect in chips.items():
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("hint"))
        painter.drawRoundedRect(rect, _RADIUS, _RADIUS)
        painter.setPen(theme.colour("onhint"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, hints[place].upper())


def _font(scale: float) -> QFont:
    return fonts.mono_font(_PIXELS * scale, QFont.Weight.Bold)


@cache
def _letter_width(scale: float) -> float:
    """All letters of this type are of one width."""
    return QFontMetricsF(_font(scale)).horizontalAdvance("W")
