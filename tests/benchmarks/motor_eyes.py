"""What a person sees in the window, and what she expects of Tab from what she sees."""

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QApplication

from annotator.domain.candidates import Candidate, Rejected
from annotator.domain.cursor import Selection, Tokens
from annotator.domain.sentences import sentences
from annotator.domain.span_index import SpanIndex
from annotator.domain.text import paragraphs
from annotator.ui.workbench import Workbench
from tests.benchmarks.motor_routes import Range, Sight, capital_runs, stop

Wanted = tuple[int, int, str]


class Eyes:
    """Words, labels, suggestions and twins in sight, cursor, letters; `met` are the suggestions so far."""

    def __init__(self, bench: Workbench) -> None:
        """Nothing was read yet."""
        self._bench = bench
        self.met: set[Rejected] = set()
        self._wanted: set[Wanted] = set()
        self._guessed: list[Range] = []
        self._known: set[Range] = set()
        self._no_stops: set[int] = set()
        self._words = Tokens("", [])
        self._sentences: list[int] = []

    def read(self, wanted: set[Wanted]) -> None:
        """Look at the article that is shown, wanting these labels."""
        document = self._bench.session.document
        assert document is not None
        QApplication.processEvents()
        self._wanted, self.met = wanted, set()
        parts = paragraphs(document.text)
        self._words = Tokens(document.text, parts)
        self._sentences = [start for start, _ in sentences(document.text, document.language)]
        self._no_stops, self._known = set(), set()
        words = [word for start, end in parts for word in self._tokens(start, end)]
        self._guessed = capital_runs(document.text, words, document.language)

    def _tokens(self, start: int, end: int) -> Iterable[Range]:
        word = self._words.starting_from(start)
        while word is not None and word[0] < end:
            yield word
            word = self._words.starting_from(word[1])

    def made(self) -> set[Wanted]:
        """The labels that are there."""
        return {(one.start, one.end, one.label) for one in self._bench.session.annotations.spans}

    def painted(self) -> list[Candidate]:
        """Suggestions and twins in sight. She remembers which suggestions she met."""
        QApplication.processEvents()
        reader, top = self._bench.reader, self._bench.reader.verticalScrollBar().value()
        assert reader.page is not None
        found = []
        for one in reader.candidates:
            boxes = reader.page.rects(one.start, one.end) if one.origin != "capitals" else []
            if boxes and boxes[0].top() >= top and boxes[-1].bottom() <= top + reader.viewport().height():
                found.append(one)
        self.met |= {one.key for one in found if one.origin == "suggestion"}
        return found

    def in_sight(self) -> Range:
        """From the first to the last line that is wholly in sight."""
        visible = self._bench.reader.visible_ranges()
        return (visible[0][0], visible[-1][1]) if visible else (0, 0)

    def sight(self) -> Sight:
        """All that a route is thought out by."""
        reader, session = self._bench.reader, self._bench.session
        labelled = [(one.start, one.end) for one in session.annotations.spans]
        painted = [one.range for one in self.painted()]
        known = [one for one in self._known if not _touches(one, labelled)]
        taken = [*labelled, *painted, *known]
        guessed = [
            self._hoped(one)
            for one in self._guessed
            if one[0] not in self._no_stops and not _touches(one, taken)
        ]
        stops = [stop(*one) for one in sorted({*painted, *known, *guessed})]
        page = reader.page
        return Sight(
            self._words,
            SpanIndex(session.annotations.spans),
            self._sentences,
            frozenset(reader.hint_targets()),
            frozenset(reader.visible_ranges()),
            stops,
            "Left" if page is not None and page.is_mirrored else "Right",
        )

    def _hoped(self, place: Range) -> Range:
        """What Tab will select where a wanted name begins: all of it, she hopes."""
        hoped = [(start, end) for start, end, _ in self._wanted if start == place[0]]
        return max(hoped, default=place)

    def learn(self, before: Selection, key: str, expected: Sequence[Candidate]) -> None:
        """Where Tab really stopped; what it passed is no stop."""
        here = self.here().range
        self._known.add(here)
        first, last = (before.start, here[0]) if key == "Tab" else (here[0], before.start)
        for one in expected:
            goes_round = first >= last
            if first < one.start < last or (goes_round and not last <= one.start <= first):
                self._no_stops.add(one.start)

    def here(self) -> Selection:
        """Where the cursor is."""
        selection = self._bench.reader.selection
        assert selection is not None
        return Selection(*selection)


def _touches(place: Range, others: Iterable[Range]) -> bool:
    return any(start < place[1] and place[0] < end for start, end in others)
