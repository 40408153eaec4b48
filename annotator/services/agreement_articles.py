"""Agreement article by article: the worst first, and as time went on."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace

from annotator.domain.agreement.additive import Ratio, intervals
from annotator.domain.agreement.figure import Figure, Interval, because
from annotator.domain.agreement.span_f1 import span_f1, summed
from annotator.services.agreement_figures import Matrix
from annotator.services.agreement_reading import Heard
from annotator.services.progress import Progress

_FEWEST_IN_A_PERIOD, _MOST_PERIODS, _DRAWS = 5, 12, 200
_NOTHING = "there is no document that two of them have finished"
_ONE_MOMENT = "all articles were finished in one action, such as an import: that says nothing of time"


@dataclass(frozen=True, slots=True)
class OfArticle:
    """One article: its local number, how many layers finished it, and F1 between all of them."""

    number: int
    layers: int
    strict: Figure
    partial: Figure


@dataclass(frozen=True, slots=True)
class Period:
    """Articles finished one after the other, counted from 1, and when the first and the last of them were."""

    first: int
    last: int
    begin: str
    end: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class OverTime:
    """Strict F1 in the order in which articles were finished; or why there is none."""

    periods: tuple[Period, ...]
    why: str = ""


def worst(heard: Heard, counted: Matrix) -> list[OfArticle]:
    """Every article, the least agreed first; what has no figure comes last."""
    found = [
        OfArticle(
            article.number,
            len(article.present),
            span_f1(counts, heard.layers, "strict"),
            span_f1(counts, heard.layers, "partial"),
        )
        for article, counts in zip(heard.articles, counted.articles, strict=True)
    ]
    return sorted(found, key=lambda one: (one.strict.value is None, one.strict.value, -one.strict.n))


def over_time(heard: Heard, counted: Matrix, seed: int = 0) -> Generator[Progress, None, OverTime]:
    """Strict F1 of articles that were finished one after the other, with intervals.

    An article was finished when the last of the layers was done with it, by that person's clock. Articles
    that one action finished, such as an import, have no order among themselves and stay together.
    """
    groups = _by_action(heard)
    if len(groups) < 2:
        return OverTime((), because(_ONE_MOMENT if groups else _NOTHING))
    periods: list[Period] = []
    first = 1
    for chosen in _periods(groups):
        counts = [counted.articles[at] for at in chosen]
        ratio = Ratio([2 * one.both for one in counts], [one.spans for one in counts])
        spread = yield from _told(ratio, len(chosen), seed, len(periods))
        figure = replace(span_f1(summed(counts), heard.layers), interval=spread)
        ends = heard.articles[chosen[0]].finished.at, heard.articles[chosen[-1]].finished.at
        periods.append(Period(first, first + len(chosen) - 1, *ends, figure))
        first += len(chosen)
    return OverTime(tuple(periods))


def _by_action(heard: Heard) -> list[list[int]]:
    """The places of the articles, by the actions that finished them, the latest of which ended last."""
    found: dict[str, list[int]] = {}
    for at in sorted(range(len(heard.articles)), key=lambda at: heard.articles[at].finished):
        found.setdefault(heard.articles[at].finished.action, []).append(at)
    return sorted(found.values(), key=lambda group: heard.articles[group[-1]].finished)


def _told(ratio: Ratio, documents: int, seed: int, done: int) -> Generator[Progress, None, Interval | None]:
    """The interval of one figure, told as progress."""
    work = intervals({"f1": ratio}, documents, _DRAWS, seed)
    while True:
        try:
            next(work)
        except StopIteration as end:
            spread: dict[str, Interval | None] = end.value
            return spread["f1"]
        yield Progress(done, None, "following time")


def _periods(groups: Sequence[Sequence[int]]) -> list[list[int]]:
    """Groups put together to periods of about the same number of articles, not too few."""
    count = sum(map(len, groups))
    least = max(_FEWEST_IN_A_PERIOD, -(-count // _MOST_PERIODS))
    periods: list[list[int]] = [[]]
    for group in groups:
        if len(periods[-1]) >= least:
            periods.append([])
        periods[-1] += group
    if len(periods) > 1 and len(periods[-1]) < _FEWEST_IN_A_PERIOD:
        rest = periods.pop()
        periods[-1] += rest
    return periods
