"""Windows for tests of the user interface."""

import pytest

from annotator.ui.theme import Appearance
from tests.windows import close_window, make_window, open_window


@pytest.fixture
def appearance(qapp):
    """A look of its own, light; the application gets back the look it had, which other tests rely on."""
    sheet, palette = qapp.styleSheet(), qapp.palette()
    made = Appearance(qapp, "light")
    yield made
    qapp.setPalette(palette)
    qapp.setStyleSheet(sheet)
    made.deleteLater()


@pytest.fixture
def bench(qtbot, tmp_path):
    """The window with a project of two articles, the first one shown and the reader focused."""
    bench = open_window(tmp_path)
    qtbot.waitUntil(bench.reader.hasFocus)
    yield bench
    close_window(bench)


@pytest.fixture
def start(qtbot, tmp_path):
    """The window on its start screen, nothing opened before."""
    bench = make_window(tmp_path)
    qtbot.waitUntil(bench.window.isActiveWindow)
    yield bench
    close_window(bench)
