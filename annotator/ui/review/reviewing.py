"""A review at work: which layers are compared, what is shown of them, and which position is at hand."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QObject, Signal

from annotator.domain.change import Edit
from annotator.domain.deciding import Reviewer, Why
from annotator.domain.entities import GOLD, Decision, Layer, Mark, Opinion, Rules, Said, Span, Status
from annotator.domain.positions import DISAGREEMENTS, Position, Wanted
from annotator.domain.proposing import Proposal
from annotator.domain.review import Review
from annotator.services import reviewing
from annotator.services.reviewing import Place
from annotator.ui.modes import Mode
from annotator.ui.review import words
from annotator.ui.review.beside import Beside
from annotator.ui.review.faces import Faces, blind_faces, open_faces
from annotator.ui.session import Session
from annotator.ui.switches import BLIND, Switches

MOST_SHOWN: Final = 12  # lanes of one line, columns of one row


class Reviewing(QObject):
    """Knows no widget. While it is on, the session shows the gold layer, and decisions are written to it.

    `toggled` says that a review began or ended, `changed` that something else is to be shown of it.
    """

    toggled = Signal()
    changed = Signal()

    def __init__(self, session: Session, switches: Switches, parent: QObject | None = None) -> None:
        """Off."""
        super().__init__(parent)
        self.is_on = False
        self.layers: tuple[Layer, ...] = ()
        self.faces = Faces()
        self.wanted: Wanted = DISAGREEMENTS
        self.only_open = False
        self.review: Review | None = None
        self.position: Position | None = None
        self.why = Why()
        self.draft: Said | None = None
        self._session, self._switches = session, switches
        self._before: Layer | None = None
        self._gold = ""
        self._wish: Place | None = None
        self._left: Place | None = None
        self._decided: list[Place] = []
        self._goes_on = False
        self.beside = Beside(self)
        self.beside.weighed.connect(self.changed)
        session.shown.connect(self._take_up)
        session.edited.connect(self._follow)
        session.layer_changed.connect(self._follow_layer)
        session.closed.connect(self._end)
        switches.changed.connect(self._follow_switch)

    @property
    def mode(self) -> Mode:
        """What the window is for now."""
        if not self.is_on:
            return "labelling"
        return "reviewing" if self.draft is None else "correcting"

    @property
    def by(self) -> Reviewer:
        """Who decides, and the reason that was given beforehand."""
        return Reviewer(self._session.author.id, self._session.scheme, self.why)

    # Beginning and ending

    def begin(self) -> None:
        """Show gold, and compare all other layers."""
        project = self._session.project
        if project is None or self.is_on:
            return
        gold = project.layer(GOLD)
        if gold is None:
            gold = Layer("", GOLD, "") if project.read_only else project.ensure_layer(GOLD)
        self._before, self._gold, self.is_on = self._session.layer, gold.id, True
        self._session.set_layer(gold)
        self.wanted = DISAGREEMENTS
        self._wish, self._left = self._left, None
        self.compare(reviewing.comparable(project))
        self.toggled.emit()

    def end(self) -> None:
        """Show what was shown before."""
        before, self._left = self._before, self._place
        if self._end() and before is not None:
            self._session.set_layer(before)

    def show(self, wanted: Wanted) -> None:
        """Show these positions."""
        self.wanted = wanted
        self.changed.emit()

    def show_only_open(self, only: bool) -> None:
        """Leave out what is decided, or not."""
        self.only_open = only
        self.changed.emit()

    def reread(self) -> None:
        """Compare again what something else may have written."""
        if self.is_on:
            self._stay()
            self._take_up()
            self.beside.count()

    # What is shown

    @property
    def taking_part(self) -> tuple[str, ...]:
        """The layers that say something about the article, in their order."""
        taking = self.review.taking_part if self.review else frozenset()
        return tuple(id for id in self.faces.order if id in taking)

    @property
    def shown_layers(self) -> tuple[str, ...]:
        """Those of them that have a lane."""
        return self.taking_part[:MOST_SHOWN]

    def rows(self) -> list[Position]:
        """The positions of the article that are wanted: the open ones by likelihood, then what is decided."""
        if self.review is None:
            return []
        states = self.review.states
        every = reviewing.shown(self.review, self.wanted, undecided=self.only_open)
        return sorted(every, key=lambda one: states[one.id] == "decided")

    def proposal(self, position: Position) -> Proposal | None:
        """What gold should say; nothing is proposed where nobody says anything any more."""
        return self.beside.aggregation.propose(position) if position.versions else None

    # Going about

    def go(self, id: str | None) -> None:
        """Take the position with this id in hand."""
        found = self.review.position(id) if self.review and id else None
        if found is not self.position:
            self.why, self.draft = Why(), None
        self.position = found
        if not self._goes_on:
            self.changed.emit()

    def go_on(self, *, backwards: bool = False) -> None:
        """To the next open position, or the one before: in this article, else in the next that has one."""
        if self.review is None or self.beside.is_looking:
            return
        ids = [one.id for one in reviewing.shown(self.review, self.wanted, undecided=False)]
        ids = ids[::-1] if backwards else ids
        at = self.position.id if self.position else None
        left = ids[ids.index(at) + 1 :] if at in ids else ids
        for id in left:
            if self.review.states[id] != "decided":
                self.go(id)
                return
        self._look(Place(self.review.document, ids[-1] if ids else None), backwards)

    def go_back(self) -> None:
        """To the position that was decided last; further back, if that is at hand."""
        while self._decided:
            place = self._decided.pop()
            if self.review and self.position and place == Place(self.review.document, self.position.id):
                continue
            self._go_to(place)
            return
        self._session.message.emit("Nothing was decided before this.")

    def decide(self, decide: Callable[[Review, Position], Edit]) -> bool:
        """Decide about the position at hand, and go on to the next open one."""
        self._goes_on = True  # what is shown in between would only be painted over
        try:
            is_written = self.write(decide)
        finally:
            self._goes_on = False
        if not is_written or self.review is None or self.position is None:
            return False
        self._decided.append(Place(self.review.document, self.position.id))
        self.go_on()
        return True

    def write(self, decide: Callable[[Review, Position], Edit]) -> bool:
        """Write what is decided about the position at hand, and stay there."""
        on, position = self.review, self.position
        if on is None or position is None:
            self._session.message.emit("No position is chosen. N goes to the next one.")
            return False
        self._wish = Place(on.document, position.id)
        return self._session.attempt(lambda: decide(on, position), of_gold=True)

    def correct(self, draft: Said | None) -> None:
        """Begin to write a version of one's own, or go on with it; None leaves it."""
        self.draft = draft
        self.changed.emit()

    def give(self, why: Why) -> None:
        """The reason for what will be decided about the position at hand."""
        self.why = why
        self.changed.emit()

    # Following

    def compare(self, layers: Sequence[Layer]) -> None:
        """Compare these layers."""
        self.layers = tuple(layers)
        self._name()
        self._take_up()
        if self._session.project is not None:
            self.beside.compare(self._session.project, self.layers)
            self._weigh()

    def _name(self) -> None:
        """Name all that can be compared: who is A does not depend on who else is."""
        project = self._session.project
        if project is not None:
            every = reviewing.comparable(project)
            is_blind = self._switches.is_on(BLIND)
            self.faces = blind_faces(every, project.replica) if is_blind else open_faces(every)

    def _end(self) -> bool:
        if not self.is_on:
            return False
        self.beside.end()
        self.is_on = False
        self.review = self.position = self.draft = self._before = self._wish = None
        self.layers, self.faces, self.why = (), Faces(), Why()
        self._decided.clear()
        self.toggled.emit()
        return True

    def _take_up(self) -> None:
        """Compare the layers on the shown article, and take its first open position in hand."""
        if not self.is_on:
            return
        self._read()
        wish, self._wish = self._wish, None
        if wish is not None and self.review is not None and wish.document == self.review.document:
            self.go(wish.position)
            if self.position is not None:
                return
        first = next(iter(reviewing.shown(self.review, self.wanted)), None) if self.review else None
        self.go(first.id if first else None)

    def _read(self) -> None:
        project, document = self._session.project, self._session.document
        self.review = None
        if project is not None and document is not None:
            self.review = reviewing.open_review(project, self.layers, document.id)

    def _follow(self, edit: Edit) -> None:
        """Something was decided, undone or labelled."""
        if not self.is_on:
            return
        decided = [
            one for change in edit.changes if isinstance(one := change.after or change.before, Decision)
        ]
        if len(decided) == 1 and decided[0].origin != "bulk":
            self._wish = Place(decided[0].document, decided[0].id)
        if edit.touches(Rules.kind):
            self._weigh()
        here = self.review.document if self.review else ""
        if edit.touches(Decision.kind, Span.kind, Mark.kind, Opinion.kind, Status.kind, document=here):
            before = self.review
            self._stay()
            self._take_up()
            if edit.documents() <= {here} and before is not None and self.review is not None:
                self.beside.recount(before, self.review)
                return
        if decided:
            self.beside.recount_after(edit)

    def _stay(self) -> None:
        """Keep the position at hand through what is read anew, unless it is known where to go."""
        self._wish = self._wish or self._place

    @property
    def _place(self) -> Place | None:
        """Where the position at hand is."""
        if self.review is None or self.position is None:
            return None
        return Place(self.review.document, self.position.id)

    def _follow_layer(self) -> None:
        """Whoever chooses another layer than gold has left the review."""
        if self.is_on and self._session.layer_id != self._gold:
            self._left = self._place
            self._end()

    def _follow_switch(self, key: str) -> None:
        if key == BLIND and self.is_on:
            self._name()
            self.changed.emit()

    # Beside the window

    def _look(self, after: Place, backwards: bool) -> None:
        self.beside.look(after, self.wanted, backwards, lambda found: self._found(found, backwards))
        self.changed.emit()

    def _found(self, place: Place | None, backwards: bool) -> None:
        if place is not None:
            self._go_to(place)
            return
        self.changed.emit()
        counts = self.beside.counts if self.wanted == DISAGREEMENTS else None
        self._session.message.emit(words.end_of_the_way(len(self.layers), counts, backwards=backwards))

    def _go_to(self, place: Place) -> None:
        project = self._session.project
        number = project.number_of(place.document) if project else None
        if self.review is not None and place.document == self.review.document:
            self.go(place.position)
        elif number is not None:
            self._wish = place
            self._session.show(number)

    def _weigh(self) -> None:
        self.beside.weigh(self._session.scheme.rules.aggregation)
