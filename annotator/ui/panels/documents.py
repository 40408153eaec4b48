"""The list of articles: filtered, ordered, searched, walked."""

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar, NamedTuple

from PySide6.QtCore import QModelIndex, QRect, QSignalBlocker, Qt
from PySide6.QtGui import QAction, QActionGroup, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStyle, QVBoxLayout, QWidget

from annotator.domain.entities import StatusValue
from annotator.domain.query import ListQuery, Order
from annotator.ui import fonts, plain
from annotator.ui.models.document_counts import ALL, FLAGGED, DocumentCounts
from annotator.ui.models.document_list import DocumentList
from annotator.ui.panels.document_delegate import ROW_HEIGHT, DocumentDelegate
from annotator.ui.panels.empty import Empty
from annotator.ui.panels.heading import Heading
from annotator.ui.panels.row_view import RowView
from annotator.ui.panels.tabs import CountTabs, Tab, grouped
from annotator.ui.switches import HIDE_ORIGIN
from annotator.ui.theme import Appearance
from annotator.ui.workbench import Workbench

_ORDERS: tuple[tuple[Order, str], ...] = (
    ("arrival", "By arrival"),
    ("date", "By date"),
    ("title", "By title"),
    ("random", "In random order"),
    ("uncertain", "Least certain first"),
)


class Nothing(NamedTuple):
    """What is said where a list would be: what is not there, how to get it, by which key."""

    what: str
    how: str
    key: str = ""


class Filter(NamedTuple):
    """A tab: what it counts, its short and its full name, the status it asks for."""

    counted: str
    short: str
    name: str
    status: StatusValue | None
    nothing: Nothing

    @property
    def flagged(self) -> bool:
        """Whether it asks for flagged articles."""
        return self.counted == FLAGGED


FILTERS = (
    Filter(
        ALL,
        "All",
        "All articles",
        None,
        Nothing("No articles yet.", "imports some; or drop files here.", "Ctrl+I"),
    ),
    Filter("new", "New", "New", "new", Nothing("Nothing is new.", "Every article was begun.")),
    Filter(
        "in_progress",
        "Open",
        "In progress",
        "in_progress",
        Nothing("Nothing is in progress.", "The first label takes an article in hand."),
    ),
    Filter("done", "Done", "Done", "done", Nothing("Nothing is done yet.", "says that it is.", "Return")),
    Filter(FLAGGED, "Flag", "Flagged", None, Nothing("Nothing is flagged.", "flags an article.", "!")),
    Filter(
        "skipped",
        "Skip",
        "Skipped",
        "skipped",
        Nothing("Nothing was skipped.", "skips an article.", "Shift+Return"),
    ),
)


class DocumentsPanel(QWidget):
    """The session's list. The current row is the shown article; Enter goes on to the text."""

    name: ClassVar = "documents"
    title: ClassVar = "Articles"
    area: ClassVar = "left"

    def __init__(self, bench: Workbench) -> None:
        """Follows the session."""
        super().__init__()
        self._bench = bench
        self._session = bench.session
        self.model = DocumentList(bench.session, self, lambda: bench.switches.is_on(HIDE_ORIGIN))
        self.counts = DocumentCounts(bench.session, self)
        self.heading = Heading(self.title, bench.appearance)
        self.tabs = CountTabs(
            "Which articles", [Tab(one.short, one.name) for one in FILTERS], bench.appearance
        )
        self.view = RowView("Articles", ROW_HEIGHT)
        self.view.setModel(self.model)
        self.view.setItemDelegate(DocumentDelegate(bench.appearance, self.view))
        self.empty = Empty(bench.appearance)
        self.footer = Footer(bench.appearance)
        self._filter_actions = self._choices([one.name for one in FILTERS], self.choose_filter)
        self._order_actions = self._choices([name for _, name in _ORDERS], self._choose_order)
        self.heading.add_menu("filter", "Which articles", self._menu(self._filter_actions))
        self.heading.add_menu("sort", "In which order", self._menu(self._order_actions))
        self._lay_out()
        self._listen()
        self._show_list()
        self._show_counts()

    def search(self, words: str) -> None:
        """Show only the articles that hold these words; empty shows all of them again."""
        if words != self._session.query.words:
            self._session.set_query(replace(self._session.query, words=words))

    def choose_filter(self, at: int) -> None:
        """Show the articles of this tab."""
        wanted = FILTERS[at]
        query = replace(self._session.query, status=wanted.status, flagged=wanted.flagged)
        if self._session.project is not None and query != self._session.query:
            self._session.set_query(query)

    def _choose_order(self, at: int) -> None:
        self._session.set_query(replace(self._session.query, order=_ORDERS[at][0]))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.heading)
        column.addWidget(self.tabs)
        column.addWidget(self.empty, 1)
        column.addWidget(self.view, 1)
        column.addWidget(self.footer)
        self.setMinimumWidth(220)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFocusProxy(self.view)

    def _listen(self) -> None:
        session = self._session
        session.shown.connect(self._show_current)
        session.list_changed.connect(self._show_list)
        session.closed.connect(self._show_list)
        self.counts.changed.connect(self._show_counts)
        self._bench.switches.changed.connect(self.model.repaint)
        self.tabs.currentChanged.connect(self.choose_filter)
        self.view.selectionModel().currentRowChanged.connect(self._walk)
        self.view.chosen.connect(self._go_on_to_text)
        self.model.modelReset.connect(self._show_current)

    def _choices(self, names: list[str], chosen: Callable[[int], object]) -> list[QAction]:
        group = QActionGroup(self)
        made = []
        for at, name in enumerate(names):
            action = QAction(plain.literal(name), group)
            action.setCheckable(True)
            action.triggered.connect(lambda _checked=False, at=at: chosen(at))
            made.append(action)
        return made

    def _menu(self, actions: list[QAction]) -> QMenu:
        menu = QMenu(self)
        menu.addActions(actions)
        return menu

    def _walk(self, index: QModelIndex) -> None:
        """Show the article that the keys came to; one where only the focus fell stays closed."""
        if self.view.selectionModel().isSelected(index):
            self._show_article(index)

    def _show_article(self, index: QModelIndex) -> None:
        number = self.model.number(index.row())
        if number != self._session.number:
            self._session.show(number)

    def _go_on_to_text(self, index: QModelIndex) -> None:
        self._show_article(index)
        self._bench.reader.setFocus()

    def _show_current(self) -> None:
        self.view.show_current(self.model.row_of(self._session.number))

    def _show_list(self) -> None:
        """The list is another one: say what it is, and where in it one stands."""
        query = self._session.query
        at = filter_of(query)
        with QSignalBlocker(self.tabs):
            self.tabs.setCurrentIndex(at)
        self._filter_actions[at].setChecked(True)
        self._order_actions[[order for order, _ in _ORDERS].index(query.order)].setChecked(True)
        self._show_current()
        self._show_empty()
        self._show_about()

    def _show_empty(self) -> None:
        has_rows = self.model.rowCount() > 0
        if self._session.is_searching:
            self.empty.say("Searching…", "The articles appear as soon as they are found.")
        elif not has_rows and self._session.query.is_narrowed:
            self.empty.say("No article matches.", "clears the search.", "Esc")
        elif not has_rows:
            self.empty.say(*FILTERS[filter_of(self._session.query)].nothing)
        self.empty.setVisible(not has_rows)
        self.view.setVisible(has_rows)
        self.setFocusProxy(self.view if has_rows else self.empty)

    def _show_counts(self) -> None:
        self.tabs.show_counts([self.counts[one.counted] for one in FILTERS])
        for action, one in zip(self._filter_actions, FILTERS, strict=True):
            action.setText(plain.literal(f"{one.name} ({grouped(self.counts[one.counted])})"))
        self.footer.show_done(self.counts["done"], self.counts[ALL])
        self._show_about()

    def _show_about(self) -> None:
        total, found = self.counts[ALL], self.model.rowCount()
        is_part = self._session.query.is_narrowed and not self._session.is_searching
        more = "" if self._session.is_whole else "+"
        self.heading.show_about(f"{grouped(found)}{more} of {grouped(total)}" if is_part else grouped(total))


def filter_of(query: ListQuery) -> int:
    """The tab that a query belongs to."""
    asked = (query.status, query.flagged)
    return next((at for at, one in enumerate(FILTERS) if (one.status, one.flagged) == asked), 0)


class Footer(QWidget):
    """How much is done, in words and as a bar."""

    _HEIGHT, _BAR = 44, (112, 4)

    def __init__(self, appearance: Appearance) -> None:
        """Nothing is done yet."""
        super().__init__()
        self._appearance = appearance
        self._done = self._total = 0
        self._words = plain.label(tone="ink2", font=fonts.ui_font(12))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.addWidget(self._words)
        row.addStretch()
        self.setFixedHeight(self._HEIGHT)
        appearance.changed.connect(self.update)

    def show_done(self, done: int, total: int) -> None:
        """Show so many of so many."""
        self._done, self._total = done, total
        self._words.setText(f"{grouped(done)} of {grouped(total)} done" if total else "")
        self.update()

    def words(self) -> str:
        """What it says."""
        return self._words.text()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line above and the bar."""
        painter = QPainter(self)
        theme = self._appearance.theme
        painter.fillRect(0, 0, self.width(), 1, theme.colour("line"))
        if not self._total:
            return
        width, height = self._BAR
        top = (self.height() - height) // 2
        at_the_end = QRect(self.width() - 16 - width, top, width, height)
        left = QStyle.visualRect(self.layoutDirection(), self.rect(), at_the_end).left()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("line2"))
        painter.drawRoundedRect(left, top, width, height, 2, 2)
        share = self._done / self._total
        if share > 0:
            painter.setBrush(theme.colour("ok" if share == 1 else "ink2"))
            painter.drawRoundedRect(left, top, max(height, round(width * share)), height, 2, 2)
