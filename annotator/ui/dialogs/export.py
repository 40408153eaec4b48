"""An export: which layer, which articles, in which format, to which file."""

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit

from annotator.domain.entities import STATUS_VALUES, StatusValue
from annotator.errors import Refused, UserError
from annotator.services import sample
from annotator.services.exporting import ExportReport, export, layer_to_export
from annotator.storage.project import Project
from annotator.ui import plain
from annotator.ui.dialogs import report
from annotator.ui.dialogs.format_form import FormatForm
from annotator.ui.dialogs.frame import Dialog
from annotator.ui.workbench import Workbench

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
        self.form = FormatForm()
        self.layer = QComboBox()
        self.articles = QComboBox()
        self.each = plain.check_box("One row for each appearance")
        self.path = QLineEdit()
        self._lay_out()
        self._suffix_before = self._suffix
        self._fill_layers()
        self._show_counts()
        is_sample = project.path.parent == sample.default_path().parent
        folder = bench.settings.folder if is_sample else project.path.parent
        self.path.setText(str(folder / project.path.with_suffix(self._suffix).name))
        self.form.changed.connect(self._follow_format)
        self.layer.currentIndexChanged.connect(self._show_counts)
        self.setMinimumWidth(620)
        self.form.changed.connect(self.fit)
        self.form.format.setFocus()

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
            self.form.name,
            self.layer.currentData(),
            None if status is None else (status,),
            per_appearance=self.each.isChecked(),
            choices=self.form.chosen(),
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
        return self.form.exporter.suffix

    def _follow_format(self) -> None:
        path = self.path.text().strip() or self._project.path.name
        self.path.setText(path.removesuffix(self._suffix_before) + self._suffix)
        self._suffix_before = self._suffix

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
        self.form.add_row("Layer", self.layer)
        self.form.add_row("Articles", self.articles)
        self.form.add_row("", self.each)
        self.form.add_row("File", self.path, choose)
        self.body.addWidget(self.form)
        self.body.addStretch(1)
