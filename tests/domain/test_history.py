"""The log of one document: as of any edit, in words, and one thing brought back from it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain import edits, opinions
from annotator.domain.annotations import Annotations
from annotator.domain.change import Change, Edit
from annotator.domain.entities import Key, Mark, Span, Status
from annotator.domain.history import DocumentLog, Entry, Written
from annotator.domain.history_words import Teller
from annotator.domain.restoring import restore
from annotator.errors import Refused
from annotator.services import schemes

TEXT = "Ilse Maren left Velmora. Maren is back."
SCHEME = schemes.load("news")
PERSON, ORG, PLACE = (SCHEME.named(name) for name in ("PER", "ORG", "GPE"))
NOTHING = Annotations("mine", "doc")


def one_edit(make, on=NOTHING):
    edit = make(on)
    return edit, on.after(edit)


def said(edit, on=NOTHING, act="do"):
    return Teller(SCHEME, TEXT, on.span).tell("Ana", edit, act)


def label(on, start, end, label=PERSON):
    return edits.add_span(SCHEME, on, TEXT, start, end, label)


def test_every_kind_of_edit_is_told_in_a_sentence():
    edit, on = one_edit(lambda on: label(on, 0, 10))
    person = on.spans[0]
    assert said(edit) == "Ana labelled “Ilse Maren” as Person."
    assert said(edit.inverse(), act="undo") == "Ana took back: labelled “Ilse Maren” as Person."
    assert said(edit, act="redo") == "Ana did again: labelled “Ilse Maren” as Person."
    relabelled = edits.relabel(SCHEME, on, TEXT, person, ORG)
    assert said(relabelled) == "Ana changed “Ilse Maren” from Person to Organisation."
    moved = edits.move_edge(SCHEME, on, TEXT, person, 0, 4)
    assert said(moved) == "Ana moved the edge of “Ilse Maren” to “Ilse”."
    assert said(edits.remove_span(on, TEXT, person)) == "Ana removed Person from “Ilse Maren”."
    proposed = Span("p", "mine", "doc", 16, 23, PLACE.id, "learner 3", 0.84)
    told = "Ana accepted “Velmora” as Place, suggested by learner 3, 84% sure."
    assert said(edits.accept(SCHEME, on, TEXT, proposed)) == told
    both = edits.add_spans(SCHEME, NOTHING, TEXT, [(5, 10), (25, 30)], PERSON)
    assert said(both) == "Ana labelled “Maren” at 2 places as Person."
    assert said(edits.set_status(on, "done")) == "Ana said that the article is done."
    assert said(edits.set_sentiment(on, "negative")) == "Ana said that the article is negative."
    assert said(edits.add_note(on, "Who?", (0, 4))) == "Ana wrote a note on “Ilse”: “Who?”."
    assert said(edits.set_flag(on, "odd")) == "Ana flagged the article: “odd”."
    assert said(edits.reject(on, TEXT, 16, 23, PERSON.id)) == "Ana said that “Velmora” is no Person."


def test_opinions_are_told_with_their_names():
    _, on = one_edit(lambda on: label(on, 0, 10))
    on = on.after(label(on, 16, 23, PLACE))
    person, place = on.spans
    edit, on = one_edit(lambda on: edits.set_polarity(on, TEXT, place, "negative"), on)
    assert said(edit, on) == "Ana said that the author is negative towards “Velmora”."
    held = opinions.set_holder(on, TEXT, on.opinions[0], person)
    assert said(held, on) == "Ana said that “Ilse Maren” holds the opinion towards “Velmora”."
    words = opinions.toggle_words(on, TEXT, on.opinions[0], 11, 15)
    assert said(words, on) == "Ana said that “left” carries the opinion towards “Velmora”."
    changed = opinions.set_value(on, TEXT, on.opinions[0], "positive")
    assert said(changed, on) == "Ana changed the opinion towards “Velmora” from negative to positive."


def test_what_was_removed_is_restored_as_it_was():
    _, on = one_edit(lambda on: label(on, 0, 10))
    before = on.spans
    edit, on = one_edit(lambda on: edits.remove_span(on, TEXT, before[0]), on)
    on = on.after(restore(SCHEME, on, TEXT, edit.changes[0]))
    assert on.spans == before


def test_a_span_goes_back_to_an_earlier_label_and_edge():
    first, on = one_edit(lambda on: label(on, 0, 10))
    was = on.spans
    on = on.after(edits.relabel(SCHEME, on, TEXT, on.spans[0], ORG))
    on = on.after(edits.move_edge(SCHEME, on, TEXT, on.spans[0], 0, 4))
    on = on.after(restore(SCHEME, on, TEXT, first.changes[0]))
    assert on.spans == was


def test_restoring_is_refused_where_it_would_say_something_twice_or_of_nothing():
    first, on = one_edit(lambda on: label(on, 0, 10))
    with pytest.raises(Refused, match="It is so now"):
        restore(SCHEME, on, TEXT, first.changes[0])
    judged, on = one_edit(lambda on: edits.set_polarity(on, TEXT, on.spans[0], "negative"), on)
    gone, on = one_edit(lambda on: edits.remove_span(on, TEXT, on.spans[0]), on)
    with pytest.raises(Refused, match="Restore that first"):
        restore(SCHEME, on, TEXT, judged.changes[0])
    on = on.after(label(on, 0, 10))
    with pytest.raises(Refused, match="already"):
        restore(SCHEME, on, TEXT, gone.changes[0])
    with pytest.raises(Refused, match="not in the layer"):
        restore(SCHEME, Annotations("other", "doc"), TEXT, gone.changes[0])


def test_a_note_and_a_status_are_restored():
    wrote, on = one_edit(lambda on: edits.add_note(on, "Who?"))
    on = on.after(edits.change_note(on.notes[0], "Nobody"))
    on = on.after(restore(SCHEME, on, TEXT, wrote.changes[0]))
    assert [note.value for note in on.notes] == ["Who?"]
    done, on = one_edit(lambda on: edits.set_status(on, "done"), on)
    on = on.after(edits.set_status(on, "skipped"))
    assert on.after(restore(SCHEME, on, TEXT, done.changes[0])).status == "done"


class Bodies:
    """A log whose bodies are numbers of values."""

    def __init__(self):
        self.values = []
        self.log = DocumentLog("doc", lambda key, body: self.values[int(body)])

    def write(self, edit, seq, *, parents=None, replica="r", clock=None):
        written = []
        for change in edit.changes:
            self.values.append(change.after)
            body = None if change.after is None else str(len(self.values) - 1)
            names = parents.get(change.key) if parents else None
            written.append(Written(seq, change.key, clock or seq, replica, seq, names, body))
        self.log.take([Entry(seq, replica, seq, "a", "Ana", "", edit.title, "do", None, tuple(written))])


@given(
    st.lists(st.tuples(st.sampled_from(["add", "remove", "label", "status"]), st.integers(0, 5)), max_size=30)
)
def test_the_article_as_of_any_edit_is_what_it_was_after_it(steps):
    kept, on, states, parents = Bodies(), NOTHING, [NOTHING], {}
    for seq, (what, at) in enumerate(steps, 1):
        edit = _step(on, what, at, seq)
        kept.write(edit, seq, parents=parents)
        parents |= {change.key: f"r:{seq}" for change in edit.changes}
        on = on.after(edit)
        states.append(on)
    for seq, state in enumerate(states):
        assert kept.log.as_of("mine", seq) == state


def _step(on, what, at, seq):
    span = on.spans[at % len(on.spans)] if on.spans else None
    if span is not None and what == "remove":
        return Edit("remove", (Change(span, None),))
    if span is not None and what == "label":
        return Edit("label", (Change(span, Span(span.id, "mine", "doc", span.start, span.end, f"x{seq}")),))
    if what == "status":
        before = None if on.status == "new" else Status("mine", "doc", on.status)
        return Edit("status", (Change(before, Status("mine", "doc", "done" if seq % 2 else "skipped")),))
    return Edit("add", (Change(None, Span(f"s{at}-{seq}", "mine", "doc", at, at + 1, "x")),))


def test_of_versions_side_by_side_the_one_wins_that_the_project_chose():
    kept = Bodies()
    key = Key(Mark.kind, "mine", "doc", "m")
    mark = Mark("m", "mine", "doc", "note", "ours")
    theirs = Mark("m", "mine", "doc", "note", "theirs")
    kept.write(Edit("ours", (Change(None, mark),)), 1, clock=5)
    kept.write(Edit("theirs", (Change(None, theirs),)), 2, replica="s", clock=4)
    assert [one.value for one in kept.log.as_of("mine", 2).marks] == ["ours"]
    kept.write(Edit("gone", (Change(mark, None),)), 3, parents={key: "r:1"}, clock=6)
    assert [one.value for one in kept.log.as_of("mine", 3).marks] == ["theirs"]
