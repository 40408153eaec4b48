import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.annotations import in_order
from annotator.domain.cursor import (
    Selection,
    Tokens,
    extend,
    into,
    move,
    move_sentence,
    out,
    shift_edge,
    shift_edge_by_character,
)
from annotator.domain.entities import Span
from annotator.domain.span_index import SpanIndex
from annotator.domain.text import is_grapheme_edge, paragraphs
from annotator.domain.words import tokens

TEXT = "The chairwoman of the Port Authority of Velmora, Ilse Maren, left."
ROLE, ORG, GPE, PER = (
    "chairwoman of the Port Authority of Velmora",
    "Port Authority of Velmora",
    "Velmora",
    "Ilse Maren",
)


def place(words: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def index(*words: str, text: str = TEXT) -> SpanIndex:
    spans = [Span(f"s{at}", "l", "d", *place(one, text), "x") for at, one in enumerate(words)]
    return SpanIndex(in_order(spans))


def words_of(text: str = TEXT) -> Tokens:
    return Tokens(text, paragraphs(text))


def said(selection: Selection | None, text: str = TEXT) -> str | None:
    return selection and text[selection.start : selection.end]


def at(words: str, text: str = TEXT) -> Selection:
    return Selection(*place(words, text))


def stops(spans: SpanIndex, step, text: str = TEXT) -> list[str]:
    selection = Selection(0, 0) if step > 0 else Selection(len(text), len(text))
    found = []
    while (moved := move(words_of(text), spans, selection, step)) is not None:
        selection = moved
        found.append(said(selection, text))
    return found


def test_without_labels_every_token_is_a_stop():
    assert stops(index(), 1) == [TEXT[start:end] for start, end in tokens(TEXT)]
    assert stops(index(), -1) == [TEXT[start:end] for start, end in reversed(tokens(TEXT))]


def test_a_labelled_span_is_one_stop_from_outside():
    assert stops(index(ROLE, ORG, GPE, PER), 1) == ["The", ROLE, ",", PER, ",", "left", "."]
    assert stops(index(ROLE, ORG, GPE, PER), -1) == [".", "left", ",", PER, ",", ROLE, "The"]


def test_inside_a_span_the_inner_ones_are_stops():
    spans = index(ROLE, ORG, GPE, PER)
    assert said(move(words_of(), spans, at("the"), 1)) == ORG
    assert said(move(words_of(), spans, at("of Velmora"), -1)) == "Authority"
    assert said(move(words_of(), spans, at("of"), -1)) == "chairwoman"


def test_a_crossing_span_is_a_stop_from_each_side():
    text = "North and South Velmora Harbour Board"
    spans = index("North and South Velmora", "South Velmora Harbour Board", text=text)
    assert said(move(words_of(text), spans, at("and", text), 1), text) == "South Velmora Harbour Board"
    assert (
        said(move(words_of(text), spans, Selection(len(text), len(text)), -1), text)
        == "South Velmora Harbour Board"
    )


def test_a_span_within_a_token_can_be_reached():
    text = "the anti-Kastelholm vote"
    assert stops(index("Kastelholm", text=text), 1, text) == ["the", "Kastelholm", "vote"]


def test_moving_goes_over_paragraph_ends():
    text = "One.\r\n\r\nTwo"
    assert stops(index(text=text), 1, text) == ["One", ".", "Two"]


def test_into_goes_to_the_longest_span_that_starts_first_and_then_to_words():
    spans = index(ROLE, ORG, GPE)
    first = into(words_of(), spans, at(ROLE))
    assert said(first) == ORG
    assert said(into(words_of(), spans, at(ORG))) == GPE
    assert said(into(words_of(), index(ROLE), at(ROLE))) == "chairwoman"
    assert into(words_of(), spans, at("Ilse")) is None


def test_out_goes_to_the_smallest_span_around():
    spans = index(ROLE, ORG, GPE)
    assert said(out(spans, at("Velmora"))) == ORG
    assert said(out(spans, at(ORG))) == ROLE
    assert out(spans, at(ROLE)) is None


def test_extending_grows_on_the_side_it_begins_with_and_shrinks_back():
    words = words_of()
    grown = extend(words, at("Authority"), 1)
    assert said(grown) == "Authority of"
    assert said(extend(words, grown, -1)) == "Authority"
    left = extend(words, at("Authority"), -1)
    assert said(left) == "Port Authority"
    assert said(extend(words, left, 1)) == "Authority"


def test_extending_back_over_the_anchor_turns_round():
    words = words_of()
    selection = extend(words, at("Authority"), 1)
    for _ in range(2):
        selection = extend(words, selection, -1)
    assert said(selection) == "Port Authority"


def test_extending_stops_at_the_ends_of_the_text():
    assert extend(words_of(), Selection(0, 3), -1) is None
    assert extend(words_of(), Selection(len(TEXT) - 1, len(TEXT)), 1) is None


@pytest.mark.parametrize(
    ("which", "step", "result"),
    [
        ("start", 1, "of Velmora"),
        ("start", -1, "Port Authority of Velmora"),
        ("end", 1, "Authority of Velmora,"),
        ("end", -1, "Authority of"),
    ],
)
def test_an_edge_moves_by_one_token(which, step, result):
    assert shift_edge(words_of(), place("Authority of Velmora"), which, step) == place(result)


def test_an_edge_never_leaves_nothing():
    assert shift_edge(words_of(), place("Ilse"), "start", 1) is None
    assert shift_edge(words_of(), place("Ilse"), "end", -1) is None


def test_an_edge_within_a_token_goes_to_the_tokens_own():
    text = "the anti-Kastelholm vote"
    assert shift_edge(words_of(text), place("Kastelholm", text), "start", -1) == place(
        "anti-Kastelholm", text
    )


@pytest.mark.parametrize(
    ("which", "step", "result"),
    [("end", 1, "velmora-"), ("end", -1, "velmor"), ("start", 1, "elmora"), ("start", -1, "dvelmora")],
)
def test_an_edge_moves_by_one_character_within_a_word(which, step, result):
    text = "Nord- und Südvelmora-Hafenrat"
    assert shift_edge_by_character(text, place("velmora", text), which, step) == place(result, text)


@given(st.text(alphabet="ae\u0301👩\u200d🚀म\u093f 港\u2028\r\n", min_size=1), st.data())
def test_an_edge_never_cuts_a_character_nor_leaves_the_text(text, data):
    edges = [at for at in range(len(text) + 1) if at == len(text) or is_grapheme_edge(text, at)]
    start = data.draw(st.sampled_from(edges[:-1]))
    end = data.draw(st.sampled_from([at for at in edges if at > start]))
    for which in ("start", "end"):
        for step in (-1, 1):
            moved = shift_edge_by_character(text, (start, end), which, step)
            if moved is not None:
                assert moved[0] < moved[1] and moved[0] in edges and moved[1] in edges
                kept, went = (1, 0) if which == "start" else (0, 1)
                assert moved[kept] == (start, end)[kept]
                assert abs(edges.index(moved[went]) - edges.index((start, end)[went])) == 1


def test_sentences_are_gone_through_by_their_first_words():
    text = "One two. Three four. Five."
    sentences = [place("One two.", text), place("Three four.", text), place("Five.", text)]
    words = words_of(text)
    assert said(move_sentence(words, sentences, at("two", text), 1), text) == "Three"
    assert said(move_sentence(words, sentences, at("four", text), -1), text) == "Three"
    assert said(move_sentence(words, sentences, at("Three", text), -1), text) == "One"
    assert move_sentence(words, sentences, at("Five", text), 1) is None


SAMPLES = st.lists(
    st.sampled_from(
        ["Ilse", "U.S.", " ", "\n", "\u00a0", "👨‍👩‍👧", "维尔", "שלום", "e\u0301", ",", "\r\n", "\u2028"]
    ),
    max_size=25,
).map("".join)


@given(SAMPLES, st.data())
def test_whatever_is_done_the_selection_stays_on_token_edges_and_is_not_empty(text, data):
    words, edges = words_of(text), tokens(text)
    starts, ends = {start for start, _ in edges}, {end for _, end in edges}
    first = words.starting_from(0)
    selection = Selection(*first) if first else None
    for step in data.draw(st.lists(st.sampled_from([1, -1]), max_size=12)):
        if selection is None:
            break
        act = data.draw(st.sampled_from([extend, lambda *given: move(given[0], SpanIndex(), *given[1:])]))
        selection = act(words, selection, step) or selection
        assert selection.start in starts and selection.end in ends and selection.start < selection.end


@given(SAMPLES, st.integers(0, 60))
def test_tokens_found_by_piece_are_those_of_the_whole_text(text, offset):
    words, whole = words_of(text), tokens(text)
    assert words.starting_from(offset) == next((one for one in whole if one[0] >= offset), None)
    assert words.ending_after(offset) == next((one for one in whole if one[1] > offset), None)
    assert words.starting_before(offset) == next((one for one in reversed(whole) if one[0] < offset), None)
    assert words.ending_by(offset) == next((one for one in reversed(whole) if one[1] <= offset), None)


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 15)), max_size=12),
    st.integers(0, 40),
    st.integers(1, 20),
)
def test_the_index_finds_what_looking_at_all_spans_finds(ranges, start, length):
    spans = in_order([Span(str(at), "l", "d", a, a + n, "x") for at, (a, n) in enumerate(ranges)])
    end = start + length
    expected = [span for span in spans if span.start < end and start < span.end]
    assert SpanIndex(spans).touching(start, end) == expected
