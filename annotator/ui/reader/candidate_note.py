"""Beside the candidate under the cursor, in the margin: which keys say what about it, and why it is one."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF, QPainter

from annotator.domain.candidates import Candidate
from annotator.ui import fonts
from annotator.ui.reader.page import Page
from annotator.ui.theme import Theme
from annotator.ui.widgets.painting import key_text, key_width, paint_key, paint_tag, tag_width

HEIGHT = 44  # of both lines, from the top of the first key
_LINE = 22
_GAP = 7
_PIXELS = 12.0
_TAG_PIXELS = 10.5
_ABOVE_BASELINE = 12.5  # the top of a key above the baseline beside it
_NO_ENTITY = "not an entity"
_LABEL_IT = "label"


@dataclass(frozen=True, slots=True)
class Keys:
    """How the keys are written that accept, reject, and label a candidate, as in `Ctrl+Z`."""

    accept: str = "Space"
    reject: str = "Backspace"
    label: str = "1–9"


def place(page: Page, candidate: Candidate) -> QRectF | None:
    """Where it stands, in page coordinates; None where the margin has no room for words."""
    geometry = page.geometry(page.piece_of(candidate.start))
    if geometry is None or not page.columns.has_notes:
        return None
    row = geometry.rows[geometry.row_of(candidate.start)]
    left, right = page.columns.notes()
    top = page.top_of(page.piece_of(candidate.start)) + row.baseline - _ABOVE_BASELINE
    return QRectF(left, top, right - left, HEIGHT)


def paint(painter: QPainter, page: Page, candidate: Candidate, keys: Keys, theme: Theme) -> None:
    """Paint both lines, if there is room for them."""
    rect = place(page, candidate)
    if rect is None:
        return
    label = page.marking.scheme.label(candidate.label_id) if candidate.label_id else None
    line = _Line(painter, theme, rect, rect.top(), page.is_mirrored)
    if label is None:
        line.key(keys.label)
        line.words(_LABEL_IT, "ink2")
    else:
        line.key(keys.accept)
        line.tag(label.tag, label.colour)
    line.words(candidate.evidence, "ink2")
    line = _Line(painter, theme, rect, rect.top() + _LINE, page.is_mirrored)
    line.key(keys.reject)
    line.words(_NO_ENTITY, "ink2")


class _Line:
    """Writes one thing after the other, from the side where reading begins."""

    def __init__(self, painter: QPainter, theme: Theme, rect: QRectF, top: float, is_mirrored: bool) -> None:
        self._painter = painter
        self._theme = theme
        self._rect = rect
        self._top = top
        self._is_mirrored = is_mirrored
        self._at = 0.0

    def key(self, keys: str) -> None:
        text = key_text(keys)
        width = key_width(text)
        paint_key(self._painter, QPointF(self._next(width), self._top), text, self._theme)

    def tag(self, tag: str, colour: str) -> None:
        x = self._next(tag_width(tag, _TAG_PIXELS))
        look = self._theme.label(colour)
        point = QPointF(x, self._top + _ABOVE_BASELINE)
        paint_tag(self._painter, point, tag, look, self._theme, pixels=_TAG_PIXELS)

    def words(self, words: str, token: str) -> None:
        font = fonts.ui_font(_PIXELS)
        width = QFontMetricsF(font).horizontalAdvance(words)
        if not words or self._at + width > self._rect.width():
            return
        self._painter.setFont(font)
        self._painter.setPen(self._theme.colour(token))
        self._painter.drawText(QPointF(self._next(width), self._top + _ABOVE_BASELINE), words)

    def _next(self, width: float) -> float:
        """The left of something this wide; what follows stands behind it."""
        at = self._at
        self._at += width + _GAP
        return self._rect.right() - at - width if self._is_mirrored else self._rect.left() + at
