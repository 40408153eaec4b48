"""Sentences, judged on cases in fourteen languages, on odd texts, and beside the library they come from."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sentencex import segment

from annotator.domain.sentences import sentence_at, sentences, sentences_of_paragraph
from annotator.domain.text import is_grapheme_edge
from annotator.domain.words import trim
from tests.domain.sentence_cases import FOUND, FRESH, JUDGED, MISSED
from tests.domain.texts import mixed_text


def cases() -> Iterator[tuple[str, str]]:
    for judged in (JUDGED, FRESH, FOUND):
        for language, paragraphs in judged.items():
            yield from ((language, paragraph) for paragraph in paragraphs)


def split(text: str, language: str | None) -> list[str]:
    return [text[start:end] for start, end in sentences(text, language)]


def split_by_library(text: str, language: str) -> list[str]:
    return [sentence.strip() for sentence in segment(language, text)]


def is_right(split_it: Callable[[str, str], list[str]], language: str, case: str) -> bool:
    return split_it(case.replace("‖", ""), language) == [sentence.strip() for sentence in case.split("‖")]


@pytest.mark.parametrize(("language", "case"), [case for case in cases() if case[1] not in MISSED])
def test_a_paragraph_is_cut_where_its_sentences_end(language: str, case: str) -> None:
    assert split(case.replace("‖", ""), language) == [sentence.strip() for sentence in case.split("‖")]


def test_the_mending_is_worth_its_lines() -> None:
    ours = [case for language, case in cases() if is_right(split, language, case)]
    library = [case for language, case in cases() if is_right(split_by_library, language, case)]
    assert len(ours) - len(library) >= 15


def test_a_line_end_ends_a_sentence_whatever_stands_before_it() -> None:
    text = "Harbour talks collapse\r\n\r\nVELMORA, May 5\u2028Crews of Dr.\nMaren left. He stayed.\n"
    assert split(text, "en") == [
        "Harbour talks collapse",
        "VELMORA, May 5",
        "Crews of Dr.",
        "Maren left.",
        "He stayed.",
    ]


def test_a_stray_quotation_mark_does_not_swallow_sentences() -> None:
    text = '" But she left. He stayed. " Nobody spoke. " They all went.'
    assert max(len(sentence) for sentence in split(text, "en")) < 25


@pytest.mark.parametrize("language", [None, "", "xx", "EN-gb", "zh-Hans", "sr-Latn-RS"])
def test_a_language_without_rules_of_its_own_is_still_cut(language: str | None) -> None:
    assert split("They came late. We went home.", language) == ["They came late.", "We went home."]


@given(
    st.lists(mixed_text, max_size=4).map(". ".join),
    st.sampled_from(["en", "de", "zh", "ja", "ar", "hi", "th", "fr", "xx"]),
)
@settings(max_examples=200)
def test_every_character_that_is_seen_is_in_exactly_one_sentence(text: str, language: str) -> None:
    rest = 0
    for start, end in sentences(text, language):
        assert rest <= start < end
        assert trim(text, rest, start)[0] == trim(text, rest, start)[1]
        assert trim(text, start, end) == (start, end)
        assert not set(text[start:end]) & set("\r\n\u2028\u2029\x85\v\f")
        assert is_grapheme_edge(text, start)
        assert is_grapheme_edge(text, end)
        rest = end
    assert trim(text, rest, len(text))[0] == len(text) or trim(text, rest, len(text))[1] == rest


def test_white_space_that_the_library_panics_at_is_harmless() -> None:
    assert split("A.\u3000B went. C.\u2003Then.", "en")[-1].endswith("Then.")


def test_the_sentence_at_an_offset_is_the_one_under_it_or_the_next() -> None:
    ranges = sentences("Ab. Cd.\n\nEf.", "en")
    assert [sentence_at(ranges, offset) for offset in (0, 2, 3, 4, 7, 9, 12, 99)] == [0, 0, 1, 1, 2, 2, 2, 2]
    assert sentence_at([], 0) is None


def test_a_paragraph_alone_gives_what_the_whole_text_gives() -> None:
    text = "One came. Two left.\nDr. Three stayed. Four slept."
    assert [
        *sentences_of_paragraph(text, 0, 19, "en"),
        *sentences_of_paragraph(text, 20, len(text), "en"),
    ] == sentences(text, "en")


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("They met at 5 p.m. in St. Mary's, he said. ", "en"),
        ("他昨天晚上来了，大家都很惊讶。", "zh"),
        ("กรุงเทพ", "th"),
    ],
)
def test_a_long_paragraph_is_cut_in_a_moment_and_everywhere_alike(sentence: str, language: str) -> None:
    text = sentence * (50_000 // len(sentence))
    started = time.process_time()
    found = sentences(text, language)
    assert time.process_time() - started < 1.0
    if language != "th":
        assert {text[start:end] for start, end in found} == {sentence.strip()}


def test_the_libraries_are_loaded_only_when_they_are_asked_for() -> None:
    loaded = "print([name for name in ('regex', 'sentencex') if name in sys.modules])"
    code = (
        f"import sys, annotator.domain.sentences as module; {loaded}; module.sentences('A.', 'en'); {loaded}"
    )
    printed = subprocess.check_output([sys.executable, "-c", code], text=True)
    assert printed.split("\n")[:2] == ["[]", "['regex', 'sentencex']"]
