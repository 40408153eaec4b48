"""The articles on which the layers agree least."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTableView

from annotator.services.agreement_articles import OfArticle
from annotator.services.agreement_tables import of_articles
from annotator.ui.dialogs.figures import Figures

SHOWN = 12
_NO_PLANE = "QTableView { background: transparent; }"


class Worst(Figures):
    """A row an article, the worst first. Enter opens it."""

    opened = Signal(int)

    def __init__(self) -> None:
        """Without rows."""
        super().__init__("Where they agree least", ("Article", "Layers", "F1 strict", "F1 partial", "Spans"))
        self.setStyleSheet(_NO_PLANE)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self._numbers: list[int] = []
        self.activated.connect(lambda index: self.opened.emit(self._numbers[index.row()]))
        self.show_rows(())

    def show_articles(self, found: Sequence[OfArticle], title: Callable[[int], str]) -> None:
        """Show the first of these, which are sorted."""
        shown = list(found[:SHOWN])
        self._numbers = [one.number for one in shown]
        self.show_rows(of_articles(shown, title).words(), most=SHOWN)
        if shown:
            self.setCurrentIndex(self.model().index(0, 0))
