"""The reader: opening an article, adding a label and scrolling, each up to painted pixels, by size.

Times are milliseconds, median and 95th percentile of cpu and of wall. The floor is the same window area
filled with paper and the visible text drawn by bare `QTextLayout`s, in the same run.
"""

import random
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter, QTextLayout
from PySide6.QtWidgets import QApplication

from annotator.domain.annotations import Annotations, in_order
from annotator.domain.document import Document
from annotator.domain.entities import Appearance, Rules, Span
from annotator.domain.scheme import DEFAULT_SCALE, Scheme, make_label, with_labels
from annotator.domain.words import tokens
from annotator.ui import fonts, theme
from annotator.ui.reader.reader import Reader

SIZES = ((2_600, 30), (100_000, 1_200), (1_000_000, 10_000))
WIDTH, HEIGHT = 900, 700
_TARGETS = {
    ("open", 100_000): "16 ms",
    ("open", 1_000_000): "80 ms",
    ("add a label", 2_600): "p95 16.7 ms",
    ("add a label", 100_000): "p95 16.7 ms",
}
_NEWS = (
    "the harbour talks collapse as crane crews extend their strike said Ilse Maren of the Port Authority"
    " while Tomas Brandl accused Northern Docks of hiding a surplus and Kastelholm waits for U.S. e-mail"
)


@dataclass(frozen=True)
class Article:
    """Made-up news of a given size."""

    document: Document
    scheme: Scheme
    annotations: Annotations


def article(characters: int, spans: int, seed: int = 1) -> Article:
    """Paragraphs of about 400 characters; spans of one to six words, every third one inside another."""
    chance = random.Random(seed)
    words = _NEWS.split()
    paragraphs: list[str] = []
    length = 0
    while length < characters:
        paragraphs.append(" ".join(chance.choice(words) for _ in range(chance.randint(40, 110))) + ".")
        length += len(paragraphs[-1]) + 2
    text = "\n\n".join(paragraphs)[:characters].rstrip()
    scheme = Scheme(Rules("news", "News", scale=DEFAULT_SCALE))
    for name in ("PER", "ORG", "GPE", "ROLE", "EVT", "DATE"):
        scheme = with_labels(scheme, (*scheme.labels, make_label(scheme, name)))
    document = Document("d", text, (Appearance("a", "d", title="Harbour talks collapse", language="en"),))
    found = tokens(text)
    made: list[Span] = []
    last = 0
    for number in range(spans):
        nested = number % 3 == 2  # inside the one before, or across its end
        first = max(0, last - chance.randint(0, 1)) if nested else chance.randrange(len(found) - 8)
        last = first + chance.randint(0, 5)
        label = chance.choice(scheme.labels).id
        made.append(Span(f"s{number}", "l", "d", found[first][0], found[last][1], label))
    return Article(document, scheme, Annotations("l", "d", in_order(made)))


def rows() -> list[tuple[str, str, str]]:
    """Name, measured, and target or floor."""
    app = QApplication.instance() or QApplication([])
    reader = Reader(theme.load("light"))
    reader.resize(WIDTH, HEIGHT)
    reader.show()
    found: list[tuple[str, str, str]] = []
    for characters, spans in SIZES:
        made = article(characters, spans)
        measures = {
            "open": _times(lambda made=made: _open(reader, made, app), 15),
            "add a label": _times(_adding(reader, made, app), 40),
            "scroll 60 px": _times(lambda: _scroll(reader, app), 60),
        }
        floor = statistics.median(_times(lambda made=made: _bare_text(made), 15)[1])
        for what, (cpu, wall) in measures.items():
            target = _TARGETS.get((what, characters))
            limit = f"floor {floor:.1f} ms" + (f", reach {target}" if target else "")
            name = f"reader: {what}, {characters:,} characters, {spans:,} spans"
            found.append((name, _said(cpu, wall), limit))
    reader.close()
    return found


def _open(reader: Reader, made: Article, app: QApplication) -> None:
    reader.show_document(made.document, made.scheme, made.annotations)
    _paint(reader, app)


def _adding(reader: Reader, made: Article, app: QApplication) -> Callable[[], None]:
    """One more label in sight each time."""
    visible = [token for token in tokens(made.document.text[:600]) if token[1] - token[0] > 3]
    state = [made.annotations]
    _open(reader, made, app)

    def add() -> None:
        number = len(state[0].spans)
        start, end = visible[number % len(visible)]
        span = Span(f"n{number}", "l", "d", start, end, made.scheme.labels[0].id)
        state[0] = replace(state[0], spans=in_order((*state[0].spans, span)))
        reader.show_annotations(state[0])
        _paint(reader, app)

    return add


def _scroll(reader: Reader, app: QApplication) -> None:
    bar = reader.verticalScrollBar()
    bar.setValue(0 if bar.value() > bar.maximum() - 60 else bar.value() + 60)
    _paint(reader, app)


def _paint(reader: Reader, app: QApplication) -> None:
    app.processEvents()


def _bare_text(made: Article) -> None:
    """A page of the same text, wrapped and drawn."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0xFFFDFCFA)
    painter = QPainter(image)
    y = 0.0
    for paragraph in made.document.text[:4_000].split("\n\n"):
        layout = QTextLayout(paragraph, fonts.reader_font("en"))
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(576)
            line.setPosition(QPointF(0, y))
            y += 35
        layout.endLayout()
        layout.draw(painter, QPointF(72, 0))
        if y > HEIGHT:
            break
    painter.end()


def _times(act: Callable[[], None], repeat: int) -> tuple[list[float], list[float]]:
    """Milliseconds of cpu and of wall, each time."""
    act()
    cpu: list[float] = []
    wall: list[float] = []
    for _ in range(repeat):
        cpu_before, wall_before = time.process_time(), time.perf_counter()
        act()
        cpu.append((time.process_time() - cpu_before) * 1000)
        wall.append((time.perf_counter() - wall_before) * 1000)
    return cpu, wall


def _said(cpu: list[float], wall: list[float]) -> str:
    def one(times: list[float]) -> str:
        return f"{statistics.median(times):.1f} (p95 {sorted(times)[int(len(times) * 0.95)]:.1f})"

    return f"cpu {one(cpu)}, wall {one(wall)} ms"


if __name__ == "__main__":
    for row in rows():
        print(*row, sep=" | ")
