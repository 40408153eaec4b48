"""A list in a dialog."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame

from annotator.ui.panels.row_view import RowView


class ListView(RowView):
    """A framed list of rows. Enter is the dialog's; Insert, Delete and Alt with an arrow ask for a change."""

    adding = Signal()
    removing = Signal()
    moving = Signal(int)

    def __init__(self, name: str, row_height: int) -> None:
        """`name` is what a screen reader calls the list."""
        super().__init__(name, row_height)
        self.setFrameShape(QFrame.Shape.StyledPanel)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Say what is asked for; all other keys are as in any list."""
        has_alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        elif event.key() == Qt.Key.Key_Insert:
            self.adding.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removing.emit()
        elif has_alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moving.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def selected(self) -> list[int]:
        """The rows that are chosen, the current one among them."""
        rows = {index.row() for index in self.selectionModel().selectedIndexes()}
        current = self.current_row()
        return sorted(rows | ({current} if current is not None else set()))
