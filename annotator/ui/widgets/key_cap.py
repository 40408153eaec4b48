"""A key, drawn where its action is."""

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.ui.theme import Appearance
from annotator.ui.widgets import painting


class KeyCap(QWidget):
    """The cap of a key or combination, 17 px high."""

    def __init__(self, appearance: Appearance, keys: str) -> None:
        """`keys` as in a shortcut: `Ctrl+Z`, `1`, `Space`."""
        super().__init__()
        self._appearance = appearance
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_keys(keys)
        appearance.changed.connect(self.update)

    def show_keys(self, keys: str) -> None:
        """Show this key instead; an empty one leaves an empty place."""
        self._text = painting.key_text(keys)
        self.setAccessibleName(f"Key {self._text}" if self._text else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the words on the cap."""
        return QSize(int(painting.key_width(self._text)), int(painting.KEY_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cap."""
        if self._text:
            painter = QPainter(self)
            painting.paint_key(
                painter, QPointF(0, 0), self._text, self._appearance.theme, enabled=self.isEnabled()
            )
