"""Proposals: what most say, or what is likeliest given how good everyone is; a tie is told, never broken."""

import math
import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.dawid_skene import estimate
from annotator.domain.entities import Candidate, Said, Source
from annotator.domain.positions import Position, kind_of_span, ordered
from annotator.domain.proposing import Majority, Weighted, votes_of

# Table 1 of Dawid and Skene 1979: fitness for anaesthesia of 45 patients; observer 1 judged thrice, 2-5 once.
TABLE_1 = """
    1111111 3334334 1122122 2223121 2223222 2223322 1222111 3333433 2222223 2322223 4444444 2223343 1111111
    2223212 1211111 1112111 1111111 1111111 2222221 2221322 2222222 2222221 2223222 2212222 1111111 1111111
    2322222 1111111 1111111 1121121 1111111 3333233 1111111 2222222 2223232 4334343 2212232 2323233 3333432
    1111111 1111111 1212111 2322222 1211111 2222222
"""
PATIENTS = TABLE_1.split()
OBSERVERS = ("1", "1", "1", "2", "3", "4", "5")


def rated(patient):
    return tuple(zip(OBSERVERS, patient, strict=True))


def position(**said):
    """What each layer says: a label, or a label with start and end, or None."""
    sources = {}
    for layer, one in said.items():
        one = Said(one, 0, 5) if isinstance(one, str) else one
        sources.setdefault(one, []).append(Source(layer, "" if one is None else "x"))
    candidates = ordered(Candidate(one, tuple(of)) for one, of in sources.items())
    return Position("span:0-5", "span", 0, 5, candidates, kind_of_span(candidates))


LONG, SHORT = Said("ORG", 0, 9), Said("ORG", 0, 5)


@pytest.mark.parametrize(
    ("said", "expected", "share"),
    [
        ({"a": "PER", "b": "PER", "c": "ORG"}, Said("PER", 0, 5), 2 / 3),
        ({"a": "PER", "b": None, "c": None}, None, 2 / 3),
        ({"a": LONG, "b": LONG, "c": SHORT}, LONG, 2 / 3),
        # Most say that something is here, most of them ORG, most of them the long name.
        ({"a": LONG, "b": LONG, "c": SHORT, "d": "GPE", "e": None, "f": None, "g": None}, LONG, 2 / 7),
    ],
)
def test_the_majority_decides_whether_then_what_then_where(said, expected, share):
    found = Majority().propose(position(**said))
    assert (found.said, found.is_tie, found.by) == (expected, False, "majority")
    assert found.share == pytest.approx(share)


@pytest.mark.parametrize(
    ("said", "tied"),
    [
        ({"a": "PER", "b": "ORG"}, {Said("PER", 0, 5), Said("ORG", 0, 5)}),
        ({"a": "PER", "b": None}, {Said("PER", 0, 5), None}),
        ({"a": LONG, "b": SHORT, "c": None}, {LONG, SHORT}),
        ({"a": "PER", "b": "ORG", "c": None, "d": None}, {Said("PER", 0, 5), Said("ORG", 0, 5), None}),
    ],
)
@pytest.mark.parametrize("way", [Majority(), Weighted()])
def test_a_tie_is_told_with_all_that_is_tied(said, tied, way):
    found = way.propose(position(**said))
    assert found.is_tie
    assert set(found.tied) >= tied if isinstance(way, Weighted) else set(found.tied) == tied


def test_the_published_example_comes_out():
    found = estimate(Counter(map(rated, PATIENTS)), prior=None, only_said=False)
    assert [round(found.common[value], 2) for value in "1234"] == [0.40, 0.42, 0.11, 0.07]
    assert found.items == 45
    # Patients whose class is not what most observers said would be, were all equally good.
    chances = [found.chances(rated(patient), "1234") for patient in PATIENTS]
    assert chances[2]["2"] > 0.9  # patient 3: 1122122
    assert max(chances[11], key=chances[11].get) == "3"  # patient 12: 2223343


def plain(items, values, rounds):
    """The same estimate, written down as the paper's formulas have it."""
    raters = sorted({rater for votes in items for rater, _ in votes})
    belief = [{v: sum(s == v for _, s in votes) / len(votes) for v in values} for votes in items]
    for _ in range(rounds):
        common = {v: sum(one[v] for one in belief) / len(items) for v in values}
        error = {}
        for rater in raters:
            for true in values:
                row = {
                    said: sum(
                        one[true] * sum(vote == (rater, said) for vote in votes)
                        for one, votes in zip(belief, items, strict=True)
                    )
                    for said in values
                }
                total = sum(row.values())
                error[rater, true] = {said: n / total if total else 0 for said, n in row.items()}
        belief = []
        for votes in items:
            row = {v: common[v] * math.prod(error[r, v][s] for r, s in votes) for v in values}
            belief.append({v: n / sum(row.values()) for v, n in row.items()})
    return common


@pytest.mark.parametrize("seed", range(20))
def test_it_is_what_the_formulas_of_the_paper_give(seed):
    rng = random.Random(seed)
    good = {rater: rng.uniform(0.55, 0.95) for rater in "abcde"}
    items = []
    for _ in range(60):
        true = rng.choice("xxyyz")
        who = rng.sample("abcde", rng.randrange(2, 6))
        items.append(tuple((r, true if rng.random() < good[r] else rng.choice("xyz")) for r in sorted(who)))
    found = estimate(Counter(items), prior=None, only_said=False)
    expected = plain(items, "xyz", found.rounds)
    assert all(found.common[value] == pytest.approx(expected[value], abs=1e-9) for value in "xyz")


def test_two_careless_layers_do_not_outvote_a_careful_one():
    rng = random.Random(3)
    votes = Counter()
    for _ in range(400):
        true = rng.choice(["PER", "ORG", "GPE"])
        careless = [true if rng.random() < 0.5 else rng.choice(["PER", "ORG", "GPE"]) for _ in range(2)]
        said = [true if rng.random() < 0.97 else "ORG", true if rng.random() < 0.97 else "PER", *careless]
        votes[tuple(zip("abcd", said, strict=True))] += 1
    way = Weighted({"span": estimate(votes)})
    here = position(a="PER", b="ORG", c="ORG", d="ORG")
    assert Majority().propose(here).said.value == "ORG"
    there = position(a="GPE", c="ORG", d="ORG")
    assert Majority().propose(there).said.value == "ORG"
    assert way.propose(there).said.value == "GPE"
    assert way.propose(there).by == "dawid-skene"


def test_the_better_layer_decides_the_edge():
    sure = {(("a", "ORG"), ("b", "ORG")): 50, (("a", "ORG"), ("b", "GPE")): 5, (("a", "ORG"), ("b", None)): 9}
    way = Weighted({"span": estimate(Counter(sure))})
    assert way.propose(position(a=LONG, b=SHORT)).said == LONG


VOTES = st.lists(
    st.dictionaries(st.sampled_from("abcd"), st.sampled_from(["PER", "ORG", None]), min_size=1).map(
        lambda one: tuple(sorted(one.items()))
    ),
    min_size=1,
    max_size=25,
)


@settings(max_examples=60, deadline=None)
@given(VOTES, st.randoms(use_true_random=False))
def test_the_same_votes_give_the_same_estimate_in_whatever_order(votes, shuffle):
    once = estimate(Counter(votes))
    shuffle.shuffle(votes)
    assert estimate(Counter(votes)) == once
    for item in votes:
        chances = once.chances(item, {said for _, said in item})
        assert sum(chances.values()) == pytest.approx(1)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["PER", "ORG", LONG, None]), min_size=2))
def test_a_proposal_is_something_that_somebody_said(said):
    if all(one is None for one in said.values()):
        return
    here = position(**said)
    choices = {one.said for one in here.candidates}
    for way in (Majority(), Weighted({"span": estimate(Counter([votes_of(here)]))})):
        found = way.propose(here)
        assert set(found.tied or (found.said,)) <= choices
        assert 0 < found.share <= 1 + 1e-9
        assert found.is_tie == (len(found.tied) > 1)
