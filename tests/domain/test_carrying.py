"""Labels are carried to where the same words stand in another copy, and nothing is guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.annotations import Annotations
from annotator.domain.carrying import carried, carry
from annotator.domain.entities import Span
from annotator.domain.word_diff import parts
from annotator.errors import Refused
from annotator.services import schemes

SCHEME = schemes.load("news")
OLD = "Ilse Maren left Velmora.\n\nThe Port Authority of Velmora said l'Aurel is 14 miles off."
NEW = "Late on Tuesday Ilse Maren left Velmora. The Port Office of Velmora said l'Aurel is 14 miles off."


def span(words, label="ORG", text=OLD, last=False):
    start = text.rindex(words) if last else text.index(words)
    return Span(f"{words}-{last}", "layer", "old", start, start + len(words), label)


def outcomes(old, new, *spans):
    return [
        (one.outcome, None if one.outcome == "lost" else new[one.start : one.end])
        for one in carried(old, new, parts(old, new), spans)
    ]


def test_a_label_is_exact_moved_or_lost():
    spans = (span("Ilse Maren"), span("Port Authority"), span("Velmora", last=True), span("Aurel"))
    assert outcomes(OLD, NEW, *spans) == [
        ("moved", "Ilse Maren"),
        ("lost", None),
        ("moved", "Velmora"),
        ("moved", "Aurel"),
    ]
    assert outcomes(OLD, OLD + " More.", span("Aurel")) == [("exact", "Aurel")]


def test_a_label_within_a_word_and_one_over_other_spaces_are_carried():
    assert outcomes(OLD, NEW, span("aren")) == [("moved", "aren")]
    assert outcomes(OLD, NEW, span("Velmora.\n\nThe")) == [("moved", "Velmora. The")]


def test_a_word_that_came_between_two_loses_their_label():
    assert outcomes("Ilse Maren left", "Ilse B. Maren left", span("Ilse Maren", text="Ilse Maren left")) == [
        ("lost", None)
    ]


def test_what_is_chosen_becomes_one_edit_and_what_is_there_or_forbidden_is_passed_over():
    found = carried(
        OLD, NEW, parts(OLD, NEW), [span("Ilse Maren", "PER"), span("Port Authority"), span("14")]
    )
    edit = carry(SCHEME, Annotations("layer", "new"), NEW, found)
    made = [change.after for change in edit.changes if isinstance(change.after, Span)]
    assert [(NEW[one.start : one.end], one.label, one.document) for one in made] == [
        ("Ilse Maren", "PER", "new"),
        ("14", "ORG", "new"),
    ]
    assert edit.title == "carry labels over ×2"
    with pytest.raises(Refused):
        carry(SCHEME, Annotations("layer", "new").after(edit), NEW, found)


WORDS = st.lists(st.sampled_from(["l'", "Aurel", "é🍊", "14", ".", "港务局", "\n", "U.S.", " "]), max_size=20)


@given(WORDS.map(" ".join), WORDS.map("".join), st.integers(0, 60), st.integers(1, 9))
def test_what_is_carried_says_the_same_but_for_spaces(old, new, start, length):
    if start + length <= len(old) and old[start : start + length].strip():
        one = Span("s", "layer", "old", start, start + length, "ORG")
        ((outcome, said),) = outcomes(old, new, one)
        words = "".join(old[start : start + length].split())
        assert outcome == "lost" or "".join(said.split()) == words
