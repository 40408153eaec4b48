"""The program starts fast and lean, and paints itself without a display."""

import logging
import subprocess
import sys

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from annotator.errors import UserError
from annotator.services import schemes
from annotator.settings import Settings
from annotator.storage.project import Project
from annotator.ui.app import render, run
from annotator.ui.main_window import MainWindow
from annotator.ui.problems import Problems
from tests.windows import make_project

_FIRST_PAINT = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from annotator.settings import Settings
from annotator.ui.app import make_workbench
from annotator.ui.commands.file import open_project
from annotator.ui.theme import Appearance
app = QApplication([])
bench = make_workbench(Settings(Path(sys.argv[1])), Appearance(app, "light"))
assert open_project(bench, Path(sys.argv[2]))
bench.window.show()
bench.window.grab()
heavy = {"sqlite_utils", "click", "numpy", "asyncio", "msgspec", "tomlkit"} & set(sys.modules)
bench.window.close()
sys.exit(f"imported before the first paint: {sorted(heavy)}" if heavy else 0)
"""


def test_nothing_heavy_is_imported_before_the_first_paint(tmp_path):
    settings = Settings(tmp_path / "settings.json")
    make_project(tmp_path / "talks.annot", settings.author())
    command = [sys.executable, "-c", _FIRST_PAINT, str(settings.path), str(tmp_path / "talks.annot")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr


def test_a_project_without_articles_has_a_picture_too(qapp, tmp_path):
    Project.create(tmp_path / "empty.annot", schemes.load("news"), Settings().author()).close()
    render(tmp_path / "empty.annot", tmp_path / "empty.png")
    assert not QImage(str(tmp_path / "empty.png")).isNull()
    make_project(tmp_path / "talks.annot", Settings().author())
    with pytest.raises(UserError, match="articles"):
        render(tmp_path / "talks.annot", tmp_path / "none.png", article=5000)


def test_a_picture_of_the_window_needs_no_display(qapp, tmp_path):
    make_project(tmp_path / "talks.annot", Settings().author())
    for theme in ("light", "dark"):
        png = tmp_path / f"{theme}.png"
        render(tmp_path / "talks.annot", png, size=(1280, 800), theme=theme)
        image = QImage(str(png))
        assert (image.width(), image.height()) == (1280, 800)
        corner = image.pixelColor(2, 2).lightness()
        assert corner > 200 if theme == "light" else corner < 60


def test_running_opens_the_project_and_catches_what_goes_wrong(qtbot, tmp_path, monkeypatch):
    make_project(tmp_path / "talks.annot", Settings().author())
    monkeypatch.setattr(QApplication, "exec", lambda *_: 0)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    handlers = list(logging.getLogger().handlers)
    assert run(str(tmp_path / "talks.annot")) == 0
    window = next(
        one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow) and one.isVisible()
    )
    assert window.windowTitle() == "talks — Annotator"
    assert isinstance(sys.excepthook.__self__, Problems)
    assert Settings().recent == [tmp_path / "talks.annot"]
    window.close()
    window.deleteLater()
    for handler in set(logging.getLogger().handlers) - set(handlers):
        logging.getLogger().removeHandler(handler)
        handler.close()
