"""What stands above the article: the title, unless it is part of the text, and a line about the document."""

import re
from collections.abc import Iterator

from PySide6.QtCore import QDate, QLineF, QLocale, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from annotator.domain.document import Document
from annotator.ui import fonts
from annotator.ui.icons import paint_icon
from annotator.ui.reader.measures import Columns, headline_measures
from annotator.ui.reader.offsets import LaidText, display
from annotator.ui.theme import Theme

_HEADLINE_PIXELS = 27
_META_PIXELS = 12.5
_TITLE_TO_META, _META, _META_TO_RULE, _RULE_TO_TEXT = 12, 12, 18, 22
_LARGEST_SCALE = 1.5  # the line about the document keeps to one line, and stays readable
_SEPARATOR = "·"
_ICON = 14
_LANGUAGES = {  # for which Qt would name a country as well
    QLocale.Language.English: "English",
    QLocale.Language.Spanish: "español",
}
_WEEKDAY = re.compile(r"^dddd[^dMy']*|[,\s]*dddd$|G ")  # and the name of the era, which Qt cannot write


class Header:
    """Painted between the headline and the body; heights in pixels."""

    def __init__(self, document: Document, columns: Columns, zoom: float, damaged: int = 0) -> None:
        """Lays out the title if the text has no headline of its own; `damaged` places are told of."""
        self._columns = columns
        self._zoom = zoom
        self._scale = min(max(zoom, 1.0), _LARGEST_SCALE)
        self._title: LaidText | None = None
        self._parts = [display(part) for part in meta(document)]
        self._copies = len(document.appearances)
        self._damaged = damaged
        self.title_height = 0
        if document.headline is None:
            self._lay_out_title(document)

    @property
    def meta_height(self) -> int:
        """From below the headline to the top of the body's first line."""
        return round((_TITLE_TO_META + _META + _META_TO_RULE + _RULE_TO_TEXT) * self._scale)

    def paint_title(self, painter: QPainter, theme: Theme, top: float, clip: QRectF) -> None:
        """Paint the title from `top` down."""
        if self._title is not None:
            painter.setPen(theme.colour("ink"))
            origin = QPointF(self._columns.text_left, top)
            self._title.draw(painter, origin, clip)

    def paint_meta(self, painter: QPainter, theme: Theme, top: float) -> None:
        """Paint the line about the document, and the rule, `top` being the bottom of the headline."""
        font = fonts.ui_font(_META_PIXELS * self._scale)
        metrics = QFontMetricsF(font)
        baseline = top + (_TITLE_TO_META + _META) * self._scale
        painter.setFont(font)
        painter.setPen(theme.colour("ink2"))
        if self._columns.is_mirrored:
            painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        at = 0.0
        gap = metrics.horizontalAdvance(" ") * 2
        for number, part in enumerate(self.fitted(metrics, gap)):
            if number:
                at = self._write(painter, metrics, at + gap, baseline, _SEPARATOR) + gap
            at = self._write(painter, metrics, at, baseline, part)
        copies = f"{self._copies} copies" if self._copies > 1 else ""
        at = self._paint_sign(painter, metrics, theme, at + 2 * gap, baseline, ("copies", copies, "ink2"))
        places = "damaged place" if self._damaged == 1 else "damaged places"
        damaged = f"{self._damaged:,} {places}" if self._damaged else ""
        self._paint_sign(painter, metrics, theme, at, baseline, ("damage", damaged, "warn"))
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        painter.setPen(QPen(theme.colour("line"), 1))
        y = round(baseline + _META_TO_RULE * self._scale) + 0.5
        painter.drawLine(QLineF(self._columns.text_left, y, self._columns.text_right, y))

    def fitted(self, metrics: QFontMetricsF, gap: float) -> list[str]:
        """What the line says, separators `gap` pixels apart; a source too long gives way to the others."""
        if not self._parts:
            return []
        first, *others = self._parts
        taken = sum(metrics.horizontalAdvance(one) for one in others)
        taken += len(others) * (2 * gap + metrics.horizontalAdvance(_SEPARATOR))
        room = max(self._columns.measure - taken, self._columns.measure / 3)
        return [metrics.elidedText(first, Qt.TextElideMode.ElideRight, room), *others]

    def _paint_sign(
        self,
        painter: QPainter,
        metrics: QFontMetricsF,
        theme: Theme,
        at: float,
        baseline: float,
        sign: tuple[str, str, str],
    ) -> float:
        """An icon with words in a tone, if there are any and room for them; returns where the next begins."""
        name, words, tone = sign
        icon = round(_ICON * self._scale)
        begin = at + icon + metrics.horizontalAdvance(" ")
        if not words or begin + metrics.horizontalAdvance(words) > self._columns.measure:
            return at
        painter.setPen(theme.colour(tone))
        centre = QPointF(self._x(at, icon) + icon / 2, baseline - 0.36 * metrics.ascent())
        paint_icon(painter, name, centre, theme.colour(tone), icon)
        return self._write(painter, metrics, begin, baseline, words) + metrics.horizontalAdvance(" ") * 4

    def _lay_out_title(self, document: Document) -> None:
        measures = headline_measures(fonts.writing_of(document.language), _HEADLINE_PIXELS, self._zoom)
        font = fonts.headline_font(document.language, self._zoom)
        self._title = LaidText(document.title, 0, font, self._columns.measure)
        for row in range(len(self._title.lines)):
            self._title.place(row, row * measures.pitch + measures.baseline)
        self.title_height = len(self._title.lines) * measures.pitch

    def _write(
        self, painter: QPainter, metrics: QFontMetricsF, at: float, baseline: float, words: str
    ) -> float:
        """Writes words `at` pixels from the side where reading begins; returns where they end."""
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(0.0, self._columns.measure - at))
        width = metrics.horizontalAdvance(words)
        painter.drawText(QPointF(self._x(at, width), baseline), words)
        return at + width

    def _x(self, at: float, width: float) -> float:
        if self._columns.is_mirrored:
            return self._columns.text_right - at - width
        return self._columns.text_left + at


def meta(document: Document) -> Iterator[str]:
    """Source, date in words, language: what is known of them."""
    first = document.first
    if first.source:
        yield first.source
    if first.published:
        yield date_in_words(first.published, document.language)
    if document.language:
        yield language_name(document.language)


def language_name(language: str) -> str:
    """The language in its own words; a tag that nobody knows stays as it is."""
    locale = QLocale(language.replace("-", "_"))
    if locale.language() == QLocale.Language.C:
        return language
    return _LANGUAGES.get(locale.language()) or locale.nativeLanguageName() or language


def date_in_words(published: str, language: str | None) -> str:
    """An ISO date, or a time's date, as the document's language writes it; anything else stays as it is."""
    date = QDate.fromString(published[:10], Qt.DateFormat.ISODate)
    if not date.isValid():
        return published
    tag = (language or "en").replace("-", "_")
    locale = QLocale("en_GB" if tag == "en" else tag)
    whole = locale.dateFormat(QLocale.FormatType.LongFormat)
    return locale.toString(date, _WEEKDAY.sub("", whole))
