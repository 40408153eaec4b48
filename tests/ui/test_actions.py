"""One registry feeds menus, shortcuts and the key sheet."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from annotator.services import schemes
from annotator.ui.actions import MENUS, REGISTRY, Action, action, clashes, reserved_keys
from annotator.ui.commands import annotate
from annotator.ui.key_sheet import KeySheet, in_columns
from annotator.ui.latin_keys import letter_of
from tests.windows import press, select, slices


def test_no_two_actions_want_one_key():
    assert clashes(REGISTRY.values()) == []


def test_a_clash_is_found_also_across_scopes():
    one = Action("one", "One", ("Ctrl+K",), "Go", "window", lambda bench: None)
    two = Action("two", "Two", ("x", "Ctrl+K"), "Go", "reader", lambda bench: None)
    assert clashes([one, two]) == [("Ctrl+K", "one", "two")]


def test_actions_that_share_no_mode_may_share_a_key():
    one = Action("one", "One", ("N",), "Go", "reader", lambda bench: None, modes=frozenset(["labelling"]))
    two = Action("two", "Two", ("N",), "Go", "review", lambda bench: None, modes=frozenset(["reviewing"]))
    assert clashes([one, two]) == []
    assert clashes([one, two, Action("three", "Three", ("N",), "Go", "window", lambda bench: None)])


def test_every_action_has_a_title_and_a_place_in_a_menu():
    for one in REGISTRY.values():
        assert one.title
        assert one.menu.partition("/")[0] in MENUS


def test_an_id_that_is_taken_is_refused():
    with pytest.raises(ValueError, match=r"edit\.undo"):
        action("edit.undo", "Again", menu="Edit")(lambda bench: None)


def test_only_cursor_and_article_keys_repeat():
    assert {one.id.partition(".")[0] for one in REGISTRY.values() if one.repeat} == {"cursor", "go"}


@pytest.mark.parametrize("name", schemes.presets())
def test_no_label_of_a_preset_wants_a_key_that_is_taken(name):
    wanted = [label.key_cap for label in schemes.load(name).labels if label.key_cap]
    assert not reserved_keys() & set(wanted)
    assert len(set(wanted)) == len(wanted)


def test_label_actions_follow_the_scheme(bench):
    scheme = bench.session.scheme
    assert bench.actions["label.PER"].shortcut().toString() == "1"
    bench.session.commit(schemes.change(scheme, schemes.load("conll")))
    names = [label.name for label in schemes.load("conll").labels]
    assert "label.LAW" not in bench.actions
    assert {label.name for label in bench.session.scheme.labels} == set(names)
    select(bench, "Ilse Maren")
    press(bench.session.scheme.labels[0].key_cap.upper())
    assert slices(bench) == [(bench.session.scheme.labels[0].name, "Ilse Maren")]


def test_labelling_does_not_repeat_while_a_key_is_held(bench):
    assert not bench.actions["label.PER"].autoRepeat()
    assert bench.actions["cursor.right"].autoRepeat()


def test_what_needs_an_article_is_off_on_the_start_screen(start):
    assert not start.actions["span.remove"].isEnabled()
    assert start.actions["file.new"].isEnabled()


@pytest.mark.parametrize(
    ("code", "platform", "letter"),
    [
        (58, "xcb", "m"),
        (50, "windows", "m"),
        (46, "cocoa", "m"),
        (38, "wayland", "a"),
        (34, "xcb", "["),
        (10, "xcb", ""),
    ],
)
def test_the_place_of_a_key_tells_its_latin_letter(code, platform, letter):
    assert letter_of(code, platform) == letter


def test_a_letter_key_labels_on_a_cyrillic_keyboard_too(bench):
    select(bench, "union")
    no_modifier = Qt.KeyboardModifier.NoModifier
    event = QKeyEvent(QEvent.Type.KeyPress, ord("Ь"), no_modifier, 58, 0x6D8, 0, "ь")
    QApplication.sendEvent(bench.reader, event)
    assert slices(bench) == [("MON", "union")]


def test_the_key_sheet_lists_every_key_menu_by_menu(bench):
    rows = list(bench.actions.key_sheet())
    titles = [row.title for row in rows]
    assert "Undo" in titles
    assert "Person" in titles
    assert [row.menu for row in rows] == sorted((row.menu for row in rows), key=MENUS.index)
    assert [row for column in in_columns(rows, 3) for row in column] == rows


def test_the_question_mark_opens_the_key_sheet_and_closes_it(bench, qtbot):
    press("?")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), KeySheet))
    press("?")
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)


def test_the_label_command_is_the_one_of_the_annotate_menu(bench):
    select(bench, "Tomas Brandl")
    annotate.label_selection(bench, bench.session.scheme.labels[0])
    assert slices(bench) == [("PER", "Tomas Brandl")]
