"""The files of a merge, one a row, with what a look at each has shown."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.domain.merging import Plan
from annotator.errors import UserError
from annotator.services.import_report import counted
from annotator.ui import fonts, plain
from annotator.ui.panels import rows
from annotator.ui.theme import Appearance

ROW_HEIGHT = 44
_FILE = Qt.ItemDataRole.UserRole
_INSET = 12.0

Index = QModelIndex | QPersistentModelIndex


@dataclass(slots=True)
class FileRow:
    """A file, and what it would bring or why it cannot be merged; None while nobody looked."""

    path: Path
    found: Plan | UserError | None = None

    def words(self) -> str:
        """The file in a few words."""
        plan = self.found
        if plan is None:
            return "…"
        if isinstance(plan, UserError):
            return plan.message
        if plan.is_empty:
            return "Nothing new"
        news = [counted(plan.new_documents, "article")] * bool(plan.new_documents)
        spans = sum(layer.spans for layer in plan.layers)
        news += [counted(spans, "span")] * bool(spans)
        return " · ".join([*news, counted(plan.new_edits, "edit")])


class FileRows(QAbstractTableModel):
    """The files in the order they were added."""

    def __init__(self) -> None:
        """No file yet."""
        super().__init__()
        self.files: list[FileRow] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One row a file."""
        return 0 if parent.isValid() else len(self.files)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """The name, the whole path as the tool tip, the file itself."""
        if not index.isValid():
            return None
        file = self.files[index.row()]
        if role == _FILE:
            return file
        if role == Qt.ItemDataRole.DisplayRole:
            return file.path.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tooltip(str(file.path))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{file.path.name}, {file.words()}"
        return None

    def add(self, paths: Iterable[Path]) -> None:
        """Add the files that are not here yet."""
        known = {file.path for file in self.files}
        new = [FileRow(path) for path in dict.fromkeys(paths) if path not in known]
        if new:
            self.beginInsertRows(QModelIndex(), len(self.files), len(self.files) + len(new) - 1)
            self.files += new
            self.endInsertRows()

    def remove(self, numbers: Collection[int]) -> None:
        """Take the files of these rows out."""
        self.beginResetModel()
        self.files = [file for number, file in enumerate(self.files) if number not in set(numbers)]
        self.endResetModel()

    def show_found(self, path: Path, found: Plan | UserError) -> None:
        """Keep what a look at the file has shown."""
        for number, file in enumerate(self.files):
            if file.path == path:
                file.found = found
                index = self.index(number, 0)
                self.dataChanged.emit(index, index)


class FileDelegate(QStyledItemDelegate):
    """44 px: the name; below it what would come, or what is wrong."""

    def __init__(self, appearance: Appearance, parent: QObject | None = None) -> None:
        """Paints in the theme that is in use."""
        super().__init__(parent)
        self._appearance = appearance

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        file = index.data(_FILE)
        if not isinstance(file, FileRow):
            return
        theme = self._appearance.theme
        painter.save()
        rows.paint_plane(painter, option, theme, inset=4)
        inner = QRectF(option.rect).adjusted(_INSET, 4, -_INSET, -4)
        half = inner.height() / 2
        weight = QFont.Weight.DemiBold if rows.is_current(option) else QFont.Weight.Normal
        name = QRectF(inner.left(), inner.top(), inner.width(), half)
        rows.paint_words(painter, name, file.path.name, fonts.ui_font(13, weight), theme.colour("ink"))
        tone = "error" if isinstance(file.found, UserError) else "ink3"
        words = name.translated(0, half)
        rows.paint_words(painter, words, file.words(), fonts.ui_font(12), theme.colour(tone))
        painter.restore()
