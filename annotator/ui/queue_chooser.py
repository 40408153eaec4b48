"""The choice of the queue: what is listed, in which order, under a name."""

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QToolButton

from annotator.domain.filter_language import parse
from annotator.domain.filters import FilterError
from annotator.domain.query import EVERY_ARTICLE, ListQuery, Queue
from annotator.ui import fonts, icons, plain
from annotator.ui.search_field import SearchField
from annotator.ui.workbench import Workbench

_ORDERS = ("go.by_arrival", "go.by_date", "go.by_title", "go.by_chance", "go.by_doubt", "go.shuffle")
_COUNTED, _COUNTING_MS = 10_000, 15


class QueueChooser(QToolButton):
    """Names the queue that is shown; its list has those that were kept, the orders, how to keep this one."""

    def __init__(self, bench: Workbench, field: SearchField) -> None:
        """Follows the session, and what is asked for in the field."""
        super().__init__()
        self._bench = bench
        self._field = field
        self._list = QMenu(self)
        self._list.aboutToShow.connect(self._fill)
        self.setMenu(self._list)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFont(fonts.ui_font(13))
        plain.set_tooltip(self, "Which articles are listed, in which order")
        for signal in (bench.session.opened, bench.session.list_changed, field.searched):
            signal.connect(self.show_name)
        bench.appearance.changed.connect(self._paint)
        self.show_name()
        self._paint()

    @property
    def kept(self) -> list[Queue]:
        """The queues that were kept for the open project."""
        project = self._bench.session.project
        return self._bench.settings.queues(project.replica) if project else []

    @property
    def shown(self) -> Queue:
        """The queue that is shown; one that was not kept has no name."""
        query = self._bench.session.query
        seed = query.seed if query.order == "random" else 0
        now = Queue("", self._field.line, query.order, seed)
        return next((one for one in (EVERY_ARTICLE, *self.kept) if replace(one, name="") == now), now)

    def open_list(self) -> None:
        """Show the queues below the button."""
        self._list.popup(self.mapToGlobal(QPoint(0, self.height())))

    def choose(self, queue: Queue) -> None:
        """List what the queue lists, whatever its status, and write its line into the field."""
        query = self._bench.session.query
        asked = replace(query, status=None, flagged=False, order=queue.order, seed=queue.seed)
        self._field.ask(queue.line, asked)
        self.show_name()
        if self._bench.session.position is None:
            self._field.show_first()

    def named(self, name: str) -> Queue:
        """The queue that is shown, under this name."""
        return replace(self.shown, name=name)

    def show_name(self) -> None:
        """Say which queue is shown."""
        name = f"Queue: {self.shown.name or 'not kept'}"
        self.setText(plain.literal(name))
        self.setAccessibleName(name)
        self.updateGeometry()

    def _fill(self) -> None:
        self._list.clear()
        shown = self.shown
        for queue in (EVERY_ARTICLE, *self.kept):
            chosen = self._list.addAction(plain.literal(queue.name + self._count(queue)))
            chosen.setCheckable(True)
            chosen.setChecked(queue == shown)
            chosen.triggered.connect(lambda _=False, queue=queue: self.choose(queue))
            if queue == shown:
                self._list.setActiveAction(chosen)
        self._list.addSeparator()
        self._list.addActions([self._bench.actions[id] for id in _ORDERS])
        self._list.addSeparator()
        self._list.addActions([self._bench.actions[id] for id in ("queue.keep", "queue.forget")])
        self._bench.actions.ask_again()

    def _count(self, queue: Queue) -> str:
        """How many articles it lists now, exactly up to ten thousand; nothing where counting takes long."""
        project = self._bench.session.project
        asked = parse(queue.line, self._field.vocabulary())
        if project is None or isinstance(asked, FilterError):
            return ""
        query = ListQuery(self._bench.session.layer_id, filter=asked)
        found = project.documents.first(query, _COUNTED + 1, _COUNTING_MS)
        if found is None:
            return ""
        return f" ({len(found):,})" if len(found) <= _COUNTED else f" ({_COUNTED:,}+)"

    def _paint(self) -> None:
        self.setIcon(icons.icon("queue", self._bench.appearance.theme.colour("ink2")))
