"""A row of named values, of JSONL or of a table, becomes a document on its way in.

What is said wrongly about a text is left out and reported; a row without a usable text is skipped. Keys that
nobody here knows are kept in `meta`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeVar

from annotator.domain.entities import STATUS_VALUES, StatusValue
from annotator.domain.exchange import (
    Incoming,
    IncomingNote,
    IncomingOpinion,
    IncomingSentence,
    IncomingSpan,
    Problem,
)
from annotator.domain.text import unusable
from annotator.formats.appearances import appearances
from annotator.formats.columns import Columns
from annotator.formats.places import id_of, is_number, place, short

_T = TypeVar("_T")
_SPAN_KEYS: Final = frozenset(("id", "start", "end", "label", "text", "origin", "confidence"))


class RowReader:
    """Reads the rows of one file."""

    def __init__(self, file: str, columns: Columns) -> None:
        """`columns` says under which keys the row has what an appearance says; the rest has our own keys."""
        self._file = file
        self._text = columns.text
        self._sentiment = columns.sentiment
        self._facts = columns.facts()
        self._unknown_in_spans: set[str] = set()

    def read(self, row: Mapping[str, Any], line: int | None) -> Iterator[Incoming | Problem]:
        """The document that the row holds, after the problems it has."""
        rest = dict(row)
        text = rest.pop(self._text, None)
        if not isinstance(text, str):
            yield Problem(self._file, line, f"There is no text in “{self._text}”.")
            return
        if (why := unusable(text)) is not None:
            yield Problem(self._file, line, why)
            return
        said = _Said(text, rest)
        incoming = Incoming(
            text,
            layer=said.words("layer"),
            status=said.status(),
            sentiment=said.words(self._sentiment) if self._sentiment else None,
            flag=said.flag(),
            spans=said.spans(),
            sentences=said.sentences(),
            opinions=said.opinions(),
            notes=said.notes(),
            appearances=appearances(text, rest, said.items("appearances"), self._facts, said.wrong),
            line=line,
        )
        self._tell_unknown(said)
        for problem in said.problems:
            yield Problem(self._file, line, problem, skipped=False)
        yield incoming

    def _tell_unknown(self, said: "_Said") -> None:
        """Say once a file which keys of spans are not kept."""
        if unknown := said.unknown_in_spans - self._unknown_in_spans:
            self._unknown_in_spans |= unknown
            names = ", ".join(short(key) for key in sorted(unknown))
            said.wrong(f"Spans of this file have keys that were left out: {names}.")


class _Said:
    """What one row says about its text; takes what it knows out of `rest`. Spans come before opinions."""

    def __init__(self, text: str, rest: dict[str, Any]) -> None:
        self._text = text
        self._rest = rest
        self._span_ids: set[str] = set()
        self.problems: list[str] = []
        self.unknown_in_spans: set[str] = set()

    def wrong(self, sentence: str) -> None:
        """Remember what was wrong."""
        self.problems.append(sentence)

    def words(self, key: str) -> str | None:
        """The string under the key; anything else but null stays, to be kept in `meta`."""
        value = self._rest.get(key)
        if value is not None and not isinstance(value, str):
            return None
        self._rest.pop(key, None)
        return value or None

    def flag(self) -> str | None:
        """The reason of the flag, which may be empty."""
        reason = self._rest.get("flag")
        return self.words("flag") or ("" if reason == "" else None)

    def status(self) -> StatusValue | None:
        """How far the document is, if the row says so in our words."""
        word = self.words("status")
        found = next((value for value in STATUS_VALUES if value == word), None)
        if word is not None and found is None:
            self.wrong(f"The status “{short(word)}” is none of {', '.join(STATUS_VALUES)}; it was left out.")
        return found

    def spans(self) -> tuple[IncomingSpan, ...]:
        """The spans that point at what they say they point at."""
        return self._kept(self._span, self.items("spans"))

    def _span(self, item: Mapping[str, Any]) -> IncomingSpan | str:
        at = place(self._text, item.get("start"), item.get("end"))
        if isinstance(at, str):
            return f"A span {at}"
        start, end = at
        label, quote, id = item.get("label"), item.get("text"), id_of(item.get("id"))
        if not isinstance(label, str) or not label.strip() or "\0" in label:
            return f"The span at {start}-{end} has no usable label"
        if quote is not None and quote != self._text[start:end]:
            says = f"says “{short(quote)}”, but “{short(self._text[start:end])}” stands there"
            return f"The span at {start}-{end} {says}"
        if id is not None and id in self._span_ids:
            return f"The id “{short(id)}” stands at two spans"
        if id is not None:
            self._span_ids.add(id)
        if not item.keys() <= _SPAN_KEYS:
            self.unknown_in_spans |= item.keys() - _SPAN_KEYS
        return IncomingSpan(start, end, label, id, *self._provenance(item))

    def _provenance(self, item: Mapping[str, Any]) -> tuple[str | None, float | None]:
        """Which model proposed the span, and how sure it was: above 0 and at most 1."""
        origin, confidence = item.get("origin"), item.get("confidence")
        sure = float(confidence) if is_number(confidence) and 0 < confidence <= 1 else None
        if confidence is not None and sure is None:
            self.wrong(
                f"The confidence “{short(confidence)}” of a span is not between 0 and 1; it was left out."
            )
        return (origin if isinstance(origin, str) and origin else None), sure

    def sentences(self) -> tuple[IncomingSentence, ...]:
        """The sentiment of sentences."""
        found = self._kept(self._sentence, self.items("sentences"))
        if not found:
            return ()
        once = {(sentence.start, sentence.end): sentence for sentence in reversed(found)}
        if len(once) < len(found):
            self.wrong("A sentence stands here twice; what was said first was kept.")
        return tuple(reversed(once.values()))

    def _sentence(self, item: Mapping[str, Any]) -> IncomingSentence | str:
        at, sentiment = place(self._text, item.get("start"), item.get("end")), item.get("sentiment")
        if isinstance(at, str):
            return f"A sentence {at}"
        if not isinstance(sentiment, str) or not sentiment:
            return f"The sentence at {at[0]}-{at[1]} has no sentiment"
        return IncomingSentence(*at, sentiment)

    def opinions(self) -> tuple[IncomingOpinion, ...]:
        """The opinions whose target is one of the spans."""
        return self._kept(self._opinion, self.items("opinions"))

    def _opinion(self, item: Mapping[str, Any]) -> IncomingOpinion | str:
        target, holder, polarity = id_of(item.get("target")), id_of(item.get("holder")), item.get("polarity")
        if target is None or target not in self._span_ids:
            return f"The target “{short(item.get('target'))}” of an opinion is no span of the row"
        if holder is not None and holder not in self._span_ids:
            return f"The holder “{short(holder)}” of an opinion is no span of the row"
        if not isinstance(polarity, str) or not polarity:
            return f"The opinion towards “{short(target)}” has no polarity"
        intensity = item.get("intensity")
        words = intensity if isinstance(intensity, str) and intensity else None
        return IncomingOpinion(target, polarity, holder, self._expression(item.get("expression")), words)

    def _expression(self, pieces: object) -> tuple[tuple[int, int], ...]:
        return self._kept(self._piece, pieces if isinstance(pieces, list) else [])

    def _piece(self, piece: object) -> tuple[int, int] | str:
        start, end = piece if isinstance(piece, list) and len(piece) == 2 else (None, None)
        at = place(self._text, start, end)
        return f"A part of an opinion's words {at}" if isinstance(at, str) else at

    def notes(self) -> tuple[IncomingNote, ...]:
        """The notes on the document and on passages, and the flags on passages."""
        found = []
        for item in self.items("notes"):
            words, start, end = item.get("text"), item.get("start"), item.get("end")
            is_flag = item.get("flag") is True and start is not None
            if not isinstance(words, str) or not (words.strip() or is_flag):
                self.wrong("A note has no words; it was left out.")
                continue
            at = (None, None) if start is None and end is None else place(self._text, start, end)
            if isinstance(at, str):
                self.wrong(f"The place of a note {at}; the note is kept for the whole article.")
                at, is_flag, words = (None, None), False, words.strip() or "flag"
            found.append(IncomingNote(words, at[0], at[1], is_flag))
        return tuple(found)

    def items(self, key: str) -> list[dict[str, Any]]:
        """The objects in the list under the key; another shape stays, to be kept in `meta`."""
        value = self._rest.get(key)
        if value is None or value == []:
            self._rest.pop(key, None)
            return []
        if isinstance(value, list) and all(isinstance(item, dict) for item in value):
            del self._rest[key]
            return value
        self.wrong(f"“{key}” is no list of objects as this program knows them; it is kept in meta.")
        return []

    def _kept(self, read: Callable[[Any], _T | str], items: Sequence[Any]) -> tuple[_T, ...]:
        """What could be read; of the rest, why not."""
        kept = []
        for one in map(read, items):
            if isinstance(one, str):
                self.wrong(f"{one}; it was left out.")
            else:
                kept.append(one)
        return tuple(kept)
