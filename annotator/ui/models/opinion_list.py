"""The opinions that a layer holds on the shown document."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.domain.annotations import Annotations
from annotator.domain.change import Edit
from annotator.domain.entities import Opinion, Rules, Span
from annotator.ui import plain
from annotator.ui.session import Session

ROW: Final = Qt.ItemDataRole.UserRole
_GAP: Final = " … "
_AUTHOR: Final = "author"

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class OpinionRow:
    """Who thinks what of whom, and in which words: empty where no words were marked."""

    opinion: Opinion
    holder: str
    target: str
    words: str


def opinion_rows(text: str, on: Annotations) -> list[OpinionRow]:
    """The opinions by the place of their targets; those of the text's author first."""
    if not on.opinions:
        return []
    spans = {span.id: span for span in on.spans}
    rows = []
    for opinion in on.opinions:
        target = spans.get(opinion.target)
        holder = spans.get(opinion.holder or "")
        if target is not None:
            words = _GAP.join(_words(text, start, end) for start, end in opinion.expression)
            place = (target.start, -target.end, opinion.holder or "", opinion.id)
            rows.append((place, OpinionRow(opinion, _name(text, holder), _name(text, target), words)))
    return [row for _, row in sorted(rows, key=lambda one: one[0])]


class OpinionList(QAbstractTableModel):
    """A row an opinion; `ROW` is its OpinionRow."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Follows the shown document."""
        super().__init__(parent)
        self._session = session
        self._rows: list[OpinionRow] = []
        for signal in (session.shown, session.layer_changed, session.closed):
            signal.connect(self._reload)
        session.edited.connect(self._follow)
        self._reload()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One for each opinion."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The opinion in words."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{row.holder} → {row.target}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            lines = (f"{row.holder} → {row.target}", row.opinion.intensity, row.words)
            return plain.tooltip("\n".join(filter(None, lines)))
        return None

    def row(self, at: int) -> OpinionRow:
        """The opinion in this row."""
        return self._rows[at]

    def row_of(self, opinion: str) -> int | None:
        """The row of the opinion with this id."""
        return next((at for at, row in enumerate(self._rows) if row.opinion.id == opinion), None)

    def _follow(self, edit: Edit) -> None:
        document = self._session.document
        if document and edit.touches(Opinion.kind, Span.kind, Rules.kind, document=document.id):
            self._reload()

    def _reload(self) -> None:
        document = self._session.document
        rows = opinion_rows(document.text, self._session.annotations) if document else []
        if rows == self._rows:
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()


def spoken(row: OpinionRow) -> str:
    """The row as a screen reader says it."""
    polarity = " ".join(filter(None, (row.opinion.intensity, row.opinion.polarity)))
    said = f", “{row.words}”" if row.words else ""
    return f"{polarity}: {row.holder} towards {row.target}{said}"


def _name(text: str, span: Span | None) -> str:
    return _AUTHOR if span is None else _words(text, span.start, span.end)


def _words(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].split())
