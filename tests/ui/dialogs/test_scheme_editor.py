"""The scheme editor: one edit that the file holds and undo takes back; labels in use are safe."""

from dataclasses import replace

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QColorDialog, QFileDialog

from annotator.domain import edits
from annotator.domain.change import added
from annotator.domain.entities import Author
from annotator.domain.exchange import appearance
from annotator.services import schemes
from annotator.storage.project import Project
from annotator.ui import plain
from annotator.ui.actions import reserved_keys
from annotator.ui.dialogs.scheme_editor import SchemeEditor

TEXT = "Ilse Maren 🍊 left Kastelholm on Tuesday."


@pytest.fixture
def bench(project_bench):
    return project_bench


@pytest.fixture(autouse=True)
def closing_without_a_question(monkeypatch):
    monkeypatch.setattr(plain, "agreed", lambda box: True)


@pytest.fixture
def dialog(qtbot, bench):
    made = SchemeEditor(bench)
    qtbot.addWidget(made)
    made.show()
    return made


def saved(bench):
    """The scheme as another program finds it in the file."""
    with Project.open(bench.session.project.path, bench.session.author, read_only=True) as project:
        return project.scheme()


def label_first_words(bench, layer_of=None):
    """Put a PER into a new article, in one's own layer or somebody else's."""
    project, scheme = bench.session.project, bench.session.scheme
    one = appearance(TEXT, title="Departure")
    project.commit(added("import", [one]), texts={one.document: TEXT})
    layer = (
        project.ensure_layer(layer_of, Author(f"{layer_of}-id", layer_of))
        if layer_of
        else project.own_layer()
    )
    on = project.annotations(one.document, layer.id)
    edit = edits.add_span(scheme, on, TEXT, 0, 10, scheme.named("PER"))
    project.commit(edit)
    span = project.annotations(one.document, layer.id).spans[0]
    return project.annotations(one.document, layer.id), span


def test_a_label_is_added_with_keys_alone_and_enter_saves_it(qtbot, bench, dialog):
    qtbot.keyClick(dialog.list.view, Qt.Key.Key_Insert)
    assert dialog.form.name.hasFocus()
    qtbot.keyClicks(dialog.form.name, "VESSEL")
    qtbot.keyClicks(dialog.form.title, "Ship")
    qtbot.keyClicks(dialog.form.meaning, "Named ships")
    qtbot.keyClick(dialog.form.name, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    label = saved(bench).labels[-1]
    assert (label.id, label.name, label.title, label.meaning) == ("VESSEL", "VESSEL", "Ship", "Named ships")
    assert label.key_cap and label.tag
    assert bench.session.scheme == saved(bench)


def test_ctrl_enter_saves_where_enter_begins_a_new_line(qtbot, bench, dialog):
    dialog.activateWindow()
    dialog.form.meaning.setFocus()
    qtbot.waitUntil(dialog.form.meaning.hasFocus)
    dialog.form.meaning.selectAll()
    qtbot.keyClicks(dialog.form.meaning, "One.")
    qtbot.keyClick(dialog.form.meaning, Qt.Key.Key_Return)
    qtbot.keyClicks(dialog.form.meaning, "Two.")
    qtbot.keyClick(dialog.form.meaning, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not dialog.isVisible()
    assert saved(bench).labels[0].meaning == "One.\nTwo."


def test_saving_is_one_edit_that_undo_takes_back(bench, dialog):
    before = bench.session.scheme
    dialog.list.add.click()
    dialog.form.changed.emit({"name": "VESSEL"})
    dialog.list.show_row(0)
    dialog.form.changed.emit({"title": "Human", "colour": "teal"})
    dialog.scale.counts[1].setCurrentIndex(2)
    dialog.primary.click()
    assert saved(bench).label("PER").title == "Human"
    bench.session.undo()
    assert bench.session.scheme.labels == before.labels
    assert bench.session.scheme.rules == before.rules


def test_what_a_new_label_leaves_open_follows_its_name(qtbot, dialog):
    dialog.list.add.click()
    qtbot.keyClicks(dialog.form.name, "TRADE_UNION")
    assert dialog.form.title.placeholderText() == "TRADE_UNION"
    assert dialog.rows.finished().labels[-1].tag == dialog.form.tag.placeholderText() == "TU"


def test_a_label_without_a_name_is_refused_where_it_is(dialog, bench):
    dialog.list.add.click()
    dialog.list.show_row(0)
    dialog.tabs.setCurrentIndex(1)
    dialog.primary.click()
    assert dialog.isVisible()
    assert dialog.problem.text() == "Every label needs a name in files."
    assert dialog.list.row == len(bench.session.scheme.labels)
    assert dialog.form.name.hasFocus()


def test_two_labels_of_one_name_are_refused(dialog):
    dialog.form.changed.emit({"name": "ORG"})
    dialog.primary.click()
    assert dialog.problem.text() == "The name “ORG” stands twice in the scheme."


def test_alt_and_an_arrow_move_a_label(qtbot, bench, dialog):
    first, second = bench.session.scheme.labels[:2]
    qtbot.keyClick(dialog.list.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert dialog.list.row == 1
    qtbot.keyClick(dialog.list.view, Qt.Key.Key_Return)
    assert [label.id for label in saved(bench).labels[:2]] == [second.id, first.id]


def test_an_unused_label_is_removed_with_delete(qtbot, bench, dialog):
    qtbot.keyClick(dialog.list.view, Qt.Key.Key_Delete)
    dialog.primary.click()
    assert saved(bench).named("PER") is None


@pytest.mark.parametrize("whose", [None, "tomas"])
def test_a_label_that_somebody_uses_is_not_removed(qtbot, bench, dialog, whose):
    label_first_words(bench, whose)
    qtbot.keyClick(dialog.list.view, Qt.Key.Key_Delete)
    assert dialog.problem.text().startswith("1 span has the label PER, so it stays.")
    assert dialog.rows.scheme.named("PER") is not None


def test_a_label_that_comes_into_use_while_the_editor_is_open_is_not_removed(qtbot, bench, dialog):
    qtbot.keyClick(dialog.list.view, Qt.Key.Key_Delete)
    label_first_words(bench)
    dialog.primary.click()
    assert "has the label PER" in dialog.problem.text()
    assert saved(bench).named("PER") is not None


def test_renaming_a_label_keeps_its_spans(bench, dialog):
    _, span = label_first_words(bench)
    dialog.form.changed.emit({"name": "PERSON"})
    dialog.primary.click()
    assert saved(bench).label(span.label).name == "PERSON"


def test_the_keys_of_the_reader_are_not_offered(dialog):
    offered = {dialog.form.key_cap.itemData(at) for at in range(dialog.form.key_cap.count())}
    assert "1" in offered
    assert not offered & reserved_keys()


def test_a_label_that_takes_the_key_of_another_gives_its_own(bench, dialog):
    dialog.form.changed.emit({"key_cap": "2"})
    dialog.primary.click()
    scheme = saved(bench)
    assert (scheme.named("PER").key_cap, scheme.named("ORG").key_cap) == ("2", "1")


def test_a_colour_of_ones_own_is_kept(bench, dialog, monkeypatch):
    monkeypatch.setattr(QColorDialog, "getColor", lambda *_: QColor("#ff8800"))
    dialog.form.colour.activated.emit(dialog.form.colour.count() - 1)
    assert dialog.form.colour.currentData() == "#ff8800"
    dialog.primary.click()
    assert saved(bench).named("PER").colour == "#ff8800"


def test_a_colour_that_is_called_off_leaves_the_old_one(dialog, monkeypatch):
    monkeypatch.setattr(QColorDialog, "getColor", lambda *_: QColor())
    last = dialog.form.colour.count() - 1
    dialog.form.colour.setCurrentIndex(last)
    dialog.form.colour.activated.emit(last)
    assert dialog.form.colour.currentData() == "blue"


def test_a_scale_of_five_steps_is_kept_lowest_first(qtbot, bench, dialog):
    for sign in (-1, 1):
        dialog.scale.counts[sign].setCurrentIndex(2)
    lowest = dialog.scale.steps()[0]
    lowest.title.clear()
    qtbot.keyClicks(lowest.title, "Hostile")
    dialog.primary.click()
    assert [(one.name, one.title, one.sign) for one in saved(bench).scale] == [
        ("hostile", "Hostile", -1),
        ("negative", "Negative", -1),
        ("neutral", "Neutral", 0),
        ("positive", "Positive", 1),
        ("very_positive", "Very positive", 1),
    ]


def test_a_step_shown_otherwise_keeps_its_name_in_files(qtbot, bench, dialog):
    first = dialog.scale.steps()[0]
    first.title.clear()
    qtbot.keyClicks(first.title, "Against")
    dialog.primary.click()
    assert next((one.name, one.title) for one in saved(bench).scale) == ("negative", "Against")


def test_a_step_taken_away_and_brought_back_is_the_same(bench, dialog):
    dialog.scale.counts[-1].setCurrentIndex(0)
    dialog.scale.counts[-1].setCurrentIndex(1)
    assert dialog.scale.rules() == bench.session.scheme.rules


def test_a_step_that_a_judgement_uses_is_not_dropped(bench, dialog):
    on, span = label_first_words(bench)
    bench.session.project.commit(edits.set_polarity(on, TEXT, span, "negative"))
    dialog.scale.counts[-1].setCurrentIndex(0)
    dialog.primary.click()
    assert dialog.problem.text().startswith("1 judgement says “Negative”, so it stays on the scale.")
    assert saved(bench).value("negative") is not None


def test_loading_a_scheme_keeps_labels_in_use_and_the_ids_of_equal_names(bench, dialog):
    label_first_words(bench)
    dialog.load("conll")
    assert dialog.problem.isVisible() is ("PER" not in [one.name for one in schemes.load("conll").labels])
    dialog.load("ontonotes")
    assert dialog.problem.text() == "In use, and therefore kept: PER."
    dialog.primary.click()
    scheme = saved(bench)
    assert [label.name for label in scheme.labels] == [
        *(label.name for label in schemes.load("ontonotes").labels),
        "PER",
    ]
    assert scheme.named("ORG").id == "ORG"
    assert scheme.rules == schemes.load("ontonotes").rules


def test_a_file_that_is_no_scheme_changes_nothing(bench, dialog, tmp_path):
    file = tmp_path / "odd.toml"
    file.write_text('[[label]]\ntitle = "nameless"\n', encoding="utf-8")
    dialog.load(str(file))
    assert "odd.toml" in dialog.problem.text()
    assert dialog.rows.scheme == bench.session.scheme


def test_an_exported_scheme_reads_back_as_it_was(bench, dialog, tmp_path, monkeypatch):
    file = tmp_path / "mine.toml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    dialog.form.changed.emit({"meaning": "Line one\nand “two” \U0001f34a"})
    dialog._ask_and_export()
    assert schemes.read(file) == replace(dialog.rows.finished(), version=1, clock=None)


def test_an_export_into_no_folder_says_so(dialog, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "no" / "a.toml"), ""))
    dialog._ask_and_export()
    assert "does not exist" in dialog.problem.text()


def test_esc_asks_only_where_something_would_be_lost(qtbot, bench, dialog, monkeypatch):
    asked = []
    monkeypatch.setattr(plain, "agreed", lambda box: bool(asked.append(box.text())))
    dialog.form.changed.emit({"title": "Human"})
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible() and len(asked) == 1
    dialog.form.changed.emit({"title": "Person"})
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible() and len(asked) == 1
    assert saved(bench).version == 1


def test_in_a_project_that_is_read_only_saving_says_so(qtbot, bench, tmp_path):
    path = bench.session.project.path
    bench.session.close()
    bench.session.open(path, read_only=True)
    dialog = SchemeEditor(bench)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.form.changed.emit({"title": "Human"})
    dialog.primary.click()
    assert dialog.problem.text() == "talks.annot is open read-only."


def test_the_model_keeps_qts_rules(qtmodeltester, dialog):
    qtmodeltester.check(dialog.rows)
    dialog.rows.add()
    dialog.rows.move(0, 1)
    dialog.rows.remove(0)
    qtmodeltester.check(dialog.rows)


def test_a_closed_editor_does_not_hear_of_the_next_theme(qtbot, bench):
    editor = SchemeEditor(bench)
    editor.show()
    editor.reject()
    shiboken6.delete(editor)
    with qtbot.captureExceptions() as raised:
        bench.appearance.choose("dark")
        bench.appearance.choose("light")
    assert raised == []
