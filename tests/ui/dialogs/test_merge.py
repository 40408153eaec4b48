"""Colleagues' files are shown before they are merged, by keys alone; labels are mapped by the person."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QComboBox

from annotator.domain.change import Change, Edit
from annotator.domain.scheme import make_label
from annotator.services import schemes
from annotator.services.backups import Backups
from annotator.storage import backup
from annotator.storage.project import Project
from annotator.ui.commands import file
from annotator.ui.dialogs import merge as dialogs
from annotator.ui.dialogs import report
from annotator.ui.dialogs.merge import MergeDialog
from tests.services.merging import dump, mark, somebody
from tests.storage.builders import add_texts

TOMAS, CARLA = somebody("tomas"), somebody("carla")
SHARED, NEW = "Ilse Maren met the ministers in Velmora.", "A text that only the colleague has."


@pytest.fixture
def bench(project_bench, tmp_path):
    add_texts(project_bench.session.project, SHARED)
    project_bench.session.backups = Backups(tmp_path / "backups")
    project_bench.session.reread()
    return project_bench


@pytest.fixture(autouse=True)
def reports(monkeypatch):
    shown = []
    monkeypatch.setattr(report, "run", lambda *said: shown.append(said))
    return shown


@pytest.fixture
def theirs(tmp_path):
    """A colleague's file: one shared and one new article, a label of her own."""
    path = tmp_path / "tomas.annot"
    with Project.create(path, schemes.load("news"), TOMAS) as project:
        add_texts(project, NEW, SHARED)
        project.commit(Edit("add", (Change(None, make_label(project.scheme(), "PERSON")),)))
        mark(project, 0, 10, "PERSON", document=2)
        mark(project, 0, 6, "PER")
    return path


@pytest.fixture
def open_dialog(qtbot, bench):
    def make(*paths):
        dialog = MergeDialog(bench, bench.session.project, list(paths))
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.activateWindow()
        settle(qtbot, dialog)
        return dialog

    return make


def settle(qtbot, dialog):
    """Wait until every file is read."""
    qtbot.waitUntil(lambda: all(row.found is not None for row in dialog.rows.files))


def press_merge(qtbot, bench, dialog):
    """Press Enter in the list and wait for the job."""
    dialog.view.setFocus()
    with qtbot.waitSignal(bench.jobs.idle):
        qtbot.keyClick(dialog.view, Qt.Key.Key_Return)
    assert not dialog.isVisible()


def texts_of(form):
    return [one.text() for one in form.widget().findChildren(dialogs.plain.QLabel)]


def test_the_dialog_says_what_would_come_before_anything_is_written(bench, open_dialog, theirs):
    before = dump(bench.session.project)
    dialog = open_dialog(theirs)
    said = "\n".join(texts_of(dialog.form))
    assert "1 article new, 1 already here." in said
    assert "Layer tomas (new): 2 spans" in said
    assert "1 label that your scheme lacks" in said
    assert "PERSON · 1 span" in said
    assert dialog.rows.files[0].words().startswith("1 article · 2 spans")
    assert said.replace("\n", " ") in dialog.form.accessibleDescription()
    assert dump(bench.session.project) == before


def test_enter_merges_after_a_backup_as_one_step_and_a_report_says_so(
    qtbot, bench, open_dialog, theirs, reports
):
    project = bench.session.project
    before = dump(project)
    press_merge(qtbot, bench, open_dialog(theirs))
    assert project.documents.count() == 2
    assert project.scheme().named("PERSON") is not None
    assert bench.session.scheme.named("PERSON") is not None
    assert len(bench.session.numbers) == 2
    (taken,) = bench.session.backups.of(project.path)
    with Project.open(taken, TOMAS, read_only=True) as copy:
        assert dump(copy) == before
    ((_, title, summary, problems, text),) = reports
    assert title == "Merged"
    assert any(str(taken) in sentence for sentence in summary)
    assert problems == []
    assert "Layer tomas (new): 2 spans" in text
    project.undo()
    assert dump(project) == before


def test_a_label_of_theirs_is_mapped_by_keys_alone(qtbot, bench, open_dialog, theirs):
    dialog = open_dialog(theirs)
    box = dialog.form.labels["PERSON"]
    for _ in range(10):
        if dialog.focusWidget() is box:
            break
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    assert dialog.focusWidget() is box
    assert "PERSON" in box.accessibleName()
    for _ in range(box.findData("PER")):
        at = box.currentIndex()
        qtbot.keyClick(box, Qt.Key.Key_Down)
        assert box.currentIndex() == at + 1
    press_merge(qtbot, bench, dialog)
    project = bench.session.project
    assert project.scheme().named("PERSON") is None
    spans = project.annotations(project.id_of(1), project.layer("tomas").id).spans
    assert [(span.start, span.end, span.label) for span in spans] == [(0, 10, "PER")]


def test_no_label_is_matched_by_its_name_alone(qtbot, bench, open_dialog, tmp_path):
    path = tmp_path / "stray.annot"
    with Project.create(path, schemes.load("news"), TOMAS) as project:
        stray = replace(make_label(project.scheme(), "PETS"), id="stray", name="PER", title="Pets")
        project.commit(Edit("add", (Change(None, stray),)))
    dialog = open_dialog(path)
    box = dialog.form.labels["stray"]
    assert box.currentText() == "Bring it as a new label of the same name"
    press_merge(qtbot, bench, dialog)
    assert bench.session.project.scheme().label("stray").title == "Pets"
    assert bench.session.project.scheme().label("PER").title != "Pets"


def test_what_is_said_differently_stands_side_by_side_or_is_decided_here(qtbot, bench, open_dialog, tmp_path):
    ours, path = bench.session.project, tmp_path / "other.annot"
    rename(ours, "Human")
    with Project.create(path, schemes.load("news"), TOMAS) as project:
        rename(project, "Persona")
    dialog = open_dialog(path)
    (box,) = [one for key, one in dialog.form.values.items() if key.id == "PER"]
    assert box.currentText() == "Leave both side by side"
    said = [box.itemText(at) for at in range(box.count())]
    at = next(at for at, words in enumerate(said) if "Human" in words)
    box.setFocus()
    for _ in range(at):
        qtbot.keyClick(box, Qt.Key.Key_Down)
    press_merge(qtbot, bench, dialog)
    assert ours.scheme().label("PER").title == "Human"


def test_a_label_that_a_merge_changes_is_told_to_the_window(qtbot, bench, open_dialog, tmp_path):
    copy = tmp_path / "copy.annot"
    backup.copy(bench.session.project.path, copy)
    with Project.open(copy, TOMAS) as project:
        rename(project, "Persona")
    told = []
    bench.session.edited.connect(told.append)
    press_merge(qtbot, bench, open_dialog(copy))
    assert bench.session.scheme.label("PER").title == "Persona"
    assert any(edit.touches("label") for edit in told)


def rename(project, title):
    label = project.scheme().label("PER")
    project.commit(Edit("rename", (Change(label, replace(label, title=title)),)))


def test_a_file_that_cannot_be_read_is_told_in_a_sentence_and_the_rest_goes_on(
    qtbot, bench, open_dialog, theirs, tmp_path, reports
):
    bad = tmp_path / "bad.annot"
    bad.write_bytes(b"no database at all" * 500)
    dialog = open_dialog(bad, theirs, tmp_path / "missing.annot", bench.session.project.path)
    words = [row.words() for row in dialog.rows.files]
    assert words[0] == "bad.annot is not an Annotator project."
    assert words[2].endswith("missing.annot does not exist.")
    assert words[3] == "That is the project itself."
    press_merge(qtbot, bench, dialog)
    assert bench.session.project.documents.count() == 2
    problems = reports[0][3]
    assert problems[0] == "bad.annot was not merged: bad.annot is not an Annotator project."
    assert len(problems) == 3


def test_nothing_new_and_nothing_at_all_are_refused_in_the_dialog(qtbot, bench, open_dialog, tmp_path):
    dialog = open_dialog()
    dialog.primary.setFocus()
    qtbot.keyClick(dialog.primary, Qt.Key.Key_Return)
    assert dialog.problem.text() == "Add a file first."
    copy = tmp_path / "copy.annot"
    backup.copy(bench.session.project.path, copy)
    dialog.add([copy])
    settle(qtbot, dialog)
    dialog.view.setFocus()
    qtbot.keyClick(dialog.view, Qt.Key.Key_Return)
    assert "nothing new" in dialog.problem.text()
    assert dialog.isVisible()


def test_files_are_added_by_a_drop_and_removed_by_a_key(qtbot, bench, open_dialog, theirs):
    dialog = open_dialog()
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(theirs))])
    action, button, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    dialog.dropEvent(QDropEvent(QPoint(), action, dropped, button, none))
    settle(qtbot, dialog)
    assert [row.path for row in dialog.rows.files] == [theirs]
    qtbot.keyClick(dialog.view, Qt.Key.Key_Delete)
    assert dialog.rows.files == []
    assert not dialog.form.isVisible()


def test_a_project_dropped_on_an_open_one_is_merged_and_on_none_is_opened(bench, theirs, monkeypatch):
    opened, merged = [], []
    monkeypatch.setattr(file, "open_project", lambda _, path: opened.append(path))
    monkeypatch.setattr(dialogs, "run", lambda _, paths: merged.append(paths))
    file.take_dropped(bench, [theirs, theirs.with_name("other.annot")])
    assert (opened, merged) == ([], [[theirs, theirs.with_name("other.annot")]])
    bench.session.close()
    file.take_dropped(bench, [theirs])
    assert opened == [theirs]


def test_names_of_any_length_and_kind_do_not_widen_the_dialog(bench, open_dialog, tmp_path):
    path = tmp_path / f"{'long ' * 30}.annot"
    with Project.create(path, schemes.load("news"), somebody("<b>x</b> " * 20)) as project:
        add_texts(project, NEW)
        project.ensure_own_layer()
        project.commit(Edit("add", (Change(None, make_label(project.scheme(), "X" * 150)),)))
    dialog = open_dialog(path)
    assert dialog.width() <= 1000
    form = dialog.form
    assert form.widget().width() <= form.viewport().width()
    assert all(box.width() <= form.viewport().width() for box in form.findChildren(QComboBox))
    assert any("<b>x</b>" in text for text in texts_of(form))
