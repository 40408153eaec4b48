"""How an edit is painted in the history."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.ui import fonts, icons
from annotator.ui.models.history_list import ROW, HistoryRow
from annotator.ui.panels import rows
from annotator.ui.theme import Appearance
from annotator.ui.widgets.painting import paint_polarity, paint_tag, tag_width

ROW_HEIGHT = 23
_LEFT, _RIGHT, _GAP = 16.0, 12.0, 7.0
_CIRCLE = 13.0


class HistoryDelegate(QStyledItemDelegate):
    """23 px: when, a tag or polarity, the sentence; what was undone is struck out, an undo has its icon."""

    def __init__(self, appearance: Appearance, parent: QObject | None = None) -> None:
        """Paints in the theme of the moment."""
        super().__init__(parent)
        self._appearance = appearance
        self._font = fonts.ui_font(12)
        self._struck = QFont(self._font)
        self._struck.setStrikeOut(True)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the row."""
        row = index.data(ROW)
        if not isinstance(row, HistoryRow):
            return
        theme = self._appearance.theme
        painter.save()
        rows.paint_plane(painter, option, theme)
        rect = QRectF(option.rect).adjusted(_LEFT, 0, -_RIGHT, 0)
        quiet = theme.colour("ink3")
        rect.setLeft(rect.left() + rows.paint_words(painter, rect, row.time, self._font, quiet) + _GAP)
        is_over = row.is_undone or row.act != "do"
        rect.setLeft(rect.left() + self._paint_sign(painter, rect, row))
        font = self._struck if row.is_undone else self._font
        rows.paint_words(painter, rect, row.sentence, font, quiet if is_over else theme.colour("ink2"))
        painter.restore()

    def _paint_sign(self, painter: QPainter, rect: QRectF, row: HistoryRow) -> float:
        """What the edit begins with; returns the room it takes."""
        theme, middle = self._appearance.theme, rect.center().y()
        centre = QPointF(rect.left() + _CIRCLE / 2, middle)
        if row.act != "do":
            icons.paint_icon(painter, row.act, centre, theme.colour("ink3"), 14)
        elif row.label is not None:
            look = theme.label(row.label.colour)
            paint_tag(painter, QPointF(rect.left(), middle + 4), row.label.tag, look, theme)
            return tag_width(row.label.tag) + _GAP
        elif row.sign is not None:
            paint_polarity(painter, centre, _CIRCLE, row.sign, theme)
        else:
            return 0.0
        return _CIRCLE + _GAP
