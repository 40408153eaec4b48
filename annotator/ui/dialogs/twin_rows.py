"""The places of a corpus that say the same words, as rows with a tick each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.domain.entities import Label
from annotator.domain.scheme import Scheme
from annotator.domain.twins import Kind
from annotator.services.twinning import Place
from annotator.ui import plain

ROW: Final = Qt.ItemDataRole.UserRole
KINDS: Final[dict[Kind, str]] = {
    "equal": "",
    "case": "other letters",
    "inflected": "inflected",
    "damaged": "damaged",
}

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class TwinRow:
    """A place as it is offered. `present` is the label that is there now, on these words or across them.

    `why_not` says why it cannot be chosen; empty where it can.
    """

    place: Place
    present: Label | None
    is_ticked: bool
    why_not: str

    def spoken(self) -> str:
        """The row for who cannot see it."""
        place = self.place
        present = self.why_not or (f"{self.present.title} now" if self.present else "")
        line = f"{place.before}{place.words}{place.after}"
        return ", ".join(filter(None, [line, KINDS[place.kind], present, place.title]))


class TwinRows(QAbstractTableModel):
    """The places that can get a label, or lose one; `ROW` is a TwinRow. Damaged forms stand at the end.

    Ticked at first is what says the words and has no label, or the label with the id `was`: of what is
    labelled otherwise, and of damaged forms, each is a decision of its own.
    """

    def __init__(self, scheme: Scheme, was: str | None, parent: QObject | None = None) -> None:
        """Without places, and without an aim: nothing can be chosen."""
        super().__init__(parent)
        self._scheme = scheme
        self._was = was
        self._found: tuple[Place, ...] = ()
        self.rows: list[TwinRow] = []
        self._turned: dict[tuple[str, int, int], bool] = {}
        self.aim: Label | None = None

    def show_places(self, places: Sequence[Place]) -> None:
        """List these; what a person ticked and what not stays so."""
        self._found = tuple(places)
        self._list()

    def aim_at(self, label: Label | None) -> None:
        """Offer what can get this label; None: what can lose one."""
        self.aim = label
        self._turned.clear()
        self._list()

    def turn(self, at: int) -> None:
        """Tick the row, or take its tick away."""
        if not self.rows[at].why_not:
            self._turn(at, not self.rows[at].is_ticked)
            self.dataChanged.emit(self.index(at, 0), self.index(at, 0))

    def turn_all(self) -> None:
        """Tick all rows that can be; where they are, none."""
        free = [at for at, row in enumerate(self.rows) if not row.why_not]
        is_on = not all(self.rows[at].is_ticked for at in free)
        for at in free:
            self._turn(at, is_on)
        if free:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, 0))

    def chosen(self) -> list[Place]:
        """The ticked places, document by document as they came."""
        ticked = {_key(row.place) for row in self.rows if row.is_ticked}
        return [place for place in self._found if _key(place) in ticked]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One for each place."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What stands around the words, whether it is ticked, what a screen reader says."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if row.is_ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.DisplayRole:
            return row.place.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken()
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tooltip(row.spoken())
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows that can be chosen have a box to tick."""
        kept = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if index.isValid() and not self.rows[index.row()].why_not:
            return kept | Qt.ItemFlag.ItemIsUserCheckable
        return kept

    def _list(self) -> None:
        self.beginResetModel()
        fitting = [place for place in self._found if self.aim is not None or place.spans]
        self.rows = [self._row(one) for one in sorted(fitting, key=lambda one: one.kind == "damaged")]
        self.endResetModel()

    def _row(self, place: Place) -> TwinRow:
        why_not = self._why_not(place)
        is_ticked = not why_not and self._turned.get(_key(place), self._is_wanted(place))
        return TwinRow(place, self._present(place), is_ticked, why_not)

    def _turn(self, at: int, is_ticked: bool) -> None:
        self.rows[at] = replace(self.rows[at], is_ticked=is_ticked)
        self._turned[_key(self.rows[at].place)] = is_ticked

    def _present(self, place: Place) -> Label | None:
        labels = [span.label for span in (*place.spans, *place.across)]
        wanted = self.aim.id if self.aim else self._was
        found = wanted if wanted in labels else next(iter(labels), None)
        return self._scheme.label(found) if found else None

    def _why_not(self, place: Place) -> str:
        if self.aim is None:
            return ""
        if any(span.label == self.aim.id for span in place.spans):
            return f"{self.aim.title} already"
        if place.across and not self._scheme.rules.overlap:
            present = self._present(place)
            return f"overlaps {present.title if present else 'another label'}"
        return ""

    def _is_wanted(self, place: Place) -> bool:
        labels = {span.label for span in place.spans}
        if self._was is not None and self._was in labels:
            return True
        if self.aim is None:
            return self._was is None and place.kind != "damaged"
        return not labels and place.kind != "damaged"


def _key(place: Place) -> tuple[str, int, int]:
    return place.document, place.start, place.end
