"""Finds labels that are faulty by their form, and sentiment that is about nothing.

A label's edge within a word, at a sign such as a hyphen, may be a layer's way: the more of them it has, the
less likely each of them is wrong. So it is with judged sentences: only some schemes want a target in each.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from annotator.domain.annotations import Annotations
from annotator.domain.consistency import Finding, Kind, Proposal
from annotator.domain.entities import Mark, Opinion, Span
from annotator.domain.scheme import Scheme
from annotator.domain.words import snap, trim

_SURE: Final = 0.99
_HALF_WORD, _HALF_SIGN, _HABIT = 0.95, 0.8, 5
_HALF_HABIT, _FEW = 50, 100  # a layer of which every fiftieth label ends in a word may mean it
_ACROSS: Final = 0.95
_PREFIXED: Final = re.compile("[\u0590-\u074f]{2}")  # Hebrew and Arabic particles are written on to a name
_LEAST: Final = 0.2
_SAFE_BEFORE, _SAFE_BEHIND = ' \n("“', ' \n,;)"”'


@dataclass(slots=True)
class Habits:
    """How often the layer cuts words at which sign, and gives judged sentences a target."""

    labels: int = 0
    cuts: dict[str, int] = field(default_factory=dict)
    judged: int = 0
    grounded: int = 0

    def note(self, text: str, on: Annotations, scheme: Scheme) -> None:
        """Count one document."""
        self.labels += len(on.spans)
        for span in on.spans:
            if (cut := _cut(text, span)) is not None:
                self.cuts[cut.sign] = self.cuts.get(cut.sign, 0) + 1
        for mark in _judged(on, scheme):
            self.judged += 1
            self.grounded += _is_grounded(on, mark)


@dataclass(frozen=True, slots=True)
class _Cut:
    """A label that ends within a word: the whole words, and the sign at the cut, empty amid letters."""

    start: int
    end: int
    sign: str


def form_findings(
    text: str, on: Annotations, headline: tuple[int, int] | None, habits: Habits, scheme: Scheme
) -> Iterator[Finding]:
    """What is faulty in one document; at most one finding for each span."""
    for span in on.spans:
        found = _space(text, on, span) or _across(text, on, span, headline) or _half(text, on, span, habits)
        if found is not None:
            yield found
    yield from _without_target(text, on)
    share = habits.grounded / (habits.judged + 2)
    if share >= _LEAST:
        for mark in _judged(on, scheme):
            if not _is_grounded(on, mark):
                said = (
                    f"{habits.grounded:,} of {habits.judged:,} judged sentences have an opinion, not this one"
                )
                yield Finding("sentiment", on.document, mark.start or 0, mark.end or 0, share, said)


def _space(text: str, on: Annotations, span: Span) -> Finding | None:
    start, end = trim(text, span.start, span.end)
    if (start, end) == (span.start, span.end):
        return None
    wanted = (start, end) if start < end else None
    return _of("space", on, span, wanted, _SURE, "space at an edge of the label" if wanted else "only space")


def _across(text: str, on: Annotations, span: Span, headline: tuple[int, int] | None) -> Finding | None:
    edge, said = -1, ""
    if headline and span.start < headline[1] < span.end:
        edge, said = headline[1], "over the end of the headline"
    elif (gap := text.find("\n\n", span.start, span.end)) >= 0:
        edge, said = gap, "over an empty line"
    if edge < 0:
        return None
    parts = trim(text, span.start, edge), trim(text, edge, span.end)
    start, end = max(parts, key=lambda part: part[1] - part[0])
    return _of("headline", on, span, (start, end) if start < end else None, _ACROSS, said)


def _half(text: str, on: Annotations, span: Span, habits: Habits) -> Finding | None:
    cut = _cut(text, span)
    if cut is None:
        return None
    whole = text[cut.start : cut.end]
    count = habits.cuts.get(cut.sign, 1)
    if cut.sign:
        score = _HALF_SIGN / (1 + (count - 1) / _HABIT)
        said = f"only a part of “{whole}”, cut at “{cut.sign}” {count:,} times in this layer"
    else:
        score = _HALF_WORD / (1 + _HALF_HABIT * count / (habits.labels + _FEW))
        said = f"only a part of “{whole}”"
    return _of("token", on, span, (cut.start, cut.end), score, said) if score >= _LEAST else None


def _of(
    kind: Kind, on: Annotations, span: Span, wanted: tuple[int, int] | None, score: float, said: str
) -> Finding:
    proposed = Proposal(*wanted, span.label) if wanted else None
    return Finding(kind, on.document, span.start, span.end, score, said, span, proposed)


def _cut(text: str, span: Span) -> _Cut | None:
    """The cut at an edge; looked at closely only where something touches the label."""
    start, end = span.start, span.end
    touches = (start > 0 and text[start - 1] not in _SAFE_BEFORE) or text[end : end + 1] not in _SAFE_BEHIND
    if not touches or trim(text, start, end) != (start, end):
        return None
    first, last = snap(text, start, end)
    signs = []
    if first < start and not _PREFIXED.match(text, start - 1):
        signs.append((text[start - 1], text[start]))
    if end < last:
        signs.append((text[end], text[end - 1]))
    if not signs:
        return None
    amid = any(beside.isalnum() and within.isalnum() for beside, within in signs)
    sign = next((one for pair in signs for one in pair if not one.isalnum()), "")
    return _Cut(first, last, "" if amid else sign)


def _without_target(text: str, on: Annotations) -> Iterator[Finding]:
    ids = {span.id for span in on.spans}
    for one in on.opinions:
        if one.target not in ids:
            start, end = _place(text, one)
            said = f"an opinion, {one.polarity}, whose target is gone"
            yield Finding("sentiment", on.document, start, end, _SURE, said, opinion=one.id)


def _place(text: str, opinion: Opinion) -> tuple[int, int]:
    """Where its words stand, else the beginning of the text."""
    if opinion.expression:
        return opinion.expression[0]
    start, _ = trim(text, 0, len(text))
    return snap(text, start, start + 1)


def _judged(on: Annotations, scheme: Scheme) -> Iterator[Mark]:
    """The sentences that are said to be positive or negative."""
    for mark in on.sentences:
        value = scheme.value(mark.value)
        if value is not None and value.sign != 0:
            yield mark


def _is_grounded(on: Annotations, mark: Mark) -> bool:
    """Whether an opinion is about something in the sentence, or its words are there."""
    start, end = mark.start or 0, mark.end or 0
    targets = {span.id for span in on.spans if start <= span.start < end}
    return any(
        one.target in targets or any(start <= first < end for first, _ in one.expression)
        for one in on.opinions
    )
