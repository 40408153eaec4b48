"""The guideline of a scheme: Markdown at the left, how it will look at the right."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, QTimer
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPlainTextEdit, QSplitter, QVBoxLayout, QWidget

from annotator.domain import guideline
from annotator.services import schemes
from annotator.ui import fonts, plain
from annotator.ui.models.scheme_rows import SchemeRows
from annotator.ui.widgets.markdown_view import MarkdownView

_FILES = "Markdown (*.md *.markdown *.txt)"
_TYPING_PAUSE_MS = 200


class GuidelineForm(QWidget):
    """Writes the guideline of the scheme in `rows`. A heading that says a label's name begins its part."""

    def __init__(self, rows: SchemeRows, attempt: Callable[[Callable[[], None]], bool]) -> None:
        """`attempt` does what may be refused, and says so."""
        super().__init__()
        self._rows = rows
        self._attempt = attempt
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setFont(fonts.mono_font())
        self.text.setAccessibleName("Guideline in Markdown")
        self.text.setPlaceholderText(
            "## Person\n\nA named human being, real or invented.\n\n- Titles stay outside."
        )
        self.preview = MarkdownView("How the guideline looks")
        self.load = plain.button("Load Markdown…")
        self.headings = plain.button("Add a heading for each label")
        self._soon = QTimer(self, singleShot=True, interval=_TYPING_PAUSE_MS)
        self._lay_out()
        self._soon.timeout.connect(self._show_preview)
        self.text.textChanged.connect(self._changed)
        self.load.clicked.connect(self._ask_and_load)
        self.headings.clicked.connect(self.add_headings)
        self.show_guideline(rows.scheme.rules.guideline)

    def show_guideline(self, markdown: str) -> None:
        """Show this guideline and use it."""
        with QSignalBlocker(self.text):
            self.text.setPlainText(markdown)
        self._rows.set_guideline(markdown)
        self._show_preview()

    def load_file(self, path: Path) -> None:
        """Use the Markdown in a file in place of what is written here."""
        self._attempt(lambda: self.show_guideline(schemes.read_guideline(path)))

    def add_headings(self) -> None:
        """Write a heading, at the end, for each label that has none yet."""
        markdown = plain.lines_of(self.text)
        for label in self._rows.finished().labels:
            markdown = guideline.with_part(markdown, label)
        self.show_guideline(markdown)
        self.text.setFocus()

    def _changed(self) -> None:
        self._rows.set_guideline(plain.lines_of(self.text))
        self._soon.start()

    def _show_preview(self) -> None:
        self.preview.show_text(guideline.read(self._rows.scheme.rules.guideline).text())

    def _ask_and_load(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Load the guideline", "", _FILES)
        if name:
            self.load_file(Path(name))

    def _lay_out(self) -> None:
        sides = QSplitter()
        sides.setChildrenCollapsible(False)
        for side in (self.text, self.preview):
            sides.addWidget(side)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.load)
        buttons.addWidget(self.headings)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(sides, 1)
        column.addLayout(buttons)
