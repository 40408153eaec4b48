"""Saved web pages: the article is told from the rest, and what is no article says why."""

import io
import sys
from pathlib import Path

import pytest

from annotator import formats
from annotator.domain.exchange import Incoming, Problem
from annotator.formats import ReadOptions

pytest.importorskip("trafilatura")

SENTENCES = " ".join(
    f"Die Hafenbehörde von Velmora ließ am {day}. Mai alle Kräne prüfen." for day in range(1, 9)
)
PAGE = f"""<!DOCTYPE html><html lang="de-AT"><head>{{declared}}
<title>Kräne stehen still - Velmora Wire</title>
<meta property="og:site_name" content="Velmora Wire"><meta property="og:title" content="Kräne stehen still">
<meta property="article:published_time" content="2024-05-03T10:00:00+02:00">
<meta name="author" content="Ann Lee">
<meta name="copyright" content="© Velmora Wire"><link rel="canonical" href="https://wire.test/kraene"></head>
<body><nav><a href="/">Start</a><a href="/sport">Sport</a></nav><article><h1>Kräne stehen still</h1>
<p>{SENTENCES}</p><p>{SENTENCES} Danach ging es weiter.</p></article>
<footer>Impressum</footer></body></html>"""


def read(data: bytes) -> list[Incoming | Problem]:
    from annotator.formats.html import importer

    return list(importer.read(io.BytesIO(data), "page.html", ReadOptions()))


def page(declared: str = "") -> str:
    return PAGE.format(declared=declared)


def test_the_article_comes_without_what_stands_around_it():
    (one,) = read(page().encode())
    said = one.appearances[0]
    assert "Impressum" not in one.text
    assert one.text == f"Kräne stehen still\n\n{SENTENCES}\n\n{SENTENCES} Danach ging es weiter."
    assert (said.title, said.headline) == ("Kräne stehen still", (0, 18))
    assert (said.author, said.source, said.url) == ("Ann Lee", "Velmora Wire", "https://wire.test/kraene")
    assert (said.published, said.language, said.ref) == ("2024-05-03", "de-AT", "page.html")
    assert said.meta["rights"] == "© Velmora Wire"
    assert said.meta["extracted_by"].startswith("trafilatura ")


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("", "utf-8"),
        ('<meta charset="utf-8">', "utf-8"),
        ('<meta charset="iso-8859-1">', "utf-8"),  # what it says is not true
        ('<meta charset="iso-8859-1">', "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">', "cp1252"),
        ('<meta charset="no-such-thing">', "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
    ],
)
def test_the_letters_are_right_whatever_the_page_says(declared: str, encoding: str):
    (one,) = (found for found in read(page(declared).encode(encoding)) if isinstance(found, Incoming))
    assert "Die Hafenbehörde von Velmora ließ" in one.text


def test_a_guess_at_the_letters_is_reported():
    found = read(page().encode("cp1252"))
    (notice,) = (one for one in found if isinstance(one, Problem))
    assert "a guess: see whether its letters are right" in str(notice)
    assert not notice.skipped
    assert any(isinstance(one, Incoming) for one in found)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "No article"),
        (b"<html><body><script>start()</script></body></html>", "No article"),
        (b"<p>x" * 20_001, "more than 20,000 tags"),
        (b"x" * (3 << 20) + b"xx", "longer than 3 MB"),
        (b"\0\1\2\3" * 100, "No article"),
    ],
)
def test_what_is_no_article_says_why(data: bytes, says: str):
    problems = [str(one) for one in read(data)]
    assert len(problems) == 1
    assert says in problems[0]


def test_without_the_library_the_format_is_listed_with_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("annotator.formats.needs.find_spec", lambda name: None)
    monkeypatch.delitem(sys.modules, "annotator.formats.html", raising=False)
    found = {one.name: one for one in formats.formats()}["html"]
    assert found.problem == (
        "unavailable, because trafilatura is not installed: pip install 'news-annotator[web]'"
    )


def test_the_specimen_is_an_arabic_article_with_its_headline(shared_data: Path):
    (one,) = read((shared_data / "formats/news-html/assabah.com.tn.article.html").read_bytes())
    assert isinstance(one, Incoming)
    said = one.appearances[0]
    assert one.text[slice(*said.headline)] == said.title
    assert len(one.text.split("\n\n")) > 20
    assert (said.source, said.language, said.published) == ("Assabah News", "ar", "2020-02-19")
