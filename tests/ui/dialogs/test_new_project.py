"""A new project is made with the keyboard, and what cannot be made is said in the dialog."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from annotator.services import schemes
from annotator.storage.project import Project
from annotator.ui.dialogs import new_project
from annotator.ui.dialogs.new_project import NewProject

OWN = """
name = "trade"
title = "Trade"
[[label]]
name = "FIRM"
title = "Firm & Co <b>"
"""


@pytest.fixture
def dialog(qtbot, bench, tmp_path):
    made = NewProject(bench)
    qtbot.addWidget(made)
    made.folder.setText(str(tmp_path))
    made.show()
    return made


def test_a_name_and_enter_make_a_project_and_open_it(qtbot, bench, dialog, tmp_path):
    qtbot.keyClicks(dialog.name, "talks")
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert bench.session.project.path == tmp_path / "talks.annot"
    assert bench.session.scheme.labels == schemes.load("news").labels


def test_the_scheme_is_chosen_with_arrows(qtbot, bench, dialog):
    qtbot.keyClick(dialog.scheme, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.scheme, Qt.Key.Key_Down)
    name = dialog.scheme.currentData()
    qtbot.keyClick(dialog.scheme, Qt.Key.Key_Return)
    assert name == "ontonotes"
    assert bench.session.scheme.labels == schemes.load("ontonotes").labels


def test_the_project_can_begin_with_ones_own_scheme(qtbot, bench, dialog, tmp_path, monkeypatch):
    file = tmp_path / "trade.toml"
    file.write_text(OWN, encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    qtbot.keyClick(dialog.scheme, Qt.Key.Key_End)
    assert dialog.scheme.currentText() == "trade.toml"
    dialog.primary.click()
    assert [label.title for label in bench.session.scheme.labels] == ["Firm & Co <b>"]


def test_a_choice_of_a_file_that_is_called_off_leaves_the_scheme_as_it_was(qtbot, dialog, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    qtbot.keyClick(dialog.scheme, Qt.Key.Key_End)
    assert dialog.scheme.currentData() == "news"


def test_a_scheme_that_is_none_is_said_and_makes_no_project(bench, dialog, tmp_path):
    file = tmp_path / "broken.toml"
    file.write_text("name = [", encoding="utf-8")
    dialog.use_file(str(file))
    assert "broken.toml" in dialog.problem.text()
    dialog.primary.click()
    assert "scheme" in dialog.problem.text()
    assert bench.session.project is None
    assert list(tmp_path.glob("*.annot")) == []


@pytest.mark.parametrize("name", ["", "  ", "a/b", "what?"])
def test_a_name_that_is_no_files_name_is_refused_in_the_dialog(dialog, bench, name):
    dialog.name.setText(name)
    dialog.primary.click()
    assert dialog.isVisible()
    assert "name" in dialog.problem.text()
    assert bench.session.project is None


def test_a_project_that_exists_is_never_written_over(bench, dialog, tmp_path):
    (tmp_path / "talks.annot").write_bytes(b"mine")
    dialog.name.setText("talks")
    dialog.primary.click()
    assert dialog.problem.text().startswith("talks.annot exists already.")
    assert (tmp_path / "talks.annot").read_bytes() == b"mine"
    dialog.name.setText("other")
    dialog.primary.click()
    assert bench.session.project.path.name == "other.annot"


def test_a_folder_that_is_not_there_is_said(dialog, tmp_path):
    dialog.folder.setText(str(tmp_path / "nowhere"))
    dialog.primary.click()
    assert "nowhere does not exist" in dialog.problem.text()


def test_esc_makes_nothing(qtbot, bench, dialog, tmp_path):
    qtbot.keyClick(dialog.name, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert bench.session.project is None


def test_the_tab_key_comes_to_every_field_and_last_to_the_buttons(qtbot, dialog):
    dialog.activateWindow()
    dialog.name.setFocus()
    seen = []
    for _ in range(6):
        seen.append(QApplication.focusWidget())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert [seen[at] for at in (0, 1, 3, 4, 5)] == [
        dialog.name,
        dialog.folder,
        dialog.scheme,
        dialog.cancel,
        dialog.primary,
    ]
    assert all(widget.accessibleName() or widget.text() for widget in seen)


def test_a_project_that_was_made_is_remembered(bench, tmp_path, monkeypatch):
    def press(dialog):
        dialog.folder.setText(str(tmp_path))
        dialog.primary.click()
        return dialog.result()

    monkeypatch.setattr(NewProject, "exec", press)
    assert new_project.run(bench)
    assert bench.settings.recent == [tmp_path / "news.annot"]
    with Project.open(tmp_path / "news.annot", bench.session.author, read_only=True) as project:
        assert project.own_layer().name == "ines" or project.own_layer() is not None
