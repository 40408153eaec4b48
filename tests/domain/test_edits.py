"""What a person can do to a document, and what is refused."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain import edits
from annotator.domain.annotations import Annotations
from annotator.domain.change import Change, Edit
from annotator.domain.entities import Label, Opinion, Rules, Span, Status
from annotator.domain.scheme import DEFAULT_SCALE, Scheme, make_label, with_labels
from annotator.errors import Refused

TEXT = "The Port Authority of Velmora praised Ilse Maren."
EMPTY = Annotations("layer", "document")


@pytest.fixture
def scheme():
    scheme = Scheme(Rules("news", "News", scale=DEFAULT_SCALE))
    for name in ("PER", "ORG", "GPE"):
        scheme = with_labels(scheme, [*scheme.labels, make_label(scheme, name)])
    return scheme


@pytest.fixture
def labelled(scheme):
    """“Port Authority of Velmora” is ORG."""
    return EMPTY.after(edits.add_span(scheme, EMPTY, TEXT, 4, 29, scheme.named("ORG")))


def test_a_label_takes_a_new_document_in_hand(scheme):
    edit = edits.add_span(scheme, EMPTY, TEXT, 38, 48, scheme.named("PER"))
    after = EMPTY.after(edit)
    assert edit.title == "PER “Ilse Maren”"
    assert after.status == "in_progress"
    assert TEXT[after.spans[0].start : after.spans[0].end] == "Ilse Maren"
    assert after.after(edit.inverse()) == EMPTY


def test_a_span_within_another_is_welcome(scheme, labelled):
    after = labelled.after(edits.add_span(scheme, labelled, TEXT, 22, 29, scheme.named("GPE")))
    assert [span.label for span in after.spans] == ["ORG", "GPE"]


def test_a_scheme_without_overlap_refuses_it(scheme, labelled):
    strict = replace(scheme, rules=replace(scheme.rules, overlap=False))
    with pytest.raises(Refused, match="may not overlap"):
        edits.add_span(strict, labelled, TEXT, 22, 29, scheme.named("GPE"))
    edits.add_span(strict, labelled, TEXT, 29, 37, scheme.named("GPE"))


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (5, 5), (40, 400), (3, 4)])
def test_no_span_reaches_beyond_the_text_or_is_empty_or_blank(scheme, start, end):
    with pytest.raises(Refused):
        edits.add_span(scheme, EMPTY, TEXT, start, end, scheme.labels[0])


def test_the_same_words_do_not_get_the_same_label_twice(scheme, labelled):
    with pytest.raises(Refused, match="are ORG already"):
        edits.add_span(scheme, labelled, TEXT, 4, 29, scheme.named("ORG"))
    with pytest.raises(Refused, match="is ORG already"):
        edits.relabel(scheme, labelled, TEXT, labelled.spans[0], scheme.named("ORG"))


def test_relabelling_and_moving_an_edge_keep_the_span_and_its_opinion(scheme, labelled):
    span = labelled.spans[0]
    now = labelled.after(edits.set_polarity(labelled, TEXT, span, "positive"))
    now = now.after(edits.relabel(scheme, now, TEXT, span, scheme.named("GPE")))
    now = now.after(edits.move_edge(scheme, now, TEXT, now.spans[0], 0, 29))
    assert now.spans == (replace(span, label="GPE", start=0),)
    assert now.opinion(span.id).polarity == "positive"


def test_removing_a_span_removes_what_is_said_about_it_and_by_it(scheme, labelled):
    org = labelled.spans[0]
    now = labelled.after(edits.add_span(scheme, labelled, TEXT, 38, 48, scheme.named("PER")))
    person = now.spans[1]
    held = Opinion("o", "layer", "document", person.id, "positive", holder=org.id)
    now = now.after(Edit("hold", (Change(None, held),)))
    edit = edits.remove_span(now, TEXT, org)
    after = now.after(edit)
    assert after.spans == (person,)
    assert after.opinions == ()
    assert after.after(edit.inverse()) == now


def test_sentiment_of_article_sentence_and_target_are_three_things(labelled):
    now = labelled
    for edit in (
        edits.set_sentiment(now, "negative"),
        edits.set_sentiment(now, "neutral", (0, 49)),
        edits.set_polarity(now, TEXT, now.spans[0], "positive"),
    ):
        now = now.after(edit)
    assert (now.sentiment, now.sentence(0, 49).value, now.opinions[0].polarity) == (
        "negative",
        "neutral",
        "positive",
    )
    now = now.after(edits.set_sentiment(now, None, (0, 49)))
    assert now.sentence(0, 49) is None
    with pytest.raises(Refused, match="already"):
        edits.set_sentiment(now, "negative")


def test_labelling_many_places_is_one_edit_and_passes_over_labelled_ones(scheme, labelled):
    org = scheme.named("ORG")
    edit = edits.add_spans(scheme, labelled, TEXT, [(4, 29), (0, 3), (30, 37)], org)
    assert len(labelled.after(edit).spans) == 3
    with pytest.raises(Refused, match="labelled already"):
        edits.add_spans(scheme, labelled, TEXT, [(4, 29)], org)


def test_flags_notes_and_statuses_come_and_go(labelled):
    now = labelled.after(edits.set_flag(labelled, "odd date"))
    now = now.after(edits.add_note(now, "Ask the desk.", (0, 3)))
    now = now.after(edits.set_status(now, "done"))
    assert (now.flag.value, now.notes[0].value, now.status) == ("odd date", "Ask the desk.", "done")
    now = now.after(edits.change_note(now.notes[0], "Asked."))
    assert now.notes[0].value == "Asked."
    now = now.after(edits.change_note(now.notes[0], " "))
    now = now.after(edits.set_flag(now, None))
    now = now.after(edits.set_status(now, "new"))
    assert (now.flag, now.notes, now.status) == (None, (), "new")
    with pytest.raises(Refused, match="needs words"):
        edits.add_note(now, "  ")


def test_an_edit_changes_an_entity_only_once():
    span = Span("s", "layer", "document", 0, 3, "PER")
    with pytest.raises(ValueError, match="twice"):
        Edit("twice", (Change(None, span), Change(span, None)))


def test_other_layers_and_documents_pass_by(labelled):
    elsewhere = Span("s", "other layer", "document", 0, 3, "PER")
    other = Span("s", "layer", "other document", 0, 3, "PER")
    assert labelled.after(Edit("elsewhere", (Change(None, elsewhere), Change(None, other)))) == labelled


@given(st.text(max_size=80), st.integers(0, 80), st.integers(1, 80))
def test_a_title_quotes_the_words_on_one_short_line(text, start, length):
    quoted = edits.quoted(text, start, start + length)
    assert "\n" not in quoted
    assert len(quoted) <= 43


def proposal(start, end, label):
    return Span("p", "model", "document", start, end, label, origin="memory 3", confidence=0.8)


def test_an_accepted_suggestion_is_ones_own_and_keeps_where_it_came_from(scheme):
    after = EMPTY.after(edits.accept(scheme, EMPTY, TEXT, proposal(38, 48, "PER")))
    (span,) = after.spans
    assert (span.layer, span.origin, span.confidence) == ("layer", "memory 3", 0.8)
    assert span.id != "p"
    with pytest.raises(Refused, match="no such label"):
        edits.accept(scheme, EMPTY, TEXT, proposal(38, 48, "GONE"))


def test_accepting_many_is_one_edit_and_passes_over_what_the_rules_forbid(scheme, labelled):
    edit = edits.accept_all(
        scheme, labelled, [proposal(4, 29, "ORG"), proposal(38, 48, "PER"), proposal(0, 3, "X")]
    )
    assert edit.title == "accept suggestions ×1"
    assert len(labelled.after(edit).spans) == 2
    with pytest.raises(Refused, match="no suggestion"):
        edits.accept_all(scheme, labelled, [proposal(4, 29, "ORG")])


def test_a_rejection_stays_said_until_it_is_undone(labelled):
    edit = edits.reject(labelled, TEXT, 38, 48, "PER")
    after = labelled.after(edit)
    assert after.rejected == {(38, 48, "PER")}
    with pytest.raises(Refused, match="already"):
        edits.reject(after, TEXT, 38, 48, "PER")
    assert after.after(edits.reject(after, TEXT, 0, 3, None)).rejected == {(38, 48, "PER"), (0, 3, None)}
    assert after.after(edit.inverse()) == labelled


def test_words_are_flagged_beside_the_article_and_each_flag_comes_off_by_itself(labelled):
    both = labelled.after(edits.set_flag(labelled, "why"))
    both = both.after(edits.set_flag(both, "", (4, 29)))
    assert both.flag.value == "why"
    assert [(flag.start, flag.end, flag.value) for flag in both.flags] == [(4, 29, "")]
    said = both.after(edits.change_note(both.flags[0], " its branch? "))
    assert said.flags[0].value == "its branch?"
    assert said.after(edits.set_flag(said, None)).flags == said.flags
    assert said.after(edits.remove_note(said.flags[0])).flags == ()
    assert said.after(edits.set_flag(said, None, (4, 29))).flag == both.flag
    with pytest.raises(Refused):
        edits.set_flag(labelled, None, (4, 29))


def test_the_notes_and_the_flag_on_a_label_go_with_its_edge(scheme, labelled):
    on = labelled.after(edits.set_flag(labelled, "branch?", (4, 29)))
    on = on.after(edits.add_note(on, "ask", (4, 29)))
    on = on.after(edits.add_note(on, "elsewhere", (0, 3)))
    edit = edits.move_edge(scheme, on, TEXT, on.spans[0], 4, 18)
    moved = on.after(edit)
    assert [(mark.value, mark.start, mark.end) for mark in (*moved.notes, *moved.flags)] == [
        ("elsewhere", 0, 3),
        ("ask", 4, 18),
        ("branch?", 4, 18),
    ]
    assert moved.after(edit.inverse()) == on


def test_notes_on_words_that_another_label_has_too_stay(scheme, labelled):
    on = labelled.after(edits.add_span(scheme, labelled, TEXT, 4, 29, scheme.named("PER")))
    on = on.after(edits.add_note(on, "ask", (4, 29)))
    moved = on.after(edits.move_edge(scheme, on, TEXT, on.spans[0], 4, 18))
    assert [(note.start, note.end) for note in moved.notes] == [(4, 29)]


def test_every_way_to_a_label_remembers_the_scheme(scheme):
    now = replace(scheme, clock=7)
    person = now.named("PER")
    added = EMPTY.after(edits.add_span(now, EMPTY, TEXT, 38, 48, person))
    several = EMPTY.after(edits.add_spans(now, EMPTY, TEXT, [(4, 8), (38, 48)], person))
    accepted = EMPTY.after(edits.accept(now, EMPTY, TEXT, replace(added.spans[0], scheme=3)))
    rest = EMPTY.after(edits.accept_all(now, EMPTY, several.spans))
    for on in (added, several, accepted, rest):
        assert {span.scheme for span in on.spans} == {7}
    later = replace(now, clock=9)
    again = added.after(edits.relabel(later, added, TEXT, added.spans[0], now.named("ORG")))
    moved = added.after(edits.move_edge(later, added, TEXT, added.spans[0], 38, 42))
    looked = added.after(edits.look_again(later, added, TEXT, added.spans))
    for on in (again, moved, looked):
        assert {span.scheme for span in on.spans} == {9}
    with pytest.raises(Refused, match="older rule"):
        edits.look_again(later, looked, TEXT, looked.spans)


KINDS = ("span", "status", "label")


@given(st.lists(st.tuples(st.sampled_from(KINDS), st.sampled_from("LM"), st.sampled_from("de")), max_size=8))
def test_an_edit_knows_what_it_touches(wanted):
    made = {
        "span": lambda layer, document, at: Span(f"s{at}", layer, document, 0, 1, "PER"),
        "status": lambda layer, document, _: Status(layer, document, "done"),
        "label": lambda _layer, _document, at: Label(f"l{at}", f"L{at}", "L", "L", "blue"),
    }
    changes = {}
    for at, (kind, layer, document) in enumerate(wanted):
        change = Change(None, made[kind](layer, document, at))
        changes[change.key] = change
    edit = Edit("some", tuple(changes.values()))
    for kind in KINDS:
        of_kind = [key for key in changes if key.kind == kind]
        assert edit.touches(kind) == bool(of_kind)
        for document in "de":
            assert edit.touches(kind, document=document) == any(
                key.document in ("", document) for key in of_kind
            )
    assert edit.documents() == {key.document for key in changes if key.document}
    for layer in "LM":
        for document in "de":
            here = [one for key, one in changes.items() if (key.layer, key.document) == (layer, document)]
            assert list(edit.on(layer, document)) == here
    assert edit == Edit("some", tuple(changes.values()))
