"""NewsML-G2, in which agencies send their news: items alone, or many of them in one message, read one by one.

The text is what an item carries within itself, XHTML, NITF or plain, with blank lines between the
paragraphs; an item that only points to its content has none. Pictures, videos and packages are passed over
and counted. Kept are the headline, the author, the provider as the source, the date of this version, the
language, and the `guid` as `ref`; rights, subjects, the version and all else that is said of the item and
its content is in `meta`. An item that its provider has withdrawn is reported, and read all the same.
"""

from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO, Final

from annotator.domain.exchange import Incoming, Problem
from annotator.formats import ReadOptions
from annotator.formats.articles import Article
from annotator.formats.blocks import element_paragraphs, markup_paragraphs
from annotator.formats.nitf import nitf_paragraphs, nitf_title
from annotator.formats.places import short
from annotator.formats.safe_xml import Element, Fault, elements
from annotator.formats.xml_text import root_tag
from annotator.formats.xml_tree import told_by_name

_ITEMS: Final = ("newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem")
_USED: Final = ("headline", "language", "by")


class NewsmlImporter:
    """Reads NewsML-G2."""

    name = "newsml"
    title = "NewsML-G2"
    suffixes = (".newsml", ".xml")
    reads_bytes = True

    def recognises(self, head: bytes) -> bool:
        """Whether the root is one of NewsML-G2; see `Recognises`."""
        name, tag = root_tag(head)
        return name in (*_ITEMS, "newsMessage") and "iptc.org/std/nar/" in tag

    def read(self, stream: BinaryIO, file: str, options: ReadOptions) -> Iterator[Incoming | Problem]:
        """The items of the stream; see `Importer`."""
        passed: Counter[str] = Counter()
        nothing = True
        for one in elements(stream, lambda path: path[-1] in _ITEMS, _ITEMS):
            nothing = False
            if isinstance(one, Fault):
                yield Problem(file, one.line, one.message, one.skipped)
            elif (kind := _kind(one)) != "text" and not _has_text(one):
                passed[kind] += 1
            else:
                yield from _read(one, file)
        if passed:
            kinds = ", ".join(f"{count:,} {kind}" for kind, count in passed.most_common())
            yield Problem(file, None, f"Items without a text were passed over: {kinds}.", skipped=False)
        if nothing:
            yield Problem(file, None, "There is no item of NewsML-G2 in it.")


importer = NewsmlImporter()


def _read(item: Element, file: str) -> Iterator[Incoming | Problem]:
    article = _article(item)
    name = f"The item “{short(article.title or article.ref)}”"
    yield article.incoming(file, name)
    status = _code(item.get("itemMeta", "pubStatus", "qcode"))
    if status in ("canceled", "cancelled", "withheld"):
        words = f"{name} is withdrawn by its provider ({status}); it was read all the same."
        yield Problem(file, item.line, words, skipped=False)


def _kind(item: Element) -> str:
    """What the item is: text, picture and the like, or the name of an element that is no news item."""
    return _code(item.get("itemMeta", "itemClass", "qcode")) if item.name == "newsItem" else item.name


def _code(qcode: str) -> str:
    """The code without the alias of its scheme."""
    return qcode.rpartition(":")[2] or "text"


def _has_text(item: Element) -> bool:
    return any(item.below("inlineXML")) or any(
        one.get("contenttype").startswith("text/") for one in item.below("inlineData")
    )


def _article(item: Element) -> Article:
    about, content = item.part("itemMeta"), item.part("contentMeta")
    rights = [
        one.text("copyrightNotice") or _named(one.elements("copyrightHolder"))
        for one in item.elements("rightsInfo")
    ]
    title, *others = _headlines(content) or [_inner_title(item)]
    source = _named(about.elements("provider")) or _named(content.elements("infoSource"))
    return Article(
        _paragraphs(item),
        title=title,
        ref=item.get("guid"),
        source=source or about.get("provider", "uri") or about.get("provider", "qcode"),
        author=content.text("by") or _named(content.elements("creator")),
        published=about.text("versionCreated") or content.text("contentCreated"),
        language=content.get("language", "tag") or item.get("xml:lang"),
        meta={
            **told_by_name(about.elements()),
            **told_by_name(one for one in content.elements() if one.name not in _USED),
            **told_by_name(item.elements("rightsInfo")),
            "version": item.get("version"),
            "subheadlines": others,
            "rights": "; ".join(filter(None, rights)),
        },
        line=item.line,
    )


def _headlines(content: Element) -> list[str]:
    """All headlines, the main one first: the one that has no role, or the role of the main one."""
    found = [one for one in content.elements("headline") if one.text()]
    found.sort(key=lambda one: not (one.get("role") == "" or "main" in one.get("role").lower()))
    return [one.text() for one in found]


def _inner_title(item: Element) -> str:
    """The title in the content itself."""
    nitf = next(item.below("nitf"), None)
    html = next(item.below("html"), None)
    return nitf_title(nitf) if nitf else html.text("head", "title") if html else ""


def _named(parties: Iterator[Element]) -> str:
    """The names of persons or organisations, or what stands for a name."""
    names = (one.text("name") or one.get("literal") or one.text() for one in parties)
    return ", ".join(dict.fromkeys(filter(None, names)))


def _paragraphs(item: Element) -> list[str]:
    """Those of the first content that has any; the contents of an item are renderings of the same."""
    for one in item.below("inlineXML", "inlineData"):
        if one.name == "inlineData":
            is_text = not one.get("encoding") and one.get("contenttype")[:5] in ("", "text/")
            found = markup_paragraphs(one.raw(), wire=True) if is_text else []
        elif nitf := next(one.below("nitf"), None):
            found = nitf_paragraphs(nitf)
        else:
            body = next(one.below("body"), None)
            found = element_paragraphs(body or one, wire=True)
        if found:
            return found
    return []
