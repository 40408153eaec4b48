"""spaCy's examples as lines of JSON: text, entities and categories, for programs that make their own
`Doc`s.

`ents` are the outermost labels as [start, end, label], `spans["sc"]` all of them where some lie within
others or across them, and `cats` has a value for each step of the scale where the article has a sentiment.
Title, source and the like stand beside them. `spacy train` does not read such files; it reads the format
`spacy`.

Offsets are code points, ends exclusive. No token is looked at, so an edge within one of spaCy's tokens is
written as it is: `doc.char_span` then gives None.

Also read is what `Doc.to_json` writes, where an entity is an object with `start`, `end` and `label`. One
category of 1.0 is the article's sentiment; others are kept as they are.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO, Final

import msgspec

from annotator.domain.entities import Span
from annotator.domain.exchange import AnnotatedDocument, Incoming, LeftOut, Problem
from annotator.domain.scheme import Scheme
from annotator.formats.categories import categories, sentiment_of
from annotator.formats.facts import FURTHER, OURS, facts, further
from annotator.formats.json_lines import objects
from annotator.formats.json_objects import first_object
from annotator.formats.losses import FLAGS, NOTES, OPINIONS, ORIGINS, SENTENCE_SENTIMENT, left_out
from annotator.formats.options import ReadOptions, WriteOptions
from annotator.formats.places import is_number
from annotator.formats.rows import RowReader
from annotator.formats.tokenized import OnTokens, flat

_LOST: Final = (OPINIONS, SENTENCE_SENTIMENT, NOTES, FLAGS, ORIGINS)
_GROUP: Final = "sc"
_PLACE: Final = 3
_encode = msgspec.json.Encoder().encode


class SpacyLines:
    """Reads and writes spaCy's examples as JSONL."""

    name = "spacy-jsonl"
    title = "spaCy JSONL"
    suffixes = (".jsonl",)
    suffix = ".spacy.jsonl"
    cannot_hold = (*_LOST, FURTHER)
    load_line = 'srsly.read_jsonl("{file}")'
    choices = ()

    def recognises(self, head: bytes) -> bool:
        """Whether the first row has entities, as places or as spaCy's own objects."""
        row = first_object(head) or {}
        return isinstance(row.get("text"), str) and isinstance(row.get("ents"), list)

    def read(self, stream: BinaryIO, file: str, options: ReadOptions) -> Iterator[Incoming | Problem]:
        """A document a line; see `Importer`."""
        reader = RowReader(file, OURS)
        for one in objects(stream, file, options.encoding):
            if isinstance(one, Problem):
                yield one
            else:
                yield from reader.read(_ours(one[1]), one[0])

    def write(
        self,
        documents: Iterable[AnnotatedDocument],
        scheme: Scheme,
        out: BinaryIO,
        options: WriteOptions,
    ) -> Iterator[int | LeftOut]:
        """A line a document; see `Exporter`."""
        names = {label.id: label.name for label in scheme.labels}
        for count, one in enumerate(documents, 1):
            spans = one.annotations.spans
            outermost = _outermost(spans)
            row = {"text": one.document.text, **facts(one.document), "ents": _places(outermost, names)}
            if len(outermost) < len(spans):
                row["spans"] = {_GROUP: _places(spans, names)}
            row["cats"] = categories(one, scheme)
            row |= {"layer": one.layer, "status": one.annotations.status}
            out.write(_encode(row) + b"\n")
            yield from left_out(one, _LOST, further(one.document))
            yield count


importer = SpacyLines()
exporter = importer


def _outermost(spans: Iterable[Span]) -> list[Span]:
    """The longest labels of those that overlap."""
    places = (OnTokens(span.start, span.end, span.label, span) for span in spans)
    return [one.span for one in flat(places, "longest")[0]]


def _places(spans: Iterable[Span], names: Mapping[str, str]) -> list[tuple[int, int, str]]:
    return [(span.start, span.end, names.get(span.label, span.label)) for span in spans]


def _ours(row: dict[str, Any]) -> dict[str, Any]:
    """The row as one of our own."""
    groups = row.pop("spans", None)
    every = [row.pop("ents", None), *(groups.values() if isinstance(groups, dict) else [groups])]
    row.pop("tokens", None)
    spans: dict[str, Any] = {}
    for one in (one for group in every if isinstance(group, list) for one in group):
        span = _span(one)
        spans.setdefault(str((span.get("start"), span.get("end"), span.get("label"))), span)
    cats = row.pop("cats", None)
    if isinstance(cats, dict) and all(is_number(value) for value in cats.values()):
        row |= sentiment_of(cats)
    elif cats:
        row["cats"] = cats
    return {**row, "spans": list(spans.values())}


def _span(one: object) -> dict[str, Any]:
    """An entity, which the reader of rows judges; what has another shape has no place."""
    if isinstance(one, dict):
        return {key: one.get(key) for key in ("start", "end", "label")}
    if isinstance(one, list) and len(one) >= _PLACE:
        return dict(zip(("start", "end", "label"), one, strict=False))
    return {}
