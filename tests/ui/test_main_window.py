"""The window puts its parts in their places, remembers them, and gives way where it is narrow."""

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QWidget

from annotator.services.progress import Progress
from annotator.ui import plain
from annotator.ui.commands.file import open_project
from annotator.ui.main_window import MainWindow
from annotator.ui.status_bar import JobPart
from tests.windows import close_window, make_project, make_window, open_window, press


def docks(bench) -> dict[str, QDockWidget]:
    return {dock.objectName(): dock for dock in bench.window.findChildren(QDockWidget)}


@pytest.mark.parametrize("size", [(1280, 800), (1440, 900), (1920, 1080)])
def test_the_docks_are_as_drawn(qtbot, tmp_path, size):
    bench = make_window(tmp_path, size)
    make_project(tmp_path / "talks.annot", bench.session.author)
    open_project(bench, tmp_path / "talks.annot")
    qtbot.waitUntil(lambda: docks(bench)["labels"].height() == 200)
    qtbot.wait(50)
    assert docks(bench)["labels"].height() == 200
    assert docks(bench)["sentiment"].height() == 207
    assert docks(bench)["documents"].width() == 288
    assert docks(bench)["entities"].width() == 316
    assert docks(bench)["entities"].height() >= 120
    close_window(bench)


def test_the_search_field_is_in_the_middle(bench):
    search = bench.window.header.search
    assert search.width() == 380
    assert abs(search.geometry().center().x() - bench.window.width() / 2) <= 1


def test_a_narrow_window_folds_the_docks_away_and_brings_them_back(bench):
    bench.window.resize(1100, 800)
    assert docks(bench)["documents"].isVisible()
    assert not docks(bench)["entities"].isVisible()
    bench.window.resize(900, 600)
    assert not docks(bench)["documents"].isVisible()
    assert bench.window.size().width() == 900
    bench.window.resize(1440, 900)
    assert docks(bench)["documents"].isVisible()
    assert docks(bench)["entities"].isVisible()


def test_only_the_names_get_taller_and_lower_with_the_window(bench, qtbot):
    def heights():
        return {name: dock.height() for name, dock in docks(bench).items() if dock.isVisible()}

    qtbot.wait(1)
    before = heights()
    for size in ((1440, 1080), (1440, 600), (1440, 760), (1000, 700), (1440, 900)):
        bench.window.resize(*size)
        qtbot.wait(1)
        if size[1] > 900:
            assert {**heights(), "documents": 0, "entities": 0} == {**before, "documents": 0, "entities": 0}
    assert heights() == before


def test_nothing_in_the_header_overlaps_at_the_least_size(bench):
    bench.window.resize(900, 600)
    header = bench.window.header
    assert header.menu_bar.geometry().right() < header.search.geometry().left()
    assert header.search.geometry().right() < header.layers.geometry().left()


def test_one_key_brings_the_panels_of_a_side(bench):
    press("F8")
    assert not docks(bench)["entities"].isVisible()
    press("F8")
    assert docks(bench)["entities"].isVisible()
    press("F7")
    assert not docks(bench)["documents"].isVisible()


def test_a_job_that_is_over_is_not_in_the_bar_while_its_result_is_told(bench, qtbot):
    told = []
    bar = bench.window.findChild(JobPart)

    def work():
        yield Progress(1, 2, "half")
        return "done"

    with qtbot.waitSignal(bench.jobs.idle):
        bench.jobs.run("Counting", work(), lambda result: told.append((result, bar.isVisible())))
        assert bar.isVisible()
    assert told == [("done", False)]


def test_docks_and_the_last_article_are_remembered(qtbot, tmp_path):
    bench = open_window(tmp_path)
    qtbot.waitUntil(bench.reader.hasFocus)
    path = bench.session.project.path
    press("Ctrl+PgDown")
    bench.window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, docks(bench)["sentiment"])
    close_window(bench)
    again = make_window(tmp_path)
    open_project(again, path)
    qtbot.waitUntil(again.reader.hasFocus)
    assert again.session.position == 1
    assert again.window.dockWidgetArea(docks(again)["sentiment"]) == Qt.DockWidgetArea.LeftDockWidgetArea
    close_window(again)


def test_the_window_is_named_after_the_project(bench):
    assert bench.window.windowTitle() == "talks — Annotator"


def test_every_focusable_widget_has_a_name(bench):
    stops = [
        widget
        for widget in bench.window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and widget.isVisible()
    ]
    assert len(stops) > 5
    assert [one for one in stops if not (one.accessibleName() or getattr(one, "text", str)())] == []


def test_the_window_holds_no_behaviour():
    import inspect

    assert len(inspect.getsource(MainWindow).split("\n")) < 200


def test_closing_amid_a_job_asks_first(bench, qtbot, monkeypatch):
    asked = []

    def refuse(box):
        asked.append(box.text())
        return False

    monkeypatch.setattr(plain, "agreed", refuse)

    def slow():
        while True:
            time.sleep(0.01)
            yield Progress(0, None, "slow")

    with qtbot.waitSignal(bench.jobs.progressed):
        bench.jobs.run("Importing", slow())
    press("Ctrl+W")
    bench.window.close()
    assert asked == ["“Importing” is not through."] * 2
    assert bench.session.project is not None
    assert bench.window.isVisible()
    with qtbot.waitSignal(bench.jobs.idle):
        bench.jobs.cancel()
