"""An article as a format of news found it, on its way to a document.

The paragraphs are joined by blank lines and are the text; the title is no part of it, unless it is one of
the paragraphs: then its range is the headline. What is said beside the usual facts is kept in `meta`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from annotator.domain.exchange import Incoming, Problem, appearance
from annotator.domain.text import unusable

GAP: Final = "\n\n"
_BASIC: Final = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d)(\.\d{1,6})?\d*)?\s?(Z|[+-]\d\d:?\d\d)?)?"
)


@dataclass(frozen=True, slots=True)
class Article:
    """What a file says of one article; empty words are what it does not say. `line` is where it begins."""

    paragraphs: Sequence[str]
    title: str = ""
    ref: str = ""
    source: str = ""
    author: str = ""
    url: str = ""
    published: str = ""
    language: str = ""
    meta: Mapping[str, object] = field(default_factory=dict)
    line: int | None = None

    def incoming(self, file: str, name: str = "The article") -> Incoming | Problem:
        """The article as a document, or why it is none; `name` is what a problem calls it."""
        text = GAP.join(self.paragraphs)
        if not text:
            return Problem(file, self.line, f"{name} has no text.")
        title = " ".join(self.title.split())
        facts = (self.ref, self.source, self.author, self.url, self.published, self.language)
        why = next(filter(None, map(unusable, filter(None, (text, title, *facts)))), None)
        if why is not None:
            return Problem(file, self.line, f"{name} cannot be kept: {why}")
        date = iso_date(self.published)
        said = {**self.meta, **({"date": self.published} if self.published and not date else {})}
        found = appearance(
            text,
            title=title,
            ref=self.ref or None,
            source=self.source or None,
            author=self.author or None,
            url=self.url or None,
            published=date or None,
            language=self.language.replace("_", "-") or None,
            headline=headline(self.paragraphs, title),
            meta={key: said[key] for key in sorted(said) if said[key] not in ("", [], {}, None)},
        )
        return Incoming(text, (found,), line=self.line)


def headline(paragraphs: Sequence[str], title: str) -> tuple[int, int] | None:
    """The range of the first paragraph that is the title, in the joined text."""
    start = 0
    for paragraph in paragraphs:
        if title and paragraph == title:
            return start, start + len(paragraph)
        start += len(paragraph) + len(GAP)
    return None


def iso_date(words: str) -> str:
    """The date, with time and offset where they are told, as ISO 8601 writes it; empty if it is none.

    Reads ISO 8601 with or without its separators, and the dates of mails and of RSS.
    """
    words = words.strip()
    if found := _BASIC.fullmatch(words):
        year, month, day, hour, minute, second, fraction, zone = found.groups()
        date = f"{year}-{month}-{day}"
        if hour is not None:
            zone = zone if zone in (None, "Z") or ":" in zone else f"{zone[:3]}:{zone[3:]}"
            date += f"T{hour}:{minute}:{second or '00'}{fraction or ''}{zone or ''}"
        return date if _is_real(date) else ""
    return _mail_date(words)


def _is_real(date: str) -> bool:
    try:
        datetime.fromisoformat(date)
    except ValueError:
        return False
    return True


def _mail_date(words: str) -> str:
    from email.utils import parsedate_to_datetime

    try:
        found = parsedate_to_datetime(words[:100])
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
    if found.tzinfo is None and words.rstrip().endswith("-0000"):
        found = found.replace(tzinfo=UTC)
    return found.isoformat()
