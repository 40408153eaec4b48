"""The entities of the shown document: a row a name, and under an open name a row a mention."""

from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from annotator.domain import words
from annotator.domain.annotations import Annotations
from annotator.domain.change import Edit
from annotator.domain.entities import Label, Opinion, Rules, Span
from annotator.ui import plain
from annotator.ui.models.entity_groups import Group, Mention, entity_groups, groups_after, name_of
from annotator.ui.session import Session

ROW: Final = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex
Range = tuple[int, int]


Row = Group | Mention


class EntityList(QAbstractTableModel):
    """`ROW` is a Group or a Mention. Rows that stay the same stay where they are in the view.

    `counted` says that the number of names or mentions may have changed.
    """

    counted = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Follows the shown document; every name is closed in a document that comes."""
        super().__init__(parent)
        self._session = session
        self._groups: list[Group] = []
        self._rows: list[Row] = []
        self._open: set[str] = set()
        self._occurrences: dict[str, list[Range]] = {}
        self._twins: dict[str, list[Range]] = {}
        self._labelled: frozenset[Range] = frozenset()
        for signal in (session.shown, session.layer_changed, session.closed):
            signal.connect(self._start_over)
        session.edited.connect(self._follow)
        self._start_over()

    @property
    def names(self) -> int:
        """How many names there are."""
        return len(self._groups)

    @property
    def mentions(self) -> int:
        """How many mentions there are."""
        return sum(len(group.mentions) for group in self._groups)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The names, and the mentions of those that are open."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The name or the mention's words."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tooltip(self._spoken(row) + self._offered(row))
        return None

    def row(self, at: int) -> Row:
        """What stands in this row."""
        return self._rows[at]

    def twins(self, group: Group) -> list[Range]:
        """Where the same words stand without a label of their own."""
        if group.name not in self._twins:
            self._twins[group.name] = self._unlabelled(group)
        return self._twins[group.name]

    def is_open(self, group: Group) -> bool:
        """Whether the mentions of a name are shown."""
        return group.name in self._open

    def set_open(self, at: int, is_open: bool) -> None:
        """Show the mentions of the name in this row, or hide them."""
        row = self._rows[at]
        if isinstance(row, Group) and self.is_open(row) != is_open:
            (self._open.add if is_open else self._open.discard)(row.name)
            self._show(self._laid_out())

    def group_row(self, at: int) -> int:
        """The row of the name to which this row belongs."""
        while isinstance(self._rows[at], Mention):
            at -= 1
        return at

    def row_of(self, span: Span) -> int | None:
        """The row of this mention, or of its name where that is closed."""
        document = self._session.document
        name = name_of(document.text, span) if document else ""
        at = next((at for at, row in enumerate(self._rows) if row.name == name), None)
        row = None if at is None else self._rows[at]
        if at is None or not isinstance(row, Group) or not self.is_open(row):
            return at
        return next((at + 1 + n for n, one in enumerate(row.mentions) if one.span.id == span.id), at)

    def _unlabelled(self, group: Group) -> list[Range]:
        document = self._session.document
        if document is None:
            return []
        first = group.mentions[0].span
        surface = document.text[first.start : first.end]
        if surface not in self._occurrences:
            self._occurrences[surface] = words.occurrences(document.text, surface)
        return [found for found in self._occurrences[surface] if found not in self._labelled]

    def _spoken(self, row: Row) -> str:
        if isinstance(row, Mention):
            parts = [row.name, self._title(row.span.label), row.polarity or ""]
            return ", ".join(part for part in parts if part)
        count, twins = len(row.mentions), len(self.twins(row))
        parts = [row.name, *map(self._title, row.labels), f"{count} mention{'s' if count > 1 else ''}"]
        if twins:
            parts.append(f"{twins} more without a label")
        return ", ".join([*parts, *row.polarities])

    def _offered(self, row: Row) -> str:
        twins = len(self.twins(row)) if isinstance(row, Group) else 0
        return f"\nA labels the other {twins}" if twins else ""

    def _title(self, label: str) -> str:
        found = self._session.scheme.label(label)
        return found.title if found else label

    def _follow(self, edit: Edit) -> None:
        document = self._session.document
        if document is None:
            return
        if edit.touches(Span.kind, Opinion.kind, document=document.id):
            on = self._session.annotations
            self._groups = groups_after(self._groups, document.text, on, edit)
            self._labelled = _ranges(on)
            self._twins.clear()
            self._show(self._laid_out())
            self.counted.emit()
        elif edit.touches(Label.kind, Rules.kind) and self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0))

    def _start_over(self) -> None:
        self.beginResetModel()
        self._open.clear()
        self._occurrences.clear()
        self._twins.clear()
        document, on = self._session.document, self._session.annotations
        self._groups = entity_groups(document.text, on) if document else []
        self._labelled = _ranges(on)
        self._rows = self._laid_out()
        self.endResetModel()
        self.counted.emit()

    def _laid_out(self) -> list[Row]:
        if not self._open:
            return list(self._groups)
        rows: list[Row] = []
        for group in self._groups:
            rows.append(group)
            if self.is_open(group):
                rows.extend(group.mentions)
        return rows

    def _show(self, rows: list[Row]) -> None:
        """Put these rows in place of what differs in the middle; the view keeps all that is around it."""
        old = self._rows
        before = _alike(old, rows)
        behind = _alike(old[before:][::-1], rows[before:][::-1])
        if before < len(old) - behind:
            self.beginRemoveRows(QModelIndex(), before, len(old) - behind - 1)
            self._rows = old[:before] + old[len(old) - behind :]
            self.endRemoveRows()
        if before < len(rows) - behind:
            self.beginInsertRows(QModelIndex(), before, len(rows) - behind - 1)
            self._rows = rows[:before] + rows[before : len(rows) - behind] + self._rows[before:]
            self.endInsertRows()
        changed = [
            at for at, (was, is_now) in enumerate(zip(self._rows, rows, strict=True)) if was is not is_now
        ]
        self._rows = rows
        if changed:
            self.dataChanged.emit(self.index(changed[0], 0), self.index(changed[-1], 0))


def _alike(one: list[Row], other: list[Row]) -> int:
    """How many rows at the beginning stand for the same name or mention."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a is not b and _key(a) != _key(b)), min(len(one), len(other)))


def _key(row: Row) -> tuple[str, str]:
    return (row.name, row.span.id) if isinstance(row, Mention) else (row.name, "")


def _ranges(on: Annotations) -> frozenset[Range]:
    return frozenset((span.start, span.end) for span in on.spans)
