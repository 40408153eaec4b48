"""Flags on words: one key, a reason among the notes, in sight beside the words, counted and listed."""

import pytest
from PySide6.QtTest import QTest

from annotator.domain import edits
from annotator.storage.project import Project
from annotator.ui.reader import notes
from tests.ui.panels.hands import click_row
from tests.windows import press, select


def in_file(bench):
    session = bench.session
    with Project.open(session.project.path, session.author, read_only=True) as project:
        return project.annotations(session.document.id, session.layer_id)


def beside(bench):
    return [note.about for note in notes.place(bench.reader.page)]


def test_a_key_flags_the_selected_words_and_takes_the_flag_off(bench):
    place = select(bench, "Ilse Maren")
    press("Ctrl+!")
    flag = in_file(bench).flags[0]
    assert (flag.start, flag.end, flag.value) == (*place, "")
    assert in_file(bench).flag is None
    press("Ctrl+!")
    assert in_file(bench).flags == ()


def test_without_words_it_says_what_to_do(bench, monkeypatch):
    monkeypatch.setattr(type(bench.reader), "selection", None)
    heard = []
    bench.session.message.connect(heard.append)
    press("Ctrl+!")
    assert heard == ["Select the words to flag first."]


def test_a_flag_stands_among_the_notes_where_its_reason_is_written_and_it_is_removed(bench):
    select(bench, "Ilse Maren")
    press("Ctrl+!")
    panel = bench.panels["notes"]
    panel.tabs.setCurrentIndex(1)
    assert panel.tabs.tabText(1) == "Notes 1"
    assert panel.notes.model.index(0, 0).data() == "Flagged"
    click_row(panel.notes.view, 0)
    panel.notes.view.chosen.emit(panel.notes.model.index(0, 0))
    QTest.keyClicks(panel.notes.editor, "who is that?")
    press("Ctrl+Return")
    assert in_file(bench).flags[0].value == "who is that?"
    panel.notes.view.setFocus()
    panel.notes.view.selectRow(0)
    press("Del")
    assert in_file(bench).flags == ()


def test_notes_and_flags_on_words_stand_beside_them_and_those_on_the_article_do_not(bench):
    session = bench.session
    place = select(bench, "Ilse Maren")
    assert beside(bench) == []
    for decide in (
        lambda: edits.add_note(session.annotations, "ask " * 80, place),
        lambda: edits.set_flag(session.annotations, "", place),
        lambda: edits.add_note(session.annotations, "on all of it"),
        lambda: edits.set_flag(session.annotations, "all of it"),
    ):
        assert session.attempt(decide)
    assert [one.name for one in beside(bench)] == ["flag", "note"]
    bench.reader.grab()
    tops = [note.baseline for note in notes.place(bench.reader.page)]
    assert tops[1] - tops[0] >= 30


@pytest.mark.parametrize("size", [(1440, 900), (1200, 800), (900, 700)])
def test_they_are_painted_in_any_width_and_gone_with_undo(qtbot, bench, size):
    bench.window.resize(*size)
    qtbot.wait(20)
    before = bench.reader.viewport().grab().toImage()
    place = select(bench, "Ilse Maren")
    plain = bench.reader.viewport().grab().toImage()
    bench.session.attempt(lambda: edits.set_flag(bench.session.annotations, "who?", place))
    assert bench.reader.page.columns.has_circles == (bench.reader.viewport().grab().toImage() != plain)
    bench.session.undo()
    assert bench.reader.viewport().grab().toImage() in (plain, before)


def test_an_article_with_flagged_words_is_flagged_once_in_count_list_and_filter(bench):
    session, panel = bench.session, bench.panels["documents"]
    select(bench, "Ilse Maren")
    press("Ctrl+!")
    select(bench, "Tuesday")
    press("Ctrl+!", "!")
    counts = session.project.documents.counts(session.layer_id)
    assert counts["flagged"] == panel.counts["flagged"] == 1
    bench.window.header.search.ask("has:flag")
    assert list(session.numbers) == [session.number]
    press("!")
    assert panel.counts["flagged"] == 1
    assert session.project.documents.rows(session.numbers, session.layer_id)[0].flagged
    session.undo()
    session.undo()
    session.undo()
    assert panel.counts["flagged"] == 1
    session.undo()
    assert panel.counts["flagged"] == 0
