"""The list of findings, and its keys."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from annotator.ui.dialogs.consistency_delegate import ROW_HEIGHT
from annotator.ui.dialogs.list_view import ListView

_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class FindingList(ListView):
    """Enter goes to the place, F mends, R keeps; Left and Right turn to another kind."""

    going = Signal()
    mending = Signal()
    keeping = Signal()
    turning = Signal(int)

    def __init__(self) -> None:
        """Empty."""
        super().__init__("Findings", ROW_HEIGHT)
        self.doubleClicked.connect(self.going)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Say what is asked for; all other keys are as in any list, but letters look for nothing."""
        is_plain = event.modifiers() in _PLAIN
        key = Qt.Key(event.key())
        if is_plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.going.emit()
        elif is_plain and key == Qt.Key.Key_F:
            self.mending.emit()
        elif is_plain and key == Qt.Key.Key_R:
            self.keeping.emit()
        elif is_plain and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.turning.emit(-1 if key == Qt.Key.Key_Left else 1)
        elif not (is_plain and event.text().isalnum()):
            super().keyPressEvent(event)
