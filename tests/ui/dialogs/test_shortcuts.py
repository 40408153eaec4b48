"""Changing keys by keys alone: record, the question about a taken key, as ours again, kept as a file."""

import tomllib

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.ui.dialogs.shortcuts import ShortcutEditor
from annotator.ui.models.key_rows import ROW
from annotator.ui.widgets.key_recorder import pressed
from tests.windows import close_window, open_window, press, select, slices


@pytest.fixture
def bench(qtbot, tmp_path):
    bench = open_window(tmp_path)
    qtbot.waitUntil(bench.reader.hasFocus)
    yield bench
    close_window(bench)


@pytest.fixture
def editor(qtbot, bench):
    return opened(bench, qtbot)


def opened(bench, qtbot):
    bench.actions["keys.change"].trigger()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), ShortcutEditor))
    editor = QApplication.activeWindow()
    qtbot.waitUntil(editor.filter.hasFocus)
    return editor


def kept(tmp_path, name="my-keys"):
    return tomllib.loads((tmp_path / "keys" / f"{name}.toml").read_text("utf-8"))


def titles(editor):
    return [editor.rows.index(row, 0).data(ROW).action.title for row in range(editor.rows.rowCount())]


def find(editor, typed):
    editor.filter.clear()
    QTest.keyClicks(editor.filter, typed)


def test_a_key_is_found_recorded_and_kept_with_keys_alone(bench, editor, tmp_path):
    find(editor, "copy")
    assert titles(editor)[0] == "Save a copy…"
    press("Return", "Ctrl+Shift+S", "Ctrl+Return")
    assert not editor.isVisible()
    assert kept(tmp_path) == {"title": "My keys", "keys": {"file.copy": ["Ctrl+Shift+S"]}}
    assert bench.actions["file.copy"].shortcut().toString() == "Ctrl+Shift+S"
    assert bench.settings.get("keys") == "my-keys"
    assert bench.actions["View/Keys/my-keys"].isChecked()


def test_the_list_is_narrowed_by_name_menu_and_key(editor):
    find(editor, "ctrl+e")
    assert titles(editor) == ["Export…"]
    find(editor, "sentiment neut")
    assert set(titles(editor)[:2]) == {"Target or sentence neutral", "Article neutral"}


def test_a_key_that_is_taken_is_asked_for_in_words_and_taken(bench, editor, qtbot, tmp_path):
    find(editor, "undo")
    press("Return", "Ctrl+E")
    assert editor.strip.question.text() == "Ctrl+E is the key of Export: take it?"
    assert editor.draft.keys["edit.undo"] == ("Ctrl+Z",)
    press("Return")
    assert editor.draft.keys["edit.undo"] == ("Ctrl+E",)
    assert editor.draft.keys["file.export"] == ()
    press("Ctrl+Return")
    assert kept(tmp_path)["keys"] == {"edit.undo": ["Ctrl+E"], "file.export": []}
    bench.window.activateWindow()
    qtbot.waitUntil(bench.reader.hasFocus)
    select(bench, "Ilse Maren")
    press("1", "Ctrl+E")
    assert slices(bench) == []


def test_esc_leaves_a_taken_key_where_it_is_and_the_dialog_open(editor):
    find(editor, "undo")
    press("Return", "Ctrl+E", "Esc")
    assert editor.isVisible()
    assert editor.draft.keys["file.export"] == ("Ctrl+E",)
    assert editor.list.hasFocus()
    press("Return", "Esc")
    assert editor.isVisible()
    assert editor.list.hasFocus()


def test_insert_adds_a_key_and_del_takes_all(editor):
    find(editor, "undo")
    press("Down", "Ins", "F9")
    assert editor.draft.keys["edit.undo"] == ("Ctrl+Z", "F9")
    press("Del")
    assert editor.draft.keys["edit.undo"] == ()


def test_a_labels_key_is_refused_in_words(editor):
    find(editor, "undo")
    press("Return", "1")
    assert editor.problem.text().startswith("1 labels Person: the keys of labels are changed in Labels")
    assert editor.draft.keys["edit.undo"] == ("Ctrl+Z",)


def test_a_key_for_walking_is_refused_to_an_action_that_answers_everywhere(editor):
    find(editor, "undo")
    press("Return", "Tab")
    assert editor.problem.text().startswith("Tab is for walking in lists")
    assert editor.draft.keys["edit.undo"] == ("Ctrl+Z",)


def test_one_is_as_ours_again_but_for_what_another_has(editor):
    find(editor, "undo")
    press("Return", "Ctrl+E", "Return")
    find(editor, "export")
    editor.reset()
    assert editor.draft.keys["file.export"] == ()
    assert editor.problem.text() == "Ctrl+E stays with Undo."
    find(editor, "undo")
    editor.reset()
    assert editor.draft.keys["edit.undo"] == ("Ctrl+Z",)
    assert not editor.draft.is_changed(editor.chosen)


def test_all_are_as_ours_again(bench, qtbot):
    bench.actions.use_profile("prodigy")
    editor = opened(bench, qtbot)
    assert editor.draft.keys["edit.undo"] == ("Backspace", "Ctrl+Z")
    editor._reset_all()
    assert editor.draft.difference() == {}


def test_nothing_changed_keeps_the_profile_and_writes_no_file(bench, editor, tmp_path):
    press("Ctrl+Return")
    assert not editor.isVisible()
    assert bench.settings.get("keys") == "ours"
    assert not (tmp_path / "keys").exists()


def test_ones_own_profile_is_changed_in_place_and_a_second_one_gets_another_name(bench, qtbot, tmp_path):
    for key in ("F9", "F10"):
        editor = opened(bench, qtbot)
        find(editor, "undo")
        press("Return", key, "Ctrl+Return")
    assert kept(tmp_path)["keys"] == {"edit.undo": ["F10"]}
    bench.actions.use_profile("mail")
    editor = opened(bench, qtbot)
    assert editor.title.text() == "My keys 2"
    find(editor, "undo")
    press("Return", "F9")
    editor.title.setText("Mail-like")
    editor.accept()
    assert editor.isVisible()
    assert editor.problem.text() == "There are keys called “Mail-like” already. Choose another name."
    editor.title.setText("Post")
    editor.accept()
    assert kept(tmp_path, "post")["keys"]["go.next"] == ["J", "Ctrl+PgDown"]
    assert kept(tmp_path, "post")["keys"]["edit.undo"] == ["F9"]


def test_a_row_says_where_its_keys_answer_and_whether_they_are_changed(editor):
    find(editor, "undo")
    press("Return", "F9")
    row = editor.rows.index(0, 0).data(ROW)
    assert row.spoken() == "Undo, F9, everywhere, Edit, changed"
    find(editor, "label all equal")
    assert editor.rows.index(0, 0).data(ROW).scope == "in the article"


def key_event(key, modifiers=Qt.KeyboardModifier.NoModifier, text="", scan=0):
    return QKeyEvent(QEvent.Type.KeyPress, key, modifiers, scan, 0, 0, text)


@pytest.mark.parametrize(
    ("event", "name"),
    [
        (key_event(Qt.Key.Key_A, text="a"), "A"),
        (key_event(Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier, "A"), "Shift+A"),
        (key_event(Qt.Key.Key_Question, Qt.KeyboardModifier.ShiftModifier, "?"), "?"),
        (key_event(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier), "Shift+Tab"),
        (key_event(Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier), "Enter"),
        (key_event(Qt.Key.Key_Space, text=" "), "Space"),
        (key_event(Qt.Key.Key_Shift, Qt.KeyboardModifier.ShiftModifier), ""),
        (key_event(0x42C, text="ь", scan=58), "M"),
        (key_event(Qt.Key.Key_F9, Qt.KeyboardModifier.ControlModifier), "Ctrl+F9"),
    ],
)
def test_a_pressed_key_has_the_name_that_shortcuts_are_matched_by(qapp, event, name):
    assert pressed(event) == name
