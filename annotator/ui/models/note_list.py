"""The notes on the shown document, and the flags on its words."""

from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.domain.annotations import in_order
from annotator.domain.change import Edit
from annotator.domain.edits import quoted
from annotator.domain.entities import FLAG, Mark
from annotator.ui import plain
from annotator.ui.session import Session

NOTE: Final = Qt.ItemDataRole.UserRole
_FLAGGED: Final = "Flagged"
PLACE: Final = Qt.ItemDataRole.UserRole + 1

Index = QModelIndex | QPersistentModelIndex


class NoteList(QAbstractTableModel):
    """A row a note or flag, by place; `NOTE` is its Mark, `PLACE` the words it stands at, or nothing."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Follows the shown document."""
        super().__init__(parent)
        self._session = session
        self._notes: tuple[Mark, ...] = ()
        for signal in (session.shown, session.layer_changed, session.closed):
            signal.connect(self._reload)
        session.edited.connect(self._follow)
        self._reload()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One for each note."""
        return 0 if parent.isValid() else len(self._notes)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The note, and the words it is about."""
        if not index.isValid():
            return None
        note = self._notes[index.row()]
        if role == NOTE:
            return note
        if role == Qt.ItemDataRole.DisplayRole:
            return note.value or _FLAGGED
        if role == PLACE:
            return self._place(note)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            place, what = self._place(note), "Flag" if note.name == FLAG else "Note"
            return f"{what} at {place}: {note.value}" if place else f"{what}: {note.value}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tooltip(note.value)
        return None

    def note(self, at: int) -> Mark:
        """The note in this row."""
        return self._notes[at]

    def _place(self, note: Mark) -> str:
        document = self._session.document
        if document is None or note.start is None or note.end is None:
            return ""
        return quoted(document.text, note.start, note.end)

    def _follow(self, edit: Edit) -> None:
        document = self._session.document
        if document and edit.touches(Mark.kind, document=document.id):
            self._reload()

    def _reload(self) -> None:
        on = self._session.annotations
        notes = in_order([*on.notes, *on.flags])
        if notes == self._notes:
            return
        self.beginResetModel()
        self._notes = notes
        self.endResetModel()
