"""An export: which layer, which articles, in which format, to which file."""

from pathlib import Path
from typing import Any

from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QFileDialog, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from annotator import formats
from annotator.domain.entities import STATUS_VALUES, StatusValue
from annotator.errors import Refused, UserError
from annotator.formats import Exporter
from annotator.services import sample
from annotator.services.exporting import ExportReport, export, layer_to_export
from annotator.storage.project import Project
from annotator.ui import plain
from annotator.ui.dialogs import report
from annotator.ui.dialogs.frame import Dialog, field_label
from annotator.ui.workbench import Workbench

_USUAL_FORMAT = "jsonl"
_STATUSES: dict[StatusValue, str] = {
    "new": "New",
    "in_progress": "In progress",
    "done": "Done",
    "skipped": "Skipped",
}


def run(bench: Workbench) -> None:
    """Ask what to write where, and start a job that writes it."""
    if bench.session.project is not None:
        Export(bench, bench.session.project).exec()


class Export(Dialog):
    """Starts the job; what it wrote is said in the status bar."""

    def __init__(self, bench: Workbench, project: Project) -> None:
        """The gold layer if there is one, else the person's own, beside the project."""
        super().__init__(
            bench.window,
            "Export",
            "Articles with what a layer says about them, in a file that is whole or not there.",
            "Export",
        )
        self._bench = bench
        self._project = project
        self._replaced: Path | None = None
        self.format = QComboBox()
        self.cannot_hold = plain.label("", tone="ink2", wrap=True)
        self.choices: dict[str, QComboBox] = {}
        self._choice_fields: list[QWidget] = []
        self._choice_rows = QGridLayout()
        self.layer = QComboBox()
        self.articles = QComboBox()
        self.each = plain.check_box("One row for each appearance")
        self.path = QLineEdit()
        self._lay_out()
        self._fill_formats()
        self._suffix_before = self._suffix
        self._describe_format()
        self._fill_layers()
        self._show_counts()
        is_sample = project.path.parent == sample.default_path().parent
        folder = bench.settings.folder if is_sample else project.path.parent
        self.path.setText(str(folder / project.path.with_suffix(self._suffix).name))
        self.format.currentIndexChanged.connect(self._follow_format)
        self.layer.currentIndexChanged.connect(self._show_counts)
        self.setMinimumWidth(560)
        self.format.setFocus()

    def act(self) -> None:
        """Start the export, once it is clear that the file may be there."""
        path = Path(self.path.text().strip()).expanduser()
        if not self.path.text().strip() or path.is_dir():
            raise UserError("The export needs a file.", hint="Name one in a folder that is there.")
        if not path.parent.is_dir():
            raise UserError(f"The folder {path.parent} does not exist.", hint="Make it first.")
        if path.resolve() == self._project.path.resolve():
            raise Refused("That is the project itself. Name another file.")
        if path.exists() and path != self._replaced and not self._agrees_to_replace(path):
            raise Refused(f"{path.name} stays as it is. Name another file.")
        status = self.articles.currentData()
        work = export(
            self._project,
            path,
            self.format.currentData(),
            self.layer.currentData(),
            None if status is None else (status,),
            per_appearance=self.each.isChecked(),
            choices={name: box.currentData() for name, box in self.choices.items()},
        )
        self._bench.jobs.run(f"Exporting {path.name}", work, self._exported)

    def _exported(self, done: ExportReport) -> None:
        """Say what was written; where something was left out, list it by article."""
        self._bench.session.message.emit(done.sentences()[0])
        if not done.left_out or self._bench.session.project is not self._project:
            return
        titles = {one.document: self._project.document(one.document).title for one in done.left_out}
        listed = [f"{titles[one.document]}: {one.count} {one.what}" for one in done.left_out]
        summary = [*done.sentences(), f"Load it with: {done.load_line}"]
        report.run(self._bench, "Exported", summary, listed, done.text())

    @property
    def _suffix(self) -> str:
        return self._exporter.suffix

    @property
    def _exporter(self) -> Exporter:
        return formats.exporter(self.format.currentData())

    def _follow_format(self) -> None:
        path = self.path.text().strip() or self._project.path.name
        self.path.setText(path.removesuffix(self._suffix_before) + self._suffix)
        self._suffix_before = self._suffix
        self._describe_format()

    def _describe_format(self) -> None:
        """Say what the format cannot hold, and offer its choices."""
        exporter = self._exporter
        lost = ", ".join(exporter.cannot_hold)
        self.cannot_hold.setText(f"It cannot hold {lost}. The export lists what it leaves out.")
        self.cannot_hold.setVisible(bool(lost))
        for shown in self._choice_fields:
            shown.deleteLater()
        self.choices, self._choice_fields = {}, []
        for row, choice in enumerate(exporter.choices):
            box = QComboBox()
            for value, meaning in choice.values.items():
                box.addItem(meaning[:1].upper() + meaning[1:], value)
            name = field_label(choice.title, box)
            self._choice_rows.addWidget(name, row, 0)
            self._choice_rows.addWidget(box, row, 1)
            self.choices[choice.name] = box
            self._choice_fields += [name, box]

    def _fill_formats(self) -> None:
        for one in formats.formats():
            if one.exporter is not None:
                self.format.addItem(one.title, one.name)
            elif one.problem:
                self.format.addItem(f"{one.title}: {one.problem}", one.name)
                items: Any = self.format.model()
                if isinstance(items, QStandardItemModel):
                    items.item(self.format.count() - 1).setEnabled(False)
        self.format.setCurrentIndex(self.format.findData(_USUAL_FORMAT))

    def _fill_layers(self) -> None:
        for layer in self._project.layers():
            self.layer.addItem(layer.name, layer.name)
        self.layer.setCurrentIndex(self.layer.findData(layer_to_export(self._project).name))

    def _show_counts(self) -> None:
        """How many articles there are of each status in the chosen layer."""
        layer = self._project.layer(self.layer.currentData())
        counts = self._project.documents.counts(layer.id if layer else "")
        chosen = max(0, self.articles.currentIndex())
        self.articles.clear()
        self.articles.addItem(f"All articles ({counts['all']:,})", None)
        for status in STATUS_VALUES:
            self.articles.addItem(f"{_STATUSES[status]} ({counts[status]:,})", status)
        self.articles.setCurrentIndex(chosen)

    def _agrees_to_replace(self, path: Path) -> bool:
        return plain.agreed(
            plain.question(
                self, f"{path.name} is there already.", "What is in it now is lost.", yes="Replace it"
            )
        )

    def _choose(self) -> None:
        kinds = f"(*{self._suffix})"
        name, _ = QFileDialog.getSaveFileName(self, "Export", self.path.text(), kinds)
        if name:
            self._replaced = Path(name)  # the file dialog has asked
            self.path.setText(name)

    def _lay_out(self) -> None:
        choose = plain.button("Choose…")
        choose.setAccessibleName("Choose the file")
        choose.clicked.connect(self._choose)
        file = QHBoxLayout()
        file.setSpacing(8)
        file.addWidget(self.path, 1)
        file.addWidget(choose)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        self._choice_rows.setHorizontalSpacing(16)
        self._choice_rows.setVerticalSpacing(10)
        self._choice_rows.setColumnStretch(1, 1)
        grid.addWidget(field_label("Format", self.format), 0, 0)
        grid.addWidget(self.format, 0, 1)
        grid.addWidget(self.cannot_hold, 1, 1)
        grid.addLayout(self._choice_rows, 2, 1)
        grid.addWidget(field_label("Layer", self.layer), 3, 0)
        grid.addWidget(self.layer, 3, 1)
        grid.addWidget(field_label("Articles", self.articles), 4, 0)
        grid.addWidget(self.articles, 4, 1)
        grid.addWidget(self.each, 5, 1)
        grid.addWidget(field_label("File", self.path), 6, 0)
        grid.addLayout(file, 6, 1)
        self.body.addLayout(grid)
        self.body.addStretch(1)
