"""What a look at agreement shows: each pair of layers, and all of them together, with intervals."""

from collections import Counter
from collections.abc import Generator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

from annotator.domain.agreement.additive import Additive, Alpha, Ratio, intervals
from annotator.domain.agreement.comparison import Name
from annotator.domain.agreement.figure import Figure, because
from annotator.domain.agreement.krippendorff import krippendorff_alpha
from annotator.domain.agreement.pairing import paired
from annotator.domain.agreement.parts import SENTIMENTS, rated
from annotator.domain.agreement.ratings import Ratings, pooled
from annotator.domain.agreement.span_f1 import SpanCounts, edges_equal, overlap_f1, span_f1, summed
from annotator.domain.agreement.units import label_sets
from annotator.services.agreeing import RESAMPLES
from annotator.services.agreement_reading import Article, Heard
from annotator.services.progress import Progress

_FEWEST_DRAWS = 100
_SUMS = 100_000_000  # of one number a document, for all intervals together: some four seconds
_NOTHING = "there is no document that two of them have finished"

STRICT: Name = ("span_f1_strict",)
PARTIAL: Name = ("span_f1_partial",)
WORDS: Name = ("krippendorff_alpha",)
FOUND: Name = ("found", "span_f1_overlap")
EDGES: Name = ("boundary", "edges_equal")
LABEL: Name = ("label", "krippendorff_alpha")
ARTICLE: Name = ("sentiment", "article", "krippendorff_alpha_ordinal")
SENTENCES: Name = ("sentiment", "sentences", "krippendorff_alpha_ordinal")
OPINIONS: Name = ("sentiment", "opinions", "krippendorff_alpha_ordinal")
_TABLES = {
    WORDS: "words",
    LABEL: "labels",
    ARTICLE: "article",
    SENTENCES: "sentences",
    OPINIONS: "opinions",
}
NAMES = (STRICT, PARTIAL, FOUND, EDGES, *_TABLES)


@dataclass(frozen=True, slots=True)
class Matrix:
    """The spans of each pair of layers, by their places, and those of all pairs in each article."""

    layers: tuple[str, ...]
    pairs: Mapping[tuple[int, int], SpanCounts]
    documents: Mapping[tuple[int, int], int]
    articles: tuple[SpanCounts, ...]

    def figure(self, row: int, column: int) -> Figure | None:
        """F1 of two layers: strict above the diagonal, partial below, None on it."""
        if row == column:
            return None
        counts = self.pairs[min(row, column), max(row, column)]
        names = (self.layers[row], self.layers[column])
        found = span_f1(counts, names, "strict" if row < column else "partial")
        if not self.documents[min(row, column), max(row, column)]:
            return replace(found, why=because("no article was finished by both"))
        return found


@dataclass(frozen=True, slots=True)
class Overview:
    """All layers together: figures by their names, as `agree` has them, and what gives their intervals."""

    figures: Mapping[Name, Figure]
    additive: Mapping[Name, Additive]
    documents: int

    def draws(self, wanted: int) -> int:
        """How many drawings of those wanted there is time for; too few would say nothing."""
        possible = min(wanted, _SUMS // max(1, self.documents * sum(map(_size, self.additive.values()))))
        return possible if possible >= min(wanted, _FEWEST_DRAWS) else 0


def matrix(heard: Heard) -> Generator[Progress, None, Matrix]:
    """Compare the spans of every two layers."""
    pairs = {pair: [0] * 6 for pair in combinations(range(len(heard.layers)), 2)}
    documents = dict.fromkeys(pairs, 0)
    articles = []
    for at, article in enumerate(heard.articles):
        yield Progress(at, len(heard.articles), "comparing pairs")
        places = article.places
        sides = [(one, places.sides[one] or 0) for one in article.present]
        of_all = [0] * 6
        for (one, side), (other, there) in combinations(sides, 2):
            counts = places.counts(side, there)
            of_pair = pairs[one, other]
            for field, count in enumerate(counts):
                of_pair[field] += count
                of_all[field] += count
            documents[one, other] += 1
        articles.append(SpanCounts(*of_all))
    by_pair = {pair: SpanCounts(*counts) for pair, counts in pairs.items()}
    return Matrix(heard.layers, by_pair, documents, tuple(articles))


def overview(heard: Heard, counted: Matrix) -> Generator[Progress, None, Overview]:
    """Measure all layers together; without intervals, which take longer."""
    if not heard.articles:
        why = because(_NOTHING)
        none = {name: Figure(name[-1], None, 0, "articles", heard.layers, why) for name in NAMES}
        return Overview(none, {}, 0)
    figures, additive = _of_spans(heard, counted)
    tables: dict[str, list[Ratings]] = {}
    for at, article in enumerate(heard.articles):
        yield Progress(at, len(heard.articles), "measuring agreement")
        for table, of_article in _rated(heard, article).items():
            tables.setdefault(table, []).append(of_article)
    for name, table in _TABLES.items():
        yield Progress(len(heard.articles), len(heard.articles), "measuring agreement")
        ordinal = table in SENTIMENTS
        figures[name] = krippendorff_alpha(pooled(tables[table]), "ordinal" if ordinal else "nominal")
        additive[name] = Alpha.of(tables[table], ordinal=ordinal)
    for label, ratio in _by_label(heard).items():
        value, n = ratio.value([1] * len(heard.articles)), int(sum(ratio.there))
        of_label = ("labels", label, "span_f1_strict")
        additive[of_label] = ratio
        figures[of_label] = Figure("span_f1_strict", value, n, "spans", heard.layers, observed=value)
    return Overview(figures, additive, len(heard.articles))


def with_spread(
    found: Overview, resamples: int = RESAMPLES, seed: int = 0
) -> Generator[Progress, None, Overview]:
    """The same figures with their intervals, where there is time for them."""
    draws = found.draws(resamples)
    work = intervals(found.additive, found.documents, draws, seed)
    while True:
        try:
            at = next(work)
        except StopIteration as end:
            spread = end.value
            break
        yield Progress(at - 1, draws, "drawing articles for intervals")
    figures = {
        name: replace(one, interval=spread.get(name) if one.value is not None else None)
        for name, one in found.figures.items()
    }
    return replace(found, figures=figures)


def _of_spans(heard: Heard, counted: Matrix) -> tuple[dict[Name, Figure], dict[Name, Additive]]:
    """What the pairs of spans come to, of all pairs of layers together."""
    total, articles = summed(counted.articles), counted.articles
    spans = [one.spans for one in articles]
    figures = {
        STRICT: span_f1(total, heard.layers, "strict"),
        PARTIAL: span_f1(total, heard.layers, "partial"),
        FOUND: overlap_f1(total, heard.layers),
        EDGES: edges_equal(total, heard.layers),
    }
    additive: dict[Name, Additive] = {
        STRICT: Ratio([2 * one.both for one in articles], spans),
        PARTIAL: Ratio([2 * one.credit("partial") for one in articles], spans),
        FOUND: Ratio([2 * one.pairs for one in articles], spans),
        EDGES: Ratio([one.both + one.words for one in articles], [one.pairs for one in articles]),
    }
    return figures, additive


def _rated(heard: Heard, article: Article) -> dict[str, Ratings]:
    voices = article.voices
    pairing = None
    if len(voices) == 2 and voices[0] is not None and voices[1] is not None:
        pairing = paired(voices[0].units, voices[1].units)
    return rated(heard.layers, voices, heard.scale, label_sets(voices, article.page.words), pairing)


def _by_label(heard: Heard) -> dict[str, Ratio]:
    """Strict F1 of each label among all pairs: equal spans need no pairing to be counted."""
    found: dict[str, Ratio] = {}
    used = {unit.label for one in heard.articles for voice in one.voices if voice for unit in voice.units}
    for label in heard.in_order(used):
        equal, there = [], []
        for article in heard.articles:
            units = Counter(unit for voice in article.voices if voice for unit in voice.labelled(label))
            equal.append(sum(n * (n - 1) for n in units.values()))
            there.append((len(article.present) - 1) * units.total())
        found[label] = Ratio(equal, there)
    return found


def _size(one: Additive) -> int:
    return len(one.given) + len(one.apart) if isinstance(one, Alpha) else 2
