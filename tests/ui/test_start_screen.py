"""The start screen: three things to do, and what was done last."""

from datetime import date, datetime

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QMessageBox

from annotator.ui.commands import file
from annotator.ui.start_parts import spoken_day
from tests.windows import close_window, make_project, make_window, press


@pytest.fixture
def recent(qtbot, tmp_path):
    """A start screen that knows two projects, the first of which is gone, and has read how far they are."""
    bench = make_window(tmp_path)
    close_window(bench)
    make_project(tmp_path / "talks.annot", bench.session.author)
    bench.settings.remember(tmp_path / "talks.annot")
    bench.settings.remember(tmp_path / "gone.annot")
    bench = make_window(tmp_path)
    qtbot.waitUntil(bench.window.isActiveWindow)
    yield bench
    close_window(bench)


def test_without_recent_projects_the_sample_has_the_focus(start):
    assert start.window.start.cards[0].hasFocus()
    assert not start.window.header.isVisible()


def test_arrows_walk_and_enter_takes(start, monkeypatch):
    taken = []
    monkeypatch.setattr(file.QFileDialog, "getOpenFileName", lambda *_: taken.append("open") or ("", ""))
    press("Down", "Down", "Return")
    assert taken == ["open"]


def test_ctrl_o_works_without_a_menu_in_sight(start, monkeypatch):
    taken = []
    monkeypatch.setattr(file.QFileDialog, "getOpenFileName", lambda *_: taken.append("open") or ("", ""))
    press("Ctrl+O")
    assert taken == ["open"]


def test_recent_projects_show_how_far_they_are_and_what_is_missing(recent, qtbot):
    gone, talks = recent.window.start.rows
    assert gone.accessibleDescription().endswith("not found")
    qtbot.waitUntil(lambda: talks.accessibleDescription().endswith("0 of 2 done"))


def test_enter_opens_a_recent_project(recent):
    recent.window.start.rows[1].setFocus()
    press("Return")
    assert recent.session.project.path.name == "talks.annot"
    assert recent.reader.hasFocus()
    assert recent.window.header.isVisible()


def test_delete_takes_a_missing_project_off_the_list(recent):
    assert recent.window.start.rows[0].hasFocus()
    press("Del")
    assert [row.path.name for row in recent.window.start.rows] == ["talks.annot"]
    assert [path.name for path in recent.settings.recent] == ["talks.annot"]


def test_closing_a_project_comes_back_here(bench):
    press("Ctrl+W")
    assert bench.window.start.isVisible()
    assert not bench.window.header.isVisible()


def test_a_dropped_project_opens(start, tmp_path):
    path = tmp_path / "talks.annot"
    make_project(path, start.session.author)
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(path))])
    drop = QDropEvent(
        QPointF(10, 10),
        Qt.DropAction.CopyAction,
        files,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    start.window.dropEvent(drop)
    assert start.session.project.path == path


def test_a_project_open_elsewhere_can_be_opened_read_only(bench, qtbot, tmp_path, monkeypatch):
    other = make_window(tmp_path / "other")
    asked = []
    monkeypatch.setattr(
        QMessageBox, "exec", lambda box: asked.append(box.text()) or QMessageBox.StandardButton.Yes
    )
    assert file.open_project(other, bench.session.project.path)
    assert "open in another window" in asked[0]
    assert other.session.project.read_only
    close_window(other)


def test_a_file_that_is_no_project_is_explained_and_the_present_one_stays(bench, tmp_path, monkeypatch):
    path = tmp_path / "fake.annot"
    path.write_text("no project", encoding="utf-8")
    said = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: said.append(box.text()))
    before = bench.session.project.path
    assert not file.open_project(bench, path)
    assert "fake.annot" in said[0]
    assert bench.session.project.path == before


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (datetime(2031, 5, 14, 12, 4), "Today, 12:04"),
        (datetime(2031, 5, 13, 23, 59), "Yesterday"),
        (datetime(2031, 5, 2, 1, 0), "2 May"),
        (datetime(2029, 12, 31, 1, 0), "31 December 2029"),
    ],
)
def test_days_are_spoken(when, words):
    assert spoken_day(when, date(2031, 5, 14)) == words
