"""Articles with and without suggestions are compared, and what cannot be compared says why."""

import random

import pytest

from annotator.domain.entities import REJECTED, Mark, Span
from annotator.domain.suggestion_effect import ALL, Decided, Group, decided, ratio


def group(*articles):
    """Of articles with so many words and so many PER."""
    made = Group()
    for words, labels in articles:
        made.add(words, words * 5, {"PER": labels} if labels else {})
    return made


def test_rates_are_per_thousand_words_and_characters():
    one = group((100, 3), (300, 1))
    assert (one.per_words("PER").value, one.per_characters("PER").value) == (10.0, 2.0)
    assert (one.per_words("PER").n, one.labels(ALL)) == (2, 4)


def test_what_cannot_be_reckoned_says_why():
    none, some = group(), group((100, 2), (100, 3))
    assert none.per_words("PER").why == "undefined because no such article is done yet"
    assert ratio(some, none, "PER").why == "undefined because no article without suggestions is done yet"
    assert ratio(none, some, "PER").why == "undefined because no article with suggestions is done yet"
    lonely = ratio(some, group((100, 0), (90, 0)), "PER")
    assert lonely.why == "undefined because there is none in the articles without suggestions"
    single = ratio(some, group((100, 2)), "PER")
    assert (single.value, single.low, single.why) == (
        1.25,
        None,
        "no interval: it takes two articles of each kind",
    )
    assert ratio(group((9, 0), (9, 0)), some, "PER").value == 0.0
    assert Decided().share(0).why == "undefined because no suggestion of it was decided"


def test_equal_articles_leave_no_doubt():
    found = ratio(group(*[(100, 4)] * 5), group(*[(100, 2)] * 5), "PER")
    assert (found.value, found.low, found.high) == (2.0, pytest.approx(2.0), pytest.approx(2.0))


def test_the_interval_holds_the_true_ratio_about_as_often_as_it_says():
    rng, held = random.Random(7), 0
    for _ in range(200):
        kinds = [
            group(*[(words, _drawn(rng, words, 0.02)) for words in (rng.randint(80, 400) for _ in range(40))])
            for _ in range(2)
        ]
        found = ratio(kinds[0], kinds[1], "PER")
        held += found.low <= 1 <= found.high
    assert 178 <= held <= 199


def _drawn(rng, words, rate):
    """Labels hang together: an article has its own rate."""
    own = rate * rng.choice([0.5, 1.0, 1.5])
    return sum(rng.random() < own for _ in range(words))


def test_what_became_of_suggestions_goes_by_the_label_that_was_offered():
    def span(id, start, end, label):
        return Span(id, "mine", "doc", start, end, label, "memory 1")

    offered = {one.id: one for one in (span(f"s{at}", at, at + 1, "PER") for at in range(4))}
    now = [span("s0", 0, 1, "PER"), span("s1", 1, 2, "ORG"), span("s2", 2, 4, "PER"), span("x", 9, 10, "ORG")]
    no = [Mark("r", "mine", "doc", REJECTED, "ORG", 5, 6), Mark("q", "mine", "doc", REJECTED, "", 7, 8)]
    assert decided(offered, now, no) == {
        "PER": Decided(accepted=1, changed=2, taken_back=1),
        "ORG": Decided(rejected=1),
    }
    assert Decided(1, 2, 1).share(2).value == 0.5
