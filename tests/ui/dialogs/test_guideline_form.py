"""The guideline in the scheme editor: written, loaded, and kept as one new version of the scheme."""

import pytest
from PySide6.QtWidgets import QFileDialog

from annotator.domain import edits, guideline
from annotator.domain.change import added
from annotator.domain.exchange import appearance
from annotator.services import schemes
from annotator.storage.project import Project
from annotator.ui import plain
from annotator.ui.dialogs.scheme_editor import GUIDELINE, SchemeEditor

TEXT = "Ilse Maren left Kastelholm on Tuesday."
PARTS = "## Person\n\nOnly named ones.\n\n## Ship\n\nNone of our labels."


@pytest.fixture
def bench(project_bench):
    return project_bench


@pytest.fixture
def dialog(qtbot, bench, monkeypatch):
    monkeypatch.setattr(plain, "agreed", lambda box: True)
    made = SchemeEditor(bench)
    qtbot.addWidget(made)
    made.tabs.setCurrentIndex(GUIDELINE)
    made.show()
    return made


def saved(bench):
    with Project.open(bench.session.project.path, bench.session.author, read_only=True) as project:
        return project.scheme()


def write(dialog, markdown):
    dialog.guideline.text.setPlainText(markdown)


def test_what_is_written_is_kept_with_anchors_as_a_new_version(bench, dialog):
    before = bench.session.scheme
    write(dialog, PARTS)
    dialog.primary.click()
    kept = saved(bench)
    assert kept.version == before.version + 1
    assert kept.labels == before.labels
    assert [part.anchor for part in guideline.read(kept.rules.guideline).parts] == ["PER", "ship"]
    bench.session.undo()
    assert bench.session.scheme.rules == before.rules


def test_saving_without_a_change_makes_no_version(bench, dialog):
    before = bench.session.scheme
    dialog.primary.click()
    assert saved(bench) == before


def test_the_other_pages_do_not_lose_the_guideline_nor_it_them(bench, dialog):
    write(dialog, PARTS)
    dialog.scale.question.setText("whose side")
    dialog.scale.question.textEdited.emit("whose side")
    dialog.form.changed.emit({"title": "Human"})
    dialog.primary.click()
    kept = saved(bench)
    assert kept.rules.question == "whose side"
    assert "Only named ones." in kept.rules.guideline
    assert kept.labels[0].title == "Human"


def test_it_looks_as_it_will_without_anchors(qtbot, dialog):
    write(dialog, "## Person {#PER}\n\nOnly **named** ones.")
    preview = dialog.guideline.preview.document()
    qtbot.waitUntil(lambda: preview.toPlainText() == "Person\nOnly named ones.")


def test_a_heading_is_added_for_each_label_that_has_none(bench, dialog):
    write(dialog, PARTS)
    dialog.guideline.headings.click()
    found = guideline.read(dialog.guideline.text.toPlainText())
    assert all(found.part_of(label) for label in bench.session.scheme.labels)
    assert [part.title for part in found.parts].count("Person") == 1


def test_a_markdown_file_is_loaded(bench, dialog, tmp_path, monkeypatch):
    file = tmp_path / "rules.md"
    file.write_bytes("\ufeff# Regeln\r\n\r\n## PER\r\n\r\nNur Namen: Ørsted 🍊\r\n".encode())
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    dialog.guideline.load.click()
    dialog.primary.click()
    kept = saved(bench).rules.guideline
    assert kept == "# Regeln {#regeln}\n\n## PER {#PER}\n\nNur Namen: Ørsted 🍊"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"caf\xe9 \xff", "is not a text in UTF-8"), (None, "rules.md"), (b"x" * 900_000, "too long")],
)
def test_a_file_that_is_none_is_told_and_what_was_written_stays(dialog, tmp_path, content, sentence):
    file = tmp_path / "rules.md"
    if content is not None:
        file.write_bytes(content)
    write(dialog, PARTS)
    dialog.guideline.load_file(file)
    assert sentence in dialog.problem.text()
    assert dialog.guideline.text.toPlainText() == PARTS


def test_a_guideline_as_long_as_a_book_is_refused(bench, dialog):
    write(dialog, "word " * 50_000)
    dialog.primary.click()
    assert dialog.isVisible()
    assert "at most 200,000 characters" in dialog.problem.text()
    dialog.reject()
    assert not dialog.isVisible()
    dialog.show()
    write(dialog, PARTS)
    dialog.primary.click()
    assert not dialog.isVisible()


def test_closing_with_an_unsaved_guideline_asks_first(dialog, monkeypatch):
    asked = []
    monkeypatch.setattr(plain, "agreed", lambda box: asked.append(box) or False)
    write(dialog, PARTS)
    dialog.reject()
    assert len(asked) == 1
    assert dialog.isVisible()
    write(dialog, dialog._before.rules.guideline)
    dialog.reject()
    assert len(asked) == 1


def test_a_loaded_scheme_brings_its_guideline(bench, dialog):
    dialog.load("conll")
    assert "CoNLL" in dialog.guideline.text.toPlainText()
    dialog.primary.click()
    assert saved(bench).rules.guideline == schemes.load("conll").rules.guideline


def test_after_a_changed_rule_it_says_where_the_older_labels_are(bench, dialog, qtbot):
    project, scheme = bench.session.project, bench.session.scheme
    one = appearance(TEXT, title="Departure")
    project.commit(added("import", [one]), texts={one.document: TEXT})
    on = project.annotations(one.document, bench.session.layer_id)
    project.commit(edits.add_span(scheme, on, TEXT, 0, 10, scheme.named("PER")))
    heard = []
    bench.session.message.connect(heard.append)
    write(dialog, scheme.rules.guideline.replace("a day, month", "a day") + "\n\nMore about nothing.")
    dialog.form.changed.emit({"title": "Human"})
    dialog.primary.click()
    assert heard == []
    again = SchemeEditor(bench)
    qtbot.addWidget(again)
    again.form.changed.emit({"meaning": "Only named ones."})
    again.primary.click()
    assert heard == ["The rule of PER changed. “Articles to look at again” lists what was labelled before."]
