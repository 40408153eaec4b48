"""How a note is painted in the list."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.domain.entities import Mark
from annotator.ui import fonts, icons
from annotator.ui.models.note_list import NOTE, PLACE
from annotator.ui.panels import rows
from annotator.ui.theme import Appearance

ROW_HEIGHT = 42
_ICON_X, _TEXT_X, _RIGHT = 24.0, 40.0, 16.0
_FIRST_Y, _SECOND_Y, _LINE = 13.0, 29.0, 18.0
_WHOLE = "the whole article"


class NoteDelegate(QStyledItemDelegate):
    """42 px: the note, and below it the words of the article that it is about."""

    def __init__(self, appearance: Appearance, parent: QObject | None = None) -> None:
        """Paints in the theme of the moment."""
        super().__init__(parent)
        self._appearance = appearance
        self._words = fonts.ui_font(13)
        self._whole = fonts.ui_font(12)
        self._place = fonts.serif_font(12.5, italic=True)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the row."""
        note = index.data(NOTE)
        if not isinstance(note, Mark):
            return
        theme = self._appearance.theme
        area = QRectF(option.rect)
        painter.save()
        rows.paint_plane(painter, option, theme)
        centre = QPointF(area.left() + _ICON_X, area.top() + _FIRST_Y)
        icons.paint_icon(painter, "note", centre, theme.colour("ink3"), 14)
        rect = QRectF(area.left() + _TEXT_X, area.top() + _FIRST_Y - _LINE / 2, 0, _LINE)
        rect.setRight(area.right() - _RIGHT)
        words = " ".join(note.value.split())
        rows.paint_words(painter, rect, words, self._words, theme.colour("ink"), by_direction=True)
        rect.moveTop(area.top() + _SECOND_Y - _LINE / 2)
        place = index.data(PLACE)
        font = self._place if place else self._whole
        rows.paint_words(painter, rect, place or _WHOLE, font, theme.colour("ink3"))
        painter.restore()
