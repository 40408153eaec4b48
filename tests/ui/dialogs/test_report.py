"""A report shows what went wrong as it is, and can be saved."""

from PySide6.QtWidgets import QFileDialog, QPlainTextEdit

from annotator.ui.dialogs.report import Report

EVIL = "<img src=x> wire.jsonl, line 12: It is not JSON."


def make(qtbot, bench, details):
    dialog = Report(bench, "Import", ["2 new articles."], details, "2 new articles.\n\ud800\n")
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_details_are_listed_as_they_are(qtbot, bench):
    dialog = make(qtbot, bench, [EVIL])
    shown = dialog.findChild(QPlainTextEdit)
    assert shown.toPlainText() == EVIL
    assert shown.isReadOnly()


def test_of_very_many_details_the_first_are_shown_and_the_others_counted(qtbot, bench):
    dialog = make(qtbot, bench, [EVIL] * 1500)
    shown = dialog.findChild(QPlainTextEdit)
    assert shown.blockCount() == 1001
    assert "500 more" in shown.toPlainText()


def test_the_report_is_saved_whatever_characters_it_quotes(qtbot, bench, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "report.txt"), ""))
    dialog = make(qtbot, bench, [EVIL])
    dialog._sides[0].click()
    assert (tmp_path / "report.txt").read_bytes() == b"2 new articles.\n\\ud800\n"


def test_a_report_that_cannot_be_saved_says_so(qtbot, bench, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "no" / "report.txt"), ""))
    dialog = make(qtbot, bench, [EVIL])
    dialog._sides[0].click()
    assert "does not exist" in dialog.problem.text()
    assert dialog.isVisible()
