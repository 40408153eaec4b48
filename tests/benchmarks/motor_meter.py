"""Counts what a hand does, from the events that reach the application: the person's script is not asked."""

from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

_MODIFIERS = {
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.MetaModifier,
}
_MODIFIER_KEYS = {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr}
_SHIFTED = frozenset('~!@#$%^&*()_+{}|:"<>?')  # on a keyboard of the United States
_POINTER = {
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TabletPress,
}


class Meter(QObject):
    """From the moment it is made until `stop`: keys with their modifiers, pointer operations, hand changes.

    A modifier counts once for as long as the keys that follow need it too.
    """

    def __init__(self) -> None:
        """Counts from now on."""
        super().__init__()
        self.keys = self.pointer = self.hands = 0
        self._held: set[Qt.KeyboardModifier] = set()
        self._on_pointer = False
        self._app().installEventFilter(self)

    def stop(self) -> None:
        """Count no more."""
        self._app().removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let everything through, and count what comes from a hand."""
        kind = event.type()
        if kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and watched == _receiver():
            self._key(event)
        elif kind in _POINTER:
            self.pointer += 1
            self._move(True)
        return False

    def _key(self, event: QKeyEvent) -> None:
        if event.key() in _MODIFIER_KEYS:
            return
        held = {one for one in _MODIFIERS if event.modifiers() & one}
        if event.text() in _SHIFTED or event.text().isupper():
            held.add(Qt.KeyboardModifier.ShiftModifier)
        self.keys += 1 + len(held - self._held)
        self._held = held
        self._move(False)

    def _move(self, to_pointer: bool) -> None:
        self.hands += to_pointer != self._on_pointer
        self._on_pointer = to_pointer

    @staticmethod
    def _app() -> QApplication:
        return cast(QApplication, QApplication.instance())


def _receiver() -> QObject | None:
    """Where a key goes first; from there the same event wanders on."""
    return QApplication.activePopupWidget() or QApplication.focusWidget() or QApplication.activeWindow()
