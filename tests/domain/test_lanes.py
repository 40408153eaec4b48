from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.lanes import MAX_LANES, RULE_TOLERANCE, TAG_GAP, Extent, allocate


def extent(left: float, right: float, tag: float = 20.0, length: int = 5) -> Extent:
    return Extent(left, right, left, left + tag, length)


@st.composite
def extents(draw: st.DrawFn) -> list[Extent]:
    found = []
    for _ in range(draw(st.integers(0, 25))):
        left = draw(st.integers(0, 560))
        width = draw(st.integers(2, 200))
        found.append(extent(left, left + width, draw(st.integers(12, 45)), draw(st.integers(1, 60))))
    return found


def test_spans_apart_share_the_first_lane():
    assert allocate([extent(0, 40), extent(100, 140), extent(200, 240)]) == [0, 0, 0]


def test_the_inner_span_lies_nearer_the_text():
    outer, middle, inner = extent(0, 300), extent(100, 300), extent(220, 300)
    assert allocate([outer, middle, inner]) == [2, 1, 0]


def test_crossing_spans_take_two_lanes_the_shorter_first():
    assert allocate([extent(0, 100), extent(60, 150)]) == [1, 0]


def test_spans_on_the_same_words_are_ordered_by_the_length_of_the_whole_span():
    assert allocate([extent(0, 50, length=90), extent(0, 50, length=4)]) == [1, 0]


def test_adjacent_spans_share_a_lane_if_their_tags_leave_a_gap():
    assert allocate([extent(0, 40), extent(40, 80)]) == [0, 0]


def test_tags_of_short_words_never_meet():
    assert allocate([extent(0, 10, tag=24), extent(16, 26, tag=24)]) == [0, 1]


def test_more_than_twelve_on_one_word_stay_without_a_lane():
    lanes = allocate([extent(0, 30, length=number) for number in range(15)])
    assert lanes == [*range(MAX_LANES), None, None, None]


@given(extents())
def test_nothing_in_a_lane_overprints(some: list[Extent]):
    lanes = allocate(some)
    for at, one in enumerate(some):
        for other, lane in zip(some[at + 1 :], lanes[at + 1 :], strict=True):
            if lanes[at] is None or lanes[at] != lane:
                continue
            assert one.right <= other.left + RULE_TOLERANCE or other.right <= one.left + RULE_TOLERANCE
            assert one.tag_right + TAG_GAP <= other.tag_left or other.tag_right + TAG_GAP <= one.tag_left


@given(extents())
def test_no_lane_is_skipped_and_only_a_full_stack_hides_a_span(some: list[Extent]):
    lanes = allocate(some)
    used = {lane for lane in lanes if lane is not None}
    assert used == set(range(len(used)))
    assert None not in lanes or len(used) == MAX_LANES


@given(extents(), st.randoms(use_true_random=False))
def test_the_order_in_which_spans_are_given_does_not_matter(some: list[Extent], chance):
    shuffled = chance.sample(some, len(some))
    before = sorted(zip(some, allocate(some), strict=True), key=repr)
    assert sorted(zip(shuffled, allocate(shuffled), strict=True), key=repr) == before
