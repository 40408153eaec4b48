"""A field that takes the next key, whatever it is, instead of a text."""

from PySide6.QtCore import QEvent, QKeyCombination, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QLineEdit

from annotator.ui.latin_keys import letter_of

_ALONE = {
    Qt.Key.Key_unknown,
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
}


class KeyRecorder(QLineEdit):
    """`recorded` carries the portable name of the key that was pressed; Esc and a click elsewhere cancel."""

    recorded = Signal(str)
    cancelled = Signal()

    def __init__(self) -> None:
        """Waits for `listen`."""
        super().__init__()
        self.setReadOnly(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._listens = False

    def listen(self, words: str) -> None:
        """Take the focus and the next key; `words` say what it is for."""
        self._listens = True
        self.setText(words)
        self.setAccessibleName(words)
        self.setFocus()
        self.setCursorPosition(0)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def event(self, event: QEvent) -> bool:
        """Take keys that Qt would use to go to another widget, and those of shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self.keyPressEvent(event)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """End with this key, unless it is only held for another one."""
        key = pressed(event)
        if not self._listens or not key or event.isAutoRepeat():
            return
        self._listens = False
        if key == "Esc":
            self.cancelled.emit()
        else:
            self.recorded.emit(key)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """End without a key."""
        super().focusOutEvent(event)
        if self._listens and event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self._listens = False
            self.cancelled.emit()


def pressed(event: QKeyEvent) -> str:
    """The portable name of a pressed key with what is held, as shortcuts are matched; empty for none.

    A letter of another script counts as the Latin letter at its place.
    """
    key, text = Qt.Key(event.key()), event.text()
    if key in _ALONE:
        return ""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if key == Qt.Key.Key_Backtab:
        key = Qt.Key.Key_Tab
    elif text.isalpha() and not text.isascii():
        platform = QGuiApplication.platformName()
        code = event.nativeVirtualKey() if platform == "cocoa" else event.nativeScanCode()
        letter = letter_of(code, platform)
        key = Qt.Key(ord(letter.upper())) if letter else key
    elif text.isprintable() and text.strip() and not text.isalnum():
        held &= ~Qt.KeyboardModifier.ShiftModifier  # it is in the sign already
    return QKeySequence(QKeyCombination(held, key)).toString()
