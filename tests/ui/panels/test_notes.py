"""Notes, the flag and the history of an article."""

import pytest
from PySide6.QtTest import QTest

from annotator.domain import edits
from annotator.storage.project import Project
from tests.ui.panels.hands import click_named, click_row, colours_of_row
from tests.windows import press, select


@pytest.fixture
def panel(bench):
    panel = bench.panels["notes"]
    panel.write()
    panel.notes.on_words.setChecked(False)
    return panel


def in_file(bench):
    session = bench.session
    with Project.open(session.project.path, session.author, read_only=True) as project:
        return project.annotations(session.document.id, session.layer_id)


def write(panel, words):
    QTest.keyClicks(panel.notes.editor, words)
    press("Ctrl+Return")


def test_a_note_on_the_article_is_kept_by_its_key(bench, panel):
    write(panel, "Ask Tomas")
    note = in_file(bench).notes[0]
    assert (note.value, note.start) == ("Ask Tomas", None)
    assert panel.notes.editor.toPlainText() == ""
    assert panel.tabs.tabText(1) == "Notes 1"


def test_a_note_keeps_its_characters(bench, panel):
    words = "„Rue\u00a0de la\u202fMer“\nsecond line"
    panel.notes.editor.insertPlainText(words)
    press("Ctrl+Return")
    assert in_file(bench).notes[0].value == words


def test_a_note_on_the_selected_words_quotes_them(bench, panel):
    place = select(bench, "Ilse Maren")
    panel.write()
    assert panel.notes.on_words.text() == "On “Ilse Maren”"
    write(panel, "Who is that?")
    note = in_file(bench).notes[0]
    assert (note.start, note.end) == place


def test_a_note_without_words_is_refused_in_a_sentence(bench, panel):
    said = []
    bench.session.message.connect(said.append)
    write(panel, "   ")
    assert said == ["A note needs words."]
    assert in_file(bench).notes == ()


def test_a_note_is_changed_where_it_was_written(bench, panel):
    place = select(bench, "Ilse Maren")
    panel.write()
    write(panel, "Who?")
    select(bench, "Tomas Brandl")
    click_row(panel.notes.view, 0)
    assert bench.reader.selection == place
    assert panel.notes.editor.hasFocus()
    press("End")
    write(panel, " That is she.")
    assert [note.value for note in in_file(bench).notes] == ["Who? That is she."]


def test_a_change_is_given_up_by_esc(bench, panel):
    write(panel, "Who?")
    panel.notes.view.setFocus()
    panel.notes.view.show_current(0)
    press("Return", "X", "Esc")
    assert panel.notes.editor.toPlainText() == ""
    assert [note.value for note in in_file(bench).notes] == ["Who?"]


def test_delete_removes_a_note_and_undo_brings_it_back(bench, panel):
    write(panel, "Who?")
    panel.notes.view.setFocus()
    panel.notes.view.show_current(0)
    press("Delete")
    assert in_file(bench).notes == ()
    assert not panel.notes.view.isVisible()
    bench.session.undo()
    assert panel.notes.view.isVisible()


def test_what_is_half_written_waits_for_its_article(bench, panel):
    QTest.keyClicks(panel.notes.editor, "half a")
    bench.session.show_next()
    assert panel.notes.editor.toPlainText() == ""
    bench.session.show_next(-1)
    assert panel.notes.editor.toPlainText() == "half a"
    assert in_file(bench).notes == ()


def test_what_is_half_written_waits_while_another_note_is_changed(bench, panel):
    write(panel, "Who?")
    QTest.keyClicks(panel.notes.editor, "half a")
    click_row(panel.notes.view, 0)
    assert panel.notes.editor.toPlainText() == "Who?"
    press("Esc")
    assert panel.notes.editor.toPlainText() == "half a"
    panel.write()
    assert panel.notes.editor.toPlainText() == "half a"


def test_a_note_that_undo_takes_away_while_it_is_changed_can_be_kept_anew(bench, panel):
    write(panel, "Who?")
    click_row(panel.notes.view, 0)
    bench.session.undo()
    press("Ctrl+Return")
    assert [note.value for note in in_file(bench).notes] == ["Who?"]


def test_a_reason_never_lands_on_another_article(bench, panel):
    for step in (1, -1):
        bench.session.show_next(step)
        bench.session.attempt(lambda: edits.set_flag(bench.session.annotations, ""))
    panel.notes.reason.setFocus()
    QTest.keyClicks(panel.notes.reason, "mojibake")
    press("Ctrl+PgDown")
    assert panel.notes.reason.text() == ""
    bench.reader.setFocus()
    assert in_file(bench).flag.value == ""
    press("Ctrl+PgUp")
    assert panel.notes.reason.text() == "mojibake"
    panel.notes.reason.setFocus()
    press("Return")
    assert in_file(bench).flag.value == "mojibake"


def test_the_flag_has_a_reason_that_can_be_changed(bench, panel):
    click_named(panel, "Flag the article")
    assert panel.notes.reason.hasFocus()
    QTest.keyClicks(panel.notes.reason, "mojibake")
    press("Return")
    assert in_file(bench).flag.value == "mojibake"
    panel.notes.reason.selectAll()
    QTest.keyClicks(panel.notes.reason, "names")
    bench.reader.setFocus()
    assert in_file(bench).flag.value == "names"
    click_named(panel, "Take the flag off")
    assert in_file(bench).flag is None
    assert not panel.notes.reason.isVisible()


def test_a_flag_put_on_in_the_text_shows_here(bench, panel):
    bench.session.attempt(lambda: edits.set_flag(bench.session.annotations, "why"))
    assert panel.notes.reason.text() == "why"
    bench.session.show_next()
    assert not panel.notes.reason.isVisible()


def test_history_has_the_latest_edit_on_top_with_its_tag(bench, panel, qtbot):
    select(bench, "Ilse Maren")
    bench.reader.setFocus()
    press("1")
    panel.tabs.setCurrentIndex(0)
    view = panel.history.view
    assert view.model().index(0, 0).data() == "You labelled “Ilse Maren” as Person."
    tag = bench.appearance.theme.label(bench.session.scheme.named("PER").colour).text.name()
    assert tag in colours_of_row(view, 0)
    press("-")
    qtbot.waitUntil(lambda: "negative" in view.model().index(0, 0).data())
    assert bench.appearance.theme.colour("neg").name() in colours_of_row(view, 0)
    press("Ctrl+Z")
    said = "You took back: said that the author is negative towards “Ilse Maren”."
    qtbot.waitUntil(lambda: view.model().index(0, 0).data() == said)


def test_an_untouched_article_has_only_its_import_to_tell(bench, panel):
    panel.tabs.setCurrentIndex(0)
    assert [panel.history.model.index(at, 0).data() for at in range(panel.history.model.rowCount())] == [
        "You imported the article."
    ]


def test_in_a_read_only_project_nothing_can_be_written(bench, panel):
    session = bench.session
    path = session.project.path
    session.close()
    session.open(path, read_only=True)
    assert not panel.notes.editor.isEnabled()
    assert not panel.notes.flag.isEnabled()
