"""The fields of a dialog that writes files: the format, what it cannot hold, its choices, and the others."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QWidget

from annotator import formats
from annotator.formats import Exporter
from annotator.ui import plain
from annotator.ui.dialogs.frame import field_label

_USUAL_FORMAT = "jsonl"
_FIRST_OF_OTHERS = 20  # rows of the grid; those above are the format's


class FormatForm(QWidget):
    """A row for the format, below it what the chosen one needs, below that the rows that a dialog adds; the
    names of all are in one column. `changed` says that it is another format.
    """

    changed = Signal()

    def __init__(self) -> None:
        """Our own JSONL; formats that cannot be used are shown with the reason."""
        super().__init__()
        self.format = QComboBox()
        self.cannot_hold = plain.label("", tone="ink2", wrap=True)
        self.choices: dict[str, QComboBox] = {}
        self._fields: list[QWidget] = []
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        grid.addWidget(field_label("Format", self.format), 0, 0)
        grid.addWidget(self.format, 0, 1)
        grid.addWidget(self.cannot_hold, 1, 0, 1, 2)
        self._fill()
        self._describe()
        self.format.currentIndexChanged.connect(self._follow)

    def add_row(self, text: str, field: QWidget, beside: QWidget | None = None) -> None:
        """Add a field below all there is, named unless the text is empty, with another one beside it."""
        row = max(_FIRST_OF_OTHERS, self._grid.rowCount())
        if text:
            self._grid.addWidget(field_label(text, field), row, 0)
        if beside is None:
            self._grid.addWidget(field, row, 1)
            return
        both = QHBoxLayout()
        both.setSpacing(8)
        both.addWidget(field, 1)
        both.addWidget(beside)
        self._grid.addLayout(both, row, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the words about the format as many lines as they need."""
        super().resizeEvent(event)
        self._make_room()

    @property
    def name(self) -> str:
        """The name of the chosen format."""
        return str(self.format.currentData())

    @property
    def exporter(self) -> Exporter:
        """The exporter of the chosen format."""
        return formats.exporter(self.name)

    def chosen(self) -> dict[str, str]:
        """What was chosen of the format's choices."""
        return {name: str(box.currentData()) for name, box in self.choices.items()}

    def _fill(self) -> None:
        for one in formats.formats():
            if one.exporter is not None:
                self.format.addItem(one.title, one.name)
            elif one.problem:
                self.format.addItem(f"{one.title}: {one.problem}", one.name)
                items: Any = self.format.model()
                if isinstance(items, QStandardItemModel):
                    items.item(self.format.count() - 1).setEnabled(False)
        self.format.setCurrentIndex(self.format.findData(_USUAL_FORMAT))

    def _follow(self) -> None:
        self._describe()
        self.changed.emit()

    def _describe(self) -> None:
        exporter = self.exporter
        lost = ", ".join(exporter.cannot_hold)
        self.cannot_hold.setText(f"It cannot hold {lost}. The export lists what it leaves out.")
        self.cannot_hold.setVisible(bool(lost))
        self._make_room()
        for shown in self._fields:
            shown.deleteLater()
        self.choices, self._fields = {}, []
        for row, choice in enumerate(exporter.choices, 2):
            box = QComboBox()
            for value, meaning in choice.values.items():
                box.addItem(meaning[:1].upper() + meaning[1:], value)
            name = field_label(choice.title, box)
            self._grid.addWidget(name, row, 0)
            self._grid.addWidget(box, row, 1)
            self.choices[choice.name] = box
            self._fields += [name, box]

    def _make_room(self) -> None:
        # A layout within a layout asks for one line less than the words take.
        self.cannot_hold.setMinimumHeight(self.cannot_hold.heightForWidth(max(300, self.width())))
