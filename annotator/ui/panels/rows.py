"""How rows of lists are painted: their plane, their ring, their words. Lengths are logical pixels."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTextOption
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from annotator.ui.reader.offsets import display, is_right_to_left
from annotator.ui.theme import Theme

INSET = 8.0
RADIUS = 7.0
_ELLIPSIS = "…"
_BEFORE_SHARE = 0.45


class Piece(NamedTuple):
    """Words in one look; `back` is the colour behind them."""

    text: str
    font: QFont
    colour: QColor
    back: QColor | None = None


def is_current(option: QStyleOptionViewItem) -> bool:
    """Whether the row is the current one."""
    return bool(option.state & QStyle.StateFlag.State_Selected)


def paint_plane(
    painter: QPainter,
    option: QStyleOptionViewItem,
    theme: Theme,
    *,
    inset: float = INSET,
    is_marked: bool = False,
) -> None:
    """The rounded plane of a current or marked row or of one under the pointer, and the keyboard's ring."""
    state, rect = option.state, QRectF(option.rect)
    is_marked = is_marked or bool(state & QStyle.StateFlag.State_Selected)
    plane = rect.adjusted(inset, 1, -inset, -1)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    if is_marked or state & QStyle.StateFlag.State_MouseOver:
        painter.setBrush(theme.colour("row" if is_marked else "hover"))
        painter.drawRoundedRect(plane, RADIUS, RADIUS)
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(theme.colour("cursor"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(plane.adjusted(1, 1, -1, -1), RADIUS - 1, RADIUS - 1)


def paint_words(
    painter: QPainter,
    rect: QRectF,
    text: str,
    font: QFont,
    colour: QColor,
    *,
    at_end: bool = False,
    by_direction: bool = False,
) -> float:
    """One line, elided at its end; returns how wide it is.

    `at_end` puts it at the right, `by_direction` wherever a text of its direction begins.
    """
    metrics = QFontMetricsF(font)
    text = display(text)
    mirrored = is_right_to_left(text)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, rect.width()))
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(rect, shown, _one_line(mirrored, at_right=at_end or (by_direction and mirrored)))
    return width(shown, font)


def paint_pieces(painter: QPainter, rect: QRectF, pieces: Sequence[Piece]) -> None:
    """A line of words in several looks, elided at its end.

    The first piece may give up its beginning, so that the second one, which the line is about, is in sight.
    """
    mirrored = is_right_to_left("".join(piece.text for piece in pieces))
    x = rect.right() if mirrored else rect.left()
    for piece in _cut(_fitted(pieces, rect.width()), rect.width()):
        taken = width(piece.text, piece.font)
        left = x - taken if mirrored else x
        _paint_piece(painter, QRectF(left, rect.top(), taken, rect.height()), piece, mirrored)
        x = left if mirrored else left + taken


def width(text: str, font: QFont) -> float:
    """How wide the words are."""
    return QFontMetricsF(font).horizontalAdvance(display(text))


def hairline(painter: QPainter, start: QPointF, end: QPointF, colour: QColor) -> None:
    """A line one pixel thick, on whole pixels."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(colour, 1))
    painter.drawLine(start, end)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def _paint_piece(painter: QPainter, rect: QRectF, piece: Piece, mirrored: bool) -> None:
    metrics = QFontMetricsF(piece.font)
    if piece.back is not None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(piece.back)
        middle = rect.center().y()
        height = metrics.ascent() + metrics.descent()
        painter.drawRoundedRect(QRectF(rect.left() - 1, middle - height / 2, rect.width() + 2, height), 3, 3)
    painter.setFont(piece.font)
    painter.setPen(piece.colour)
    roomy = rect.adjusted(-1, 0, 0, 0) if mirrored else rect.adjusted(0, 0, 1, 0)
    painter.drawText(roomy, display(piece.text), _one_line(mirrored, at_right=False))


def _one_line(mirrored: bool, *, at_right: bool) -> QTextOption:
    side = Qt.AlignmentFlag.AlignRight if at_right else Qt.AlignmentFlag.AlignLeft
    option = QTextOption(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight)
    return option


def _fitted(pieces: Sequence[Piece], room: float) -> Sequence[Piece]:
    """The pieces with as many words off the first one's beginning as it takes to see the second."""
    first = pieces[0]
    if sum(width(piece.text, piece.font) for piece in pieces[:2]) <= room:
        return pieces
    words = first.text
    while width(words, first.font) > room * _BEFORE_SHARE and " " in words.lstrip():
        words = words.lstrip().partition(" ")[2]
    if width(words, first.font) > room * _BEFORE_SHARE:
        words = ""
    return [first._replace(text=words), *pieces[1:]]


def _cut(pieces: Sequence[Piece], room: float) -> Sequence[Piece]:
    """The pieces that fit, the last of them elided if any are missing."""
    if sum(width(piece.text, piece.font) for piece in pieces) <= room:
        return pieces
    fitting: list[Piece] = []
    for at, piece in enumerate(pieces):
        taken = width(piece.text, piece.font)
        if taken > room - width(_ELLIPSIS, piece.font):
            rest = display("".join(one.text for one in pieces[at:]))
            words = QFontMetricsF(piece.font).elidedText(rest, Qt.TextElideMode.ElideRight, max(0.0, room))
            return [*fitting, piece._replace(text=words)]
        fitting.append(piece)
        room -= taken
    return fitting
