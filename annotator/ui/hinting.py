"""While hints are shown, the reader's letters mean words."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from annotator.domain.hints import by_distance, hints, narrow
from annotator.ui.reader.reader import Reader

_CANCELS = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class Hinting(QObject):
    """One hint jump, from the key that begins it to the word or Esc; it takes the keys meanwhile."""

    def __init__(self, reader: Reader) -> None:
        """Not begun yet."""
        super().__init__(reader)
        self._reader = reader
        self._left: dict[tuple[int, int], str] = {}
        self._extend = False

    def begin(self, *, extend: bool) -> None:
        """Show letters over the words in sight that may begin a label; extending, over all of them."""
        selection = self._reader.selection
        targets = self._reader.visible_ranges() if extend else self._reader.hint_targets()
        here = selection[0] if selection else 0
        self._extend = extend and selection is not None
        self._left = hints(by_distance(targets, here)) if targets else {}
        if not self._left:
            self.deleteLater()
            return
        self._reader.installEventFilter(self)
        self._reader.show_hints(self._left)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the letters, before any shortcut does; another key ends it."""
        if not isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.FocusOut:
                self._end()
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress:
            self._type(event)
            return True
        return False

    def _type(self, event: QKeyEvent) -> None:
        letter = event.text().lower()
        if event.key() in (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr):
            return
        left = narrow(self._left, letter) if letter and event.key() not in _CANCELS else {}
        found = next((word for word, letters in left.items() if not letters), None)
        if found is not None:
            self._end()
            self._select(found)
        elif left:
            self._left = left
            self._reader.show_hints(left)
        else:
            self._end()

    def _select(self, word: tuple[int, int]) -> None:
        start, end = word
        if self._extend and self._reader.selection is not None:
            start, end = min(start, self._reader.selection[0]), max(end, self._reader.selection[1])
        self._reader.select(start, end)

    def _end(self) -> None:
        self._reader.removeEventFilter(self)
        self._reader.hide_hints()
        self.deleteLater()
