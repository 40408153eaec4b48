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
            self._count_flagged(edit)
            self.changed.emit()

    def _count_flagged(self, edit: Edit) -> None:
        """Count again: an article may have several flags, and few articles have any."""
        project, layer = self._session.project, self._session.layer_id
        marks = [one for change in edit.changes for one in (change.before, change.after)]
        if project and any(isinstance(one, Mark) and one.name == FLAG for one in marks):
            self.counts = {**self.counts, FLAGGED: project.documents.flagged(layer)}

    def _count(self) -> None:
        project = self._session.project
        self.counts = project.documents.counts(self._session.layer_id) if project else {}
        self._asked = None
        self.changed.emit()


def after(counts: Mapping[str, int], edit: Edit, layer: str) -> dict[str, int]:
    """The counts of a layer by status once the edit is done."""
    found = dict(counts)
    for change in edit.changes if edit.touches(Status.kind) else ():
        if change.key.kind != Status.kind or change.key.layer != layer:
            continue
        for entity, step in ((change.before, -1), (change.after, 1)):
            value = entity.value if isinstance(entity, Status) else "new"
            found[value] = found.get(value, 0) + step
    return found
