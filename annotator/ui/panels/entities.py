"""The names of the shown article: how often each is mentioned, what is unlabelled, what was said of it."""

from typing import ClassVar

from PySide6.QtCore import QElapsedTimer, QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from annotator.domain import edits
from annotator.domain.change import Edit
from annotator.domain.entities import Span
from annotator.ui.models.entity_groups import Group, Mention, remove_mentions
from annotator.ui.models.entity_list import EntityList
from annotator.ui.panels.empty import Empty
from annotator.ui.panels.entity_delegate import MENTION_HEIGHT, NAME_HEIGHT, EntityDelegate
from annotator.ui.panels.heading import Heading
from annotator.ui.panels.row_view import RowView
from annotator.ui.panels.selection import selected_span, show_span
from annotator.ui.workbench import Workbench


class EntitiesPanel(QWidget):
    """Names by their first mention. Enter shows a mention in the text, Right and Left open and close a name,
    Delete removes what the row stands for, A labels the same words wherever they are not labelled yet.
    """

    name: ClassVar = "entities"
    title: ClassVar = "Entities"
    area: ClassVar = "right"

    def __init__(self, bench: Workbench) -> None:
        """Follows the shown article and the reader's selection."""
        super().__init__()
        self._bench = bench
        self._session = bench.session
        self.model = EntityList(bench.session, self)
        self.heading = Heading(self.title, bench.appearance)
        self.view = EntityView(self.model, EntityDelegate(bench.session, bench.appearance, self))
        self.empty = Empty(
            bench.appearance,
            "No labels yet.",
            "to 9 on a selection, or Tab to the next candidate.",
            "1",
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.heading)
        column.addWidget(self.empty, 1)
        column.addWidget(self.view, 1)
        self.setMinimumWidth(264)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFocusProxy(self.view)
        self._listen()
        self._show_counts()

    def _listen(self) -> None:
        self.model.counted.connect(self._show_counts)
        self._bench.reader.selection_changed.connect(self._show_selected)
        self._session.edited.connect(self._follow)
        self.view.chosen.connect(self._show_in_text)
        self.view.removal_asked.connect(self._remove)
        self.view.twins_asked.connect(self._label_twins)

    def _show_counts(self) -> None:
        names, mentions = self.model.names, self.model.mentions
        self.heading.show_about(f"{_plural(names, 'name')} · {_plural(mentions, 'mention')}" if names else "")
        self.view.setVisible(names > 0)
        self.empty.setVisible(names == 0)
        self.setFocusProxy(self.view if names else self.empty)

    def _follow(self, edit: Edit) -> None:
        if edit.touches(Span.kind) and not self.view.hasFocus():  # who works in the list stays where she is
            self._show_selected()

    def _show_selected(self) -> None:
        """Mark the row of what is selected in the text."""
        span = selected_span(self._bench)
        row = self.model.row_of(span) if span else None
        if span is None or row is None:
            return
        current = self.view.current_row()
        is_there = current is not None and span in _spans(self.model, current)
        if not (is_there and isinstance(self.model.row(current or 0), Group)):
            self.view.show_current(row)

    def _show_in_text(self, index: QModelIndex) -> None:
        """The row's mention; of a name the first one, and the next one each time it is chosen again."""
        spans = _spans(self.model, index.row())
        selected = selected_span(self._bench)
        at = spans.index(selected) + 1 if selected in spans else 0
        show_span(self._bench, spans[at % len(spans)])

    def _remove(self, at: int) -> None:
        document, spans = self._session.document, _spans(self.model, at)
        if document is not None:
            on = self._session.annotations
            self._session.attempt(lambda: remove_mentions(on, document.text, spans))

    def _label_twins(self, at: int) -> None:
        document, group = self._session.document, self.model.row(self.model.group_row(at))
        if document is None or not isinstance(group, Group):
            return
        label = self._session.scheme.label(group.labels[0])
        if label is not None:
            scheme, on, places = self._session.scheme, self._session.annotations, self.model.twins(group)
            self._session.attempt(lambda: edits.add_spans(scheme, on, document.text, places, label))


class EntityView(RowView):
    """The list of names and mentions, and the keys that act on a row."""

    removal_asked = Signal(int)
    twins_asked = Signal(int)

    def __init__(self, model: EntityList, delegate: EntityDelegate) -> None:
        """Shows this model."""
        super().__init__("Entities", NAME_HEIGHT)
        self._entities = model
        self._delegate = delegate
        self.setItemDelegate(delegate)
        self._typed = QElapsedTimer()
        self.setModel(model)
        model.rowsInserted.connect(lambda parent, first, last: self._fit_rows(first, last))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open, close, remove, label the rest; all other keys are a list's."""
        at = self.current_row()
        if at is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Right:
            self._entities.set_open(at, True)
        elif event.key() == Qt.Key.Key_Left:
            self._close(at)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removal_asked.emit(at)
        elif event.key() == Qt.Key.Key_A and not self._is_typing():
            self.twins_asked.emit(at)
        else:
            self._typed.start()
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """On the count of unlabelled twins, ask for their labels; anywhere else a list's."""
        index = self.indexAt(event.position().toPoint())
        group = self._entities.row(index.row()) if index.isValid() else None
        twins = len(self._entities.twins(group)) if isinstance(group, Group) else 0
        if isinstance(group, Group) and twins:
            box = self._delegate.badge_box(QRectF(self.visualRect(index)), group, twins)
            if box.contains(event.position()):
                self.twins_asked.emit(index.row())
                return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open or close a name."""
        at = self.indexAt(event.position().toPoint()).row()
        row = self._entities.row(at) if at >= 0 else None
        if isinstance(row, Group):
            self._entities.set_open(at, not self._entities.is_open(row))

    def _is_typing(self) -> bool:
        """Whether a letter continues the name that type-ahead looks for."""
        return self._typed.isValid() and not self._typed.hasExpired(QApplication.keyboardInputInterval())

    def _close(self, at: int) -> None:
        name = self._entities.group_row(at)
        self.show_current(name)
        self._entities.set_open(name, False)

    def _fit_rows(self, first: int, last: int) -> None:
        for at in range(first, last + 1):
            if isinstance(self._entities.row(at), Mention):
                self.setRowHeight(at, MENTION_HEIGHT)


def _spans(model: EntityList, at: int) -> list[Span]:
    row = model.row(at)
    mentions = row.mentions if isinstance(row, Group) else (row,)
    return [mention.span for mention in mentions]


def _plural(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"
