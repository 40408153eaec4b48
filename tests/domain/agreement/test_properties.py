"""What must be true of any ratings and spans."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.agreement.alignment import cheapest_assignment, least_disorder
from annotator.domain.agreement.bootstrap import with_intervals
from annotator.domain.agreement.figure import Figure
from annotator.domain.agreement.gamma import disorder, dissimilarity, gamma
from annotator.domain.agreement.gwet import gwet_ac1, gwet_ac2
from annotator.domain.agreement.kappa import cohen_kappa, fleiss_kappa, scott_pi
from annotator.domain.agreement.krippendorff import krippendorff_alpha
from annotator.domain.agreement.pairing import Unit, paired
from annotator.domain.agreement.ratings import ratings
from annotator.domain.agreement.span_f1 import WAYS, span_counts, span_f1
from annotator.domain.agreement.unitizing import continuum, unitizing_alpha

NOMINAL = [cohen_kappa, scott_pi, fleiss_kappa, krippendorff_alpha, gwet_ac1, gwet_ac2]
SCALED = [
    lambda given: krippendorff_alpha(given, "ordinal"),
    lambda given: krippendorff_alpha(given, "interval"),
    lambda given: cohen_kappa(given, "linear"),
    lambda given: scott_pi(given, "quadratic"),
    lambda given: gwet_ac2(given, "quadratic"),
]
VALUE = st.integers(1, 4)
PAIRS = st.lists(st.tuples(VALUE | st.none(), VALUE | st.none()), max_size=25)
CROWD = st.integers(2, 5).flatmap(
    lambda raters: st.lists(st.tuples(*[VALUE | st.none()] * raters), min_size=1, max_size=15)
)


def rated(rows):
    return ratings([str(n) for n in range(len(rows[0]) if rows else 2)], rows, order=(1, 2, 3, 4))


@st.composite
def spans(draw, most=7):
    """Spans of one rater, which may overlap."""
    places = draw(
        st.lists(st.tuples(st.integers(0, 55), st.integers(1, 12), st.sampled_from("ab")), max_size=most)
    )
    return sorted({Unit(start, start + size, label) for start, size, label in places})


@given(PAIRS)
@settings(max_examples=150)
def test_a_figure_is_at_most_1_or_says_why_there_is_none(rows):
    for measure in NOMINAL + SCALED:
        figure = measure(rated(rows))
        assert (figure.value is None) == figure.why.startswith("undefined because")
        assert figure.value is None or figure.value <= 1 + 1e-9
        if measure in NOMINAL and measure is not gwet_ac2:
            assert figure.value is None or figure.value >= -1 - 1e-9
        assert figure.n + figure.skipped == len(rows)
        assert bool(figure.skipped_why) == bool(figure.skipped)


@given(PAIRS)
@settings(max_examples=100)
def test_it_does_not_matter_who_comes_first(rows):
    for measure in NOMINAL + SCALED:
        one, other = measure(rated(rows)).value, measure(rated([row[::-1] for row in rows])).value
        assert one == (None if other is None else pytest.approx(other, abs=1e-9))


@given(CROWD, st.randoms(use_true_random=False))
@settings(max_examples=100)
def test_the_order_of_raters_and_units_does_not_matter(rows, random):
    order = list(range(len(rows[0])))
    random.shuffle(order)
    mixed = [tuple(row[at] for at in order) for row in rows]
    random.shuffle(mixed)
    for measure in (fleiss_kappa, krippendorff_alpha, gwet_ac1, gwet_ac2, SCALED[0]):
        one, other = measure(rated(rows)).value, measure(rated(mixed)).value
        assert one == (None if other is None else pytest.approx(other, abs=1e-9))


@given(st.lists(VALUE, min_size=1, max_size=20), st.integers(2, 4))
@settings(max_examples=80)
def test_perfect_agreement_is_1_and_undefined_where_one_value_is_all_there_is(values, raters):
    measures = NOMINAL + SCALED if raters == 2 else [fleiss_kappa, krippendorff_alpha, gwet_ac1, gwet_ac2]
    for measure in measures:
        figure = measure(rated([(value,) * raters for value in values]))
        if len(set(values)) == 1:
            assert figure.value is None
            assert "everyone said" in figure.why
        else:
            assert figure.value == pytest.approx(1)


@given(PAIRS, st.permutations([1, 2, 3, 4]))
@settings(max_examples=80)
def test_names_of_values_do_not_matter_where_they_have_no_order(rows, names):
    renamed = [tuple(value and names[value - 1] for value in row) for row in rows]
    for measure in (cohen_kappa, scott_pi, fleiss_kappa, krippendorff_alpha, gwet_ac1):
        one, other = measure(rated(rows)).value, measure(rated(renamed)).value
        assert one == (None if other is None else pytest.approx(other, abs=1e-9))


@given(spans(), spans())
@settings(max_examples=150)
def test_pairing_uses_each_span_once_and_is_the_same_from_either_side(first, second):
    pairing = paired(first, second)
    assert sorted([one for one, _ in pairing.pairs] + list(pairing.only_first)) == first
    assert sorted([other for _, other in pairing.pairs] + list(pairing.only_second)) == second
    assert all(one.start < other.end and other.start < one.end for one, other in pairing.pairs)
    assert sorted((other, one) for one, other in pairing.pairs) == sorted(paired(second, first).pairs)
    counts = span_counts(first, second)
    assert counts.both == len(set(first) & set(second))
    for way in WAYS:
        value = span_f1(counts, "ab", way).value
        assert value is None if not first + second else 0 <= value <= 1
        assert span_f1(span_counts(second, first), "ba", way).value == value
    if first:
        assert {span_f1(span_counts(first, first), "ab", way).value for way in WAYS} == {1}


@given(spans(), spans(), spans())
@settings(max_examples=100)
def test_unitizing_alpha_is_1_for_equal_spans_and_the_same_for_raters_in_any_order(first, second, third):
    value = unitizing_alpha(continuum("abc", [first, second, third], 80)).value
    mirrored = unitizing_alpha(continuum("cba", [third, second, first], 80)).value
    assert value == (None if mirrored is None else pytest.approx(mirrored))
    assert value is None or value <= 1
    figure = unitizing_alpha(continuum("ab", [first, first], 80))
    assert figure.value == (1 if first else None)


@given(spans(most=5), spans(most=5))
@settings(max_examples=60)
def test_the_best_alignment_of_two_is_the_best_of_all_and_gamma_at_most_1(first, second):
    def best(ones, others):
        """By trying everything."""
        if not ones:
            return float(len(others))
        rest = [1 + best(ones[1:], others)]
        rest += [
            dissimilarity(ones[0], other) + best(ones[1:], others[:at] + others[at + 1 :])
            for at, other in enumerate(others)
        ]
        return min(rest)

    assert least_disorder([first, second], dissimilarity) == pytest.approx(best(first, second))
    figure = gamma(disorder([first, second], 70, 5, "seed"), "ab")
    assert figure.value is None or figure.value <= 1
    same = gamma(disorder([first, first], 70, 5, "seed"), "ab")
    assert same.value == (1 if first and same.chance else None)


@given(st.lists(st.lists(st.floats(-5, 5), min_size=5, max_size=5), min_size=1, max_size=4))
@settings(max_examples=80)
def test_the_cheapest_assignment_is_the_cheapest(costs):
    def best(row, free):
        return 0.0 if row == len(costs) else min(costs[row][at] + best(row + 1, free - {at}) for at in free)

    assert cheapest_assignment(costs) == pytest.approx(best(0, frozenset(range(5))), abs=1e-9)


def measured(parts):
    share = sum(parts) / len(parts)
    return {"share": Figure("share", share, len(parts), "documents", ("a", "b"))}


def intervals(parts, resamples, seed=0):
    work = with_intervals(measured(parts), measured, parts, resamples, seed)
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value["share"].interval


def test_an_interval_is_the_same_for_a_seed_holds_the_figure_and_shrinks_with_documents():
    random = Random(1)
    few, many = ([random.random() for _ in range(n)] for n in (10, 400))
    assert intervals(few, 200) == intervals(few, 200) != intervals(few, 200, seed=1)
    small, large = intervals(many, 200), intervals(few, 200)
    assert small.low < sum(many) / len(many) < small.high
    assert small.high - small.low < (large.high - large.low) / 3
    assert (small.resamples, small.without, small.level) == (200, 0, 0.95)


def test_an_interval_is_as_wide_as_the_spread_of_the_documents_makes_it():
    random = Random(2)
    many = [random.gauss(0, 1) for _ in range(400)]
    interval = intervals(many, 400)
    assert interval.high - interval.low == pytest.approx(2 * 1.96 / 400**0.5, rel=0.15)


def test_one_document_has_no_interval():
    assert intervals([0.5], 200) is None
    assert intervals([0.5, 0.6], 0) is None
