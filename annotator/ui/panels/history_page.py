"""What was done to the shown article: to look at it as it was, and to bring one thing back."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from annotator.domain.change import Change
from annotator.domain.entities import Appearance, Status
from annotator.domain.restoring import restore
from annotator.errors import Refused
from annotator.ui import fonts, plain
from annotator.ui.models.dates import clock
from annotator.ui.models.history_list import Focus, HistoryList
from annotator.ui.panels.empty import Empty
from annotator.ui.panels.heading import IconButton
from annotator.ui.panels.history_delegate import ROW_HEIGHT, HistoryDelegate
from annotator.ui.panels.row_view import RowView
from annotator.ui.past import look_back, look_now
from annotator.ui.workbench import Workbench


class HistoryView(RowView):
    """The edits; Enter asks to look at the article as of one, Shift+Enter to bring back what it changed."""

    looked = Signal()
    restored = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, with or without Shift; all other keys are as in any list."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.restored.emit()
        else:
            self.looked.emit()


class HistoryPage(QWidget):
    """The latest edit on top; `tools` are the buttons that go beside the tabs."""

    def __init__(self, bench: Workbench) -> None:
        """Reads the history only while it can be seen."""
        super().__init__()
        self._bench = bench
        self.model = HistoryList(bench.session, self)
        self.view = HistoryView("History of the article", ROW_HEIGHT)
        self.view.setModel(self.model)
        self.view.setItemDelegate(HistoryDelegate(bench.appearance, self.view))
        self.empty = Empty(bench.appearance)
        self.look = IconButton("eye", "Look at the article as of then (Enter)", bench.appearance)
        self.restore = IconButton("history", "Restore this (Shift+Enter)", bench.appearance)
        self.tools = (self.look, self.restore)
        self.about = plain.label(tone="ink3", font=fonts.ui_font(12))
        self.whole = IconButton("cross", "The whole article again", bench.appearance)
        self._narrowed = QWidget()
        self._menu = QMenu(self)
        self._lay_out()
        for signal in (self.model.modelReset, self.model.rowsInserted):
            signal.connect(self._show_rows)
        self.view.selectionModel().selectionChanged.connect(self._enable)
        self.view.looked.connect(self.look_back)
        self.view.restored.connect(self.bring_back)
        self.look.clicked.connect(self.look_back)
        self.restore.clicked.connect(self.bring_back)
        self.whole.clicked.connect(lambda: self.model.look_at(None))
        self._show_rows()

    def look_at(self, focus: Focus | None) -> None:
        """Show the history of a span or of words, or of the whole article, and go to its latest edit."""
        self.model.look_at(focus)
        if self.model.rowCount():
            self.view.show_current(0)
        (self.view if self.model.rowCount() else self.empty).setFocus()

    def look_back(self) -> None:
        """Look at the article as of the current edit, in the layer that is shown."""
        row, session = self.view.current_row(), self._bench.session
        if row is None or session.document is None or self.model.log.document != session.document.id:
            return
        entry = self.model.entry(row)
        time = clock(entry.at, datetime.now().astimezone())
        past = self.model.log.as_of(session.layer_id, entry.seq)
        said = f"As of {time}. Nothing can be changed here. {self.view.currentIndex().data()}"
        look_back(self._bench, past, said)

    def bring_back(self) -> None:
        """Bring back what the current edit changed; where that is several things, ask which."""
        row = self.view.current_row()
        if row is None:
            return
        things = self.model.things(row)
        # Where an article appeared cannot be restored, and that it was begun is seldom what is meant.
        said = [one for one in things if one[1].key.kind not in (Appearance.kind, Status.kind)]
        things = said or [one for one in things if one[1].key.kind == Status.kind]
        if not things:
            self._bench.session.message.emit("This edit changed nothing that could be restored.")
        elif len(things) == 1:
            self._restore(things[0][1])
        else:
            self._ask_which(things)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up."""
        super().showEvent(event)
        self.model.watch(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Wait until somebody looks again."""
        super().hideEvent(event)
        self.model.watch(False)

    def _lay_out(self) -> None:
        line = QHBoxLayout(self._narrowed)
        line.setContentsMargins(16, 0, 6, 0)
        line.addWidget(self.about, 1)
        line.addWidget(self.whole)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 4)
        column.setSpacing(0)
        column.addWidget(self._narrowed)
        column.addWidget(self.empty, 1)
        column.addWidget(self.view, 1)

    def _restore(self, change: Change) -> None:
        """Come back from the past, and make the thing what it was then."""
        session = self._bench.session
        document = session.document
        look_now(session)
        if document is None or self.model.log.document != document.id:
            session.message.emit(str(Refused("Another article is shown now.")))
            return
        session.attempt(lambda: restore(session.scheme, session.annotations, document.text, change))

    def _ask_which(self, things: list[tuple[str, Change]]) -> None:
        self._menu.clear()
        for name, change in things:
            self._menu.addAction(plain.literal(name)).triggered.connect(partial(self._restore, change))
        place = self.view.visualRect(self.view.currentIndex()).bottomLeft()
        self._menu.setActiveAction(self._menu.actions()[0])
        self._menu.popup(self.view.viewport().mapToGlobal(place))

    def _enable(self) -> None:
        has_current = self.view.current_row() is not None and self.view.selectionModel().hasSelection()
        for button in self.tools:
            button.setEnabled(has_current)

    def _show_rows(self) -> None:
        has_rows, focus = self.model.rowCount() > 0, self.model.focus
        self._narrowed.setVisible(focus is not None)
        self.about.setText(f"Only {focus.words}" if focus else "")
        if focus is None:
            self.empty.say("Nothing was done here yet.", "Each edit of this article stands here.")
        else:
            self.empty.say("Nothing was done to these words.", "No label ever stood on them in this layer.")
        self.view.setVisible(has_rows)
        self.empty.setVisible(not has_rows)
        self.setFocusProxy(self.view if has_rows else self.empty)
        self._enable()
