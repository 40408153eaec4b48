"""A list of rows of one height each, drawn by a delegate, walked by keys."""

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QWidget

_NO_LOOKS = """
QTableView { selection-background-color: transparent; }
QTableView::item, QTableView::item:hover, QTableView::item:selected, QTableView::item:focus {
    background: transparent; border: none;
}
"""


_LEAST_ROWS = 2


class RowView(QTableView):
    """A table without its looks: the one kind of Qt's views that paints a million rows at once.

    `chosen` is sent for Enter and for a click; arrows and type-ahead only move the current row.
    """

    chosen = Signal(QModelIndex)

    def __init__(self, name: str, row_height: int, parent: QWidget | None = None) -> None:
        """`name` is what a screen reader calls the list."""
        super().__init__(parent)
        self._most_rows: int | None = None
        self.setMinimumHeight(_LEAST_ROWS * row_height)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setStyleSheet(_NO_LOOKS)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        columns, rows = self.horizontalHeader(), self.verticalHeader()
        columns.hide()
        columns.setMinimumSectionSize(1)
        columns.setSectionResizeMode(columns.ResizeMode.Stretch)
        rows.hide()
        rows.setMinimumSectionSize(1)
        rows.setSectionResizeMode(rows.ResizeMode.Fixed)
        rows.setDefaultSectionSize(row_height)
        self.clicked.connect(self.chosen)

    def grow_to(self, most_rows: int) -> None:
        """Want to be as high as the rows, up to so many, and be content with one in little room."""
        self._most_rows = most_rows
        model = self.model()
        for signal in (model.modelReset, model.rowsInserted, model.rowsRemoved):
            signal.connect(self._fit)
        self._fit()

    def current_row(self) -> int | None:
        """The row the keys are at."""
        index = self.currentIndex()
        return index.row() if index.isValid() else None

    def show_current(self, row: int | None) -> None:
        """Make this row the current one and scroll to it; None takes the mark away."""
        if row is None:
            self.selectionModel().clear()
        elif row != self.current_row() or not self.selectionModel().hasSelection():
            self.setCurrentIndex(self.model().index(row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses the current row; letters look for a row that begins with them."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if self.currentIndex().isValid():
                self.chosen.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep letters for type-ahead from the window's shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            if plain and event.text().isalnum():
                event.accept()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the current row in sight."""
        super().resizeEvent(event)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def sizeHint(self) -> QSize:
        """As high as its rows, where it grows with them."""
        hint = super().sizeHint()
        return hint if self._most_rows is None else QSize(hint.width(), self.maximumHeight())

    def minimumSizeHint(self) -> QSize:
        """As low as it is told to be."""
        return QSize(super().minimumSizeHint().width(), self.minimumHeight())

    def _fit(self) -> None:
        row_height = self.verticalHeader().defaultSectionSize()
        rows = min(self.model().rowCount(), self._most_rows or 0)
        self.setMinimumHeight(min(rows, 1) * row_height)
        self.setMaximumHeight(rows * row_height)
        self.updateGeometry()
