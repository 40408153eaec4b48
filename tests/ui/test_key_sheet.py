"""The key sheet: the keys in force, on the screen and on paper."""

import re
import subprocess
import sys

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QLabel

from annotator.errors import UserError
from annotator.ui.actions import KeyRow
from annotator.ui.key_sheet import KeySheet
from annotator.ui.printed_keys import in_columns, print_sheet
from tests.windows import press


def pages(pdf):
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_it_says_whose_keys_they_are(bench, qtbot):
    bench.actions["View/Keys/mail"].trigger()
    sheet = KeySheet(bench)
    qtbot.addWidget(sheet)
    assert "Mail-like" in [label.text() for label in sheet.findChildren(QLabel)]


def test_it_is_saved_as_a_pdf(bench, qtbot, tmp_path):
    sheet = KeySheet(bench)
    qtbot.addWidget(sheet)
    sheet.save(tmp_path / "keys.pdf")
    written = (tmp_path / "keys.pdf").read_bytes()
    assert written.startswith(b"%PDF-")
    assert pages(written) in (1, 2)
    with pytest.raises(UserError, match="does not exist"):
        sheet.save(tmp_path / "nowhere" / "keys.pdf")


def test_a_printer_gets_as_many_pages_as_it_takes(bench, tmp_path):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "keys.pdf"))
    rows = list(bench.actions.key_sheet()) * 3
    assert print_sheet(printer, rows, "Keys: Ours") == pages((tmp_path / "keys.pdf").read_bytes()) > 1


def test_every_column_begins_with_the_name_of_its_menu_and_no_row_is_lost():
    rows = [KeyRow("File" if at < 30 else "Edit", f"Row {at}", ("A",)) for at in range(90)]
    columns = list(in_columns(rows, 400))
    assert all(column[0].row is None for column in columns)
    assert [line.row for column in columns for line in column if line.row] == rows


def test_enter_on_a_button_does_not_close_the_sheet(bench, qtbot):
    press("?")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), KeySheet))
    sheet = QApplication.activeWindow()
    press("Tab")
    assert sheet.focusWidget() is not None
    press("F1")
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)


def test_the_printing_system_is_loaded_only_when_something_is_printed():
    code = "import sys, annotator.ui.main_window; sys.exit('PySide6.QtPrintSupport' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
