"""The way in and out by keys alone: a project is made, a file imported, labels exported, all counted."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any, cast

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator import resources
from annotator.settings import Settings
from annotator.ui.app import make_workbench
from annotator.ui.theme import Appearance
from tests.benchmarks import window
from tests.benchmarks.motor_klm import Tally
from tests.benchmarks.motor_meter import Meter
from tests.journeys.keyboard import export_by_keys, import_by_keys, make_project_by_keys

_PATIENCE_MS = 60_000


def in_and_out(folder: Path) -> Tally:
    """The sample's English gold goes in and comes out again; `gold` counts its labels."""
    workbench = make_workbench(Settings(folder / "settings.json"), Appearance(window.application(), "light"))
    workbench.window.resize(*window.SIZE)
    workbench.window.show()
    workbench.window.activateWindow()
    QTest.qWait(50)
    meter, waiting = Meter(), cast(QtBot, Waiting())
    try:
        make_project_by_keys(folder)
        import_by_keys(workbench, waiting, resources.corpus_dir() / "gold-english.jsonl")
        rows = export_by_keys(workbench, waiting)
    finally:
        meter.stop()
        workbench.window.close()
        workbench.window.deleteLater()
        QApplication.sendPostedEvents(None, 0)
    labels = sum(len(row.get("spans", ())) for row in rows)
    return Tally(len(rows), labels, meter.keys, meter.pointer, meter.hands)


class Waiting:
    """What the keyboard's journeys ask of a test, without a test."""

    def waitUntil(self, until: Callable[[], bool]) -> None:
        """Handle events until it is so."""
        end = monotonic() + _PATIENCE_MS / 1000
        while not until():
            assert monotonic() < end, "nothing came"
            QTest.qWait(5)

    @contextmanager
    def waitSignal(self, signal: Any, timeout: int = _PATIENCE_MS) -> Iterator[None]:
        """Within, or at the end at the latest, the signal comes."""
        came: list[object] = []
        signal.connect(lambda *said: came.append(said))
        yield
        self.waitUntil(lambda: bool(came))
