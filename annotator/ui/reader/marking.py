"""What a layer says about a document, arranged by place, and where two such readings differ."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from annotator.domain.annotations import Annotations
from annotator.domain.entities import FLAG, NOTE, Label, Mark, Opinion, Span
from annotator.domain.scheme import Scheme
from annotator.domain.span_index import SpanIndex

_Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Expression:
    """Code points [start, end) of words that carry an opinion of this sign."""

    start: int
    end: int
    sign: int


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence [start, end) and the sign of its sentiment."""

    start: int
    end: int
    sign: int


class Marking:
    """The spans, opinions and sentence marks of one document in one layer, under one scheme."""

    def __init__(self, scheme: Scheme, annotations: Annotations) -> None:
        """Arranges what is there."""
        self.scheme = scheme
        self.annotations = annotations
        self.index = SpanIndex(annotations.spans)
        self._labels = {label.id: label for label in scheme.labels}
        self._signs: dict[str, int] = {}
        for opinion in annotations.opinions:
            if opinion.holder is None or opinion.target not in self._signs:
                self._signs[opinion.target] = self.sign(opinion.polarity)
        self._expressions = tuple(
            Expression(start, end, self.sign(opinion.polarity))
            for opinion in annotations.opinions
            for start, end in opinion.expression
        )
        self.noted = [
            mark for mark in annotations.marks if mark.start is not None and mark.name in (NOTE, FLAG)
        ]
        self._judged = [
            Judged(mark.start, mark.end, self.sign(mark.value))
            for mark in annotations.sentences
            if mark.start is not None and mark.end is not None
        ]

    @property
    def has_notes(self) -> bool:
        """Whether something stands in the margin."""
        return bool(self._expressions or self.noted)

    def expressions(self, start: int, end: int) -> list[Expression]:
        """The words that carry an opinion and share a character with [start, end)."""
        return [one for one in self._expressions if one.start < end and start < one.end]

    def judged(self, start: int, end: int) -> list[Judged]:
        """The sentences with a sentiment that begin in [start, end)."""
        first = bisect_left(self._judged, start, key=_start)
        return self._judged[first : bisect_left(self._judged, end, key=_start)]

    def label(self, span: Span) -> Label | None:
        """The label of a span, unless the scheme has lost it."""
        return self._labels.get(span.label)

    def sign_towards(self, span: Span) -> int | None:
        """The sign of the opinion towards a span: the author's, else the first holder's."""
        return self._signs.get(span.id)

    def sign(self, value: str) -> int:
        """-1, 0 or 1; a value that the scale does not know counts as neutral."""
        known = self.scheme.value(value)
        return known.sign if known else 0

    def changed(self, new: "Marking") -> list[_Range]:
        """The code points that look different in the new reading."""
        before, after = self.annotations, new.annotations
        spans = _differing(before.spans, after.spans)
        ranges = [(span.start, span.end) for span in spans]
        if before.opinions is not after.opinions:
            opinions = set(before.opinions) ^ set(after.opinions)
            touched = {opinion.target for opinion in opinions}
            targets = (
                [span for span in (*before.spans, *after.spans) if span.id in touched] if touched else []
            )
            ranges += [(span.start, span.end) for span in targets]
            ranges += [place for opinion in opinions for place in opinion.expression]
        if before.marks is not after.marks:
            ranges += _places(set(before.marks) ^ set(after.marks))
        return ranges


def _start(judged: Judged) -> int:
    return judged.start


def words_of(text: str, annotations: Annotations, opinion: Opinion) -> tuple[str, str, str]:
    """Who, about whom, in which words."""
    who = _surface(text, annotations.span(opinion.holder)) if opinion.holder else "author"
    whom = _surface(text, annotations.span(opinion.target))
    words = " … ".join(" ".join(text[start:end].split()) for start, end in opinion.expression)
    return who, whom, words


def _surface(text: str, span: Span | None) -> str:
    return " ".join(text[span.start : span.end].split()) if span else "?"


def _places(marks: Iterable[Mark]) -> list[_Range]:
    return [(mark.start, mark.end) for mark in marks if mark.start is not None and mark.end is not None]


def _differing(before: tuple[Span, ...], after: tuple[Span, ...]) -> set[Span]:
    """The spans of only one of two lists in the same order, which are nearly equal as a rule."""
    if before is after:
        return set()
    shorter = min(len(before), len(after))
    head = 0
    while head < shorter and (before[head] is after[head] or before[head] == after[head]):
        head += 1
    tail = 0
    while tail < shorter - head and (
        before[-1 - tail] is after[-1 - tail] or before[-1 - tail] == after[-1 - tail]
    ):
        tail += 1
    return set(before[head : len(before) - tail]) ^ set(after[head : len(after) - tail])
