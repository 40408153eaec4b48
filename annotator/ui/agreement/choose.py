"""Ticking names: which layers, which labels."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QWidget

from annotator.errors import Refused
from annotator.ui.dialogs.frame import Dialog


class Choose(Dialog):
    """A name a row; Space ticks it, Enter compares what is ticked."""

    def __init__(
        self, parent: QWidget, what: str, names: Sequence[str], chosen: Collection[str], least: int
    ) -> None:
        """`what` are chosen, at least so many."""
        super().__init__(parent, f"Which {what}", f"Space ticks one. At least {least}.", "Compare")
        self._least, self._what = least, what
        self._rows = QStandardItemModel(self)
        for name in names:
            item = QStandardItem(name)
            item.setCheckable(True)
            item.setEditable(False)
            item.setCheckState(Qt.CheckState.Checked if name in chosen else Qt.CheckState.Unchecked)
            self._rows.appendRow(item)
        self.list = QListView()
        self.list.setAccessibleName(what.capitalize())
        self.list.setModel(self._rows)
        self.list.setCurrentIndex(self._rows.index(0, 0))
        self.list.setMinimumSize(360, 320)
        self.body.addWidget(self.list)
        self.add_side_button("All").clicked.connect(lambda: self._tick(Qt.CheckState.Checked))
        self.add_side_button("None").clicked.connect(lambda: self._tick(Qt.CheckState.Unchecked))
        self.list.setFocus()

    def chosen(self) -> tuple[str, ...]:
        """What is ticked, in the order of the list."""
        items = (self._rows.item(row) for row in range(self._rows.rowCount()))
        return tuple(item.text() for item in items if item.checkState() == Qt.CheckState.Checked)

    def act(self) -> None:
        """Refuse too few."""
        if len(self.chosen()) < self._least:
            raise Refused(f"Tick at least {self._least} {self._what}.")

    def _tick(self, state: Qt.CheckState) -> None:
        for row in range(self._rows.rowCount()):
            self._rows.item(row).setCheckState(state)
