"""Every text is shown as it is, and nothing bypasses the factory that sees to it."""

import ast
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QTextDocument
from PySide6.QtWidgets import QLabel, QMessageBox
from pytestqt.qtbot import QtBot

import annotator.ui
from annotator.ui import plain

EVIL = "<img src=x> <b>R&D</b>"
MADE_ONLY_BY_PLAIN = {"QLabel", "QMessageBox", "QErrorMessage", "QInputDialog", "QProgressDialog", "QToolTip"}
CALLED_ONLY_BY_PLAIN = {"setToolTip", "setWhatsThis"}
UI = Path(annotator.ui.__file__).parent
MODULES = sorted(path for path in UI.rglob("*.py") if path != UI / "plain.py")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(UI)))
def test_nothing_in_the_window_makes_text_widgets_by_itself(path: Path) -> None:
    assert [f"line {line}: {name}" for line, name in _bypasses(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    "code",
    [
        "QLabel('x')",
        "QtWidgets.QLabel()",
        "QMessageBox.question(None, 'a', 'b')",
        "w.setToolTip(name)",
        "class Title(QLabel): pass",
        "QToolTip.showText(p, name)",
    ],
)
def test_the_scan_finds_each_way_round_the_factory(code: str) -> None:
    assert _bypasses(code)


def test_the_scan_allows_the_names_as_types() -> None:
    assert not _bypasses("title: QLabel = plain.label('x')")


def test_a_label_shows_markup_as_text(qtbot: QtBot) -> None:
    shown = plain.label(EVIL)
    qtbot.addWidget(shown)
    assert shown.textFormat() == Qt.TextFormat.PlainText
    assert shown.text() == EVIL
    # The picture of the plain text is wider than the bold "R&D" that markup would leave.
    assert shown.sizeHint().width() >= shown.fontMetrics().horizontalAdvance(EVIL)


def test_a_label_set_later_still_shows_markup_as_text(qtbot: QtBot) -> None:
    shown = plain.label("Ilse Maren")
    qtbot.addWidget(shown)
    shown.setText(EVIL)
    assert shown.sizeHint().width() >= shown.fontMetrics().horizontalAdvance(EVIL)


@pytest.mark.parametrize("build", [plain.information, plain.error])
def test_a_message_shows_text_and_hint_as_they_are(qtbot: QtBot, build: Callable[..., QMessageBox]) -> None:
    box = build(None, EVIL, EVIL)
    qtbot.addWidget(box)
    shown = [part for part in box.findChildren(QLabel) if part.text()]
    assert [part.text() for part in shown] == [EVIL, EVIL]
    assert {part.textFormat() for part in shown} == {Qt.TextFormat.PlainText}


def test_a_question_names_its_answers_and_esc_means_no(qtbot: QtBot) -> None:
    box = plain.question(None, "Remove the label?", yes="Remove R&D", no="Keep")
    qtbot.addWidget(box)
    yes, no = (box.button(one) for one in (QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No))
    assert (yes.text(), no.text()) == ("Remove R&&D", "Keep")
    assert yes.shortcut().isEmpty()
    assert box.escapeButton() is no
    assert box.defaultButton() is yes


def test_a_tool_tip_reads_back_as_the_text(qtbot: QtBot) -> None:
    shown = plain.label("x")
    qtbot.addWidget(shown)
    action = QAction(shown)
    for target in (shown, action):
        plain.set_tooltip(target, EVIL)
        page = QTextDocument()
        page.setHtml(target.toolTip())
        assert page.toPlainText() == EVIL


def test_no_tool_tip_stays_none(qtbot: QtBot) -> None:
    assert plain.tooltip("") == ""


def test_an_ampersand_on_a_button_is_no_shortcut(qtbot: QtBot) -> None:
    made = [plain.button("R&D"), plain.tool_button("R&D"), plain.check_box("R&D"), plain.radio_button("R&D")]
    for each in made:
        qtbot.addWidget(each)
    assert {each.text() for each in made} == {"R&&D"}
    assert all(each.shortcut().isEmpty() for each in made)


def _bypasses(code: str) -> list[tuple[int, str]]:
    """Line and name of each place that makes a text widget, or sets a tool tip, without the factory."""
    found = []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.ClassDef):
            found += [(node.lineno, _name(base)) for base in node.bases if _name(base) in MADE_ONLY_BY_PLAIN]
        if isinstance(node, ast.Call):
            names = {_name(node.func)}
            if isinstance(node.func, ast.Attribute):
                names.add(_name(node.func.value))
            hits = names & MADE_ONLY_BY_PLAIN | {_name(node.func)} & CALLED_ONLY_BY_PLAIN
            found += [(node.lineno, name) for name in sorted(hits)]
    return found


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
