"""The foot of the page: how far the reckoning is, or from what and how long; and the keys."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from annotator.services.progress import Progress
from annotator.ui import fonts, plain
from annotator.ui.panels.heading import IconButton
from annotator.ui.workbench import Workbench

_KEYS = "Arrow keys move through the cells, Enter lists the positions, Esc returns to the text"
_WIDE = 1000


class Foot(QWidget):
    """A row below all cards."""

    cancelled = Signal()

    def __init__(self, bench: Workbench) -> None:
        """Says only the keys."""
        super().__init__()
        small = fonts.ui_font(12)
        self.words = plain.label(tone="ink2", font=small)
        self.bar = QProgressBar()
        self.bar.setAccessibleName("How far the reckoning is")
        self.bar.setFixedWidth(110)
        self.bar.setTextVisible(False)
        self.cancel = IconButton("cross", "Stop reckoning", bench.appearance)
        self.keys = plain.label(_KEYS, tone="ink2", font=small)
        row = QHBoxLayout(self)
        row.setContentsMargins(32, 4, 32, 6)
        row.setSpacing(8)
        for widget in (self.bar, self.words, self.cancel):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.keys)
        self.cancel.clicked.connect(self.cancelled)
        self.say("")

    def begin(self) -> None:
        """Something is on its way."""
        self.say("Reading articles")
        self.bar.setRange(0, 1000)
        self.bar.setValue(0)
        self.bar.show()
        self.cancel.show()

    def show_progress(self, progress: Progress) -> None:
        """How far it is."""
        self.bar.setValue(round(1000 * (progress.share or 0)))
        of = f" {progress.done:,} of {progress.total:,}" if progress.total else ""
        self.words.setText(f"{progress.what.capitalize()}{of}")

    def show_stopped(self) -> None:
        """It was stopped: what is shown may not be all."""
        self.say("Stopped. What is shown is what was there by then.")

    def say(self, words: str) -> None:
        """Nothing is on its way any more."""
        self.words.setText(words)
        self.bar.hide()
        self.cancel.hide()
