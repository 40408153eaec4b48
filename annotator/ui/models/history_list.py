"""What was done last to the shown document."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.domain.change import Edit
from annotator.domain.entities import Label
from annotator.domain.query import LoggedEdit
from annotator.domain.scheme import Scheme
from annotator.ui import plain
from annotator.ui.models.dates import clock
from annotator.ui.session import Session

ROW: Final = Qt.ItemDataRole.UserRole
LIMIT: Final = 100

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One edit: the tag or the sign that its title begins with, if it does, and the words after it."""

    logged: LoggedEdit
    time: str
    label: Label | None
    sign: int | None
    words: str


def history_row(logged: LoggedEdit, scheme: Scheme, now: datetime) -> HistoryRow:
    """The edit as it is painted."""
    first, _, rest = logged.title.partition(" ")
    time = clock(logged.at, now)
    label = next((label for label in scheme.labels if label.tag == first), None)
    if label is not None and rest:
        return HistoryRow(logged, time, label, None, rest)
    value = scheme.value(first) or scheme.value(rest)
    if value is not None and rest:
        return HistoryRow(logged, time, None, value.sign, rest if value.name == first else first)
    return HistoryRow(logged, time, None, None, logged.title)


class HistoryList(QAbstractTableModel):
    """The document's latest edits, the latest first, read only while watched; `ROW` is a HistoryRow."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Follows the shown document."""
        super().__init__(parent)
        self._session = session
        self._logged: list[LoggedEdit] = []
        self._watched = False
        self._stale = True
        for signal in (session.shown, session.closed):
            signal.connect(self._reload)
        session.edited.connect(self._follow)

    def watch(self, watched: bool) -> None:
        """Keep up with the document, or wait until somebody looks again."""
        self._watched = watched
        if watched and self._stale:
            self._reload()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One for each edit, at most `LIMIT`."""
        return 0 if parent.isValid() else len(self._logged)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What was done, by whom and when."""
        if not index.isValid():
            return None
        logged = self._logged[index.row()]
        if role == ROW:
            return history_row(logged, self._session.scheme, _now())
        if role == Qt.ItemDataRole.DisplayRole:
            return spoken(logged)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{clock(logged.at, _now())}, {spoken(logged)}, {logged.author}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tooltip(f"{spoken(logged)}\n{logged.author}, {clock(logged.at, _now())}")
        return None

    def _follow(self, edit: Edit) -> None:
        document = self._session.document
        if document and document.id in edit.documents():
            self._take_latest()
        elif edit.touches(Label.kind):
            self._reload()

    def _take_latest(self) -> None:
        """Put the latest edit on top; an undo also changes what is said of an earlier one."""
        latest = self._read(1) if self._watched else []
        if len(latest) != 1 or latest[0].act != "do":
            self._reload()
        elif latest != self._logged[:1]:
            self.beginInsertRows(QModelIndex(), 0, 0)
            self._logged.insert(0, latest[0])
            self.endInsertRows()
            self._drop_oldest()

    def _drop_oldest(self) -> None:
        if len(self._logged) > LIMIT:
            self.beginRemoveRows(QModelIndex(), LIMIT, len(self._logged) - 1)
            del self._logged[LIMIT:]
            self.endRemoveRows()

    def _reload(self) -> None:
        self._stale = not self._watched
        if self._stale:
            return
        self.beginResetModel()
        self._logged = self._read(LIMIT)
        self.endResetModel()

    def _read(self, limit: int) -> list[LoggedEdit]:
        project, document = self._session.project, self._session.document
        return [] if project is None or document is None else project.history(document.id, limit)


def _now() -> datetime:
    return datetime.now().astimezone()


def spoken(logged: LoggedEdit) -> str:
    """The edit in words: that it undid something, or that it was undone."""
    before = {"undo": "undo: ", "redo": "redo: "}.get(logged.act, "")
    return f"{before}{logged.title}{', undone' if logged.undone else ''}"
