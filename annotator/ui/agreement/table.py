"""A chart as a table: the same numbers, to be read and saved."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from annotator.files import writing_whole
from annotator.services.agreement_tables import Table
from annotator.ui.dialogs.figures import Figures
from annotator.ui.dialogs.frame import Dialog


class TableDialog(Dialog):
    """A row a figure."""

    def __init__(self, parent: QWidget, title: str, caption: str, table: Table) -> None:
        """`title` and `caption` are those of the chart."""
        super().__init__(parent, title, caption, "Close")
        self._table = table
        self.cancel.hide()
        self.figures = Figures(title, [name[:1].upper() + name[1:] for name in table.columns])
        self.figures.show_rows(table.words(), most=16)
        self.body.addWidget(self.figures)
        self.add_side_button("Save as CSV…").clicked.connect(self._ask_and_save)
        self.setMinimumWidth(min(1040, 240 + 110 * len(table.columns)))
        self.figures.setFocus()

    def save(self, path: Path) -> None:
        """Write the table; raises UserError."""
        write_table(self._table, path)

    def _ask_and_save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, "Save the table", f"{self.windowTitle()}.csv", "CSV (*.csv)"
        )
        if name:
            self.attempt(lambda: self.save(Path(name)))


def write_table(table: Table, path: Path) -> None:
    """The table as CSV; raises UserError."""
    with writing_whole(path) as out:
        out.write(table.csv())
