"""The list has a row for every document and reads only those that are looked at."""

import pytest
from PySide6.QtCore import Qt

from annotator.domain import edits
from annotator.domain.change import added
from annotator.domain.entities import Layer
from annotator.domain.query import ListQuery
from annotator.ui.models.document_list import PAGE, PAGES, SNIPPET, DocumentList
from annotator.ui.session import FIRST_PAGE


@pytest.fixture
def model(session):
    return DocumentList(session)


@pytest.fixture
def reads(session, monkeypatch):
    """How many rows each reading asked for."""
    asked = []
    rows = session.project.documents.rows

    def counted(numbers, layer):
        asked.append(len(numbers))
        return rows(numbers, layer)

    monkeypatch.setattr(session.project.documents, "rows", counted)
    return asked


def titles(model):
    return [model.index(at, 0).data() for at in range(model.rowCount())]


def test_it_is_a_proper_model(model, qtmodeltester):
    qtmodeltester.check(model)


def test_rows_are_the_documents_in_their_order(session, model):
    assert titles(model) == ["Title 0", "Title 1"]
    session.set_query(ListQuery(session.layer_id, words="second"))
    assert titles(model) == ["Title 1"]


def test_only_pages_that_are_looked_at_are_read(session, model, add_articles, qtbot, reads):
    add_articles(session, 3 * PAGE)
    qtbot.waitUntil(lambda: model.rowCount() == 3 * PAGE + 2)
    assert reads == []
    last = model.rowCount() - 1
    assert model.index(last, 0).data() == f"Number {3 * PAGE - 1:04}"
    assert model.index(last - 1, 0).data() is not None
    assert reads == [2]


def test_no_more_than_so_many_pages_are_kept(session, model, monkeypatch):
    monkeypatch.setattr("annotator.ui.models.document_list.PAGE", 1)
    assert titles(model) == ["Title 0", "Title 1"]
    for page in range(2, PAGES + 10):
        model._page(page)
    assert len(model._pages) == PAGES


def test_the_rest_of_a_long_list_joins_without_a_reset(session, model, add_articles, qtbot):
    add_articles(session, FIRST_PAGE + 50)
    qtbot.waitUntil(lambda: model.rowCount() == FIRST_PAGE + 52)
    session.set_query(ListQuery("", order="title"))
    assert model.rowCount() == FIRST_PAGE
    resets, inserted = [], []
    model.modelReset.connect(lambda: resets.append(True))
    model.rowsInserted.connect(lambda parent, first, last: inserted.append((first, last)))
    qtbot.waitUntil(lambda: model.rowCount() == FIRST_PAGE + 52)
    assert inserted == [(FIRST_PAGE, FIRST_PAGE + 51)]
    assert resets == []


def test_an_edit_reads_and_repaints_its_own_row_only(session, model, reads):
    titles(model)
    del reads[:]
    changed = []
    model.dataChanged.connect(lambda first, last: changed.append((first.row(), last.row())))
    session.show(session.numbers[1])
    session.commit(edits.set_status(session.annotations, "done"))
    assert changed == [(1, 1)]
    assert reads == [1]
    assert model.row(1).status == "done"
    session.undo()
    assert model.row(1).status == "new"


def test_an_edit_of_the_scheme_repaints_nothing(session, model):
    titles(model)
    changed = []
    model.dataChanged.connect(lambda first, last: changed.append(first.row()))
    session.commit(added("layer", [Layer("x", "other", session.author.id)]))
    assert changed == []


def test_another_layer_has_its_own_labels(session, model):
    text = session.document.text
    label = session.scheme.labels[0]
    session.attempt(lambda: edits.add_span(session.scheme, session.annotations, text, 0, 7, label))
    assert model.row(0).labels == 1
    session.commit(added("layer", [Layer("x", "other", session.author.id)]))
    session.set_layer(session.project.layer("other"))
    assert model.row(0).labels == 0


def test_while_words_are_searched_rows_have_the_passage_with_the_hits(session, model):
    assert model.index(0, 0).data(SNIPPET) is None
    session.set_query(ListQuery(session.layer_id, words="velmora"))
    passage, hits = model.index(0, 0).data(SNIPPET)
    assert {passage[start:end].lower() for start, end in hits} == {"velmora"}


def test_type_ahead_finds_titles_from_the_current_row_on_and_around(session, model, add_articles):
    add_articles(session, 20)
    found = model.match(model.index(5, 0), Qt.ItemDataRole.DisplayRole, "number 0007")
    assert [index.data() for index in found] == ["Number 0007"]
    assert model.match(model.index(5, 0), Qt.ItemDataRole.DisplayRole, "title 1")[0].row() == 1
    assert model.match(model.index(0, 0), Qt.ItemDataRole.DisplayRole, "nobody") == []


def test_a_document_is_found_in_any_order(session, model, add_articles):
    add_articles(session, 5)
    for order in ("arrival", "title"):
        session.set_query(ListQuery("", order=order))
        for at, number in enumerate(session.numbers):
            assert model.row_of(number) == at
    assert model.row_of(999) is None
    assert model.row_of(None) is None


def test_a_row_says_what_it_shows(session, model):
    session.attempt(lambda: edits.set_flag(session.annotations, "why"))
    spoken = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Title 0, flagged, new, Lantern Wire"


def test_a_closed_project_has_no_rows(session, model):
    session.close()
    assert model.rowCount() == 0
