"""Tokens, snapping, trimming and equal strings, on sentences people write and on text nobody would."""

import json
import time
from pathlib import Path

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.text import is_grapheme_edge
from annotator.domain.words import occurrences, snap, token_at, tokens, trim
from tests.domain.texts import mixed_text

BLANK = regex.compile(r"[\s\p{GCB=Control}]")


def seen(text: str) -> str:
    """The text without white space and invisible characters."""
    return BLANK.sub("", text)


@pytest.mark.parametrize(
    "sentence",
    [
        "The U.S. sent e-mail| , not rUSsia| .",
        "O'Neill| 's and O\u2019Neill| \u2019s don't count| ; it| 's the Rovers| ' turn| .",
        "It cost $| 5m| , €| 1,234.56| , 4.200 or 1'000 at 12:04| , up 7| % on 9/11| .",
        "Dr| . Ph.D.| , z.B. u.a. p.m. U.S.A and U.S.-led Joint-Venture-Firma",
        "А| . В.В.| Путин и т.д.| ; Лук'янівка",
        "the crisis| .| The shop Amazon.com| , AT&T| , Web2.0 and F-16",
        "l'| Ukraine| , d\u2019| Ivoire| , qu'| il| , aujourd'hui| , dell'| Italia| , c'| est-à-dire",
        "Ankara| 'dan Kastelholm| \u2019den Adası| \u2019nda Sana'a Shi'ite Kaua'i",
        "see https://a.org/b?c=(d| )| , www.a.co.uk| . mail First.Last+x@ex-a.com or @user_1 #Wahl2025| !",
        "wait| ... what| ?| ! a -- b «| c| » (| d| )| …",
        "1990| –| 1995| , 3:0 and km| /| h",
        "e\u0301te\u0301 n\u0303| .",
        "Hi 👨\u200d👩\u200d👧| 🇩🇪| 🇫🇷| 👍🏽 1️⃣| 😀| !",
        'צה"ל ח"כ מנכ״לית ה| "| הארץ| " תל־אביב ג\'ורג\'',
        "قال كِتَاب| ، می\u200cخواهم| ؟ أ.ف.ب",
        "क्षत्रिय ने कहा| । १,२३४",
        "習| 近| 平| 2022| 年| 访| 问| USA| 。",
        "エディ| ・| マーフィー| は| IT| 企| 業| の| レッドフォックス| 。",
        "ที่| ก| รุ| ง| เ| ท| พ iPhone",
        "경찰| 은 KT| 는 16| 명| 을 서울| 에서 한| ·| 미",
        "soft\u00adware \u200fleft\u200e",
    ],
)
def test_tokens_are_what_a_reader_would_point_at(sentence: str) -> None:
    """In the sentences, `| ` cuts where the text has no space."""
    expected = [seen(word) for word in sentence.replace("| ", "|\u0000").replace(" ", "|").split("|")]
    text = sentence.replace("| ", "")
    assert [seen(text[start:end]) for start, end in tokens(text)] == [word for word in expected if word]


@given(mixed_text)
@settings(max_examples=200)
def test_tokens_are_in_order_and_hold_everything_that_is_seen_and_cut_no_grapheme(text: str) -> None:
    rest = 0
    for start, end in tokens(text):
        assert rest <= start < end
        assert is_grapheme_edge(text, start)
        assert is_grapheme_edge(text, end)
        assert seen(text[start:end])
        assert not seen(text[rest:start])
        rest = end
    assert not seen(text[rest:])


@given(mixed_text, st.integers(0, 60), st.integers(0, 60))
@settings(max_examples=200)
def test_snapping_and_trimming_twice_is_doing_it_once(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    trimmed = trim(text, start, end)
    snapped = snap(text, start, end)
    assert trim(text, *trimmed) == trimmed
    assert snap(text, *snapped) == snapped
    if trimmed[0] < trimmed[1]:
        assert snapped[0] <= trimmed[0] < trimmed[1] <= snapped[1]
    if snapped[0] < snapped[1]:
        assert is_grapheme_edge(text, snapped[0])
        assert is_grapheme_edge(text, snapped[1])


@given(mixed_text, st.integers(0, 60))
@settings(max_examples=200)
def test_snapping_looks_only_nearby_and_finds_the_tokens_of_the_whole_text(text: str, offset: int) -> None:
    start, end = snap(text, min(offset, len(text)), min(offset + 1, len(text)))
    by_grapheme = regex.search(
        r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Line_Break=SA}]", text[start:end]
    )
    if start < end and not by_grapheme:
        assert (start, end) in tokens(text)


def test_a_raw_range_widens_to_whole_words() -> None:
    text = "So O'Neill's\u00a0plan failed."
    assert text[slice(*snap(text, 4, 6))] == "O'Neill"
    assert text[slice(*snap(text, 8, 15))] == "O'Neill's\u00a0plan"
    assert text[slice(*snap(text, 12, 18))] == "plan"
    assert snap(text, 12, 13)[0] == snap(text, 12, 13)[1]
    assert snap(text, 5, 5) == (5, 5)


def test_where_words_have_no_spaces_a_range_widens_to_graphemes() -> None:
    assert snap("習近平访问", 1, 3) == (1, 3)
    assert snap("ドイツサッカー連盟", 0, 3) == (0, 3)
    assert snap("경찰관은", 0, 2) == (0, 2)
    assert snap("ที่กรุงเทพ", 1, 2) == (0, 3)
    assert snap("中国IBM公司", 3, 4) == (2, 5)


def test_trimming_drops_what_nobody_sees_and_keeps_a_space_that_carries_a_mark() -> None:
    assert trim("\u200f a b\u00a0\r\n", 0, 8) == (2, 5)
    assert trim(" \u0301a", 0, 3) == (0, 3)
    assert trim("   ", 1, 3) == (1, 1)
    assert snap("a \u0301b", 2, 3) == (1, 3)


def test_the_token_at_an_offset_is_the_one_under_it_or_the_next() -> None:
    found = tokens("ab  cd.")
    assert [token_at(found, offset) for offset in range(9)] == [0, 0, 1, 1, 1, 1, 2, 2, 2]
    assert token_at([], 0) is None


def test_part_of_a_text_has_the_tokens_that_the_whole_has_there() -> None:
    text = "One two.\nThe U.S. said.\nEnd"
    assert tokens(text, 9, 23) == [token for token in tokens(text) if 9 <= token[0] < 23]


@pytest.mark.parametrize(
    ("text", "surface", "count"),
    [
        ("Ukraine's men, l'Ukraine; Ukraines, pro-Ukraine, UKRAINE, Ukraine.", "Ukraine", 3),
        ("Mark Milley met Mark Milleys and Mark\nMilley", "Mark Milley", 1),
        ("US, rUSsia, U.S., US-led, US", "US", 2),
        ("中国和中国人", "中国", 2),
        ("アメリカとアメ", "アメ", 1),
        ("경찰은 경찰관, 대경찰", "경찰", 2),
        ("aa aa aa", "aa aa", 1),
        ("a a", "", 0),
        ("a a", " ", 0),
    ],
)
def test_equal_strings_count_where_they_are_words(text: str, surface: str, count: int) -> None:
    found = occurrences(text, surface)
    assert len(found) == count
    assert all(text[start:end] == surface for start, end in found)


def test_a_long_text_is_cut_in_a_blink() -> None:
    text = "Mark Milley and O'Neill met at 12:04 in the U.S. on Thursday, he said. " * 1_400
    started = time.process_time()
    assert len(tokens(text)) > 20_000
    assert time.process_time() - started < 0.5
    started = time.process_time()
    for offset in range(50_000, 50_500):
        snap(text, offset, offset + 3)
    assert time.process_time() - started < 0.5


def test_names_that_people_marked_begin_and_end_at_tokens(shared_data: Path) -> None:
    for file in sorted((shared_data / "ner").glob("*.jsonl")):
        reached = total = 0
        for line in filter(None, file.read_text("utf-8").split("\n")):
            document = json.loads(line)
            edges = {edge for token in tokens(document["text"]) for edge in token}
            total += len(document["spans"])
            reached += sum({start, end} <= edges for start, end, _ in document["spans"])
        assert reached > total * (0.92 if file.name.startswith("ko") else 0.999), file.name


@settings(max_examples=150, deadline=None)
@given(mixed_text, st.text(" \n\u0301.,'ab1", max_size=12))
def test_plain_letters_between_spaces_are_found_as_a_closer_look_finds_them(text, plain):
    text = plain + text + plain
    for surface in ("a", "b", "ab", "1", "a1"):
        at = [found.start() for found in regex.finditer(regex.escape(surface), text)]
        closely = [
            start for start in at if snap(text, start, start + len(surface)) == (start, start + len(surface))
        ]
        assert [start for start, _ in occurrences(text, surface)] == closely
