"""How likely a place of a layer is wrong, given what the corpus says of the like.

Two outcomes of a place, what it says and what most others say, are weighed by odds, as naive Bayes does:

- how often the string has either in the corpus, the place itself left out, and again how often within the
  same article, which counts for more: a string rarely changes its sense in one (Gale, Church and Yarowsky
  1992, "One sense per discourse");
- which of them the words right beside it speak for. The same string in the same context with two labels gives
  errors away (Dickinson and Meurers 2003, "Detecting errors in part-of-speech annotation"), and context tells
  "Washington said" from "in Washington", where either label is right;
- how often people err so at all. On news a crowd missed 34 % of the names, gave 12 % other edges and 6 %
  another label, and invented 3 %: a missing label is the likeliest fault.

The weights were chosen on the even articles of the CoNLL-2003 test-a set, with 2 and 5 % of the labels
changed, removed or moved, so that the planted errors came first.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from annotator.domain.consistency_counts import Counts, Outcomes


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each evidence weighs; `smooth` stands for places that were not seen."""

    smooth: float = 0.25
    article: float = 4.0
    near: float = 1.0
    near_smooth: float = 2.0
    word: float = 0.4
    other: float = math.log(0.12)
    missing: float = math.log(0.6)
    edge: float = math.log(0.12)
    invented: float = math.log(0.03)
    outer: float = 1.0
    beside: float = 0.5


WEIGHTS: Final = Weights()


def odds(
    counts: Counts, weights: Weights, surface: str, near: list[str], here: Outcomes, said: str, other: str
) -> float:
    """The logarithm of the odds that the place should say `other`, as far as string and words beside it tell.

    `here` counts the string within the article, this place among the rest.
    """
    all_ = counts.strings.get(surface, {})
    there = weights.article
    for_ = all_.get(other, 0) + there * here.get(other, 0)
    against = all_.get(said, 0) - 1 + there * max(0, here.get(said, 0) - 1)
    return share(for_, against, weights.smooth) + context(counts, weights, near, said, other)


def word_odds(counts: Counts, weights: Weights, words: Iterable[str], said: str, other: str) -> float:
    """The same of a label that no other place has on the same string, as far as the labels tell that share a
    word with it.
    """
    found = 0.0
    for word in words:
        outcomes = counts.words.get(word, {})
        found += share(outcomes.get(other, 0), outcomes.get(said, 0) - 1, weights.smooth)
    return weights.word * found


def context(counts: Counts, weights: Weights, near: Iterable[str], said: str, other: str) -> float:
    """What the words beside a place add."""
    return weights.near * sum(_beside(counts, weights, one, said, other) for one in near)


def share(first: float, second: float, smooth: float) -> float:
    """The logarithm of the odds of two counts."""
    return math.log((first + smooth) / (max(0.0, second) + smooth))


def probability(log_odds: float) -> float:
    """Between 0 and 1."""
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, log_odds))))


def _beside(counts: Counts, weights: Weights, near: str, said: str, other: str) -> float:
    """What the word beside the place says of the two outcomes, beyond how frequent they are anyway."""
    found = counts.near.get(near, {})
    p_said, p_other = (counts.totals.get(one, 0) + 1 for one in (said, other))
    total = p_said + p_other
    smooth = weights.near_smooth
    for_ = (found.get(other, 0) + smooth * p_other / total) / p_other
    against = (max(0, found.get(said, 0) - 1) + smooth * p_said / total) / p_said
    return math.log(for_ / against)
