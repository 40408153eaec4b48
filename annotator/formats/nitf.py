"""NITF, the News Industry Text Format: one article a file, as agencies send it; several in a row are read
too.

The text are the blocks of `body.content`, with blank lines between them: paragraphs, headings, items of
lists; a row of a table is a line. Media and their captions are left out, and so are headline, byline,
dateline and abstract, which are kept: the headline as the title, the rest in `meta`, together with all
that the head says of rights, subjects and places. The document id becomes `ref`. Tags of persons, places
and organisations within the text are read as text. The provider's word that an article is withdrawn is
reported; it is read all the same.
"""

from collections.abc import Iterator
from typing import BinaryIO

from annotator.domain.exchange import Incoming, Problem
from annotator.formats import ReadOptions
from annotator.formats.articles import Article
from annotator.formats.blocks import element_paragraphs
from annotator.formats.places import short
from annotator.formats.safe_xml import Element, Fault, elements
from annotator.formats.xml_text import root_tag
from annotator.formats.xml_tree import told_by_name

_TOLD_ELSEWHERE = ("hedline", "byline")


class NitfImporter:
    """Reads NITF."""

    name = "nitf"
    title = "NITF"
    suffixes = (".nitf", ".xml")
    reads_bytes = True

    def recognises(self, head: bytes) -> bool:
        """Whether the root is `nitf`; see `Recognises`."""
        return root_tag(head)[0] == "nitf"

    def read(self, stream: BinaryIO, file: str, options: ReadOptions) -> Iterator[Incoming | Problem]:
        """The articles of the stream; see `Importer`."""
        nothing = True
        for one in elements(stream, lambda path: path[-1] == "nitf", ("nitf",)):
            nothing = False
            if isinstance(one, Fault):
                yield Problem(file, one.line, one.message, one.skipped)
                continue
            article = _article(one)
            name = f"The article “{short(article.title)}”"
            yield article.incoming(file, name)
            if (status := one.get("head", "docdata", "management-status")) in (
                "canceled",
                "cancelled",
                "killed",
            ):
                words = f"{name} is withdrawn by its provider ({status}); it was read all the same."
                yield Problem(file, one.line, words, skipped=False)
        if nothing:
            yield Problem(file, None, "There is no NITF in it.")


importer = NitfImporter()


def nitf_paragraphs(nitf: Element) -> list[str]:
    """The paragraphs of its body."""
    return element_paragraphs(*nitf.part("body").elements("body.content"), wire=True)


def nitf_title(nitf: Element) -> str:
    """Its headline, else the title in its head."""
    top = nitf.part("body", "body.head")
    return top.text("hedline", "hl1") or top.text("hedline") or nitf.text("head", "title")


def _article(nitf: Element) -> Article:
    head = nitf.part("head")
    data = head.part("docdata")
    top = nitf.part("body", "body.head")
    persons = ", ".join(one.text() for one in top.part("byline").below("person"))
    holder = " ".join(filter(None, (data.get("doc.copyright", "year"), data.get("doc.copyright", "holder"))))
    return Article(
        nitf_paragraphs(nitf),
        title=nitf_title(nitf),
        ref=data.get("doc-id", "id-string") or data.get("du-key", "key"),
        source=top.text("distributor") or data.get("doc.copyright", "holder") or head.get("pubdata", "name"),
        author=persons or top.text("byline"),
        url=head.get("pubdata", "ex-ref"),
        published=_date(head, data, top),
        language=nitf.get("xml:lang") or nitf.get("baselang") or nitf.get("body", "xml:lang"),
        meta={
            **told_by_name(one for one in head.elements() if one.name not in ("title", "docdata")),
            **told_by_name(data.elements()),
            **{one.name: one.text() for one in top.elements() if one.name not in _TOLD_ELSEWHERE},
            "byline": top.text("byline") if persons else "",
            "subheadlines": [one.text() for one in top.below("hl2")],
            "tagline": nitf.text("body", "body.end"),
            "status": data.get("management-status"),
            "rights": holder,
        },
        line=nitf.line,
    )


def _date(head: Element, data: Element, top: Element) -> str:
    dates = (
        data.get("date.issue", "norm"),
        data.get("date.release", "norm"),
        head.get("pubdata", "date.publication"),
        top.get("dateline", "story.date", "norm"),
    )
    return next(filter(None, dates), "")
