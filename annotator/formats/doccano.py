"""doccano's JSONL for labels of words: `text`, `label` as [start, end, label], and what else is known
beside them.

Which unit its offsets count is a setting of a doccano project and stands in no file: UTF-16 units in usual
ones, graphemes where “count grapheme clusters as one character” is on, code points in files that people
made with Python. They differ only behind an emoji or another rare character. Without a choice, UTF-16 units
are written and read, and a file in which that matters says so in the report.

Title, source, the sentiment of the article and the like are further keys, which doccano keeps as metadata.
For a project of text classification choose `sentiment` as the label's column when you import the file
there. Allow overlapping entities in the project, or doccano drops the later one of two that overlap,
without a word.

Read are also `labels`, `entities` and `annotations` with `start_offset` and `end_offset`, and `data` for
the text. One label that is only a word is the article's sentiment. Comments become notes; relations are
left out.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO, Final

import msgspec

from annotator.domain.exchange import AnnotatedDocument, Incoming, LeftOut, Problem
from annotator.domain.scheme import Scheme
from annotator.formats.facts import FURTHER, OURS, facts, further
from annotator.formats.json_objects import first_object, json_rows
from annotator.formats.losses import FLAGS, NOTES, OPINIONS, ORIGINS, SENTENCE_SENTIMENT, left_out
from annotator.formats.options import UNIT, ReadOptions, WriteOptions
from annotator.formats.rows import RowReader
from annotator.formats.units import from_unit, matters, to_unit

_LOST: Final = (OPINIONS, SENTENCE_SENTIMENT, NOTES, FLAGS, ORIGINS)
WITHIN_CHARACTERS: Final = "labels with edges within characters"
_LISTS: Final = ("label", "labels", "entities", "annotations")
_TEXTS: Final = ("text", "data")
_MARKS: Final = ("annotation_approver", "Comments")
_PLACE: Final = 3
_encode = msgspec.json.Encoder().encode


class Doccano:
    """Reads and writes doccano's JSONL."""

    name = "doccano"
    title = "doccano JSONL"
    suffixes = (".jsonl", ".json")
    suffix = ".doccano.jsonl"
    cannot_hold = (*_LOST, FURTHER)
    load_line = "In doccano: Dataset > Actions > Import Dataset > JSONL > {file}"
    choices = (UNIT,)

    def recognises(self, head: bytes) -> bool:
        """Whether the first row has labels as doccano writes them; see `Recognises`."""
        row = first_object(head) or {}
        if not any(isinstance(row.get(key), str) for key in _TEXTS):
            return False
        lists = [row[key] for key in _LISTS if isinstance(row.get(key), list)]
        if not any(lists):
            return bool(lists) and any(key in row for key in (*_MARKS, "relations"))
        return all(_is_doccanos(one) for found in lists for one in found)

    def read(self, stream: BinaryIO, file: str, options: ReadOptions) -> Iterator[Incoming | Problem]:
        """A document a row; see `Importer`."""
        reader = RowReader(file, OURS)
        reading = _Reading(options)
        for one in json_rows(stream, file, options.encoding):
            if isinstance(one, Problem):
                yield one
                continue
            row, problems = reading.ours(one[1])
            yield from (Problem(file, one[0], words, skipped=False) for words in problems)
            yield from reader.read(row, one[0])

    def write(
        self,
        documents: Iterable[AnnotatedDocument],
        scheme: Scheme,
        out: BinaryIO,
        options: WriteOptions,
    ) -> Iterator[int | LeftOut]:
        """A line a document; see `Exporter`."""
        names = {label.id: label.name for label in scheme.labels}
        unit = options.choice(UNIT)
        for count, one in enumerate(documents, 1):
            position = to_unit(one.document.text, unit)
            edges = [
                (position(span.start), position(span.end), names.get(span.label, span.label))
                for span in one.annotations.spans
            ]
            labels = [edge for edge in edges if None not in edge]
            said = {
                "sentiment": one.annotations.sentiment,
                "layer": one.layer,
                "status": one.annotations.status,
            }
            row = {"text": one.document.text, "label": labels, **facts(one.document), **said}
            out.write(_encode(row) + b"\n")
            lost = Counter({WITHIN_CHARACTERS: len(edges) - len(labels)}) + further(one.document)
            yield from left_out(one, _LOST, lost)
            yield count


importer = Doccano()
exporter = importer


class _Reading:
    """Turns the rows of one file into rows of our own."""

    def __init__(self, options: ReadOptions) -> None:
        self._unit = options.choice(UNIT)
        self._told = {"unit"} if UNIT.name in options.choices else set[str]()

    def ours(self, row: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
        """The row as one of our own, and what is to be said about it."""
        problems: list[str] = []
        text = next((row.pop(key) for key in _TEXTS if isinstance(row.get(key), str)), None)
        found, words = list[Any](), list[str]()
        for key in _LISTS:
            value = row.pop(key, None)
            listed = value if isinstance(value, list) else [value] if value is not None else []
            words += [one for one in listed if isinstance(one, str)]
            found += [one for one in listed if not isinstance(one, str)]
        if row.pop("relations", None):
            problems += self._once("relations", "Relations of this file were left out: here are none.")
        row |= {"text": text, "spans": self._spans(text or "", found, problems)}
        self._take_words(row, words)
        comments = row.pop("Comments", None)
        if isinstance(comments, list) and comments:
            row["notes"] = [{"text": str(one)} for one in comments]
        if row.pop("annotation_approver", None):
            row.setdefault("status", "done")
        if "ref" in row and type(row.get("id")) is int:  # doccano's number for what has a name
            del row["id"]
        return row, problems

    def _take_words(self, row: dict[str, Any], words: list[str]) -> None:
        """What is said of the whole article."""
        cats = row.pop("cats", None)
        every = list(dict.fromkeys(words + (cats if isinstance(cats, list) else [])))
        if len(every) == 1 and row.get("sentiment") in (None, every[0]):
            row["sentiment"] = every[0]
        elif every:
            row["label"] = every

    def _spans(self, text: str, found: list[Any], problems: list[str]) -> list[dict[str, Any]]:
        if found and (matters(text, "utf-16") or matters(text, "graphemes")):
            usual = "Here offsets depend on what is counted; they were read as UTF-16 units, as doccano does."
            problems += self._once("unit", f"{usual} If labels are shifted, choose another unit.")
        offset = from_unit(text, self._unit)
        spans = []
        for place in map(_place, found):
            start, end = (offset(place[key]) if type(place[key]) is int else None for key in ("start", "end"))
            if start is None or end is None:
                problems.append(f"A label {_where(place)} is no place in the text; it was left out.")
            else:
                spans.append({"start": start, "end": end, "label": place["label"]})
        return spans

    def _once(self, what: str, sentence: str) -> list[str]:
        """The sentence, the first time."""
        news = what not in self._told
        self._told.add(what)
        return [sentence] if news else []


def _is_doccanos(one: object) -> bool:
    if isinstance(one, dict):
        return "start_offset" in one and "end_offset" in one
    return isinstance(one, list) and [type(part) for part in one[:_PLACE]] == [int, int, str]


def _place(one: object) -> Mapping[str, Any]:
    """Start, end and label; labels may be numbers."""
    start = end = label = None
    if isinstance(one, dict):
        start, end, label = one.get("start_offset"), one.get("end_offset"), one.get("label")
    elif isinstance(one, list) and len(one) >= _PLACE:
        start, end, label = one[:_PLACE]
    return {"start": start, "end": end, "label": str(label) if type(label) is int else label}


def _where(place: Mapping[str, Any]) -> str:
    return f"at {place['start']}-{place['end']}" if type(place["start"]) is int else "without numbers"
