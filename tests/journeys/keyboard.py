"""A person who sees the page and has a keyboard: walks the cursor to words, answers dialogs."""

import json
from collections.abc import Callable
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow
from pytestqt.qtbot import QtBot

from annotator.domain.sentences import sentences
from annotator.domain.words import occurrences
from annotator.ui.workbench import Workbench
from tests.windows import press

_MOST_KEYS = 600
_A_LINE = 80


def place_of(bench: Workbench, words: str, nth: int = 0) -> tuple[int, int]:
    """Where the nth of these words stands in the article, as a reader finds it."""
    return occurrences(bench.session.document.text, words)[nth]


def walk_to(bench: Workbench, words: str, nth: int = 0) -> None:
    """Bring the selection to exactly these words, by cursor keys alone."""
    start, end = place_of(bench, words, nth)
    document = bench.session.document
    starts = [sentence[0] for sentence in sentences(document.text, document.language)]
    for _ in range(_MOST_KEYS):
        selection = bench.reader.selection
        if selection == (start, end):
            return
        press(_next_key(starts, selection, start, end))
    raise AssertionError(f"no way to {words!r}: stopped at {selection}")


def _next_key(sentence_starts: list[int], selection: tuple[int, int], start: int, end: int) -> str:
    if selection[0] <= start < selection[1] and selection[1] > end:
        return "Alt+Down"
    if selection[0] == start:
        return "Shift+Right"
    if selection[0] > start:
        return "Ctrl+Left" if selection[0] - start > _A_LINE else "Left"
    if selection[0] < start < selection[1]:
        return "Alt+Down"
    following = next((one for one in sentence_starts if one > selection[0]), None)
    return "Ctrl+Right" if following is not None and following <= start else "Right"


def import_by_keys(bench: Workbench, qtbot: QtBot, path: Path) -> None:
    """Import a file through the dialogs, and wait until it is there."""

    def add(dialog: QDialog) -> None:
        press("Space")  # on "Add files…"
        dialog.activateWindow()
        qtbot.waitUntil(lambda: bool(dialog.rows.files) and dialog.isActiveWindow())
        press("Ctrl+Return")

    def choose(dialog: QDialog) -> None:
        type_words(str(path))
        press("Return")

    with qtbot.waitSignal(bench.jobs.finished, timeout=30_000), answering(add, choose):
        press("Ctrl+I")


def export_by_keys(bench: Workbench, qtbot: QtBot) -> list[dict[str, Any]]:
    """Export as the dialog offers it, beside the project, and read what was written."""
    path = bench.session.project.path.with_suffix(".jsonl")
    with answering(lambda dialog: press("Return")):
        press("Ctrl+E")
    # Other work may be before it; and a window that is closed amid a job asks.
    qtbot.waitUntil(lambda: path.exists() and bench.jobs.running is None, timeout=30_000)
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


def make_project_by_keys(folder: Path) -> None:
    """Make `talks.annot` in the folder through the dialog."""

    def answer(dialog: QDialog) -> None:
        press("Ctrl+A")
        type_words("talks")
        press("Tab", "Ctrl+A")
        type_words(str(folder))
        press("Return")

    with answering(answer):
        press("Ctrl+N")


def type_words(words: str) -> None:
    """Type into whatever has the focus."""
    QTest.keyClicks(QApplication.focusWidget(), words)


@contextmanager
def answering(*answers: Callable[[QDialog], None]):
    """Within, each modal dialog that opens is given to the next answer; what it leaves open is closed."""
    waiting, answered = list(answers), []
    timer = QTimer()
    timer.setInterval(5)

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if waiting and isinstance(dialog, QDialog) and dialog not in answered and dialog.isActiveWindow():
            answered.append(dialog)
            # Not from here: Qt does not fire this timer again while an answer opens a dialog of its own.
            QTimer.singleShot(0, partial(_answer, waiting.pop(0), dialog))

    timer.timeout.connect(look)
    timer.start()
    yield
    timer.stop()
    _give_focus_back()
    assert not waiting, f"{len(waiting)} dialogs did not open"


def _answer(answer: Callable[[QDialog], None], dialog: QDialog) -> None:
    try:
        answer(dialog)
    except BaseException:
        dialog.reject()  # or the test would wait for ever
        raise


def _give_focus_back() -> None:
    """What a window manager does when a dialog closes; there is none offscreen."""
    for window in QApplication.topLevelWidgets():
        if isinstance(window, QMainWindow) and window.isVisible():
            window.activateWindow()
    QApplication.processEvents()
