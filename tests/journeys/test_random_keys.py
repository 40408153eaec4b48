"""Keys at random, while articles switch and jobs run: what is labelled is what was shown, and all is undone.

`ANNOTATOR_KEYS=10000 ANNOTATOR_ACTIONS=1000` asks for as many of them as that.
"""

import os
from random import Random

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from annotator import resources
from annotator.domain.entities import Span
from annotator.domain.words import occurrences
from annotator.services.exporting import export
from annotator.services.importing import ImportOptions, import_paths
from annotator.settings import Settings
from annotator.storage.project import Project
from annotator.ui.dialogs.twins import Everywhere
from tests.benchmarks.motor import Article, Collection, collections, make_project, opened, suggestions
from tests.benchmarks.motor_suggest import saying
from tests.storage.test_properties import dump
from tests.windows import press

KEYS = int(os.environ.get("ANNOTATOR_KEYS", "700"))
ACTIONS = int(os.environ.get("ANNOTATOR_ACTIONS", "100"))
CURSOR = [
    "Left",
    "Right",
    "Up",
    "Down",
    "Shift+Right",
    "Shift+Left",
    "Ctrl+Right",
    "Home",
    "PgDown",
    "Alt+Up",
]
LABELLING = [*"123456789", "Space", "S", "A", "Backspace", "Shift+Backspace", "]", "[", "{", "}"]
SAYING = ["-", "0", "+", "Ctrl+-", "H", "X", "I", "L", "!", "Ctrl+!"]
SWITCHING = ["Return", "Shift+Return", "Ctrl+PgDown", "Ctrl+PgUp"]
ELSEWHERE = ["F6", "/", "Esc", "Esc", "Esc", "F", "Shift+F", *"FDJK"]
UNDOING = ["Ctrl+Z", "Ctrl+Shift+Z"]
TABS = ["Tab", "Tab", "Tab", "Shift+Tab"]


@pytest.fixture
def collection():
    """The sample corpus, its longer articles cut where a paragraph ends: it is keys that are tested."""
    (corpus, *_) = collections(12)
    short = [
        Article(one.text[:cut], one.language, tuple(span for span in one.gold if span[1] <= cut))
        for one in corpus.articles
        for cut in [one.text.find("\n\n", 600) if len(one.text) > 900 else len(one.text)]
    ]
    return Collection(corpus.name, corpus.scheme, short)


@pytest.fixture
def bench(collection, tmp_path, qapp):
    """The window with the sample's articles and suggestions of middling quality for them."""
    settings = settings_in(tmp_path)
    make_project(tmp_path / "keys.annot", collection, settings)
    with saying(suggestions(collection, 0.5, 0.7, 1)), opened(tmp_path / "keys.annot", settings) as bench:
        yield bench


def settings_in(folder):
    settings = Settings(folder / "settings.json")
    settings.set("held_out", 0)
    return settings


@pytest.fixture
def dismissing(qapp):
    """Dialogs and menus that a key opened are put away: they wait for an answer."""
    timer = QTimer()
    timer.setInterval(20)

    def put_away():
        opened = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if isinstance(opened, QDialog):
            opened.reject()
        elif opened is not None:
            opened.close()

    timer.timeout.connect(put_away)
    timer.start()
    yield
    timer.stop()


class Watched:
    """What each key does, beside what was shown when it went down."""

    def __init__(self, bench):
        self.bench = bench
        self.made = {}
        self.titles, self.said = [], []
        bench.session.message.connect(self.said.append)
        self.strangers = []
        self._shown = self._key = None
        bench.session.edited.connect(self._edited)

    def press(self, key):
        session, page = self.bench.session, self.bench.reader.page
        assert page.document.id == session.document.id, "the window shows another article than it labels"
        self._shown, self._key = session.document.id, key
        press(key)
        self._key = None

    def _edited(self, edit):
        self.titles.append(edit.title)
        if self._key is None or self._key in UNDOING:
            return
        for change in edit.changes:
            if isinstance(change.after, Span):
                self.made[change.after.id] = self._shown
        if edit.documents() - {self._shown}:
            self.strangers.append((self._key, edit))


def run_jobs(bench, folder, number):
    """An import or an export beside the window, as the dialogs start them."""
    if bench.jobs.running is not None:
        return
    project, layer = bench.session.project, bench.session.layer
    if number % 2:
        path = folder / f"more-{number}.txt"
        path.write_text(f"Number {number}. Ilse Maren came to Velmora with Tomas Brandl.", "utf-8")
        work = import_paths(project, [path], ImportOptions(layer=layer.name))
        bench.jobs.run("Importing", work, lambda _: bench.session.reread())
    else:
        bench.jobs.run("Exporting", export(project, folder / f"out-{number}.jsonl", "jsonl", layer.name))


@pytest.mark.long
def test_every_label_lies_in_the_article_that_was_shown_when_its_key_went_down(bench, dismissing, tmp_path):
    random, watched = Random(7), Watched(bench)
    pool = [*CURSOR, *LABELLING, *LABELLING, *TABS, *SAYING, *SWITCHING, *ELSEWHERE, *UNDOING]
    for number in range(KEYS):
        if number % 150 == 75:
            run_jobs(bench, tmp_path, number // 150)
        if random.random() < 0.3:
            bench.window.activateWindow()
            bench.reader.setFocus()  # or most keys would be lost in lists and fields
        watched.press(random.choice(pool))
        if random.random() < 0.2:
            QApplication.processEvents()
    while bench.jobs.running is not None:
        QTest.qWait(10)
    assert watched.strangers == []
    assert len(watched.made) > KEYS / 15
    session = bench.session
    with Project.open(session.project.path, session.author, read_only=True) as project:
        labelled = 0
        for one in project.annotated(session.layer):
            for span in one.annotations.spans:
                assert watched.made[span.id] == one.document.id
                assert 0 <= span.start < span.end <= len(one.document.text)
                labelled += 1
    assert labelled


@pytest.mark.long
def test_all_that_is_done_at_random_is_undone_after_a_restart(bench, qtbot):
    session, random, watched = bench.session, Random(11), Watched(bench)
    path = session.project.path
    before = dumped(session, path)
    pool = [*TABS, *CURSOR[:4], *LABELLING, "A", "A", "S", *SAYING, *SWITCHING]
    bulks = 1
    while len(watched.titles) < ACTIONS:
        bench.reader.setFocus()
        if len(watched.titles) >= 30 * bulks:
            (import_labelled, label_everywhere, accept_the_rest)[bulks % 3](bench, qtbot, random)
            bulks += 1
        watched.press(random.choice(pool))
        QApplication.processEvents()
    assert any("accept suggestions ×" in title for title in watched.titles)
    assert any("” everywhere" in said for said in watched.said)
    session.close()
    session.open(path)
    assert undone(bench) >= ACTIONS * 0.9
    after = dumped(session, path)
    for table, rows in before.items():
        assert after[table] == rows, table


def dumped(session, path):
    with Project.open(path, session.author, read_only=True) as project:
        tables, found = dump(project)
    return tables | {"found": found}


def undone(bench):
    """Undo all that can be undone, by the key; how often that was."""
    said = []
    bench.session.message.connect(said.append)
    for times in range(2 * ACTIONS):
        bench.reader.setFocus()
        press("Ctrl+Z")
        while bench.jobs.running is not None:
            QTest.qWait(5)
        if said and said[-1] == "There is nothing to undo.":
            return times
    raise AssertionError("there is always something left to undo")


def import_labelled(bench, qtbot, random):
    """One action of many edits: articles with their labels, as the dialog imports them."""
    source = resources.corpus_dir() / random.choice(["tomas-english.jsonl", "tomas-world.jsonl"])
    for _ in import_paths(bench.session.project, [source], ImportOptions(layer=bench.session.layer.name)):
        pass
    bench.session.reread()


def accept_the_rest(bench, qtbot, random):
    """One edit of as many labels as were suggested and seen."""
    numbers = list(bench.session.numbers)
    random.shuffle(numbers)
    for number in numbers:
        bench.session.show(number)
        bench.reader.setFocus()
        QTest.qWait(400)
        before = len(bench.session.annotations.spans)
        press("S")
        if len(bench.session.annotations.spans) > before + 1:
            return


def label_everywhere(bench, qtbot, random):
    """One edit in many articles, through its dialog."""
    session = bench.session
    texts = {
        number: session.project.document(session.project.id_of(number)).text for number in session.numbers
    }
    session.show(random.choice([number for number, text in texts.items() if "Velmora" in text]))
    bench.reader.select(*random.choice(occurrences(session.document.text, "Velmora")))
    press(random.choice("123"), "Shift+A")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), Everywhere))
    dialog = QApplication.activeWindow()
    qtbot.waitUntil(lambda: not dialog.is_looking)
    closed = []
    dialog.finished.connect(closed.append)
    press("Return")
    qtbot.waitUntil(lambda: bool(closed) or dialog.problem.isVisible(), timeout=30_000)
    if not closed:
        dialog.reject()  # every place that says this has the label already
    qtbot.waitUntil(lambda: bench.jobs.running is None, timeout=30_000)
    bench.window.activateWindow()
    qtbot.waitUntil(bench.reader.hasFocus)
