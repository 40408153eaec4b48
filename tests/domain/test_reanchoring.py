"""Anchors are found where they were, where their words have moved to, or not at all."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.reanchoring import Found, anchor, find

TEXT = "Velmora said no. Ilse Maren left Velmora 🍊 on Tuesday, and Velmora slept."


def anchors(text: str, *words: str):
    found, at = [], 0
    for word in words:
        start = text.index(word, at)
        found.append(anchor(text, start, start + len(word)))
        at = start + 1
    return found


def test_in_the_same_text_everything_is_exactly_where_it_was():
    made = anchors(TEXT, "Velmora", "Ilse Maren", "Velmora", "Velmora")
    assert find(TEXT, made) == [Found("exact", one.start, one.end) for one in made]


def test_words_move_with_what_came_before_them():
    later = "KASTELHOLM, 14 May. " + TEXT
    made = anchors(TEXT, "Velmora", "Ilse Maren", "Velmora", "Velmora")
    assert find(later, made) == [Found("moved", one.start + 20, one.end + 20) for one in made]


def test_what_is_gone_is_lost_and_the_rest_is_found():
    later = TEXT.replace("Ilse Maren left", "She left")
    made = anchors(TEXT, "Velmora", "Ilse Maren", "Velmora 🍊")
    found = find(later, made)
    assert [one.outcome for one in found] == ["exact", "lost", "moved"]
    assert later[found[2].start : found[2].end] == "Velmora 🍊"


@given(st.text(max_size=40), st.text(max_size=10), st.data())
def test_what_is_found_says_the_same_words(text, head, data):
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    made = [anchor(text, *place) for place in data.draw(st.lists(places, max_size=4)) if place[0] < place[1]]
    made.sort(key=lambda one: (one.start, -one.end))
    later = head + text
    for one, found in zip(made, find(later, made), strict=True):
        assert found.outcome != "lost"
        assert later[found.start : found.end] == text[one.start : one.end]
