"""Equal words of the article by one key: labelled, labelled otherwise, without a label; each one edit."""

import pytest

from tests.windows import press, select, slices


def test_a_labels_all_that_say_the_same_and_then_what_has_another_label(bench):
    select(bench, "Velmora")
    press("3", "A")
    assert slices(bench) == [("GPE", "Velmora")] * 3
    press("2")
    assert sorted(slices(bench)) == [("GPE", "Velmora")] * 2 + [("ORG", "Velmora")]
    press("A")
    assert slices(bench) == [("ORG", "Velmora")] * 3
    press("Ctrl+Z")
    assert sorted(slices(bench)) == [("GPE", "Velmora")] * 2 + [("ORG", "Velmora")]


@pytest.mark.parametrize("key", ["Shift+Backspace", "Shift+Del"])
def test_with_shift_removing_takes_the_label_from_all_that_say_the_same(bench, key):
    select(bench, "Ilse Maren")
    press("1")
    select(bench, "Velmora")
    press("3", "A", key)
    assert slices(bench) == [("PER", "Ilse Maren")]
    press("Ctrl+Z")
    assert len(slices(bench)) == 4


@pytest.mark.parametrize(
    ("key", "said"), [("A", "Label these words once"), ("Shift+Del", "No labelled span")]
)
def test_without_a_label_under_the_cursor_it_is_said_what_to_do(bench, key, said):
    heard = []
    bench.session.message.connect(heard.append)
    select(bench, "Velmora")
    press(key)
    assert heard[0].startswith(said)
    assert slices(bench) == []
