"""The figures of a look at agreement as tables: to read instead of a chart, and as CSV."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from annotator.domain.agreement.figure import Figure
from annotator.services.agreement_articles import OfArticle, OverTime
from annotator.services.agreement_figures import (
    ARTICLE,
    EDGES,
    FOUND,
    LABEL,
    OPINIONS,
    PARTIAL,
    SENTENCES,
    STRICT,
    WORDS,
    Matrix,
    Overview,
)
from annotator.services.agreement_meetings import Met

Value = str | int | float | None
_ALPHA = "\N{GREEK SMALL LETTER ALPHA}"
NO_LABEL = "(none)"
TITLES = {
    STRICT: "Span F1, strict",
    PARTIAL: "Span F1, partial",
    WORDS: f"Krippendorff {_ALPHA}, words",
    ARTICLE: f"Article sentiment, {_ALPHA}",
    SENTENCES: f"Sentence sentiment, {_ALPHA}",
    OPINIONS: f"Opinion polarity, {_ALPHA}",
    FOUND: "Found, any overlap, F1",
    EDGES: "Boundary, equal edges",
    LABEL: f"Label, {_ALPHA}",
}
STRIP = (STRICT, PARTIAL, WORDS, ARTICLE, SENTENCES, OPINIONS)
SPLIT = (FOUND, EDGES, LABEL, ARTICLE, SENTENCES, OPINIONS)
_OF_FIGURE = ("value", "low", "high", "n", "unit", "skipped", "skipped because", "undefined because")


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows; None is an empty cell."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

    def csv(self) -> bytes:
        """RFC 4180 with line feeds, UTF-8; numbers as precise as they are."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows(["" if value is None else value for value in row] for row in self.rows)
        return out.getvalue().encode()

    def words(self) -> list[tuple[str, ...]]:
        """The rows to be read: figures with three decimals."""
        return [tuple(map(_said, row)) for row in self.rows]


def of_figures(found: Overview) -> Table:
    """Every figure of all layers together, those of labels last."""
    named = [(TITLES[name], figure) for name, figure in found.figures.items() if name in TITLES]
    return Table(("figure", *_OF_FIGURE), _figures([*named, *_of_labels(found)]))


def of_labels(found: Overview) -> Table:
    """Strict F1 label by label."""
    return Table(("label", *_OF_FIGURE), _figures(_of_labels(found)))


def of_met(met: Met) -> Table:
    """How often each label of the row's layer met each of the column's, and at which share of the row."""
    known = (*met.labels, None)
    rows = [
        (row or NO_LABEL, column or NO_LABEL, met.n(row, column), met.share(row, column))
        for row in known
        for column in known
        if (row, column) != (None, None)
    ]
    return Table((f"label of {met.row}", f"label of {met.column}", "n", "share of the row"), tuple(rows))


def of_matrix(found: Matrix) -> Table:
    """F1 of every two layers."""
    rows: list[tuple[Value, ...]] = []
    for (one, other), counts in found.pairs.items():
        strict, partial = found.figure(one, other), found.figure(other, one)
        if strict is not None and partial is not None:
            layers = (found.layers[one], found.layers[other])
            rows.append((*layers, found.documents[one, other], counts.spans, strict.value, partial.value))
    return Table(("layer", "layer", "articles", "spans", "F1 strict", "F1 partial"), tuple(rows))


def of_time(found: OverTime) -> Table:
    """Strict F1 in the order in which articles were finished."""
    rows = [(one.first, one.last, one.begin, one.end, *_cells(one.figure)) for one in found.periods]
    return Table(("first article", "last article", "finished from", "until", *_OF_FIGURE), tuple(rows))


def of_articles(found: Iterable[OfArticle], titles: Callable[[int], str] | Mapping[int, str]) -> Table:
    """The articles, the worst first, by their titles."""
    title = titles if callable(titles) else titles.__getitem__
    rows = [
        (title(one.number), one.layers, one.strict.value, one.partial.value, one.strict.n) for one in found
    ]
    return Table(("article", "layers", "F1 strict", "F1 partial", "spans"), tuple(rows))


def _of_labels(found: Overview) -> list[tuple[str, Figure]]:
    return [(name[1], figure) for name, figure in found.figures.items() if name[0] == "labels"]


def _figures(named: Iterable[tuple[str, Figure]]) -> tuple[tuple[Value, ...], ...]:
    return tuple((name, *_cells(figure)) for name, figure in named)


def _cells(figure: Figure) -> tuple[Value, ...]:
    between = figure.interval
    low, high = (between.low, between.high) if between else (None, None)
    why = figure.why.removeprefix("undefined because ")
    return figure.value, low, high, figure.n, figure.unit, figure.skipped, figure.skipped_why, why


def _said(value: Value) -> str:
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:.3f}".replace("-", "−")
    return f"{value:,}" if isinstance(value, int) else value
