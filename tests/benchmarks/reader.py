"""The reader by itself: opening an article, adding a label and scrolling, each up to painted pixels, by size.

The floor is the same area filled with paper and the visible text drawn by bare `QTextLayout`s.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from PySide6.QtWidgets import QApplication

from annotator.domain.annotations import Annotations, in_order
from annotator.domain.document import Document
from annotator.domain.entities import Span
from annotator.domain.exchange import appearance
from annotator.domain.scheme import Scheme
from annotator.domain.words import tokens
from annotator.services import schemes
from annotator.ui import theme
from annotator.ui.reader.reader import Reader
from tests.benchmarks import window
from tests.benchmarks.harness import FRAME, Bench, Row, Times, timed
from tests.benchmarks.made_up import News, nested
from tests.benchmarks.window import Paints

_SIZE = (900, 700)
_OPEN, _ADD, _SCROLL = 15, 40, 60
_OPEN_REACHES = {100_000: 16.0, 1_000_000: 80.0}
_ADD_REACHES = (2_600, 100_000)
_STEP = 60  # pixels


@dataclass(frozen=True)
class Article:
    """Made-up news with labels."""

    document: Document
    scheme: Scheme
    annotations: Annotations


def article(news: News, characters: int, spans: int) -> Article:
    """An article of this size, every third of its spans within another or across its edge."""
    text = news.text(characters, characters)
    scheme = schemes.load("news")
    found = appearance(text, title="Harbour talks collapse", language="en")
    labels = scheme.labels
    made = [
        Span(f"s{at}", "l", found.document, start, end, labels[at % len(labels)].id)
        for at, (start, end) in enumerate(nested(text, spans))
    ]
    document = Document(found.document, text, (found,))
    return Article(document, scheme, Annotations("l", document.id, in_order(made)))


def rows(bench: Bench) -> Iterator[Row]:
    """Of each size."""
    window.application()
    reader = Reader(theme.load("light"))
    reader.resize(*_SIZE)
    reader.show()
    paints = Paints(reader.viewport())
    for characters, spans in bench.sizes:
        made = article(bench.news, characters, spans)
        name = f"{characters:,} characters, {spans:,} spans"
        floor = _floor(made.document.text, bench.times(_OPEN))
        reach = _OPEN_REACHES.get(characters)
        times = _open(reader, paints, made, bench.times(_OPEN))
        met = times.under(reach) if reach else ""
        yield Row(f"reader: open, {name}", str(times), str(floor), f"under {reach} ms" if reach else "", met)
        times = _add(reader, paints, made, bench.times(_ADD))
        asked = characters in _ADD_REACHES
        reach_met = (f"p95 under {FRAME} ms", times.under(FRAME, p95=True)) if asked else ("", "")
        yield Row(f"reader: add a label, {name}", str(times), str(floor), *reach_met)
        times = _scroll(reader, paints, bench.times(_SCROLL))
        yield Row(f"reader: scroll {_STEP} px, {name}", str(times), str(floor))
    reader.close()


def _open(reader: Reader, paints: Paints, made: Article, count: int) -> Times:
    def act() -> None:
        paints.after(lambda: reader.show_document(made.document, made.scheme, made.annotations))

    act()
    return timed([act] * count)


def _add(reader: Reader, paints: Paints, made: Article, count: int) -> Times:
    """One more label in sight each time."""
    visible = [token for token in tokens(made.document.text[:600]) if token[1] - token[0] > 3]

    def acts() -> Iterator[Callable[[], None]]:
        annotations = made.annotations
        for at in range(count):
            place = visible[at % len(visible)]
            span = Span(f"n{at}", "l", made.document.id, *place, made.scheme.labels[0].id)
            annotations = replace(annotations, spans=in_order((*annotations.spans, span)))
            yield lambda now=annotations: paints.after(lambda: reader.show_annotations(now))  # type: ignore[misc]

    return timed(acts())


def _scroll(reader: Reader, paints: Paints, count: int) -> Times:
    bar = reader.verticalScrollBar()

    def act() -> None:
        bar.setValue(0 if bar.value() > bar.maximum() - _STEP else bar.value() + _STEP)

    if bar.maximum() == 0:
        return timed([QApplication.processEvents] * count)
    return timed([lambda: paints.after(act)] * count)


def _floor(text: str, count: int) -> Times:
    return timed([lambda: window.paint_bare(text, _SIZE)] * count)
