"""Assigning: who is to read what, looked at before it is done; and how far everybody is."""

from collections.abc import Generator
from functools import partial
from pathlib import Path

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLineEdit, QSpinBox, QWidget

from annotator.domain.assigning import Split
from annotator.errors import Refused, UserError
from annotator.services import assigning
from annotator.services.assigning import Assigned, Plan
from annotator.services.import_report import counted
from annotator.services.progress import Progress
from annotator.storage.project import Project
from annotator.ui import fonts, plain
from annotator.ui.dialogs import report
from annotator.ui.dialogs.figures import Figures
from annotator.ui.dialogs.frame import Dialog, field_label
from annotator.ui.jobs import Jobs
from annotator.ui.workbench import Workbench

_HINT = (
    "Articles that nobody reads yet are split evenly, and each person gets a project file with hers."
    " What comes back is merged: File, Merge colleagues’ files."
)
_PREVIEW = ("Who", "New articles", "Shared", "Before")
_STANDING = ("Who", "Articles", "Done", "In progress", "Skipped", "New")
_MOST_READERS, _MOST_SEED = 50, 999_999_999


def run(bench: Workbench) -> None:
    """Ask who is to read, and start a job that writes the files."""
    if bench.session.project is not None:
        AssignDialog(bench, bench.session.project).exec()


class AssignDialog(Dialog):
    """Starts the job. The split is drawn beside the window as often as something is changed."""

    def __init__(self, bench: Workbench, project: Project) -> None:
        """With those who were assigned something before, and two readers an article."""
        super().__init__(bench.window, "Assign articles", _HINT, "Assign")
        self._bench = bench
        self._project = project
        self._looking = Jobs(self)
        self._asked = 0
        self._found: Plan | str = ""
        people = assigning.standing(project)
        self.names = QLineEdit(", ".join(one.name for one in people))
        self.names.setPlaceholderText("Ann, Ben, Cleo")
        self.overlap = _number(1, _MOST_READERS, 2)
        self.seed = _number(0, _MOST_SEED, 0)
        self.folder = QLineEdit(str(project.path.parent / f"{project.path.stem}-assigned"))
        self.with_gold = plain.check_box("With what was decided about their articles")
        self.preview = Figures("Who would get how many articles", _PREVIEW)
        self.verdict = plain.label("", tone="ink2", wrap=True)
        self.standing = Figures("How far everybody is", _STANDING)
        self.standing.show_rows([_cells(one) for one in people], most=6)
        self._lay_out(has_standing=bool(people))
        self._connect()
        self.setMinimumWidth(640)
        self.primary.setEnabled(not project.read_only)
        self._look()
        self.names.setFocus()

    @property
    def people(self) -> list[str]:
        """The names, as they are separated by commas."""
        return [name.strip() for name in self.names.text().split(",") if name.strip()]

    @property
    def is_looking(self) -> bool:
        """Whether the preview is not yet that of the fields."""
        return self._looking.running is not None

    def act(self) -> None:
        """Start the job, unless it is clear already that it cannot be."""
        if self._project.read_only:
            raise Refused("This project is open read-only: nothing can be assigned in it.")
        if self.is_looking:
            raise Refused("The split is still being drawn. Wait a moment.")
        if isinstance(self._found, str):
            raise Refused(self._found)
        if not self.folder.text().strip():
            raise UserError("The files need a folder.", hint="Name one.")
        folder = Path(self.folder.text().strip()).expanduser()
        assigning.ready(self._project, self._found, folder)
        work = assigning.assign(
            self._project,
            self.people,
            self.overlap.value(),
            self.seed.value(),
            folder,
            with_gold=self.with_gold.isChecked(),
        )
        self._bench.jobs.run("Assigning articles", work, partial(_assigned, self._bench))

    def done(self, result: int) -> None:
        """Close, and draw nothing more."""
        self._looking.close()
        super().done(result)

    def _look(self) -> None:
        """Draw the split for what the fields say; an older drawing that comes later is not shown."""
        self._asked += 1
        self.say("")
        work = _looked(self._project, self.people, self.overlap.value(), self.seed.value())
        self._looking.cancel()
        self._looking.run("Drawing", work, partial(self._show_plan, self._asked))

    def _show_plan(self, asked: int, found: Plan | str) -> None:
        if asked != self._asked:
            return
        self._found = found
        if isinstance(found, str):
            self.preview.show_rows([])
            self.verdict.setText(found)
            return
        shares = found.split.shares
        self.preview.show_rows(
            [
                (name, f"{len(shares[at]):,}", f"{found.shared(at):,}", f"{found.before[at]:,}")
                for at, name in enumerate(found.names)
            ],
            most=6,
        )
        self.verdict.setText(_verdict(found.articles, found.split))

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "Folder for the files", str(self._project.path.parent))
        if name:
            self.folder.setText(name)

    def _connect(self) -> None:
        self.names.textChanged.connect(self._look)
        self.overlap.valueChanged.connect(self._look)
        self.seed.valueChanged.connect(self._look)

    def _lay_out(self, *, has_standing: bool) -> None:
        choose = plain.button("Choose…")
        choose.setAccessibleName("Choose the folder")
        choose.clicked.connect(self._choose_folder)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        rows: list[tuple[str, QWidget, QWidget | None]] = [
            ("Who reads", self.names, None),
            ("Readers of an article", self.overlap, None),
            ("Seed", self.seed, None),
            ("Folder", self.folder, choose),
        ]
        for row, (text, field, beside) in enumerate(rows):
            grid.addWidget(field_label(text, field), row, 0)
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addWidget(field, int(isinstance(field, QLineEdit)))
            if beside is not None:
                line.addWidget(beside)
            elif not isinstance(field, QLineEdit):
                line.addStretch(1)
            grid.addLayout(line, row, 1)
        grid.addWidget(self.with_gold, len(rows), 1)
        self.body.addLayout(grid)
        self.body.addWidget(self.preview)
        self.body.addWidget(self.verdict)
        if has_standing:
            self.body.addSpacing(8)
            strong = fonts.ui_font(12.5, QFont.Weight.DemiBold)
            self.body.addWidget(plain.label("How far everybody is", font=strong))
            self.body.addWidget(self.standing)
        self.standing.setVisible(has_standing)
        self.body.addStretch(1)


def _number(least: int, most: int, value: int) -> QSpinBox:
    made = plain.spin_box(least, most, value)
    made.setFixedWidth(130)
    return made


def _cells(one: assigning.Standing) -> list[str]:
    counts = (one.articles, one.done, one.in_progress, one.skipped, one.new)
    return [one.name, *(f"{count:,}" for count in counts)]


def _looked(
    project: Project, names: list[str], overlap: int, seed: int
) -> Generator[Progress, None, Plan | str]:
    """The plan, or why there is none."""
    yield Progress(0, None, "Drawing")
    if not names:
        return "Write who is to read, with commas between the names."
    try:
        return assigning.look(project, names, overlap, seed)
    except UserError as error:
        return f"{error.message} {error.hint}".strip()
    except Refused as refused:
        return str(refused)


def _verdict(articles: int, new: Split) -> str:
    """How the pairs meet."""
    if not articles:
        return "Every article has its readers: the files are written as things stand."
    met = new.shared().values()
    if not any(met):
        return f"{counted(articles, 'article')} to split. Nobody shares one, so agreement cannot be measured."
    least, most = min(met), max(met)
    each = f"{least:,}" if least == most else f"{least:,} to {most:,}"
    return f"{counted(articles, 'article')} to split. Each two share {each}, on which agreement is measured."


def _assigned(bench: Workbench, done: Assigned) -> None:
    bench.session.reread()
    said = [
        *done.sentences(),
        "Undo takes the assignment back; files that were given out merge all the same.",
    ]
    report.run(bench, "Assigned", said, [], "\n".join([*said, ""]))
