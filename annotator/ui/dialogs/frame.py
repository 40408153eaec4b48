"""What every dialog has: a heading, a place for what is wrong, and the buttons below."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFont,
    QKeyEvent,
    QKeySequence,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from annotator.domain.change import Edit
from annotator.errors import Refused, UserError
from annotator.ui import fonts, plain
from annotator.ui.session import Session

_PADDING = 24


class Dialog(QDialog):
    """A dialog whose `body` takes widgets. The primary button says what it does, and closes if `act` agrees.

    Enter presses it, and Ctrl+Enter does where Enter begins a new line; Esc closes without acting.
    """

    def __init__(self, parent: QWidget | None, title: str, hint: str, do: str) -> None:
        """`title` is also the window's; `hint` says in a sentence what it is for; `do` names the primary."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(_PADDING, _PADDING, _PADDING, _PADDING)
        outer.setSpacing(16)
        heading = QVBoxLayout()
        heading.setSpacing(4)
        heading.addWidget(plain.label(title, font=fonts.ui_font(16, QFont.Weight.DemiBold)))
        if hint:
            heading.addWidget(plain.label(hint, tone="ink2", wrap=True))
        outer.addLayout(heading)
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        outer.addLayout(self.body, 1)
        self.problem = plain.label("", tone="error", wrap=True)
        self.problem.hide()
        outer.addWidget(self.problem)
        self._sides: list[QPushButton] = []
        self._fitting = QTimer(self, singleShot=True, interval=0)  # when new fields have their sizes
        self._fitting.timeout.connect(self._fit)
        self.cancel = plain.button("Cancel")
        self.primary = plain.button(do, primary=True)
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self._row.addStretch(1)
        self._row.addWidget(self.cancel)
        self._row.addWidget(self.primary)
        outer.addLayout(self._row)
        self.cancel.clicked.connect(self.reject)
        self.primary.clicked.connect(self.accept)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.primary.click)

    def act(self) -> None:
        """Do what the primary button says; raises UserError or Refused, and then the dialog stays open."""

    def accept(self) -> None:
        """Act, and close if that went well; else say what was wrong above the buttons."""
        if self.attempt(self.act):
            super().accept()

    def attempt(self, do: Callable[[], None]) -> bool:
        """Do something that may be refused, and say what was wrong with it; whether it was done."""
        try:
            do()
        except Refused as refused:
            self.say(str(refused))
            return False
        except UserError as error:
            self.say(f"{error.message} {error.hint}".strip())
            return False
        self.say("")
        return True

    def say(self, problem: str) -> None:
        """Show what is wrong; nothing where it is empty."""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        if problem:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, problem))

    def fit(self) -> None:
        """Be high enough for what is shown from now on: a layout asks for too little where words wrap."""
        self._fitting.start()

    def _fit(self) -> None:
        layout = self.layout()
        if layout is not None:
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))

    def add_side_button(self, text: str) -> QPushButton:
        """A button at the left of the row."""
        made = plain.button(text)
        self._row.insertWidget(len(self._sides), made)
        self._sides.append(made)
        return made

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, else the primary one."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            (focused if isinstance(focused, QPushButton) else self.primary).click()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Let the Tab key come to the buttons after all fields, and Enter be the primary one's."""
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)
        last = self.previousInFocusChain()
        for button in (*self._sides, self.cancel, self.primary):
            if last is not None and last is not button:
                QWidget.setTabOrder(last, button)
            last = button
        super().showEvent(event)


def commit(session: Session, edit: Edit) -> None:
    """Commit the edit; raises what the session would else say elsewhere in the window."""
    said: list[Exception | str] = []
    for signal in (session.message, session.failed):
        signal.connect(said.append)
    try:
        if session.commit(edit):
            return
    finally:
        for signal in (session.message, session.failed):
            signal.disconnect(said.append)
    why = said[-1]
    raise why if isinstance(why, Exception) else Refused(why)


def field_label(text: str, buddy: QWidget) -> QLabel:
    """The name of a field, for the eye and for who cannot see it."""
    made = plain.label(text, tone="ink2")
    made.setBuddy(buddy)
    made.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    buddy.setAccessibleName(text)
    return made
