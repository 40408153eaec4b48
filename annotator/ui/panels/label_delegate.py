"""How a label is painted in the grid."""

from math import ceil

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.domain.entities import Label
from annotator.ui import fonts
from annotator.ui.models.label_grid import LABEL
from annotator.ui.panels import rows
from annotator.ui.theme import Appearance
from annotator.ui.widgets.painting import CHIP_HEIGHT, KEY_HEIGHT, chip_width, key_text, paint_chip, paint_key

CELL_HEIGHT = 26
_KEY_X, _CHIP_X, _RIGHT = 5.0, 28.0, 2.0
_GAP = 7.0


class LabelDelegate(QStyledItemDelegate):
    """26 px: key cap, tag chip, title; on a plane where it is the label of what is selected."""

    def __init__(self, appearance: Appearance, parent: QObject | None = None) -> None:
        """No label is marked yet."""
        super().__init__(parent)
        self.marked: str | None = None
        self._appearance = appearance
        self._font = fonts.ui_font(13)
        self._bold = fonts.ui_font(13, QFont.Weight.DemiBold)

    def wanted_width(self, label: Label) -> int:
        """How wide the cell must be for its title to be whole, also in the weight of a marked one."""
        words = rows.width(label.title, self._bold)
        return ceil(_CHIP_X + chip_width(label.tag) + _GAP + words + _RIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the cell."""
        label = index.data(LABEL)
        if not isinstance(label, Label):
            return
        theme = self._appearance.theme
        area = QRectF(option.rect)
        is_marked = label.id == self.marked
        painter.save()
        rows.paint_plane(painter, option, theme, inset=0, is_marked=is_marked)
        middle = area.center().y()
        if label.key_cap:
            at = QPointF(area.left() + _KEY_X, middle - KEY_HEIGHT / 2)
            paint_key(painter, at, key_text(label.key_cap.upper()), theme)
        width = chip_width(label.tag)
        chip = QRectF(area.left() + _CHIP_X, round(middle - CHIP_HEIGHT / 2), width, CHIP_HEIGHT)
        paint_chip(painter, chip, label.tag, theme.label(label.colour))
        words = QRectF(chip.right() + _GAP, area.top(), area.right() - chip.right() - _GAP, area.height())
        rows.paint_words(
            painter, words, label.title, self._bold if is_marked else self._font, theme.colour("ink")
        )
        painter.restore()
