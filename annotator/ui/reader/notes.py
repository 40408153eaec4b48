"""Margin notes: opinions beside the words that carry them, notes and flags beside theirs.

They are in words or, where it is narrow, a circle or an icon.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from annotator.domain.entities import FLAG, Mark, Opinion
from annotator.ui import fonts, icons
from annotator.ui.reader.marking import words_of
from annotator.ui.reader.page import Page
from annotator.ui.theme import Theme
from annotator.ui.widgets.painting import paint_polarity

_CIRCLE = 13.0
_WORDS_OFFSET = 19.0
_PIXELS = 11.5
_LINE = 15
_GAP = 8
_FLAGGED = "Flagged"
_MOST_WORDS = 60
_ARROW = " → "


@dataclass(frozen=True, slots=True)
class Note:
    """An opinion, note or flag whose first line stands on `baseline`, in page coordinates."""

    about: Opinion | Mark
    baseline: int


def place(page: Page, taken: QRectF | None = None) -> list[Note]:
    """The notes of what is laid out, from top to bottom, pushed down where they would meet.

    They keep out of what is `taken`, in page coordinates.
    """
    if not page.columns.has_circles:
        return []
    places: list[tuple[int, Opinion | Mark]] = [
        *((one.expression[0][0], one) for one in page.marking.annotations.opinions if one.expression),
        *((one.start, one) for one in page.marking.noted if one.start is not None),
    ]
    wanted = [
        (baseline, about) for start, about in places if (baseline := _baseline(page, start)) is not None
    ]
    wanted.sort(key=lambda one: one[0])
    height = 2 * _LINE if page.columns.has_notes else round(_CIRCLE)
    notes: list[Note] = []
    for baseline, about in wanted:
        if notes:
            baseline = max(baseline, notes[-1].baseline + height + _GAP)
        if taken and baseline - _LINE < taken.bottom() and taken.top() < baseline + height - _LINE + _GAP:
            baseline = round(taken.bottom()) + _GAP + _LINE
        notes.append(Note(about, baseline))
    return notes


def paint(painter: QPainter, page: Page, notes: Iterable[Note], theme: Theme, clip: QRectF) -> None:
    """Paint the notes that touch `clip`, in page coordinates."""
    left, right = page.columns.notes()
    x = right - _CIRCLE / 2 if page.is_mirrored else left + _CIRCLE / 2
    width = right - left - _WORDS_OFFSET
    for note in notes:
        if note.baseline + _LINE + 6 < clip.top() or note.baseline - _LINE > clip.bottom():
            continue
        centre, about = QPointF(x, note.baseline - 4), note.about
        if isinstance(about, Opinion):
            paint_polarity(painter, centre, _CIRCLE, page.marking.sign(about.polarity), theme)
        else:
            icon, tone = ("flag", "warn") if about.name == FLAG else ("note", "ink3")
            icons.paint_icon(painter, icon, centre, theme.colour(tone), round(_CIRCLE))
        if page.columns.has_notes and isinstance(about, Opinion):
            _write_opinion(painter, page, note.baseline, about, theme, width)
        elif page.columns.has_notes and isinstance(about, Mark):
            _write_note(painter, page, note.baseline, about.value, theme, width)


def _write_opinion(
    painter: QPainter, page: Page, baseline: int, opinion: Opinion, theme: Theme, width: float
) -> None:
    who, whom, words = words_of(page.document.text, page.marking.annotations, opinion)
    heading = fonts.ui_font(_PIXELS)
    painter.setPen(theme.colour("ink2"))
    painter.setFont(heading)
    _write(painter, page, baseline, _heading(QFontMetricsF(heading), who, whom, width))
    painter.setPen(theme.colour("ink3"))
    quotation = fonts.quotation_font(_PIXELS, words, page.document.language)
    painter.setFont(quotation)
    words = QFontMetricsF(quotation).elidedText(words, Qt.TextElideMode.ElideRight, width - 12)
    _write(painter, page, baseline + _LINE, f"“{words}”")


def _write_note(painter: QPainter, page: Page, baseline: int, words: str, theme: Theme, width: float) -> None:
    font = fonts.ui_font(_PIXELS)
    painter.setPen(theme.colour("ink2"))
    painter.setFont(font)
    for at, line in enumerate(_two_lines(QFontMetricsF(font), words or _FLAGGED, width)):
        _write(painter, page, baseline + at * _LINE, _isolated(line))


def _two_lines(metrics: QFontMetricsF, words: str, width: float) -> list[str]:
    """As many words as fit into the first line, and of the others as much as fits into the second."""
    first, rest = "", words.split()[:_MOST_WORDS]
    while rest and metrics.horizontalAdvance(longer := f"{first} {rest[0]}".strip()) <= width:
        first, rest = longer, rest[1:]
    lines = [first, " ".join(rest)] if first else [" ".join(rest)]
    return [metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in lines if line]


def _baseline(page: Page, start: int) -> int | None:
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
