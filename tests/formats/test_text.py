"""A text file is one article, exactly as it is."""

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.exchange import Incoming, Problem
from annotator.domain.text import unusable
from annotator.formats import ReadOptions
from annotator.formats.text import importer


def read(content: bytes, encoding: str = "utf-8", file: str = "desk/strike.txt") -> Incoming | Problem:
    (one,) = importer.read(io.BytesIO(content), file, ReadOptions(encoding))
    return one


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Cranes stand still\n\nVELMORA - The chairwoman left.", "Cranes stand still"),
        ("Cranes stand still\nVELMORA - The chairwoman left.", "Cranes stand still"),
        ("\r\n  Cranes stand still \r\n\r\nVELMORA.\r\n", "Cranes stand still"),
        ("起重机停运\n\n港口谈判破裂。", "起重机停运"),
        ("One line only.\n", ""),
        ("A first line that is much too long to be a headline " * 4 + "\n\nBody.", ""),
    ],
)
def test_a_short_first_line_is_the_title_and_stays_in_the_text(text: str, title: str):
    one = read(text.encode())
    first = one.appearances[0]
    assert (one.text, first.title, first.ref) == (text, title, "strike.txt")
    assert text[slice(*first.headline)] == title if title else first.headline is None


@given(st.text(st.characters(exclude_categories=["Cs"])).filter(lambda text: unusable(text) is None))
def test_any_text_comes_in_as_it_is(text: str):
    assert read(b"\xef\xbb\xbf" + text.encode()).text == text
    assert read(text.encode("utf-16"), "utf-16").text == text


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "The text is empty."),
        (b" \n\t", "nothing but white space"),
        (b"a\0b", "NUL character at offset 1"),
        (b"one\ntwo \xff", "line 2: It is not utf-8: byte 0xff at 8"),
        (b"\xed\xa0\x80", "It is not utf-8"),
    ],
)
def test_what_is_no_text_says_why(content: bytes, says: str):
    problem = read(content)
    assert isinstance(problem, Problem)
    assert problem.skipped
    assert says in str(problem)


def test_the_articles_of_the_shared_seed_come_in_whole(shared_data: Path):
    for path in sorted((shared_data / "seed").glob("*.txt")):
        one = read(path.read_bytes(), file=path.name)
        assert one.text.encode() == path.read_bytes()
        assert one.appearances[0].title == "Top US, rUSsia chiefs discuss Ukraine crisis"
