"""Motor seconds per gold label: a scripted annotator drives the real window, a meter counts what reaches it.

The model, its sources and the peers are in `motor_klm`. The gold is the settled layer of the sample corpus
and, where the shared data is, the first sixty articles of its English news. Predicted, not timed.
"""

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator import resources
from annotator.domain.change import added
from annotator.domain.exchange import appearance
from annotator.domain.text import content_id
from annotator.services import schemes
from annotator.settings import Settings
from annotator.storage.project import Project
from annotator.ui.app import make_workbench
from annotator.ui.offers import LEARNER, MEMORY
from annotator.ui.theme import Appearance
from annotator.ui.workbench import Workbench
from tests.benchmarks import motor_klm as klm
from tests.benchmarks import window
from tests.benchmarks.harness import Bench, Row, say
from tests.benchmarks.motor_annotator import ScriptedAnnotator
from tests.benchmarks.motor_files import in_and_out
from tests.benchmarks.motor_suggest import Gold, saying, spoiled

_ROOT = Path(__file__).resolve().parents[2]
_CONLL = Path("ner", "en_conll2003_testa_detok.jsonl")
_ARTICLES = 60
_LEARN_EVERY = 10
_LEARNED = "the program's own suggestions, learned on the way"
_REACH = {klm.NONE: 1.40, klm.FAIR: 0.55, klm.GOOD: 0.30, _LEARNED: 0.60}
_QUALITY = {klm.FAIR: (0.70, 0.80), klm.GOOD: (0.85, 0.90)}
_ANSWER_MS, _PATIENCE_MS = 1_500, 60_000


@dataclass(frozen=True, slots=True)
class Article:
    """A text, its language, and the labels that are right."""

    text: str
    language: str
    gold: tuple[Gold, ...]


@dataclass(frozen=True, slots=True)
class Collection:
    """Articles under a scheme."""

    name: str
    scheme: str
    articles: Sequence[Article]

    @property
    def labels(self) -> list[str]:
        """All that occur."""
        return sorted({label for one in self.articles for _, _, label in one.gold})


def rows(bench: Bench) -> Iterator[Row]:
    """Every collection at every quality, the way in and out, then the peers."""
    with TemporaryDirectory(dir=bench.folder, ignore_cleanup_errors=True) as folder:
        tally = in_and_out(Path(folder))
    yield Row(
        f"motor: new project, import and export of {tally.documents} articles with {tally.gold} labels",
        f"{tally.keys} keys with the names of files, {tally.pointer} pointer operations",
        f"{klm.SECONDS['K']:.2f} s a key",
        "0 pointer",
        "yes" if not tally.pointer else "no",
    )
    most = max(2, round(_ARTICLES * bench.thorough))
    for collection in collections(most):
        ways = [klm.NONE, klm.FAIR, klm.GOOD]
        if collection.scheme == "conll" and bench.thorough == 1:
            ways.append(_LEARNED)
        for way in ways:
            with TemporaryDirectory(dir=bench.folder, ignore_cleanup_errors=True) as folder:
                tally = measured(Path(folder), collection, way)
            reach = _REACH[way]
            met = tally.motor <= reach and not tally.pointer
            tool, seconds = klm.BEST_PEER.get(way, klm.BEST_PEER[klm.FAIR])
            what = f"motor: {collection.name}, {len(collection.articles)} articles, {way}"
            yield Row(
                what,
                str(tally),
                f"{seconds:.2f} s, best peer ({tool})",
                f"{reach:.2f} s, 0 pointer",
                "yes" if met else "no",
            )
    for peer in klm.PEERS:
        told = f"{peer.seconds:.2f} s an entity: {peer.motor}"
        yield Row(f"motor, peer: {peer.tool}", told, f"{klm.SECONDS['K']:.2f} s, one key")


def collections(most: int) -> Iterator[Collection]:
    """The sample corpus, and the shared English news where they are."""
    corpus = [
        Article(row["text"], row["language"], tuple(_golden(row["spans"])))
        for name in ("gold-english.jsonl", "gold-world.jsonl")
        for row in _lines(resources.corpus_dir() / name)[:most]
    ]
    yield Collection("sample corpus", "news", corpus)
    given = os.environ.get("ANNOTATOR_SHARED_DATA")
    path = (Path(given) if given else _ROOT.parent / "shared" / "data") / _CONLL
    if path.exists():
        articles = [
            Article(row["text"], "en", tuple((start, end, label) for start, end, label in row["spans"]))
            for row in _lines(path)[:most]
        ]
        yield Collection("CoNLL-2003", "conll", articles)


def measured(folder: Path, collection: Collection, way: str, seed: int = 3) -> klm.Tally:
    """Label all articles of the collection in the real window."""
    path = folder / "motor.annot"
    settings = Settings(folder / "settings.json")
    settings.set("suggestions", way != klm.NONE)
    if way in _QUALITY:
        settings.set("held_out", 0)
    make_project(path, collection, settings)
    said = suggestions(collection, *_QUALITY[way], seed) if way in _QUALITY else {}
    with saying(said) if way in _QUALITY else nullcontext(), opened(path, settings) as workbench:
        learned = Learned(workbench)
        annotator = ScriptedAnnotator(workbench)
        for number, article in enumerate(collection.articles):
            learned.wait(number if way == _LEARNED else 0, way != klm.NONE)
            annotator.label(article.gold)
            say(f"  {collection.name}, {way}: {number + 1}, {annotator.tally.motor:.2f} s", end="\r")
        return annotator.stop()


class Learned:
    """Waits as long as a person reads: until what was asked of the process is answered and shown."""

    def __init__(self, workbench: Workbench) -> None:
        """Listens from now on."""
        self._offers = workbench.offers
        self._reader = workbench.reader
        self._times = {MEMORY: 0, LEARNER: 0}
        workbench.offers.learned.connect(self._note)

    def wait(self, done: int, is_suggesting: bool) -> None:
        """Until the process has learned from the articles that are done, and suggested."""
        if not is_suggesting:
            QApplication.processEvents()
            return
        due = done // _LEARN_EVERY
        _wait(lambda: self._times[LEARNER] >= due, _PATIENCE_MS)
        _wait(self._is_shown, 0 if self._offers.held_out else _ANSWER_MS)
        QApplication.processEvents()

    def _is_shown(self) -> bool:
        return any(one.origin == "suggestion" for one in self._reader.candidates)

    def _note(self, name: str) -> None:
        self._times[name] += 1


def make_project(path: Path, collection: Collection, settings: Settings) -> None:
    """A project that holds the articles in their order, without labels; no undo takes them out."""
    with Project.create(path, schemes.load(collection.scheme), settings.author()) as project:
        for number, article in enumerate(collection.articles):
            one = appearance(article.text, title=f"Article {number}", language=article.language)
            project.commit(added("import", [one]), texts={one.document: article.text}, action=0)


def suggestions(
    collection: Collection, recall: float, precision: float, seed: int
) -> dict[str, Sequence[Gold]]:
    """By content id; the same each time for a seed."""
    random = Random(seed)
    return {
        content_id(one.text): spoiled(one.text, one.gold, collection.labels, recall, precision, random)
        for one in collection.articles
    }


@contextmanager
def opened(path: Path, settings: Settings) -> Iterator[Workbench]:
    """The window with this project."""
    workbench = make_workbench(settings, Appearance(window.application(), "light"))
    workbench.window.resize(*window.SIZE)
    workbench.window.show()
    workbench.window.activateWindow()
    try:
        workbench.session.open(path)
        QTest.qWait(600)  # the window begins to suggest once it is on the screen
        yield workbench
    finally:
        workbench.window.close()
        workbench.window.deleteLater()
        QApplication.sendPostedEvents(None, 0)


def _wait(until: Callable[[], bool], at_most_ms: int) -> None:
    end = monotonic() + at_most_ms / 1000
    while not until() and monotonic() < end:
        QTest.qWait(20)


def _golden(spans: Sequence[dict[str, Any]]) -> Iterator[Gold]:
    for one in spans:
        yield one["start"], one["end"], one["label"]


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
