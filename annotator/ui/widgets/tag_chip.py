"""A label as a swatch: its fill, its rule and its tag."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.ui.theme import Appearance
from annotator.ui.widgets import painting


class TagChip(QWidget):
    """37 x 16 px; wider only for tags of more than four letters."""

    def __init__(self, appearance: Appearance, tag: str, colour: str) -> None:
        """`colour` is a hue's name or "#rrggbb"."""
        super().__init__()
        self._appearance = appearance
        self._tag = self._colour = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_label(tag, colour)
        appearance.changed.connect(self.update)

    def show_label(self, tag: str, colour: str) -> None:
        """Show this label instead."""
        self._tag, self._colour = tag, colour
        self.setAccessibleName(tag)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The same for all tags of up to four letters."""
        return QSize(int(painting.chip_width(self._tag)), int(painting.CHIP_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chip."""
        painter = QPainter(self)
        painting.paint_chip(
            painter, QRectF(self.rect()), self._tag, self._appearance.theme.label(self._colour)
        )
