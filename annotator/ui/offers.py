"""What the window offers to label in the shown article: candidates, some of them learned suggestions."""

from typing import Any, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.domain.candidates import Candidate, candidates, next_candidate, wants_numbers
from annotator.domain.change import Edit
from annotator.domain.cursor import Step
from annotator.domain.entities import Mark, Span, Status
from annotator.domain.holdout import is_held_out
from annotator.settings import Settings
from annotator.ui.session import Session
from annotator.ui.suggester import Suggester

MEMORY, LEARNER = "memory", "learner"
_START_AFTER_MS = 400  # the window is on the screen by then
_LONGEST = 30_000  # characters; reading longer ones for names would hold the window
_LEARN_EVERY = 10  # newly finished articles


class Suggested(NamedTuple):
    """A suggestion as the process gives it."""

    start: int
    end: int
    label_id: str
    confidence: float
    origin: str


class Offers(QObject):
    """Keeps the candidates of the shown article, and has the suggester learn as articles are finished.

    They are found when they are asked for, or else a moment after what they depend on has changed, so that
    the label is painted before: `changed` says that they may be others.
    `walked_to` is the candidate that was gone to last; labelling it goes on to the next, and `walked_from` is
    then what was labelled.
    A share of the articles, which the settings give, shows no suggestions; it has other candidates.
    """

    changed = Signal()
    learned = Signal(str)

    def __init__(self, session: Session, settings: Settings, parent: QObject | None = None) -> None:
        """Listens to the session; nothing is looked for or learned until a project is on the screen."""
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._share = settings.held_out
        self._suggester = Suggester(self)
        self._suggestions: tuple[Suggested, ...] = ()
        self._finished = 0
        self._candidates: list[Candidate] | None = []
        self.walked_to: tuple[int, int] | None = None
        self.walked_from: tuple[int, int] | None = None
        self.problem = ""
        self._soon = QTimer(self, singleShot=True, interval=_START_AFTER_MS)
        self._soon.timeout.connect(self._begin)
        self._behind_the_paint = QTimer(self, singleShot=True, interval=0)
        self._behind_the_paint.timeout.connect(self.changed)
        session.opened.connect(self._opened)
        session.closed.connect(self.close)
        session.shown.connect(self._shown)
        session.layer_changed.connect(self._shown)
        session.edited.connect(self._edited)
        self._suggester.suggested.connect(self._take)
        self._suggester.learned.connect(self._learned)
        self._suggester.failed.connect(self._fail)

    @property
    def is_learning(self) -> bool:
        """Whether there is a process that learns and suggests."""
        return self._suggester.has_begun

    @property
    def held_out(self) -> bool:
        """Whether the shown article is one of those without suggestions."""
        session = self._session
        if session.document is None or session.project is None:
            return False
        return is_held_out(session.document.id, session.layer_id, self._share)

    @property
    def candidates(self) -> list[Candidate]:
        """Those of the shown article as it is now, in text order."""
        if self._candidates is None:
            self._candidates = self._found()
        return self._candidates

    def next(self, selection: tuple[int, int] | None, step: Step) -> Candidate | None:
        """The candidate after (before) the selection."""
        return next_candidate(self.candidates, selection, step)

    def at(self, selection: tuple[int, int] | None) -> Candidate | None:
        """The candidate on exactly these words."""
        return next((one for one in self.candidates if one.range == selection), None)

    def proposed(self, candidate: Candidate) -> Span | None:
        """The span that accepting the candidate would make; None where no label is proposed."""
        if candidate.label_id is None:
            return None
        found = next(
            (one for one in self._suggestions if (one.start, one.end, one.label_id) == candidate.key), None
        )
        is_suggestion = candidate.origin == "suggestion" and found is not None
        return Span(
            "proposed",
            self._session.layer_id,
            self._session.annotations.document,
            candidate.start,
            candidate.end,
            candidate.label_id,
            found.origin if is_suggestion and found else None,
            found.confidence if is_suggestion and found else None,
        )

    def close(self) -> None:
        """Forget everything and let the process end."""
        self._soon.stop()
        self._suggester.close()
        self._suggestions, self._candidates, self._finished = (), [], 0
        self.walked_to = self.walked_from = None
        self.changed.emit()

    def _opened(self) -> None:
        self._suggester.close()
        self._suggestions, self._finished = (), 0
        self._share = self._settings.held_out
        self._soon.start()

    def _begin(self) -> None:
        self.changed.emit()
        if self._settings.suggestions:
            for name in (MEMORY, LEARNER):
                self._learn(name)

    def _learn(self, name: str) -> None:
        project, layer = self._session.project, self._session.layer
        if project is not None and layer is not None and self._session.can_edit:
            self._suggester.learn(project.path, layer.name, name)

    def _learned(self, name: str, answer: dict[str, Any]) -> None:
        self.learned.emit(name)
        self._ask()

    def _shown(self) -> None:
        self._suggestions = ()
        self.walked_to = self.walked_from = None
        self._look()
        self._ask()

    def _ask(self) -> None:
        document = self._session.document
        if (
            document is not None
            and self._settings.suggestions
            and self._session.can_edit
            and not self.held_out
            and not self._soon.isActive()
        ):
            self._suggester.suggest(document.id)

    def _take(self, document: str, suggestions: list[list[Any]]) -> None:
        shown = self._session.document
        if shown is not None and shown.id == document and not self.held_out:
            self._suggestions = tuple(Suggested(*one) for one in suggestions)
            self._look()

    def _edited(self, edit: Edit) -> None:
        shown = self._session.document
        if shown is not None and edit.touches(Span.kind, Mark.kind, document=shown.id):
            self._look()
        for change in edit.changes if edit.touches(Status.kind) else ():
            if isinstance(change.after, Status) and change.after.value == "done":
                self._finished += 1
                if self._suggester.has_begun and self._session.layer is not None:
                    self._suggester.add(change.after.document, self._session.layer.name)
        if self._suggester.has_begun and self._finished >= _LEARN_EVERY:
            self._finished = 0
            self._learn(LEARNER)

    def _fail(self, problem: str) -> None:
        self.problem = problem

    def _look(self) -> None:
        """Find the candidates anew."""
        self._candidates = None
        if not self._soon.isActive():
            self._behind_the_paint.start()

    def _found(self) -> list[Candidate]:
        session = self._session
        if session.document is None or not session.can_edit or len(session.document.text) > _LONGEST:
            return []
        return candidates(
            session.document.text,
            session.document.language,
            session.annotations,
            self._suggestions,
            session.annotations.rejected,
            numbers=wants_numbers(session.scheme),
            overlap=session.scheme.rules.overlap,
        )
