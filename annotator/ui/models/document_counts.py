"""How many documents are new, in progress, done, skipped, flagged."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from annotator.domain.change import Edit
from annotator.domain.entities import FLAG, Appearance, Mark, Status
from annotator.domain.query import ListQuery
from annotator.ui.session import FIRST_PAGE, Session

FLAGGED = "flagged"
ALL = "all"


class DocumentCounts(QObject):
    """The session's counts: asked once, then kept up with each edit, as counting a million takes a while."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Follows the session."""
        super().__init__(parent)
        self._session = session
        self._asked: ListQuery | None = None
        self._listed = 0
        self.counts: Mapping[str, int] = {}
        session.opened.connect(self._count)
        session.closed.connect(self._count)
        session.layer_changed.connect(self._count)
        session.list_changed.connect(self._list_changed)
        session.edited.connect(self._follow)
        self._count()

    def __getitem__(self, what: str) -> int:
        """How many are of this status, `flagged`, or `all`."""
        return self.counts.get(what, 0)

    def _list_changed(self) -> None:
        """The same question with another answer means that documents came or went."""
        query, length = self._session.query, len(self._session.numbers)
        is_rest = self._listed == FIRST_PAGE < length
        if self._asked == query and not is_rest:
            self._count()
        self._asked, self._listed = query, length

    def _follow(self, edit: Edit) -> None:
        if edit.touches(Appearance.kind):
            self._count()
        elif edit.touches(Status.kind, Mark.kind):
            self.counts = after(self.counts, edit, self._session.layer_id)
            self.changed.emit()

    def _count(self) -> None:
        project = self._session.project
        self.counts = project.documents.counts(self._session.layer_id) if project else {}
        self._asked = None
        self.changed.emit()


def after(counts: Mapping[str, int], edit: Edit, layer: str) -> dict[str, int]:
    """The counts of a layer once the edit is done."""
    found = dict(counts)
    for change in edit.changes:
        if change.key.layer != layer:
            continue
        if change.key.kind == Status.kind:
            for entity, step in ((change.before, -1), (change.after, 1)):
                value = entity.value if isinstance(entity, Status) else "new"
                found[value] = found.get(value, 0) + step
        elif change.key.kind == Mark.kind and change.key.id == FLAG:
            found[FLAGGED] = found.get(FLAGGED, 0) + (change.after is not None) - (change.before is not None)
    return found
