"""The first articles of a file, as an import would take them."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.domain.exchange import Incoming
from annotator.ui import fonts
from annotator.ui.dialogs.list_view import ListView
from annotator.ui.panels import rows
from annotator.ui.theme import Appearance

_ROW_HEIGHT = 44
_INSET = 12.0
_SHOWN_CHARACTERS = 400
_INCOMING = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex


class FirstRows(ListView):
    """Titles and beginnings, two lines an article, each at the side where its writing begins."""

    def __init__(self, appearance: Appearance) -> None:
        """Nothing is shown yet."""
        super().__init__("First articles", _ROW_HEIGHT)
        self._rows = _Rows()
        self.setModel(self._rows)
        self.setItemDelegate(_Delegate(appearance, self))
        self.setMinimumHeight(2 * _ROW_HEIGHT + 2)

    def show_rows(self, incoming: Sequence[Incoming]) -> None:
        """Show these rows instead."""
        self._rows.show(incoming)


class _Rows(QAbstractTableModel):
    """The rows as they come."""

    def __init__(self) -> None:
        super().__init__()
        self._incoming: Sequence[Incoming] = ()

    def show(self, incoming: Sequence[Incoming]) -> None:
        self.beginResetModel()
        self._incoming = incoming
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One row an article."""
        return 0 if parent.isValid() else len(self._incoming)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """The title and the beginning of the text."""
        if not index.isValid():
            return None
        row = self._incoming[index.row()]
        if role == _INCOMING:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _title(row) or _beginning(row)
        return None


class _Delegate(QStyledItemDelegate):
    """44 px: title and facts, then how the text begins, in the face of its language."""

    def __init__(self, appearance: Appearance, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the article."""
        row = index.data(_INCOMING)
        if not isinstance(row, Incoming):
            return
        theme, area = self._appearance.theme, QRectF(option.rect)
        painter.save()
        rows.paint_plane(painter, option, theme, inset=4)
        inner = area.adjusted(_INSET, 3, -_INSET, -3)
        upper = QRectF(inner.left(), inner.top(), inner.width(), inner.height() / 2)
        language = row.appearances[0].language
        title = fonts.serif_font(14, QFont.Weight.Bold, language=language)
        text = fonts.serif_font(13, language=language)
        if _title(row):
            rows.paint_words(painter, upper, _title(row), title, theme.colour("ink"), by_direction=True)
            upper = upper.translated(0, inner.height() / 2)
        rows.paint_words(painter, upper, _beginning(row), text, theme.colour("ink2"), by_direction=True)
        painter.restore()


def _title(row: Incoming) -> str:
    return " ".join(row.appearances[0].title.split())


def _beginning(row: Incoming) -> str:
    """How the text goes on after its headline, on one line."""
    headline = row.appearances[0].headline
    start = headline[1] if headline else 0
    return " ".join(row.text[start : start + _SHOWN_CHARACTERS].split())
