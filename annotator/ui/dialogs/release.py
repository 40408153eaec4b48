"""A release: a dataset in a folder of its own, split into parts to train and to test on."""

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QWidget

from annotator.domain.entities import StatusValue
from annotator.domain.splitting import Way, shares_of
from annotator.errors import UserError
from annotator.services import sample
from annotator.services.exporting import layer_to_export
from annotator.services.releasing import Answers, ReleaseOptions, ReleaseReport, release
from annotator.storage.project import Project
from annotator.ui import plain
from annotator.ui.dialogs import report
from annotator.ui.dialogs.format_form import FormatForm
from annotator.ui.dialogs.frame import Dialog
from annotator.ui.workbench import Workbench

_READY: dict[str, tuple[tuple[StatusValue, ...] | None, bool]] = {
    "Done in this layer": (("done",), False),
    "Done in gold": (None, True),
    "All": (None, False),
}
_WAYS: dict[str, Way] = {
    "Stories stay together, labels are balanced": "story",
    "Sources stay together": "source",
    "The latest stories come last": "time",
}
_ANSWERS: dict[str, Answers] = {
    "No": "none",
    "Every annotator's": "all",
    "As shares at each position": "soft",
}


def run(bench: Workbench) -> None:
    """Ask what goes into it, and start a job that writes it."""
    if bench.session.project is not None:
        Release(bench, bench.session.project).exec()


class Release(Dialog):
    """Starts the job; a report says what was written, and how to load it."""

    def __init__(self, bench: Workbench, project: Project) -> None:
        """The gold layer if there is one, else the person's own; in a folder beside the project."""
        super().__init__(
            bench.window,
            "Release",
            "A dataset in a new folder: parts to train and to test on, a card, checksums. The same articles"
            " and seed give the same bytes again.",
            "Release",
        )
        self._bench = bench
        self._project = project
        self.form = FormatForm()
        self.layer = _box({layer.name: layer.name for layer in project.layers()})
        self.layer.setCurrentIndex(self.layer.findData(layer_to_export(project).name))
        self.articles = _box({name: name for name in _READY})
        self.shares = QLineEdit("80/10/10")
        self.way = _box(_WAYS)
        self.seed = plain.spin_box(0, 1_000_000, 0)
        self.seed.setAccessibleName("Seed")
        self.answers = _box(_ANSWERS)
        self.names = plain.check_box("With names")
        self.licence = QLineEdit()
        self.licence.setPlaceholderText("Such as cc-by-4.0")
        is_sample = project.path.parent == sample.default_path().parent
        folder = bench.settings.folder if is_sample else project.path.parent
        self.path = QLineEdit(str(folder / f"{project.path.stem}-release"))
        self._lay_out()
        self.setMinimumWidth(620)
        self.form.changed.connect(self.fit)
        self.form.format.setFocus()

    def act(self) -> None:
        """Start the release, once it is clear that the folder may be made."""
        shares = shares_of(self.shares.text())
        folder = Path(self.path.text().strip()).expanduser()
        if not self.path.text().strip():
            raise UserError("The release needs a folder.", hint="Name one that is not there yet.")
        if folder.exists():
            raise UserError(f"{folder.name} is there already.", hint="Name a new folder.")
        if not folder.parent.is_dir():
            raise UserError(f"The folder {folder.parent} does not exist.", hint="Make it first.")
        statuses, reviewed = _READY[self.articles.currentData()]
        options = ReleaseOptions(
            shares,
            self.form.name,
            self.layer.currentData(),
            statuses,
            reviewed=reviewed,
            seed=self.seed.value(),
            way=self.way.currentData(),
            answers=self.answers.currentData(),
            names=self.names.isChecked(),
            licence=self.licence.text().strip(),
            choices=self.form.chosen(),
        )
        work = release(self._project, folder, options)
        self._bench.jobs.run(f"Releasing {folder.name}", work, self._released)

    def _released(self, done: ReleaseReport) -> None:
        said = [*done.sentences(), *(f"Load it with: {line}" for line in done.load_lines)]
        self._bench.session.message.emit(said[0])
        report.run(self._bench, "Released", said, [], "\n".join(said) + "\n")

    def _choose(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "The folder that takes the release", self.path.text())
        if name:
            self.path.setText(str(Path(name) / f"{self._project.path.stem}-release"))

    def _lay_out(self) -> None:
        choose = plain.button("Choose…")
        choose.setAccessibleName("Choose where the folder goes")
        choose.clicked.connect(self._choose)
        rows: list[tuple[str, QWidget, QWidget | None]] = [
            ("Layer", self.layer, None),
            ("Articles", self.articles, None),
            ("Parts, and the seed of chance", self.shares, self.seed),
            ("Split", self.way, None),
            ("Annotators' answers", self.answers, self.names),
            ("Licence", self.licence, None),
        ]
        for text, field, beside in rows:
            self.form.add_row(text, field, beside)
        self.form.add_row("Folder", self.path, choose)
        self.body.addWidget(self.form)
        self.body.addStretch(1)


def _box(values: dict[str, str] | dict[str, Way] | dict[str, Answers]) -> QComboBox:
    """A choice of these, by what is shown."""
    made = QComboBox()
    for shown, value in values.items():
        made.addItem(shown, value)
    return made
