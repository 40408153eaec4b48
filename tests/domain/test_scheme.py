"""A new label always finds a tag of its own."""

from time import perf_counter

from annotator.domain.scheme import free_tag


def test_a_tag_is_found_however_many_names_are_alike():
    taken: list[str] = []
    began = perf_counter()
    for number in range(1500):
        tag = free_tag(f"ABC{number}", taken)
        assert tag not in taken
        taken.append(tag)
    assert perf_counter() - began < 10
    assert all(2 <= len(tag) <= 4 for tag in taken[:1000])


def test_letters_that_grow_when_they_are_capitals_give_short_tags():
    assert 2 <= len(free_tag("ßßßß", [])) <= 4
    assert free_tag("ab", ["AB"]) not in ("AB", "")
    assert free_tag("!", []) == "!"
