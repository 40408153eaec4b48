"""Journeys start where a person starts: on the start screen, with nothing made yet."""

import pytest

from tests.windows import close_window, make_window


@pytest.fixture
def start(qtbot, tmp_path):
    """The window on its start screen."""
    bench = make_window(tmp_path)
    qtbot.waitUntil(bench.window.isActiveWindow)
    yield bench
    close_window(bench)
