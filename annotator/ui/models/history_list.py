"""What was done to the shown document, or to a span of it, in sentences."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer

from annotator.domain.change import Change, Edit
from annotator.domain.entities import SENTIMENT, Label, Mark, Opinion, Span
from annotator.domain.history import DocumentLog, Entry
from annotator.domain.history_words import Teller
from annotator.storage.history import catch_up, document_log
from annotator.ui import plain
from annotator.ui.models.dates import clock
from annotator.ui.session import Session

ROW: Final = Qt.ItemDataRole.UserRole
YOU: Final = "You"

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Focus:
    """What the history is narrowed to: the code points, the span on them if there is one, their words."""

    place: tuple[int, int]
    span: str | None
    words: str


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One edit: the label or the sign of the one thing it changed, and all of it in a sentence."""

    time: str
    label: Label | None
    sign: int | None
    sentence: str
    act: str
    is_undone: bool


class HistoryList(QAbstractTableModel):
    """The document's edits, the latest first, read while watched, after the window has painted; `ROW` is a
    HistoryRow.
    """

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Follows the shown document."""
        super().__init__(parent)
        self._session = session
        self._log = DocumentLog("", _nothing)
        self._text = ""
        self._rows: list[Entry] = []
        self._told: dict[int, HistoryRow] = {}
        self._watched = False
        self.focus: Focus | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.refresh)
        session.shown.connect(self._come_to_document)
        session.closed.connect(self._come_to_document)
        session.edited.connect(self._follow)
        session.list_changed.connect(self._ask)

    @property
    def log(self) -> DocumentLog:
        """The log of the document that the rows are about."""
        return self._log

    def watch(self, watched: bool) -> None:
        """Keep up with the document, or wait until somebody looks again."""
        self._watched = watched
        if watched:
            self.refresh()

    def look_at(self, focus: Focus | None) -> None:
        """Show only the edits of this span or these words, or all again."""
        self.focus = focus
        self.refresh()
        self._reset()

    def entry(self, row: int) -> Entry:
        """The edit of a row."""
        return self._rows[row]

    def things(self, row: int) -> list[tuple[str, Change]]:
        """What the edit of a row changed, each thing with its name."""
        entry = self._rows[row]
        teller = self._teller(entry)
        edit = self._log.edit(entry)
        return [(teller.thing(change), change) for change in edit.changes]

    def refresh(self) -> None:
        """Read what is new in the log, or all of it where it is of another document."""
        self._soon.stop()
        project, document = self._session.project, self._session.document
        if not self._watched:
            return
        if project is None or document is None:
            self._take(DocumentLog("", _nothing), "")
            return
        known, last = len(self._log.entries), self._log.last
        if self._log.document != document.id or not catch_up(project, self._log):
            self._take(document_log(project, document.id), document.text)
            return
        new = self._log.entries[known:]
        if last and new:
            self._add(new)
        elif new:
            self._reset()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One for each edit."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What was done, by whom and when."""
        if not index.isValid():
            return None
        row = self._row(self._rows[index.row()])
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return spoken(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.time}, {spoken(row)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tooltip(f"{spoken(row)}\n{row.time}")
        return None

    def _come_to_document(self) -> None:
        self.focus = None
        self._ask()

    def _follow(self, edit: Edit) -> None:
        document = self._session.document
        if edit.touches(Label.kind):
            self._told.clear()
            self._ask()
        elif document and document.id in edit.documents():
            self._ask()

    def _ask(self) -> None:
        if self._watched:
            self._soon.start()

    def _take(self, log: DocumentLog, text: str) -> None:
        self._log, self._text = log, text
        self._reset()

    def _add(self, new: list[Entry]) -> None:
        """Put the latest edits on top; an undo also changes what is said of an earlier one."""
        if self.focus is not None or any(one.act != "do" for one in new):
            self._reset()
            return
        self.beginInsertRows(QModelIndex(), 0, len(new) - 1)
        self._rows[:0] = reversed(new)
        self.endInsertRows()

    def _reset(self) -> None:
        self.beginResetModel()
        self._told.clear()
        self._rows = self._log.entries[::-1]
        if self.focus is not None:
            about = self._log.about(self._session.layer_id, self.focus.place, self.focus.span)
            self._rows = about[::-1]
        self.endResetModel()

    def _row(self, entry: Entry) -> HistoryRow:
        if entry.seq not in self._told:
            self._told[entry.seq] = self._made(entry)
        return self._told[entry.seq]

    def _made(self, entry: Entry) -> HistoryRow:
        edit = self._log.edit(entry)
        who = YOU if entry.author == self._session.author.id else entry.name
        label, sign = _looks(self._session, edit)
        sentence = self._teller(entry).tell(who, edit, entry.act)
        time = clock(entry.at, datetime.now().astimezone())
        return HistoryRow(time, label, sign, sentence, entry.act, self._log.is_undone(entry))

    def _teller(self, entry: Entry) -> Teller:
        layer = next((one.key.layer for one in entry.written if one.key.layer), "")
        return Teller(self._session.scheme, self._text, lambda id: self._log.span(layer, id, entry.seq))


def spoken(row: HistoryRow) -> str:
    """The edit in words, and that it was undone."""
    return f"{row.sentence.removesuffix('.')}, undone since." if row.is_undone else row.sentence


def _looks(session: Session, edit: Edit) -> tuple[Label | None, int | None]:
    """The label of the spans, if it is one, or the sign of the one judgement."""
    things = [change.after or change.before for change in edit.changes]
    labels = {one.label for one in things if isinstance(one, Span)}
    if labels:
        return (session.scheme.label(labels.pop()) if len(labels) == 1 else None), None
    values = [one.polarity for one in things if isinstance(one, Opinion)]
    values += [one.value for one in things if isinstance(one, Mark) and one.name == SENTIMENT]
    value = session.scheme.value(values[0]) if len(values) == 1 else None
    return None, value.sign if value else None


def _nothing(key: object, body: str) -> Label:
    raise KeyError(key)
