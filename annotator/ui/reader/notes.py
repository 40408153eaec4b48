"""Margin notes: opinions beside the words that carry them, in words or, where it is narrow, as a circle."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from annotator.domain.entities import Opinion
from annotator.ui import fonts
from annotator.ui.reader.marking import words_of
from annotator.ui.reader.page import Page
from annotator.ui.theme import Theme
from annotator.ui.widgets.painting import paint_polarity

_CIRCLE = 13.0
_WORDS_OFFSET = 19.0
_PIXELS = 11.5
_LINE = 15
_GAP = 8
_ARROW = " → "


@dataclass(frozen=True, slots=True)
class Note:
    """An opinion whose first line stands on `baseline`, in page coordinates."""

    opinion: Opinion
    baseline: int


def place(page: Page, taken: QRectF | None = None) -> list[Note]:
    """The notes of what is laid out, from top to bottom, pushed down where they would meet.

    They keep out of what is `taken`, in page coordinates.
    """
    if not page.columns.has_circles:
        return []
    wanted = [
        (baseline, opinion)
        for opinion in page.marking.annotations.opinions
        if opinion.expression and (baseline := _baseline(page, opinion)) is not None
    ]
    wanted.sort(key=lambda one: one[0])
    height = 2 * _LINE if page.columns.has_notes else round(_CIRCLE)
    notes: list[Note] = []
    for baseline, opinion in wanted:
        if notes:
            baseline = max(baseline, notes[-1].baseline + height + _GAP)
        if taken and baseline - _LINE < taken.bottom() and taken.top() < baseline + height - _LINE + _GAP:
            baseline = round(taken.bottom()) + _GAP + _LINE
        notes.append(Note(opinion, baseline))
    return notes


def paint(painter: QPainter, page: Page, notes: Iterable[Note], theme: Theme, clip: QRectF) -> None:
    """Paint the notes that touch `clip`, in page coordinates."""
    left, right = page.columns.notes()
    heading = fonts.ui_font(_PIXELS)
    for note in notes:
        if note.baseline + _LINE + 6 < clip.top() or note.baseline - _LINE > clip.bottom():
            continue
        x = right - _CIRCLE / 2 if page.is_mirrored else left + _CIRCLE / 2
        sign = page.marking.sign(note.opinion.polarity)
        paint_polarity(painter, QPointF(x, note.baseline - 4), _CIRCLE, sign, theme)
        if page.columns.has_notes:
            who, whom, words = words_of(page.document.text, page.marking.annotations, note.opinion)
            painter.setPen(theme.colour("ink2"))
            painter.setFont(heading)
            width = right - left - _WORDS_OFFSET
            _write(painter, page, note.baseline, _heading(QFontMetricsF(heading), who, whom, width))
            painter.setPen(theme.colour("ink3"))
            quotation = fonts.quotation_font(_PIXELS, words, page.document.language)
            painter.setFont(quotation)
            metrics = QFontMetricsF(quotation)
            words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, width - 12)
            _write(painter, page, note.baseline + _LINE, f"“{words}”")


def _baseline(page: Page, opinion: Opinion) -> int | None:
    start = opinion.expression[0][0]
    at = page.piece_of(start)
    geometry = page.geometry(at)
    if geometry is None:
        return None
    return page.top_of(at) + geometry.rows[geometry.row_of(start)].baseline


def _heading(metrics: QFontMetricsF, who: str, whom: str, width: float) -> str:
    """Who and whom, each with at least half of the room if both are long."""
    room = width - metrics.horizontalAdvance(_ARROW)
    who_width, whom_width = metrics.horizontalAdvance(who), metrics.horizontalAdvance(whom)
    if who_width + whom_width > room:
        who_room = max(room / 2, room - whom_width)
        whom_room = max(room / 2, room - who_width)
        who = metrics.elidedText(who, Qt.TextElideMode.ElideRight, who_room)
        whom = metrics.elidedText(whom, Qt.TextElideMode.ElideRight, whom_room)
    return f"{_isolated(who)}{_ARROW}{_isolated(whom)}"


def _isolated(words: str) -> str:
    return f"\u2068{words}\u2069"


def _write(painter: QPainter, page: Page, baseline: int, words: str) -> None:
    left, right = page.columns.notes()
    if page.is_mirrored:
        width = QFontMetricsF(painter.font()).horizontalAdvance(words)
        painter.drawText(QPointF(right - _WORDS_OFFSET - width, baseline), words)
    else:
        painter.drawText(QPointF(left + _WORDS_OFFSET, baseline), words)
