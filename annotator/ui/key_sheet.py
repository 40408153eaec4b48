"""The key sheet: every key in force, menu by menu, read off the registry, on the screen and on paper."""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, Qt
from PySide6.QtGui import QFont, QKeyEvent, QKeySequence, QPageLayout, QPageSize, QPdfWriter
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import UserError
from annotator.files import writing_whole
from annotator.ui import fonts, plain
from annotator.ui.actions import KeyRow
from annotator.ui.printed_keys import print_sheet
from annotator.ui.widgets import KeyCap, painting
from annotator.ui.workbench import Workbench

_COLUMNS = 3
_PADDING = 32
_MARGINS = QMarginsF(16, 14, 16, 14)


class KeySheet(QDialog):
    """Shows the keys until Esc, Enter or the key that opened it is pressed."""

    def __init__(self, bench: Workbench) -> None:
        """Reads the actions as they are now."""
        super().__init__(bench.window)
        self._bench = bench
        self._rows = list(bench.actions.key_sheet())
        self.profile = bench.actions.keyboard.profile.title
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Keys")
        sheet = QWidget()
        columns = QHBoxLayout(sheet)
        columns.setContentsMargins(_PADDING, 0, _PADDING, _PADDING)
        columns.setSpacing(40)
        for rows in in_columns(self._rows, _COLUMNS):
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
        whole.addLayout(self._head())
        whole.addWidget(scroll)
        scroll.setAccessibleName("Keys")
        scroll.setFocus()
        window = bench.window.size()
        self.resize(min(1180, window.width() - 80), min(820, window.height() - 60))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, else closes, as the key does that opened the sheet."""
        focused = self.focusWidget()
        enters = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enters and isinstance(focused, QPushButton):
            focused.click()
        elif enters or self._opened_by(event):
            self.accept()
        else:
            super().keyPressEvent(event)

    def save(self, path: Path) -> None:
        """Write the sheet as a PDF; raises UserError."""
        kept = QByteArray()
        buffer = QBuffer(kept)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        pdf = QPdfWriter(buffer)
        pdf.setTitle(self.windowTitle())
        pdf.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        pdf.setPageMargins(_MARGINS, QPageLayout.Unit.Millimeter)
        print_sheet(pdf, self._rows, self._title)
        with writing_whole(path) as out:
            out.write(kept.data())

    @property
    def _title(self) -> str:
        return f"Keys: {self.profile}"

    def _head(self) -> QLayout:
        head = QHBoxLayout()
        head.setContentsMargins(_PADDING, 24, _PADDING, 8)
        head.setSpacing(8)
        about = plain.label(self.profile, tone="ink3", font=fonts.ui_font(13))
        about.setContentsMargins(4, 10, 0, 0)
        printing, saving = plain.button("Print…"), plain.button("Save as PDF…")
        printing.setShortcut(QKeySequence("Ctrl+P"))
        printing.clicked.connect(self._ask_and_print)
        saving.clicked.connect(self._ask_and_save)
        head.addWidget(plain.label("Keys", font=fonts.serif_font(27, QFont.Weight.Bold)))
        head.addWidget(about)
        head.addStretch()
        head.addWidget(KeyCap(self._bench.appearance, "Ctrl+P"))
        for button in (printing, saving):
            button.setAutoDefault(False)
            head.addWidget(button)
        return head

    def _opened_by(self, event: QKeyEvent) -> bool:
        pressed = QKeySequence(event.keyCombination())
        return event.key() == Qt.Key.Key_Question or pressed in self._bench.actions["help.keys"].shortcuts()

    def _ask_and_print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # loads the printing system

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._title)
        if QPrintDialog(printer, self).exec():
            try:
                print_sheet(printer, self._rows, self._title)
            except UserError as error:
                plain.error(self, error.message, error.hint).open()

    def _ask_and_save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "Save as PDF", "keys.pdf", "PDF (*.pdf)")
        if name:
            try:
                self.save(Path(name))
            except UserError as error:
                plain.error(self, error.message, error.hint).open()

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
