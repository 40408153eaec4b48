"""How an action is painted where its keys are changed."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.ui import fonts
from annotator.ui.models.key_rows import ROW, KeyRow
from annotator.ui.panels import rows
from annotator.ui.theme import Appearance
from annotator.ui.widgets.painting import KEY_HEIGHT, key_text, key_width, paint_key

ROW_HEIGHT = 29
_INSET, _PADDING, _GAP = 4.0, 12.0, 10.0
_KEYS_WIDTH, _SCOPE_WIDTH = 208.0, 92.0


class KeyDelegate(QStyledItemDelegate):
    """29 px: the title, its menu, where its keys answer, the keys; in bold where they are not ours."""

    def __init__(self, appearance: Appearance, parent: QObject | None = None) -> None:
        """Paints in the theme of the moment."""
        super().__init__(parent)
        self._appearance = appearance
        self._font = fonts.ui_font(13)
        self._bold = fonts.ui_font(13, QFont.Weight.DemiBold)
        self._small = fonts.ui_font(12)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the row."""
        row = index.data(ROW)
        if not isinstance(row, KeyRow):
            return
        theme = self._appearance.theme
        painter.save()
        rows.paint_plane(painter, option, theme, inset=_INSET)
        rect = QRectF(option.rect).adjusted(_INSET + _PADDING, 0, -_INSET - _PADDING, 0)
        self._paint_keys(painter, rect, row)
        rect.setRight(rect.right() - _KEYS_WIDTH)
        scope = QRectF(rect.right() - _SCOPE_WIDTH, rect.top(), _SCOPE_WIDTH, rect.height())
        rows.paint_words(painter, scope, row.scope, self._small, theme.colour("ink3"))
        rect.setRight(scope.left() - _GAP)
        title = rows.Piece(
            row.action.title, self._bold if row.is_changed else self._font, theme.colour("ink")
        )
        place = rows.Piece(f"   {row.place}", self._small, theme.colour("ink3"))
        rows.paint_pieces(painter, rect, [title, place])
        painter.restore()

    def _paint_keys(self, painter: QPainter, rect: QRectF, row: KeyRow) -> None:
        theme = self._appearance.theme
        caps = list(dict.fromkeys(key_text(key) for key in row.keys))
        if not caps:
            rows.paint_words(painter, rect, "no key", self._small, theme.colour("ink3"), at_end=True)
        x = rect.right()
        for cap in reversed(caps):
            x -= key_width(cap)
            if x < rect.right() - _KEYS_WIDTH + _GAP:
                break
            paint_key(painter, QPointF(x, rect.center().y() - KEY_HEIGHT / 2), cap, theme)
            x -= 4
