"""Assigning by keys alone: the split is looked at before it is done, and then everybody's progress."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.services import assigning
from annotator.storage.project import Project
from annotator.ui.dialogs import report
from annotator.ui.dialogs.assign import AssignDialog
from tests.storage.builders import add_texts


@pytest.fixture
def bench(project_bench):
    add_texts(project_bench.session.project, *(f"Article {number} of Velmora." for number in range(12)))
    project_bench.session.reread()
    return project_bench


@pytest.fixture(autouse=True)
def reports(monkeypatch):
    shown = []
    monkeypatch.setattr(report, "run", lambda *said: shown.append(said))
    return shown


@pytest.fixture
def open_dialog(bench, qtbot):
    def opened():
        dialog = AssignDialog(bench, bench.session.project)
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.names.hasFocus)
        return dialog

    return opened


def looked(qtbot, dialog):
    qtbot.waitUntil(lambda: not dialog.is_looking)
    return [list(row) for row in dialog.preview.rows()]


def write(qtbot, dialog, names):
    dialog.names.clear()
    QTest.keyClicks(dialog.names, names)
    return looked(qtbot, dialog)


def test_the_split_is_shown_before_anything_is_written(bench, open_dialog, qtbot):
    dialog = open_dialog()
    looked(qtbot, dialog)
    assert "Write who is to read" in dialog.verdict.text()
    assert write(qtbot, dialog, "Ann, Ben, Cid") == [
        ["Ann", "8", "8", "0"],
        ["Ben", "8", "8", "0"],
        ["Cid", "8", "8", "0"],
    ]
    assert dialog.verdict.text() == (
        "12 articles to split. Each two share 4, on which agreement is measured."
    )
    dialog.overlap.setValue(1)
    assert looked(qtbot, dialog)[0] == ["Ann", "4", "0", "0"]
    assert "Nobody shares one" in dialog.verdict.text()
    dialog.overlap.setValue(4)
    looked(qtbot, dialog)
    assert dialog.verdict.text() == "An article cannot have 4 readers among 3."
    assert assigning.standing(bench.session.project) == []


def test_enter_writes_the_files_as_one_step_of_undo_and_says_where(bench, open_dialog, qtbot, reports):
    dialog = open_dialog()
    write(qtbot, dialog, "Ann, Ben")
    with qtbot.waitSignal(bench.jobs.idle):
        QTest.keyClick(dialog.names, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    project = bench.session.project
    folder = project.path.parent / "talks-assigned"
    assert sorted(path.name for path in folder.glob("*.annot")) == ["talks-Ann.annot", "talks-Ben.annot"]
    assert reports[0][1] == "Assigned"
    assert project.undo_title() == "assign to Ann ×12"
    again = open_dialog()
    assert [list(row) for row in again.standing.rows()] == [
        ["Ann", "12", "0", "0", "0", "12"],
        ["Ben", "12", "0", "0", "0", "12"],
    ]
    assert again.names.text() == "Ann, Ben"
    looked(qtbot, again)
    assert again.verdict.text().startswith("Every article has its readers")


@pytest.mark.parametrize(
    ("names", "sentence"),
    [("", "Write who is to read"), ("Ann, ann", "is there twice"), ("Ann, gold", "no person labels")],
)
def test_what_cannot_be_is_said_in_the_dialog(open_dialog, qtbot, names, sentence):
    dialog = open_dialog()
    write(qtbot, dialog, names)
    dialog.primary.click()
    assert sentence in dialog.problem.text()
    assert dialog.isVisible()


def test_a_file_that_was_handed_out_is_hers_in_the_window(bench, open_dialog, qtbot):
    dialog = open_dialog()
    write(qtbot, dialog, "Ann, Ben")
    with qtbot.waitSignal(bench.jobs.idle):
        dialog.primary.click()
    session, me = bench.session, bench.session.author
    path = session.project.path
    with Project.create(path.with_name("other.annot"), session.scheme, me):
        pass
    # Whoever made the project opens the file as himself, and sees hers.
    session.open(path.parent / "talks-assigned" / "talks-Ann.annot")
    assert session.author == me
    session.close()
    stranger = me.__class__("somebody-else", "annie")
    session._person = session.author = stranger
    session.open(path.parent / "talks-assigned" / "talks-Ann.annot")
    assert session.author.name == "Ann"
    assert session.layer.name == "Ann"
    assert session.can_edit
    session.open(path.with_name("other.annot"))
    assert session.author == stranger
