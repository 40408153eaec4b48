"""The places where two labels met, or where agreement is worst: from here Enter goes to the article."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from annotator.ui.dialogs.figures import Figures
from annotator.ui.dialogs.frame import Dialog

Place = tuple[int, tuple[int, int]]  # the article's local number, the code points to look at


class Positions(Dialog):
    """A row a place: the article, the words, what each layer has there. Enter goes there."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        hint: str,
        columns: Sequence[str],
        rows: Sequence[tuple[Sequence[str], Place]],
    ) -> None:
        """The rows are in the order in which they are listed."""
        super().__init__(parent, title, hint, "Go to the article")
        self._places = [place for _, place in rows]
        self.table = Figures(title, columns)
        self.table.show_rows([words for words, _ in rows], most=14)
        self.table.setSelectionBehavior(Figures.SelectionBehavior.SelectRows)
        self.table.setCurrentIndex(self.table.model().index(0, 0))
        self.table.doubleClicked.connect(lambda _: self.accept())
        self.primary.setEnabled(bool(rows))
        self.body.addWidget(self.table)
        self.setMinimumWidth(860)
        self.table.setFocus()

    @property
    def place(self) -> Place | None:
        """Where to go."""
        row = self.table.currentIndex().row()
        return self._places[row] if 0 <= row < len(self._places) else None
