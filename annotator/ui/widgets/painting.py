"""How tags, key caps, polarities and statuses are drawn, wherever they stand. Sizes are logical pixels."""

import re
from functools import cache
from math import ceil

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QKeySequence, QPainter, QPen

from annotator.domain.entities import StatusValue
from annotator.ui import fonts, icons
from annotator.ui.theme import LabelLook, Theme

CHIP_WIDTH, CHIP_HEIGHT = 37.0, 16.0
KEY_HEIGHT = 17.0
TAG_PIXELS = 10.0
STATUS_DIAMETER = 14.0
PILL_PADDING = 4.0

_SIGN_LENGTH = 0.46  # of the circle's diameter
_SIGN_THICKNESS = 0.13
_OUTLINE = 1.25
_KEY_NAMES = {
    "Return": "Enter",
    "Backspace": "⌫",
    "Left": "←",
    "Right": "→",
    "Up": "↑",
    "Down": "↓",
    "-": "−",
}


def paint_polarity(
    painter: QPainter, centre: QPointF, diameter: float, sign: int, theme: Theme, *, filled: bool = True
) -> None:
    """A circle with a minus, a dot or a plus; the neutral one is never filled."""
    filled = filled and sign != 0
    colour = theme.polarity(sign)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen if filled else QPen(colour, _OUTLINE))
    painter.setBrush(QBrush(colour) if filled else Qt.BrushStyle.NoBrush)
    radius = diameter / 2 if filled else (diameter - _OUTLINE) / 2
    painter.drawEllipse(centre, radius, radius)
    paint_sign(painter, centre, diameter, sign, theme.colour("onpol") if filled else colour)
    painter.restore()


def paint_sign(painter: QPainter, centre: QPointF, diameter: float, sign: int, colour: QColor) -> None:
    """The minus, dot or plus that fits a circle of this diameter."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if sign == 0:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(centre, diameter * 0.1, diameter * 0.1)
        return
    painter.setPen(QPen(colour, diameter * _SIGN_THICKNESS, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    painter.drawLines(sign_lines(centre, diameter * _SIGN_LENGTH, sign))


def sign_lines(centre: QPointF, length: float, sign: int) -> list[QLineF]:
    """The strokes of a minus (-1) or plus (1) around a point."""
    along, up = QPointF(length / 2, 0), QPointF(0, length / 2)
    bar, post = QLineF(centre - along, centre + along), QLineF(centre - up, centre + up)
    return [bar, post] if sign > 0 else [bar]


def tag_text(tag: str, *, suggested: bool = False) -> str:
    """What is written for a tag; a suggestion asks."""
    return f"{tag} ?" if suggested else tag


@cache
def tag_width(text: str, pixels: float = TAG_PIXELS) -> float:
    """How wide a tag is written."""
    return QFontMetricsF(fonts.tag_font(pixels)).horizontalAdvance(text)


def paint_tag(
    painter: QPainter,
    at: QPointF,
    text: str,
    look: LabelLook,
    theme: Theme,
    *,
    selected: bool = False,
    pixels: float = TAG_PIXELS,
) -> None:
    """Write a tag from this point of its baseline; as a pill around the same letters if it is selected."""
    painter.setFont(fonts.tag_font(pixels))
    if selected:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.text)
        painter.drawRoundedRect(pill_rect(at, text, pixels), 3, 3)
    painter.setPen(theme.colour("paper") if selected else look.text)
    painter.drawText(at, text)


def pill_rect(at: QPointF, text: str, pixels: float = TAG_PIXELS) -> QRectF:
    """The pill around a selected tag whose letters start at this point of the baseline."""
    width = tag_width(text, pixels) + 2 * PILL_PADDING
    return QRectF(at.x() - PILL_PADDING, at.y() - 0.92 * pixels, width, 1.16 * pixels)


def chip_width(tag: str) -> float:
    """The chip's width: the same for nearly all tags of up to four letters."""
    return max(CHIP_WIDTH, ceil(tag_width(tag)) + 4.0)


def paint_chip(painter: QPainter, rect: QRectF, tag: str, look: LabelLook) -> None:
    """A label as a swatch: fill, rule and tag, 16 px high."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setClipRect(rect.adjusted(0, 0, 0, -2))
    painter.setBrush(look.fill)
    painter.drawRoundedRect(rect.adjusted(0, 0, 0, 4), 3, 3)
    painter.setClipping(False)
    painter.fillRect(QRectF(rect.left(), rect.bottom() - 2, rect.width(), 2), look.stroke)
    painter.setFont(fonts.tag_font())
    painter.setPen(look.text)
    painter.drawText(rect.adjusted(0, 0, 0, -2), Qt.AlignmentFlag.AlignCenter, tag)
    painter.restore()


def key_text(keys: str) -> str:
    """How a key or a combination (`Ctrl+Z`) is written on its cap, in the platform's names."""
    native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) or keys
    parts = re.split(r"(?<=[^+])\+(?=.)", native)
    return " ".join(_KEY_NAMES.get(part, part) for part in parts)


@cache
def key_width(text: str) -> float:
    """How wide a key cap with this text is."""
    return max(KEY_HEIGHT, ceil(QFontMetricsF(fonts.key_font()).horizontalAdvance(text)) + 9.0)


def paint_key(painter: QPainter, left_top: QPointF, text: str, theme: Theme, *, enabled: bool = True) -> None:
    """A key cap, 17 px high and `key_width` wide."""
    painter.save()
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # `Ctrl !` is no sentence
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    rect = QRectF(left_top.x(), left_top.y(), key_width(text), KEY_HEIGHT)
    painter.setPen(QPen(theme.colour("keyline"), 1))
    painter.setBrush(theme.colour("key"))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setFont(fonts.key_font())
    painter.setPen(theme.colour("ink2" if enabled else "dis"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def paint_status(
    painter: QPainter,
    centre: QPointF,
    status: StatusValue,
    theme: Theme,
    *,
    flagged: bool = False,
    diameter: float = STATUS_DIAMETER,
) -> None:
    """How far a document is: empty, half or full circle, skipped; a flag stands before all of them."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if flagged:
        icons.paint_icon(painter, "flag", centre, theme.colour("warn"), round(diameter + 2))
    elif status == "skipped":
        icons.paint_icon(painter, "skip", centre, theme.colour("ink3"), round(diameter + 2))
    elif status == "done":
        _paint_tick(painter, centre, diameter, theme)
    else:
        _paint_circle(painter, centre, diameter, theme.colour("ink3" if status == "new" else "ink"), status)
    painter.restore()


def _paint_tick(painter: QPainter, centre: QPointF, diameter: float, theme: Theme) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("ink2"))
    painter.drawEllipse(centre, diameter / 2, diameter / 2)
    pen = QPen(theme.colour("chrome"), diameter * 0.115)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    points = [QPointF(x, y) * diameter + centre for x, y in ((-0.21, 0.03), (-0.07, 0.17), (0.22, -0.14))]
    painter.drawPolyline(points)


def _paint_circle(
    painter: QPainter, centre: QPointF, diameter: float, colour: QColor, status: StatusValue
) -> None:
    radius = diameter / 2 - 0.75
    painter.setPen(QPen(colour, 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(centre, radius, radius)
    if status == "in_progress":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        around = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        painter.drawPie(around, -90 * 16, 180 * 16)
