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

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication

from annotator.domain import edits
from annotator.domain.change import added
from annotator.domain.entities import Appearance, Author, Entity, Rules, Span, Status
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
_PAGE = "50 ms"

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


def _measured(app: QApplication, path: Path, articles: int) -> list[Row]:
    jobs, look = Jobs(app), Look(app, "light")
    session = Session(_AUTHOR, jobs, app)
    panel = DocumentsPanel(Workbench(session, jobs, Settings(path.with_name("settings.json")), look))
    panel.resize(WIDTH, HEIGHT)
    panel.show()
    view, chance = panel.view, random.Random(2)

    def open_project() -> None:
        session.open(path)
        view.viewport().repaint()

    def load_all() -> None:
        while len(session.numbers) < articles:
            app.processEvents()
        view.viewport().repaint()

    def jump(row: int) -> None:
        view.scrollTo(panel.model.index(row, 0))
        view.viewport().repaint()

    def show(row: int) -> None:
        view.setCurrentIndex(panel.model.index(row, 0))
        view.viewport().repaint()

    def ask(query: ListQuery) -> None:
        session.set_query(query)
        view.viewport().repaint()

    def settle() -> None:
        ask(ListQuery(""))
        load_all()

    everything = ListQuery("")
    random_rows = [chance.randrange(articles) for _ in range(40)]
    first = _timed([open_project])
    whole = _timed([load_all])
    measures: list[tuple[str, list[float], list[float], str]] = [
        ("open the project, first rows painted", *first, ""),
        ("the rest of the list, beside the window", *whole, ""),
        ("jump to the end", *_timed([lambda: jump(articles - 1)]), _PAGE),
        ("jump anywhere", *_timed(lambda row=row: jump(row) for row in random_rows), _PAGE),
        (
            "show an article anywhere",
            *_timed(lambda row=row: show(row) for row in random_rows),
            "p95 16.7 ms",
        ),
        ("an edit, its row painted", *_timed(_edits(session, 40)), "p95 16.7 ms"),
    ]
    asked = {
        "filter: done": replace(everything, status="done"),
        "filter: new": replace(everything, status="new"),
        "order by date": replace(everything, order="date"),
        "order by title": replace(everything, order="title"),
        "search a word in every article": replace(everything, words="strike"),
        "search a word in one of a thousand": replace(everything, words="zeppelin"),
        "search two words, done": replace(everything, words="surplus zep", status="done"),
    }
    for name, query in asked.items():
        walls, cpus = [], []
        for _ in range(5):
            settle()
            wall, cpu = _timed([lambda query=query: ask(query)])
            walls += wall
            cpus += cpu
        measures.append((f"{name}, first page painted", walls, cpus, _PAGE))
    settle()
    floor = statistics.median(_timed(_floor(articles, random_rows, view))[0])
    session.close()
    panel.close()
    return [
        (f"list: {name}, {articles:,} articles", _shown(wall, cpu), _limit(reach, floor))
        for name, wall, cpu, reach in measures
    ]


def _edits(session: Session, count: int) -> Iterator[Callable[[], None]]:
    """Done and in progress in turn, on the article that is shown."""

    def edit(at: int) -> None:
        session.attempt(lambda: edits.set_status(session.annotations, "done" if at % 2 else "skipped"))
        QApplication.processEvents()

    return (lambda at=at: edit(at) for at in range(count))


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


def _floor(articles: int, places: list[int], like: RowView) -> Iterator[Callable[[], None]]:
    view, model = RowView("floor", like.rowHeight(0)), _Plain(articles)
    view.setModel(model)
    view.resize(like.size())
    view.show()
    QApplication.processEvents()

    def jump(row: int) -> None:
        view.scrollTo(model.index(row, 0))
        view.viewport().repaint()

    return (lambda row=row: jump(row) for row in places)


def _timed(acts: Iterable[Callable[[], None]]) -> tuple[list[float], list[float]]:
    """Milliseconds of wall and of cpu, each act once."""
    wall: list[float] = []
    cpu: list[float] = []
    for act in acts:
        cpu_before, wall_before = time.process_time(), time.perf_counter()
        act()
        wall.append((time.perf_counter() - wall_before) * 1000)
        cpu.append((time.process_time() - cpu_before) * 1000)
    return wall, cpu


def _shown(wall: list[float], cpu: list[float]) -> str:
    def one(times: list[float]) -> str:
        median = statistics.median(times)
        if len(times) == 1:
            return f"{median:.1f}"
        return f"{median:.1f} (p95 {sorted(times)[int(len(times) * 0.95)]:.1f})"

    return f"wall {one(wall)}, cpu {one(cpu)} ms"


def _limit(reach: str, floor: float) -> str:
    return f"floor {floor:.1f} ms" + (f", reach {reach}" if reach else "")


if __name__ == "__main__":
    for line in rows(int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES):
        print(*line, sep=" | ")
