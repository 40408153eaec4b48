"""W3C Web Annotation, as JSON-LD: a list with one `AnnotationPage` for each article.

A page says what it is about, in words of schema.org: the article's text, title, source, date and the like.
Its items are annotations. A label is a tag on a place; the sentiment of a sentence or of the article, and
an opinion, are assessments, of a place, of the article or of the annotation that is its target, with the
holder and the words as further bodies; a note is a comment, and a flag moderates. The layer is the creator.
What only this program or the corpus knows of an article (`meta`, the place of its headline) has no place
here.

Offsets are code points, as the standard wants it, ends exclusive. Each place is told twice, by position and
by quotation with 32 characters before and behind, so that it is found again where a text was changed.

Read are such pages, and single annotations, lists, pages and collections of others: their text is looked
for beside the file, under the last part of the name of their source, with or without `.txt`. A position
that is not where the quotation stands is read in UTF-16 units, which some browsers count, or is found by
the quotation; the report says so. Only positions and quotations are understood.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO, Final
from urllib.parse import quote

import msgspec

from annotator.domain.document import Document
from annotator.domain.entities import FLAG, Mark, Opinion, Span
from annotator.domain.exchange import AnnotatedDocument, Incoming, LeftOut, Problem
from annotator.domain.scheme import Scheme
from annotator.formats.facts import FURTHER, further
from annotator.formats.losses import left_out
from annotator.formats.options import ReadOptions, WriteOptions
from annotator.formats.webannotation_reading import CONTEXT, FACTS, SCHEMA, URN, WebAnnotationReader

CONFIDENCES: Final = "how sure models were of labels"
META: Final = "further facts of articles"
_AROUND: Final = 32
_encode = msgspec.json.Encoder().encode


class WebAnnotation:
    """Reads and writes Web Annotation."""

    name = "webannotation"
    title = "W3C Web Annotation (JSON-LD)"
    suffixes = (".jsonld", ".json")
    suffix = ".jsonld"
    cannot_hold = (META, CONFIDENCES, FURTHER)
    load_line = 'json.load(open("{file}", encoding="utf-8"))'
    choices = ()

    def recognises(self, head: bytes) -> bool:
        """Whether the vocabulary of annotations is named at its beginning; see `Recognises`."""
        return b"://www.w3.org/ns/anno" in head

    def read(self, stream: BinaryIO, file: str, options: ReadOptions) -> Iterator[Incoming | Problem]:
        """A document for each article and creator; see `Importer`."""
        return WebAnnotationReader(file, options).read(stream)

    def write(
        self,
        documents: Iterable[AnnotatedDocument],
        scheme: Scheme,
        out: BinaryIO,
        options: WriteOptions,
    ) -> Iterator[int | LeftOut]:
        """A page a document; see `Exporter`."""
        names = {label.id: label.name for label in scheme.labels}
        before = b"[\n"
        for count, one in enumerate(documents, 1):
            out.write(before + _encode(_Page(one, names).page()))
            before = b",\n"
            yield from left_out(one, (), _lost(one))
            yield count
        out.write((b"[" if before == b"[\n" else b"\n") + b"]\n")


importer = WebAnnotation()
exporter = importer


def _lost(one: AnnotatedDocument) -> Counter[str]:
    first = one.document.first
    sure = sum(span.confidence is not None for span in one.annotations.spans)
    facts = len(first.meta) + (first.headline is not None)
    return Counter({META: facts, CONFIDENCES: sure}) + further(one.document)


class _Page:
    """Makes the page of one document."""

    def __init__(self, one: AnnotatedDocument, names: Mapping[str, str]) -> None:
        self._document = one.document
        self._said = one.annotations
        self._names = names
        self._layer = one.layer
        self._source = f"{URN}{one.document.id}"

    def page(self) -> dict[str, Any]:
        """The page with all its annotations."""
        said = self._said
        marks = [mark for mark in said.marks if mark.name in _PURPOSES]
        return {
            "@context": [CONTEXT, {"schema": SCHEMA}],
            "id": self._id("page"),
            "type": "AnnotationPage",
            "schema:about": _about(self._document, said.status),
            "items": [
                *map(self._span, said.spans),
                *map(self._mark, marks),
                *(
                    self._opinion(opinion, target)
                    for opinion in said.opinions
                    if (target := said.span(opinion.target))
                ),
            ],
        }

    def _id(self, name: str) -> str:
        return f"{self._source}#{quote(self._layer, safe='')}/{quote(name, safe='')}"

    def _annotation(self, name: str, motivation: str, body: Any, target: Any) -> dict[str, Any]:  # noqa: ANN401
        return {
            "id": self._id(name),
            "type": "Annotation",
            "motivation": motivation,
            "creator": {"type": "Person", "nickname": self._layer},
            "body": body,
            "target": target,
        }

    def _span(self, span: Span) -> dict[str, Any]:
        body = _words(self._names.get(span.label, span.label), "tagging")
        made = self._annotation(span.id, "classifying", body, self._place(span.start, span.end))
        if span.origin is not None:
            made["generator"] = {"type": "Software", "name": span.origin}
        return made

    def _mark(self, mark: Mark) -> dict[str, Any]:
        purpose = _PURPOSES[mark.name]
        whole = mark.start is None or mark.end is None
        target = {"source": self._source} if whole else self._place(mark.start or 0, mark.end or 0)
        return self._annotation(f"mark-{mark.id}", purpose, _words(mark.value, purpose), target)

    def _opinion(self, opinion: Opinion, target: Span) -> dict[str, Any]:
        bodies = [_words(opinion.polarity, "assessing")]
        if opinion.intensity is not None:
            bodies.append(_words(opinion.intensity, "describing"))
        if opinion.holder is not None:
            bodies.append(
                {"type": "SpecificResource", "purpose": "identifying", "source": self._id(opinion.holder)}
            )
        bodies += [
            {"type": "SpecificResource", "purpose": "highlighting", **self._place(start, end)}
            for start, end in opinion.expression
        ]
        return self._annotation(f"opinion-{opinion.id}", "assessing", bodies, self._id(target.id))

    def _place(self, start: int, end: int) -> dict[str, Any]:
        text = self._document.text
        quotation = {
            "type": "TextQuoteSelector",
            "exact": text[start:end],
            "prefix": text[max(0, start - _AROUND) : start],
            "suffix": text[end : end + _AROUND],
        }
        position = {"type": "TextPositionSelector", "start": start, "end": end}
        return {"source": self._source, "selector": [position, quotation]}


_PURPOSES: Final = {"sentiment": "assessing", "note": "commenting", FLAG: "moderating"}


def _words(value: str, purpose: str) -> dict[str, Any]:
    return {"type": "TextualBody", "value": value, "purpose": purpose}


def _about(document: Document, status: str) -> dict[str, Any]:
    first = document.first
    facts = {key: getattr(first, name) for name, key in FACTS.items() if getattr(first, name)}
    return {
        "id": f"{URN}{document.id}",
        "type": "schema:NewsArticle",
        **facts,
        "schema:creativeWorkStatus": status,
        "schema:articleBody": document.text,
    }
