"""The labels of the scheme, in columns that are read downwards."""

from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.domain.change import Edit
from annotator.domain.entities import Label
from annotator.ui import plain
from annotator.ui.session import Session

COLUMNS: Final = 2
LABEL: Final = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex


class LabelGrid(QAbstractTableModel):
    """The session's labels; `LABEL` is the Label of a cell, None in the empty ones at the end."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Follows the session's scheme."""
        super().__init__(parent)
        self._session = session
        self._labels: tuple[Label, ...] = ()
        session.opened.connect(self._reload)
        session.closed.connect(self._reload)
        session.edited.connect(self._follow)
        self._reload()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """As many as the first column has."""
        return 0 if parent.isValid() else -(-len(self._labels) // COLUMNS)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Two."""
        return 0 if parent.isValid() else COLUMNS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The label, its title, its meaning as the tool tip."""
        label = self.label(index)
        if label is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return label.title
        if role == LABEL:
            return label
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tooltip(f"{label.title}: {label.meaning}" if label.meaning else label.title)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            key = f", key {label.key_cap.upper()}" if label.key_cap else ""
            return f"{label.title}, {label.tag}{key}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Nothing can be done with an empty cell."""
        return Qt.ItemFlag.NoItemFlags if self.label(index) is None else super().flags(index)

    def label(self, index: Index) -> Label | None:
        """The label of a cell."""
        at = index.column() * self.rowCount() + index.row()
        return self._labels[at] if index.isValid() and at < len(self._labels) else None

    def index_of(self, label: str | None) -> QModelIndex:
        """The cell of the label with this id; not valid without one."""
        at = next((at for at, one in enumerate(self._labels) if one.id == label), None)
        return QModelIndex() if at is None else self.index(at % self.rowCount(), at // self.rowCount())

    def _follow(self, edit: Edit) -> None:
        if edit.touches(Label.kind):
            self._reload()

    def _reload(self) -> None:
        self.beginResetModel()
        self._labels = self._session.scheme.labels
        self.endResetModel()
