"""The reader as a screen reader finds it."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QLocale, QPoint, QRect
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from annotator.ui.reader import accessible

NEWS = "🍊 Ilse Maren left Velmora 🍊.\n\nKastelholm waited. Maren did not return."


@pytest.fixture
def spoken(show):
    def shown(*spans):
        made = show(NEWS, *spans, title="Talks end")
        accessible.speak_for(made.reader)
        return made, QAccessible.queryAccessibleInterface(made.reader)

    return shown


def test_the_reader_has_a_role_a_name_a_state_and_a_place(spoken):
    shown, found = spoken()
    assert found.role() == QAccessible.Role.EditableText
    assert found.text(QAccessible.Text.Name) == "Article text"
    state = found.state()
    assert state.focusable
    assert state.readOnly
    assert state.multiLine
    assert found.rect() == QRect(shown.reader.mapToGlobal(QPoint(0, 0)), shown.reader.size())
    assert found.childCount() == 0


def test_its_text_counts_in_utf_16(spoken):
    _, found = spoken()
    text = found.textInterface()
    assert text.characterCount() == len(NEWS.encode("utf-16-le")) // 2
    assert text.text(0, -1) == NEWS
    assert text.text(3, 13) == "Ilse Maren"
    assert text.text(-5, 10_000) == NEWS


def test_the_caret_is_where_the_selection_begins_and_can_be_put_elsewhere(spoken):
    shown, found = spoken()
    text = found.textInterface()
    shown.select("Velmora")
    assert text.cursorPosition() == NEWS.index("Velmora") + 1
    text.setCursorPosition(text.text(0, -1).encode("utf-16-le").index("Kast".encode("utf-16-le")) // 2 + 2)
    assert shown.words() == "Kastelholm"
    text.setSelection(0, 3, 13)
    assert shown.words() == "Ilse Maren"
    assert text.selectionCount() == 0


def test_characters_are_found_on_the_screen_and_back(spoken):
    shown, found = spoken()
    text = found.textInterface()
    QApplication.processEvents()
    for words in ("Ilse", "Velmora", "return"):
        offset = NEWS.index(words) + NEWS[: NEWS.index(words)].count("🍊")
        rect = text.characterRect(offset)
        on_page = shown.reader.page.rects(*shown.place(words[0:1] if words == "Ilse" else words))[0]
        assert rect.height() == on_page.height()
        assert text.offsetAtPoint(rect.center()) == offset
    assert text.characterRect(10_000) == QRect()
    assert text.offsetAtPoint(QPoint(-50, -50)) == -1


def test_what_is_under_the_cursor_is_described(spoken):
    shown, found = spoken(("Ilse Maren", "PER"))
    shown.propose(("Kastelholm", "GPE", "twin"), ("Velmora", None, "capitals"))
    said = []
    for words in ("Ilse Maren", "Kastelholm", "Velmora", "waited"):
        shown.select(words)
        said.append(found.text(QAccessible.Text.Description))
    assert said == ["PER: Ilse Maren", "GPE? Kastelholm, seen 3×", "Entity? Velmora, seen 3×", ""]


def test_the_cursor_is_followed_and_labels_are_said_if_anybody_listens(spoken, monkeypatch):
    shown, _ = spoken(("Ilse Maren", "PER"))
    heard = []
    listening = SimpleNamespace(isActive=lambda: True, updateAccessibility=heard.append)
    shown.select("waited")
    monkeypatch.setattr(accessible, "QAccessible", listening)
    shown.select("Ilse Maren")
    kinds = [event.type() for event in heard]
    assert kinds == [
        QAccessible.Event.Announcement,
        QAccessible.Event.TextCaretMoved,
        QAccessible.Event.Announcement,
    ]
    assert [heard[0].message(), heard[2].message()] == ["Talks end", "PER: Ilse Maren"]
    assert heard[1].cursorPosition() == 3
    heard.clear()
    shown.select("waited")
    assert [event.type() for event in heard] == [QAccessible.Event.TextCaretMoved]


def test_interfaces_that_there_are_not_are_null(spoken):
    _, found = spoken()
    assert found.valueInterface() is None
    assert found.actionInterface() is None
    assert found.textInterface() is not None


def test_it_is_pronounced_in_the_language_of_the_article(show):
    locale = QAccessible.Attribute.Locale
    for language, wanted in (("de", [locale]), ("", [])):
        shown = show(NEWS, language=language)
        accessible.speak_for(shown.reader)
        found = QAccessible.queryAccessibleInterface(shown.reader)
        attributes = found.interface_cast(QAccessible.InterfaceType.AttributesInterface)
        assert attributes.attributeKeys() == wanted
    shown = show(NEWS, language="uk")
    attributes = accessible.AccessibleAttributes(shown.reader)
    assert attributes.attributeValue(locale).language() == QLocale.Language.Ukrainian
    assert attributes.attributeValue(QAccessible.Attribute.Level) is None


def test_an_empty_reader_answers(spoken):
    shown, found = spoken()
    shown.reader.show_empty("No article here yet.", "")
    text = found.textInterface()
    assert text.characterCount() == 0
    assert text.cursorPosition() == 0
    assert text.text(0, -1) == ""
    assert text.offsetAtPoint(shown.reader.mapToGlobal(QPoint(50, 50))) == -1
    assert found.text(QAccessible.Text.Description) == ""
