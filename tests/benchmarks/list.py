"""The list of articles: opening, walking, filtering, ordering and searching it, each up to painted rows.

Times are milliseconds, median and 95th percentile of wall and of cpu. The floor is Qt's own table, jumped
through in the same run, with as many rows whose words are known. `python tests/benchmarks/list.py 1000000`
takes a million.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication

from annotator.domain import edits
from annotator.domain.change import added
from annotator.domain.entities import Appearance, Author, Entity, Rules, Span, Status, StatusValue
from annotator.domain.exchange import appearance
from annotator.domain.query import ListQuery
from annotator.domain.scheme import DEFAULT_SCALE, Scheme, make_label, with_labels
from annotator.settings import Settings
from annotator.storage.project import Project
from annotator.ui.jobs import Jobs
from annotator.ui.panels.documents import DocumentsPanel
from annotator.ui.panels.row_view import RowView
from annotator.ui.session import Session
from annotator.ui.theme import Appearance as Look
from annotator.ui.workbench import Workbench

ARTICLES = 100_000
CHARACTERS = 2_600
WIDTH, HEIGHT = 288, 828
_BATCH = 1_000
_AUTHOR = Author("bench", "bench")
_SOURCES = ("Lantern Wire", "Meridian Desk", "Coastal Courier", "Aurel News")
_WORDS = [
    "harbour",
    "talks",
    "collapse",
    "as",
    "crane",
    "crews",
    "extend",
    "their",
    "strike",
    "said",
    "Ilse",
    "Maren",
    "of",
    "the",
    "Port",
    "Authority",
    "while",
    "Tomas",
    "Brandl",
    "accused",
    "Northern",
    "Docks",
    "of",
    "hiding",
    "a",
    "surplus",
    "and",
    "Kastelholm",
    "waits",
    "for",
    "U.S.",
    "e-mail",
    "4,200",
    "tons",
]
_PAGE, _FRAME = "50 ms", "p95 16.7 ms"
_REPEAT, _ASKED_TIMES = 40, 5
_EVERYTHING = ListQuery("")
_ASKED = {
    "filter: done": replace(_EVERYTHING, status="done"),
    "filter: new": replace(_EVERYTHING, status="new"),
    "order by date": replace(_EVERYTHING, order="date"),
    "order by title": replace(_EVERYTHING, order="title"),
    "search a word in every article": replace(_EVERYTHING, words="strike"),
    "search a word in one of a thousand": replace(_EVERYTHING, words="zeppelin"),
    "search two words, done": replace(_EVERYTHING, words="surplus zep", status="done"),
}

Row = tuple[str, str, str]
Index = QModelIndex | QPersistentModelIndex


def rows(articles: int = ARTICLES) -> list[Row]:
    """Name, measured, and target or floor."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "list.annot"
        _make(path, articles)
        found = _measured(app, path, articles)
    return found


def _make(path: Path, articles: int) -> None:
    """A project in which four of ten articles are done and one of ten has labels."""
    chance = random.Random(1)
    scheme = Scheme(Rules("news", "News", scale=DEFAULT_SCALE))
    scheme = with_labels(scheme, [make_label(scheme, "PER")])
    with Project.create(path, scheme, _AUTHOR) as project:
        layer = project.ensure_own_layer().id
        numbers = iter(range(articles))
        while batch := list(islice(numbers, _BATCH)):
            texts = [_text(chance, number) for number in batch]
            found = [_appearance(chance, text, number) for text, number in zip(texts, batch, strict=True)]
            said = _said(layer, scheme.labels[0].id, found, batch)
            by_id = {one.document: text for one, text in zip(found, texts, strict=True)}
            project.commit(added("import", [*found, *said]), texts=by_id)


def _text(chance: random.Random, number: int) -> str:
    words = [f"Article {number}:", "zeppelin" if number % 1000 == 7 else "tram"]
    length = 30
    while length < CHARACTERS:
        words.append(chance.choice(_WORDS))
        length += len(words[-1]) + 1
    return " ".join(words)


def _appearance(chance: random.Random, text: str, number: int) -> Appearance:
    title = f"{chance.choice(_WORDS).capitalize()} {' '.join(chance.choices(_WORDS, k=7))} {number}"
    day = f"{2015 + number % 10}-{1 + number % 12:02}-{1 + number % 28:02}"
    return appearance(text, title=title, source=chance.choice(_SOURCES), published=day, language="en")


def _said(layer: str, label: str, found: list[Appearance], numbers: list[int]) -> Iterator[Entity]:
    for one, number in zip(found, numbers, strict=True):
        if number % 10 < 4:
            yield Status(layer, one.document, "done")
        if number % 10 == 0:
            yield from (
                Span(f"s{number}-{at}", layer, one.document, 40 + 10 * at, 47 + 10 * at, label)
                for at in range(20)
            )


class _Screen:
    """The panel on a project, and what a person does with it, each up to painted rows."""

    def __init__(self, app: QApplication, path: Path, articles: int) -> None:
        self._app, self._path, self._articles = app, path, articles
        look, jobs = Look(app, "light"), Jobs(app)
        self._session = Session(_AUTHOR, jobs, app)
        self._panel = DocumentsPanel(
            Workbench(self._session, jobs, Settings(path.with_suffix(".json")), look)
        )
        self._panel.resize(WIDTH, HEIGHT)
        self._panel.show()
        self.view = self._panel.view

    def open_project(self) -> None:
        self._session.open(self._path)
        self._paint()

    def load_rest(self) -> None:
        while len(self._session.numbers) < self._articles:
            self._app.processEvents()
        self._paint()

    def jump(self, row: int) -> None:
        self.view.scrollTo(self._panel.model.index(row, 0))
        self._paint()

    def show(self, row: int) -> None:
        self.view.setCurrentIndex(self._panel.model.index(row, 0))
        self._paint()

    def edit(self, number: int) -> None:
        value: StatusValue = "done" if number % 2 else "skipped"
        self._session.attempt(lambda: edits.set_status(self._session.annotations, value))
        self._app.processEvents()  # only what the edit touched

    def ask(self, query: ListQuery) -> None:
        self._session.set_query(query)
        self._paint()

    def settle(self) -> None:
        self.ask(_EVERYTHING)
        self.load_rest()

    def close(self) -> None:
        self._session.close()
        self._panel.close()

    def _paint(self) -> None:
        self.view.viewport().repaint()


def _measured(app: QApplication, path: Path, articles: int) -> list[Row]:
    screen, chance = _Screen(app, path, articles), random.Random(2)
    places = [chance.randrange(articles) for _ in range(_REPEAT)]
    measures = [
        ("open the project, first rows painted", _timed(screen.open_project, [()]), ""),
        ("the rest of the list, beside the window", _timed(screen.load_rest, [()]), ""),
        ("jump to the end", _timed(screen.jump, [(articles - 1,)]), _PAGE),
        ("jump anywhere", _timed(screen.jump, [(row,) for row in places]), _PAGE),
        ("show an article anywhere", _timed(screen.show, [(row,) for row in places]), _FRAME),
        ("an edit, its row painted", _timed(screen.edit, [(at,) for at in range(_REPEAT)]), _FRAME),
    ]
    for name, query in _ASKED.items():
        times = _timed(screen.ask, [(query,)] * _ASKED_TIMES, before=screen.settle)
        measures.append((f"{name}, first page painted", times, _PAGE))
    screen.settle()
    floors = _timed(_floor(articles, screen.view), [(row,) for row in places])
    floor = statistics.median(wall for wall, _ in floors)
    screen.close()
    return [
        (f"list: {name}, {articles:,} articles", _shown(times), _limit(reach, floor))
        for name, times, reach in measures
    ]


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


def _floor(articles: int, like: RowView) -> Callable[[int], None]:
    """A jump in Qt's own table."""
    view, model = RowView("floor", like.rowHeight(0)), _Plain(articles)
    view.setModel(model)
    view.resize(like.size())
    view.show()
    QApplication.processEvents()

    def jump(row: int) -> None:
        view.scrollTo(model.index(row, 0))
        view.viewport().repaint()

    return jump


def _timed(
    act: Callable[..., None], arguments: Iterable[tuple[Any, ...]], before: Callable[[], None] | None = None
) -> list[tuple[float, float]]:
    """Milliseconds of wall and of cpu, once for each set of arguments; `before` each is not counted."""
    times = []
    for given in arguments:
        if before is not None:
            before()
        cpu, wall = time.process_time(), time.perf_counter()
        act(*given)
        times.append(((time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000))
    return times


def _shown(times: list[tuple[float, float]]) -> str:
    def one(kind: int) -> str:
        found = sorted(each[kind] for each in times)
        high = f" (p95 {found[int(len(found) * 0.95)]:.1f})" if len(found) > 1 else ""
        return f"{statistics.median(found):.1f}{high}"

    return f"wall {one(0)}, cpu {one(1)} ms"


def _limit(reach: str, floor: float) -> str:
    return f"floor {floor:.1f} ms" + (f", reach {reach}" if reach else "")


if __name__ == "__main__":
    for line in rows(int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES):
        print(*line, sep=" | ")
