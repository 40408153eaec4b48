"""The mouse on the reader: a click takes a token or a span, a drag takes words, the wheel may zoom."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QBasicTimer, QEvent, QObject, QPointF, Qt, QTimerEvent
from PySide6.QtGui import QMouseEvent, QWheelEvent

if TYPE_CHECKING:
    from annotator.ui.reader.reader import Reader

_SCROLL_EVERY = 50  # milliseconds, while dragging beyond the edge
_NOTCH = 120


class Pointer(QObject):
    """Listens to the viewport of a reader."""

    def __init__(self, reader: "Reader") -> None:
        """Begins to listen."""
        super().__init__(reader)
        self._reader = reader
        self._pressed: int | None = None
        self._last = QPointF()
        self._scrolling = QBasicTimer()
        self._turned = 0
        reader.viewport().setMouseTracking(True)
        reader.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        reader.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the events that select, and let all others through."""
        if self._reader.page is None:
            return False
        if isinstance(event, QWheelEvent):
            return self._wheel(event)
        if isinstance(event, QMouseEvent):
            return self._mouse(event)
        if event.type() == QEvent.Type.Leave:
            self._reader.hover(None)
        return False

    def timerEvent(self, event: QTimerEvent) -> None:
        """Scroll on while the pointer is held beyond the edge, and take the words that come into sight."""
        beyond = self._beyond(self._last)
        bar = self._reader.verticalScrollBar()
        bar.setValue(bar.value() + beyond)
        self._drag()

    def _mouse(self, event: QMouseEvent) -> bool:
        self._last = event.position()
        kind = event.type()
        if kind == QEvent.Type.MouseMove:
            self._move(event)
            return True
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        if kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            self._press(event)
            return True
        if kind == QEvent.Type.MouseButtonRelease:
            self._pressed = None
            self._scrolling.stop()
            return True
        return False

    def _press(self, event: QMouseEvent) -> None:
        page = self._reader.page
        point = self._on_page(event.position())
        if page is None:
            return
        segment = page.segment_at(point)
        if segment is not None:
            self._reader.pick(segment.span.id)
            return
        offset = page.character_at(point)
        selection = self._reader.selection
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and selection is not None:
            self._pressed = selection[0] if offset >= selection[0] else selection[1] - 1
        else:
            self._pressed = offset
        self._drag()

    def _move(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            self._hover(event.position())
            return
        if self._beyond(self._last):
            self._scrolling.start(_SCROLL_EVERY, self)
        else:
            self._scrolling.stop()
        self._drag()

    def _drag(self) -> None:
        """Select from where the button went down to where the pointer is."""
        page = self._reader.page
        if page is None or self._pressed is None:
            return
        height = self._reader.viewport().height()
        inside = QPointF(self._last.x(), min(max(self._last.y(), 0.0), height - 1.0))
        offset = page.character_at(self._on_page(inside))
        self._reader.select_words(min(self._pressed, offset), max(self._pressed, offset) + 1)

    def _hover(self, position: QPointF) -> None:
        page = self._reader.page
        if page is None:
            return
        segment = page.segment_at(self._on_page(position))
        shape = Qt.CursorShape.PointingHandCursor if segment else Qt.CursorShape.IBeamCursor
        self._reader.viewport().setCursor(shape)
        self._reader.hover(segment.span.id if segment else None)

    def _wheel(self, event: QWheelEvent) -> bool:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        self._turned += event.angleDelta().y()
        steps, self._turned = int(self._turned / _NOTCH), self._turned - int(self._turned / _NOTCH) * _NOTCH
        for _ in range(abs(steps)):
            self._reader.zoom_asked.emit(1 if steps > 0 else -1)
        return True

    def _beyond(self, position: QPointF) -> int:
        """How far the pointer is above (negative) or below the viewport."""
        return round(min(position.y(), max(0.0, position.y() - self._reader.viewport().height())))

    def _on_page(self, position: QPointF) -> QPointF:
        return position + QPointF(0, self._reader.top)
