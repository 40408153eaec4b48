"""A field of one line that shows, while nobody writes in it, that there is more than fits."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionFrame

_TEXT_MARGIN = 2  # which Qt keeps beside the words of a field


class ReasonField(QLineEdit):
    """Without the focus, words that do not fit end in an ellipsis."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame and the elided words where Qt would cut them."""
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        room = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        room.adjust(_TEXT_MARGIN, 0, -_TEXT_MARGIN, 0)
        if self.hasFocus() or self.fontMetrics().horizontalAdvance(self.text()) <= room.width():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option, painter, self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
