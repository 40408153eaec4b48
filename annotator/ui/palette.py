"""The command palette: a few letters find whatever can be done, and teach its key."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRectF, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QApplication, QLineEdit, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from annotator.ui import fonts
from annotator.ui.header import HEIGHT as HEADER_HEIGHT
from annotator.ui.models.command_list import COMMAND, Command, CommandList
from annotator.ui.panels.command_delegate import ROW_HEIGHT, CommandDelegate
from annotator.ui.panels.empty import Empty
from annotator.ui.panels.row_view import RowView
from annotator.ui.workbench import Workbench

_WIDTH, _FIELD_HEIGHT, _MOST_ROWS = 620, 46, 12
_SHADOW, _PADDING, _RADIUS = 14, 6, 10.0
_SHADOW_STRENGTH = 5
_WALKING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class Palette(QWidget):
    """Lies over the window until something is chosen or the focus goes elsewhere.

    It is a part of the window and no dialog, so that the focus is back where it was before the command runs,
    and is kept when it is closed, so that it opens at once.
    """

    def __init__(self, bench: Workbench) -> None:
        """Hidden until it is opened."""
        super().__init__(bench.window)
        self.hide()
        self._bench = bench
        self._back: QWidget | None = None
        self.setAccessibleName("Command palette")
        self.commands = CommandList(bench, self)
        self.view = RowView("Commands", ROW_HEIGHT)
        self.view.setObjectName("palette-list")
        self.view.setModel(self.commands)
        self.view.setItemDelegate(CommandDelegate(bench.appearance, self.view))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.field = PaletteField(self)
        self._nothing = Empty(bench.appearance, "No command is called that.", "Shorter finds more.")
        self._nothing.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list = QStackedWidget()
        for page in (self.view, self._nothing):
            self._list.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(_SHADOW, _SHADOW, _SHADOW, _SHADOW + _PADDING)
        column.setSpacing(_PADDING)
        column.addWidget(self.field)
        column.addWidget(self._list)
        self.field.textEdited.connect(self._look)
        self.view.chosen.connect(self.run)
        bench.window.installEventFilter(self)

    def open(self) -> None:
        """Show all commands and take the keyboard."""
        if self.isVisible():
            return
        self._back = QApplication.focusWidget()
        self.commands.read()
        self.field.clear()
        self._look("")
        self.show()
        self.raise_()
        self.field.setFocus()

    @property
    def current(self) -> Command | None:
        """The command that Enter runs."""
        found = self.view.currentIndex().data(COMMAND)
        return found if isinstance(found, Command) else None

    def walk(self, event: QKeyEvent) -> None:
        """Let the list have a key that walks it."""
        self.view.keyPressEvent(event)
        self._announce()

    def step(self, by: int) -> None:
        """Go so many rows on, round and round."""
        count = self.commands.rowCount()
        if count:
            self.view.show_current(((self.view.current_row() or 0) + by) % count)
            self._announce()

    def run(self, index: QModelIndex | None = None) -> None:
        """Close and do what is chosen; where that cannot be done now, say why and stay."""
        command = (index or self.view.currentIndex()).data(COMMAND)
        if not isinstance(command, Command):
            return
        if command.why_not:
            self._announce()
            return
        self.leave()
        command.action.trigger()
        self._bench.settings.remember_action(command.id)

    def leave(self) -> None:
        """Close, with the focus back where it was."""
        back = self._back
        if back is not None and isValid(back) and back.isVisible():
            back.setFocus()
        self.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle of the window."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the plane and its shadow, and the line below the field."""
        painter, theme = QPainter(self), self._bench.appearance.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, _SHADOW_STRENGTH))
        plane = QRectF(self.rect()).adjusted(_SHADOW, _SHADOW, -_SHADOW, -_SHADOW)
        for grown in range(_SHADOW, 0, -2):
            radius = _RADIUS + grown
            painter.drawRoundedRect(plane.adjusted(-grown, 4 - grown, grown, grown), radius, radius)
        painter.setPen(QPen(theme.colour("line2"), 1))
        painter.setBrush(theme.colour("raised"))
        painter.drawRoundedRect(plane.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        y = round(plane.top()) + _FIELD_HEIGHT
        painter.fillRect(round(plane.left()) + 1, y, round(plane.width()) - 2, 1, theme.colour("line"))

    def _look(self, typed: str) -> None:
        self.commands.look_for(typed)
        count = self.commands.rowCount()
        self._list.setCurrentWidget(self.view if count else self._nothing)
        self.view.show_current(0 if count else None)
        self.view.scrollToTop()
        self._place()
        self._announce()

    def _place(self) -> None:
        window = self._bench.window
        room = window.height() - HEADER_HEIGHT - 2 * _SHADOW - _FIELD_HEIGHT - 4 * _PADDING
        rows = max(2, min(_MOST_ROWS, self.commands.rowCount(), room // ROW_HEIGHT))
        self._list.setFixedHeight(
            rows * ROW_HEIGHT if self.commands.rowCount() else 2 * ROW_HEIGHT + _PADDING
        )
        width = min(_WIDTH, window.width() - 4 * _PADDING) + 2 * _SHADOW
        height = 2 * _SHADOW + _FIELD_HEIGHT + 2 * _PADDING + self._list.height()
        self.setGeometry((window.width() - width) // 2, HEADER_HEIGHT - _SHADOW + _PADDING, width, height)

    def _announce(self) -> None:
        """Tell a screen reader, whose focus stays in the field, what is chosen."""
        said = self.current.spoken() if self.current else self._nothing.words()
        self.field.setAccessibleDescription(said)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field, said))


class PaletteField(QLineEdit):
    """What is looked for. Keys that walk go to the list; no shortcut of the window is answered meanwhile."""

    def __init__(self, palette: Palette) -> None:
        """Empty."""
        super().__init__()
        self._palette = palette
        self.setObjectName("palette-field")  # the style sheet leaves out its frame
        self.setFont(fonts.ui_font(15))
        self.setFixedHeight(_FIELD_HEIGHT)
        self.setTextMargins(8, 0, 8, 0)
        self.setPlaceholderText("What do you want to do?")
        self.setAccessibleName("Command")

    def event(self, event: QEvent) -> bool:
        """Keep every key, the Tab key too."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            if event.type() == QEvent.Type.KeyPress:
                backwards = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                self._palette.step(-1 if backwards else 1)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter runs, Esc closes, arrows walk."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self._palette.leave()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self._palette.run()
        elif key in _WALKING:
            self._palette.walk(event)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close when the focus goes elsewhere in the window; a menu of the field's own does not count."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self._palette.close()
