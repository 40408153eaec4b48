"""The notes on the shown article and its flag."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from annotator.domain import edits
from annotator.domain.change import Edit
from annotator.domain.entities import Mark
from annotator.ui import plain
from annotator.ui.models.note_list import NoteList
from annotator.ui.panels.heading import IconButton
from annotator.ui.panels.note_delegate import ROW_HEIGHT, NoteDelegate
from annotator.ui.panels.reason_field import ReasonField
from annotator.ui.panels.row_view import RowView
from annotator.ui.workbench import Workbench

_SIDE, _RIGHT, _TICK = 12, 6, 32
_EDITOR_HEIGHT = 30


class NotesPage(QWidget):
    """The flag with its reason, the notes and the flags on words, and a field to write one or change it."""

    def __init__(self, bench: Workbench) -> None:
        """Follows the shown article and the reader's selection."""
        super().__init__()
        self._bench = bench
        self._session = bench.session
        self._changing: Mark | None = None
        self._drafts: dict[str, str] = {}
        self._reasons: dict[str, str] = {}
        self._document = ""
        self.model = NoteList(bench.session, self)
        self.flag = IconButton("flag", "Flag the article", bench.appearance)
        self.unflag = IconButton("flag", "Take the flag off", bench.appearance, tone="warn")
        self.reason = ReasonField()
        self.view = NoteView(self.model)
        self.view.setItemDelegate(NoteDelegate(bench.appearance, self.view))
        self.on_words = plain.check_box("")
        self.on_words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.editor = NoteEditor()
        self.keep = IconButton("check", "Keep the note (Ctrl+Enter)", bench.appearance)
        self._lay_out()
        self._listen()
        self._show_all()

    def write(self) -> None:
        """Begin a note on the selected words, or go on with the one that was begun."""
        self._stop_changing()
        self.on_words.setChecked(True)
        self.editor.setFocus()

    def _lay_out(self) -> None:
        self.reason.setPlaceholderText("Flagged. Why?")
        self.reason.setAccessibleName("Why the article is flagged")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(2)
        column.addLayout(_row(self.reason, self.unflag))
        column.addWidget(self.view, 1)
        column.addStretch()
        column.addLayout(_row(self.editor, self.keep, self.flag))
        column.addLayout(_row(self.on_words))

    def _listen(self) -> None:
        session = self._session
        session.shown.connect(self._come_to_document)
        session.closed.connect(self._come_to_document)
        session.layer_changed.connect(self._show_all)
        session.edited.connect(self._follow)
        self._bench.reader.selection_changed.connect(self._show_place)
        self.model.modelReset.connect(self._show_list)
        self.view.chosen.connect(self._change)
        self.view.removal_asked.connect(self._remove)
        self.editor.finished.connect(self._keep)
        self.editor.given_up.connect(self._stop_changing)
        self.keep.clicked.connect(self._keep)
        self.flag.clicked.connect(lambda: self._set_flag(""))
        self.unflag.clicked.connect(lambda: self._set_flag(None))
        self.reason.editingFinished.connect(self._give_reason)
        for part in (self.editor, self.on_words):
            part.installEventFilter(self)

    # What is shown

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask what the note is about only where one is written: else the room is for the notes."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._show_place()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Write the selected words in what room there is."""
        super().resizeEvent(event)
        self._show_place()

    def _come_to_document(self) -> None:
        """Put away what was begun for the last article and take out what was begun for this one."""
        self._put_away()
        if self._document and self.reason.isModified():
            self._reasons[self._document] = self.reason.text()
        self._document = self._session.document.id if self._session.document else ""
        self._take_out()
        self.reason.clear()
        self._show_all()
        if self._document in self._reasons and self.reason.isVisibleTo(self):
            self.reason.setText(self._reasons.pop(self._document))
            self.reason.setModified(True)

    def _put_away(self) -> None:
        """Keep the note that is being written; a change of another note is given up."""
        if self._changing is None:
            self._drafts[self._document] = plain.lines_of(self.editor)

    def _take_out(self) -> None:
        self._set_changing(None, self._drafts.pop(self._document, ""))

    def _set_changing(self, note: Mark | None, words: str) -> None:
        self._changing = note
        self.editor.is_change = note is not None
        self.editor.setPlainText(words)
        self._show_place()

    def _follow(self, edit: Edit) -> None:
        document = self._session.document
        if not document or not edit.touches(Mark.kind, document=document.id):
            return
        self._show_flag()
        changing = self._changing
        if changing is not None:  # undo may have changed it, or taken it away
            marks = self._session.annotations.marks
            left = next((mark for mark in marks if mark.id == changing.id), None)
            self._set_changing(left, plain.lines_of(self.editor))

    def _show_all(self) -> None:
        can_edit = self._session.can_edit and self._session.document is not None
        for widget in (self.flag, self.unflag, self.reason, self.on_words, self.editor, self.keep):
            widget.setEnabled(can_edit)
        self.editor.setPlaceholderText("A note. Ctrl+Enter keeps it." if can_edit else "")
        self._show_flag()
        self._show_list()
        self._show_place()

    def _show_flag(self) -> None:
        flag = self._session.annotations.flag
        self.flag.setVisible(flag is None)
        self.unflag.setVisible(flag is not None)
        self.reason.setVisible(flag is not None)
        if flag is None or not self.reason.isModified():
            self.reason.setText(flag.value if flag else "")
            self.reason.setCursorPosition(0)

    def _show_list(self) -> None:
        self.view.setVisible(self.model.rowCount() > 0)

    def _show_place(self) -> None:
        place, document = self._place(), self._session.document
        words = edits.quoted(document.text, *place) if place and document else "the selected words"
        room = self.width() - _SIDE - _RIGHT - _TICK
        shown = self.on_words.fontMetrics().elidedText(f"On {words}", Qt.TextElideMode.ElideRight, room)
        self.on_words.setText(plain.literal(shown))
        self.on_words.setAccessibleName(f"On {words}")
        is_writing = self.editor.hasFocus() or self.on_words.hasFocus()
        self.on_words.setVisible(place is not None and is_writing)

    def _place(self) -> tuple[int, int] | None:
        if self._changing is not None:
            return None
        return self._bench.reader.selection

    # What is done

    def _change(self, index: QModelIndex) -> None:
        """Take the note into the field, and show in the text what it is about."""
        note = self.model.note(index.row())
        self._put_away()
        self._set_changing(note, note.value)
        self.editor.setFocus()
        if note.start is not None and note.end is not None:
            self._bench.reader.select(note.start, note.end)

    def _keep(self) -> None:
        words, changing = plain.lines_of(self.editor), self._changing
        if changing is not None:
            if words == changing.value or self._write_over(changing, words):
                self._stop_changing()
            return
        place = self._place() if self.on_words.isChecked() else None
        if self._session.attempt(lambda: edits.add_note(self._session.annotations, words, place)):
            self.editor.clear()

    def _remove(self, at: int) -> None:
        self._session.attempt(lambda: edits.remove_note(self.model.note(at)))

    def _write_over(self, note: Mark, words: str) -> bool:
        return self._session.attempt(lambda: edits.change_note(note, words))

    def _stop_changing(self) -> None:
        if self._changing is not None:
            self._take_out()

    def _set_flag(self, reason: str | None) -> None:
        on = self._session.annotations
        if self._session.attempt(lambda: edits.set_flag(on, reason)) and reason is not None:
            self.reason.setFocus()

    def _give_reason(self) -> None:
        flag, words = self._session.annotations.flag, self.reason.text().strip()
        self.reason.setModified(False)
        if flag is not None and words != flag.value:
            self._session.attempt(lambda: edits.set_flag(self._session.annotations, words))


def _row(wide: QWidget, *buttons: QWidget) -> QHBoxLayout:
    """A field, and its buttons at the right."""
    row = QHBoxLayout()
    row.setContentsMargins(_SIDE, 0, _RIGHT, 0)
    row.setSpacing(4)
    row.addWidget(wide, 1)
    for button in buttons:
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
    return row


class NoteView(RowView):
    """The list of notes; Delete asks for a note's removal."""

    removal_asked = Signal(int)

    def __init__(self, model: NoteList) -> None:
        """Shows this model."""
        super().__init__("Notes", ROW_HEIGHT)
        self.setModel(model)
        self.setMinimumHeight(0)  # in a low window the field is what must be in sight

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remove; all other keys are a list's."""
        at = self.current_row()
        if at is not None and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removal_asked.emit(at)
        else:
            super().keyPressEvent(event)


class NoteEditor(QPlainTextEdit):
    """A few lines of a note. Ctrl+Enter finishes it; Esc gives a change up, and else is the window's."""

    finished = Signal()
    given_up = Signal()

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self.is_change = False
        self.setFixedHeight(_EDITOR_HEIGHT)
        self.document().setDocumentMargin(0)
        self.setTabChangesFocus(True)
        self.setAccessibleName("Note")

    def event(self, event: QEvent) -> bool:
        """Keep Esc from the window's shortcut while a note is changed."""
        if self.is_change and event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.setAccepted(event.key() == Qt.Key.Key_Escape)
            if event.isAccepted():
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Finish, give up, or write."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.finished.emit()
        elif self.is_change and event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)
