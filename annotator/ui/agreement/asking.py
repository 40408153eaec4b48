"""The head of the page: what is compared, and the choice of articles, labels and layers."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QDialog, QHBoxLayout, QWidget

from annotator.services.agreement_reading import Asked, Heard, Which
from annotator.ui import fonts, plain
from annotator.ui.agreement.choose import Choose
from annotator.ui.agreement.elided import Elided
from annotator.ui.session import Session
from annotator.ui.theme import Appearance

_ONE_LINE_FROM = 1000
_WHICH: tuple[tuple[Which, str], ...] = (
    ("two", "Finished by two"),
    ("every", "Finished by all"),
    ("listed", "Finished, in the list"),
)


class Asking(QWidget):
    """`changed` is sent with what is asked for now."""

    changed = Signal(object)
    export = Signal()

    def __init__(self, session: Session, appearance: Appearance) -> None:
        """Asks for everything that people finished."""
        super().__init__()
        self._session = session
        self.asked = Asked()
        self._heard: Heard | None = None
        self.title = plain.label("Agreement", font=fonts.serif_font(27, QFont.Weight.Bold))
        self.said = Elided(appearance, fonts.ui_font(13))
        self.which = QComboBox()
        self.which.setAccessibleName("Articles that are compared")
        for _, title in _WHICH:
            self.which.addItem(title)
        self.layers = plain.button("Layers…")
        self.labels = plain.button("All labels…")
        self.table = plain.button("Export table…")
        words, row = QHBoxLayout(), QHBoxLayout()
        words.addWidget(self.title)
        words.addSpacing(6)
        words.addWidget(self.said, 1)
        row.setSpacing(8)
        for widget in (self.which, self.layers, self.labels, self.table):
            row.addWidget(widget)
        row.addStretch(0)
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._both.setContentsMargins(0, 0, 0, 0)
        self._both.setSpacing(8)
        self._both.addLayout(words, 1)
        self._both.addLayout(row)
        self.which.activated.connect(self._choose_articles)
        self.layers.clicked.connect(self._choose_layers)
        self.labels.clicked.connect(self._choose_labels)
        self.table.clicked.connect(self.export)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The choices go below the title where both have no room in a line."""
        super().resizeEvent(event)
        wide = event.size().width() >= _ONE_LINE_FROM
        self._both.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )

    def forget(self) -> None:
        """Ask for everything again, as another project is open."""
        self.asked, self._heard = Asked(), None
        self.which.setCurrentIndex(0)
        self._name()

    def say(self, words: str) -> None:
        """What is compared, or why nothing is."""
        self.said.say(words)

    def hear(self, heard: Heard) -> None:
        """Name what was found."""
        self._heard = heard
        self._name()

    def ask(self, asked: Asked) -> None:
        """Ask for this from now on."""
        self.asked = asked
        self._name()
        self.changed.emit(asked)

    def _name(self) -> None:
        layers = len(self._heard.layers) if self._heard else 0
        self.layers.setText(f"{layers} layers…" if layers else "Layers…")
        n = len(self.asked.labels)
        self.labels.setText("All labels…" if not n else f"{n} label{'s' * (n > 1)}…")

    def _choose_articles(self, at: int) -> None:
        which = _WHICH[at][0]
        listed = frozenset(self._session.numbers) if which == "listed" else frozenset()
        self.ask(replace(self.asked, which=which, listed=listed))

    def _choose_layers(self) -> None:
        project = self._session.project
        if project is None:
            return
        names = [layer.name for layer in project.layers()]
        chosen = self._heard.layers if self._heard else ()
        found = self._choice("layers", names, chosen, 2)
        if found is not None and found != tuple(chosen):
            self.ask(replace(self.asked, layers=found))

    def _choose_labels(self) -> None:
        names = [label.name for label in self._session.scheme.labels]
        found = self._choice("labels", names, self.asked.labels or names, 1)
        if found is not None:
            labels = frozenset() if len(found) == len(names) else frozenset(found)
            if labels != self.asked.labels:
                self.ask(replace(self.asked, labels=labels))

    def _choice(
        self, what: str, names: Sequence[str], chosen: Sequence[str] | frozenset[str], least: int
    ) -> tuple[str, ...] | None:
        dialog = Choose(self.window(), what, names, chosen, least)
        return dialog.chosen() if dialog.exec() == QDialog.DialogCode.Accepted else None
