"""What a layer labels unevenly, as rows with a tick each, and the kinds they are of."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.domain.consistency import KINDS, Finding, Kind
from annotator.domain.entities import Label
from annotator.domain.scheme import Scheme
from annotator.services.consistency import Found, Item
from annotator.ui import plain

ROW: Final = Qt.ItemDataRole.UserRole

_SHORT: Final = 24

Index = QModelIndex | QPersistentModelIndex


class FindingRow(NamedTuple):
    """A finding as it is offered: the label that is there and the one that is proposed, if any."""

    item: Item
    now: Label | None
    wanted: Label | None
    is_ticked: bool

    @property
    def change(self) -> str:
        """What would be done, in a few words."""
        finding = self.item.finding
        if not finding.has_fix:
            return "Label it there"
        if finding.proposed is None:
            return "Remove the opinion" if finding.opinion else "Remove the label"
        if finding.span is None:
            return f"Label {self.wanted.title}" if self.wanted else ""
        if self.item.instead:
            return f"“{_short(self.item.instead)}” instead"
        return f"{self.wanted.title} instead" if self.wanted else ""

    def spoken(self) -> str:
        """The row for who cannot see it."""
        item = self.item
        line = f"{item.before}{item.words}{item.after}"
        now = f"{self.now.title} now" if self.now else ""
        kind = KINDS[item.finding.kind]
        return ", ".join(filter(None, [kind, line, item.finding.evidence, now, self.change, item.title]))


class FindingRows(QAbstractTableModel):
    """The findings of one kind, or of all, the likeliest fault first; `ROW` is a FindingRow.

    Nothing is ticked at first. A tick stays while another kind is looked at, but only what is listed is
    chosen.
    """

    def __init__(self, scheme: Scheme, parent: QObject | None = None) -> None:
        """Empty."""
        super().__init__(parent)
        self._scheme = scheme
        self._listed: list[Item] = []
        self._ticked: set[Finding] = set()
        self.found = Found()
        self.kind: Kind | None = None

    def show_found(self, found: Found) -> None:
        """List these; what is ticked and still there stays so."""
        self.found = found
        self._ticked &= {item.finding for item in found.items}
        self._list()

    def show_kind(self, kind: Kind | None) -> None:
        """List those of this kind; None: all."""
        self.kind = kind
        self._list()

    def row(self, at: int) -> FindingRow:
        """The finding of a row."""
        item = self._listed[at]
        finding = item.finding
        now = self._scheme.label(finding.span.label) if finding.span else None
        wanted = self._scheme.label(finding.proposed.label) if finding.proposed else None
        return FindingRow(item, now, wanted, finding in self._ticked)

    def turn(self, at: int) -> None:
        """Tick the row, or take its tick away."""
        self._ticked ^= {self._listed[at].finding}
        self.dataChanged.emit(self.index(at, 0), self.index(at, 0))

    def turn_all(self) -> None:
        """Tick all that are listed; where they are, none."""
        listed = {item.finding for item in self._listed}
        if listed:
            self._ticked = self._ticked - listed if listed <= self._ticked else self._ticked | listed
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._listed) - 1, 0))

    def chosen(self) -> list[Finding]:
        """What is ticked among the listed, in their order."""
        return [item.finding for item in self._listed if item.finding in self._ticked]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One for each finding."""
        return 0 if parent.isValid() else len(self._listed)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What stands around the words, whether it is ticked, what a screen reader says."""
        if not index.isValid():
            return None
        row = self.row(index.row())
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if row.is_ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.DisplayRole:
            return row.item.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken()
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tooltip(row.spoken())
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Each row has a box to tick."""
        kept = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        return kept | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() else kept

    def _list(self) -> None:
        self.beginResetModel()
        self._listed = self.found.of(self.kind)
        self.endResetModel()


class KindRow(NamedTuple):
    """A kind of finding, None for all, its name, and how many there are."""

    kind: Kind | None
    title: str
    number: int


class KindRows(QAbstractTableModel):
    """All findings, then each kind; `ROW` is a KindRow."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Nothing is found yet."""
        super().__init__(parent)
        self.rows: list[KindRow] = []
        self.show_found(Found())

    def show_found(self, found: Found) -> None:
        """Count these."""
        kinds = [KindRow(kind, title, found.counts[kind]) for kind, title in KINDS.items()]
        rows = [KindRow(None, "All", found.counts.total()), *kinds]
        if len(rows) != len(self.rows):
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
        else:
            self.rows = rows
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 0))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One for each kind, and one for all."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The kind's name, and how many there are."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.title}, {row.number:,}"
        return None


def _short(words: str) -> str:
    return words if len(words) <= _SHORT else f"{words[: _SHORT - 1].rstrip()}…"


def without(found: Found, gone: Sequence[Finding]) -> Found:
    """What was found but these."""
    left = set(gone)
    counts = found.counts.copy()
    counts.subtract(finding.kind for finding in left)
    return Found(tuple(item for item in found.items if item.finding not in left), counts)
