from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.hints import HOME_ROW, by_distance, hints, narrow


@given(st.integers(0, 700), st.integers(2, len(HOME_ROW)))
def test_every_target_has_letters_and_none_begins_another(count, size):
    found = hints(range(count), HOME_ROW[:size])
    codes = sorted(found.values())
    assert list(found) == list(range(count))
    assert all(codes)
    assert not any(other.startswith(one) for one, other in pairwise(codes))


@given(st.integers(1, 700))
def test_the_nearest_have_the_fewest_letters(count):
    lengths = [len(letters) for letters in hints(range(count)).values()]
    assert lengths == sorted(lengths)
    assert lengths[0] == 1 or count > 300
    assert max(lengths) <= 2 or count > len(HOME_ROW) ** 2


def test_the_strongest_fingers_come_first():
    assert list(hints("abcd").values()) == ["f", "j", "d", "k"]
    assert hints("a") == {"a": "f"}
    assert hints([]) == {}


def test_typing_narrows_to_what_is_left_to_type():
    found = {1: "f", 2: "jf", 3: "jd"}
    assert narrow(found, "") == found
    assert narrow(found, "j") == {2: "f", 3: "d"}
    assert narrow(found, "jd") == {3: ""}
    assert narrow(found, "x") == {}


def test_targets_lie_around_the_cursor():
    places = [(0, 3), (4, 7), (8, 11), (12, 15)]
    assert by_distance(places, 9) == [(8, 11), (4, 7), (12, 15), (0, 3)]
