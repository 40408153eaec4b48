"""The key sheet: every key, menu by menu, read off the registry."""

from collections.abc import Iterable
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.ui import fonts, plain
from annotator.ui.actions import KeyRow
from annotator.ui.widgets import KeyCap, painting
from annotator.ui.workbench import Workbench

_COLUMNS = 3
_PADDING = 32


class KeySheet(QDialog):
    """Shows the keys until any of Esc, Enter or `?` is pressed."""

    def __init__(self, bench: Workbench) -> None:
        """Reads the actions as they are now."""
        super().__init__(bench.window)
        self._bench = bench
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Keys")
        sheet = QWidget()
        columns = QHBoxLayout(sheet)
        columns.setContentsMargins(_PADDING, 0, _PADDING, _PADDING)
        columns.setSpacing(40)
        for rows in in_columns(list(bench.actions.key_sheet()), _COLUMNS):
            columns.addLayout(self._column(rows), 1)
        scroll = QScrollArea()
        scroll.setWidget(sheet)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        for plane in (sheet, scroll.viewport()):
            plane.setAutoFillBackground(False)  # the dialog's own plane shows
        scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        title = plain.label("Keys", font=fonts.serif_font(27, QFont.Weight.Bold))
        title.setContentsMargins(_PADDING, 24, _PADDING, 8)
        whole.addWidget(title)
        whole.addWidget(scroll)
        window = bench.window.size()
        self.resize(min(1180, window.width() - 80), min(820, window.height() - 60))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close by the key that opened it, too."""
        if event.key() in (Qt.Key.Key_Question, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept()
        else:
            super().keyPressEvent(event)

    def _column(self, rows: Iterable[KeyRow]) -> QLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        for menu, members in groupby(rows, key=lambda row: row.menu):
            heading = plain.label(menu, font=fonts.ui_font(12.5, QFont.Weight.DemiBold))
            heading.setFixedHeight(36)
            column.addWidget(heading)
            grid = QGridLayout()
            grid.setHorizontalSpacing(12)
            grid.setVerticalSpacing(6)
            grid.setColumnStretch(0, 1)
            for line, row in enumerate(members):
                grid.addWidget(plain.label(row.title, tone="ink2", font=fonts.ui_font(12)), line, 0)
                grid.addLayout(self._caps(row), line, 1)
            column.addLayout(grid)
            column.addSpacing(12)
        column.addStretch()
        return column

    def _caps(self, row: KeyRow) -> QLayout:
        caps = QHBoxLayout()
        caps.setSpacing(4)
        caps.addStretch()
        shown = {painting.key_text(key): key for key in row.keys}  # both Enter keys look alike
        for key in shown.values():
            caps.addWidget(KeyCap(self._bench.appearance, key))
        return caps


def in_columns(rows: list[KeyRow], count: int) -> list[list[KeyRow]]:
    """The rows in columns of about the same height, in order."""
    height = -(-len(rows) // count)
    return [rows[at : at + height] for at in range(0, len(rows), height)]
