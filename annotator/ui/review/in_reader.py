"""Shows the review in the reader: the lanes of what is open, and the place at hand in sight."""

from PySide6.QtCore import QObject

from annotator.domain.positions import Position
from annotator.domain.proposing import Proposal
from annotator.ui.review.lanes import lanes
from annotator.ui.workbench import Workbench


class InReader(QObject):
    """Follows the review; a press on a place takes it in hand."""

    def __init__(self, bench: Workbench) -> None:
        """Shows nothing outside of a review."""
        super().__init__(bench.reader)
        self._bench = bench
        bench.reviewing.changed.connect(self._show)
        bench.reviewing.toggled.connect(self._show)
        bench.reader.place_pressed.connect(bench.reviewing.go)

    def _show(self) -> None:
        at_work = self._bench.reviewing
        if not at_work.is_on or at_work.review is None:
            self._bench.reader.show_compared(None)
            return
        shown = at_work.shown_layers
        self._bench.reader.show_compared(
            lanes(
                at_work.review,
                shown,
                [at_work.faces.initial(layer) for layer in shown],
                at_work.position,
                self._proposals(at_work.review.positions),
                self._bench.session.scheme,
            )
        )

    def _proposals(self, positions: tuple[Position, ...]) -> dict[str, Proposal]:
        """Of those that are open: of what is decided, gold is shown."""
        at_work = self._bench.reviewing
        states = at_work.review.states if at_work.review else {}
        found = ((one.id, at_work.proposal(one)) for one in positions if states[one.id] != "decided")
        return {id: proposal for id, proposal in found if proposal is not None}
