"""The article of a web page, told from what stands around it by trafilatura.

The page is decoded first, as a wrong word about its letters must not reach the extraction. What comes out
is text anew: white space is folded, soft hyphens are gone, and every line is a paragraph with a blank line
behind it. Another version of trafilatura may find another text, so the version is kept in `meta`.
"""

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, Final

from annotator.formats.articles import Article
from annotator.formats.encodings import codec, detect

LONGEST_PAGE: Final = 3 << 20  # bytes
_MOST_TAGS: Final = 20_000  # of more, trafilatura takes the square of the time
_HEAD: Final = 200_000
_META: Final = re.compile(r"<meta\s([^<>]{1,2000})>", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(r"""([\w:.-]{1,40})\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_LANGUAGE: Final = re.compile(
    r"""<html\b[^<>]{0,2000}?\slang\s*=\s*["']?([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*)""", re.IGNORECASE
)
_CHARSET: Final = re.compile(rb"""<meta\s[^<>]{0,500}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_XML_CHARSET: Final = re.compile(rb"""^\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([\w.-]{1,40})["']""")
_RIGHTS: Final = ("copyright", "rights", "dc.rights", "dcterms.rights", "og:copyright")
# What browsers take these names for.
_WIDER: Final = {"iso8859-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}
_WIDER_CJK: Final = {"shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs", "ascii": "cp1252"}


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it came: its bytes, and what is known of it from elsewhere; empty words are not known."""

    data: bytes
    charset: str = ""
    url: str = ""
    ref: str = ""
    date: str = ""


def why_not(data: bytes) -> str:
    """Why a page is not looked into, as a sentence; empty if it is."""
    if len(data) > LONGEST_PAGE:
        return f"It is longer than {LONGEST_PAGE >> 20} MB, which no article is."
    if data.count(b"<") > _MOST_TAGS:
        return f"It has more than {_MOST_TAGS:,} tags, which no article has."
    return ""


def extracted(page: Page, notice: Callable[[str], None]) -> Article:
    """The article of the page, without paragraphs where none is found. `notice` is told what was guessed."""
    text = page_text(page, notice)
    extract, version = _extractor()
    found = extract(text, url=page.url or None, with_metadata=True, include_comments=False)
    meta = _meta(text[:_HEAD])
    said: dict[str, Any] = found.as_dict() if found is not None else {}
    language = _LANGUAGE.search(text[:_HEAD])
    kept = ("description", "categories", "tags", "license", "image", "hostname", "pagetype")
    return Article(
        [line.strip() for line in (said.get("text") or "").split("\n") if line.strip()],
        title=said.get("title") or "",
        ref=page.ref,
        source=said.get("sitename") or said.get("hostname") or "",
        author=said.get("author") or "",
        url=page.url or said.get("url") or "",
        published=said.get("date") or page.date,
        language=(language[1] if language else "") or meta.get("og:locale", "") or said.get("language") or "",
        meta={
            **{name: said.get(name) for name in kept},
            "crawled": page.date,
            "rights": next(filter(None, map(meta.get, _RIGHTS)), "") or said.get("license"),
            "extracted_by": f"trafilatura {version}",
        },
    )


def page_text(page: Page, notice: Callable[[str], None]) -> str:
    """The page decoded: by its byte order mark, as UTF-8 if it is, by what the server or the page say if that
    can be, else by a guess, of which `notice` is told.
    """
    data = page.data
    marked = detect(data[:4], complete=True)
    if data[:3] == b"\xef\xbb\xbf" or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode(codec(marked.name) if marked else "utf-8-sig", "replace")
    found = _CHARSET.search(data[:4096]) or _XML_CHARSET.match(data)
    declared = (page.charset, found[1].decode("ascii", "replace") if found else "")
    is_ascii_only = data.isascii() and b"\x1b" not in data
    for name in ("utf-8", *declared) if not is_ascii_only else ("utf-8",):
        text = _decoded(data, name)
        if text is not None:
            return text
    guessed = detect(data, complete=True)
    name = guessed.name if guessed else "cp1252"
    notice(f"It is in no encoding that it names; read as {name}, a guess: see whether its letters are right.")
    return data.decode(codec(name), "replace")


def _decoded(data: bytes, name: str) -> str | None:
    """The text in this encoding, as browsers know it; None where it cannot be."""
    try:
        known = codec(name.strip(" \"'"))
        return data.decode(_WIDER.get(known, _WIDER_CJK.get(known, known)))
    except (LookupError, UnicodeError):
        return None


def _meta(head: str) -> dict[str, str]:
    """What the tags of metadata say, by their names in lower case."""
    found: dict[str, str] = {}
    for tag in _META.finditer(head):
        said = {name.lower(): a or b or c for name, a, b, c in _ATTRIBUTE.findall(tag[1])}
        name = said.get("name") or said.get("property") or said.get("http-equiv") or ""
        found.setdefault(name.lower(), said.get("content", "").strip())
    return found


@cache
def _extractor() -> tuple[Callable[..., Any], str]:
    """trafilatura's function and version; to import it takes a second."""
    trafilatura: Any = import_module("trafilatura")
    for name in ("trafilatura", "htmldate", "courlan", "justext"):
        logging.getLogger(name).addHandler(logging.NullHandler())  # what it finds odd is no news to a person
    return trafilatura.bare_extraction, trafilatura.__version__
