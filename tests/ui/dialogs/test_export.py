"""An export started from the dialog writes what was chosen, whole or not at all."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from annotator import formats
from annotator.domain import edits
from annotator.domain.change import added
from annotator.domain.exchange import LeftOut, appearance
from annotator.formats import Format
from annotator.formats.options import EDGES, UNIT
from annotator.ui import plain
from annotator.ui.dialogs import export, report
from annotator.ui.dialogs.export import Export

TEXTS = ["Ilse Maren 🍊 left Kastelholm.", "A second article.", "A third one."]


@pytest.fixture
def bench(project_bench):
    project = project_bench.session.project
    found = [appearance(text, title=f"Title {at}", source="Wire") for at, text in enumerate(TEXTS)]
    found.append(appearance(TEXTS[0], title="Title 0", source="Courier"))
    project.commit(added("import", found), texts={one.document: one_text(one) for one in found})
    on = project.annotations(found[1].document, project.own_layer().id)
    project.commit(edits.set_status(on, "done"))
    return project_bench


def one_text(one):
    return next(text for text in TEXTS if appearance(text).document == one.document)


@pytest.fixture
def dialog(qtbot, bench):
    made = Export(bench, bench.session.project)
    qtbot.addWidget(made)
    made.show()
    return made


def press(qtbot, bench, dialog):
    """Press Enter and wait for the job; the rows that are in the file then."""
    with qtbot.waitSignal(bench.jobs.idle):
        qtbot.keyClick(dialog.path, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    return [json.loads(line) for line in Path(dialog.path.text()).read_bytes().split(b"\n") if line]


def test_enter_writes_every_article_beside_the_project_and_says_so(qtbot, bench, dialog, tmp_path):
    said = []
    bench.session.message.connect(said.append)
    rows = press(qtbot, bench, dialog)
    assert [row["text"] for row in rows] == TEXTS
    assert (tmp_path / "talks.jsonl").exists()
    assert said == ["3 articles of layer ines exported to talks.jsonl."]


def test_only_articles_of_the_chosen_status_are_written(qtbot, bench, dialog):
    names = [dialog.articles.itemText(at) for at in range(dialog.articles.count())]
    assert names == ["All articles (3)", "New (2)", "In progress (0)", "Done (1)", "Skipped (0)"]
    dialog.articles.setCurrentIndex(3)
    assert [row["text"] for row in press(qtbot, bench, dialog)] == [TEXTS[1]]


def test_each_appearance_can_have_its_row(qtbot, bench, dialog):
    dialog.each.setChecked(True)
    rows = press(qtbot, bench, dialog)
    assert sorted(row["source"] for row in rows if row["text"] == TEXTS[0]) == ["Courier", "Wire"]


def test_the_gold_layer_is_offered_first_where_there_is_one(qtbot, bench):
    bench.session.project.ensure_layer("gold")
    dialog = Export(bench, bench.session.project)
    qtbot.addWidget(dialog)
    assert dialog.layer.currentData() == "gold"
    assert dialog.articles.itemText(3) == "Done (0)"


def test_a_format_that_cannot_be_used_is_shown_with_the_reason(qtbot, bench, monkeypatch):
    odd = Format("parquet", "Parquet", problem="unavailable, because there is no library")
    real = formats.formats()
    monkeypatch.setattr(formats, "formats", lambda: [odd, *real])
    dialog = Export(bench, bench.session.project)
    qtbot.addWidget(dialog)
    assert dialog.form.format.itemText(0) == "Parquet: unavailable, because there is no library"
    assert not dialog.form.format.model().item(0).isEnabled()
    assert dialog.form.format.currentData() == "jsonl"


class Ends:
    """Writes the beginnings of texts, and leaves out something of each."""

    name, title, suffix = "ends", "Ends", ".ends.zip"
    cannot_hold, load_line, choices = ("labels", "notes"), 'open("{file}")', (EDGES, UNIT)

    def write(self, documents, scheme, out, options):
        for count, one in enumerate(documents, 1):
            out.write(f"{one.document.text[:4]} {options.choice(UNIT)}\n".encode())
            yield LeftOut(one.document.id, "labels", count)
            yield count


def test_a_format_says_what_it_cannot_hold_offers_its_choices_and_lists_what_was_left_out(
    qtbot, bench, monkeypatch, tmp_path
):
    real, found = formats.formats(), Format("ends", "Ends", (".ends.zip",), exporter=Ends())
    monkeypatch.setattr(formats, "formats", lambda: [found, *real])
    dialog = Export(bench, bench.session.project)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.form.cannot_hold.isVisible() and not dialog.form.choices
    dialog.form.format.setCurrentIndex(dialog.form.format.findData("ends"))
    assert dialog.form.cannot_hold.text().startswith("It cannot hold labels, notes.")
    assert dialog.path.text().endswith("talks.ends.zip")
    dialog.form.choices["unit"].setCurrentIndex(1)
    shown = []
    monkeypatch.setattr(report, "run", lambda *said: shown.append(said))
    with qtbot.waitSignal(bench.jobs.idle):
        dialog.primary.click()
    assert (
        tmp_path / "talks.ends.zip"
    ).read_text() == "Ilse code-points\nA se code-points\nA th code-points\n"
    _, _, summary, listed, _ = shown[0]
    assert summary[1:] == ["Left out or changed: 6 labels.", 'Load it with: open("talks.ends.zip")']
    assert listed == ["Title 0: 1 labels", "Title 1: 2 labels", "Title 2: 3 labels"]
    again = Export(bench, bench.session.project)
    qtbot.addWidget(again)
    for name, ending in (("ends", ".ends.zip"), ("jsonl", ".jsonl")):
        again.form.format.setCurrentIndex(again.form.format.findData(name))
        assert Path(again.path.text()).name == f"talks{ending}"
    assert not again.form.choices and not again.form.cannot_hold.isVisible()


@pytest.mark.parametrize("name", ["", "nowhere/a.jsonl", "."])
def test_a_place_where_no_file_can_be_is_refused_inside(dialog, bench, tmp_path, name):
    dialog.path.setText(str(tmp_path / name) if name else "")
    dialog.primary.click()
    assert dialog.isVisible()
    assert dialog.problem.text()
    assert bench.jobs.running is None


def test_the_project_itself_is_never_written_over(dialog, bench):
    dialog.path.setText(str(bench.session.project.path))
    dialog.primary.click()
    assert "the project itself" in dialog.problem.text()


def test_a_file_that_is_there_is_replaced_only_if_the_person_agrees(
    qtbot, bench, dialog, tmp_path, monkeypatch
):
    (tmp_path / "talks.jsonl").write_text("mine")
    monkeypatch.setattr(plain, "agreed", lambda box: False)
    dialog.primary.click()
    assert dialog.problem.text() == "talks.jsonl stays as it is. Name another file."
    assert (tmp_path / "talks.jsonl").read_text() == "mine"
    monkeypatch.setattr(plain, "agreed", lambda box: True)
    assert len(press(qtbot, bench, dialog)) == 3


def test_a_disk_that_says_no_is_told_once_and_leaves_no_file(qtbot, bench, dialog, tmp_path, monkeypatch):
    from annotator.errors import UserError
    from annotator.services import exporting

    def full(_path):
        raise UserError("There is no room left for talks.jsonl.")

    failed = []
    bench.jobs.failed.connect(failed.append)
    monkeypatch.setattr(exporting, "writing_whole", full)
    with qtbot.waitSignal(bench.jobs.idle):
        dialog.primary.click()
    assert [str(error) for error in failed] == ["There is no room left for talks.jsonl."]
    assert not (tmp_path / "talks.jsonl").exists()


def test_esc_writes_nothing(qtbot, dialog, tmp_path):
    qtbot.keyClick(dialog.path, Qt.Key.Key_Escape)
    assert list(tmp_path.glob("*.jsonl")) == []


def test_without_a_project_there_is_nothing_to_ask(bench):
    bench.session.close()
    export.run(bench)
