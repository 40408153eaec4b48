"""Reckons what the page shows, beside the window and in steps, so that the first of it is there soon."""

from collections import Counter
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from sys import getswitchinterval, setswitchinterval
from time import monotonic
from typing import Any

from PySide6.QtCore import QObject, Signal

from annotator.domain.entities import Author
from annotator.services import agreement_articles, agreement_figures, agreement_meetings
from annotator.services.agreement_figures import Matrix, Overview
from annotator.services.agreement_reading import Asked, Heard, read
from annotator.services.progress import Progress
from annotator.ui.jobs import Jobs, Work

Pair = tuple[int, int]
_TURNS = 0.0005  # seconds; by Python's own 0.005 each thing that is drawn meanwhile waits ten times as long


class Reckoning(QObject):
    """What is asked for last counts: what an earlier look still finds is dropped."""

    heard = Signal(object)
    met = Signal(object)
    matrix = Signal(object)
    overview = Signal(object)
    time = Signal(object)
    progressed = Signal(object)
    failed = Signal(object)
    ended = Signal(float)
    """All is there, after so many seconds."""
    stopped = Signal()

    def __init__(self, parent: QObject) -> None:
        """Reckons nothing yet."""
        super().__init__(parent)
        self._jobs = Jobs(self)
        self._turn, self._begun = 0, 0.0
        self._heard: Heard | None = None
        self._usual_turns = getswitchinterval()
        self._jobs.started.connect(lambda _: setswitchinterval(_TURNS))
        self._jobs.idle.connect(lambda: setswitchinterval(self._usual_turns))
        self._is_wanted = False
        self._jobs.progressed.connect(self._tell)
        self._jobs.failed.connect(self.failed)

    @property
    def is_running(self) -> bool:
        """Whether something is still to come."""
        return self._jobs.running is not None

    def look(self, path: Path, author: Author, asked: Asked) -> None:
        """Read what is asked for, and measure it."""
        self._turn += 1
        self._is_wanted = True
        self._jobs.cancel()
        self._begun = monotonic()
        self._run(read(path, author, asked), self._hear)

    def look_at(self, pair: Pair) -> None:
        """Pair the labels of these two layers, by their places."""
        if self._heard is not None:
            self._run(agreement_meetings.met(self._heard, *pair), self.met.emit)

    def stop(self) -> None:
        """What is there stays; nothing more comes."""
        self._turn += 1
        self._is_wanted = False
        if self.is_running:
            self._jobs.cancel()
            self.stopped.emit()

    def close(self) -> None:
        """Stop, and wait for it: the file is let go of."""
        self._turn += 1
        self._heard = None
        self._jobs.close()

    def _run(self, work: Work, then: Callable[[Any], None]) -> None:
        turn = self._turn

        def finished(result: object) -> None:
            if turn == self._turn:
                then(result)

        self._jobs.run("Agreement", work, finished)

    def _tell(self, progress: Progress) -> None:
        if self._is_wanted:
            self.progressed.emit(progress)

    def _hear(self, heard: Heard) -> None:
        self._heard = heard
        self.heard.emit(heard)
        self._run(agreement_figures.matrix(heard), self._take_matrix)

    def _take_matrix(self, found: Matrix) -> None:
        heard = self._heard
        self.matrix.emit(found)
        if heard is not None:
            self._run(agreement_figures.overview(heard, found), lambda done: self._take_overview(done, found))

    def _take_overview(self, found: Overview, counted: Matrix) -> None:
        heard = self._heard
        self.overview.emit(found)
        if heard is not None:
            time = agreement_articles.over_time(heard, counted)
            self._run(time, self.time.emit)
            self._run(agreement_figures.with_spread(found), self._end)

    def _end(self, found: Overview) -> None:
        self.overview.emit(found)
        self.ended.emit(monotonic() - self._begun)


def most_shared(heard: Heard) -> Pair:
    """The two layers with the most articles in common; of equal ones the first."""
    shared: Counter[Pair] = Counter()
    for article in heard.articles:
        shared.update(combinations(article.present, 2))
    best = max(shared.values(), default=0)
    return min((pair for pair, n in shared.items() if n == best), default=(0, 1))
