"""The person's own pace: shown to her alone, saved or forgotten as she says."""

from datetime import date
from pathlib import Path

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFileDialog

from annotator.files import writing_whole
from annotator.services.meter import Spent, as_csv, by_day, by_label
from annotator.ui import fonts, plain
from annotator.ui.dialogs.figures import Figures
from annotator.ui.dialogs.frame import Dialog
from annotator.ui.models.dates import short_date
from annotator.ui.workbench import Workbench

_FIGURES = ("Labels", "Active time", "Seconds a label", "Keys a label")
_HINT = (
    "Only you see this. It is kept in your own folder, never in the project,"
    " and leaves that folder only if you save it."
)


def run(bench: Workbench) -> None:
    """Show the pace in the open project."""
    PaceDialog(bench).exec()


class PaceDialog(Dialog):
    """Days and labels in figures, with what they mean below."""

    def __init__(self, bench: Workbench) -> None:
        """Of the open project."""
        super().__init__(bench.window, "My pace", _HINT, "Close")
        self._bench = bench
        self._meter = bench.pace.meter
        self._project = bench.session.project.replica if bench.session.project else ""
        self.cancel.hide()
        bold = fonts.ui_font(12.5, QFont.Weight.DemiBold)
        self.days = Figures("Days", ("Day", *_FIGURES))
        self.labels = Figures("Labels", ("Label", *_FIGURES))
        for title, table in (("Days", self.days), ("Labels", self.labels)):
            self.body.addWidget(plain.label(title, font=bold))
            self.body.addWidget(table)
        self.body.addWidget(
            plain.label(
                "Pauses of more than 30 seconds are not counted. A label has the time and the keys since the"
                " label before it; a day has all of them.",
                tone="ink3",
                font=fonts.ui_font(12),
                wrap=True,
            )
        )
        self.counts = plain.check_box("Count my pace")
        self.counts.setChecked(self._meter.is_on)
        self.counts.toggled.connect(bench.pace.turn)
        self.body.addWidget(self.counts)
        self.save_button = self.add_side_button("Save as CSV…")
        self.save_button.clicked.connect(self._ask_and_save)
        self.clear_button = self.add_side_button("Clear…")
        self.clear_button.clicked.connect(self._ask_and_clear)
        self.setMinimumWidth(620)
        self.attempt(self._show_figures)
        self.primary.setFocus()

    def save(self, path: Path) -> None:
        """Write all of it to a file; raises UserError."""
        with writing_whole(path) as out:
            out.write(as_csv(self._meter.counted(self._project)).encode("utf-8"))

    def clear(self) -> None:
        """Forget what was counted in this project; raises UserError."""
        self._meter.clear(self._project)
        self._show_figures()

    def _show_figures(self) -> None:
        counted, today = self._meter.counted(self._project), date.today()
        self.days.show_rows(
            [(short_date(one.day, today), *_figures(one.spent)) for one in by_day(counted)], most=7
        )
        labels = by_label(counted).items()
        self.labels.show_rows([(name, *_figures(spent)) for name, spent in labels], most=7)
        for button in (self.save_button, self.clear_button):
            button.setEnabled(bool(counted))

    def _ask_and_save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "Save my pace", "my-pace.csv", "CSV (*.csv)")
        if name:
            self.attempt(lambda: self.save(Path(name)))

    def _ask_and_clear(self) -> None:
        question = plain.question(
            self, "Forget your pace in this project?", "This cannot be undone.", yes="Forget it"
        )
        if plain.agreed(question):
            self.attempt(self.clear)


def _figures(spent: Spent) -> tuple[str, str, str, str]:
    minutes, hours = int(spent.seconds // 60) % 60, int(spent.seconds // 3600)
    time = f"{hours} h {minutes:02} min" if hours else f"{minutes} min {int(spent.seconds) % 60:02} s"
    if not spent.labels:
        return ("0", time, "no label yet", "no label yet")
    return (
        f"{spent.labels:,}",
        time,
        f"{spent.seconds / spent.labels:.2f}",
        f"{spent.keys / spent.labels:.2f}",
    )
