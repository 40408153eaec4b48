"""The labels of the scheme with their keys: what can be said about a selection, and how."""

from typing import ClassVar

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.domain.change import Edit
from annotator.domain.entities import Label, Rules, Span
from annotator.ui.models.label_grid import LabelGrid
from annotator.ui.panels.empty import Empty
from annotator.ui.panels.heading import Heading
from annotator.ui.panels.label_delegate import CELL_HEIGHT, LabelDelegate
from annotator.ui.panels.row_view import RowView
from annotator.ui.panels.selection import selected_span
from annotator.ui.workbench import Workbench

_ROWS_SHOWN = 6
_LEFT, _RIGHT = 11, 2


class LabelsPanel(QWidget):
    """A grid of labels; choosing one labels the selection, as its key does in the text."""

    name: ClassVar = "labels"
    title: ClassVar = "Labels"
    area: ClassVar = "right"

    def __init__(self, bench: Workbench) -> None:
        """Follows the session's scheme and the reader's selection."""
        super().__init__()
        self._bench = bench
        self.model = LabelGrid(bench.session, self)
        self.heading = Heading(self.title, bench.appearance)
        self.heading.add_button("edit", "Edit the scheme", self._edit_scheme)
        self.view = RowView("Labels", CELL_HEIGHT)
        self.view.setModel(self.model)
        self.view.setSelectionBehavior(self.view.SelectionBehavior.SelectItems)
        self.view.setSelectionMode(self.view.SelectionMode.NoSelection)
        self.view.grow_to(_ROWS_SHOWN)
        self._delegate = LabelDelegate(bench.appearance, self.view)
        self.view.setItemDelegate(self._delegate)
        self.empty = Empty(
            bench.appearance, "No labels yet.", "Write the scheme: the pencil above opens it.", ""
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(0)
        column.addWidget(self.heading)
        inset = QHBoxLayout()
        inset.setContentsMargins(_LEFT, 0, _RIGHT, 0)  # Qt resets a table's own margins with its headers
        inset.addWidget(self.view)
        column.addLayout(inset, 1)
        column.addWidget(self.empty)
        column.addStretch()
        self.setMinimumWidth(264)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFocusProxy(self.view)
        self._listen()
        self._show_scheme()

    @property
    def marked(self) -> str | None:
        """The id of the label that what is selected has."""
        return self._delegate.marked

    def _listen(self) -> None:
        session = self._bench.session
        session.opened.connect(self._show_scheme)
        session.closed.connect(self._show_scheme)
        session.layer_changed.connect(self._mark)
        session.shown.connect(self._mark)
        session.edited.connect(self._follow)
        self._bench.reader.selection_changed.connect(self._mark)
        self.view.chosen.connect(self._label_selection)

    def _label_selection(self, index: QModelIndex) -> None:
        label = self.model.label(index)
        if label is not None:
            self._bench.actions[f"label.{label.id}"].trigger()

    def _edit_scheme(self) -> None:
        from annotator.ui.dialogs import scheme_editor

        scheme_editor.run(self._bench)

    def _follow(self, edit: Edit) -> None:
        if edit.touches(Label.kind, Rules.kind):
            self._show_scheme()
        elif edit.touches(Span.kind):
            self._mark()

    def _show_scheme(self) -> None:
        scheme = self._bench.session.scheme
        has_project = self._bench.session.project is not None
        self.heading.show_about(f"{len(scheme.labels)} · scheme v{scheme.version}" if has_project else "")
        self.view.setVisible(bool(scheme.labels))
        fits = self.model.rowCount() <= _ROWS_SHOWN  # then a bar would only take the room of names
        bar = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if fits else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.view.setVerticalScrollBarPolicy(bar)
        self.empty.setVisible(not scheme.labels)
        self.setFocusProxy(self.view if scheme.labels else self.empty)
        self._share_room()
        self._mark()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room out between the columns."""
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """Half of the room for each column, unless the first one needs more and the second can spare it."""
        labels, columns = self._bench.session.scheme.labels, self.view.horizontalHeader()
        wanted = [0, 0]
        for label in labels:
            column = self.model.index_of(label.id).column()
            wanted[column] = max(wanted[column], self._delegate.wanted_width(label))
        room = self.view.viewport().width()
        columns.setSectionResizeMode(0, columns.ResizeMode.Fixed)
        columns.resizeSection(0, max(room // 2, min(wanted[0], room - wanted[1])))

    def _mark(self) -> None:
        span = selected_span(self._bench)
        marked = span.label if span else None
        if marked != self._delegate.marked:
            cells = [self.model.index_of(label) for label in (marked, self._delegate.marked)]
            self._delegate.marked = marked
            for cell in cells:
                self.view.update(cell)
