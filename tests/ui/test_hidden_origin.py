"""Who is to judge what a text says may hide who says it, until the article is done."""

import pytest
from PySide6.QtCore import Qt

from annotator.settings import Settings
from annotator.ui.reader.header import meta
from tests.windows import press, select

SOURCE = "Lantern Wire"


def header(bench):
    return list(meta(bench.reader.page.document))


def spoken(bench, at):
    return bench.panels["documents"].model.index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole)


@pytest.fixture
def hidden(bench):
    bench.actions["view.origin"].trigger()
    return bench


def test_source_and_date_are_shown_unless_asked_otherwise(bench):
    assert header(bench) == [SOURCE, "English"]
    assert SOURCE in spoken(bench, 0)
    assert not bench.actions["view.origin"].isChecked()


def test_header_and_list_say_nothing_of_it_until_it_is_done(hidden):
    assert hidden.actions["view.origin"].isChecked()
    assert header(hidden) == ["English"]
    assert SOURCE not in spoken(hidden, 0) + spoken(hidden, 1)
    select(hidden, "Ilse Maren")
    press("1")
    assert header(hidden) == ["English"], "one in progress is not done"
    press("Return", "Ctrl+PgUp")
    assert header(hidden) == [SOURCE, "English"]
    assert SOURCE in spoken(hidden, 0)
    assert SOURCE not in spoken(hidden, 1)
    press("Ctrl+Z")
    assert header(hidden) == ["English"]
    assert SOURCE not in spoken(hidden, 0)


def test_turned_off_it_is_back_where_the_cursor_stays(hidden):
    place = select(hidden, "Ilse Maren")
    hidden.actions["view.origin"].trigger()
    assert header(hidden) == [SOURCE, "English"]
    assert hidden.reader.selection == place
    assert SOURCE in spoken(hidden, 1)


def test_it_is_remembered(hidden):
    assert Settings(hidden.settings.path).get("hide_origin") is True


def test_what_is_stored_stays_complete(hidden):
    document = hidden.session.project.document(hidden.session.document.id)
    assert document.first.source == SOURCE
    assert hidden.session.document.first.source == SOURCE
