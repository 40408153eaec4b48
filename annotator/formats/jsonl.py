"""JSONL: our own, which holds everything, and anyone else's that has a field with a text.

One document a line, UTF-8, line feeds, offsets in code points; see `resources/annotator.schema.json`. What a
person rejected is left out: it is how they work with suggestions, and says nothing about the article.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, BinaryIO

import msgspec

from annotator.domain.annotations import Annotations
from annotator.domain.document import Document
from annotator.domain.entities import FLAG, Appearance, Mark, Span
from annotator.domain.exchange import AnnotatedDocument, Incoming, Problem
from annotator.domain.scheme import Scheme
from annotator.formats import ReadOptions
from annotator.formats.columns import Columns, guess, with_ours
from annotator.formats.json_lines import objects
from annotator.formats.options import WriteOptions
from annotator.formats.rows import RowReader

_SAMPLE = 25
_encode = msgspec.json.Encoder().encode


class Jsonl:
    """Reads and writes JSONL."""

    name = "jsonl"
    title = "JSONL"
    suffixes = (".jsonl", ".ndjson")
    suffix = ".jsonl"
    cannot_hold = ()
    load_line = 'datasets.load_dataset("json", data_files="{file}")'
    choices = ()

    def read(self, stream: BinaryIO, file: str, options: ReadOptions) -> Iterator[Incoming | Problem]:
        """The rows of the stream; see `Importer`."""
        found = objects(stream, file, options.encoding)
        first = _first(found)
        if not first:
            yield Problem(file, None, "There is nothing in it.")
            return
        names = _names(first)
        columns = options.columns or guess(names, _rows(first))
        if columns is None or (options.columns and columns.text not in names):
            yield from (one for one in first if isinstance(one, Problem))
            if names:
                yield Problem(file, None, f"None of its fields is a text. It has: {', '.join(names)}.")
            return
        reader = RowReader(file, with_ours(columns, names))
        for one in chain(first, found):
            if isinstance(one, Problem):
                yield one
            else:
                yield from reader.read(one[1], one[0])

    def columns(
        self, stream: BinaryIO, file: str, options: ReadOptions
    ) -> tuple[tuple[str, ...], Columns | None]:
        """The keys of the first rows, and which is what; see `HasColumns`."""
        first = _first(objects(stream, file, options.encoding))
        names = _names(first)
        return names, guess(names, _rows(first))

    def write(
        self,
        documents: Iterable[AnnotatedDocument],
        scheme: Scheme,
        out: BinaryIO,
        options: WriteOptions | None = None,
    ) -> Iterator[int]:
        """One line a document; see `Exporter`."""
        labels = {label.id: label.name for label in scheme.labels}
        for count, one in enumerate(documents, 1):
            out.write(_encode(_row(one, labels)) + b"\n")
            yield count


importer = Jsonl()
exporter = importer


def _first(
    found: Iterator[tuple[int, dict[str, Any]] | Problem],
) -> list[tuple[int, dict[str, Any]] | Problem]:
    """The rows, and the problems between them, from which the columns are guessed."""
    first = []
    rows = 0
    for one in found:
        first.append(one)
        rows += not isinstance(one, Problem)
        if rows >= _SAMPLE or len(first) >= 4 * _SAMPLE:
            break
    return first


def _rows(first: list[tuple[int, dict[str, Any]] | Problem]) -> list[dict[str, Any]]:
    return [one[1] for one in first if not isinstance(one, Problem)]


def _names(first: list[tuple[int, dict[str, Any]] | Problem]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for row in _rows(first) for name in row))


def _row(one: AnnotatedDocument, labels: Mapping[str, str]) -> dict[str, Any]:
    document, said = one.document, one.annotations
    first = document.first
    text = document.text
    row: dict[str, Any] = {
        "id": document.id,
        "ref": first.ref,
        "title": first.title,
        "text": text,
        "source": first.source,
        "author": first.author,
        "published": first.published,
        "language": first.language,
        "url": first.url,
        "headline": first.headline,
    }
    if len(document.appearances) > 1:
        row["appearances"] = [_appearance(appearance) for appearance in document.appearances]
    row["meta"] = first.meta
    row["layer"] = one.layer
    row["status"] = said.status
    _add_said(row, document, said, labels)
    return row


def _add_said(row: dict[str, Any], document: Document, said: Annotations, labels: Mapping[str, str]) -> None:
    """Add what the layer says, in an order that depends on nothing but what is said."""
    text = document.text
    row["sentiment"] = said.sentiment
    if said.flag is not None:
        row["flag"] = said.flag.value
    row["spans"] = [_span(span, text, labels) for span in said.spans]
    row["sentences"] = [
        {"start": mark.start, "end": mark.end, "sentiment": mark.value} for mark in said.sentences
    ]
    row["opinions"] = sorted(
        (
            {
                "target": opinion.target,
                "polarity": opinion.polarity,
                "holder": opinion.holder,
                "expression": opinion.expression,
                **({"intensity": opinion.intensity} if opinion.intensity else {}),
            }
            for opinion in said.opinions
        ),
        key=lambda opinion: str(list(opinion.values())),
    )
    notes = [*said.notes, *said.flags]
    if notes:
        row["notes"] = [_note(mark) for mark in sorted(notes, key=_note_place)]


def _note(mark: Mark) -> dict[str, Any]:
    facts: dict[str, Any] = {"text": mark.value}
    if mark.start is not None:
        facts |= {"start": mark.start, "end": mark.end}
    return facts | ({"flag": True} if mark.name == FLAG else {})


def _note_place(mark: Mark) -> tuple[int, int, str, str]:
    return _edge(mark.start), _edge(mark.end), mark.value, mark.name


def _span(span: Span, text: str, labels: Mapping[str, str]) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "id": span.id,
        "start": span.start,
        "end": span.end,
        "label": labels.get(span.label, span.label),
        "text": text[span.start : span.end],
    }
    if span.origin is not None:
        facts["origin"] = span.origin
    if span.confidence is not None:
        facts["confidence"] = span.confidence
    return facts


def _edge(offset: int | None) -> int:
    return -1 if offset is None else offset


def _appearance(one: Appearance) -> dict[str, Any]:
    """All that it says, without what is empty."""
    facts = {
        "ref": one.ref,
        "source": one.source,
        "url": one.url,
        "published": one.published,
        "title": one.title,
        "author": one.author,
        "language": one.language,
        "headline": one.headline,
        "meta": one.meta,
    }
    return {name: value for name, value in facts.items() if value}
