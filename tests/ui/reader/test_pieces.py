from hypothesis import given
from hypothesis import strategies as st

from annotator.ui.reader.pieces import LIMIT, cut

TEXTS = st.lists(
    st.sampled_from(["Ilse Maren", " ", "\n", "\n\n", "\r\n", "\u2028", "\u00a0", "维尔", "\t", "."])
).map("".join)


@given(TEXTS)
def test_every_character_that_shows_is_in_exactly_one_piece(text):
    covered = [offset for piece in cut(text, None) for offset in range(piece.start, piece.end)]
    assert covered == sorted(set(covered))
    missing = set(range(len(text))) - set(covered)
    assert not "".join(text[offset] for offset in sorted(missing)).strip()


def test_paragraphs_stand_apart_unless_the_text_sets_some_apart_by_blank_lines():
    assert [piece.has_gap for piece in cut("a\nb\nc", None)] == [False, True, True]
    assert [piece.has_gap for piece in cut("a\nb\n\nc", None)] == [False, False, True]
    assert [piece.has_gap for piece in cut("Head\n\na\nb", (0, 4))] == [False, True, True]


def test_a_long_paragraph_is_cut_at_spaces():
    text = "word " * 3000
    pieces = cut(text.strip(), None)
    assert len(pieces) > 3
    assert all(piece.end - piece.start <= LIMIT for piece in pieces)
    assert all(text[piece.end - 1] == " " for piece in pieces[:-1])
    assert {piece.paragraph for piece in pieces} == {(0, len(text) - 1)}


def test_a_long_paragraph_without_spaces_is_cut_at_stops_or_between_graphemes():
    stops = cut("维尔莫拉港3.1亿。" * 800, None)
    assert all(("维尔莫拉港3.1亿。" * 800)[piece.end - 1] == "。" for piece in stops)
    family = "👨‍👩‍👧" * 1500
    assert all(piece.start % 5 == 0 for piece in cut(family, None))


def test_the_headline_is_its_own_piece():
    pieces = cut("Talks end\n\nVELMORA - They left.", (0, 9))
    assert [(piece.start, piece.end, piece.is_headline) for piece in pieces] == [
        (0, 9, True),
        (11, 31, False),
    ]
