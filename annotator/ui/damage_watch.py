"""Looks for damage as it is needed: in the shown article, in what was imported, in what a filter asks for."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from annotator.domain.filters import Damaged
from annotator.domain.query import ListQuery
from annotator.ui.workbench import Workbench

LOOKING = "Looking for damage"
_LONGEST = 300_000  # characters; looking at longer ones would hold the window


class DamageWatch(QObject):
    """Shows the reader what is damaged once the article is painted: 20,000 characters take some 10 ms.

    Filters know what was looked at. Where one asks for damage and there are articles that were not, they are
    looked at beside the window, and the list is made anew.
    """

    def __init__(self, bench: Workbench) -> None:
        """Listens to the session."""
        super().__init__(bench.reader)
        self._bench = bench
        self._behind_the_paint = QTimer(self, singleShot=True, interval=0)
        self._behind_the_paint.timeout.connect(self._show)
        self._answered: ListQuery | None = None
        self._articles = 0
        session = bench.session
        for signal in (session.shown, session.opened):
            signal.connect(self._behind_the_paint.start)
        session.list_changed.connect(self._follow_filter)
        session.opened.connect(self._count)
        bench.jobs.idle.connect(self._look_at_arrivals)

    def _count(self) -> int:
        """How many articles came since this was asked last."""
        project, before = self._bench.session.project, self._articles
        self._articles = project.documents.count() if project is not None else 0
        return self._articles - before

    def _look_at_arrivals(self) -> None:
        if self._count() > 0:
            self._look_at_new()

    def _look_at_new(self) -> None:
        from annotator.services import damage

        project = self._bench.session.project
        if project is not None and not project.read_only and damage.unseen(project):
            self._bench.jobs.run(LOOKING, damage.catch_up(project), self._looked)

    def _show(self) -> None:
        document = self._bench.session.document
        if document is not None and len(document.text) <= _LONGEST:
            from annotator.domain.damage import find
            from annotator.domain.damage.article import Article

            found = find(Article.of(document))
            self._bench.reader.show_damage(found)
            if found and QAccessible.isActive():
                said = f"Damaged: {len(found):,}"
                event = QAccessibleAnnouncementEvent(self._bench.reader, said)
                QAccessible.updateAccessibility(event)

    def _follow_filter(self) -> None:
        """Once for each question, so that who stops the looking is not made to stop it again."""
        query = self._bench.session.query
        if self._asks and query != self._answered:
            self._answered = query
            self._look_at_new()

    def _looked(self, count: int) -> None:
        if count and self._asks:
            self._bench.session.refresh_list()

    @property
    def _asks(self) -> bool:
        terms = self._bench.session.query.filter.terms
        return any(isinstance(term.condition, Damaged) for term in terms)
