"""Decisions that went otherwise, one a row."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.services.inbox import Item
from annotator.ui import fonts, plain
from annotator.ui.dialogs.list_view import ListView
from annotator.ui.panels import rows
from annotator.ui.reader.offsets import display
from annotator.ui.theme import Appearance

ROW_HEIGHT = 48
_ITEM = Qt.ItemDataRole.UserRole
_INSET, _GAP = 12.0, 10.0

Index = QModelIndex | QPersistentModelIndex


def heading(item: Item) -> str:
    """What was decided about, in a few words."""
    return item.words or "The whole article"


def state(item: Item) -> str:
    """Whether she answered."""
    return "open" if item.answer is None else "agreed" if item.is_agreed else "answered"


class InboxRows(QAbstractTableModel):
    """The decisions, in the order that the service gives them."""

    def __init__(self) -> None:
        """Nothing yet."""
        super().__init__()
        self.items: list[Item] = []

    def show_items(self, items: Sequence[Item]) -> None:
        """Show these."""
        self.beginResetModel()
        self.items = list(items)
        self.endResetModel()

    def replace(self, row: int, item: Item) -> None:
        """Show this in the row."""
        self.items[row] = item
        self.dataChanged.emit(self.index(row, 0), self.index(row, 0))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One row a decision."""
        return 0 if parent.isValid() else len(self.items)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """The words, the article as the tool tip, the decision itself."""
        if not index.isValid():
            return None
        item = self.items[index.row()]
        if role == _ITEM:
            return item
        if role == Qt.ItemDataRole.DisplayRole:
            return display(heading(item))
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tooltip(item.title)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{heading(item)}: you said {item.hers}, decided {item.outcome}, {state(item)}"
        return None


class InboxList(ListView):
    """Enter is the dialog's; A agrees."""

    agreed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A agrees; all other keys are as in any list."""
        if event.key() == Qt.Key.Key_A and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.agreed.emit()
        else:
            super().keyPressEvent(event)


class InboxDelegate(QStyledItemDelegate):
    """48 px: the words and how far it is; below them what she said and what was decided."""

    def __init__(self, appearance: Appearance, parent: QObject | None = None) -> None:
        """Paints in the theme that is in use."""
        super().__init__(parent)
        self._appearance = appearance

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        item = index.data(_ITEM)
        if not isinstance(item, Item):
            return
        theme = self._appearance.theme
        painter.save()
        rows.paint_plane(painter, option, theme, inset=4)
        inner = QRectF(option.rect).adjusted(_INSET, 5, -_INSET, -5)
        half = inner.height() / 2
        small = fonts.ui_font(12)
        room = rows.width(state(item), small)
        right = QRectF(inner.right() - room - 1, inner.top(), room + 1, half)
        tone = "warn" if item.is_open else "ink3"
        rows.paint_words(painter, right, state(item), small, theme.colour(tone))
        weight = QFont.Weight.DemiBold if item.is_open else QFont.Weight.Normal
        name = QRectF(inner.left(), inner.top(), inner.width() - room - _GAP, half)
        rows.paint_words(
            painter, name, display(heading(item)), fonts.ui_font(13, weight), theme.colour("ink")
        )
        below = QRectF(inner.left(), inner.top() + half, inner.width(), half)
        words = display(f"{item.hers} → {item.outcome}")
        rows.paint_words(painter, below, words, small, theme.colour("ink2"))
        painter.restore()
