"""What a review does beside the window: count all positions, weigh the layers, look for the next position."""

from collections.abc import Callable, Sequence
from sys import getswitchinterval, setswitchinterval

from PySide6.QtCore import QObject, Signal

from annotator.domain.change import Edit
from annotator.domain.entities import Layer
from annotator.domain.positions import Wanted
from annotator.domain.proposing import MAJORITY, Aggregation, Majority
from annotator.domain.review import Review
from annotator.services import reviewing
from annotator.services.reviewing import Counts, Place
from annotator.storage.project import Project
from annotator.ui.jobs import Jobs

_TURNS = 0.0005  # seconds; by Python's own 0.005 each key pressed meanwhile waits ten times as long


class Beside(QObject):
    """Holds what was found last; `counted` and `weighed` say that it is another."""

    counted = Signal()
    weighed = Signal()

    def __init__(self, parent: QObject) -> None:
        """Nothing is known yet, and proposals are by majority."""
        super().__init__(parent)
        self._project: Project | None = None
        self._layers: tuple[Layer, ...] = ()
        self.counts: Counts | None = None
        self.aggregation: Aggregation = Majority()
        self._counter, self._weigher, self._finder = Jobs(self), Jobs(self), Jobs(self)
        self._usual_turns = getswitchinterval()
        for jobs in (self._counter, self._weigher, self._finder):
            jobs.started.connect(lambda _: setswitchinterval(_TURNS))
            jobs.idle.connect(lambda: setswitchinterval(self._usual_turns))

    @property
    def is_looking(self) -> bool:
        """Whether the next position is being looked for."""
        return self._finder.running is not None

    def compare(self, project: Project, layers: Sequence[Layer]) -> None:
        """From now on, compare these layers; count at once."""
        self._project, self._layers = project, tuple(layers)
        self.count()

    def count(self) -> None:
        """Count anew."""
        self._counter.cancel()
        if self._project is not None:
            self._counter.run("Counting", reviewing.count(self._project, self._layers), self._counted)

    def recount(self, before: Review, now: Review) -> None:
        """Count what changed in one document; all, where nothing was counted yet."""
        if self.counts is None or self._counter.running is not None:
            self.count()
        else:
            self._counted(self.counts.after(before, now))

    def recount_after(self, edit: Edit) -> None:
        """Count what the edit changed, which is done, and of gold alone."""
        documents = edit.documents()
        if self._project is None or len(documents) != 1:
            self.count()
            return
        now = reviewing.open_review(self._project, self._layers, *documents)
        self.recount(now.after(edit.inverse()), now)

    def weigh(self, name: str) -> None:
        """Have the aggregation of this name; until it is known, by majority."""
        self._weigher.cancel()
        if name == MAJORITY == self.aggregation.name:
            return
        self._weighed(Majority())
        if name != MAJORITY and self._project is not None:
            work = reviewing.aggregation(self._project, self._layers, name)
            self._weigher.run("Weighing", work, self._weighed)

    def look(
        self, after: Place, wanted: Wanted, backwards: bool, found: Callable[[Place | None], None]
    ) -> None:
        """Look for the next open position, or the one before."""
        if self._project is not None:
            work = reviewing.find(self._project, self._layers, after, wanted, backwards=backwards)
            self._finder.run("Looking", work, found)

    def end(self) -> None:
        """Stop, and forget all of it."""
        for jobs in (self._counter, self._weigher, self._finder):
            jobs.close()
        self.counts, self.aggregation = None, Majority()
        self._project, self._layers = None, ()

    def _counted(self, counts: Counts) -> None:
        self.counts = counts
        self.counted.emit()

    def _weighed(self, aggregation: Aggregation) -> None:
        self.aggregation = aggregation
        self.weighed.emit()
