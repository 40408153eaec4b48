"""What a screen reader is told of the reader: text, language, caret, places, and what is under the cursor.

Qt's offsets count in UTF-16 units, and its caret is where the selection begins. PySide 6.11 passes on neither
selections nor attributes of text (Qt would read whatever is in memory), so there are none: the label of the
words under the cursor is the description, and is said when the cursor gets there. Seen on a real AT-SPI bus:
an interface that there is not must be a null pointer, as None ends the process.
"""

from functools import cache
from weakref import ref

from PySide6.QtCore import QCoreApplication, QLocale, QObject, QPoint, QPointF, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleAttributesInterface,
    QAccessibleInterface,
    QAccessibleObject,
    QAccessibleTextCursorEvent,
    QAccessibleTextInterface,
)
from shiboken6 import Shiboken

from annotator.domain.text import Utf16Map
from annotator.ui.reader.page import Page
from annotator.ui.reader.reader import Reader


def speak_for(reader: Reader) -> None:
    """Tell screen readers of this reader, and where its cursor gets to. Needs the application."""
    _install()
    Voice(reader)


def description(reader: Reader) -> str:
    """What is under the cursor: `Person: Ilse Maren`, or, a candidate, `Person? Ilse Maren, seen 3×`."""
    page, selection = reader.page, reader.selection
    if page is None or selection is None:
        return ""
    words = " ".join(page.document.text[slice(*selection)].split())
    span, candidate = reader.selected_span, reader.candidate
    if span is not None:
        label = page.marking.label(span)
        return f"{label.title if label else span.label}: {words}"
    if candidate is None:
        return ""
    label = page.marking.scheme.label(candidate.label_id or "")
    asked = f"{label.title if label else 'Entity'}? {words}"
    return f"{asked}, {candidate.evidence}" if candidate.evidence else asked


class Voice(QObject):
    """Says where the cursor of its parent, a reader, has got to, if anybody listens."""

    def __init__(self, reader: Reader) -> None:
        """Listens to the reader."""
        super().__init__(reader)
        self._page: Page | None = None
        reader.selection_changed.connect(self._say)

    def _say(self) -> None:
        reader = self.parent()
        if not isinstance(reader, Reader) or not QAccessible.isActive():
            return
        page = reader.page
        if page is not None and page is not self._page:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(reader, page.document.title))
        self._page = page
        caret = AccessibleText(reader).cursorPosition()
        QAccessible.updateAccessibility(QAccessibleTextCursorEvent(reader, caret))
        if said := description(reader):
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(reader, said))


class AccessibleText(QAccessibleTextInterface):
    """The text of a reader's article, its caret, and where its characters are on the screen."""

    def __init__(self, reader: Reader) -> None:
        """Keeps nothing of the article."""
        super().__init__()
        self._held = ref(reader)

    def characterCount(self) -> int:
        """How long the text is."""
        return self._map().length_utf16

    def text(self, startOffset: int, endOffset: int) -> str:
        """The characters in the range; an end of -1 is that of the text."""
        end_utf16 = endOffset if endOffset >= 0 else self.characterCount()
        return self._text()[self._to_python(startOffset) : self._to_python(end_utf16)]

    def cursorPosition(self) -> int:
        """Where the selection begins."""
        selection = self._reader.selection
        return self._map().to_utf16(selection[0]) if selection else 0

    def setCursorPosition(self, position: int) -> None:
        """Select the word there."""
        self.setSelection(0, position, position + 1)

    def selectionCount(self) -> int:
        """None, as its ends cannot be told."""
        return 0

    def addSelection(self, startOffset: int, endOffset: int) -> None:
        """Select these words."""
        self.setSelection(0, startOffset, endOffset)

    def setSelection(self, selectionIndex: int, startOffset: int, endOffset: int) -> None:
        """Select these words, and show them."""
        self._reader.select_words(self._to_python(startOffset), self._to_python(endOffset))
        self.scrollToSubstring(startOffset, endOffset)

    def removeSelection(self, selectionIndex: int) -> None:
        """Something always is selected."""

    def scrollToSubstring(self, startIndex: int, endIndex: int) -> None:
        """Show these words."""
        self._reader.reveal(self._to_python(startIndex), self._to_python(endIndex))

    def characterRect(self, offset: int) -> QRect:
        """Where the character is on the screen; empty where it is not laid out."""
        page, start = self._reader.page, self._to_python(offset)
        rects = page.rects(start, start + 1) if page and start < len(self._text()) else []
        if not rects:
            return QRect()
        found = rects[0].translated(0, -self._reader.top).toAlignedRect()
        return QRect(self._reader.viewport().mapToGlobal(found.topLeft()), found.size())

    def offsetAtPoint(self, point: QPoint) -> int:
        """The character nearest to a point of the screen; -1 outside."""
        viewport = self._reader.viewport()
        inside = viewport.mapFromGlobal(point)
        if self._reader.page is None or not viewport.rect().contains(inside):
            return -1
        on_page = QPointF(inside) + QPointF(0, self._reader.top)
        return self._map().to_utf16(self._reader.page.character_at(on_page))

    @property
    def _reader(self) -> Reader:
        reader = self._held()
        assert reader is not None, "Qt asks for the text of a reader that is there"
        return reader

    def _text(self) -> str:
        return self._reader.page.document.text if self._reader.page else ""

    def _map(self) -> Utf16Map:
        return Utf16Map(self._text())

    def _to_python(self, position_utf16: int) -> int:
        known = self._map()
        return known.to_python(min(max(position_utf16, 0), known.length_utf16))


class AccessibleAttributes(QAccessibleAttributesInterface):
    """The language of a reader's article, by which it is pronounced."""

    def __init__(self, reader: Reader) -> None:
        """Keeps nothing of the article."""
        super().__init__()
        self._held = ref(reader)

    def attributeKeys(self) -> list[QAccessible.Attribute]:
        """The language, where it is known."""
        return [QAccessible.Attribute.Locale] if self._language() else []

    def attributeValue(self, key: QAccessible.Attribute) -> QLocale | None:
        """The locale of the language."""
        return QLocale(self._language()) if key == QAccessible.Attribute.Locale else None

    def _language(self) -> str:
        reader = self._held()
        page = reader.page if reader else None
        return (page.document.language or "") if page else ""


class AccessibleReader(QAccessibleObject):
    """A reader as one piece of text."""

    def __init__(self, reader: Reader) -> None:
        """PySide keeps this for as long as the application runs, so it keeps no reader."""
        super().__init__(reader)
        self._text: AccessibleText | None = None
        self._attributes: AccessibleAttributes | None = None

    def role(self) -> QAccessible.Role:
        """As Qt's own text widgets have it; the state says that it is only read."""
        return QAccessible.Role.EditableText

    def state(self) -> QAccessible.State:
        """What one must know to go through the text."""
        state = QAccessible.State()
        reader = self._reader()
        if reader is not None:
            state.focusable = state.readOnly = state.multiLine = state.selectableText = True
            state.focused = reader.hasFocus()
            state.invisible = not reader.isVisible()
        return state

    def text(self, t: QAccessible.Text) -> str:
        """Its name, or what is under the cursor."""
        reader = self._reader()
        if reader is None:
            return ""
        return {
            QAccessible.Text.Name: reader.accessibleName(),
            QAccessible.Text.Description: description(reader),
        }.get(t, "")

    def rect(self) -> QRect:
        """Where it is on the screen."""
        reader = self._reader()
        return QRect(reader.mapToGlobal(QPoint(0, 0)), reader.size()) if reader else QRect()

    # The stubs do not know that Qt takes None for no interface, and a pointer from the cast.

    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override]
        """The widget that holds it, or the application."""
        reader = self._reader()
        holder = (reader.parentWidget() or QCoreApplication.instance()) if reader else None
        return QAccessible.queryAccessibleInterface(holder) if holder else None

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """None: it is all text."""
        return None

    def childCount(self) -> int:
        """It is all text."""
        return 0

    def indexOfChild(self, arg__1: QAccessibleInterface) -> int:
        """It is all text."""
        return -1

    def interface_cast(self, t: QAccessible.InterfaceType) -> object:  # type: ignore[override]
        """The text and its language."""
        reader = self._reader()
        if reader is not None and t == QAccessible.InterfaceType.TextInterface:
            self._text = self._text or AccessibleText(reader)
            return self._text
        if reader is not None and t == QAccessible.InterfaceType.AttributesInterface:
            self._attributes = self._attributes or AccessibleAttributes(reader)
            return self._attributes
        return Shiboken.VoidPtr(0)

    def _reader(self) -> Reader | None:
        found = self.object() if self.isValid() else None
        return found if isinstance(found, Reader) else None


@cache
def _install() -> None:
    """Once: Qt asks every one of these for every object."""
    QAccessible.installFactory(_accessible)


def _accessible(key: str, thing: QObject) -> QAccessibleInterface | None:
    return AccessibleReader(thing) if isinstance(thing, Reader) else None
