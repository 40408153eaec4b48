"""The field that searches and filters all articles, in the language of `domain.filter_language`."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMoveEvent,
    QResizeEvent,
    QTextCharFormat,
)
from PySide6.QtWidgets import QLineEdit, QStyle

from annotator.domain.change import Edit
from annotator.domain.entities import Appearance
from annotator.domain.filter_completion import Completion, completions
from annotator.domain.filter_language import parse
from annotator.domain.filters import FilterError, Vocabulary
from annotator.domain.query import ListQuery
from annotator.domain.text import Utf16Map
from annotator.ui import icons, plain
from annotator.ui.search_popup import SearchPopup
from annotator.ui.widgets import KeyCap
from annotator.ui.workbench import Workbench

_TYPING_PAUSE_MS, _DOUBT_MS = 120, 700
_CAP = 28  # of the width
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_KEPT_FROM_THE_WINDOW = (Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Up)


class SearchField(QLineEdit):
    """What is typed here narrows the list of articles. Enter shows the first one found, Esc clears.

    What could be typed next is offered below: Down goes there, Tab or Enter takes it; Ctrl+Space asks for it.
    A line that is not understood leaves the list as it is, and is marked where it is wrong.
    """

    searched = Signal()

    def __init__(self, bench: Workbench) -> None:
        """Empty. `searched`: the list is another one, by what was typed here."""
        super().__init__()
        self._bench = bench
        self._known: Vocabulary | None = None
        self._error: FilterError | None = None
        self._goes_to_first = False
        self._icon = QAction(self)
        self.addAction(self._icon, QLineEdit.ActionPosition.LeadingPosition)
        self._cap = KeyCap(bench.appearance, "/")
        self._cap.setParent(self)
        is_mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.setTextMargins(_CAP if is_mirrored else 2, 0, 2 if is_mirrored else _CAP, 0)
        self.setAccessibleName("Search all articles")
        self.popup = SearchPopup(self, bench.appearance)
        self._pause = QTimer(self, singleShot=True, interval=_TYPING_PAUSE_MS)
        self._doubt = QTimer(self, singleShot=True, interval=_DOUBT_MS)
        self._listen()
        self._paint()

    def _listen(self) -> None:
        session = self._bench.session
        self._pause.timeout.connect(lambda: self._search())
        self._doubt.timeout.connect(self._complain)
        self.textEdited.connect(self._typed)
        self.textChanged.connect(lambda line: self._cap.setVisible(not line))
        self.popup.taken.connect(self._take)
        session.opened.connect(self._begin)
        session.edited.connect(self._count_again)
        session.list_changed.connect(self._go_to_first)
        self._bench.jobs.idle.connect(self._count)  # an import writes beside the session
        self._bench.appearance.changed.connect(self._paint)

    @property
    def line(self) -> str:
        """What is asked for, as it is typed."""
        return self.text().strip()

    def vocabulary(self) -> Vocabulary:
        """What the open project knows, as when the field was last visited."""
        if self._known is None:
            project = self._bench.session.project
            self._known = project.documents.vocabulary() if project else Vocabulary()
        return self._known

    def ask(self, line: str, query: ListQuery | None = None) -> None:
        """Ask for this, as if it was typed, in the order and of the status of the query, else as now."""
        self.setText(line)
        self.popup.hide()
        self._search(query)

    def start_over(self) -> None:
        """Ask for nothing: the list shows all its articles again."""
        self.ask("")

    def event(self, event: QEvent) -> bool:
        """Keep the keys of the offers from the window, and Esc while there are words to clear."""
        if not isinstance(event, QKeyEvent):
            return super().event(event)
        is_open, key = self.popup.isVisible(), event.key()
        if event.type() == QEvent.Type.ShortcutOverride:
            clears = key == Qt.Key.Key_Escape and bool(self.text())
            if clears or (is_open and key in _KEPT_FROM_THE_WINDOW):
                event.accept()
                return True
        elif event.type() == QEvent.Type.KeyPress and key == Qt.Key.Key_Tab and self.popup.offers:
            self._take(self.popup.chosen or self.popup.offers[0])
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the offers; Enter shows the first article found, Down goes to the list, Esc clears."""
        key = event.key()
        if self.popup.isVisible() and self._is_for_popup(key):
            return
        if key == Qt.Key.Key_Space and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self._offer()
        elif key in _ENTER:
            self._search()
            self.show_first()
        elif key == Qt.Key.Key_Down and "documents" in self._bench.panels:
            self._search()
            self._bench.panels["documents"].setFocus()
        elif key == Qt.Key.Key_Escape:
            self.start_over()
        else:
            super().keyPressEvent(event)

    def _is_for_popup(self, key: int) -> bool:
        """Whether the key was for what hangs below the field."""
        chosen = self.popup.chosen
        if key == Qt.Key.Key_Escape:
            self.popup.hide()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.popup.offers:
            self.popup.choose(1 if key == Qt.Key.Key_Down else -1)
        elif key in _ENTER and chosen is not None:
            self._take(chosen)
        else:
            return False
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        """What the project knows may be more since."""
        self._known = None
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Offer nothing any more; what is wrong stays marked."""
        self.popup.hide()
        super().focusOutEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the key cap at the right end, and the offers below."""
        super().resizeEvent(event)
        self.popup.follow()
        size = self._cap.sizeHint()
        left_top = QPoint(self.width() - size.width() - 8, (self.height() - size.height()) // 2)
        place = QRect(left_top, size)
        self._cap.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), place))

    def moveEvent(self, event: QMoveEvent) -> None:
        """Keep the offers below."""
        super().moveEvent(event)
        self.popup.follow()

    # What could be typed next

    def _typed(self) -> None:
        self._mark(None)
        self._pause.start()
        cursor = self._cursor()
        if cursor > 0 and not self.text()[cursor - 1].isspace():
            self._offer()
        else:
            self.popup.hide()

    def _offer(self) -> None:
        self.popup.offer(completions(self.text(), self._cursor(), self.vocabulary()))

    def _take(self, offer: Completion) -> None:
        line, cursor = offer.applied(self.text())
        self.setText(line)
        self.setCursorPosition(Utf16Map(line).to_utf16(cursor))
        self._typed()

    def _cursor(self) -> int:
        """Where the cursor is, in code points."""
        return Utf16Map(self.text()).to_python(self.cursorPosition())

    # What is asked for

    def _search(self, query: ListQuery | None = None) -> None:
        """Narrow the list, or mark what is wrong: at once, or after a while where one is still typing."""
        self._pause.stop()
        session = self._bench.session
        found = parse(self.line, self.vocabulary())
        if isinstance(found, FilterError):
            before = len(self.text()) - len(self.text().lstrip())
            self._error = replace(found, start=found.start + before, end=found.end + before)
            if not self.popup.offers:
                is_at_it = self.hasFocus() and self._error.start <= self._cursor() <= self._error.end
                self._doubt.start(_DOUBT_MS if is_at_it else 0)
            return
        self._mark(None)
        asked = replace(query or session.query, words="", filter=found)
        if session.project is not None and session.query != asked:
            session.set_query(asked)
        self.searched.emit()

    def _complain(self) -> None:
        if self._error is not None:
            self._mark(self._error)
            self.popup.complain(self._error.sentence)

    def _mark(self, error: FilterError | None) -> None:
        """Underline what is wrong, if anything is."""
        self._doubt.stop()
        is_marked = bool(self.property("invalid"))
        self._error = error
        if error is None and not is_marked:
            return
        plain.set_property(self, "invalid", error is not None)
        if error is None and not self.popup.offers:
            self.popup.hide()
        marks = []
        if error is not None:
            places = Utf16Map(self.text())
            start, end = places.to_utf16(error.start), places.to_utf16(error.end)
            look = QTextCharFormat()
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            look.setUnderlineColor(self._bench.appearance.theme.colour("error"))
            kind = QInputMethodEvent.AttributeType.TextFormat
            marks = [QInputMethodEvent.Attribute(kind, start - self.cursorPosition(), end - start, look)]
        QCoreApplication.sendEvent(self, QInputMethodEvent("", marks))

    def show_first(self) -> None:
        """Go to the first article found, as soon as it is found."""
        if self._error is not None:
            self._complain()
            return
        self._goes_to_first = True
        self._go_to_first()

    def _go_to_first(self) -> None:
        session = self._bench.session
        if not self._goes_to_first or session.is_searching:
            return
        self._goes_to_first = False
        if not session.numbers:
            session.message.emit("No article matches. Esc clears the search.")
            return
        session.show(session.numbers[0])
        self._bench.reader.setFocus()

    def _begin(self) -> None:
        self._known = None
        self._goes_to_first = False
        self.clear()
        self._mark(None)
        self._count()

    def _count(self) -> None:
        project = self._bench.session.project
        count = project.documents.count() if project else 0
        self.setPlaceholderText(f"Search {count:,} article{'' if count == 1 else 's'}")

    def _count_again(self, edit: Edit) -> None:
        if edit.touches(Appearance.kind):
            self._count()

    def _paint(self) -> None:
        self._icon.setIcon(icons.icon("search", self._bench.appearance.theme.colour("ink3")))
        self._mark(self._error)
