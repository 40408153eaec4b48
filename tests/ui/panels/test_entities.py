"""The names of the article: found in the text, labelled where they are not, removed, told apart."""

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtTest import QTest

from annotator.domain import edits
from annotator.ui.models.entity_groups import Group
from tests.ui.panels.hands import click_row, colours_of_row, double_click_row, picture_of_row
from tests.windows import press, select, slices


@pytest.fixture
def panel(bench):
    """Velmora (place) is labelled once of three times, then Ilse Maren, then Tomas Brandl."""
    for words, key in (("Velmora", "3"), ("Ilse Maren", "1"), ("Tomas Brandl", "1")):
        select(bench, words)
        press(key)
    return bench.panels["entities"]


def names(panel):
    return [panel.model.index(at, 0).data() for at in range(panel.model.rowCount())]


def selected(bench):
    start, end = bench.reader.selection
    return bench.session.document.text[start:end]


def test_names_are_counted_in_the_heading(panel):
    assert names(panel) == ["Velmora", "Ilse Maren", "Tomas Brandl"]
    assert panel.heading.about() == "3 names · 3 mentions"


def test_enter_selects_the_mention_in_the_text(bench, panel):
    panel.view.setFocus()
    panel.view.show_current(0)
    press("Down", "Return")
    assert selected(bench) == "Ilse Maren"
    assert bench.session.annotations.span(bench.reader.selected_span.id) is not None


def test_a_click_selects_the_mention_and_clicked_again_the_next_one(bench, panel):
    select(bench, "Velmora", nth=1)
    bench.reader.setFocus()
    press("3")
    select(bench, "Tomas Brandl")
    click_row(panel.view, 0)
    first = bench.reader.selection
    click_row(panel.view, 0)
    second = bench.reader.selection
    click_row(panel.view, 0)
    assert selected(bench) == "Velmora"
    assert first < second
    assert bench.reader.selection == first


def test_a_labels_what_is_not_labelled_yet_as_one_edit(bench, panel):
    panel.view.setFocus()
    panel.view.show_current(0)
    press("A")
    assert slices(bench).count(("GPE", "Velmora")) == 3
    assert panel.heading.about() == "3 names · 5 mentions"
    bench.session.undo()
    assert slices(bench).count(("GPE", "Velmora")) == 1


def test_a_click_on_the_count_of_the_others_labels_them(bench, panel):
    model, view = panel.model, panel.view
    area = QRectF(view.visualRect(model.index(0, 0)))
    box = view.itemDelegate().badge_box(area, model.row(0), len(model.twins(model.row(0))))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    assert slices(bench).count(("GPE", "Velmora")) == 3


def test_delete_removes_a_name_as_one_edit(bench, panel):
    panel.view.setFocus()
    panel.view.show_current(0)
    press("A", "Delete")
    assert names(panel) == ["Ilse Maren", "Tomas Brandl"]
    assert slices(bench) == [("PER", "Ilse Maren"), ("PER", "Tomas Brandl")]
    bench.session.undo()
    assert slices(bench).count(("GPE", "Velmora")) == 3


def test_right_opens_a_name_and_delete_removes_one_mention(bench, panel):
    panel.view.setFocus()
    panel.view.show_current(0)
    press("A", "Right", "Down", "Down", "Delete")
    assert slices(bench).count(("GPE", "Velmora")) == 2
    assert panel.model.rowCount() == 5
    press("Left")
    assert panel.view.current_row() == 0
    assert panel.model.rowCount() == 3


def test_mentions_are_lower_rows_than_names(panel):
    panel.view.setFocus()
    panel.view.show_current(0)
    press("Right")
    assert [panel.view.rowHeight(at) for at in range(4)] == [29, 24, 29, 29]
    press("Left")
    assert [panel.view.rowHeight(at) for at in range(3)] == [29, 29, 29]


def test_a_double_click_opens_and_closes_a_name(panel):
    double_click_row(panel.view, 0)
    assert panel.model.rowCount() == 4
    double_click_row(panel.view, 0)
    assert panel.model.rowCount() == 3


def test_a_mention_is_written_in_the_colour_of_its_label(bench, panel):
    double_click_row(panel.view, 0)
    colour = bench.appearance.theme.label(bench.session.scheme.named("GPE").colour).text.name()
    assert colour in colours_of_row(panel.view, 1)


def test_what_is_selected_in_the_text_is_marked_in_the_list(bench, panel):
    select(bench, "Tomas Brandl")
    assert panel.view.current_row() == 2
    select(bench, "Velmora")
    assert panel.view.current_row() == 0
    select(bench, "talks")
    assert panel.view.current_row() == 0


def test_polarity_shows_and_a_mixed_one_shows_both(bench, panel):
    theme = bench.appearance.theme
    panel.view.setFocus()
    panel.view.show_current(0)
    press("A")
    on, text = bench.session.annotations, bench.session.document.text
    first, last = [span for span in on.spans if text[span.start : span.end] == "Velmora"][::2]
    bench.session.attempt(lambda: edits.set_polarity(bench.session.annotations, text, first, "negative"))
    assert theme.colour("neg").name() in colours_of_row(panel.view, 0)
    assert theme.colour("pos").name() not in colours_of_row(panel.view, 0)
    bench.session.attempt(lambda: edits.set_polarity(bench.session.annotations, text, last, "positive"))
    found = colours_of_row(panel.view, 0)
    assert theme.colour("neg").name() in found
    assert found.index(theme.colour("pos").name()) < found.index(theme.colour("neg").name())


def test_the_badge_goes_when_all_are_labelled(bench, panel):
    badge = bench.appearance.theme.colour("edge").name()
    assert badge in colours_of_row(panel.view, 0)
    panel.view.setFocus()
    panel.view.show_current(0)
    press("A")
    assert badge not in colours_of_row(panel.view, 0)


def test_a_letter_within_type_ahead_labels_nothing(bench, panel):
    before = slices(bench)
    panel.view.setFocus()
    panel.view.show_current(0)
    QTest.keyClicks(panel.view, "toma")
    assert panel.view.current_row() == 2
    assert slices(bench) == before


def test_only_rows_in_sight_are_searched_for_twins(bench, monkeypatch):
    from annotator.ui.models import entity_list

    asked = []
    occurrences = entity_list.words.occurrences
    monkeypatch.setattr(
        entity_list.words, "occurrences", lambda text, words: asked.append(words) or occurrences(text, words)
    )
    text, scheme = bench.session.document.text, bench.session.scheme
    places = [(at, at + 3) for at in range(40, 140, 2) if text[at : at + 3].isalpha()]
    one = scheme.labels[0]
    bench.session.attempt(lambda: edits.add_spans(scheme, bench.session.annotations, text, places, one))
    panel = bench.panels["entities"]
    panel.view.viewport().grab()
    assert 0 < len(asked) < panel.model.rowCount()


def test_without_labels_it_says_how_to_make_them(bench):
    panel = bench.panels["entities"]
    assert panel.empty.isVisible()
    assert panel.empty.words() == "No labels yet. 1 to 9 on a selection, or Tab to the next candidate."
    assert panel.heading.about() == ""


def test_another_article_begins_with_closed_names(bench, panel):
    double_click_row(panel.view, 0)
    before = picture_of_row(panel.view, 0)
    bench.session.show_next()
    assert panel.model.rowCount() == 0
    bench.session.show_next(-1)
    assert all(isinstance(panel.model.row(at), Group) for at in range(panel.model.rowCount()))
    assert before.size() == picture_of_row(panel.view, 0).size()
