"""What stands where a list would be that has no rows."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.ui import fonts, plain
from annotator.ui.theme import Appearance
from annotator.ui.widgets import KeyCap
from annotator.ui.widgets.painting import key_text


class Empty(QWidget):
    """One serif line that says what this place will hold, one line that says how, one key cap.

    It takes the focus in place of the list, so that it can be heard.
    """

    def __init__(self, appearance: Appearance, what: str = "", how: str = "", key: str = "") -> None:
        """`key` as in a shortcut; empty for none."""
        super().__init__()
        self._appearance = appearance
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._what = plain.label(font=fonts.serif_font(14), wrap=True)
        self._how = plain.label(tone="ink3", font=fonts.ui_font(12), wrap=True)
        self._cap = KeyCap(appearance, "")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        column.addWidget(self._what)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self._cap, 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self._how, 1)
        column.addLayout(below)
        column.addStretch()
        self.say(what, how, key)

    def say(self, what: str, how: str, key: str = "") -> None:
        """Show these words."""
        self._what.setText(what)
        self._how.setText(how)
        self._key = key_text(key) if key else ""
        self._cap.show_keys(key)
        self._cap.setVisible(bool(key))
        self.setAccessibleName(self.words())

    def words(self) -> str:
        """All that is said here, the key by its name."""
        parts = (self._what.text(), self._key, self._how.text())
        return " ".join(part for part in parts if part)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring, where the keyboard is here."""
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._appearance.theme.colour("cursor"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(9, 3, -9, -3), 7, 7)
