"""The list in the real window: all of it, filtered, ordered and searched, each up to painted rows.

The floor is Qt's own table with as many rows whose words are known, after the same question as bare SQL.
"""

import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication

from annotator.domain import edits
from annotator.domain.query import ListQuery
from annotator.ui.panels.documents import DocumentsPanel
from annotator.ui.panels.row_view import RowView
from annotator.ui.workbench import Workbench
from tests.benchmarks import window
from tests.benchmarks.harness import FRAME, Bench, Row, Times, timed
from tests.benchmarks.window import Paints

_TIMES, _JUMPS = 9, 40
_REACH = 50.0
_PAGE = 50  # rows that the floor asks for; what fits the list is less
_COMMON, _MIDDLE, _RARE = 40, 1_000, -1_000  # ranks of words

Index = QModelIndex | QPersistentModelIndex


def rows(bench: Bench) -> Iterator[Row]:
    """Painted, jumped through, filtered, ordered, searched."""
    with window.opened(bench) as workbench, closing(sqlite3.connect(bench.bulk.path)) as connection:
        panel = workbench.panels["documents"]
        assert isinstance(panel, DocumentsPanel)
        floor = _Floor(connection, bench.documents, panel.view)
        everything = ListQuery("")
        done = replace(everything, status="done")
        times = _asked(workbench, panel, bench.times(_TIMES), everything, before=done)
        yield _row(f"list of {bench.documents:,} painted", times, floor.times(bench.times(_TIMES)))
        chance = random.Random(2)
        places = [chance.randrange(bench.documents) for _ in range(bench.times(_JUMPS))]
        jumps = timed(_jumps(panel, places))
        yield Row(f"list: jump anywhere among {bench.documents:,}", str(jumps), str(floor.jumps(places)))
        times = timed(_flags(workbench, panel, bench.times(_JUMPS)))
        beside = floor.times(bench.times(_JUMPS))
        yield Row(
            "list: flag the article, its row painted",
            str(times),
            str(beside),
            f"p95 under {FRAME} ms",
            times.under(FRAME, p95=True),
        )
        for name, query, sql in _questions(bench, everything):
            times = _asked(workbench, panel, bench.times(_TIMES), query, before=everything)
            found = len(workbench.session.numbers)
            beside = floor.times(bench.times(_TIMES), sql)
            yield _row(f"list: {name}, first page of {found:,} painted", times, beside)
        floor.close()


def _questions(bench: Bench, everything: ListQuery) -> Iterator[tuple[str, ListQuery, str]]:
    """Name, query, and the least that answers it."""
    status = "select document from status where value = 'done' and layer = (select layer from status limit 1)"
    yield "status done", replace(everything, status="done"), f"{status} order by document"
    new = "select number from document where number not in (select document from status) order by number"
    yield "status new", replace(everything, status="new"), new
    for order in ("date", "title"):
        column = {"date": "published", "title": "title"}[order]
        sql = f"select number from document order by {column}"
        yield f"order by {order}", replace(everything, order=order), sql
    words = bench.news.vocabulary
    searches = {
        "a word of many articles": words[_COMMON],
        "a word of some": words[_MIDDLE],
        "a word of few": words[_RARE],
        "two words": f"{words[_COMMON]} {words[_MIDDLE]}",
    }
    for name, asked in searches.items():
        match = " ".join(f'"{word}"' for word in asked.split())
        sql = f"select rowid from search where search match '{match}' order by rowid"
        yield f"search {name}, with highlights", replace(everything, words=asked), sql


def _asked(
    workbench: Workbench, panel: DocumentsPanel, count: int, query: ListQuery, *, before: ListQuery
) -> Times:
    """Ask for a list until its rows are painted; each time another list was there, whole, before."""
    paints = Paints(panel.view.viewport(), panel.empty)

    def acts() -> Iterator[Callable[[], None]]:
        for _ in range(count):
            workbench.session.set_query(before)
            _settle(workbench)
            yield lambda: paints.after(lambda: workbench.session.set_query(query))
        _settle(workbench)

    return timed(acts())


def _settle(workbench: Workbench) -> None:
    session = workbench.session
    assert session.project is not None
    count = len(session.project.documents.numbers(session.query))
    while len(session.numbers) < count:
        QApplication.processEvents()
    QApplication.processEvents()


def _jumps(panel: DocumentsPanel, places: list[int]) -> Iterator[Callable[[], None]]:
    paints = Paints(panel.view.viewport())

    def jump(place: int) -> None:
        panel.view.scrollTo(panel.model.index(place, 0), RowView.ScrollHint.PositionAtTop)

    return (lambda place=place: paints.after(lambda: jump(place)) for place in places)  # type: ignore[misc]


def _flags(workbench: Workbench, panel: DocumentsPanel, count: int) -> Iterator[Callable[[], None]]:
    """On and off in turn; the article's row is in sight."""
    session, paints = workbench.session, Paints(panel.view.viewport())
    panel.view.scrollTo(panel.view.currentIndex())
    QApplication.processEvents()

    def flag(value: str | None) -> None:
        session.attempt(lambda: edits.set_flag(session.annotations, value))

    values = (None if at % 2 else "why" for at in range(count))
    return (lambda value=value: paints.after(lambda: flag(value)) for value in values)  # type: ignore[misc]


def _row(what: str, times: Times, floor: Times) -> Row:
    return Row(what, str(times), str(floor), f"under {_REACH:.0f} ms", times.under(_REACH))


class _Plain(QAbstractTableModel):
    """Rows that cost nothing to know."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self._count = count

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return "Harbour talks collapse" if role == Qt.ItemDataRole.DisplayRole else None


class _Floor:
    """A plain table of the list's size."""

    def __init__(self, connection: sqlite3.Connection, count: int, like: RowView) -> None:
        self._connection = connection
        self._model = _Plain(count)
        self._view = RowView("floor", like.rowHeight(0))
        self._view.setModel(self._model)
        self._view.resize(like.size())
        self._view.show()
        QApplication.processEvents()
        self._paints = Paints(self._view.viewport())

    def times(self, count: int, sql: str = "") -> Times:
        """The question, if there is one, and the table painted anew."""

        def act() -> None:
            if sql:
                self._connection.execute(f"{sql} limit {_PAGE}").fetchall()
            self._model.beginResetModel()
            self._model.endResetModel()

        return timed([lambda: self._paints.after(act)] * count)

    def jumps(self, places: list[int]) -> Times:
        """The table painted at these places."""
        to = RowView.ScrollHint.PositionAtTop

        def jump(place: int) -> None:
            self._view.scrollTo(self._model.index(place, 0), to)

        acts = [lambda place=place: self._paints.after(lambda: jump(place)) for place in places]
        return timed(acts)

    def close(self) -> None:
        """Hide it."""
        self._view.close()
