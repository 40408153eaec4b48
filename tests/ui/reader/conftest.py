import time
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.domain.annotations import Annotations, in_order
from annotator.domain.candidates import Candidate, Origin
from annotator.domain.document import Document
from annotator.domain.entities import Appearance, Rules, Span
from annotator.domain.scheme import DEFAULT_SCALE, Scheme, make_label, with_labels
from annotator.ui.reader.reader import Reader
from annotator.ui.theme import load

LABELS = ("PER", "ORG", "GPE", "ROLE")


@dataclass
class Shown:
    """A shown reader and what it shows; `mark` shows other spans, given as words and labels."""

    reader: Reader
    text: str
    scheme: Scheme
    annotations: Annotations

    def place(self, words: str) -> tuple[int, int]:
        start = self.text.index(words)
        return start, start + len(words)

    def words(self) -> str | None:
        selection = self.reader.selection
        return selection and self.text[slice(*selection)]

    def select(self, words: str) -> None:
        self.reader.select(*self.place(words))

    def annotate(self, *spans: tuple[str, str], **others: object) -> None:
        made = [Span(f"{words}:{label}", "l", "d", *self.place(words), label) for words, label in spans]
        self.annotations = Annotations("l", "d", in_order(made), **others)
        self.reader.show_annotations(self.annotations)

    def propose(self, *candidates: tuple[str, str | None, Origin]) -> list[Candidate]:
        """Show candidates, given as words, label and origin."""
        made = [
            Candidate(*self.place(words), label, None, origin, "seen 3×")
            for words, label, origin in candidates
        ]
        self.reader.show_candidates(sorted(made, key=lambda one: one.start))
        return made

    def image(self) -> QImage:
        QApplication.processEvents()
        return self.reader.viewport().grab().toImage()

    def lit(self) -> list[QRectF]:
        """Where the selection is painted."""
        return self.reader.page.rects(*self.reader.selection)


@pytest.fixture
def show(qtbot: QtBot) -> Callable[..., Shown]:
    """Shows a text with spans given as words and labels."""

    def shown(
        text: str,
        *spans: tuple[str, str],
        width: int = 836,
        height: int = 700,
        clock: Callable[[], float] = time.monotonic,
        **appearance: object,
    ) -> Shown:
        reader = Reader(load("light"), clock=clock)
        qtbot.addWidget(reader)
        reader.resize(width, height)
        reader.show()
        scheme = Scheme(Rules("news", "News", scale=DEFAULT_SCALE))
        for name in LABELS:
            scheme = with_labels(scheme, (*scheme.labels, make_label(scheme, name)))
        given = {"title": "A title", "language": "en", **appearance}
        document = Document("d", text, (Appearance("a", "d", **given),))
        annotations = Annotations("l", "d")
        reader.show_document(document, scheme, annotations)
        made = Shown(reader, text, scheme, annotations)
        if spans:
            made.annotate(*spans)
        return made

    return shown
