"""The mouse on the reader: a click takes a token or a span, a drag takes words, the wheel may zoom."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QBasicTimer, QPointF, Qt, QTimerEvent
from PySide6.QtGui import QMouseEvent, QWheelEvent

if TYPE_CHECKING:
    from annotator.ui.reader.reader import Reader

_SCROLL_EVERY = 50  # milliseconds, while dragging beyond the edge
_NOTCH = 120


class Pointer:
    """What the mouse is doing on a reader, which hands it its events.

    It is given the reader each time: two widgets that hold each other would be taken apart in any order.
    """

    def __init__(self) -> None:
        """Nothing is pressed."""
        self._pressed: int | None = None
        self._last = QPointF()
        self._scrolling = QBasicTimer()
        self._turned = 0

    def tick(self, reader: "Reader", event: QTimerEvent) -> bool:
        """Scroll on while the pointer is held beyond the edge, and take the words that come into sight."""
        if event.timerId() != self._scrolling.timerId():
            return False
        bar = reader.verticalScrollBar()
        bar.setValue(bar.value() + _beyond(reader, self._last))
        self._drag(reader)
        return True

    def press(self, reader: "Reader", event: QMouseEvent) -> None:
        """Select the span whose rule or tag is here, or the token, or with Shift all up to here; of a review,
        say which place it is.
        """
        self._last = event.position()
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        page = reader.page
        point = _on_page(reader, event.position())
        if page is None:
            return
        deck = page.deck_at(point)
        if deck is not None:
            reader.place_pressed.emit(deck.place.id)
            return
        segment = page.segment_at(point)
        if segment is not None and segment.tag.suggested:
            reader.select(segment.span.start, segment.span.end)
            return
        if segment is not None:
            reader.pick(segment.span.id)
            return
        offset = page.character_at(point)
        selection = reader.selection
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and selection is not None:
            self._pressed = selection[0] if offset >= selection[0] else selection[1] - 1
        else:
            self._pressed = offset
        self._drag(reader)

    def move(self, reader: "Reader", event: QMouseEvent) -> None:
        """Select from where the button went down to here; without a button, hover."""
        self._last = event.position()
        if self._pressed is None:
            self._hover(reader, event.position())
            return
        if _beyond(reader, self._last):
            self._scrolling.start(_SCROLL_EVERY, reader)
        else:
            self._scrolling.stop()
        self._drag(reader)

    def release(self) -> None:
        """The button is up."""
        self._pressed = None
        self._scrolling.stop()

    def notches(self, event: QWheelEvent) -> int:
        """The whole notches that the wheel has turned, the rest being kept for later."""
        self._turned += event.angleDelta().y()
        whole = int(self._turned / _NOTCH)
        self._turned -= whole * _NOTCH
        return whole

    def _drag(self, reader: "Reader") -> None:
        """Select from where the button went down to where the pointer is."""
        page = reader.page
        if page is None or self._pressed is None:
            return
        height = reader.viewport().height()
        inside = QPointF(self._last.x(), min(max(self._last.y(), 0.0), height - 1.0))
        offset = page.character_at(_on_page(reader, inside))
        reader.select_words(min(self._pressed, offset), max(self._pressed, offset) + 1)

    def _hover(self, reader: "Reader", position: QPointF) -> None:
        page = reader.page
        if page is None:
            return
        segment = page.segment_at(_on_page(reader, position))
        shape = Qt.CursorShape.PointingHandCursor if segment else Qt.CursorShape.IBeamCursor
        reader.viewport().setCursor(shape)
        reader.hover(segment.span.id if segment else None)


def _beyond(reader: "Reader", position: QPointF) -> int:
    """How far the pointer is above (negative) or below the viewport."""
    return round(min(position.y(), max(0.0, position.y() - reader.viewport().height())))


def _on_page(reader: "Reader", position: QPointF) -> QPointF:
    return position + QPointF(0, reader.top)
