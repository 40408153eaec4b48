"""The real window in tests: made on a project in a temporary folder, driven by keys as a person would."""

from functools import cache
from pathlib import Path

from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.domain.change import added
from annotator.domain.entities import Author
from annotator.domain.exchange import appearance
from annotator.services import schemes
from annotator.settings import Settings
from annotator.storage.project import Project
from annotator.ui.app import make_workbench
from annotator.ui.theme import Appearance
from annotator.ui.workbench import Workbench

ARTICLE = (
    "VELMORA — The chairwoman of the Port Authority of Velmora, Ilse Maren, left talks on Tuesday 🍊.\n\n"
    "Maren’s office called the offer of the union misleading. Velmora waited. Tomas Brandl stayed in Velmora."
)
SECOND = "A second article. It has two sentences."


def make_project(
    path: Path, author: Author, texts: tuple[str, ...] = (ARTICLE, SECOND), language: str = "en"
) -> None:
    """A project with the news scheme and these texts."""
    with Project.create(path, schemes.load("news"), author) as project:
        found = [
            appearance(text, title=f"Title {at}", source="Lantern Wire", language=language)
            for at, text in enumerate(texts)
        ]
        by_id = {one.document: text for one, text in zip(found, texts, strict=True)}
        project.commit(added("import", found), texts=by_id)


@cache
def the_appearance() -> Appearance:
    """One for all tests, as there is one application: styling it anew takes longer than a test."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return Appearance(app, "light")


def make_window(folder: Path, size: tuple[int, int] = (1440, 900), *, suggestions: bool = False) -> Workbench:
    """The window on its start screen, shown, with settings of its own in the folder."""
    appearance = the_appearance()
    appearance.choose("light")
    if QApplication.palette().window().color() != appearance.theme.colour("chrome"):
        appearance.choose("dark")  # another test left its own look behind
        appearance.choose("light")
    settings = Settings(folder / "settings.json")
    settings.set("suggestions", suggestions)
    bench = make_workbench(settings, appearance)
    bench.window.resize(*size)
    bench.window.show()
    bench.window.activateWindow()
    return bench


def open_window(folder: Path, texts: tuple[str, ...] = (ARTICLE, SECOND)) -> Workbench:
    """The window with a project of these texts."""
    bench = make_window(folder)
    path = folder / "talks.annot"
    make_project(path, bench.session.author, texts)
    bench.session.open(path)
    return bench


def close_window(bench: Workbench) -> None:
    """Close it as a person does who lets nothing go on, and let its parts go."""
    bench.jobs.close()  # or a question would wait for an answer that nobody gives
    bench.window.close()
    bench.window.deleteLater()
    QApplication.sendPostedEvents(None, 0)


def press(*keys: str, times: int = 1) -> None:
    """Press these keys, by their portable names, one after the other, where the focus is."""
    for _ in range(times):
        for key in keys:
            combination = QKeySequence(key)[0]
            where = (
                QApplication.activePopupWidget() or QApplication.focusWidget() or QApplication.activeWindow()
            )
            assert where is not None, "no window has the focus"
            QTest.keyClick(where, combination.key(), combination.keyboardModifiers())


def select(bench: Workbench, words: str, nth: int = 0) -> tuple[int, int]:
    """Select words of the article by place, for tests that are not about getting there."""
    text = bench.session.document.text
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    bench.reader.select(start, start + len(words))
    return start, start + len(words)


def slices(bench: Workbench) -> list[tuple[str, str]]:
    """Label and words of each span, read from the disk."""
    session = bench.session
    with Project.open(session.project.path, session.author, read_only=True) as project:
        found = project.annotations(session.document.id, session.layer_id)
        names = {label.id: label.name for label in project.scheme().labels}
    return [(names[one.label], session.document.text[one.start : one.end]) for one in found.spans]
