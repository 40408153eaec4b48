"""What is reckoned from sums, and from bits, equals what is reckoned in full."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.agreement.additive import Alpha, Ratio, intervals
from annotator.domain.agreement.bootstrap import with_intervals
from annotator.domain.agreement.krippendorff import krippendorff_alpha
from annotator.domain.agreement.pairing import Unit, paired
from annotator.domain.agreement.places import Places
from annotator.domain.agreement.ratings import pooled, ratings
from annotator.domain.agreement.span_f1 import SpanCounts

RATERS, ORDER = ("a", "b", "c"), ("low", "middle", "high")
values = st.one_of(st.none(), st.sampled_from(ORDER))
documents = st.lists(st.lists(st.tuples(values, values, values), max_size=6), min_size=1, max_size=6)
units = st.builds(
    lambda start, long, label: Unit(start, start + long, label),
    st.integers(0, 30),
    st.integers(1, 8),
    st.sampled_from("XY"),
)
sides = st.lists(st.lists(units, max_size=8, unique=True), min_size=2, max_size=4)


def run(work):
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value


@given(documents, st.booleans())
def test_alpha_from_sums_is_alpha(rows, ordinal):
    tables = [ratings(RATERS, one, "units", ORDER) for one in rows]
    alpha = Alpha.of(tables, ordinal=ordinal)
    whole = krippendorff_alpha(pooled(tables), "ordinal" if ordinal else "nominal")
    assert alpha.value([1] * len(tables)) == (None if whole.value is None else pytest.approx(whole.value))
    twice = krippendorff_alpha(pooled([*tables, tables[0]]), "ordinal" if ordinal else "nominal")
    times = [2, *[1] * (len(tables) - 1)]
    assert alpha.value(times) == (None if twice.value is None else pytest.approx(twice.value))


def test_the_intervals_are_those_of_drawing_the_documents_themselves():
    rows = [[("low", "low", None)], [("low", "high", "high")], [("middle", "middle", "middle")] * 2]
    tables = [ratings(RATERS, one, "units", ORDER) for one in rows]

    def measure(drawn):
        return {"alpha": krippendorff_alpha(pooled(drawn))}

    slow = run(with_intervals(measure(tables), measure, tables, 60, seed=3))["alpha"].interval
    quick = run(intervals({"alpha": Alpha.of(tables)}, 3, 60, seed=3))["alpha"]
    assert (quick.low, quick.high) == (pytest.approx(slow.low), pytest.approx(slow.high))
    assert (quick.resamples, quick.without) == (60, slow.without)


def test_one_document_and_no_drawings_give_no_interval():
    share = Ratio([1], [2])
    assert share.value([1]) == 0.5
    assert Ratio([0], [0]).value([1]) is None
    assert run(intervals({"share": share}, 1, 50)) == {"share": None}
    assert run(intervals({"share": share}, 2, 0)) == {"share": None}


@given(sides)
def test_layers_as_bits_are_paired_as_their_units_are(raters):
    places = Places([*raters, None])
    assert places.sides[-1] is None
    for one, first in zip(raters, places.sides, strict=False):
        for other, second in zip(raters, places.sides, strict=False):
            assert SpanCounts(*places.counts(first, second)) == SpanCounts.of(paired(one, other))
