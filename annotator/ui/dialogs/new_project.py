"""A new project: its name, its folder, and the scheme it begins with."""

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QFileDialog, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from annotator.domain.scheme import Scheme
from annotator.errors import UserError
from annotator.services import schemes
from annotator.storage.project import SUFFIX
from annotator.ui import plain
from annotator.ui.dialogs.frame import Dialog, field_label
from annotator.ui.widgets import TagChip
from annotator.ui.workbench import Workbench

_FROM_FILE = "From a file…"
_NEVER_IN_A_NAME = '/\\:*?"<>|'
_SHOWN_LABELS = 18
_A_ROW = 9
_CHIP_ROWS = _SHOWN_LABELS // _A_ROW
_CHIP_PITCH = 22


def run(bench: Workbench) -> bool:
    """Ask, make the project and open it; whether it is open."""
    dialog = NewProject(bench)
    if dialog.exec() != Dialog.DialogCode.Accepted:
        return False
    bench.settings.remember(dialog.path)
    return True


class NewProject(Dialog):
    """Makes a project and opens it."""

    def __init__(self, bench: Workbench) -> None:
        """In the folder of the last project, with the default scheme."""
        super().__init__(
            bench.window,
            "New project",
            "A project is one file. Articles, labels and everything that is done to them go into it.",
            "Create project",
        )
        self._bench = bench
        self._scheme: Scheme | None = None
        folder = bench.settings.folder
        self.name = QLineEdit("news")
        self.folder = QLineEdit(str(folder))
        self.scheme = QComboBox()
        for name in schemes.presets():
            self.scheme.addItem(schemes.load(name).rules.title, name)
        self.scheme.addItem(_FROM_FILE)
        self._chosen = 0
        self._chips = QGridLayout()
        self._summary = plain.label("", tone="ink3")
        self._lay_out()
        self.scheme.activated.connect(self._choose_scheme)
        self._choose_scheme(0)
        self.setMinimumWidth(560)
        self.name.selectAll()
        self.name.setFocus()

    @property
    def path(self) -> Path:
        """Where the project will be."""
        name = self.name.text().strip()
        return Path(self.folder.text()).expanduser() / (name if name.endswith(SUFFIX) else name + SUFFIX)

    def act(self) -> None:
        """Make the project and open it."""
        name = self.name.text().strip()
        if not name or any(character in _NEVER_IN_A_NAME or character < " " for character in name):
            hint = f"It holds none of {' '.join(_NEVER_IN_A_NAME)}"
            raise UserError("The project needs a name that can be a file’s.", hint=hint)
        if self._scheme is None:
            raise UserError("The project needs a scheme.", hint="Choose one that comes with the program.")
        self._bench.session.create(self.path, self._scheme)

    def use_file(self, file: str) -> None:
        """Begin with the scheme in this TOML file."""
        self.scheme.insertItem(self.scheme.count() - 1, Path(file).name, file)
        self.scheme.setCurrentIndex(self.scheme.count() - 2)
        self._use(self.scheme.currentIndex())

    def _lay_out(self) -> None:
        choose = plain.button("Choose…")
        choose.setAccessibleName("Choose the folder")
        choose.clicked.connect(self._choose_folder)
        folder = QHBoxLayout()
        folder.setSpacing(8)
        folder.addWidget(self.folder, 1)
        folder.addWidget(choose)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        rows: list[tuple[str, QWidget]] = [
            ("Name", self.name),
            ("Folder", self.folder),
            ("Scheme", self.scheme),
        ]
        for row, (text, field) in enumerate(rows):
            grid.addWidget(field_label(text, field), row, 0)
            if field is self.folder:
                grid.addLayout(folder, row, 1)
            else:
                grid.addWidget(field, row, 1)
        self._chips.setHorizontalSpacing(6)
        self._chips.setVerticalSpacing(0)
        self._chips.setColumnStretch(_A_ROW, 1)
        for row in range(_CHIP_ROWS):
            self._chips.setRowMinimumHeight(row, _CHIP_PITCH)
        grid.addLayout(self._chips, len(rows), 1)
        grid.addWidget(self._summary, len(rows) + 1, 1)
        self.body.addLayout(grid)
        self.body.addStretch(1)

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Folder of the project", self.folder.text())
        if chosen:
            self.folder.setText(chosen)

    def _choose_scheme(self, index: int) -> None:
        if self.scheme.itemData(index) is not None:
            self._use(index)
            return
        self.scheme.setCurrentIndex(self._chosen)
        file, _ = QFileDialog.getOpenFileName(self, "Scheme", self.folder.text(), "Schemes (*.toml)")
        if file:
            self.use_file(file)

    def _use(self, index: int) -> None:
        self._chosen, self._scheme = index, None
        self.attempt(self._load)
        self._show_labels()

    def _load(self) -> None:
        self._scheme = schemes.load(self.scheme.itemData(self._chosen))

    def _show_labels(self) -> None:
        while item := self._chips.takeAt(0):
            widget = item.widget()
            if widget is not None:
                widget.hide()  # at once; it is deleted when the event loop comes to it
                widget.deleteLater()
        if self._scheme is None:
            self._summary.setText("")
            return
        labels = self._scheme.labels
        for at, label in enumerate(labels[:_SHOWN_LABELS]):
            chip = TagChip(self._bench.appearance, label.tag, label.colour)
            chip.setAccessibleName(label.title)
            plain.set_tooltip(chip, f"{label.title}\n{label.meaning}".strip())
            self._chips.addWidget(chip, at // _A_ROW, at % _A_ROW)
        scale = " · ".join(value.title for value in self._scheme.scale)
        count = f"{len(labels)} label{'' if len(labels) == 1 else 's'}"
        self._summary.setText(f"{count}.  Sentiment: {scale}.")
