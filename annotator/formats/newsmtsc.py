"""NewsMTSC: sentences of news, each with its targets and what the author thinks of them.

Written is a line for each sentence that has a target: `sentence_normalized`, and per target its place, its
words and its polarity as a number: 2.0 negative, 4.0 neutral, 6.0 positive. A scale of more steps is told
by their signs. Only opinions of the author are written, without their words; labels that are no target are
left out, and so is a target that reaches beyond its sentence. `primary_gid` names article, sentence and
target.

Offsets are code points of the sentence, `to` exclusive, although the data set's own readme says “the last
character”. The data set is known for sentences of one story in both its training and its test set: split by
article, and by copies of a story.

Read are these lines and the flattened twin with one target a row (`mention`, `polarity` of -1, 0 or 1). A
sentence becomes an article, a target a label TARGET with an opinion. Further mentions, which nobody looked
at, are left out.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO, Final

import msgspec

from annotator.domain.exchange import AnnotatedDocument, Incoming, LeftOut, Problem
from annotator.domain.scheme import Scheme
from annotator.formats.facts import OURS, name_of
from annotator.formats.json_lines import objects
from annotator.formats.json_objects import first_object
from annotator.formats.losses import ARTICLE_SENTIMENT, FLAGS, NOTES, ORIGINS, SENTENCE_SENTIMENT, left_out
from annotator.formats.options import ReadOptions, WriteOptions
from annotator.formats.places import id_of, is_number, short
from annotator.formats.rows import RowReader
from annotator.formats.sentence_opinions import (
    ACROSS,
    BY_SIGN,
    NAMES,
    SIGNS,
    TARGET,
    WITHOUT_OPINION,
    SentenceOpinions,
    by_sentence,
    is_by_sign,
    sign_of,
)

WITHOUT_TARGET: Final = "articles without a target"
HELD_BY_OTHERS: Final = "opinions that somebody in the text holds"
EXPRESSIONS: Final = "words of opinions"
INTENSITIES: Final = "intensities of opinions"
_SENTENCE, _TARGETS, _ID = "sentence_normalized", "targets", "primary_gid"
_NEUTRAL, _STEP = 4.0, 2.0
_FLAT: Final = frozenset(("mention", "polarity", "from", "to", "sentence"))
_SAID: Final = (ARTICLE_SENTIMENT, SENTENCE_SENTIMENT, NOTES, FLAGS, ORIGINS)
_encode = msgspec.json.Encoder().encode


class NewsMtsc:
    """Reads and writes NewsMTSC."""

    name = "newsmtsc"
    title = "NewsMTSC (target sentiment)"
    suffixes = (".jsonl",)
    suffix = ".newsmtsc.jsonl"
    cannot_hold = (
        HELD_BY_OTHERS,
        EXPRESSIONS,
        INTENSITIES,
        ACROSS,
        WITHOUT_OPINION,
        NAMES,
        WITHOUT_TARGET,
        *_SAID,
    )
    load_line = 'datasets.load_dataset("json", data_files="{file}")'
    choices = ()

    def recognises(self, head: bytes) -> bool:
        """Whether the first row is a sentence with targets, or with one; see `Recognises`."""
        row = first_object(head) or {}
        if isinstance(row.get(_SENTENCE), str):
            return isinstance(row.get(_TARGETS), list)
        return row.keys() >= _FLAT and is_number(row["polarity"])

    def read(self, stream: BinaryIO, file: str, options: ReadOptions) -> Iterator[Incoming | Problem]:
        """A document a sentence; see `Importer`."""
        reader = RowReader(file, OURS)
        for one in _sentences(objects(stream, file, options.encoding)):
            if isinstance(one, Problem):
                yield one
                continue
            row, problems = _ours(one[1])
            yield from (Problem(file, one[0], words, skipped=False) for words in problems)
            yield from reader.read(row, one[0])

    def write(
        self,
        documents: Iterable[AnnotatedDocument],
        scheme: Scheme,
        out: BinaryIO,
        options: WriteOptions,
    ) -> Iterator[int | LeftOut]:
        """A line for each sentence with a target; see `Exporter`."""
        for count, one in enumerate(documents, 1):
            every = one.annotations.opinions
            authors = [opinion for opinion in every if opinion.holder is None]
            listed, lost = by_sentence(one, authors)
            lost[HELD_BY_OTHERS] += len(every) - len(authors)
            lost[EXPRESSIONS] += sum(bool(opinion.expression) for opinion in authors)
            lost[INTENSITIES] += sum(bool(opinion.intensity) for opinion in authors)
            lost[WITHOUT_TARGET] = not any(sentence.opinions for sentence in listed)
            for sentence in listed:
                if sentence.opinions:
                    out.write(_encode(_row(name_of(one.document), sentence, scheme, lost)) + b"\n")
            yield from left_out(one, _SAID, lost)
            yield count


importer = NewsMtsc()
exporter = importer


def _row(name: str, sentence: SentenceOpinions, scheme: Scheme, lost: Counter[str]) -> dict[str, Any]:
    """A line; counts in `lost` what it tells but roughly."""
    targets = []
    for one in sentence.opinions:
        start, end = one.target
        lost[BY_SIGN] += is_by_sign(scheme, one.opinion.polarity)
        targets.append(
            {
                "Input.gid": f"{name}_{sentence.number}_{start}_{end}",
                "from": start,
                "to": end,
                "mention": sentence.text[start:end],
                "polarity": _NEUTRAL + _STEP * sign_of(scheme, one.opinion.polarity),
                "further_mentions": [],
            }
        )
    return {_ID: targets[0]["Input.gid"], _SENTENCE: sentence.text, _TARGETS: targets}


def _sentences(
    found: Iterable[tuple[int, dict[str, Any]] | Problem],
) -> Iterator[tuple[int, dict[str, Any]] | Problem]:
    """The rows, those of the flattened kind put together while they are of one sentence."""
    waiting: tuple[int, dict[str, Any]] | None = None
    for one in found:
        if isinstance(one, Problem):
            yield one
            continue
        number, row = one
        is_flat = _SENTENCE not in row and "sentence" in row
        if is_flat and waiting is not None and waiting[1][_SENTENCE] == row["sentence"]:
            waiting[1][_TARGETS].append(_flat_target(row))
            continue
        if waiting is not None:
            yield waiting
            waiting = None
        if is_flat:
            named = {_SENTENCE: row["sentence"], _ID: row.get("id"), _TARGETS: [_flat_target(row)]}
            waiting = number, named
        else:
            yield number, row
    if waiting is not None:
        yield waiting


def _flat_target(row: Mapping[str, Any]) -> dict[str, Any]:
    sign = row.get("polarity")
    polarity = _NEUTRAL + _STEP * sign if is_number(sign) else None
    return {"from": row.get("from"), "to": row.get("to"), "mention": row.get("mention"), "polarity": polarity}


def _ours(row: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The row as one of our own, and what is to be said about it."""
    problems: list[str] = []
    listed = row.pop(_TARGETS, None)
    targets = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    spans, opinions = [], []
    for number, one in enumerate(targets):
        sign = _sign(one.get("polarity"))
        if sign is None:
            problems.append(f"The polarity “{short(one.get('polarity'))}” is none of 2, 4 and 6.")
        place = {"start": one.get("from"), "end": one.get("to"), "text": one.get("mention")}
        spans.append({**place, "label": TARGET, "id": f"t{number}"})
        if sign is not None:
            opinions.append({"target": f"t{number}", "polarity": SIGNS[sign]})
    row["text"] = row.pop(_SENTENCE, None)
    row["ref"] = id_of(row.pop(_ID, None))
    return {**row, "spans": spans, "opinions": opinions, "status": "done"}, problems


def _sign(polarity: object) -> int | None:
    """-1, 0 or 1 for 2.0, 4.0 and 6.0."""
    if not is_number(polarity):
        return None
    sign = (polarity - _NEUTRAL) / _STEP
    return int(sign) if sign in SIGNS else None
