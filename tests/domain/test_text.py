"""Counting: code points against UTF-16, graphemes, paragraphs, and what cannot be a document."""

import hashlib
import time

import pytest
import regex
from hypothesis import given, settings

from annotator.domain.text import (
    Utf16Map,
    content_id,
    grapheme_end,
    grapheme_start,
    is_grapheme_edge,
    paragraphs,
    unusable,
)
from tests.domain.texts import mixed_text


@given(mixed_text)
@settings(max_examples=150)
def test_the_map_agrees_with_utf16_at_every_offset(text: str) -> None:
    mapping = Utf16Map(text)
    for offset in range(len(text) + 1):
        position = len(text[:offset].encode("utf-16-le")) // 2
        assert mapping.to_utf16(offset) == position
        assert mapping.to_python(position) == offset
    assert mapping.length_utf16 == len(text.encode("utf-16-le")) // 2


def test_a_position_within_a_pair_is_the_start_of_its_character() -> None:
    mapping = Utf16Map("a😀b𝔘")
    assert [mapping.to_python(position) for position in range(mapping.length_utf16 + 1)] == [
        0,
        1,
        1,
        2,
        3,
        3,
        4,
    ]


def test_counting_beyond_the_text_is_an_error_and_not_a_guess() -> None:
    mapping = Utf16Map("a😀")
    for offset in (-1, 3):
        with pytest.raises(IndexError):
            mapping.to_utf16(offset)
        with pytest.raises(IndexError):
            grapheme_start("a😀", offset)
    with pytest.raises(IndexError):
        mapping.to_python(4)


@given(mixed_text)
@settings(max_examples=150)
def test_grapheme_edges_found_nearby_are_those_of_the_whole_text(text: str) -> None:
    edges = [0, *(found.end() for found in regex.finditer(r"\X", text))]
    for offset in range(len(text) + 1):
        assert is_grapheme_edge(text, offset) == (offset in edges)
        assert grapheme_start(text, offset) == max(edge for edge in edges if edge <= offset)
        assert grapheme_end(text, offset) == min(edge for edge in edges if edge >= offset)


def test_a_grapheme_edge_in_a_long_text_costs_no_walk_through_it() -> None:
    for letters in ("a", "中", "한국", "ж и", "कि", "e\u0301"):
        text = letters * (400_000 // len(letters))
        started = time.process_time()
        for offset in range(300_000, 300_100):
            is_grapheme_edge(text, offset)
        assert time.process_time() - started < 0.1, letters


def test_paragraphs_end_at_every_kind_of_line_end_and_nowhere_else() -> None:
    text = "a\r\nb\nc\rd\u2028e\u2029f\x85g\vh\fi\x1cj\u00a0k"
    assert [text[start:end] for start, end in paragraphs(text)] == [*"abcdefgh", "i\x1cj\u00a0k"]


@given(mixed_text)
@settings(max_examples=100)
def test_between_paragraphs_there_are_only_line_ends(text: str) -> None:
    rest = 0
    for start, end in paragraphs(text):
        assert text[rest:start].strip("\r\n\v\f\x85\u2028\u2029") == ""
        assert not set(text[start:end]) & set("\r\n\v\f\x85\u2028\u2029")
        rest = end
    assert rest == len(text)


def test_an_empty_line_and_an_empty_end_are_paragraphs_too() -> None:
    assert paragraphs("") == [(0, 0)]
    assert paragraphs("a\n\nb\n") == [(0, 1), (2, 2), (3, 4), (5, 5)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        (" \n\u00a0\u2028", "white space"),
        ("ab\ud83d", "U+D83D) at offset 2"),
        ("ab\0c", "NUL character at offset 2"),
    ],
)
def test_a_text_that_cannot_be_kept_says_why(text: str, words: str) -> None:
    assert words in (unusable(text) or "")


def test_odd_but_whole_texts_are_documents() -> None:
    assert unusable("\ufeffa\x01\r\n😀\ufffd") is None
    assert unusable("\U0010ffff") is None


def test_the_same_text_has_the_same_id_everywhere() -> None:
    assert content_id("Łódź 😀") == hashlib.sha256("Łódź 😀".encode()).hexdigest()
    assert content_id("a\r\n") != content_id("a\n")
