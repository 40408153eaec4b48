"""Searching and filtering all articles by keyboard, in the real window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.domain.change import added
from annotator.domain.entities import Span
from annotator.domain.scheme import make_label
from tests.windows import ARTICLE, press, select


@pytest.fixture
def field(bench):
    """The search field, where the keys go."""
    press("/")
    return bench.window.header.search


def typed(field, line):
    """Type, as fast as a test can."""
    QTest.keyClicks(field, line)


def offered(field):
    return [one.name for one in field.popup.offers]


def titles(bench):
    rows = bench.session.project.documents.rows(list(bench.session.numbers), bench.session.layer_id)
    return [row.title for row in rows]


def settled(bench, qtbot):
    """The list, once the pause after the last key is over."""
    QTest.qWait(160)
    return titles(bench)


def test_a_filter_is_typed_and_the_list_follows(bench, field, qtbot):
    select(bench, "Ilse Maren")
    bench.reader.setFocus()
    press("1", "/")
    typed(field, "label:per")
    assert settled(bench, qtbot) == ["Title 0"]
    press("Ctrl+A")
    typed(field, "-label:PER")
    assert settled(bench, qtbot) == ["Title 1"]
    press("Esc", "Esc")
    assert field.text() == ""
    assert titles(bench) == ["Title 0", "Title 1"]


def test_what_could_be_typed_is_offered_and_taken_by_tab(bench, field, qtbot):
    typed(field, "so")
    assert offered(field) == ["source:"]
    press("Tab")
    assert field.text() == "source:"
    assert offered(field) == ["Lantern Wire"]
    press("Tab")
    assert field.text() == 'source:"Lantern Wire" '
    assert not field.popup.isVisible()
    assert field.hasFocus()
    assert settled(bench, qtbot) == ["Title 0", "Title 1"]


def test_down_goes_through_the_offers_and_enter_takes_one(field):
    typed(field, "status:")
    press("Down", "Down")
    assert field.popup.chosen.name == "in_progress"
    press("Up", "Up")
    assert field.popup.chosen.name == "skipped"
    press("Down", "Return")
    assert field.text() == "status:new "
    assert field.hasFocus()


def test_an_offer_that_is_not_chosen_is_not_taken_by_enter(bench, field, qtbot):
    typed(field, "se")
    typed(field, "cond")
    press("Return")
    assert bench.session.document.title == "Title 1"
    assert bench.reader.hasFocus()
    assert not field.popup.isVisible()


def test_ctrl_space_asks_what_there_is(field):
    press("Ctrl+Space")
    assert "label:" in offered(field)
    assert all(one.help for one in field.popup.offers)
    press("Esc")
    assert not field.popup.isVisible()
    assert field.hasFocus()


def test_an_offer_is_taken_by_a_click(field, qtbot):
    typed(field, "has:")
    rect = field.popup.view.visualRect(field.popup.view.model().index(1, 0))
    qtbot.mouseClick(field.popup.view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert field.text() == "has:note "
    assert field.hasFocus()


def test_what_is_typed_with_signs_outside_the_plane_is_completed_in_place(field):
    typed(field, "lang")
    field.setText("🍊🍊 lan")
    field.end(False)
    press("Ctrl+Space", "Tab")
    assert field.text() == "🍊🍊 lang:"
    assert field.cursorPosition() == len("🍊🍊 lang:".encode("utf-16-le")) // 2


def test_the_offers_stay_below_the_field_and_in_the_window(bench, field, qtbot):
    typed(field, "label:")
    bench.window.resize(900, 600)
    qtbot.waitUntil(lambda: field.width() < 260)
    place, below = field.popup.geometry(), field.mapTo(bench.window, field.rect().bottomLeft())
    assert place.top() > below.y()
    assert place.left() <= below.x()
    assert bench.window.rect().contains(place)


def test_a_line_that_is_wrong_is_marked_where_and_says_what(bench, field, qtbot):
    field.insert("𝔘x ")
    typed(field, "label:PRE velmora")
    qtbot.waitUntil(field.popup.isVisible)
    assert field.popup.sentence.text() == "There is no label “PRE” in the scheme. Did you mean PER?"
    assert field.property("invalid") is True
    assert titles(bench) == ["Title 0", "Title 1"]
    first, last = _marked(field)
    room = field.fontMetrics().horizontalAdvance
    assert abs(last - first - room("PRE")) <= 4
    assert abs(first - 30 - room("𝔘x label:")) <= 12


def test_one_is_not_interrupted_while_typing(bench, field, qtbot):
    typed(field, "date:20")
    QTest.qWait(200)
    assert not field.popup.isVisible()
    typed(field, "31")
    assert settled(bench, qtbot) == []
    assert not field.property("invalid")


def test_enter_says_at_once_what_is_wrong_and_goes_nowhere(bench, field):
    typed(field, "date:tuesday")
    press("Return")
    assert "“tuesday” is no date." in field.popup.sentence.text()
    assert field.popup.isVisible()
    assert field.hasFocus()
    press("Esc")
    assert not field.popup.isVisible()
    assert field.text() == "date:tuesday"
    press("Esc")
    assert field.text() == ""
    assert not field.property("invalid")


def test_a_fault_that_is_mended_is_marked_no_more(bench, field, qtbot):
    typed(field, "label:PRE")
    press("Return", "Backspace", "Backspace")
    assert not field.property("invalid")
    typed(field, "ER")
    press("Return")
    assert not field.property("invalid")
    assert titles(bench) == []


def test_new_labels_and_sources_are_known_at_the_next_visit(bench, field):
    press("Esc")
    scheme = bench.session.scheme
    bench.session.commit(added("label", [make_label(scheme, "SHIP")]))
    press("/")
    typed(field, "label:sh")
    assert offered(field) == ["SHIP"]


def test_a_slow_search_says_so_and_shows_the_first_article_when_it_has_it(bench, field, qtbot, monkeypatch):
    monkeypatch.setattr(bench.session.project.documents, "first", lambda *_: None)
    typed(field, "second")
    press("Return")
    panel = bench.panels["documents"]
    assert panel.empty.words().startswith("Searching…")
    qtbot.waitUntil(lambda: bench.session.document.title == "Title 1")
    assert bench.reader.hasFocus()
    assert not panel.empty.isVisible()


# From hit to hit


def test_an_article_that_is_searched_for_opens_at_the_first_hit(bench, field):
    press("Esc", "Ctrl+PgDown", "/")
    typed(field, "velmora")
    press("Return")
    hits = [(at, at + 7) for at in range(len(ARTICLE)) if ARTICLE[at : at + 7].lower() == "velmora"]
    assert bench.hits.ranges == hits
    assert bench.reader.selection == hits[0]
    press("F3")
    assert bench.reader.selection == hits[1]
    assert bench.window.status.message.words == f"Hit 2 of {len(hits)}"
    press("Shift+F3", "Shift+F3")
    assert bench.reader.selection == hits[-1]
    press("F3")
    assert bench.reader.selection == hits[0]


def test_a_hit_can_be_labelled_at_once(bench, field):
    typed(field, 'text:"tomas brandl"')
    press("Return", "1")
    (span,) = bench.session.annotations.spans
    assert isinstance(span, Span)
    assert ARTICLE[span.start : span.end] == "Tomas Brandl"


def test_without_a_search_there_are_no_hits_and_the_cursor_stays(bench):
    select(bench, "Ilse Maren")
    assert not bench.actions["go.next_hit"].isEnabled()
    press("F3")
    assert ARTICLE[slice(*bench.reader.selection)] == "Ilse Maren"


def test_words_of_the_title_or_denied_words_are_no_hits(bench, field):
    typed(field, "title:title -zebra")
    press("Return")
    assert bench.hits.ranges == []
    assert titles(bench) == ["Title 0", "Title 1"]


def _marked(field):
    """From where to where there is red within the field, in pixels."""
    image = field.grab().toImage()

    def is_red(x, y):
        colour = image.pixelColor(x, y)
        return colour.red() > colour.green() + 60

    inside = range(4, image.height() - 4)
    columns = [x for x in range(4, image.width() - 4) if any(is_red(x, y) for y in inside)]
    return columns[0], columns[-1]
