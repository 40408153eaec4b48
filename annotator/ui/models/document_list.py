"""The list of documents: as many rows as there are, fetched a page at a time when they are painted."""

from array import array
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Callable, Iterable
from datetime import date
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.domain.change import Edit
from annotator.domain.entities import Appearance, Mark, Span, Status
from annotator.domain.origin import row_without_origin
from annotator.domain.query import DocumentRow
from annotator.ui.models.dates import short_date
from annotator.ui.session import Session

PAGE: Final = 256
PAGES: Final = 64
ROW: Final = Qt.ItemDataRole.UserRole
SNIPPET: Final = Qt.ItemDataRole.UserRole + 1

_SNIPPETS: Final = 512
_SEARCHED_ROWS: Final = 20 * PAGE  # by type-ahead: as many as are read in a blink
_MANY: Final = 32
_SHOWN_KINDS: Final = (Status.kind, Span.kind, Mark.kind, Appearance.kind)
_STATUS_WORDS: Final = {"new": "new", "in_progress": "in progress", "done": "done", "skipped": "skipped"}

Index = QModelIndex | QPersistentModelIndex
Snippet = tuple[str, list[tuple[int, int]]]


class DocumentList(QAbstractTableModel):
    """The session's list. `ROW` is a DocumentRow; `SNIPPET` a passage with ranges, if words are searched."""

    def __init__(
        self,
        session: Session,
        parent: QObject | None = None,
        hides_origin: Callable[[], bool] = lambda: False,
    ) -> None:
        """Follows the session's list, layer and edits; says nothing of where a document that is not done
        comes from while `hides_origin`.
        """
        super().__init__(parent)
        self._hides_origin = hides_origin
        self._session = session
        self._numbers: array[int] = array("q")
        self._pages: OrderedDict[int, dict[int, DocumentRow]] = OrderedDict()
        self._words = ""
        self._snippets: dict[int, Snippet] = {}
        session.list_changed.connect(self._reload)
        session.closed.connect(self._reload)
        session.edited.connect(self._follow)
        self._reload()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """All the documents of the list, fetched or not."""
        return 0 if parent.isValid() else len(self._numbers)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The title, and what else the list shows of a document."""
        if not index.isValid():
            return None
        if role == SNIPPET:
            return self._snippet(self._numbers[index.row()])
        row = self.row(index.row()) if role in _ROLES else None
        return None if row is None else _ROLES[role](row)

    def match(
        self,
        start: Index,
        role: int,
        value: object,
        hits: int = 1,
        flags: Qt.MatchFlag = Qt.MatchFlag.MatchStartsWith,
    ) -> list[QModelIndex]:
        """Type-ahead: the first title from `start` on that begins with `value`, in the next thousands."""
        wanted, count = str(value).casefold(), len(self._numbers)
        for step in range(min(count, _SEARCHED_ROWS)):
            at = (start.row() + step) % count
            row = self.row(at)
            if row is not None and row.title.casefold().startswith(wanted):
                return [self.index(at, 0)]
        return []

    def number(self, at: int) -> int:
        """The local number of the document in this row."""
        return self._numbers[at]

    def row(self, at: int) -> DocumentRow | None:
        """What the list shows in this row; None for a document that is gone."""
        row = self._page(at // PAGE).get(self._numbers[at])
        return row_without_origin(row) if row and row.status != "done" and self._hides_origin() else row

    def repaint(self) -> None:
        """Show every row anew."""
        if self._numbers:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._numbers) - 1, 0))

    def row_of(self, number: int | None) -> int | None:
        """The row in which a document stands."""
        if number is None:
            return None
        guess = bisect_left(self._numbers, number)  # right wherever the order is that of arrival
        if guess < len(self._numbers) and self._numbers[guess] == number:
            return guess
        try:
            return self._numbers.index(number)
        except ValueError:
            return None

    def _page(self, page: int) -> dict[int, DocumentRow]:
        if page not in self._pages:
            numbers = self._numbers[page * PAGE : (page + 1) * PAGE]
            self._pages[page] = self._fetched(numbers)
            if len(self._pages) > PAGES:
                self._pages.popitem(last=False)
        self._pages.move_to_end(page)
        return self._pages[page]

    def _fetched(self, numbers: "Iterable[int]") -> dict[int, DocumentRow]:
        project = self._session.project
        if project is None:
            return {}
        rows = project.documents.rows(list(numbers), self._session.layer_id)
        return {row.number: row for row in rows}

    def _snippet(self, number: int) -> Snippet | None:
        words, project = self._words.strip(), self._session.project
        if not words or project is None:
            return None
        if number not in self._snippets:
            if len(self._snippets) >= _SNIPPETS:
                self._snippets.clear()
            self._snippets[number] = project.documents.snippet(number, words)
        return self._snippets[number]

    def _reload(self) -> None:
        """Take the session's numbers; those that were there already keep their places in the view."""
        old, new = self._numbers, self._session.numbers
        kept = len(old) > 0 and new[: len(old)].tobytes() == old.tobytes()
        if self._words != self._session.query.searched:
            self._words = self._session.query.searched
            self._snippets.clear()
        if kept and len(new) > len(old):
            self.beginInsertRows(QModelIndex(), len(old), len(new) - 1)
            self._pages.clear()
            self._numbers = new
            self.endInsertRows()
        elif not kept:
            self.beginResetModel()
            self._pages.clear()
            self._numbers = new
            self.endResetModel()
        if kept:
            self._refresh_all()

    def _follow(self, edit: Edit) -> None:
        project = self._session.project
        if project is None or not edit.touches(*_SHOWN_KINDS):
            return
        documents = edit.documents()
        if len(documents) > _MANY:
            self._refresh_all()
            return
        for document in documents:
            number = project.number_of(document)
            if number is not None:
                self._refresh(number)

    def _refresh(self, number: int) -> None:
        for page, rows in self._pages.items():
            if number in rows:
                rows.update(self._fetched([number]))
                at = page * PAGE + self._numbers[page * PAGE : (page + 1) * PAGE].index(number)
                self.dataChanged.emit(self.index(at, 0), self.index(at, 0))
                return

    def _refresh_all(self) -> None:
        self._pages.clear()
        self.repaint()


def spoken(row: DocumentRow) -> str:
    """The row as a screen reader says it."""
    parts = [row.title, "flagged" if row.flagged else "", _STATUS_WORDS[row.status], where_and_when(row)]
    if row.labels:
        parts.append(f"{row.labels} label{'s' if row.labels > 1 else ''}")
    if row.appearances > 1:
        parts.append(f"{row.appearances} copies")
    return ", ".join(part for part in parts if part)


def where_and_when(row: DocumentRow) -> str:
    """Source and date, as far as they are known."""
    return " · ".join(part for part in (row.source, day(row)) if part)


def day(row: DocumentRow) -> str:
    """When it was published, as far as it is known."""
    return short_date(row.published, date.today()) if row.published else ""


_ROLES: dict[int, Callable[[DocumentRow], object]] = {
    Qt.ItemDataRole.DisplayRole: lambda row: row.title,
    Qt.ItemDataRole.AccessibleTextRole: spoken,
    ROW: lambda row: row,
}
