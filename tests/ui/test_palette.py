"""The command palette: everything that can be done, found by a few letters, without a mouse."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.settings import Settings
from annotator.ui.fuzzy import match
from annotator.ui.models.command_list import COMMAND
from annotator.ui.palette import Palette
from tests.windows import press, select, slices


def open_palette(bench, typed=""):
    press("Ctrl+K")
    palette = bench.window.findChild(Palette)
    QTest.keyClicks(palette.field, typed)
    return palette


def listed(palette):
    model = palette.commands
    return [model.index(row, 0).data(COMMAND) for row in range(model.rowCount())]


def titles(palette):
    return [command.title for command in listed(palette)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("undo", "Undo"),
        ("exp", "Export…"),
        ("na", "Next article"),
        ("neg art", "Article negative"),
        ("lae", "Label all equal words"),
        ("view dark", "Dark"),
        ("organ", "Organisation"),
    ],
)
def test_a_few_letters_find_a_command(bench, typed, first):
    assert titles(open_palette(bench, typed))[0] == first


def test_letters_strewn_over_a_title_do_not_name_it():
    assert match("oxx", "Opinion weak, medium, strong") is None
    assert match("eir", "Done, next article in order") is None


def test_a_run_is_better_than_letters_apart_and_a_start_better_than_the_middle():
    def score(typed, title):
        return match(typed, title).score

    assert score("art", "Article negative") > score("art", "Accept the rest that was seen")
    assert score("next", "Next article") > score("next", "Done, next article")


def test_the_letters_that_were_meant_are_known():
    assert match("neg art", "Article negative").letters == frozenset({0, 1, 2, 8, 9, 10})
    assert match("is", "İstanbul").letters == frozenset({0, 1})


def test_it_lists_every_action_of_the_window_labels_and_panels_too(bench):
    offered = {command.action for command in listed(open_palette(bench))}
    in_menus = {action for action in bench.window.findChildren(QAction) if is_in_a_menu(bench, action)}
    assert offered == in_menus
    assert {"edit.undo", "label.PER", "keys.change", "help.palette"} <= {one.objectName() for one in offered}


def is_in_a_menu(bench, action):
    menus = {id(bench.actions.menu(path)) for path, _ in bench.actions.offered()}
    leads_on = action.isSeparator() or action.menu() is not None
    return not leads_on and any(id(where) in menus for where in action.associatedObjects())


def test_enter_runs_the_command_where_the_focus_was(bench):
    select(bench, "Ilse Maren")
    open_palette(bench, "person")
    press("Return")
    assert bench.reader.hasFocus()
    assert slices(bench) == [("PER", "Ilse Maren")]


def test_what_was_run_is_on_top_the_next_time_and_after_a_restart(bench):
    open_palette(bench, "done next")
    press("Return")
    open_palette(bench, "larger")
    press("Return")
    assert titles(open_palette(bench))[:2] == ["Larger text", "Done, next article"]
    assert Settings(bench.settings.path).recent_actions == ["view.larger", "document.done"]


def test_esc_closes_and_nothing_is_done(bench):
    select(bench, "Ilse Maren")
    palette = open_palette(bench, "person")
    press("Esc")
    assert not palette.isVisible()
    assert bench.reader.hasFocus()
    assert slices(bench) == []


def test_no_shortcut_is_answered_meanwhile(bench, qtbot):
    palette = open_palette(bench)
    press("Ctrl+PgDown", "Ctrl+W", "F8", "?")
    assert bench.session.project is not None
    assert bench.session.position == 0
    assert QApplication.activeModalWidget() is None
    assert palette.field.text() == "?"


def test_arrows_and_tab_walk_and_begin_again_at_the_top(bench):
    palette = open_palette(bench, "article n")
    names = titles(palette)
    press("Down")
    assert palette.current.title == names[1]
    press("Tab")
    assert palette.current.title == names[2]
    press("Shift+Tab", times=3)
    assert palette.current.title == names[-1]


def test_what_cannot_be_done_comes_last_and_says_why_and_stays(start, qtbot):
    palette = open_palette(start)
    found = listed(palette)
    cannot = [bool(command.why_not) for command in found]
    assert cannot == sorted(cannot)
    assert {command.why_not for command in found} == {"", "Open a project first."}
    QTest.keyClicks(palette.field, "export")
    press("Return")
    assert palette.isVisible()
    assert "Open a project first." in palette.field.accessibleDescription()


def test_it_shows_the_menu_and_the_keys_and_says_them(bench):
    palette = open_palette(bench, "undo")
    assert (palette.current.place, palette.current.keys) == ("Edit", ("Ctrl+Z",))
    assert palette.field.accessibleDescription() == "Undo, Edit, key Ctrl+Z"
    QTest.keyClicks(palette.field, "zzz")
    assert palette.field.accessibleDescription().startswith("No command is called that.")
    for widget in (palette, palette.field, palette.view):
        assert widget.accessibleName()


def test_markup_in_the_name_of_a_label_stays_text(bench):
    action = bench.actions["label.PER"]
    action.setText("<b>Person</b> && co")
    palette = open_palette(bench, "<b>")
    assert palette.current.title == "<b>Person</b> & co"
    bench.window.grab()


def test_it_stays_within_a_window_that_shrinks(bench, qtbot):
    palette = open_palette(bench)
    bench.window.resize(900, 600)
    qtbot.waitUntil(lambda: palette.geometry().right() < 900)
    assert palette.geometry().bottom() < 600


def test_a_click_elsewhere_closes_it(bench):
    palette = open_palette(bench)
    bench.window.header.search.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not palette.isVisible()
