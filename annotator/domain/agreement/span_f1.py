"""F1 of spans, in the four ways of SemEval-2013 task 9."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from annotator.domain.agreement.figure import Figure, because
from annotator.domain.agreement.pairing import Pairing, Unit, paired

Way = Literal["strict", "exact", "partial", "type"]
WAYS: tuple[Way, ...] = ("strict", "exact", "partial", "type")


@dataclass(frozen=True, slots=True)
class SpanCounts:
    """What pairing the spans of two raters gave: pairs by what is the same, and spans that stand alone.

    `summed` adds those of several documents.
    """

    both: int = 0
    words: int = 0
    label: int = 0
    neither: int = 0
    only_first: int = 0
    only_second: int = 0

    @classmethod
    def of(cls, pairing: Pairing) -> "SpanCounts":
        """Count a pairing."""
        kinds = Counter((one[:2] == other[:2], one.label == other.label) for one, other in pairing.pairs)
        return cls(
            kinds[True, True],
            kinds[True, False],
            kinds[False, True],
            kinds[False, False],
            len(pairing.only_first),
            len(pairing.only_second),
        )

    @property
    def pairs(self) -> int:
        """How many spans stand against another one."""
        return self.both + self.words + self.label + self.neither

    @property
    def spans(self) -> int:
        """How many spans both raters have together."""
        return 2 * self.pairs + self.only_first + self.only_second

    def credit(self, way: Way) -> float:
        """For how many pairs this way of counting gives credit; partial gives half for unequal edges."""
        if way == "strict":
            return self.both
        if way == "exact":
            return self.both + self.words
        if way == "type":
            return self.both + self.label
        return self.both + self.words + (self.label + self.neither) / 2


def span_f1(counts: SpanCounts, raters: Sequence[str], way: Way = "strict") -> Figure:
    """F1 (I. Segura-Bedmar, P. Martínez, M. Herrero-Zazo 2013, “SemEval-2013 task 9”; after N. Chinchor and
    B. Sundheim 1993, “MUC-5 evaluation metrics”).

    `strict` wants equal words and label, `exact` equal words, `type` common words and an equal label,
    `partial` common words, with half the credit where an edge differs. It has no chance level, and nothing is
    skipped: a span without a partner counts against it. Neither rater is the reference: swapped, F1 stays.
    """
    measure = f"span_f1_{way}"
    unit, names = "spans", tuple(raters)
    if not counts.spans:
        return Figure(measure, None, 0, unit, names, because("no rater marked a span"))
    value = 2 * counts.credit(way) / counts.spans
    return Figure(measure, value, counts.spans, unit, names, observed=value)


def span_counts(first: Iterable[Unit], second: Iterable[Unit]) -> SpanCounts:
    """Pair the spans that two raters marked in one document, and count."""
    return SpanCounts.of(paired(list(first), list(second)))


def summed(parts: Iterable[SpanCounts]) -> SpanCounts:
    """The counts of several documents, or pairs of raters, together."""
    both = words = label = neither = only_first = only_second = 0
    for one in parts:
        both, words, label, neither = (
            both + one.both,
            words + one.words,
            label + one.label,
            neither + one.neither,
        )
        only_first, only_second = only_first + one.only_first, only_second + one.only_second
    return SpanCounts(both, words, label, neither, only_first, only_second)


def overlap_f1(counts: SpanCounts, raters: Sequence[str]) -> Figure:
    """F1 of having found something: any common words will do, whatever the label."""
    figure = span_f1(counts, raters)
    value = 2 * counts.pairs / counts.spans if counts.spans else None
    return replace(figure, measure="span_f1_overlap", value=value, observed=value)


def edges_equal(counts: SpanCounts, raters: Sequence[str]) -> Figure:
    """Which share of the pairs has equal edges; spans without a partner have no edges to compare."""
    alone = counts.only_first + counts.only_second
    figure = Figure(
        "edges_equal",
        None,
        counts.pairs,
        "pairs of spans",
        tuple(raters),
        skipped=alone,
        skipped_why="no other rater marked overlapping words" if alone else "",
    )
    if not counts.pairs:
        return replace(figure, why=because("no two raters marked overlapping words"))
    value = (counts.both + counts.words) / counts.pairs
    return replace(figure, value=value, observed=value)
