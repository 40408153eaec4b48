"""The opinion in hand: the one said or picked last, which a holder, words and an intensity are added to."""

from PySide6.QtCore import QObject, Signal

from annotator.domain import opinions
from annotator.domain.change import Edit
from annotator.domain.entities import Opinion
from annotator.ui.session import Session


class OpinionHand(QObject):
    """At most one opinion of the shown article; forgotten when another article is shown."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        """Follows the session; to be made before the views that ask it when they hear of an edit."""
        super().__init__(session)
        self._session = session
        self._held: str | None = None
        self._document: str | None = None
        session.shown.connect(self._show)
        session.closed.connect(lambda: self._hold(None))
        session.layer_changed.connect(lambda: self._hold(None))
        session.edited.connect(self._follow)

    @property
    def opinion(self) -> Opinion | None:
        """The opinion as the layer has it now."""
        return next((one for one in self._session.annotations.opinions if one.id == self._held), None)

    def take(self, opinion: Opinion) -> None:
        """Take this opinion of the shown article in hand."""
        self._hold(opinion.id)

    def _show(self) -> None:
        document = self._session.document
        if document is not None and document.id != self._document:
            self._document = document.id
            self._hold(None)

    def _follow(self, edit: Edit) -> None:
        if edit.touches(Opinion.kind):
            self._hold(opinions.in_hand(self._held, edit, self._session.annotations))

    def _hold(self, held: str | None) -> None:
        if held != self._held:
            self._held = held
            self.changed.emit()
