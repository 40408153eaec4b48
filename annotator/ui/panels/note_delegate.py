"""How a note is painted in the list."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.domain.entities import FLAG, Mark
from annotator.ui import fonts, icons
from annotator.ui.models.note_list import NOTE, PLACE
from annotator.ui.panels import rows
from annotator.ui.theme import Appearance

ROW_HEIGHT = 24
_ICON_X, _TEXT_X, _RIGHT, _GAP = 24.0, 40.0, 16.0, 10.0
_WORDS_SHARE = 0.6  # of the room, at least, where the note and its place do not both fit
_WHOLE = "the whole article"


class NoteDelegate(QStyledItemDelegate):
    """24 px: the note, and beside it the words of the article that it is about."""

    def __init__(self, appearance: Appearance, parent: QObject | None = None) -> None:
        """Paints in the theme of the moment."""
        super().__init__(parent)
        self._appearance = appearance
        self._words = fonts.ui_font(13)
        self._whole = fonts.ui_font(12)

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
        centre = QPointF(area.left() + _ICON_X, area.center().y())
        icon, tone = ("flag", "warn") if note.name == FLAG else ("note", "ink3")
        icons.paint_icon(painter, icon, centre, theme.colour(tone), 14)
        words, place = " ".join(index.data().split()), index.data(PLACE)
        font = fonts.quotation_font(12.5, place) if place else self._whole
        rect = area.adjusted(_TEXT_X, 0, -_RIGHT, 0)
        for_place = min(rows.width(place or _WHOLE, font) + _GAP, rect.width() * (1 - _WORDS_SHARE))
        rect.setRight(rect.right() - for_place)
        taken = rows.paint_words(painter, rect, words, self._words, theme.colour("ink"))
        rect.setLeft(rect.left() + taken + _GAP)
        rect.setRight(area.right() - _RIGHT)
        rows.paint_words(painter, rect, place or _WHOLE, font, theme.colour("ink3"))
        painter.restore()
