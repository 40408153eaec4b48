"""The segmented control that shows and takes a value of the sentiment scale."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from annotator.domain.entities import ScaleValue
from annotator.ui import plain
from annotator.ui.theme import Appearance, Theme
from annotator.ui.widgets import painting

HEIGHT = 24
_WIDE, _NARROW = 32, 26  # of a segment, up to three values and beyond
_CIRCLE = 14.0
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}


class PolarityPicker(QWidget):
    """One segment a value, lowest first. One stop of the Tab key; arrows walk, Space or Enter takes."""

    picked = Signal(object)
    """The name of the value taken, or None when the current one was taken again."""

    def __init__(self, appearance: Appearance, values: Sequence[ScaleValue], name: str) -> None:
        """`name` says what is judged, for people who cannot see the control: `Article`."""
        super().__init__()
        self._appearance = appearance
        self._segments: list[_Segment] = []
        self._value: str | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        self.show_scale(values)
        appearance.changed.connect(self.update)

    def show_scale(self, values: Sequence[ScaleValue]) -> None:
        """Offer these values, with none of them taken."""
        for segment in self._segments:
            self._row.removeWidget(segment)
            segment.deleteLater()
        width = _WIDE if len(values) <= 3 else _NARROW
        self._segments = [
            _Segment(self._appearance, value, strength(values, value), width) for value in values
        ]
        for segment in self._segments:
            self._row.addWidget(segment)
            segment.clicked.connect(partial(self._take, segment.value.name))
        self.show_value(None)

    def show_value(self, name: str | None) -> None:
        """Show the value with this name as taken, or none."""
        self._value = name
        for segment in self._segments:
            segment.setChecked(segment.value.name == name)
        self._let_tab_stop_at(next((each for each in self._segments if each.isChecked()), None))

    def value(self) -> str | None:
        """The name of the value shown as taken."""
        return self._value

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk along the segments; all other keys are the window's."""
        segment = self.focusWidget()
        step = (
            _STEPS.get(Qt.Key(event.key())) if event.modifiers() == Qt.KeyboardModifier.NoModifier else None
        )
        if step is None or not isinstance(segment, _Segment):
            super().keyPressEvent(event)
            return
        at = min(max(0, self._segments.index(segment) + step), len(self._segments) - 1)
        self._let_tab_stop_at(self._segments[at])
        self._segments[at].setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the trough that holds the segments."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._appearance.theme.colour("line2"))
        painter.setBrush(self._appearance.theme.colour("field"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def _take(self, name: str, checked: bool = False) -> None:
        self.show_value(self._value)  # the new value is shown by whoever saved it
        self.picked.emit(None if name == self._value else name)

    def _let_tab_stop_at(self, stop: "_Segment | None") -> None:
        for segment in self._segments:
            is_stop = segment is (stop or self._segments[0])
            segment.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_stop else Qt.FocusPolicy.ClickFocus)


class _Segment(QAbstractButton):
    """One value of the scale."""

    def __init__(self, appearance: Appearance, value: ScaleValue, strength: int, width: int) -> None:
        super().__init__()
        self.value = value
        self._appearance = appearance
        self._strength = strength
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFixedSize(width, HEIGHT)
        self.setAccessibleName(value.title)
        plain.set_tooltip(self, value.title)
        appearance.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """The size is fixed."""
        return self.size()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the value as Space does; arrows are the picker's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the value, on a raised tile if it is taken, with a ring if the keyboard is here."""
        theme = self._appearance.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tile = QRectF(self.rect()).adjusted(2.5, 2.5, -2.5, -2.5)
        painter.setPen(theme.colour("line2") if self.isChecked() else Qt.PenStyle.NoPen)
        if self.isChecked() or self.underMouse():
            painter.setBrush(theme.colour("raised" if self.isChecked() else "hover"))
            painter.drawRoundedRect(tile, 4, 4)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("cursor"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(tile.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        self._paint_value(painter, theme)

    def _paint_value(self, painter: QPainter, theme: Theme) -> None:
        centre = QRectF(self.rect()).center()
        if self.isChecked() and self._strength <= 1:
            painting.paint_polarity(painter, centre, _CIRCLE, self.value.sign, theme)
            return
        taken = theme.polarity(self.value.sign)
        colour = taken if self.isChecked() else theme.colour("ink3" if self.isEnabled() else "dis")
        if self.value.sign == 0:
            _paint_ring(painter, centre, colour)
            return
        for at in range(self._strength):
            shift = (at - (self._strength - 1) / 2) * 9
            painter.setPen(QPen(colour, 1.5 if self._strength <= 1 else 1.75))
            length = 8.0 if self._strength <= 1 else 6.0
            painter.drawLines(painting.sign_lines(centre + QPointF(shift, 0), length, self.value.sign))


def strength(values: Sequence[ScaleValue], value: ScaleValue) -> int:
    """How many signs stand for a value: one for the mildest of its sign, one more a step outwards."""
    same = [each.name for each in values if each.sign == value.sign]
    at = same.index(value.name)
    return len(same) - at if value.sign < 0 else at + 1


def _paint_ring(painter: QPainter, centre: QPointF, colour: QColor) -> None:
    painter.setPen(QPen(colour, 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(centre, 3.4, 3.4)
