"""The list of articles: walking, filtering, ordering and searching it, each up to painted rows.

The floor is a jump in Qt's own table of as many rows whose words are known.
"""

import random
from collections.abc import Callable, Iterator
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

_REPEAT, _ASKED = 40, 5
_PAGE = 50.0  # milliseconds to a first page
_EVERYWHERE, _RARE = 2, 20_000  # ranks of words

Index = QModelIndex | QPersistentModelIndex


def rows(bench: Bench) -> Iterator[Row]:
    """What only moves in the list, then what asks for another list."""
    with window.opened(bench) as workbench:
        panel = workbench.panels["documents"]
        assert isinstance(panel, DocumentsPanel)
        floor = str(_floor(bench, panel.view))
        chance = random.Random(2)
        places = [chance.randrange(panel.model.rowCount()) for _ in range(bench.times(_REPEAT))]
        yield from _moves(bench, workbench, panel, places, floor)
        for name, query in _questions(bench).items():
            times = timed(_asked(workbench, panel, query, bench.times(_ASKED)))
            what = f"list of {bench.documents:,}: {name}, first page"
            yield Row(what, str(times), floor, f"under {_PAGE:.0f} ms", times.under(_PAGE))


def _moves(
    bench: Bench, workbench: Workbench, panel: DocumentsPanel, places: list[int], floor: str
) -> Iterator[Row]:
    paints = Paints(panel.view.viewport())

    def jump(row: int) -> Callable[[], None]:
        return lambda: paints.after(lambda: panel.view.scrollTo(panel.model.index(row, 0)))

    def mark(value: str | None) -> Callable[[], None]:
        session = workbench.session
        return lambda: paints.after(
            lambda: session.attempt(lambda: edits.set_flag(session.annotations, value))
        )

    last = panel.model.rowCount() - 1
    marks = [mark(None if number % 2 else "why") for number in range(len(places))]
    moves: tuple[tuple[str, Times, float], ...] = (
        ("jump to the end", timed([jump(last)]), _PAGE),
        ("jump anywhere", timed(jump(row) for row in places), _PAGE),
        ("flag the article, its row painted", _in_sight(panel, marks), FRAME),
    )
    for name, times, limit in moves:
        reach = f"{'p95 ' if limit == FRAME else ''}under {limit:g} ms"
        what = f"list of {bench.documents:,}: {name}"
        yield Row(what, str(times), floor, reach, times.under(limit, p95=limit == FRAME))


def _in_sight(panel: DocumentsPanel, acts: list[Callable[[], None]]) -> Times:
    """The acts on the shown article, whose row is in sight."""
    panel.view.scrollTo(panel.view.currentIndex())
    QApplication.processEvents()
    return timed(acts)


def _questions(bench: Bench) -> dict[str, ListQuery]:
    everything, words = ListQuery(""), bench.news.vocabulary
    return {
        "filter done": replace(everything, status="done"),
        "filter new": replace(everything, status="new"),
        "order by date": replace(everything, order="date"),
        "order by title": replace(everything, order="title"),
        "search a word of every article": replace(everything, words=words[_EVERYWHERE]),
        "search a rare word": replace(everything, words=words[_RARE]),
        "search two words in what is done": replace(
            everything, words=f"{words[_EVERYWHERE]} {words[_RARE // 100]}", status="done"
        ),
    }


def _asked(
    workbench: Workbench, panel: DocumentsPanel, query: ListQuery, count: int
) -> Iterator[Callable[[], None]]:
    """The question, each time asked of the whole list."""
    for _ in range(count):
        workbench.session.set_query(ListQuery(""))
        window.settle(workbench)
        yield lambda: _ask(workbench, panel, query)


def _ask(workbench: Workbench, panel: DocumentsPanel, query: ListQuery) -> None:
    workbench.session.set_query(query)
    panel.view.viewport().repaint()  # at once: an empty list would never be painted of itself


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


def _floor(bench: Bench, like: RowView) -> Times:
    view, model = RowView("floor", like.rowHeight(0)), _Plain(bench.documents)
    view.setModel(model)
    view.resize(like.size())
    view.show()
    QApplication.processEvents()
    chance, paints = random.Random(1), Paints(view.viewport())

    def jump(row: int) -> Callable[[], None]:
        return lambda: paints.after(lambda: view.scrollTo(model.index(row, 0)))

    times = timed(jump(chance.randrange(bench.documents)) for _ in range(bench.times(_REPEAT)))
    view.close()
    return times
