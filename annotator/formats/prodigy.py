"""Prodigy's JSONL: `text`, `tokens`, `spans`, the answer, and what is known of the article as `meta`.

Offsets are code points, ends exclusive; `token_end` is the number of the last token, inclusive. Tokens are
the program's, cut where a label begins or ends within one, so that every label stands on tokens; what is
between tokens is a token too, as with spaCy. White space at the edges of a label is taken off and listed.
The sentiment of the article is the option in `accept`; a skipped article is `ignore`; the layer is
`_annotator_id`. Hashes are left to Prodigy.

Read as labels is what was accepted. Of what was rejected or ignored only the text comes in, so that no
article looks as if there were nothing in it; ignored ones are skipped. Annotators are layers. Relations are
left out and reported, a `label` for the whole article is kept in `meta`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO, Final

import msgspec

from annotator.domain.exchange import AnnotatedDocument, Incoming, LeftOut, Problem
from annotator.domain.scheme import Scheme
from annotator.domain.words import Token, tokens, trim
from annotator.formats.covering import Piece, covering
from annotator.formats.facts import FURTHER, OURS, facts, further
from annotator.formats.json_lines import objects
from annotator.formats.json_objects import first_object
from annotator.formats.losses import FLAGS, NOTES, OPINIONS, SENTENCE_SENTIMENT, left_out
from annotator.formats.options import ReadOptions, WriteOptions
from annotator.formats.places import is_number
from annotator.formats.rows import RowReader
from annotator.formats.tokenized import OnTokens, flat, on_tokens

_LOST: Final = (OPINIONS, SENTENCE_SENTIMENT, NOTES, FLAGS)
_ANSWERS: Final = ("accept", "reject", "ignore")
_TASKS: Final = ("spans", "tokens", "label", "accept", "options", "relations")
_HASHES: Final = ("_input_hash", "_task_hash")
_WHO: Final = ("_annotator_id", "_session_id")
_encode = msgspec.json.Encoder().encode


class Prodigy:
    """Reads and writes Prodigy's JSONL."""

    name = "prodigy"
    title = "Prodigy JSONL"
    suffixes = (".jsonl",)
    suffix = ".prodigy.jsonl"
    cannot_hold = (*_LOST, FURTHER)
    load_line = "prodigy db-in gold {file}"
    choices = ()

    def recognises(self, head: bytes) -> bool:
        """Whether the first row is a task with an answer or a hash; see `Recognises`."""
        row = first_object(head) or {}
        answered = row.get("answer") in _ANSWERS and any(key in row for key in _TASKS)
        return isinstance(row.get("text"), str) and (answered or any(key in row for key in _HASHES))

    def read(self, stream: BinaryIO, file: str, options: ReadOptions) -> Iterator[Incoming | Problem]:
        """A document a line; see `Importer`."""
        reader = RowReader(file, OURS)
        told: set[str] = set()
        for one in objects(stream, file, options.encoding):
            if isinstance(one, Problem):
                yield one
                continue
            for notice in _notices(one[1]):
                if notice not in told:
                    told.add(notice)
                    yield Problem(file, one[0], notice, skipped=False)
            yield from reader.read(_ours(one[1]), one[0])

    def write(
        self,
        documents: Iterable[AnnotatedDocument],
        scheme: Scheme,
        out: BinaryIO,
        options: WriteOptions,
    ) -> Iterator[int | LeftOut]:
        """A line a document; see `Exporter`."""
        for count, one in enumerate(documents, 1):
            row, lost = _task(one, scheme)
            out.write(_encode(row) + b"\n")
            yield from left_out(one, _LOST, lost + further(one.document))
            yield count


importer = Prodigy()
exporter = importer


def _task(one: AnnotatedDocument, scheme: Scheme) -> tuple[dict[str, Any], Counter[str]]:
    """The task, and what of the labels is changed."""
    text, said = one.document.text, one.annotations
    names = {label.id: label.name for label in scheme.labels}
    places = [trim(text, span.start, span.end) for span in said.spans]
    pieces = covering(text, _cut(tokens(text), places))
    placed, lost = on_tokens(text, said.spans, [(piece.start, piece.end) for piece in pieces], "skip")
    row: dict[str, Any] = {
        "text": text,
        "meta": facts(one.document),
        "tokens": [_token(number, piece, text) for number, piece in enumerate(pieces)],
        "spans": [_span(each, pieces, names) for each in placed],
        "answer": "ignore" if said.status == "skipped" else "accept",
        "_annotator_id": one.layer,
        "_view_id": "ner_manual" if len(flat(placed, "longest")[0]) == len(placed) else "spans_manual",
    }
    if said.sentiment is not None:
        row["options"] = [{"id": step.name, "text": step.title} for step in scheme.scale]
        row["accept"] = [said.sentiment]
    return row, lost


def _token(number: int, piece: Piece, text: str) -> dict[str, Any]:
    return {
        "text": text[piece.start : piece.end],
        "start": piece.start,
        "end": piece.end,
        "id": number,
        "ws": piece.space,
    }


def _span(one: OnTokens, pieces: Sequence[Piece], names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "start": pieces[one.first].start,
        "end": pieces[one.end - 1].end,
        "token_start": one.first,
        "token_end": one.end - 1,
        "label": names.get(one.label, one.label),
        **({"source": one.span.origin} if one.span.origin else {}),
        **({"score": one.span.confidence} if one.span.confidence else {}),
    }


def _cut(found: Sequence[Token], places: Iterable[Token]) -> list[Token]:
    """The tokens, in two where a place begins or ends within one."""
    edges = sorted({edge for place in places for edge in place})
    cut: list[Token] = []
    at = 0
    for start, end in found:
        while at < len(edges) and edges[at] < end:
            if start < edges[at]:
                cut.append((start, edges[at]))
                start = edges[at]
            at += 1
        cut.append((start, end))
    return cut


def _notices(row: Mapping[str, Any]) -> Iterator[str]:
    """What is to be said once of a file with such a row."""
    if row.get("relations"):
        yield "Relations of this file were left out: here are none."
    if row.get("answer") == "reject":
        yield "Of tasks that were rejected only the texts came in."


def _ours(row: dict[str, Any]) -> dict[str, Any]:
    """The row as one of our own."""
    answer = row.pop("answer", None)
    who = next((row[key] for key in _WHO if isinstance(row.get(key), str) and row[key]), None)
    accept = row.pop("accept", None)
    for key in [key for key in row if key in ("tokens", "options", "relations") or key.startswith("_")]:
        del row[key]
    meta = row.pop("meta", None)
    row = {**meta, **row} if isinstance(meta, dict) else row
    row["layer"] = who
    spans = row.get("spans")
    row["spans"] = [_read_span(one) for one in spans] if isinstance(spans, list) else []
    if answer in ("reject", "ignore"):
        del row["spans"]
        return row | ({"status": "skipped"} if answer == "ignore" else {"answer": answer})
    if isinstance(accept, list) and len(accept) == 1:
        row["sentiment"] = accept[0]
    elif accept:
        row["accept"] = accept
    return row | ({"status": "done"} if answer == "accept" else {})


def _read_span(one: object) -> dict[str, Any]:
    if not isinstance(one, dict):
        return {}
    span = {key: one.get(key) for key in ("start", "end", "label")}
    if isinstance(one.get("source"), str):
        score = one.get("score")
        span |= {"origin": one["source"], **({"confidence": score} if is_number(score) else {})}
    return span
