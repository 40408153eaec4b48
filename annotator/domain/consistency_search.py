"""Finds what a document says otherwise than the corpus: labels, missing labels, edges."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from annotator.domain.consistency import Finding, Kind, Proposal
from annotator.domain.consistency_counts import (
    FREE,
    Counts,
    Inner,
    Outcomes,
    Place,
    Strings,
    inner_of,
    neighbours,
    outer_words,
    speaking_words,
    words_beside,
)
from annotator.domain.consistency_likely import WEIGHTS, Weights, context, odds, probability, share, word_odds
from annotator.domain.entities import Span
from annotator.domain.scheme import Scheme
from annotator.domain.span_index import SpanIndex

_LEAST: Final = 0.2
_LEAST_ODDS: Final = math.log(_LEAST / (1 - _LEAST))
_NONE: Final[Mapping[str, int]] = {}


@dataclass(frozen=True, slots=True)
class Article:
    """One document as it is searched: `until` is where its silence stops to say anything."""

    id: str
    text: str
    spans: SpanIndex
    until: int


class Search:
    """Looks at one document after the other; what was counted must be of the same layer."""

    def __init__(self, counts: Counts, scheme: Scheme, weights: Weights = WEIGHTS) -> None:
        """`scheme` gives the labels' names."""
        self._counts, self._scheme, self._weights = counts, scheme, weights
        self._strings = Strings(counts.uneven())

    def findings(self, article: Article) -> list[Finding]:
        """What may be wrong, at most one finding for each span or place, in order of place."""
        places = list(self._strings.places(article.text, article.spans))
        best: dict[object, Finding] = {}
        for one in (
            *self._of_strings(article, places),
            *self._of_edges(article, places),
            *self._of_words(article),
            *self._of_outer_words(article),
        ):
            key = one.span.id if one.span else (one.start, one.end)
            if one.score >= _LEAST and (key not in best or best[key].score < one.score):
                best[key] = one
        return sorted(best.values(), key=lambda one: (one.start, one.end, one.kind))

    def _of_strings(self, article: Article, places: Sequence[Place]) -> Iterator[Finding]:
        here: dict[str, Outcomes] = {}
        for surface, outcome in ((place.surface, said) for place in places for said in _said(place)):
            found = here.setdefault(surface, {})
            found[outcome] = found.get(outcome, 0) + 1
        for place in places:
            if place.spans or place.end <= article.until:
                said = _said(place)
                others = set(said)
                for one in said:
                    finding = self._of_string(article, place, one, others, here[place.surface])
                    if finding is not None:
                        yield finding

    def _of_string(
        self, article: Article, place: Place, said: str, others: set[str], here: Outcomes
    ) -> Finding | None:
        """What else this place should say than `said`; `others` is all that it says."""
        outcomes, weights = self._counts.strings[place.surface], self._weights
        wanted = [one for one in outcomes if one not in others]
        if not wanted:
            return None
        near = neighbours(article.text, place.start, place.end)

        def likely(other: str) -> float:
            prior = weights.invented if other == FREE else weights.other
            prior = weights.missing if said == FREE else prior
            return prior + odds(self._counts, weights, place.surface, near, here, said, other)

        other = max(wanted, key=lambda one: (likely(one), one))
        span = next((one for one in place.spans if _is_exactly(one, place) and one.label == said), None)
        proposed = Proposal(place.start, place.end, other) if other != FREE else None
        kind: Kind = "unlabelled" if said == FREE else "label"
        evidence = self._evidence(outcomes, here, said, other)
        score = probability(likely(other))
        return Finding(kind, article.id, place.start, place.end, score, evidence, span, proposed)

    def _of_words(self, article: Article) -> Iterator[Finding]:
        """Labels on strings that are labelled nowhere else, while their words are in other labels."""
        counts, weights, text = self._counts, self._weights, article.text
        for span in article.spans.spans:
            if self._labelled(text[span.start : span.end]) > 1:
                continue
            words = speaking_words(text, span, article.spans)
            near = neighbours(text, span.start, span.end)
            found: list[tuple[float, str]] = []
            for other in {label for word in words for label in counts.words.get(word, ())} - {span.label}:
                likely = weights.other + word_odds(counts, weights, words, span.label, other)
                found.append((likely + context(counts, weights, near, span.label, other), other))
            if found:
                likely, other = max(found)
                times, word = max((counts.words.get(one, {}).get(other, 0), one) for one in words)
                evidence = f"“{word}” is in {self._tag(other)} {_times(times)}, {self._tag(span.label)} here"
                proposed = Proposal(span.start, span.end, other)
                yield Finding(
                    "label", article.id, span.start, span.end, probability(likely), evidence, span, proposed
                )

    def _of_edges(self, article: Article, places: Sequence[Place]) -> Iterator[Finding]:
        """Strings that are labelled as a whole here and in part elsewhere, or the other way round."""
        for place in places:
            inners = self._counts.inner.get(place.surface)
            if not inners:
                continue
            labels = self._labels(place.surface)
            whole, parts = sum(labels.values()), sum(inners.values())
            inner = inner_of(place)
            if inner is not None and labels:
                span = next(one for one in place.spans if _inner(one, place) == inner)
                label = max(labels, key=lambda one: (labels[one], one))
                yield self._edge(
                    article,
                    span,
                    Proposal(place.start, place.end, label),
                    share(whole, parts - 1, self._weights.smooth),
                    f"“{_short(place.surface)}” as a whole {_times(whole)}, only a part here",
                )
            elif whole_span := next((one for one in place.spans if _is_exactly(one, place)), None):
                common = max(inners, key=lambda one: (inners[one], one))
                start, end = max(0, place.start + common.start), place.start + common.end
                part = _short(article.text[start:end])
                yield self._edge(
                    article,
                    whole_span,
                    Proposal(start, min(end, len(article.text)), common.label),
                    share(inners[common], whole - 1, self._weights.smooth),
                    f"only “{part}” {_times(inners[common])}, the whole here",
                )

    def _of_outer_words(self, article: Article) -> Iterator[Finding]:
        """Labels whose first or last word stands beside a label elsewhere, or the word beside them in one."""
        text, weights, counts = article.text, self._weights, self._counts
        for span in article.spans.spans:
            own = self._labelled(text[span.start : span.end])
            for one in outer_words(text, span.start, span.end):
                inside, beside = counts.outer.get(one.beside, 0), self._beside(one.beside)
                rest = counts.strings.get(text[slice(*one.range)], _NONE).get(span.label, 0)
                score = share(beside, inside - 1, weights.smooth) + share(rest, own - 1, 1) - weights.outer
                if weights.edge + score < _LEAST_ODDS:
                    continue  # before any words are made of it: most labels come here
                evidence = f"“{one.word}” is beside a label {_times(beside)}, in it {_times(inside)}"
                if rest:
                    words = _short(text[slice(*one.range)])
                    evidence += f"; “{words}” alone is {self._tag(span.label)} {_times(rest)}"
                yield self._edge(article, span, Proposal(*one.range, span.label), score, evidence)
            for one in words_beside(text, span.start, span.end):
                inside, beside = counts.ends.get(one.key, 0), self._beside(one.beside)
                if not inside or _is_taken(article.spans, span, one.range):
                    continue
                score = share(inside, beside - 1, weights.smooth) + share(0, own - 1, 1) - weights.beside
                if weights.edge + score < _LEAST_ODDS:
                    continue
                evidence = f"“{one.word}” is in such a label {_times(inside)}, beside one {_times(beside)}"
                yield self._edge(article, span, Proposal(*one.range, span.label), score, evidence)

    def _beside(self, key: str) -> int:
        """How often the word stands right beside a label."""
        outcomes = self._counts.near.get(key, _NONE)
        return sum(outcomes.values()) - outcomes.get(FREE, 0)

    def _edge(
        self, article: Article, span: Span, wanted: Proposal, log_odds: float, evidence: str
    ) -> Finding:
        score = probability(self._weights.edge + log_odds)
        return Finding("edges", article.id, span.start, span.end, score, evidence, span, wanted)

    def _labelled(self, surface: str) -> int:
        """How often the string has a label."""
        outcomes = self._counts.strings.get(surface, _NONE)
        return sum(outcomes.values()) - outcomes.get(FREE, 0)

    def _labels(self, surface: str) -> Mapping[str, int]:
        outcomes = self._counts.strings.get(surface, {})
        return {label: count for label, count in outcomes.items() if label != FREE}

    def _evidence(self, outcomes: Outcomes, here: Outcomes, said: str, other: str) -> str:
        count, own = outcomes[other], outcomes.get(said, 1)
        found = f"{self._tag(other)} {_times(count)}, {self._tag(said)} "
        found += "here" if own <= 1 else f"{_times(own)}, as here"
        if near := here.get(other, 0):
            found += f"; {self._tag(other)} {_times(near)} in this article"
        return found

    def _tag(self, label: str) -> str:
        found = self._scheme.label(label)
        return "no label" if label == FREE else found.tag if found else label


def _said(place: Place) -> list[str]:
    """What the place says: the labels on exactly these words, FREE where none touches them."""
    if not place.spans:
        return [FREE]
    return list(dict.fromkeys(one.label for one in place.spans if _is_exactly(one, place)))


def _is_exactly(span: Span, place: Place) -> bool:
    return (span.start, span.end) == (place.start, place.end)


def _is_taken(spans: SpanIndex, but: Span, place: tuple[int, int]) -> bool:
    """Whether another label than `but` is on these code points."""
    return any(one.id != but.id for one in spans.touching(*place))


def _inner(span: Span, place: Place) -> Inner:
    return Inner(span.start - place.start, span.end - place.start, span.label)


def _times(count: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count:,} times")


def _short(words: str, most: int = 40) -> str:
    shown = " ".join(words.split())
    return shown if len(shown) <= most else f"{shown[: most - 1]}…"
