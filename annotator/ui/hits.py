"""From hit to hit: where the words that are searched stand in the shown article."""

from PySide6.QtCore import QObject

from annotator.ui.reader.reader import Reader
from annotator.ui.session import Session


class Hits(QObject):
    """Selects the first hit when an article of a search is shown; `ranges` are code points of its text."""

    def __init__(self, session: Session, reader: Reader) -> None:
        """Made after whoever shows the session in the reader, so that it is told after it."""
        super().__init__(reader)
        self._session = session
        self._reader = reader
        self._asked: tuple[int | None, str] = (None, "")
        self.ranges: list[tuple[int, int]] = []
        session.shown.connect(self._show)
        session.list_changed.connect(self._look)
        session.closed.connect(self._look)

    def go(self, step: int) -> None:
        """Select the next or the previous hit from the selection on, round the ends, and say which it is."""
        if not self.ranges:
            return
        here = self._reader.selection
        if here is None:
            at = 0 if step > 0 else len(self.ranges) - 1
        elif step > 0:
            at = next((at for at, one in enumerate(self.ranges) if one[0] > here[0]), 0)
        else:
            before = [at for at, one in enumerate(self.ranges) if one[0] < here[0]]
            at = before[-1] if before else len(self.ranges) - 1
        self._reader.select(*self.ranges[at])
        self._session.message.emit(f"Hit {at + 1} of {len(self.ranges)}")

    def _show(self) -> None:
        self._look()
        if self.ranges:
            self._reader.select(*self.ranges[0])

    def _look(self) -> None:
        """Find the hits anew where the article or the words are others."""
        project, number, words = self._session.project, self._session.number, self._session.query.searched
        if (number, words) == self._asked:
            return
        self._asked = (number, words)
        if project is None or number is None or not words:
            self.ranges = []
        else:
            self.ranges = project.documents.hits(number, words)
