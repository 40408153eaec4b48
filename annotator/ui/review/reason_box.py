"""The reason of a decision: one of the usual ones by a digit, or words of one's own."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QSizePolicy

from annotator.domain import deciding
from annotator.domain.deciding import USUAL_REASONS, Why
from annotator.domain.guideline import Part
from annotator.ui import plain
from annotator.ui.dialogs.frame import Dialog, field_label
from annotator.ui.review.guideline_part import part_in_question
from annotator.ui.widgets import KeyCap
from annotator.ui.workbench import Workbench

_WIDTH = 460


def run(bench: Workbench) -> None:
    """Ask for the reason of the position at hand; give it to the decision, or keep it for it."""
    at_work = bench.reviewing
    if at_work.review is None or at_work.position is None:
        return
    ReasonBox(bench).open()


class ReasonBox(Dialog):
    """While nothing is written, a digit chooses a usual reason and closes."""

    def __init__(self, bench: Workbench) -> None:
        """Begins with what was said so far."""
        super().__init__(bench.window, "Why", "", "Keep")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._bench = bench
        at_work = bench.reviewing
        position, on = at_work.position, at_work.review
        self._decision = on.decisions.get(position.id) if on and position else None
        before = Why(self._decision.reason, self._decision.guideline) if self._decision else at_work.why
        self._part: Part | None = part_in_question(bench)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        for at, words in enumerate(USUAL_REASONS, 1):
            grid.addWidget(KeyCap(bench.appearance, str(at)), at, 0)
            grid.addWidget(self._choice(words), at, 1)
        self.body.addLayout(grid)
        self.words = QLineEdit(before.words)
        self.words.setPlaceholderText("Or in your own words")
        self.words.setMinimumWidth(_WIDTH)
        self.words.installEventFilter(self)
        self.body.addWidget(field_label("Reason", self.words))
        self.body.addWidget(self.words)
        title = self._part.title if self._part else ""
        self.link = plain.check_box(f"Link the guideline on “{title}”")
        self.link.setVisible(self._part is not None and bool(self._part.anchor))
        self.link.setChecked(bool(before.guideline))
        self.body.addWidget(self.link)
        self.words.setFocus()

    def act(self) -> None:
        """Give the reason to the decision, or keep it until it is decided."""
        self._give(self.words.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A digit in the empty line is a usual reason."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not self.words.text():
            text = event.text()
            if text.isdigit() and 1 <= int(text) <= len(USUAL_REASONS):
                self._choose(USUAL_REASONS[int(text) - 1])
                return True
        return super().eventFilter(watched, event)

    def _choice(self, words: str) -> QPushButton:
        made = plain.button(words)
        made.setStyleSheet("text-align: left; padding-left: 10px;")
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.clicked.connect(lambda: self._choose(words))
        return made

    def _choose(self, words: str) -> None:
        self.words.setText(words)
        self.accept()

    def _give(self, words: str) -> None:
        anchor = self._part.anchor if self._part and self.link.isChecked() else ""
        why, at_work = Why(words.strip(), anchor), self._bench.reviewing
        if self._decision is None:
            at_work.give(why)
        else:
            at_work.write(lambda on, position: deciding.give_reason(on, position, why))
