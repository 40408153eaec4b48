"""How much suggestions moved the labels: articles with and without them, compared label by label.

Articles are drawn, not words: the labels of one article hang together. So an interval goes by the spread
between articles (a ratio of totals, linearised), and is undefined where there are fewer than two.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from annotator.domain.entities import Mark, Span

PER = 1000
_95 = 1.96
ALL = ""


@dataclass(frozen=True, slots=True)
class Known:
    """A figure from `n` things, with the interval that holds the true one in 95 of 100 samples of articles.

    What cannot be reckoned is None, and `why` says "undefined because ...".
    """

    value: float | None
    n: int
    low: float | None = None
    high: float | None = None
    why: str = ""


@dataclass(slots=True)
class Group:
    """The articles of one kind: their sums, and per label those of its counts (ALL: every label)."""

    articles: int = 0
    words: int = 0
    characters: int = 0
    _words_squared: int = 0
    _labels: Counter[str] = field(default_factory=Counter)
    _squared: Counter[str] = field(default_factory=Counter)
    _with_words: Counter[str] = field(default_factory=Counter)

    def add(self, words: int, characters: int, labels: Mapping[str, int]) -> None:
        """Add an article with so many labels of each id."""
        self.articles += 1
        self.words += words
        self.characters += characters
        self._words_squared += words * words
        for label, count in {**labels, ALL: sum(labels.values())}.items():
            self._labels[label] += count
            self._squared[label] += count * count
            self._with_words[label] += count * words

    def labels(self, label: str) -> int:
        """How many of this label there are."""
        return self._labels[label]

    def per_words(self, label: str) -> Known:
        """Labels per 1,000 words."""
        return self._rate(label, self.words)

    def per_characters(self, label: str) -> Known:
        """Labels per 1,000 characters."""
        return self._rate(label, self.characters)

    def spread(self, label: str) -> float:
        """The relative variance of the rate by words; takes two articles, and a label in them."""
        count = self._labels[label]
        rate = count / self.words
        squares = self._squared[label] - 2 * rate * self._with_words[label] + rate**2 * self._words_squared
        return self.articles / (self.articles - 1) * squares / count**2

    def _rate(self, label: str, size: int) -> Known:
        if size == 0:
            return Known(None, self.articles, why=_because("no such article is done yet"))
        return Known(PER * self._labels[label] / size, self.articles)


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of suggestions of a label: kept as offered, kept with another label or edge, taken back
    later, rejected.
    """

    accepted: int = 0
    changed: int = 0
    taken_back: int = 0
    rejected: int = 0

    @property
    def n(self) -> int:
        """How many were decided."""
        return self.accepted + self.changed + self.taken_back + self.rejected

    def share(self, count: int) -> Known:
        """So many of those that were decided."""
        if self.n == 0:
            return Known(None, 0, why=_because("no suggestion of it was decided"))
        return Known(count / self.n, self.n)

    def plus(self, other: "Decided") -> "Decided":
        """Both together."""
        return Decided(
            self.accepted + other.accepted,
            self.changed + other.changed,
            self.taken_back + other.taken_back,
            self.rejected + other.rejected,
        )


def decided(
    offered: Mapping[str, Span], spans: Iterable[Span], rejections: Iterable[Mark]
) -> dict[str, Decided]:
    """What became of the suggestions of one article, by the label that was offered. `offered` are accepted
    suggestions as they came, by id.
    """
    found: dict[str, Decided] = {}
    now = {span.id: span for span in spans}
    for id, first in offered.items():
        span = now.get(id)
        if span is None:
            one = Decided(taken_back=1)
        elif (span.start, span.end, span.label) == (first.start, first.end, first.label):
            one = Decided(accepted=1)
        else:
            one = Decided(changed=1)
        found[first.label] = found.get(first.label, Decided()).plus(one)
    for mark in rejections:
        if mark.value:
            found[mark.value] = found.get(mark.value, Decided()).plus(Decided(rejected=1))
    return found


def ratio(shown: Group, held_out: Group, label: str) -> Known:
    """Labels per word with suggestions, as a multiple of those without: 1 where suggestions move nothing."""
    articles = shown.articles + held_out.articles
    if not (shown.words and held_out.words):
        kind = "with" if not shown.words else "without"
        return Known(None, articles, why=_because(f"no article {kind} suggestions is done yet"))
    if not held_out.labels(label):
        return Known(None, articles, why=_because("there is none in the articles without suggestions"))
    value = shown.labels(label) / shown.words / (held_out.labels(label) / held_out.words)
    if not shown.labels(label):
        return Known(value, articles, why="no interval: there is none in the articles with suggestions")
    if min(shown.articles, held_out.articles) < 2:
        return Known(value, articles, why="no interval: it takes two articles of each kind")
    width = math.exp(_95 * math.sqrt(shown.spread(label) + held_out.spread(label)))
    return Known(value, articles, value / width, value * width)


def _because(reason: str) -> str:
    return f"undefined because {reason}"
