"""Structured sentiment (sentiment graphs) as in SemEval-2022: who says what, in which words, about whom.

A list of sentences, each with its `opinions`: `Source` (the holder), `Target` and `Polar_expression`, as
words and as places; `Polarity`, `Negative`, `Neutral` or `Positive`; and `Intensity`, `Weak`, `Average` or
`Strong`, null where nobody told it. An opinion of the author has no source. A scale of more steps is told
by their signs.

Offsets are code points of the sentence, ends exclusive. All sentences are written, those without an opinion
too. An opinion of which a part stands in another sentence is left out, as happens often in news, where who
said it is told later: with the choice `rows=articles` a row is an article, and none is lost. Labels have no
names here, and those that are part of no opinion are left out.

Read are such lists, and lines of such sentences. A sentence becomes an article, a target a label TARGET, a
holder a label HOLDER. A target or holder in several pieces is read from the first to the last, and the
report says so; an opinion without a target is left out.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO, Final

import msgspec

from annotator.domain.exchange import AnnotatedDocument, Incoming, LeftOut, Problem
from annotator.domain.scheme import Scheme
from annotator.formats.facts import OURS, name_of
from annotator.formats.json_objects import first_object, json_rows
from annotator.formats.losses import ARTICLE_SENTIMENT, FLAGS, NOTES, ORIGINS, SENTENCE_SENTIMENT, left_out
from annotator.formats.options import ReadOptions, WriteOptions
from annotator.formats.places import id_of
from annotator.formats.rows import RowReader
from annotator.formats.sentence_opinions import (
    ACROSS,
    BY_SIGN,
    HOLDER,
    NAMES,
    SIGNS,
    TARGET,
    WITHOUT_OPINION,
    Place,
    SentenceOpinions,
    by_sentence,
    is_by_sign,
    sign_of,
)
from annotator.formats.token_rows import ROWS

_SAID: Final = (ARTICLE_SENTIMENT, SENTENCE_SENTIMENT, NOTES, FLAGS, ORIGINS)
_WRITTEN: Final = {"weak": "Weak", "medium": "Average", "strong": "Strong"}
_READ: Final = {
    **{"weak": "weak", "slight": "weak", "strong": "strong"},
    **{"average": "medium", "standard": "medium", "medium": "medium"},
}
_POLARITIES: Final = frozenset(SIGNS.values())
_encode = msgspec.json.Encoder().encode


class SentimentGraphs:
    """Reads and writes structured sentiment."""

    name = "sentgraph"
    title = "Structured sentiment JSON"
    suffixes = (".json", ".jsonl")
    suffix = ".sentgraph.json"
    cannot_hold = (ACROSS, WITHOUT_OPINION, NAMES, *_SAID)
    load_line = 'json.load(open("{file}", encoding="utf-8"))'
    choices = (ROWS,)

    def recognises(self, head: bytes) -> bool:
        """Whether the first object is a sentence with opinions; see `Recognises`."""
        row = first_object(head) or {}
        opinions = row.get("opinions")
        if not isinstance(row.get("text"), str) or not isinstance(opinions, list) or "spans" in row:
            return False
        if not opinions:
            return "sent_id" in row
        return isinstance(opinions[0], dict) and "Polar_expression" in opinions[0]

    def read(self, stream: BinaryIO, file: str, options: ReadOptions) -> Iterator[Incoming | Problem]:
        """A document a sentence; see `Importer`."""
        reader = RowReader(file, OURS)
        for one in json_rows(stream, file, options.encoding):
            if isinstance(one, Problem):
                yield one
                continue
            reading = _Reading()
            row = reading.ours(one[1])
            yield from (Problem(file, one[0], words, skipped=False) for words in reading.problems)
            yield from reader.read(row, one[0])

    def write(
        self,
        documents: Iterable[AnnotatedDocument],
        scheme: Scheme,
        out: BinaryIO,
        options: WriteOptions,
    ) -> Iterator[int | LeftOut]:
        """All sentences of all documents, as one list; see `Exporter`."""
        before = b"[\n"
        for count, one in enumerate(documents, 1):
            listed, lost = by_sentence(
                one, one.annotations.opinions, whole=options.choice(ROWS) == "articles"
            )
            for sentence in listed:
                out.write(before + _encode(_row(name_of(one.document), sentence, scheme, lost)))
                before = b",\n"
            yield from left_out(one, _SAID, lost)
            yield count
        out.write((b"[" if before == b"[\n" else b"\n") + b"]\n")


importer = SentimentGraphs()
exporter = importer


def _row(name: str, sentence: SentenceOpinions, scheme: Scheme, lost: Counter[str]) -> dict[str, Any]:
    """A sentence; counts in `lost` what it tells but roughly."""

    def part(*places: Place) -> list[list[str]]:
        return [
            [sentence.text[start:end] for start, end in places],
            [f"{start}:{end}" for start, end in places],
        ]

    opinions = []
    for one in sentence.opinions:
        polarity, intensity = one.opinion.polarity, one.opinion.intensity
        lost[BY_SIGN] += is_by_sign(scheme, polarity)
        opinions.append(
            {
                "Source": part(*([one.holder] if one.holder else [])),
                "Target": part(one.target),
                "Polar_expression": part(*one.expression),
                "Polarity": SIGNS[sign_of(scheme, polarity)].capitalize(),
                "Intensity": _WRITTEN.get(intensity, intensity) if intensity else None,
            }
        )
    return {"sent_id": f"{name}-{sentence.number}", "text": sentence.text, "opinions": opinions}


class _Reading:
    """Reads one sentence."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self._ids: dict[tuple[str, Place], str] = {}

    def ours(self, row: dict[str, Any]) -> dict[str, Any]:
        """The sentence as a row of our own."""
        listed = row.pop("opinions", None)
        found = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
        opinions = [opinion for one in found if (opinion := self._opinion(one)) is not None]
        spans = [
            {"id": id, "label": label, "start": start, "end": end}
            for (label, (start, end)), id in self._ids.items()
        ]
        ref = id_of(row.pop("sent_id", None))
        return {**row, "ref": ref, "spans": spans, "opinions": opinions, "status": "done"}

    def _opinion(self, one: Mapping[str, Any]) -> dict[str, Any] | None:
        target, holder = self._span(one, "Target", TARGET), self._span(one, "Source", HOLDER)
        if target is None:
            self.problems.append("An opinion has no target; it was left out.")
            return None
        polarity, intensity = one.get("Polarity"), one.get("Intensity")
        words = polarity.lower() if isinstance(polarity, str) else None
        return {
            "target": target,
            "holder": holder,
            "expression": [list(place) for place in self._places(one, "Polar_expression")],
            "polarity": words if words in _POLARITIES else polarity,
            "intensity": _READ.get(intensity.lower(), intensity) if isinstance(intensity, str) else None,
        }

    def _span(self, one: Mapping[str, Any], part: str, label: str) -> str | None:
        """The id of the span; None where there is none."""
        places = self._places(one, part)
        if not places:
            return None
        if len(places) > 1:
            self.problems.append(
                f"A {label.lower()} is in {len(places)} pieces; what is between was taken in."
            )
        place = min(start for start, _ in places), max(end for _, end in places)
        return self._ids.setdefault((label, place), f"{label[0].lower()}{len(self._ids)}")

    def _places(self, one: Mapping[str, Any], part: str) -> list[Place]:
        """The places of a part, which is a pair of lists: of words, and of places such as `3:8`."""
        value = one.get(part)
        listed = (
            value[1] if isinstance(value, list) and len(value) == 2 and isinstance(value[1], list) else []
        )
        places = []
        for words in listed:
            start, colon, end = words.partition(":") if isinstance(words, str) else ("", "", "")
            if colon and start.isdecimal() and end.isdecimal() and len(start) + len(end) < 20:
                places.append((int(start), int(end)))
            else:
                self.problems.append(f"The {part} of an opinion has no place; it was left out.")
        return places
