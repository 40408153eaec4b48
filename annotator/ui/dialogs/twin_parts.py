"""What the dialog of equal words has of its own: the choice of a label, the list, the line below."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QProgressBar, QStackedWidget, QWidget

from annotator.services.progress import Progress
from annotator.ui import plain
from annotator.ui.dialogs.list_view import ListView
from annotator.ui.dialogs.twin_delegate import ROW_HEIGHT

_FINE = 1000


class LabelBox(QComboBox):
    """The labels. Letters and digits are their keys."""

    label_key = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters and digits choose a label, all other keys are as in any list."""
        if key := _label_key(event):
            self.label_key.emit(key)
        else:
            super().keyPressEvent(event)


class TwinList(ListView):
    """The places. Letters and digits are keys of labels."""

    label_key = Signal(str)

    def __init__(self) -> None:
        """Empty."""
        super().__init__("Places", ROW_HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters and digits choose a label, all other keys are as in any list."""
        if key := _label_key(event):
            self.label_key.emit(key)
        else:
            super().keyPressEvent(event)


class Footer(QStackedWidget):
    """What was found; or how far the work is, and a button that stops it."""

    def __init__(self) -> None:
        """Says nothing."""
        super().__init__()
        self._what = ""
        self.words = plain.label(tone="ink2")
        self.again = plain.button("Look again")
        self.progress = plain.label(tone="ink2")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, _FINE)
        self.stop = plain.button("Stop")
        self._found = _row(self.words, self.again)
        self._working = _row(self.progress, self.bar, self.stop)
        self.addWidget(self._found)
        self.addWidget(self._working)
        self.setFixedHeight(32)

    def begin(self, what: str) -> None:
        """Show that something has begun."""
        self._what = what
        self.bar.setAccessibleName(what)
        self.go_on(Progress(0, None, what))
        self.setCurrentWidget(self._working)

    def go_on(self, progress: Progress) -> None:
        """Show how far it is."""
        of = f" of {progress.total:,}" if progress.total else ""
        done = f", {progress.done:,}{of} articles" if progress.done else ""
        self.progress.setText(f"{self._what}{done}")
        self.bar.setValue(round(_FINE * (progress.share or 0)))

    def show_words(self, words: str, *, again: bool = False) -> None:
        """Say this; `again` offers to look again."""
        if words and words != self.words.text():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
        self.words.setText(words)
        self.again.setVisible(again)
        self.setCurrentWidget(self._found)


def _label_key(event: QKeyEvent) -> str:
    """The letter or digit that was pressed by itself; empty for any other key."""
    is_plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
    return event.text().lower() if is_plain and event.text().isalnum() else ""


def _row(first: QWidget, *others: QWidget) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    row.addWidget(first, 1)
    for widget in others:
        row.addWidget(widget)
    return made
