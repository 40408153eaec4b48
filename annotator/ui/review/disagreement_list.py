"""The positions of the shown article as a list."""

from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.domain.positions import Position
from annotator.domain.review import State
from annotator.ui import plain
from annotator.ui.review import words
from annotator.ui.workbench import Workbench

POSITION: Final = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex


class DisagreementList(QAbstractTableModel):
    """A row a position that the review shows; `POSITION` is its Position."""

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        """Follows the review."""
        super().__init__(parent)
        self._bench = bench
        self._rows: list[Position] = []
        self._shown: list[tuple[Position, State, tuple[str, ...]]] = []
        bench.reviewing.changed.connect(self._follow)
        bench.reviewing.toggled.connect(self._follow)

    def row_of(self, id: str | None) -> int | None:
        """Where the position with this id stands."""
        return next((at for at, one in enumerate(self._rows) if one.id == id), None)

    def position(self, row: int) -> Position:
        """The position of a row."""
        return self._rows[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One for each position."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words, what kind of position it is, and how it stands."""
        on = self._bench.reviewing.review
        if not index.isValid() or on is None:
            return None
        one = self._rows[index.row()]
        if role == POSITION:
            return one
        if role == Qt.ItemDataRole.DisplayRole:
            return words.subject(on, one)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            said = words.summary(on, one, self._bench.reviewing.proposal(one))
            spoken = f"{words.subject(on, one)}, {words.KINDS[one.kind]}, {said}"
            return spoken if role == Qt.ItemDataRole.AccessibleTextRole else plain.tooltip(spoken)
        return None

    def _follow(self) -> None:
        """Begin anew where other positions are listed, or where one of them stands otherwise."""
        at_work = self._bench.reviewing
        states = at_work.review.states if at_work.review else {}
        rows = at_work.rows()
        shown = [(one, states[one.id], at_work.shown_layers) for one in rows]
        if shown == self._shown:
            return
        self.beginResetModel()
        self._rows, self._shown = rows, shown
        self.endResetModel()
