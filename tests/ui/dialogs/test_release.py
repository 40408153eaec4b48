"""A release started from the dialog writes its folder, or says inside why it cannot be."""

import json

import pytest
from PySide6.QtCore import Qt

from annotator.domain import edits
from annotator.domain.change import added
from annotator.domain.exchange import appearance
from annotator.ui.actions import REGISTRY
from annotator.ui.commands import file  # noqa: F401 - which registers what is in the menu
from annotator.ui.dialogs import release, report
from annotator.ui.dialogs.release import Release


@pytest.fixture
def bench(project_bench):
    project = project_bench.session.project
    texts = [f"Ilse Maren of desk {at} counted {at * 31} cranes in the morning." for at in range(10)]
    found = [appearance(text, title=f"Title {at}") for at, text in enumerate(texts)]
    project.commit(
        added("import", found), texts=dict(zip((one.document for one in found), texts, strict=True))
    )
    for one in found[:8]:
        on = project.annotations(one.document, project.own_layer().id)
        project.commit(edits.set_status(on, "done"))
    return project_bench


@pytest.fixture
def dialog(qtbot, bench):
    made = Release(bench, bench.session.project)
    qtbot.addWidget(made)
    made.show()
    return made


def test_enter_writes_the_folder_beside_the_project_and_reports(qtbot, bench, dialog, tmp_path, monkeypatch):
    shown = []
    monkeypatch.setattr(report, "run", lambda *said: shown.append(said))
    dialog.shares.setText("3/1")
    dialog.seed.setValue(7)
    with qtbot.waitSignal(bench.jobs.idle):
        qtbot.keyClick(dialog.path, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    facts = json.loads((tmp_path / "talks-release" / "release.json").read_text())
    assert (facts["seed"], facts["split"], sum(facts["parts"].values())) == (7, {"train": 3, "test": 1}, 8)
    _, title, said, _, _ = shown[0]
    assert title == "Released"
    assert said[0].startswith("8 articles of layer annotator 1 released to talks-release: ")
    assert said[-1] == 'Load it with: datasets.load_dataset("json", data_files="test.jsonl")'


@pytest.mark.parametrize(
    ("shares", "folder", "says"),
    [
        ("80", "there", "there already"),
        ("80/0", "new", "is no way to split"),
        ("80/20", "", "needs a folder"),
        ("80/20", "no/where", "does not exist"),
    ],
)
def test_what_cannot_be_is_said_inside(bench, dialog, tmp_path, shares, folder, says):
    (tmp_path / "there").mkdir()
    dialog.shares.setText(shares)
    dialog.path.setText(str(tmp_path / folder) if folder else "")
    dialog.primary.click()
    assert dialog.isVisible()
    assert says in dialog.problem.text()
    assert bench.jobs.running is None


def test_articles_that_are_not_ready_can_go_in_too(qtbot, bench, dialog, tmp_path, monkeypatch):
    monkeypatch.setattr(report, "run", lambda *said: None)
    dialog.articles.setCurrentIndex(dialog.articles.findData("All"))
    with qtbot.waitSignal(bench.jobs.idle):
        dialog.primary.click()
    facts = json.loads((tmp_path / "talks-release" / "release.json").read_text())
    assert sum(facts["parts"].values()) == 10


def test_it_is_in_the_file_menu(bench, monkeypatch):
    opened = []
    monkeypatch.setattr(release, "run", opened.append)
    REGISTRY["file.release"].run(bench)
    assert opened == [bench]
