"""The article as it was: shown read-only, with one key back to now; one thing brought back from there."""

import pytest
from PySide6.QtWidgets import QApplication

from annotator.domain import edits
from annotator.domain.change import Change, Edit
from annotator.storage.project import Project
from tests.windows import press, select, slices


@pytest.fixture
def history(bench):
    """The history of an article with four labels and an opinion, all of it done by keys."""
    select(bench, "Ilse Maren")
    press("1")
    select(bench, "Velmora")
    press("3", "A")
    select(bench, "Tomas Brandl")
    press("1", "-")
    press("Backspace")
    return bench.panels["notes"].history


def sentences(history):
    return [history.model.index(at, 0).data() for at in range(history.model.rowCount())]


def at(history, words):
    history.model.refresh()
    history.view.show_current(next(row for row, said in enumerate(sentences(history)) if words in said))
    history.view.setFocus()


def painted(bench):
    """The spans that the reader shows."""
    return len(bench.reader.page.marking.annotations.spans)


def on_disk(bench):
    session = bench.session
    with Project.open(session.project.path, session.author, read_only=True) as project:
        return project.annotations(session.document.id, session.layer_id), project.undo_title()


def test_enter_shows_the_article_as_of_the_edit_and_esc_as_it_is(bench, history):
    at(history, "labelled “Ilse Maren”")
    press("Return")
    assert painted(bench) == 1
    assert bench.session.past.startswith("As of ")
    press("Esc")
    assert bench.session.past is None
    assert painted(bench) == 4
    assert bench.reader.hasFocus()


def test_the_past_has_the_labels_that_the_scheme_has_lost_since(bench, history):
    select(bench, "Port Authority")
    press("2", "Backspace")
    org = bench.session.scheme.named("ORG")
    assert bench.session.commit(Edit("label gone", (Change(org, None),)))
    at(history, "labelled “Port Authority”")
    press("Return")
    tags = {segment.tag.letters for segment in bench.reader.page.need(0).segments}
    assert "ORG" in tags and "?" not in tags
    press("Esc")
    assert bench.reader.page.marking.scheme == bench.session.scheme


def test_nothing_is_written_while_the_past_is_shown(bench, history):
    before = on_disk(bench)
    at(history, "labelled “Ilse Maren”")
    press("Return")
    said = []
    bench.session.message.connect(said.append)
    bench.reader.setFocus()
    select(bench, "Tuesday")
    press("1", "Ctrl+Z", "Ctrl+Shift+Z", "!", "+", "Ctrl+-", "Space", "Backspace", "A", "Shift+A", "Return")
    bench.session.commit(edits.add_note(bench.session.annotations, "too late"))
    assert bench.session.past is not None
    assert on_disk(bench) == before
    assert set(said) == {"This is the article as it was. Press Esc to come back, then do it."}


def test_another_article_and_another_layer_are_shown_as_they_are(bench, history):
    session = bench.session
    at(history, "labelled “Ilse Maren”")
    press("Return")
    session.show_next()
    assert session.past is None
    session.show_next(-1)
    assert painted(bench) == 4
    at(history, "labelled “Ilse Maren”")
    press("Return")
    session.set_layer(session.layer)
    assert session.past is None
    assert painted(bench) == 4


def test_the_banner_has_room_of_its_own(bench, history):
    viewport = bench.reader.viewport()
    before = viewport.geometry()
    at(history, "labelled “Ilse Maren”")
    press("Return")
    assert viewport.geometry().top() > before.top()
    assert viewport.width() == before.width()
    press("Esc")
    assert viewport.geometry() == before


def test_of_an_edit_with_several_things_one_is_restored_and_that_can_be_undone(bench, history):
    at(history, "removed Person from “Tomas Brandl”")
    press("Shift+Return")
    menu = QApplication.activePopupWidget()
    assert [one.text() for one in menu.actions()] == [
        "Person “Tomas Brandl”",
        "Opinion towards “Tomas Brandl”",
    ]
    menu.actions()[0].trigger()
    menu.close()
    assert ("PER", "Tomas Brandl") in slices(bench)
    assert bench.session.annotations.opinions == ()
    at(history, "is negative towards “Tomas Brandl”")
    press("Shift+Return")
    assert [one.polarity for one in bench.session.annotations.opinions] == ["negative"]
    press("Ctrl+Z")
    press("Ctrl+Z")
    assert ("PER", "Tomas Brandl") not in slices(bench)


def test_what_is_restored_from_the_past_is_seen_now(bench, history):
    select(bench, "Ilse Maren")
    bench.reader.setFocus()
    press("2")
    at(history, "labelled “Ilse Maren” as Person")
    press("Return")
    press("Shift+Return")
    assert bench.session.past is None
    assert ("PER", "Ilse Maren") in slices(bench)
    assert sum(words == "Ilse Maren" for _, words in slices(bench)) == 1


def test_what_is_so_already_is_refused(bench, history):
    said = []
    bench.session.message.connect(said.append)
    at(history, "labelled “Ilse Maren” as Person")
    press("Shift+Return")
    assert said == ["It is so now. Choose an earlier edit to go back to."]


def test_a_key_shows_the_history_of_the_span_and_another_that_of_the_article(bench, history):
    bench.reader.setFocus()
    select(bench, "Ilse Maren")
    press("Ctrl+H")
    assert sentences(history) == ["You labelled “Ilse Maren” as Person."]
    assert history.about.text() == "Only “Ilse Maren”"
    assert history.view.hasFocus()
    bench.reader.setFocus()
    select(bench, "misleading")
    press("Ctrl+H")
    assert history.empty.isVisible()
    press("Ctrl+Shift+H")
    assert len(sentences(history)) == 7
