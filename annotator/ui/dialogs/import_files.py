"""An import: which files, how each of them is read, and where the labels found in them go."""

from collections.abc import Generator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator import formats
from annotator.errors import Refused, UserError
from annotator.formats.columns import Columns
from annotator.services.import_report import ImportReport, counted
from annotator.services.importing import ImportOptions, import_paths, inspect, sources
from annotator.services.progress import Progress
from annotator.storage.project import Project
from annotator.ui import plain
from annotator.ui.dialogs import report
from annotator.ui.dialogs.file_form import FileForm
from annotator.ui.dialogs.frame import Dialog, field_label
from annotator.ui.dialogs.import_look import Look, look
from annotator.ui.dialogs.import_rows import ROW_HEIGHT, FileDelegate, FileRow, FileRows
from annotator.ui.dialogs.list_view import ListView
from annotator.ui.jobs import Jobs
from annotator.ui.panels.empty import Empty
from annotator.ui.workbench import Workbench

_SIZE = (980, 720)
_LOOKED_AT = 200  # files at first; the others when they are chosen
_AT_A_TIME = 20
_NEW_LAYER = "Another layer…"


def run(bench: Workbench, paths: list[Path]) -> None:
    """Ask how to read these files and folders and others, and start a job that imports them."""
    if bench.session.project is not None:
        ImportFiles(bench, bench.session.project, paths).exec()


class ImportFiles(Dialog):
    """Starts the job. Files are looked at beside the window, the chosen one first."""

    def __init__(self, bench: Workbench, project: Project, paths: Sequence[Path]) -> None:
        """With these files and folders; files can be dropped on it too."""
        super().__init__(
            bench.window,
            "Import articles",
            "Plain text, JSONL, CSV and TSV. Folders are searched for them; files can be dropped here.",
            "Import",
        )
        self._bench = bench
        self._project = project
        self._roots: list[Path] = []
        self._looking = Jobs(self)
        self.rows = FileRows()
        self.view = ListView("Files", ROW_HEIGHT)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.view.setModel(self.rows)
        self.view.setItemDelegate(FileDelegate(bench.appearance, self.view))
        self.form = FileForm(bench.appearance)
        self.headline = plain.check_box("Put the headline on top of the text, so that it can be labelled")
        self.headline.setChecked(bench.settings.headline)
        self.layer = QComboBox()
        self.layer_name = QLineEdit()
        self.layer_name.setPlaceholderText("Its name")
        self.layer_name.setAccessibleName("Name of the layer")
        self._pages = QStackedWidget()
        self._count = plain.label("", tone="ink3")
        self._lay_out()
        self._fill_layers()
        self._connect()
        self.setAcceptDrops(True)
        self.resize(*_SIZE)
        self._show_current()
        self.add(paths)
        self.add_files.setFocus()

    def add(self, paths: Sequence[Path]) -> None:
        """Add files, and those in folders that a format reads; they are found beside the window."""
        if not paths:
            return

        def find() -> Generator[Progress, None, list[Path]]:
            yield Progress(0, None, "Looking for files")
            return sources(paths)

        self._looking.run("Looking for files", find(), partial(self._add_found, paths))

    def act(self) -> None:
        """Start the import of the files as they are to be read."""
        if not self.rows.files:
            raise Refused("Add files or a folder first.")
        looks = [file.look for file in self.rows.files]
        if all(one is not None and not one.is_usable for one in looks):
            what = next(iter(self.rows.files))
            raise UserError(f"Nothing here can be imported. {what.path.name}: {what.words()}")
        layer = self.layer.currentData()
        if layer == "":
            layer = self.layer_name.text().strip()
            if not layer:
                self.layer_name.setFocus()
                raise Refused("The layer needs a name.")
        options = ImportOptions(layer=layer, headline=self.headline.isChecked())
        work = _import(
            self._project, list(self._roots), options, list(self.rows.files), dict(self.rows.shared)
        )
        files = counted(len(self.rows.files), "file")
        self._bench.jobs.run(f"Importing {files}", work, partial(_imported, self._bench))

    def done(self, result: int) -> None:
        """Close, and look at nothing more."""
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

    def _add_found(self, paths: Sequence[Path], found: list[Path]) -> None:
        self.say("")
        if not found:
            self.say(f"There is nothing in {', '.join(path.name for path in paths)} that can be imported.")
            return
        self._roots += [path for path in paths if path not in self._roots]
        self.rows.add(found)
        if self.view.current_row() is None:
            self.view.show_current(0)
        self._show_current()
        self.view.setFocus()
        self._look_on()

    def _look_on(self) -> None:
        """Look at the current file, else at some of the others, beside the window."""
        if self._looking.running is not None:
            return
        current = self._current()
        if current is not None and current.stale:
            batch = [current]
        else:
            batch = [file for file in self.rows.files[:_LOOKED_AT] if file.stale][:_AT_A_TIME]
        if batch:
            asked = [(file.path, file.chosen) for file in batch]
            self._looking.run("Looking at files", _look_at(asked), self._show_looks)

    def _show_looks(self, found: list[tuple[Path, ImportOptions, Look]]) -> None:
        for path, chosen, seen in found:
            self.rows.show_look(path, chosen, seen)
        current = self._current()
        if current is not None and any(path == current.path for path, _, _ in found):
            self._show_current()
        elif current is not None:  # who has opened a list of columns there keeps it open
            self.form.show_alike(len(self.rows.alike(self.rows.files.index(current))))
        self._look_on()

    def _current(self) -> FileRow | None:
        row = self.view.current_row()
        return None if row is None else self.rows.files[row]

    def _show_current(self) -> None:
        files, file = self.rows.files, self._current()
        self._pages.setCurrentIndex(1 if files else 0)
        self._count.setText(counted(len(files), "file") if files else "")
        self.remove.setEnabled(bool(files))
        self.form.setVisible(file is not None)
        if file is not None:
            self.form.show_file(file, len(self.rows.alike(files.index(file))))

    def _read_as(self, chosen: dict[str, str]) -> None:
        self.rows.choose(self.view.selected(), format=chosen.get("format"), encoding=chosen.get("encoding"))
        self._look_on()

    def _choose_columns(self, columns: Columns, for_all: bool) -> None:
        row = self.view.current_row()
        if row is not None:
            self.rows.choose_columns(row, columns, for_all=for_all)
            self._show_current()
            self._look_on()

    def _remove(self) -> None:
        row = self.view.current_row() or 0
        self.rows.remove(self.view.selected())
        self._roots = [file.path for file in self.rows.files]
        if self.rows.files:
            self.view.show_current(min(row, len(self.rows.files) - 1))
        self._show_current()

    def _ask_for_files(self) -> None:
        endings = " ".join(f"*{suffix}" for suffix in formats.importers_by_suffix())
        kinds = f"Articles ({endings});;All files (*)"
        names, _ = QFileDialog.getOpenFileNames(self, "Files to import", "", kinds)
        self.add([Path(name) for name in names])

    def _ask_for_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "Folder to import")
        self.add([Path(name)] if name else [])

    def _fill_layers(self) -> None:
        own = self._project.own_layer()
        self.layer.addItem("As the file says, else my layer", None)
        if own is not None:
            self.layer.addItem(f"My layer, {own.name}", own.name)
        for layer in self._project.layers():
            if own is None or layer.id != own.id:
                self.layer.addItem(f"The layer {layer.name}", layer.name)
        self.layer.addItem(_NEW_LAYER, "")
        self.layer_name.hide()

    def _connect(self) -> None:
        self.add_files.clicked.connect(self._ask_for_files)
        self.add_folder.clicked.connect(self._ask_for_folder)
        self.remove.clicked.connect(self._remove)
        self.view.adding.connect(self.add_files.click)
        self.view.removing.connect(self.remove.click)
        self.view.selectionModel().currentChanged.connect(self._show_current)
        self.view.selectionModel().currentChanged.connect(self._look_on)
        self.form.read_as.connect(self._read_as)
        self.form.columns_chosen.connect(self._choose_columns)
        self.layer.currentIndexChanged.connect(
            lambda _: self.layer_name.setVisible(self.layer.currentData() == "")
        )

    def _lay_out(self) -> None:
        self.add_files, self.add_folder = plain.button("Add files…"), plain.button("Add folder…")
        self.remove = plain.button("Remove")
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.add_files, self.add_folder, self.remove):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self._count)
        self._pages.addWidget(self._empty())
        self._pages.addWidget(self.view)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addLayout(buttons)
        left.addWidget(self._pages, 1)
        sides = QHBoxLayout()
        sides.setSpacing(24)
        sides.addLayout(left, 9)
        sides.addWidget(self.form, 11)
        self.body.addLayout(sides, 1)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(field_label("Labels in the files go to", self.layer))
        below.addWidget(self.layer)
        below.addWidget(self.layer_name)
        below.addStretch(1)
        self.body.addLayout(below)
        self.body.addWidget(self.headline)

    def _empty(self) -> QWidget:
        frame = QFrame()
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        how = "Add files or a folder, or drop them here."
        column.addWidget(Empty(self._bench.appearance, "The files to import will stand here.", how))
        return frame


def _look_at(
    asked: Sequence[tuple[Path, ImportOptions]],
) -> Generator[Progress, None, list[tuple[Path, ImportOptions, Look]]]:
    found = []
    for number, (path, chosen) in enumerate(asked, 1):
        found.append((path, chosen, look(path, chosen)))
        yield Progress(number, len(asked), path.name)
    return found


def _import(
    project: Project,
    roots: Sequence[Path],
    options: ImportOptions,
    files: Sequence[FileRow],
    shared: dict[tuple[str, ...], Columns],
) -> Generator[Progress, None, ImportReport]:
    """Import the files; `shared` holds for those with its columns that were not looked at, too."""
    each = {
        file.path: replace(file.chosen, layer=options.layer, headline=options.headline)
        for file in files
        if file.chosen != ImportOptions()
    }
    unseen = [file for file in files if file.look is None and file.chosen.columns is None] if shared else []
    for number, file in enumerate(unseen):
        yield Progress(number, len(unseen), file.path.name)
        try:
            names = inspect(file.path, file.chosen).names
        except UserError:
            continue  # the import itself comes to this file and reports it
        if names in shared:
            each[file.path] = replace(each.get(file.path, options), columns=shared[names])
    return (yield from import_paths(project, roots, options, each=each))


def _imported(bench: Workbench, done: ImportReport) -> None:
    bench.session.reread()
    if done.problems:
        report.run(bench, "Imported", done.sentences(), [str(one) for one in done.problems], done.text())
    else:
        bench.session.message.emit(" ".join(done.sentences()))
