"""The list of articles follows the session, and a person walks it by keys."""

from dataclasses import replace

import pytest
from PySide6.QtTest import QTest

from annotator.domain import edits
from annotator.ui.panels.documents import FILTERS
from tests.ui.panels.hands import click_row, colours_of_row, picture_of_row
from tests.windows import close_window, make_project, open_window, press


@pytest.fixture
def panel(bench):
    panel = bench.panels["documents"]
    panel.view.setFocus()
    return panel


@pytest.fixture
def many(qtbot, tmp_path):
    texts = tuple(f"{word} speaks of the harbour." for word in ("Anna", "Boris", "Carla", "Dmitri", "Elif"))
    bench = open_window(tmp_path, texts)
    qtbot.waitUntil(bench.reader.hasFocus)
    yield bench
    close_window(bench)


def set_status(bench, value):
    bench.session.attempt(lambda: edits.set_status(bench.session.annotations, value))


def tab_texts(panel):
    return [panel.tabs.tabText(at) for at in range(panel.tabs.count())]


def test_arrows_show_one_article_after_the_other(bench, panel):
    press("Down")
    assert bench.session.document.title == "Title 1"
    press("Up")
    assert bench.session.document.title == "Title 0"
    assert panel.view.hasFocus()


def test_enter_goes_on_to_the_text(bench, panel):
    press("Down", "Return")
    assert bench.reader.hasFocus()
    assert bench.session.document.title == "Title 1"


def test_a_click_shows_the_article(bench, panel):
    click_row(panel.view, 1)
    assert bench.session.document.title == "Title 1"


def test_the_current_row_is_the_shown_article(bench, panel):
    bench.session.show_next()
    assert panel.view.current_row() == 1
    theme = bench.appearance.theme
    assert colours_of_row(panel.view, 1)[0] == theme.colour("row").name()
    assert colours_of_row(panel.view, 0)[0] == theme.colour("chrome").name()


def test_what_is_done_looks_done_at_once(bench, panel):
    before = picture_of_row(panel.view, 0), picture_of_row(panel.view, 1)
    set_status(bench, "done")
    assert picture_of_row(panel.view, 0) != before[0]
    assert picture_of_row(panel.view, 1) == before[1]
    assert panel.footer.words() == "1 of 2 done"
    assert tab_texts(panel) == ["All 2", "New 1", "Open 0", "Done 1", "Flag 0", "Skip 0"]
    bench.session.undo()
    assert panel.footer.words() == "0 of 2 done"
    assert picture_of_row(panel.view, 0) == before[0]


def test_labels_and_flags_are_shown_beside_the_title(bench, panel):
    plain = picture_of_row(panel.view, 0)
    on, scheme, text = bench.session.annotations, bench.session.scheme, bench.session.document.text
    bench.session.attempt(lambda: edits.add_span(scheme, on, text, 0, 7, scheme.labels[0]))
    labelled = picture_of_row(panel.view, 0)
    assert labelled != plain
    bench.session.attempt(lambda: edits.set_flag(bench.session.annotations, ""))
    assert picture_of_row(panel.view, 0) != labelled


def test_a_tab_shows_the_articles_of_its_status(bench, panel):
    set_status(bench, "done")
    panel.tabs.setFocus()
    press("Right")
    assert [row.title for row in shown(panel)] == ["Title 1"]
    press("Right", "Right")
    assert [row.title for row in shown(panel)] == ["Title 0"]
    press("Left", "Left", "Left")
    assert len(shown(panel)) == 2


def test_a_tab_that_does_not_fit_comes_into_sight_when_it_is_chosen(bench, panel):
    last = panel.tabs.count() - 1
    panel.choose_filter(last)
    assert panel.tabs.tabRect(last).right() <= panel.tabs.width()
    assert panel.tabs.tabRect(last).left() >= 0
    assert panel.empty.words() == "Nothing was skipped. Shift Enter skips an article."


def test_the_strip_never_makes_the_panel_wide(bench, panel):
    panel.tabs.show_counts([1_234_567] * len(FILTERS))
    assert panel.minimumSizeHint().width() <= 288


def test_words_that_are_searched_stand_in_the_rows(bench, panel):
    plain = picture_of_row(panel.view, 0)
    panel.search("velmora")
    assert [row.title for row in shown(panel)] == ["Title 0"]
    assert picture_of_row(panel.view, 0) != plain
    assert bench.appearance.theme.colour("sel").name() in colours_of_row(panel.view, 0)
    assert panel.heading.about() == "1 of 2"
    panel.search("")
    assert panel.heading.about() == "2"
    assert picture_of_row(panel.view, 0) == plain


def test_a_search_that_finds_nothing_says_so(bench, panel):
    panel.search("nobody")
    assert panel.empty.isVisible()
    assert panel.empty.words() == "No article matches. Esc clears the search."
    panel.search("")
    assert not panel.empty.isVisible()
    assert panel.view.current_row() == 0


def test_letters_look_for_a_title_and_label_nothing(many):
    panel = many.panels["documents"]
    panel.view.setFocus()
    session = many.session
    session.set_query(replace(session.query, order="title"))
    QTest.keyClicks(panel.view, "title 3")
    assert session.document.title == "Title 3"
    assert session.annotations.is_empty


def test_the_order_is_chosen_from_a_menu(many):
    panel = many.panels["documents"]
    by_title = next(action for action in panel._order_actions if action.text() == "By title")
    by_title.trigger()
    assert many.session.query.order == "title"
    assert by_title.isChecked()
    assert [row.title for row in shown(panel)] == [f"Title {at}" for at in range(5)]


def test_an_article_outside_the_list_leaves_no_row_current(bench, panel):
    panel.choose_filter(3)
    assert panel.view.current_row() is None
    set_status(bench, "done")
    panel.choose_filter(0)
    assert panel.view.current_row() == 0


def test_the_focus_alone_opens_no_article(bench, panel):
    bench.reader.setFocus()
    bench.session.show_next()
    panel.search("velmora")
    panel.view.setFocus()
    assert bench.session.document.title == "Title 1"
    press("Return")
    assert bench.session.document.title == "Title 0"
    assert bench.reader.hasFocus()


def test_the_last_row_does_not_hide_under_the_footer(many):
    panel = many.panels["documents"]
    many.session.show(many.session.numbers[-1])
    rect = panel.view.visualRect(panel.model.index(4, 0))
    assert panel.view.viewport().rect().contains(rect)


def test_a_title_from_right_to_left_begins_at_the_right(qtbot, tmp_path):
    bench = open_window(tmp_path, ("انهيار محادثات ميناء فلمورا", "Plain text"))
    panel = bench.panels["documents"]
    session = bench.session
    session.project.documents.rows = with_titles(session.project.documents.rows, ["ميناء", "Port"])
    panel.model._refresh_all()
    image = picture_of_row(panel.view, 0)
    ink = [x for x in range(60, image.width()) if any(is_dark(image, x, y) for y in range(8, 22))]
    assert min(ink) > image.width() / 2
    close_window(bench)


def test_without_articles_it_says_how_to_get_some(start, tmp_path):
    make_project(tmp_path / "empty.annot", start.session.author, ())
    start.session.open(tmp_path / "empty.annot")
    panel = start.panels["documents"]
    assert panel.empty.isVisible()
    assert panel.empty.words().startswith("No articles yet.")
    assert panel.footer.words() == ""


def test_a_closed_project_leaves_an_empty_panel(bench, panel):
    bench.session.close()
    assert panel.model.rowCount() == 0
    assert panel.heading.about() == "0"


def shown(panel):
    return [panel.model.row(at) for at in range(panel.model.rowCount())]


def with_titles(rows, titles):
    return lambda numbers, layer: [
        replace(row, title=title) for row, title in zip(rows(numbers, layer), titles, strict=False)
    ]


def is_dark(image, x, y):
    return image.pixelColor(x, y).lightness() < 120
