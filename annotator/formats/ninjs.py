"""ninjs, the JSON of news agencies, in its versions 1, 2 and 3: one article, a list of them, or one after
another.

The text is the body that has paragraphs (XHTML or HTML) where there is one, else the plain one; where
several have the same form, the one whose role is `main` is read. Blank lines stand between paragraphs.
Kept are headline, byline, date of the version, language, link, and the `uri` as `ref`; the source is the
copyright holder, or the provider. Rights, subjects, associated pictures and all else is kept in `meta` as
it is written.
"""

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final

from annotator.domain.exchange import Incoming, Problem
from annotator.formats import ReadOptions
from annotator.formats.articles import Article
from annotator.formats.blocks import html_paragraphs, plain_paragraphs
from annotator.formats.json_objects import first_object, objects_within
from annotator.formats.places import short

_MARKS: Final = (
    "versioncreated",
    "versionCreated",
    "bodies",
    "headlines",
    "pubstatus",
    "pubStatus",
    "$standard",
)
_HTML: Final = ("xhtml", "html", "richtext")


class NinjsImporter:
    """Reads ninjs."""

    name = "ninjs"
    title = "ninjs"
    suffixes = (".ninjs", ".json")

    def recognises(self, head: bytes) -> bool:
        """Whether the first object has a `uri` and what else makes it news; see `Recognises`."""
        first = first_object(head)
        if first is None or not isinstance(first.get("uri"), str):
            return False
        return any(key in _MARKS or key.startswith(("body_", "headline_")) for key in first)

    def read(self, stream: BinaryIO, file: str, options: ReadOptions) -> Iterator[Incoming | Problem]:
        """The articles of the stream; see `Importer`."""
        for one in objects_within(stream, file, options.encoding):
            if isinstance(one, Problem):
                yield one
            else:
                yield from _read(one[1], file, one[0])


importer = NinjsImporter()


def _read(item: dict[str, Any], file: str, line: int) -> Iterator[Incoming | Problem]:
    article = _Item(item).article(line)
    name = f"The item “{short(article.title or article.ref)}”"
    kind = item.get("type")
    if not article.paragraphs and kind not in ("text", None):
        yield Problem(
            file, line, f"{name} is of the type “{short(kind)}” and has no text; it was passed over."
        )
        return
    yield article.incoming(file, name)
    status = item.get("pubStatus") or item.get("pubstatus")
    if status in ("canceled", "withheld"):
        words = f"{name} is withdrawn by its provider ({status}); it was read all the same."
        yield Problem(file, line, words, skipped=False)


class _Item:
    """One article; what is taken for a fact is no longer among the rest."""

    def __init__(self, item: Mapping[str, Any]) -> None:
        self._rest = dict(item)

    def article(self, line: int) -> Article:
        """The article, found at this line."""
        paragraphs, title = self._paragraphs(), self._title()
        url = self._take("url", "webUrl", "canonicalUrl") or self._link()
        rights = self._take("copyrightNotice", "copyrightnotice", "usageTerms", "usageterms")
        return Article(
            paragraphs,
            title=title,
            ref=self._take("uri"),
            source=self._name("copyrightHolder", "copyrightholder", "provider", "infoSources", "infosource"),
            author=self._take("by", "byline"),
            url=url,
            published=self._take("versionCreated", "versioncreated", "firstCreated", "firstcreated"),
            language=self._take("language"),
            meta={**self._rest, "rights": rights},
            line=line,
        )

    def _take(self, *keys: str) -> str:
        """The first of these that is a text; it is no longer among the rest."""
        for key in keys:
            value = self._rest.get(key)
            if isinstance(value, str) and value.strip():
                del self._rest[key]
                return value.strip()
        return ""

    def _name(self, *keys: str) -> str:
        """The first of these that is a name or has one; it stays among the rest."""
        for key in keys:
            value = self._rest.get(key)
            first = value[0] if isinstance(value, list) and value else value
            name = first.get("name") if isinstance(first, dict) else first
            if isinstance(name, str) and name.strip():
                return name.strip()
        return ""

    def _link(self) -> str:
        uri = self._rest.get("uri")
        return uri if isinstance(uri, str) and uri.startswith(("http://", "https://")) else ""

    def _title(self) -> str:
        main, *others = self._variants("headlines", "headline") or [("", "")]
        if others:
            self._rest["subheadlines"] = [value for _, value in others]
        return " ".join(html_paragraphs(main[1])) if "<" in main[1] else main[1]

    def _paragraphs(self) -> list[str]:
        """Those of the best body that has any."""
        bodies = self._variants("bodies", "body")
        bodies.sort(key=lambda body: not any(word in body[0] for word in _HTML))
        for kind, value in bodies:
            is_html = any(word in kind for word in _HTML)
            found = html_paragraphs(value) if is_html else plain_paragraphs(value)
            if found:
                return found
        return []

    def _variants(self, listed: str, single: str) -> list[tuple[str, str]]:
        """What is told in several forms, as pairs of a kind in lower case and the value, the main one first;
        a list of objects in versions 2 and 3, keys with an ending in version 1.
        """
        found = []
        objects = self._rest.pop(listed, None)
        for one in objects if isinstance(objects, list) else []:
            if isinstance(one, dict) and isinstance(one.get("value"), str):
                kind = one.get("contentType") or one.get("contenttype") or one.get("role") or ""
                found.append((one.get("role") != "main", str(kind).lower(), one["value"]))
        for key in [key for key in self._rest if key == single or key.startswith(f"{single}_")]:
            value = self._rest.pop(key)
            if isinstance(value, str):
                found.append((key != single, key.lower(), value))
        return [(kind, value) for _, kind, value in sorted(found, key=lambda one: one[0]) if value.strip()]
