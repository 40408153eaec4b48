"""How much suggestions moved the labels: the figures, why some are missing, and a report to save."""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from annotator.domain.suggestion_effect import Known
from annotator.errors import UserError
from annotator.files import writing_whole
from annotator.services.suggestion_report import NOTES, SuggestionReport, suggestion_report
from annotator.ui import fonts, plain
from annotator.ui.dialogs.figures import Figures
from annotator.ui.dialogs.frame import Dialog
from annotator.ui.workbench import Workbench

_UNDEFINED = "undefined"
_COLUMNS = (
    "Label",
    "With",
    "Without",
    "With / without",
    "Decided",
    "Accepted",
    "Changed",
    "Taken back",
    "Rejected",
)
_PACE = ("Seconds with", "Without")


def run(bench: Workbench) -> None:
    """Compare the articles of the shown layer beside the window, then show what came of it."""
    project, layer = bench.session.project, bench.session.layer
    if project is None or layer is None:
        return
    try:
        pace = bench.pace.meter.counted(project.replica) if bench.session.can_edit else {}
    except UserError as error:
        bench.session.failed.emit(error)
        return
    work = suggestion_report(project, layer, bench.settings.held_out, pace)
    bench.jobs.run("Comparing articles", work, partial(_show, bench))


class SuggestionsDialog(Dialog):
    """A row a label; what could not be reckoned is explained below. Seconds are saved only if asked for."""

    def __init__(self, bench: Workbench, report: SuggestionReport) -> None:
        """Of a report that is ready."""
        shown, held_out = report.shown.articles, report.held_out.articles
        hint = (
            f"Layer {report.layer}, done articles: {shown:,} with suggestions, {held_out:,} without."
            f" {report.percent} % are drawn to show none. With and without are labels per 1,000 words."
        )
        super().__init__(bench.window, "What suggestions changed", hint, "Close")
        self._report = report
        self.cancel.hide()
        self.table = Figures("Labels with and without suggestions", _COLUMNS + _PACE * bool(report.pace))
        self.table.show_rows([self._cells(id, name) for id, name in report.ids()], most=10)
        self.body.addWidget(self.table)
        small = fonts.ui_font(12)
        self.reasons = plain.label(" ".join(self._reasons()), tone="ink2", font=small, wrap=True)
        self.reasons.setVisible(bool(self.reasons.text()))
        self.body.addWidget(self.reasons)
        self.body.addWidget(plain.label(" ".join(NOTES), tone="ink3", font=small, wrap=True))
        self.with_pace = plain.check_box("Save my seconds a label too")
        self.with_pace.setVisible(bool(report.pace))
        self.body.addWidget(self.with_pace)
        self.body.addStretch(1)
        self.add_side_button("Save report…").clicked.connect(self._ask_and_save)
        self.setMinimumWidth(1040 if report.pace else 860)
        self.primary.setFocus()

    def save(self, path: Path) -> None:
        """Write the report, as JSON where the file is called so, else to read; raises UserError."""
        report = self._report
        if not self.with_pace.isChecked():
            report = report.without_pace()
        said = (
            json.dumps(report.facts(), ensure_ascii=False, indent=2)
            if path.suffix == ".json"
            else "\n".join(report.lines())
        )
        with writing_whole(path) as out:
            out.write(f"{said}\n".encode())

    def _cells(self, id: str, name: str) -> list[str]:
        report, became = self._report, self._report.became(id)
        counts = (became.accepted, became.changed, became.taken_back, became.rejected)
        row = [
            name.capitalize() if not id else name,
            _figure(report.shown.per_words(id)),
            _figure(report.held_out.per_words(id)),
            _figure(report.ratio(id)),
            f"{became.n:,}",
            *(f"{count / became.n:.0%}" if became.n else _UNDEFINED for count in counts),
        ]
        if report.pace:
            row += [_figure(report.seconds(id, name, suggested=one)) for one in (True, False)]
        return row

    def _reasons(self) -> Iterator[str]:
        """A sentence for each reason why figures are missing, with the labels it holds for."""
        found: dict[str, list[str]] = {}
        for id, name in self._report.ids():
            known = {
                "with": self._report.shown.per_words(id),
                "without": self._report.held_out.per_words(id),
                "with / without": self._report.ratio(id),
                "shares": self._report.became(id).share(0),
            }
            if self._report.pace:
                for words, suggested in (("seconds with", True), ("seconds without", False)):
                    known[words] = self._report.seconds(id, name, suggested=suggested)
            for what, one in known.items():
                if one.why:
                    found.setdefault(f"{what} {one.why}", []).append(name)
        for reason, names in found.items():
            yield f"{', '.join(names)}: {reason}."

    def _ask_and_save(self) -> None:
        kinds = "Text (*.txt);;JSON (*.json)"
        name, _ = QFileDialog.getSaveFileName(self, "Save report", "suggestions.txt", kinds)
        if name:
            self.attempt(lambda: self.save(Path(name)))


def _show(bench: Workbench, report: SuggestionReport) -> None:
    SuggestionsDialog(bench, report).exec()


def _figure(known: Known) -> str:
    if known.value is None:
        return _UNDEFINED
    if known.low is not None and known.high is not None:
        return f"{known.value:.2f} ({known.low:.2f}–{known.high:.2f})"
    return f"{known.value:.2f}"
