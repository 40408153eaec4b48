"""What was done last to the shown article."""

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.ui.models.history_list import HistoryList
from annotator.ui.panels.empty import Empty
from annotator.ui.panels.history_delegate import ROW_HEIGHT, HistoryDelegate
from annotator.ui.panels.row_view import RowView
from annotator.ui.workbench import Workbench


class HistoryPage(QWidget):
    """The latest edit on top."""

    def __init__(self, bench: Workbench) -> None:
        """Reads the history only while it can be seen."""
        super().__init__()
        self.model = HistoryList(bench.session, self)
        self.view = RowView("History of the article", ROW_HEIGHT)
        self.view.setModel(self.model)
        self.view.setItemDelegate(HistoryDelegate(bench.appearance, self.view))
        self.empty = Empty(
            bench.appearance, "Nothing was done here yet.", "Each edit of this article stands here."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 4)
        column.setSpacing(0)
        column.addWidget(self.empty, 1)
        column.addWidget(self.view, 1)
        self.model.modelReset.connect(self._show_rows)
        self.model.rowsInserted.connect(self._show_rows)
        self._show_rows()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up."""
        super().showEvent(event)
        self.model.watch(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Wait until somebody looks again."""
        super().hideEvent(event)
        self.model.watch(False)

    def _show_rows(self) -> None:
        has_rows = self.model.rowCount() > 0
        self.view.setVisible(has_rows)
        self.empty.setVisible(not has_rows)
        self.setFocusProxy(self.view if has_rows else self.empty)
