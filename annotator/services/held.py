"""What a layer holds on a document while rows come in: which span or note of a row is which of those."""

from bisect import bisect_right
from collections.abc import Collection, Iterable
from dataclasses import replace

from annotator.domain.annotations import Annotations
from annotator.domain.entities import FLAG, NOTE, Mark, Span
from annotator.domain.exchange import IncomingNote, IncomingSpan
from annotator.domain.ids import derived_id
from annotator.domain.scheme import Scheme


class Held:
    """One layer's spans and notes on one document, those that came with earlier rows among them."""

    def __init__(self, on: Annotations, scheme: Scheme) -> None:
        """The scheme says whether spans may overlap; what comes is made under it."""
        self._layer, self._document, self._clock = on.layer, on.document, scheme.clock
        self._spans = {span.id: span for span in on.spans}
        self._ids = {(span.start, span.end, span.label): span.id for span in on.spans}
        places = ((span.start, span.end) for span in on.spans)
        self._covered = None if scheme.rules.overlap else _Covered(places)
        self._marks = {mark.id for mark in on.marks}
        self._notes: dict[tuple[str, int | None, int | None], list[str]] = {}
        for note in on.notes:
            self._notes.setdefault((note.value, note.start, note.end), []).append(note.id)

    def take(self, one: IncomingSpan, label: str, claimed: Collection[str]) -> Span | None:
        """The span that the row means, of the label with this id; None where it may not overlap another.

        Without an id, and where its id is taken elsewhere, it is the span of equal place and label, else new.
        Its id at its place means that the label changed, unless this import `claimed` the id before.
        """
        old = self._meant(one, label, claimed)
        if old is None:
            return self._new(one, label)
        if self._ids.get((old.start, old.end, old.label)) == old.id:
            del self._ids[old.start, old.end, old.label]
        named = one.origin is not None
        origin, confidence = (one.origin, one.confidence) if named else (old.origin, old.confidence)
        clock = old.scheme if old.label == label else self._clock
        return self._keep(replace(old, label=label, origin=origin, confidence=confidence, scheme=clock))

    def note(self, one: IncomingNote, number: int) -> Mark:
        """The note that the row means, `number` of its equals standing before it in the row, or its flag."""
        if one.is_flag:
            id = f"{FLAG}:{one.start}-{one.end}"
            return Mark(id, self._layer, self._document, FLAG, one.text, one.start, one.end)
        equals = self._notes.setdefault((one.text, one.start, one.end), [])
        if number >= len(equals):
            parts = (NOTE, one.start, one.end, one.text, *([number] if number else []))
            id = derived_id(*parts)
            while id in self._marks:
                id = derived_id(id, *parts)
            self._marks.add(id)
            equals.append(id)
        return Mark(equals[number], self._layer, self._document, NOTE, one.text, one.start, one.end)

    def _meant(self, one: IncomingSpan, label: str, claimed: Collection[str]) -> Span | None:
        place = (one.start, one.end)
        old = None if one.id is None else self._spans.get(one.id)
        if old is not None and (old.start, old.end, old.label) == (*place, label):
            return old
        equal = self._ids.get((*place, label))
        if equal is not None and (one.id is None or old is not None):
            return self._spans[equal]
        return old if old is not None and (old.start, old.end) == place and old.id not in claimed else None

    def _new(self, one: IncomingSpan, label: str) -> Span | None:
        if self._covered is not None and self._covered.touches(one.start, one.end):
            return None
        id = derived_id("span", one.start, one.end, one.label) if one.id is None else one.id
        while id in self._spans:
            id = derived_id("span", id, one.start, one.end, label)
        if self._covered is not None:
            self._covered.add(one.start, one.end)
        place = (self._layer, self._document, one.start, one.end)
        return self._keep(Span(id, *place, label, one.origin, one.confidence, self._clock))

    def _keep(self, span: Span) -> Span:
        self._spans[span.id] = span
        self._ids.setdefault((span.start, span.end, span.label), span.id)
        return span

    def ids(self) -> frozenset[str]:
        """The ids of its spans as they are now."""
        return frozenset(self._spans)


class _Covered:
    """The characters that spans cover, as ranges in order that do not overlap."""

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(ranges):
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._starts.append(start)
                self._ends.append(end)

    def touches(self, start: int, end: int) -> bool:
        """Whether one of the characters is covered."""
        at = bisect_right(self._ends, start)
        return at < len(self._starts) and self._starts[at] < end

    def add(self, start: int, end: int) -> None:
        """Cover characters that are not."""
        at = bisect_right(self._starts, start)
        self._starts.insert(at, start)
        self._ends.insert(at, end)
