"""Merging colleagues' files: what each would bring, what the person says to it, then a job and a report."""

from collections.abc import Generator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSizePolicy, QVBoxLayout

from annotator.domain.change import Change, Edit
from annotator.domain.entities import Key
from annotator.domain.merging import Decisions, Plan, Standing
from annotator.errors import Refused, UserError
from annotator.services import merging
from annotator.services.backups import is_large, megabytes
from annotator.services.import_report import counted
from annotator.services.merge_report import conflict_sentences, sentences
from annotator.services.merging import Merged
from annotator.services.progress import Progress
from annotator.storage.project import SUFFIX, Project
from annotator.ui import plain
from annotator.ui.dialogs import report
from annotator.ui.dialogs.frame import Dialog
from annotator.ui.dialogs.list_view import ListView
from annotator.ui.dialogs.merge_form import FileForm
from annotator.ui.dialogs.merge_rows import ROW_HEIGHT, FileDelegate, FileRow, FileRows
from annotator.ui.jobs import Jobs
from annotator.ui.workbench import Workbench

_SIZE = (940, 640)
_MOST_SENTENCES = 10


def run(bench: Workbench, paths: list[Path]) -> None:
    """Show what these files would bring and start a job that merges them."""
    if bench.session.project is not None:
        MergeDialog(bench, bench.session.project, paths).exec()


class MergeDialog(Dialog):
    """Starts the job. Files are read beside the window; nothing is written before the button is pressed."""

    def __init__(self, bench: Workbench, project: Project, paths: Sequence[Path]) -> None:
        """With these files; others can be added or dropped on it."""
        super().__init__(
            bench.window,
            "Merge colleagues’ files",
            "What they hold and this project lacks comes in, as one step that undo takes back."
            " A checked backup is taken first.",
            "Merge",
        )
        self._bench = bench
        self._project = project
        self._ours = project.scheme().labels
        self._mapped: dict[str, str] = {}
        self._chosen: dict[Key, Standing] = {}
        self._looking = Jobs(self)
        self.rows = FileRows()
        self.view = ListView("Files to merge", ROW_HEIGHT)
        self.view.setModel(self.rows)
        self.view.setItemDelegate(FileDelegate(bench.appearance, self.view))
        self.form = FileForm()
        self.add_files, self.remove = plain.button("Add files…"), plain.button("Remove")
        self.progress = plain.label("", tone="ink3")
        self.progress.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        size = megabytes(project.path.stat().st_size)
        self.backed_up = plain.check_box(f"Put a checked copy of this project beside it first ({size})")
        self.backed_up.setChecked(True)
        self.backed_up.setVisible(is_large(project.path))
        self._lay_out()
        self._connect()
        self.setAcceptDrops(True)
        self.resize(*_SIZE)
        self.add(paths)
        (self.view if paths else self.add_files).setFocus()

    def add(self, paths: Sequence[Path]) -> None:
        """Add files, and look at them beside the window."""
        self.say("")
        self.rows.add(paths)
        if self.rows.files and self.view.current_row() is None:
            self.view.show_current(0)
        self._show_current()
        self._look_on()

    def act(self) -> None:
        """Start the merge of what can be merged."""
        files = self.rows.files
        if not files:
            raise Refused("Add a file first.")
        if any(file.found is None for file in files):
            raise Refused("The files are still being read. Wait a moment.")
        plans = {file.path: file.found for file in files if isinstance(file.found, Plan)}
        paths = [path for path, plan in plans.items() if not plan.is_empty]
        if not paths:
            raise Refused("There is nothing new in these files that could be merged.")
        decided = self._decided([plans[path] for path in paths])
        backups = self._bench.session.backups if self.backed_up.isChecked() else None
        work = merging.merge(self._project, paths, backups, decided)
        refused = [file for file in files if isinstance(file.found, UserError)]
        self._bench.jobs.run(
            f"Merging {counted(len(paths), 'file')}", work, partial(_merged, self._bench, refused)
        )

    def done(self, result: int) -> None:
        """Close, and read nothing more."""
        self._looking.close()
        super().done(result)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what was dropped."""
        event.acceptProposedAction()
        self.add([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def _decided(self, plans: Sequence[Plan]) -> Decisions:
        """What was said of labels and values that still come: a file may have been removed since."""
        labels = {new.label.id for plan in plans for new in plan.labels}
        values = {one.key for plan in plans for one in plan.conflicts}
        return Decisions(
            {theirs: ours for theirs, ours in self._mapped.items() if theirs in labels},
            {key: value.entity for key, value in self._chosen.items() if key in values},
        )

    def _look_on(self) -> None:
        """Look at the first file that nobody looked at."""
        unseen = next((file for file in self.rows.files if file.found is None), None)
        if unseen is None or self._looking.running is not None:
            return
        self._looking.run("Reading", _look(self._project, unseen.path), self._show_found)

    def _show_found(self, seen: tuple[Path, Plan | UserError]) -> None:
        path, found = seen
        self.rows.show_found(path, found)
        current = self._current()
        if current is not None and current.path == path:
            self._show_current()
        self.progress.setText("")
        self._look_on()

    def _show_progress(self, progress: Progress) -> None:
        of = f", {progress.done:,} of {progress.total:,}" if progress.total else ""
        self.progress.setText(f"{progress.what}{of}")

    def _fail(self, _: Exception) -> None:
        """A file that nobody foresaw, and which the log knows of, keeps no other from being read."""
        unseen = next(file for file in self.rows.files if file.found is None)
        self._show_found((unseen.path, UserError(f"{unseen.path.name} cannot be read.")))

    def _current(self) -> FileRow | None:
        row = self.view.current_row()
        return None if row is None else self.rows.files[row]

    def _show_current(self) -> None:
        file = self._current()
        self.remove.setEnabled(file is not None)
        self.form.setVisible(file is not None)
        if file is not None:
            self.form.show_file(file.path.name, file.found, self._ours, self._mapped, self._chosen)

    def _map(self, theirs: str, ours: str | None) -> None:
        self._mapped.pop(theirs, None)
        if ours is not None:
            self._mapped[theirs] = ours

    def _choose(self, key: Key, value: Standing | None) -> None:
        self._chosen.pop(key, None)
        if value is not None:
            self._chosen[key] = value

    def _remove(self) -> None:
        row = self.view.current_row() or 0
        self.rows.remove(self.view.selected())
        if self.rows.files:
            self.view.show_current(min(row, len(self.rows.files) - 1))
        self._show_current()

    def _ask_for_files(self) -> None:
        kinds = f"Projects (*{SUFFIX});;All files (*)"
        folder = str(self._project.path.parent)
        names, _ = QFileDialog.getOpenFileNames(self, "Files to merge", folder, kinds)
        if names:
            self.add([Path(name) for name in names])

    def _connect(self) -> None:
        self._looking.progressed.connect(self._show_progress)
        self._looking.failed.connect(self._fail)
        self.add_files.clicked.connect(self._ask_for_files)
        self.remove.clicked.connect(self._remove)
        self.view.adding.connect(self.add_files.click)
        self.view.removing.connect(self.remove.click)
        self.view.selectionModel().currentChanged.connect(self._show_current)
        self.form.label_chosen.connect(self._map)
        self.form.value_chosen.connect(self._choose)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.add_files)
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addLayout(buttons)
        left.addWidget(self.view, 1)
        left.addWidget(self.progress)
        sides = QHBoxLayout()
        sides.setSpacing(24)
        sides.addLayout(left, 2)
        sides.addWidget(self.form, 3)
        self.body.addLayout(sides, 1)
        self.body.addWidget(self.backed_up)


def _look(project: Project, path: Path) -> Generator[Progress, None, tuple[Path, Plan | UserError]]:
    (found,) = yield from merging.look_each(project, [path])
    return path, found


def _merged(bench: Workbench, refused: Sequence[FileRow], done: Merged) -> None:
    session, known = bench.session, bench.session.scheme
    session.reread()
    changes = [
        Change(before, label)
        for label in session.scheme.labels
        if (before := known.label(label.id)) not in (None, label)
    ]
    if changes or known.rules != session.scheme.rules:
        session.edited.emit(Edit("merge", (*changes, Change(known.rules, session.scheme.rules))))
    _report(bench, refused, done)


def _report(bench: Workbench, refused: Sequence[FileRow], done: Merged) -> None:
    said = [sentence for plan in done.plans for sentence in sentences(replace(plan, conflicts=()))]
    more = len(said) - _MOST_SENTENCES
    rest = [f"and {counted(more, 'sentence')} more, in the saved report."] if more > 0 else []
    backup = f"A checked backup from before is {done.backup}." if done.backup else ""
    undo = "Undo takes all of it back in one step."
    problems = [f"{file.path.name} was not merged: {file.words()}" for file in refused]
    problems += list(conflict_sentences(done.conflicts))
    summary = [*said[:_MOST_SENTENCES], *rest, *filter(None, [backup]), undo]
    text = "\n".join([*said, *filter(None, [backup]), *problems, ""])
    report.run(bench, "Merged", summary, problems, text)
