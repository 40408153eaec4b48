"""Who holds an opinion, which words carry it, how strong it is: what an edit does, and what is refused."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain import edits, opinions
from annotator.domain.annotations import Annotations
from annotator.domain.entities import Opinion, Span
from annotator.errors import Refused

TEXT = (
    "“A reckless and frankly insulting offer,” said Brandl of the Port Authority. Maren waited. 港务局说谎。"
)
BRANDL, AUTHORITY, MAREN = (
    Span(name, "layer", "document", start, start + len(words), "PER")
    for name, words in (("b", "Brandl"), ("a", "Port Authority"), ("m", "Maren"))
    for start in [TEXT.index(words)]
)
BARE = Annotations("layer", "document", (BRANDL, AUTHORITY, MAREN), status="in_progress")


def place(words):
    start = TEXT.index(words)
    return start, start + len(words)


def words_of(opinion):
    return [TEXT[start:end] for start, end in opinion.expression]


@pytest.fixture
def judged():
    """The author is negative towards the Port Authority."""
    return BARE.after(edits.set_polarity(BARE, TEXT, AUTHORITY, "negative"))


def toggled(on, *places):
    for one in places:
        on = on.after(opinions.toggle_words(on, TEXT, on.opinions[0], *place(one)))
    return on


def test_a_holder_is_given_and_everything_else_said_stays(judged):
    judged = toggled(judged, "reckless")
    judged = judged.after(opinions.step_intensity(judged, TEXT, judged.opinions[0]))
    edit = opinions.set_holder(judged, TEXT, judged.opinions[0], BRANDL)
    after = judged.after(edit)
    (opinion,) = after.opinions
    assert (opinion.holder, opinion.target, opinion.polarity) == ("b", "a", "negative")
    assert (words_of(opinion), opinion.intensity) == (["reckless"], "weak")
    assert opinion.id == edits.opinion_id("a", "b")
    assert edit.title == "opinion towards “Port Authority”: “Brandl” holds it"
    assert after.after(edit.inverse()) == judged


def test_the_same_holder_again_gives_it_back_to_the_author(judged):
    held = judged.after(opinions.set_holder(judged, TEXT, judged.opinions[0], BRANDL))
    assert held.after(opinions.set_holder(held, TEXT, held.opinions[0], BRANDL)) == judged


def test_another_holder_takes_it_over(judged):
    held = judged.after(opinions.set_holder(judged, TEXT, judged.opinions[0], BRANDL))
    taken = held.after(opinions.set_holder(held, TEXT, held.opinions[0], MAREN))
    assert [one.holder for one in taken.opinions] == ["m"]


def test_the_author_and_two_others_may_think_differently_of_one_target(judged):
    now = judged
    for holder, value in ((BRANDL, "positive"), (MAREN, "neutral")):
        now = now.after(opinions.set_holder(now, TEXT, now.opinion("a"), holder))
        now = now.after(edits.set_polarity(now, TEXT, AUTHORITY, value))
    assert {one.holder: one.polarity for one in now.opinions} == {
        "b": "negative",
        "m": "positive",
        None: "neutral",
    }


def test_a_holder_has_one_opinion_about_a_target(judged):
    held = judged.after(opinions.set_holder(judged, TEXT, judged.opinions[0], BRANDL))
    both = held.after(edits.set_polarity(held, TEXT, AUTHORITY, "positive"))
    with pytest.raises(Refused, match="“Brandl” has an opinion towards “Port Authority” already"):
        opinions.set_holder(both, TEXT, both.opinion("a"), BRANDL)
    with pytest.raises(Refused, match="The author has an opinion towards “Port Authority” already"):
        opinions.set_holder(both, TEXT, both.opinion("a", "b"), BRANDL)


def test_nobody_holds_an_opinion_about_the_very_same_words(judged):
    with pytest.raises(Refused, match="is towards “Port Authority”"):
        opinions.set_holder(judged, TEXT, judged.opinions[0], AUTHORITY)


def test_words_are_added_in_pieces_and_in_order(judged):
    assert words_of(toggled(judged, "insulting offer", "reckless").opinions[0]) == [
        "reckless",
        "insulting offer",
    ]


def test_words_side_by_side_are_one_piece(judged):
    assert words_of(toggled(judged, "reckless", "frankly", "and").opinions[0]) == ["reckless and frankly"]
    assert words_of(toggled(judged, "港务", "局").opinions[0]) == ["港务局"]


def test_words_that_carry_it_already_are_taken_away(judged):
    now = toggled(judged, "reckless and frankly insulting", "frankly")
    assert words_of(now.opinions[0]) == ["reckless and", "insulting"]
    assert words_of(toggled(now, "reckless and").opinions[0]) == ["insulting"]
    assert toggled(judged, "reckless", "reckless") == judged


def test_words_of_which_some_carry_it_are_all_added(judged):
    assert words_of(toggled(judged, "and frankly", "reckless and").opinions[0]) == ["reckless and frankly"]
    both = toggled(judged, "reckless", "frankly")
    assert words_of(toggled(both, "reckless and frankly").opinions[0]) == ["reckless and frankly"]


def test_white_space_carries_nothing(judged):
    assert words_of(toggled(judged, " reckless ").opinions[0]) == ["reckless"]
    with pytest.raises(Refused):
        opinions.toggle_words(judged, TEXT, judged.opinions[0], 2, 3)
    with pytest.raises(Refused):
        opinions.toggle_words(judged, TEXT, judged.opinions[0], 5, len(TEXT) + 1)


@settings(max_examples=150)
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 25)), max_size=8))
def test_an_expression_is_always_in_order_apart_and_without_white_space_at_its_edges(places):
    opinion = Opinion("o", "layer", "document", "a", "negative")
    on = Annotations("layer", "document", BARE.spans, (), (opinion,), "in_progress")
    for start, length in places:
        if not TEXT[start : start + length].strip():
            continue
        edit = opinions.toggle_words(on, TEXT, on.opinions[0], start, start + length)
        before, on = on, on.after(edit)
        assert on.after(edit.inverse()) == before
        pieces = on.opinions[0].expression
        assert all(TEXT[first:last] == TEXT[first:last].strip() != "" for first, last in pieces)
        assert all(TEXT[one[1] : two[0]].strip() for one, two in pairwise(pieces))
        inside = [at for at in range(start, start + length) if not TEXT[at].isspace()]
        carried = {any(first <= at < last for first, last in pieces) for at in inside}
        assert len(carried) == 1, "all of the words, or none"


def test_intensity_goes_up_and_round(judged):
    seen = []
    for _ in range(4):
        judged = judged.after(opinions.step_intensity(judged, TEXT, judged.opinions[0]))
        seen.append(judged.opinions[0].intensity)
    assert seen == ["weak", "medium", "strong", None]


def test_an_intensity_in_a_files_own_words_begins_anew():
    opinion = Opinion("o", "layer", "document", "a", "negative", intensity="extreme")
    on = Annotations("layer", "document", BARE.spans, (), (opinion,), "in_progress")
    assert on.after(opinions.step_intensity(on, TEXT, opinion)).opinions[0].intensity == "weak"


def test_just_one_opinion_about_a_target_gets_another_polarity_or_goes(judged):
    held = judged.after(opinions.set_holder(judged, TEXT, judged.opinions[0], BRANDL))
    both = held.after(edits.set_polarity(held, TEXT, AUTHORITY, "positive"))
    changed = both.after(opinions.set_value(both, TEXT, both.opinion("a", "b"), "neutral"))
    assert (changed.opinion("a", "b").polarity, changed.opinion("a").polarity) == ("neutral", "positive")
    gone = both.after(opinions.set_value(both, TEXT, both.opinion("a", "b"), None))
    assert [one.holder for one in gone.opinions] == [None]
    with pytest.raises(Refused, match="says so already"):
        opinions.set_value(both, TEXT, both.opinion("a"), "positive")


def test_the_last_opinion_of_a_sentence_is_about_its_last_target(judged):
    now = judged.after(edits.set_polarity(judged, TEXT, BRANDL, "positive"))
    assert opinions.last_of(now, (0, 77)).target == "a"
    assert opinions.last_of(now, (77, 90)) is None
    held = now.after(opinions.set_holder(now, TEXT, now.opinion("a"), MAREN))
    both = held.after(edits.set_polarity(held, TEXT, AUTHORITY, "neutral"))
    assert opinions.last_of(both, (0, 77)).holder is None


def test_words_touch_the_opinions_they_take_part_in(judged):
    now = toggled(judged, "insulting offer")
    now = now.after(opinions.set_holder(now, TEXT, now.opinions[0], BRANDL))
    for words in ("Port Authority", "Brandl", "offer", "frankly insulting"):
        assert opinions.touching(now, place(words)) == list(now.opinions), words
    for words in ("Maren", "Authority", "reckless"):
        assert opinions.touching(now, place(words)) == [], words


def test_in_hand_is_what_was_said_last(judged):
    towards = edits.set_polarity(judged, TEXT, MAREN, "positive")
    now = judged.after(towards)
    maren, authority = now.opinion("m"), now.opinion("a")
    assert opinions.in_hand(authority.id, towards, now) == maren.id
    held = opinions.set_holder(now, TEXT, authority, BRANDL)
    after = now.after(held)
    assert opinions.in_hand(maren.id, held, after) == after.opinion("a", "b").id
    back = held.inverse()
    assert opinions.in_hand(after.opinion("a", "b").id, back, after.after(back)) == authority.id


def test_in_hand_stays_until_it_is_gone(judged):
    opinion = judged.opinions[0]
    other = edits.set_status(judged, "done")
    assert opinions.in_hand(opinion.id, other, judged.after(other)) == opinion.id
    removal = opinions.remove(judged, TEXT, opinion)
    assert opinions.in_hand(opinion.id, removal, judged.after(removal)) is None
    elsewhere = Annotations("other layer", "document")
    assert opinions.in_hand(None, edits.set_polarity(judged, TEXT, MAREN, "positive"), elsewhere) is None
