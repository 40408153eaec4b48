"""The window with a project of three layers that differ, and its agreement page."""

import pytest

from annotator.services import schemes
from annotator.storage.project import Project
from annotator.ui.agreement.page import AgreementPage
from tests.ui.agreement.layers import ROWS, bring
from tests.windows import close_window, make_window, press


@pytest.fixture
def empty(qtbot, tmp_path):
    """The window with a project without articles."""
    bench = make_window(tmp_path)
    path = tmp_path / "talks.annot"
    Project.create(path, schemes.load("news"), bench.session.author).close()
    bench.session.open(path)
    qtbot.waitUntil(bench.window.isActiveWindow)
    yield bench
    close_window(bench)


@pytest.fixture
def bench(empty, tmp_path, qtbot):
    """The window with three layers on four articles, the first one shown."""
    bring(tmp_path, empty.session.project, ROWS)
    empty.session.reread()
    empty.reader.setFocus()
    qtbot.waitUntil(empty.reader.hasFocus)
    return empty


@pytest.fixture
def page(bench, qtbot):
    """The page, opened by its key, with all figures there."""
    press("Ctrl+Shift+G")
    found = bench.window.findChild(AgreementPage)
    qtbot.waitUntil(lambda: found.foot.words.text().startswith("Computed from"), timeout=10_000)
    return found
