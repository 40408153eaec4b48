"""What a job did, in sentences that can be saved."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit

from annotator.files import writing_whole
from annotator.ui import fonts, plain
from annotator.ui.dialogs.frame import Dialog
from annotator.ui.workbench import Workbench

_SHOWN_LINES = 1000


def run(bench: Workbench, title: str, summary: Sequence[str], details: Sequence[str], text: str) -> None:
    """Show the report; `details` are what went wrong, a line each, `text` is what is saved."""
    Report(bench, title, summary, details, text).exec()


class Report(Dialog):
    """The summary, the list of what went wrong, and a button that saves it all."""

    def __init__(
        self, bench: Workbench, title: str, summary: Sequence[str], details: Sequence[str], text: str
    ) -> None:
        """`summary` in a sentence each."""
        super().__init__(bench.window, title, "", "Close")
        self._text = text
        self.cancel.hide()
        self.body.setSpacing(6)
        for sentence in summary:
            self.body.addWidget(plain.label(sentence, wrap=True))
        if details:
            count = f"{len(details):,} thing{'s' if len(details) > 1 else ''} to look at"
            self.body.addSpacing(10)
            self.body.addWidget(plain.label(count, font=fonts.ui_font(12.5, QFont.Weight.DemiBold)))
            self.body.addWidget(_lines(details), 1)
        self.add_side_button("Save report…").clicked.connect(self._ask_and_save)
        self.setMinimumWidth(640)
        self.primary.setFocus()

    def save(self, path: Path) -> None:
        """Write the whole report; raises UserError."""
        with writing_whole(path) as out:
            out.write(self._text.encode("utf-8", "backslashreplace"))

    def _ask_and_save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "Save report", "report.txt", "Text (*.txt)")
        if name:
            self.attempt(lambda: self.save(Path(name)))


def _lines(details: Sequence[str]) -> QPlainTextEdit:
    lines = list(details[:_SHOWN_LINES])
    if len(details) > _SHOWN_LINES:
        lines.append(f"… and {len(details) - _SHOWN_LINES:,} more, in the saved report.")
    shown = QPlainTextEdit("\n".join(lines))
    shown.setReadOnly(True)
    shown.setAccessibleName("What went wrong")
    shown.setTabChangesFocus(True)
    shown.setMinimumHeight(180)
    return shown
