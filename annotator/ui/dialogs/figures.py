"""A table of figures in a dialog: names at the left, numbers at the right."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from annotator.ui import fonts, plain

_ROW_HEIGHT = 26

Index = QModelIndex | QPersistentModelIndex
Row = Sequence[str]


class Figures(QTableView):
    """Read by arrows, a cell at a time."""

    def __init__(self, name: str, columns: Sequence[str]) -> None:
        """`name` is what a screen reader calls the table. It has no rows yet."""
        super().__init__()
        self.setAccessibleName(name)
        self._rows = _Rows(columns)
        self.setModel(self._rows)
        self.setFont(fonts.ui_font(12.5))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)

    def show_rows(self, rows: Sequence[Row], most: int = 8) -> None:
        """Show these rows, and be as high as they are, up to so many."""
        self._rows.show_rows(rows)
        shown = min(max(len(rows), 1), most)
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + shown * _ROW_HEIGHT + 4)

    def rows(self) -> list[Row]:
        """What is shown."""
        return self._rows.rows


class _Rows(QAbstractTableModel):
    """The words of the cells."""

    def __init__(self, columns: Sequence[str]) -> None:
        super().__init__()
        self._columns = columns
        self.rows: list[Row] = []

    def show_rows(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One for each name."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The name, and the figures."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The cell's words; all of them in its tool tip, as a column may be narrow."""
        if not index.isValid():
            return None
        words = self.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tooltip(words)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._columns[index.column()]}: {words}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(index.column())
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """What a column holds."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section]
        return _side(section) if role == Qt.ItemDataRole.TextAlignmentRole else None


def _side(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter
