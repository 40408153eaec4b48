"""Letter keys where the keyboard writes another script: the place of the key decides, as on a US keyboard.

Qt matches a shortcut by the letter that the layout gives, so that `M` never comes from a Cyrillic layout.
Digits, signs and Ctrl with a letter need no help.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

_ROWS = {16: "qwertyuiop[]", 30: "asdfghjkl", 44: "zxcvbnm"}
_XKB_OFFSET = 8
_MAC = "asdfhgzxcv bqweryt            ]ou[ip lj k    nm"  # at its index, the key with that virtual key code


def letter_of(code: int, platform: str) -> str:
    """What the key with this native code writes on a US keyboard, empty if that is no letter.

    `code` is the scan code on Windows, X11 and Wayland, the virtual key code on macOS.
    """
    if platform == "cocoa":
        return _MAC[code].strip() if 0 <= code < len(_MAC) else ""
    place = code if platform == "windows" else code - _XKB_OFFSET
    for first, row in _ROWS.items():
        if first <= place < first + len(row):
            return row[place - first]
    return ""


class LatinKeys(QObject):
    """Triggers a widget's actions by the place of their key, where the key's own letter is not Latin."""

    def __init__(self, widget: QWidget, actions: Callable[[], Sequence[QAction]]) -> None:
        """Watch the keys of `widget`; `actions` gives those that may be meant."""
        super().__init__(widget)
        self._actions = actions
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a key press that means an action; let all else pass."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            found = self._meant(event)
            if found is not None and not (event.isAutoRepeat() and not found.autoRepeat()):
                found.trigger()
                return True
        return False

    def _meant(self, event: QKeyEvent) -> QAction | None:
        other = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        if event.modifiers() & (other | Qt.KeyboardModifier.MetaModifier):
            return None
        if not event.text().isalpha() or event.text().isascii():
            return None
        platform = QGuiApplication.platformName()
        code = event.nativeVirtualKey() if platform == "cocoa" else event.nativeScanCode()
        letter = letter_of(code, platform)
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            letter = {"": "", "[": "{", "]": "}"}.get(letter, f"Shift+{letter}")
        if not letter:
            return None
        wanted = QKeySequence(letter)
        return next((one for one in self._actions() if one.isEnabled() and wanted in one.shortcuts()), None)
