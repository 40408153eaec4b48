"""A sentence that carries a mark stays as it was when the mark was set, whatever the splitter says today."""

import pytest

from annotator.domain.sentences import with_marked

TEXT = "One is here. Two is there. Three goes on."
ONE, TWO, THREE = (0, 12), (13, 26), (27, 41)


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ([], [ONE, TWO, THREE]),
        ([TWO], [ONE, TWO, THREE]),
        ([(0, 26)], [(0, 26), THREE]),
        ([(4, 20)], [(0, 3), (4, 20), (20, 26), THREE]),
        ([(0, 12), (13, 41)], [ONE, (13, 41)]),
        ([(7, 11), (13, 16)], [(0, 6), (7, 11), (11, 12), (13, 16), (17, 26), THREE]),
    ],
)
def test_other_sentences_give_way_to_a_marked_one(marked, expected):
    found = with_marked(TEXT, [ONE, TWO, THREE], marked)
    assert found == expected
    said = "".join(TEXT[start:end] for start, end in found)
    assert said.replace(" ", "") == TEXT.replace(" ", "")
