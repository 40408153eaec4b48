"""Marked-up text becomes paragraphs by one rule, whatever the markup is like."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats.articles import Article, headline, iso_date
from annotator.formats.blocks import html_paragraphs, markup_paragraphs, plain_paragraphs, wire_paragraphs


@pytest.mark.parametrize(
    ("markup", "paragraphs"),
    [
        ("<p>One\n  two.</p><p>Three</p>", ["One two.", "Three"]),
        ("<p>Not closed<p>at all", ["Not closed", "at all"]),
        ("<div>a<div>b</div>c</div>", ["a", "b", "c"]),
        ("one<br>two<br/><br/>three", ["one\ntwo", "three"]),
        ("<h1>T</h1>x<ul><li>a<li>b</ul>", ["T", "x", "a", "b"]),
        ("<table><tr><td>a<td>1</tr>\n<tr><td>b</td> <td>2</td></tr></table>", ["a\t1\nb\t2"]),
        ("<pre>a  b\n  c\n\nd</pre>", ["a  b\n  c", "d"]),
        ("a<script>var x = '<p>';</script>b<style>p{}</style><!-- <p>c --> d", ["ab d"]),
        ("a &amp; b &lt;p&gt; &#8211; &#x2014; &nbsp;c", ["a & b <p> – — \u00a0c"]),
        ("&unknown; AT&T", ["&unknown; AT&T"]),
        ("5 < 6 > 4 <3", ["5 < 6 > 4 <3"]),
        ("<a href='x>y' title=\"a > b\">link</a> end", ["link end"]),
        ("<a href=\"never closed>text</a> and <b>more</b>", ["text and more"]),
        ("<figure><img src=x><figcaption>Caption</figcaption></figure>Text", ["Text"]),
        ("<iframe src=x/>after", ["after"]),
        ("<head><title>x</title><body>text", ["text"]),
        ("&#9999999999; &#xD800; &#0;", ["&#9999999999; \ufffd \ufffd"]),
        ("<![CDATA[x]]>y<?php z ?>", ["y"]),
        ("", []),
        ("<p> </p>\n<p>\t</p>", []),
    ],
)  # fmt: skip
def test_html_becomes_paragraphs(markup: str, paragraphs: list[str]):
    assert html_paragraphs(markup) == paragraphs


def test_text_that_may_be_html_or_not_is_read_as_what_it_is():
    assert markup_paragraphs("a\nb\n\nc &amp; d") == ["a\nb", "c & d"]
    assert markup_paragraphs("a\nb\n\n<b>c</b> d") == ["a b", "c d"]
    assert markup_paragraphs("<p>a\n\nb</p>") == ["a b"]


def test_plain_text_keeps_its_lines_and_a_wires_text_does_not():
    text = "  One\r\ntwo  \r\n \t\r\n\r\nThree\n"
    assert plain_paragraphs(text) == ["  One\ntwo", "Three"]
    assert wire_paragraphs("One\ntwo.\n    Three\nfour.\n\nFive.") == ["One two.", "Three four.", "Five."]


@pytest.mark.parametrize(
    "part",
    [
        "<",
        "<a ",
        "<!--",
        '<a href="',
        "</",
        "<!",
        "<?",
        "&",
        "&#",
        "<a '\"",
        "<script>",
        "<p",
        "<<a>",
        "<a>'\">",
    ],
)
@pytest.mark.parametrize("end", ["", ">", "-->"])
def test_markup_made_to_take_long_does_not(part: str, end: str):
    began = time.process_time()
    html_paragraphs(part * (300_000 // len(part)) + end)
    assert time.process_time() - began < 2


@settings(max_examples=60)
@given(st.text(st.sampled_from("<>/p!-b\"'=& \n;#x1éscript😊")))
def test_any_markup_gives_paragraphs_without_blank_lines(markup: str):
    for paragraph in html_paragraphs(markup):
        assert paragraph.strip()
        assert "\n\n" not in paragraph


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("2025-01-01", "2025-01-01"),
        ("20250101", "2025-01-01"),
        ("20161011T001327+0100", "2016-10-11T00:13:27+01:00"),
        ("2016-01-12 12:35:40", "2016-01-12T12:35:40"),
        ("2017-01-31T03:47:29.000Z", "2017-01-31T03:47:29.000Z"),
        ("2018-02-01T18:44", "2018-02-01T18:44:00"),
        ("Wed, 01 Jan 2025 12:00:00 +0100", "2025-01-01T12:00:00+01:00"),
        ("1 Jan 2025 12:00:00 GMT", "2025-01-01T12:00:00+00:00"),
        ("2025-13-01", ""),
        ("20250230", ""),
        ("some day", ""),
        ("", ""),
        ("9" * 5000, ""),
    ],
)
def test_dates_are_written_as_iso_8601_writes_them(words: str, date: str):
    assert iso_date(words) == date


def test_a_date_that_is_none_is_kept_in_words():
    said = Article(["Text."], published="last week").incoming("f").appearances[0]
    assert (said.published, said.meta) == (None, {"date": "last week"})


def test_the_headline_is_the_paragraph_that_is_the_title():
    assert headline(["One", "Two"], "Two") == (5, 8)
    assert headline(["One more", "Two"], "One") is None
    assert headline(["One"], "") is None


def test_an_article_that_cannot_be_kept_says_why():
    assert "has no text" in str(Article([], line=3).incoming("f.xml", "The item"))
    assert "half a character" in str(Article(["a\ud800"]).incoming("f.xml"))
    assert "NUL" in str(Article(["a"], title="b\0").incoming("f.xml"))
