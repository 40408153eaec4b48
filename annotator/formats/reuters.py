"""Reuters-21578, the collection of newswire stories of 1987 in files of SGML, `reut2-000.sgm` and on.

The text is the body: an indented line begins a paragraph, the other lines are joined to theirs, blank
lines part the paragraphs, and the closing “Reuter” is gone. The lines of a table become paragraphs too. A
brief has only a title, which is its text; what Reuters left unprocessed is read as it stands. Kept are
title, author, date, and the NEWID as `ref`; dateline, topics, places, people, organisations, exchanges,
companies, the splits and the other numbers are in `meta`. The collection may be used for research only.
"""

import html
import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from annotator.domain.exchange import Incoming, Problem
from annotator.formats import ReadOptions
from annotator.formats.articles import Article
from annotator.formats.blocks import wire_paragraphs

_PIECE: Final = 1 << 16
_LONGEST: Final = 1 << 20  # bytes; the longest story has 14,000
_START, _END = b"<REUTERS", b"</REUTERS>"
_CONTROL: Final = re.compile(r"&#(?:[12]?[0-9]|3[01]);")
_ATTRIBUTE: Final = re.compile(r'([A-Z]{1,20})="([^"<>]{0,200})"')
_TEXT: Final = re.compile(r'<TEXT(?: TYPE="([A-Z]+)")?>(.*?)(?:</TEXT>|$)', re.DOTALL)
_CLOSING: Final = re.compile(r"\s+reuter\W*$", re.IGNORECASE)
_TAG: Final = re.compile(r"</?[A-Z]{1,12}>")
_DATE: Final = re.compile(r"(\d{1,2})-([A-Z]{3})-(\d{4})(?: +(\d\d:\d\d:\d\d(?:\.\d{1,6})?))?")
_MONTHS: Final = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_LISTS: Final = ("TOPICS", "PLACES", "PEOPLE", "ORGS", "EXCHANGES", "COMPANIES")


class ReutersImporter:
    """Reads Reuters-21578."""

    name = "reuters"
    title = "Reuters-21578"
    suffixes = (".sgm", ".sgml")
    reads_bytes = True

    def recognises(self, head: bytes) -> bool:
        """Whether a story begins in it; see `Recognises`."""
        return _START + b" " in head

    def read(self, stream: BinaryIO, file: str, options: ReadOptions) -> Iterator[Incoming | Problem]:
        """The stories of the stream; see `Importer`."""
        nothing = True
        for one in _stories(stream, file):
            nothing = False
            yield one if isinstance(one, Problem) else _read(_decoded(one[1]), file, one[0])
        if nothing:
            yield Problem(file, None, "There is no story of Reuters-21578 in it.")


importer = ReutersImporter()


def _stories(stream: BinaryIO, file: str) -> Iterator[tuple[int, bytes] | Problem]:
    """The bytes of each story and the line it begins in."""
    kept, line = b"", 1
    while piece := stream.read(_PIECE):
        kept += piece
        at = 0
        while (end := kept.find(_END, at)) >= 0:
            first, start = kept.find(_START, at, end), kept.rfind(_START, at, end)
            line += kept.count(b"\n", at, max(start, at))
            if first != start or start < 0:
                yield Problem(file, line, "Before this line a story does not end, or does not begin.")
            if start >= 0:
                yield line, kept[start:end]
            line += kept.count(b"\n", max(start, at), end)
            at = end + len(_END)
        kept = kept[at:]
        if len(kept) > _LONGEST:
            yield Problem(file, line, f"Here is no story, or one longer than {_LONGEST >> 20} MB.")
            line += kept.count(b"\n", 0, len(kept) - len(_END))
            kept = kept[-len(_END) :]
    if (start := kept.find(_START)) >= 0:
        yield Problem(
            file, line + kept.count(b"\n", 0, start), "The file ends within the story that begins here."
        )


def _decoded(story: bytes) -> str:
    """The story; one file of the collection has a byte that is no ASCII."""
    try:
        return story.decode("utf-8")
    except UnicodeDecodeError:
        return story.decode("latin-1")


def _read(story: str, file: str, line: int) -> Incoming | Problem:
    story = _CONTROL.sub("", story.replace("\r\n", "\n"))
    numbers = dict(_ATTRIBUTE.findall(story[: story.find(">")]))
    found = _TEXT.search(story)
    kind, inner = (found[1] or "NORM", found[2]) if found else ("NORM", "")
    title = " ".join(_said(inner, "TITLE").split())
    body = _said(inner, "BODY") if kind != "UNPROC" else html.unescape(_TAG.sub("", inner))
    if kind == "BRIEF" or not body.strip():
        body = body.strip() or title
    return Article(
        wire_paragraphs(_CLOSING.sub("", body)),
        title=title,
        ref=numbers.get("NEWID", ""),
        source="Reuters",
        author=" ".join(_said(inner, "AUTHOR").split()).removeprefix("by ").removeprefix("By "),
        published=_date(_said(story, "DATE")),
        language="en",
        meta={
            **{name.lower(): html.unescape(value) for name, value in numbers.items() if name != "NEWID"},
            **{name.lower(): re.findall(r"<D>([^<]*)</D>", _raw(story, name)) for name in _LISTS},
            "dateline": " ".join(_said(inner, "DATELINE").split()).removesuffix("-").strip(),
            "type": "" if kind == "NORM" else kind.lower(),
        },
        line=line,
    ).incoming(file, f"The story {numbers.get('NEWID', '')}".strip())


def _raw(text: str, name: str) -> str:
    """What stands within the first element of this name."""
    start, end = text.find(f"<{name}>"), text.find(f"</{name}>")
    return text[start + len(name) + 2 : end] if 0 <= start < end else ""


def _said(text: str, name: str) -> str:
    return html.unescape(_raw(text, name))


def _date(words: str) -> str:
    """The date as ISO 8601 writes it, or the words, where they hold none."""
    found = _DATE.search(words.upper())
    if found is None or found[2] not in _MONTHS:
        return words.strip()
    day, month, year, time = found.groups()
    return f"{year}-{_MONTHS.index(month) + 1:02}-{int(day):02}" + (f"T{time}" if time else "")
