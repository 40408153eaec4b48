"""Two texts word by word: what both say, and what only one of them says."""

import random

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.word_diff import Amount, amount, parts
from annotator.domain.words import tokens

OLD = "The ferry left Velmora late.\n\n14 people were hurt, the harbour said."
NEW = "The ferry left Velmora very late.\n\n19 people were hurt, the harbour office said. More to come."
WORDS = ("the", "ferry", "14", ",", "é🍊", "港务局", "\n\n", "a-b", " ", "l'", "U.S.", ".")
TEXTS = st.lists(st.sampled_from(WORDS), max_size=30)


def said(old, new):
    return [
        (part.kind, (old[slice(*part.old)] if part.kind == "deleted" else new[slice(*part.new)]).strip())
        for part in parts(old, new)
    ]


def test_what_an_update_changed_is_told_word_by_word():
    assert said(OLD, NEW) == [
        ("equal", "The ferry left Velmora"),
        ("inserted", "very"),
        ("equal", "late."),
        ("deleted", "14"),
        ("inserted", "19"),
        ("equal", "people were hurt, the harbour"),
        ("inserted", "office"),
        ("equal", "said."),
        ("inserted", "More to come."),
    ]
    assert amount(OLD, NEW, parts(OLD, NEW)) == Amount(equal=11, deleted=1, inserted=6)


def test_equal_texts_have_one_part_and_other_spaces_are_no_change():
    assert [part.kind for part in parts(OLD, OLD)] == ["equal"]
    assert [part.kind for part in parts(OLD, OLD.replace("\n\n", " "))] == ["equal"]
    assert parts("", "") == []
    assert amount(OLD, OLD, parts(OLD, OLD)) == Amount(12, 0, 0)


def test_a_text_that_says_nothing_of_the_other_is_all_new():
    assert said("one two", "three") == [("deleted", "one two"), ("inserted", "three")]
    assert said("", "three") == [("inserted", "three")]
    assert amount("one two", "three", parts("one two", "three")) == Amount(0, 2, 1)


def test_long_texts_are_compared_soon():
    old = " ".join(f"the w{at % 900} of" for at in range(6_000))
    new = old.replace("w17 ", "w17 and ").replace("w400 of", "w401")
    found = parts(old, new)
    assert "".join(old[slice(*part.old)] for part in found) == old
    assert {part.kind for part in found} == {"equal", "deleted", "inserted"}


def test_long_texts_that_share_words_in_another_order_are_covered_too():
    chance = random.Random(2)
    words = [f"w{at}" for at in range(5_000)]
    moved = [*words[3_000:], *words[:1_000], *chance.sample(words, 300), *words[1_000:3_000]]
    old, new = " ".join(words), " ".join(moved)
    found = parts(old, new)
    assert "".join(old[slice(*part.old)] for part in found) == old
    assert "".join(new[slice(*part.new)] for part in found) == new
    assert amount(old, new, found).equal >= 2_900


@given(TEXTS.map(" ".join), TEXTS.map("".join))
def test_the_parts_cover_both_texts_and_equal_ones_say_the_same(old, new):
    found = parts(old, new)
    assert "".join(old[slice(*part.old)] for part in found) == (old if tokens(old) else "")
    assert "".join(new[slice(*part.new)] for part in found) == (new if tokens(new) else "")
    for part in found:
        before, after = (
            [text[start:end] for start, end in tokens(text, *place)]
            for text, place in ((old, part.old), (new, part.new))
        )
        assert (before == after) == (part.kind == "equal")
