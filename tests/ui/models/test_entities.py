"""Mentions are grouped by their words, in the order of the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from annotator.domain import edits
from annotator.domain.annotations import Annotations, in_order
from annotator.domain.change import Change, Edit
from annotator.domain.entities import Opinion, Span
from annotator.ui.models.entity_groups import (
    Group,
    context,
    entity_groups,
    groups_after,
    remove_mentions,
)
from annotator.ui.models.entity_list import EntityList

TEXT = "Ilse Maren met Brandl.\nIlse\nMaren left; maren stayed. Ilse Maren spoke to Brandl."


def span(words, label="PER", nth=0, id=None):
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Span(id or f"{words}-{nth}", "l", "d", start, start + len(words), label)


def on(*spans, opinions=()):
    return Annotations("l", "d", in_order(spans), opinions=tuple(opinions))


def opinion(target, polarity, holder=None):
    return Opinion(f"{target}-{holder}", "l", "d", target, polarity, holder)


def names(groups):
    return [(group.name, len(group.mentions)) for group in groups]


def test_white_space_does_not_part_a_name_but_case_does():
    found = entity_groups(TEXT, on(span("Ilse Maren"), span("Ilse\nMaren"), span("maren")))
    assert names(found) == [("Ilse Maren", 2), ("maren", 1)]


def test_names_stand_by_their_first_mention():
    found = entity_groups(TEXT, on(span("Brandl", nth=1), span("maren"), span("Brandl")))
    assert names(found) == [("Brandl", 2), ("maren", 1)]


def test_labels_of_a_name_are_by_frequency():
    found = entity_groups(TEXT, on(span("Ilse Maren", "ORG"), span("Ilse\nMaren"), span("Ilse Maren", nth=1)))
    assert found[0].labels == ("PER", "ORG")


def test_a_name_tells_what_was_said_last_and_what_before():
    first, last = span("Ilse Maren"), span("Ilse Maren", nth=1)
    said = [opinion(first.id, "positive"), opinion(last.id, "negative"), opinion(last.id, "neutral", "x")]
    found = entity_groups(TEXT, on(first, last, opinions=said))
    assert found[0].polarities == ("negative", "positive")


def test_a_mention_stands_amid_the_words_of_its_line():
    assert context(TEXT, span("Brandl")) == ("Ilse Maren met ", "Brandl", ".")
    assert context(TEXT, span("Ilse\nMaren"))[1:] == (
        "Ilse Maren",
        " left; maren stayed. Ilse Maren spoke to Brandl.",
    )
    before, words, _ = context(TEXT, span("Brandl", nth=1))
    assert (before, words) == ("Ilse Maren spoke to ", "Brandl")


def test_removing_a_name_is_one_edit_with_all_that_was_said_about_it():
    first, last, other = span("Ilse Maren"), span("Ilse Maren", nth=1), span("Brandl")
    said = [
        opinion(first.id, "positive"),
        opinion(last.id, "negative", first.id),
        opinion(other.id, "neutral", last.id),
    ]
    before = on(first, last, other, opinions=said)
    edit = remove_mentions(before, TEXT, [first, last])
    assert before.after(edit).spans == (other,)
    assert before.after(edit).opinions == ()
    assert edit.title == "remove “Ilse Maren” ×2"


@given(st.data())
def test_groups_kept_up_with_edits_are_those_grouped_anew(data):
    now = on()
    groups = entity_groups(TEXT, now)
    for number in range(data.draw(st.integers(1, 8))):
        deed = data.draw(st.sampled_from(["add", "remove", "judge", "all"]))
        change = made_change(data, now, deed, number)
        if change is None:
            continue
        now = now.after(change)
        groups = groups_after(groups, TEXT, now, change)
        assert groups == entity_groups(TEXT, now)


def made_change(data, now, deed, number):
    words = ("Ilse Maren", "Ilse\nMaren", "Brandl", "maren", "Maren")
    if deed == "add":
        start = TEXT.index(data.draw(st.sampled_from(words)))
        new = Span(f"n{number}", "l", "d", start, start + data.draw(st.integers(1, 10)), "PER")
        return Edit("add", (Change(None, new),))
    if not now.spans:
        return None
    one = data.draw(st.sampled_from(now.spans))
    if deed == "remove":
        return remove_mentions(now, TEXT, [one])
    if deed == "all":
        return remove_mentions(now, TEXT, list(now.spans))
    value = data.draw(st.sampled_from(["negative", "positive"]))
    opinion = now.opinion(one.id)
    return None if opinion and opinion.polarity == value else edits.set_polarity(now, TEXT, one, value)


def test_groups_that_an_edit_does_not_touch_are_the_same_objects():
    before = on(span("Brandl"), span("Ilse Maren"))
    groups = entity_groups(TEXT, before)
    edit = Edit("add", (Change(None, span("maren")),))
    after = groups_after(groups, TEXT, before.after(edit), edit)
    assert [one for one in after if any(one is other for other in groups)] == groups


@pytest.fixture
def model(session):
    return EntityList(session)


def label(session, words, name="PER", nth=0):
    text, start = session.document.text, -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    one = session.scheme.named(name)
    end = start + len(words)
    session.attempt(lambda: edits.add_span(session.scheme, session.annotations, text, start, end, one))
    return next(span for span in session.annotations.spans if (span.start, span.end) == (start, end))


def shown(model):
    return [model.index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(model.rowCount())]


def test_it_is_a_proper_model(session, model, qtmodeltester):
    label(session, "Velmora", "GPE")
    label(session, "Ilse Maren")
    model.set_open(0, True)
    qtmodeltester.check(model)


def test_a_name_says_what_it_shows(session, model):
    span = label(session, "Velmora", "GPE")
    session.attempt(lambda: edits.set_polarity(session.annotations, session.document.text, span, "negative"))
    model.set_open(0, True)
    assert shown(model) == [
        "Velmora, Place, 1 mention, 2 more without a label, negative",
        "Velmora, Place, negative",
    ]


def test_a_label_puts_in_one_row_and_leaves_the_others(session, model):
    label(session, "Velmora", "GPE")
    label(session, "Tomas Brandl")
    moved = []
    model.modelReset.connect(lambda: moved.append("reset"))
    model.rowsInserted.connect(lambda parent, first, last: moved.append(("in", first, last)))
    model.rowsRemoved.connect(lambda parent, first, last: moved.append(("out", first, last)))
    span = label(session, "Ilse Maren")
    assert moved == [("in", 1, 1)]
    session.attempt(lambda: remove_mentions(session.annotations, session.document.text, [span]))
    assert moved == [("in", 1, 1), ("out", 1, 1)]


def test_an_open_name_stays_open_while_its_mentions_change(session, model):
    label(session, "Velmora", "GPE")
    model.set_open(0, True)
    label(session, "Velmora", "GPE", nth=1)
    assert [type(model.row(at)) is Group for at in range(model.rowCount())] == [True, False, False]
    model.set_open(0, False)
    assert model.rowCount() == 1


def test_a_place_that_has_any_label_is_no_twin(session, model):
    label(session, "Velmora", "GPE")
    label(session, "Velmora", "PER", nth=1)
    group = model.row(0)
    assert len(model.twins(group)) == 1


def test_the_counts_are_told(session, model):
    told = []
    model.counted.connect(lambda: told.append((model.names, model.mentions)))
    label(session, "Velmora", "GPE")
    label(session, "Velmora", "GPE", nth=1)
    session.show_next()
    assert told == [(1, 1), (1, 2), (0, 0)]


def test_what_does_not_touch_spans_or_opinions_is_passed_over(session, model):
    label(session, "Velmora", "GPE")
    told = []
    model.counted.connect(lambda: told.append(True))
    model.dataChanged.connect(lambda first, last: told.append(True))
    session.attempt(lambda: edits.set_sentiment(session.annotations, "negative"))
    session.attempt(lambda: edits.add_note(session.annotations, "a note"))
    assert told == []
