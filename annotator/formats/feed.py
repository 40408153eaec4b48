"""News feeds as files: RSS 2.0 (with it what WordPress exports), RSS 1.0 and Atom. Each entry is an article.

The text is the content of the entry, or else its summary, which often is no more than a teaser: the report
says of how many. HTML becomes paragraphs with blank lines between them. Kept are title, author, date,
language, the link, and the id as `ref`; the source is the one that the entry names, else the title of the
feed. Categories, rights and whatever else an entry says are kept in `meta`. Nothing is fetched, and a link
to more is not followed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Final

from annotator.domain.exchange import Incoming, Problem
from annotator.formats import ReadOptions
from annotator.formats.articles import Article
from annotator.formats.blocks import element_paragraphs, html_paragraphs, markup_paragraphs, plain_paragraphs
from annotator.formats.places import short
from annotator.formats.safe_xml import Element, Fault, elements
from annotator.formats.xml_text import root_tag
from annotator.formats.xml_tree import Names

_MODULES: Final = {
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://search.yahoo.com/mrss/": "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://www.w3.org/1999/xhtml": "xhtml",
}
_CONTENT: Final = ("content:encoded", "content", "xhtml:body", "xhtml:div")
_SUMMARY: Final = ("description", "summary", "dc:description")
_DATE: Final = (
    "pubDate",
    "published",
    "dc:date",
    "issued",
    "dcterms:issued",
    "updated",
    "modified",
    "created",
)
_LANGUAGE: Final = ("dc:language", "language")
_RIGHTS: Final = ("rights", "dc:rights", "copyright", "media:copyright", "license")
_USED: Final = frozenset(
    (
        *_CONTENT,
        *_SUMMARY,
        *_RIGHTS,
        *_LANGUAGE,
        "title",
        "link",
        "guid",
        "id",
        "category",
        "author",
        "source",
    )
)
_MAIL: Final = re.compile(r"\S+@\S+ \((.+)\)")


class FeedImporter:
    """Reads the entries of a feed."""

    name = "feed"
    title = "RSS or Atom"
    suffixes = (".rss", ".atom", ".rdf", ".xml")
    reads_bytes = True

    def recognises(self, head: bytes) -> bool:
        """Whether the root is that of a feed; see `Recognises`."""
        name, tag = root_tag(head)
        if name == "RDF":
            return "purl.org/rss/" in tag or "netscape.com/rdf/" in tag
        return name == "rss" or (name in ("feed", "entry") and ("/Atom" in tag or "purl.org/atom" in tag))

    def read(self, stream: BinaryIO, file: str, options: ReadOptions) -> Iterator[Incoming | Problem]:
        """The entries of the stream; see `Importer`."""
        feed = _Feed()
        entries = faults = 0
        for one in elements(stream, _is_whole, ("item", "entry")):
            if isinstance(one, Fault):
                faults += one.skipped
                yield Problem(file, one.line, one.message, one.skipped)
            elif one.name in ("item", "entry"):
                entries += 1
                yield feed.entry(one).incoming(file, f"The entry “{short(one.text('title'))}”")
            else:
                feed.learn(one)
        if not entries and not faults:
            yield Problem(file, None, "There is no entry of a feed in it.")
        if feed.summaries:
            length = f"{feed.summary_characters // feed.summaries:,} characters on average"
            words = f"{feed.summaries:,} of {entries:,} entries have but a summary as their text ({length})."
            yield Problem(file, None, words, skipped=False)


importer = FeedImporter()


def _is_whole(path: Names) -> bool:
    """Items and entries, and what the feed says of itself."""
    if path[0] == "rss":
        return len(path) == 3 or (len(path) == 2 and path[1] != "channel")
    return path == ("entry",) or (path[0] in ("RDF", "feed") and len(path) == 2)


@dataclass(slots=True)
class _Feed:
    """What the feed says of itself, as far as it is read, and how many entries had but a summary."""

    facts: dict[str, str] = field(default_factory=dict)
    summaries: int = 0
    summary_characters: int = 0

    def learn(self, element: Element) -> None:
        """What a child of the channel says; in RSS 1.0 the channel is one of its own."""
        for one in element.elements() if element.name == "channel" else (element,):
            self.facts.setdefault(_key(one, element.space), one.text())

    def entry(self, element: Element) -> Article:
        """An item or entry as an article."""
        said = _Said(element)
        paragraphs = said.paragraphs(_CONTENT)
        summary = said.paragraphs(_SUMMARY)
        if not paragraphs and summary:
            self.summaries += 1
            self.summary_characters += sum(map(len, summary))
        rights = said.text(*_RIGHTS) or self._fact("rights", "copyright", "dc:rights")
        meta = {"summary": "\n\n".join(summary) if paragraphs else "", "rights": rights}
        url = said.url()
        return Article(
            paragraphs or summary,
            title=said.title("title"),
            ref=said.text("id", "guid") or element.get("rdf:about") or url,
            source=said.source() or self._fact("title", "dc:publisher"),
            author=said.author(),
            url=url,
            published=said.date(),
            language=element.get("xml:lang")
            or said.text("dc:language")
            or self._fact("language", "dc:language"),
            meta={**said.others(), **meta, "categories": said.categories()},
            line=element.line,
        )

    def _fact(self, *names: str) -> str:
        return next((self.facts[name] for name in names if self.facts.get(name)), "")


class _Said:
    """What one entry says, by the usual names of its elements."""

    def __init__(self, entry: Element) -> None:
        self._by_name: dict[str, list[Element]] = {}
        for one in entry.elements():
            self._by_name.setdefault(_key(one, entry.space), []).append(one)

    def text(self, *names: str) -> str:
        """The text of the first of these that says something."""
        texts = (one.text() for name in names for one in self._by_name.get(name, ()))
        return next(filter(None, texts), "")

    def date(self) -> str:
        """The date of publication, as it is written; it is none of the others then."""
        name = next((name for name in _DATE if self.text(name)), "")
        date = self.text(name)
        self._by_name.pop(name, None)
        return date

    def title(self, name: str) -> str:
        """A text that may be HTML, in one line."""
        found = next(iter(self._by_name.get(name, ())), None)
        return " ".join(_paragraphs(found)) if found is not None else ""

    def paragraphs(self, names: tuple[str, ...]) -> list[str]:
        """The paragraphs of the first of these that has any."""
        found = (_paragraphs(one) for name in names for one in self._by_name.get(name, ()))
        return next(filter(None, found), [])

    def url(self) -> str:
        """The link to the article: its address, never more of it than that."""
        links = self._by_name.get("link", [])
        alternate = (one.get("href") for one in links if one.get("rel") in ("", "alternate"))
        guid = next(iter(self._by_name.get("guid", ())), None)
        permanent = guid.text() if guid and guid.get("isPermaLink") != "false" else ""
        found = next(filter(None, alternate), "") or self.text("link") or permanent
        return found if "://" in found[:20] else ""

    def author(self) -> str:
        names = [one.text("name") or one.text() for one in self._by_name.get("author", ())]
        names = names or [one.text() for one in self._by_name.pop("dc:creator", ())]
        return ", ".join(dict.fromkeys(_MAIL.sub(r"\1", name) for name in names if name))

    def source(self) -> str:
        found = next(iter(self._by_name.get("source", ())), None)
        return (found.text("title") if found.first("title") else found.text()) if found else ""

    def categories(self) -> list[str]:
        found = (
            one.get("label") or one.get("term") or one.text() for one in self._by_name.get("category", ())
        )
        return list(dict.fromkeys(filter(None, found)))

    def others(self) -> dict[str, object]:
        """What is used for nothing else: texts, or attributes where there is no text."""
        found: dict[str, object] = {}
        for name, all_ in self._by_name.items():
            values = [one.text() or dict(sorted(one.attributes.items())) for one in all_]
            told = [value for value in values if value]
            if name not in _USED and told:
                found[name] = told[0] if len(told) == 1 else told
        return found


def _key(element: Element, own_space: str) -> str:
    """The name of an element as feeds usually write it: bare where it is of the format itself."""
    prefix = _MODULES.get(element.space, element.prefix)
    return f"{prefix}:{element.name}" if prefix and (element.space or "") != own_space else element.name


def _paragraphs(element: Element) -> list[str]:
    """The paragraphs of a title, a summary or a content, by the type that Atom has for it."""
    kind = element.get("type").lower()
    if any(element.elements()):
        return element_paragraphs(element)
    text = element.raw()
    if kind in ("text", "text/plain"):
        return plain_paragraphs(text)
    return html_paragraphs(text) if kind in ("html", "text/html") else markup_paragraphs(text)
