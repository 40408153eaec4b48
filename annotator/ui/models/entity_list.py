"""The entities of the shown document: a row a name, and under an open name a row a mention."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from annotator.domain import words
from annotator.domain.change import Edit
from annotator.domain.entities import Label, Opinion, Rules, Span
from annotator.ui import plain
from annotator.ui.models.entity_groups import Group, Mention, entity_groups
from annotator.ui.session import Session

ROW: Final = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A name; its mentions follow as rows of their own while it is open."""

    group: Group
    is_open: bool


@dataclass(frozen=True, slots=True)
class MentionRow:
    """One mention of an open name."""

    name: str
    mention: Mention


Row = GroupRow | MentionRow


class EntityList(QAbstractTableModel):
    """`ROW` is a GroupRow or a MentionRow. Rows that stay the same stay where they are in the view.

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
            return row.group.name if isinstance(row, GroupRow) else row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tooltip(self._spoken(row))
        return None

    def row(self, at: int) -> Row:
        """What stands in this row."""
        return self._rows[at]

    def twins(self, group: Group) -> list[Range]:
        """Where the same words stand without a label of their own."""
        document = self._session.document
        if document is None:
            return []
        first = group.mentions[0].span
        surface = document.text[first.start : first.end]
        if surface not in self._occurrences:
            self._occurrences[surface] = words.occurrences(document.text, surface)
        return [found for found in self._occurrences[surface] if found not in self._labelled]

    def set_open(self, at: int, is_open: bool) -> None:
        """Show the mentions of the name in this row, or hide them."""
        row = self._rows[at]
        if isinstance(row, GroupRow) and row.is_open != is_open:
            (self._open.add if is_open else self._open.discard)(row.group.name)
            self._show(self._laid_out())

    def name_row(self, at: int) -> int:
        """The row of the name to which this row belongs."""
        while isinstance(self._rows[at], MentionRow):
            at -= 1
        return at

    def row_of(self, span: str) -> int | None:
        """The row of the mention with this span id, or of its name where that is closed."""
        for at, row in enumerate(self._rows):
            if isinstance(row, MentionRow):
                if row.mention.span.id == span:
                    return at
            elif not row.is_open and any(one.span.id == span for one in row.group.mentions):
                return at
        return None

    def _spoken(self, row: Row) -> str:
        if isinstance(row, MentionRow):
            return f"{row.name}, {self._title(row.mention.span.label)}" + _said(row.mention.polarity)
        group = row.group
        count = len(group.mentions)
        parts = [group.name, *map(self._title, group.labels), f"{count} mention{'s' if count > 1 else ''}"]
        twins = len(self.twins(group))
        if twins:
            parts.append(f"{twins} more without a label")
        return ", ".join([*parts, *group.polarities])

    def _title(self, label: str) -> str:
        found = self._session.scheme.label(label)
        return found.title if found else label

    def _follow(self, edit: Edit) -> None:
        document = self._session.document
        if document is None:
            return
        if edit.touches(Span.kind, Opinion.kind, document=document.id):
            self._read()
            self._show(self._laid_out())
            self.counted.emit()
        elif edit.touches(Label.kind, Rules.kind) and self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0))

    def _start_over(self) -> None:
        self.beginResetModel()
        self._open.clear()
        self._occurrences.clear()
        self._read()
        self._rows = self._laid_out()
        self.endResetModel()
        self.counted.emit()

    def _read(self) -> None:
        document, on = self._session.document, self._session.annotations
        self._groups = entity_groups(document.text, on) if document else []
        self._labelled = frozenset((span.start, span.end) for span in on.spans)

    def _laid_out(self) -> list[Row]:
        rows: list[Row] = []
        for group in self._groups:
            is_open = group.name in self._open
            rows.append(GroupRow(group, is_open))
            if is_open:
                rows.extend(MentionRow(group.name, mention) for mention in group.mentions)
        return rows

    def _show(self, rows: list[Row]) -> None:
        """Put these rows in place of what differs in the middle; the view keeps all that is around it."""
        old, new = [_key(row) for row in self._rows], [_key(row) for row in rows]
        before = _common(old, new)
        behind = _common(old[before:][::-1], new[before:][::-1])
        if before < len(old) - behind:
            self.beginRemoveRows(QModelIndex(), before, len(old) - behind - 1)
            del self._rows[before : len(old) - behind]
            self.endRemoveRows()
        if before < len(new) - behind:
            self.beginInsertRows(QModelIndex(), before, len(new) - behind - 1)
            self._rows = rows
            self.endInsertRows()
        self._rows = rows
        if rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 0))


def _key(row: Row) -> tuple[str, str]:
    return (row.group.name, "") if isinstance(row, GroupRow) else (row.name, row.mention.span.id)


def _common(one: list[tuple[str, str]], other: list[tuple[str, str]]) -> int:
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _said(polarity: str | None) -> str:
    return f", {polarity}" if polarity else ""
