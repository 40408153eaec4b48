"""How a document is painted in the list."""

import re

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.domain.query import DocumentRow
from annotator.ui import fonts, icons
from annotator.ui.models.document_list import ROW, SNIPPET, Snippet, day
from annotator.ui.panels import rows
from annotator.ui.theme import Appearance
from annotator.ui.widgets.painting import paint_status

ROW_HEIGHT = 46
_STATUS_X = 23.0
_TEXT_LEFT = 40.0
_RIGHT = 18.0
_TITLE_Y, _SOURCE_Y = 15.0, 31.5
_LINE = 18.0
_GAP = 8.0
_SNIPPET_PIXELS = 12.5
_DOT = " · "


class DocumentDelegate(QStyledItemDelegate):
    """46 px: status, title; below it source and date, or what a search found; copies and labels counted."""

    def __init__(self, appearance: Appearance, parent: QObject | None = None) -> None:
        """Paints in the theme of the moment."""
        super().__init__(parent)
        self._appearance = appearance
        self._title = fonts.ui_font(13)
        self._current = fonts.ui_font(13, QFont.Weight.DemiBold)
        self._small = fonts.ui_font(12)
        self._faces: dict[str | None, tuple[QFont, QFont]] = {}

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the row; one whose document is gone stays empty."""
        row = index.data(ROW)
        painter.save()
        rows.paint_plane(painter, option, self._appearance.theme)
        if isinstance(row, DocumentRow):
            area = QRectF(option.rect)
            self._paint_first_line(painter, area, row, rows.is_current(option))
            self._paint_second_line(painter, area, row, index.data(SNIPPET))
        painter.restore()

    def _paint_first_line(self, painter: QPainter, area: QRectF, row: DocumentRow, is_current: bool) -> None:
        theme = self._appearance.theme
        centre = QPointF(area.left() + _STATUS_X, area.top() + _TITLE_Y)
        paint_status(painter, centre, row.status, theme, flagged=row.flagged)
        is_over = row.status in ("done", "skipped") and not row.flagged
        ink = theme.colour("ink2" if is_over and not is_current else "ink")
        rect = QRectF(area.left() + _TEXT_LEFT, area.top() + _TITLE_Y - _LINE / 2, 0, _LINE)
        rect.setRight(area.right() - _RIGHT)
        font = self._current if is_current else self._title
        rows.paint_words(painter, rect, row.title, font, ink, by_direction=True)

    def _paint_second_line(
        self, painter: QPainter, area: QRectF, row: DocumentRow, found: Snippet | None
    ) -> None:
        theme = self._appearance.theme
        quiet = theme.colour("ink3")
        rect = QRectF(area.left() + _TEXT_LEFT, area.top() + _SOURCE_Y - _LINE / 2, 0, _LINE)
        rect.setRight(area.right() - _RIGHT)
        if row.labels:
            taken = rows.paint_words(
                painter, rect, str(row.labels), self._small, theme.colour("ink2"), at_end=True
            )
            rect.setRight(rect.right() - taken - _GAP)
        if row.appearances > 1:
            taken = rows.paint_words(painter, rect, str(row.appearances), self._small, quiet, at_end=True)
            centre = QPointF(rect.right() - taken - 9, rect.center().y())
            icons.paint_icon(painter, "copies", centre, quiet, 12)
            rect.setRight(centre.x() - 6 - _GAP)
        if found is not None and found[0]:
            rows.paint_pieces(painter, rect, self._pieces(found, row.language))
        else:
            self._paint_source(painter, rect, row)

    def _paint_source(self, painter: QPainter, rect: QRectF, row: DocumentRow) -> None:
        """Source and date; where they do not fit, the source gives way."""
        quiet = self._appearance.theme.colour("ink3")
        source, when = row.source or "", day(row)
        if source and when:
            room = rect.width() - rows.width(_DOT + when, self._small)
            fitting = QRectF(rect.left(), rect.top(), room, rect.height())
            rect.setLeft(rect.left() + rows.paint_words(painter, fitting, source, self._small, quiet))
        rest = _DOT + when if source and when else source or when
        rows.paint_words(painter, rect, rest, self._small, quiet)

    def _pieces(self, found: Snippet, language: str | None) -> list[rows.Piece]:
        """The passage, with what was searched for set off; there is always a piece before the first hit."""
        theme = self._appearance.theme
        plain, bold = self._serifs(language)
        text, hits = found
        pieces, at = [], 0
        for start, end in hits:
            if start >= at:
                pieces.append(rows.Piece(_tidy(text[at:start]), plain, theme.colour("ink2")))
                pieces.append(rows.Piece(text[start:end], bold, theme.colour("ink"), theme.colour("sel")))
                at = end
        pieces.append(rows.Piece(_tidy(text[at:]), plain, theme.colour("ink2")))
        return [pieces[0]._replace(text=pieces[0].text.lstrip()), *pieces[1:]]

    def _serifs(self, language: str | None) -> tuple[QFont, QFont]:
        """The faces of the document's language, made once."""
        if language not in self._faces:
            bold = fonts.serif_font(_SNIPPET_PIXELS, QFont.Weight.Bold, language=language)
            self._faces[language] = fonts.serif_font(_SNIPPET_PIXELS, language=language), bold
        return self._faces[language]


def _tidy(words: str) -> str:
    return re.sub(r"\s+", " ", words)
