"""What layers say becomes positions: nothing is lost, nothing counted twice, and faults come first."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.annotations import Annotations, in_order
from annotator.domain.comparing import compare
from annotator.domain.entities import SENTIMENT, Decision, Mark, Opinion, Said, Source, Span
from annotator.domain.positions import DISAGREEMENTS, Wanted, by_likelihood, differ

TEXT = "The Port Authority of Velmora met Ilse Maren. Velmora waited; Maren left the Port Authority."


def at(words, number=1):
    """Where the words stand for the n-th time."""
    start = -1
    for _ in range(number):
        start = TEXT.index(words, start + 1)
    return start, start + len(words)


def layer(name, *spans, marks=(), opinions=(), status="done"):
    """What a layer says: (words, label) or (words, label, which of them) for each span."""
    made = [
        Span(f"{name}-{number}", name, "d", *at(one[0], *one[2:]), one[1]) for number, one in enumerate(spans)
    ]
    return Annotations(name, "d", in_order(made), tuple(marks), tuple(opinions), status)


def sentiment(name, value, place=None):
    start, end = place or (None, None)
    id = SENTIMENT if place is None else f"{SENTIMENT}:{start}-{end}"
    return Mark(id, name, "d", SENTIMENT, value, start, end)


def kinds(positions):
    return [(TEXT[one.start : one.end], one.kind) for one in positions]


def test_equal_labels_agree_and_others_differ_by_edge_by_label_or_by_being_there():
    ines = layer("ines", ("Port Authority of Velmora", "ORG"), ("Ilse Maren", "PER"), ("Velmora", "GPE", 2))
    marek = layer(
        "marek", ("Port Authority", "ORG"), ("Ilse Maren", "PER"), ("Velmora", "LOC", 2), ("Maren", "PER", 2)
    )
    assert kinds(compare(TEXT, [ines, marek])) == [
        ("Port Authority of Velmora", "boundary"),
        ("Ilse Maren", "agreed"),
        ("Velmora", "label"),
        ("Maren", "missing"),
    ]


def test_nested_labels_are_positions_of_their_own():
    both = [("Port Authority of Velmora", "ORG"), ("Velmora", "GPE")]
    found = compare(TEXT, [layer("ines", *both), layer("marek", *both), layer("rita", both[0])])
    assert kinds(found) == [("Port Authority of Velmora", "agreed"), ("Velmora", "missing")]


def test_two_labels_on_the_same_words_pair_with_their_likes():
    both = [("Velmora", "GPE"), ("Velmora", "ORG")]
    assert [one.kind for one in compare(TEXT, [layer("a", *both), layer("b", *both)])] == ["agreed", "agreed"]
    ids = [one.id for one in compare(TEXT, [layer("a", *both), layer("b", *both)])]
    assert len(set(ids)) == 2


def test_overlapping_labels_go_to_the_closest_of_the_other_layer():
    a = layer("a", ("Port Authority of Velmora", "ORG"), ("Velmora met Ilse Maren", "ORG"))
    found = compare(TEXT, [a, layer("b", ("of Velmora met Ilse Maren", "ORG"))])
    assert kinds(found) == [
        ("Port Authority of Velmora", "missing"),
        ("of Velmora met Ilse Maren", "boundary"),
    ]


def test_a_short_name_in_a_long_role_is_another_position():
    found = compare(
        TEXT, [layer("a", ("Authority of Velmora met Ilse Maren", "ROLE")), layer("b", ("Maren", "PER"))]
    )
    assert [one.kind for one in found] == ["missing", "missing"]


def test_candidates_say_who_said_what_the_most_first_and_nothing_last():
    long, short = ("Port Authority of Velmora", "ORG"), ("Port Authority", "ORG")
    layers = [layer("a", short), layer("b", long), layer("c", long), layer("d")]
    (found,) = compare(TEXT, layers)
    assert [(one.said and TEXT[one.said.start : one.said.end]) for one in found.candidates] == [
        long[0],
        short[0],
        None,
    ]
    assert [[source.layer for source in one.sources] for one in found.candidates] == [
        ["b", "c"],
        ["a"],
        ["d"],
    ]
    assert found.kind == "missing"
    assert found.says("a") == Said("ORG", *at("Port Authority"))


@pytest.mark.parametrize(("status", "positions"), [("new", 0), ("skipped", 0), ("done", 1)])
def test_whoever_did_not_work_on_the_article_missed_nothing_in_it(status, positions):
    found = compare(TEXT, [layer("a", ("Velmora", "GPE")), layer("b", status=status)])
    assert len(found) == positions


def test_what_stands_in_a_skipped_article_is_not_compared():
    said = ("Velmora", "GPE")
    assert compare(TEXT, [layer("a", said), layer("b", said, status="skipped")]) == ()


def test_unmarked_twins_and_edges_come_before_other_gaps_and_labels():
    ines = layer(
        "ines", ("Velmora", "GPE"), ("Port Authority", "ORG"), ("Ilse Maren", "PER"), ("Maren", "PER", 2)
    )
    marek = layer(
        "marek", ("Velmora", "LOC"), ("Velmora", "LOC", 2), ("The Port Authority", "ORG"), ("Ilse", "PER")
    )
    order = kinds(by_likelihood(compare(TEXT, [ines, marek])))
    assert order == [
        ("Velmora", "missing"),  # Ines labelled the other one
        ("The Port Authority", "boundary"),
        ("Ilse Maren", "boundary"),
        ("Maren", "missing"),
        ("Velmora", "label"),
    ]


def test_sentiments_are_compared_by_place_and_only_with_those_who_judge_sentences():
    first = (0, 45)
    a = layer("a", marks=[sentiment("a", "negative"), sentiment("a", "neutral", first)])
    b = layer("b", marks=[sentiment("b", "positive"), sentiment("b", "neutral", first)])
    c = layer("c", marks=[sentiment("c", "negative")])
    article, sentence = compare(TEXT, [a, b, c])
    assert (article.kind, article.start, sentence.kind) == ("sentiment", None, "agreed")
    assert sentence.layers == ("a", "b")
    assert article.layers == ("a", "c", "b")


def test_opinions_are_the_same_where_their_targets_are_whatever_their_edges():
    def voiced(name, words, polarity, **more):
        return layer(name, (words, "PER"), opinions=[Opinion("o", name, "d", f"{name}-0", polarity, **more)])

    alike = compare(TEXT, [voiced("a", "Ilse Maren", "negative"), voiced("b", "Maren", "negative")])
    assert [one.kind for one in alike] == ["boundary", "agreed"]
    other = compare(TEXT, [voiced("a", "Ilse Maren", "negative"), voiced("b", "Maren", "positive")])
    assert [one.kind for one in other] == ["boundary", "sentiment"]
    words = compare(
        TEXT, [voiced("a", "Maren", "negative", expression=((1, 3),)), voiced("b", "Maren", "negative")]
    )
    assert [one.kind for one in words] == ["agreed", "opinion"]
    assert words[1].target == words[0].id


def test_filters_show_one_kind_one_label_or_one_pair():
    layers = [
        layer("a", ("Velmora", "GPE"), ("Ilse Maren", "PER")),
        layer("b", ("Velmora", "LOC"), ("Ilse Maren", "PER")),
        layer("c", ("Velmora", "GPE"), ("Ilse Maren", "PER")),
    ]
    velmora, maren = compare(TEXT, layers)
    assert (DISAGREEMENTS.shows(velmora), DISAGREEMENTS.shows(maren)) == (True, False)
    assert Wanted(value="LOC").shows(velmora)
    assert not Wanted(value="LOC").shows(maren)
    assert Wanted(pair=("a", "b")).shows(velmora)
    assert not Wanted(pair=("a", "c")).shows(velmora)
    assert not differ(velmora, "a", "somebody else")


def decided(position, **more):
    facts = {"choice": "nothing", "outcome": None, "made": "", "decider": "sol", **more}
    place = (position.about, position.start, position.end, position.candidates)
    return Decision(position.id, "gold", "d", *place, **facts)


def test_a_decided_position_keeps_its_id_when_edges_and_labels_under_it_change():
    (before,) = compare(TEXT, [layer("a", ("Velmora", "GPE")), layer("b", ("Velmora", "LOC"))])
    later = [layer("a", ("Port Authority of Velmora", "LOC")), layer("b", ("Velmora", "LOC"))]
    (after,) = compare(TEXT, later, [decided(before)])
    assert after.id == before.id
    assert (after.start, after.end) != (before.start, before.end)


def test_a_label_that_was_moved_right_away_takes_its_decision_along():
    (before,) = compare(TEXT, [layer("a", ("Velmora", "GPE")), layer("b")])
    moved = Annotations("a", "d", (Span("a-0", "a", "d", *at("Velmora", 2), "GPE"),), status="done")
    other = layer("b", ("Velmora", "GPE"))
    first, second = compare(TEXT, [moved, other], [decided(before)])
    assert (first.id == before.id, second.id == before.id) == (False, True)


def test_labels_removed_and_made_again_on_the_place_find_their_decision():
    first = layer("a", ("Velmora", "GPE", 2)), layer("b", ("Velmora", "LOC", 2))
    (before,) = compare(TEXT, first)
    again = [Span("new-id", "a", "d", *at("Velmora", 2), "GPE")]
    (after,) = compare(
        TEXT, [Annotations("a", "d", tuple(again), status="done"), layer("b")], [decided(before)]
    )
    assert after.id == before.id


def test_where_all_labels_under_a_decision_are_gone_the_position_stays():
    (before,) = compare(TEXT, [layer("a", ("Velmora", "GPE")), layer("b", ("Velmora", "LOC"))])
    (after,) = compare(TEXT, [layer("a"), layer("b")], [decided(before)])
    assert (after.id, after.versions, after.layers) == (before.id, (), ("a", "b"))


def test_a_decision_about_other_layers_makes_no_position_between_those_who_never_spoke():
    (before,) = compare(TEXT, [layer("a", ("Velmora", "GPE")), layer("b", ("Velmora", "LOC"))])
    assert compare(TEXT, [layer("c"), layer("d")], [decided(before)]) == ()


SPANS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 20), st.sampled_from(["PER", "ORG", "GPE"])), max_size=12
)


def made(names_and_spans):
    return [
        Annotations(
            name,
            "d",
            in_order(
                Span(f"{at}", name, "d", s, s + n, label)
                for at, (s, n, label) in enumerate(dict.fromkeys(spans))
            ),
            status="done",
        )
        for name, spans in names_and_spans
    ]


@settings(max_examples=150, deadline=None)
@given(st.lists(SPANS, min_size=2, max_size=6), st.randoms(use_true_random=False))
def test_every_span_is_in_one_position_and_no_layer_twice_in_one_in_whatever_order_they_come(spans, shuffle):
    layers = made((f"layer{at}", one) for at, one in enumerate(spans))
    found = compare(TEXT, layers)
    sources = [s for one in found for candidate in one.versions for s in candidate.sources]
    assert sorted(sources) == sorted(Source(on.layer, span.id) for on in layers for span in on.spans)
    assert len({one.id for one in found}) == len(found)
    for one in found:
        everyone = [source.layer for candidate in one.candidates for source in candidate.sources]
        assert sorted(everyone) == sorted(on.layer for on in layers)
        assert (one.kind == "agreed") == (len(one.candidates) == 1)
        assert one.start == min(candidate.said.start for candidate in one.versions)
    said = {(one.id, frozenset((c.said, frozenset(c.sources)) for c in one.candidates)) for one in found}
    shuffle.shuffle(layers)
    again = compare(TEXT, layers)
    assert {
        (one.id, frozenset((c.said, frozenset(c.sources)) for c in one.candidates)) for one in again
    } == said


@settings(max_examples=100, deadline=None)
@given(SPANS, st.integers(2, 6))
def test_layers_that_say_the_same_agree_everywhere(spans, count):
    layers = made((f"layer{at}", spans) for at in range(count))
    assert all(one.kind == "agreed" for one in compare(TEXT, layers))


def test_twelve_layers_of_1200_spans_are_compared_while_a_key_is_down():
    rng = random.Random(7)
    text = "".join(rng.choice("abcdefgh ") for _ in range(100_000))
    places = [
        (s := rng.randrange(99_900), s + rng.randrange(3, 25), f"L{rng.randrange(17)}") for _ in range(1200)
    ]
    noisy = [
        [
            (s + (rng.random() < 0.06), e, label if rng.random() < 0.95 else "L3")
            for s, e, label in places
            if rng.random() < 0.9
        ]
        for _ in range(12)
    ]
    layers = made((f"layer{at}", [(s, e - s, label) for s, e, label in one]) for at, one in enumerate(noisy))
    spent = []
    for _ in range(5):
        before = time.process_time()
        compare(text, layers)
        spent.append(time.process_time() - before)
    before, floor = time.process_time(), {}
    for at_ in range(1_000_000):
        floor[at_] = at_
    floor_spent = time.process_time() - before
    assert min(spent) < 2.5 * floor_spent  # some 45 ms on a quiet machine, where comparing takes some 30
