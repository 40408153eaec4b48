"""The one factory of widgets that show words.

Qt guesses whether a text is HTML: `<img src=...>` in a label's name reads a file, and deep nesting holds a
window for seconds. Names, titles and messages come from files of strangers, so what is made here shows every
text as it is. A test checks that nothing in `annotator/ui` bypasses this module.
"""

from html import escape
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFont
from PySide6.QtWidgets import (
    QCheckBox,
    QLabel,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QToolButton,
    QWidget,
)

Tone = Literal["ink", "ink2", "ink3", "ok", "warn", "error"]


def label(text: str = "", *, tone: Tone = "ink", font: QFont | None = None, wrap: bool = False) -> QLabel:
    """A label in one of the theme's tones; `setText` later is as safe."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setWordWrap(wrap)
    if font is not None:
        made.setFont(font)
    set_tone(made, tone)
    return made


def set_tone(shown: QLabel, tone: Tone) -> None:
    """Show the label's words in this tone of the theme, now and after a change of theme."""
    set_property(shown, "tone", tone)


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet asks for, and let it show at once."""
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def button(text: str, *, primary: bool = False) -> QPushButton:
    """A button; the primary one of a dialog is filled and answers Enter."""
    made = QPushButton(literal(text))
    made.setProperty("primary", primary)
    made.setDefault(primary)
    return made


def tool_button(text: str) -> QToolButton:
    """A flat button; its text is also its name where only its icon is shown."""
    made = QToolButton()
    made.setText(literal(text))
    made.setAccessibleName(text)
    return made


def check_box(text: str) -> QCheckBox:
    """A box to tick."""
    return QCheckBox(literal(text))


def radio_button(text: str) -> QRadioButton:
    """One of several choices."""
    return QRadioButton(literal(text))


def spin_box(least: int, most: int, value: int) -> QSpinBox:
    """A field for a whole number; the style sheet cannot keep its digits off the edge."""
    made = QSpinBox()
    made.setRange(least, most)
    made.setValue(value)
    made.lineEdit().setTextMargins(7, 0, 0, 0)
    return made


def literal(text: str) -> str:
    """The text for a button, menu or tab that must not take `&` as the mark of a shortcut."""
    return text.replace("&", "&&")


def tooltip(text: str) -> str:
    """The text for a tool tip, which Qt wraps only as rich text and cannot be told to show as plain."""
    return f'<span style="white-space: pre-wrap">{escape(text)}</span>' if text else ""


def set_tooltip(target: QWidget | QAction, text: str) -> None:
    """Show this text when the pointer rests on the target."""
    target.setToolTip(tooltip(text))


def information(parent: QWidget | None, text: str, hint: str = "") -> QMessageBox:
    """A message to read and close, ready for `open` or `exec`."""
    return _message(parent, text, hint, QMessageBox.StandardButton.Close)


def error(parent: QWidget | None, text: str, hint: str = "") -> QMessageBox:
    """A message about what could not be done, and what to do; its words can be copied."""
    made = _message(parent, text, hint, QMessageBox.StandardButton.Close)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def question(
    parent: QWidget | None, text: str, hint: str = "", *, yes: str, no: str = "Cancel"
) -> QMessageBox:
    """A question whose buttons say what they do; Enter means yes, Esc no. `agreed` shows it."""
    made = _message(parent, text, hint, QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No)
    accept = made.button(QMessageBox.StandardButton.Yes)
    accept.setText(literal(yes))
    set_property(accept, "primary", True)
    made.button(QMessageBox.StandardButton.No).setText(literal(no))
    made.setDefaultButton(QMessageBox.StandardButton.Yes)
    made.setEscapeButton(QMessageBox.StandardButton.No)
    return made


def agreed(box: QMessageBox) -> bool:
    """Show a question until it is answered; whether the answer was yes."""
    return box.exec() == QMessageBox.StandardButton.Yes


def lines_of(edit: QPlainTextEdit) -> str:
    """The text of a field of several lines, as its blocks hold it: no character is exchanged."""
    document = edit.document()
    return "\n".join(document.findBlockByNumber(at).text() for at in range(document.blockCount()))


def _message(
    parent: QWidget | None, text: str, hint: str, buttons: QMessageBox.StandardButton
) -> QMessageBox:
    made = QMessageBox(parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setInformativeText(hint)
    made.setStandardButtons(buttons)
    return made
