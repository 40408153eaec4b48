"""The shorter lists: labels, opinions, notes, history."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from PySide6.QtCore import QModelIndex, Qt

from annotator.domain import edits
from annotator.domain.change import Change, Edit, added
from annotator.domain.entities import Opinion
from annotator.ui.models.dates import clock, short_date
from annotator.ui.models.history_list import ROW, Focus, HistoryList
from annotator.ui.models.label_grid import LabelGrid
from annotator.ui.models.note_list import PLACE, NoteList
from annotator.ui.models.opinion_list import OpinionList

NOW = datetime(2031, 5, 14, 12, 30, tzinfo=UTC)


def label(session, words, name="PER"):
    text, one = session.document.text, session.scheme.named(name)
    start = text.index(words)
    session.attempt(
        lambda: edits.add_span(session.scheme, session.annotations, text, start, start + len(words), one)
    )
    return next(span for span in session.annotations.spans if span.start == start)


def column(model, role=Qt.ItemDataRole.DisplayRole):
    return [model.index(at, 0).data(role) for at in range(model.rowCount())]


def test_labels_are_read_downwards_in_two_columns(session, qtmodeltester):
    model = LabelGrid(session)
    qtmodeltester.check(model)
    labels = session.scheme.labels
    assert model.index(0, 0).data() == labels[0].title
    assert model.index(1, 0).data() == labels[1].title
    assert model.index(0, 1).data() == labels[model.rowCount()].title
    assert model.index_of(labels[-1].id).data() == labels[-1].title
    assert model.index_of("nobody") == QModelIndex()


def test_an_odd_number_of_labels_leaves_a_dead_cell(session):
    model = LabelGrid(session)
    gone = session.scheme.labels[-1]
    session.commit(Edit("remove label", (Change(gone, None),)))
    if len(session.scheme.labels) % 2 == 0:
        gone = session.scheme.labels[-1]
        session.commit(Edit("remove label", (Change(gone, None),)))
    last = model.index(model.rowCount() - 1, 1)
    assert last.data() is None
    assert not last.flags() & Qt.ItemFlag.ItemIsEnabled


def test_opinions_name_holder_target_and_words(session, qtmodeltester):
    model = OpinionList(session)
    maren, brandl = label(session, "Maren’s office"), label(session, "Tomas Brandl")
    text = session.document.text
    start = text.index("misleading")
    words = ((start, start + len("misleading")),)
    on = session.annotations
    session.commit(
        added("opinion", [Opinion("o", on.layer, on.document, brandl.id, "negative", maren.id, words)])
    )
    session.attempt(lambda: edits.set_polarity(session.annotations, text, maren, "positive"))
    qtmodeltester.check(model)
    assert column(model) == ["author → Maren’s office", "Maren’s office → Tomas Brandl"]
    assert column(model, Qt.ItemDataRole.AccessibleTextRole)[1].endswith("“misleading”")


def test_an_opinion_goes_with_its_target(session):
    model = OpinionList(session)
    span = label(session, "Tomas Brandl")
    session.attempt(lambda: edits.set_polarity(session.annotations, session.document.text, span, "positive"))
    assert model.rowCount() == 1
    session.attempt(lambda: edits.remove_span(session.annotations, session.document.text, span))
    assert model.rowCount() == 0
    session.undo()
    assert model.rowCount() == 1


def test_notes_quote_their_place(session, qtmodeltester):
    model = NoteList(session)
    session.attempt(lambda: edits.add_note(session.annotations, "Is that <b>a name</b>?", (0, 7)))
    session.attempt(lambda: edits.add_note(session.annotations, "Ask Tomas"))
    qtmodeltester.check(model)
    assert column(model) == ["Ask Tomas", "Is that <b>a name</b>?"]
    assert column(model, PLACE) == ["", "“VELMORA”"]
    assert "<b>" not in column(model, Qt.ItemDataRole.ToolTipRole)[1]
    session.show_next()
    assert model.rowCount() == 0


def test_history_is_read_only_while_it_is_watched(session, qtmodeltester):
    model = HistoryList(session)
    label(session, "Tomas Brandl")
    assert model.rowCount() == 0
    model.watch(True)
    qtmodeltester.check(model)
    assert column(model)[0] == "You labelled “Tomas Brandl” as Person."
    session.undo()
    model.refresh()
    assert column(model)[:2] == [
        "You took back: labelled “Tomas Brandl” as Person.",
        "You labelled “Tomas Brandl” as Person, undone since.",
    ]
    model.watch(False)
    session.redo()
    model.refresh()
    assert len(column(model)) == 3
    model.watch(True)
    assert column(model)[0] == "You did again: labelled “Tomas Brandl” as Person."


def test_history_takes_the_latest_edit_on_top_and_keeps_the_rest(session):
    model = HistoryList(session)
    model.watch(True)
    resets = []
    model.modelReset.connect(lambda: resets.append(True))
    for number in range(5):
        session.attempt(lambda number=number: edits.add_note(session.annotations, f"note {number}"))
        model.refresh()
        assert model.rowCount() == len(session.project.history(session.document.id))
        assert column(model)[0] == f"You wrote a note on the article: “note {number}”."
    assert resets == []


def test_the_history_of_words_has_the_labels_that_are_gone(session):
    model = HistoryList(session)
    model.watch(True)
    first = label(session, "Tomas Brandl")
    session.commit(edits.remove_span(session.annotations, session.document.text, first))
    second = label(session, "Brandl", "ORG")
    label(session, "Ilse Maren")
    model.look_at(Focus((second.start, second.end), second.id, "“Brandl”"))
    assert column(model) == [
        "You labelled “Brandl” as Organisation.",
        "You removed Person from “Tomas Brandl”.",
        "You labelled “Tomas Brandl” as Person.",
    ]
    model.look_at(None)
    assert model.rowCount() == 5


def test_an_edit_has_the_label_or_the_sign_of_what_it_changed(session):
    model = HistoryList(session)
    model.watch(True)
    span = label(session, "Tomas Brandl")
    session.commit(edits.set_polarity(session.annotations, session.document.text, span, "negative"))
    model.refresh()
    row = column(model, ROW)
    assert [(one.label.tag if one.label else None, one.sign) for one in row] == [
        (None, -1),
        ("PER", None),
        (None, None),
    ]


def test_times_are_local_and_older_ones_have_their_day():
    east = NOW.astimezone(timezone(timedelta(hours=2)))
    assert clock("2031-05-14T10:04:09+00:00", east) == "12:04"
    assert clock("2031-05-14T10:04:09", east) == "12:04"
    assert clock("2031-05-12T23:30:00+00:00", east) == "13 May 01:30"
    assert clock("2030-12-31T12:00:00+00:00", east) == "31 Dec 2030 14:00"


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        ("2031-05-14", "14 May"),
        ("2030-06-01T08:00:00Z", "1 June 2030"),
        ("spring 2031", "spring 2031"),
    ],
)
def test_dates_are_short_where_they_are_dates(published, shown):
    assert short_date(published, date(2031, 12, 1)) == shown
