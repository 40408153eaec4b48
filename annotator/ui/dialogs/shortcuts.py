"""Changing keys: every action with its keys, what is in the way said in words, kept as a profile."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QStackedWidget, QWidget

from annotator.errors import Refused
from annotator.ui import plain
from annotator.ui.actions import REGISTRY, Action
from annotator.ui.dialogs.frame import Dialog, field_label
from annotator.ui.dialogs.list_view import ListView
from annotator.ui.models.key_rows import KeyDraft, KeyRows, name
from annotator.ui.panels.key_delegate import ROW_HEIGHT, KeyDelegate
from annotator.ui.profiles import Profile, named
from annotator.ui.widgets.key_recorder import KeyRecorder
from annotator.ui.workbench import Workbench

_HINT = (
    "Enter gives the chosen action another key, Insert a further one, Del takes its keys away. "
    "In bold: not as ours. The keys of labels are the scheme’s."
)
_OWN_TITLE = "My keys"


def run(bench: Workbench) -> None:
    """Show the keys until they are kept or left as they were."""
    ShortcutEditor(bench).open()


class ShortcutEditor(Dialog):
    """The list with a field that narrows it; below it buttons, or the key to press, or the question."""

    def __init__(self, bench: Workbench) -> None:
        """The keys in force."""
        super().__init__(bench.window, "Change keys", _HINT, "Save")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._bench = bench
        self._keyboard = bench.actions.keyboard
        profile = self._keyboard.profile
        self.draft = KeyDraft(REGISTRY.values(), profile, self._keyboard.labels)
        self._before = dict(self.draft.keys)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("Find by name, menu or key")
        self.filter.setAccessibleName("Find an action")
        self.filter.setClearButtonEnabled(True)
        self.rows = KeyRows(self.draft, self)
        self.list = ListView("Actions", ROW_HEIGHT)
        self.list.setModel(self.rows)
        self.list.setItemDelegate(KeyDelegate(bench.appearance, self.list))
        self.strip = Strip(self)
        self.title = QLineEdit(profile.title if profile.is_own else self._free_title())
        plain.set_tooltip(self.title, f"A file in {self._keyboard.profiles.folder}")
        self.body.addWidget(self.filter)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.strip)
        kept = QHBoxLayout()
        kept.setSpacing(12)
        kept.addWidget(field_label("Kept as", self.title))
        kept.addWidget(self.title, 1)
        self.body.addLayout(kept)
        self.filter.textChanged.connect(self._look)
        self.list.adding.connect(lambda: self.record(further=True))
        self.list.removing.connect(lambda: self._change(self.draft.take))
        self.add_side_button("All as ours").clicked.connect(self._reset_all)
        self.resize(min(820, bench.window.width() - 60), min(720, bench.window.height() - 60))
        self.list.show_current(0)
        self.filter.setFocus()
        self.say(" ".join(self._keyboard.problems))

    @property
    def chosen(self) -> Action | None:
        """The action whose keys are changed."""
        return self.rows.action(self.list.current_row())

    def record(self, *, further: bool = False) -> None:
        """Wait for the chosen action's new key."""
        one = self.chosen
        if one is not None:
            self.say("")
            self.strip.listen(one, lambda key: self._take_up(one, key, further))

    def reset(self) -> None:
        """Give the chosen action the keys of our profile."""
        said: list[str] = []
        self._change(lambda one: said.append(self.draft.reset(one)))
        self.say(" ".join(said))

    def no_key(self) -> None:
        """Take the chosen action's keys away."""
        self._change(self.draft.take)

    def act(self) -> None:
        """Keep the keys as a profile and use them."""
        profiles, before = self._keyboard.profiles, self._keyboard.profile
        changed = self.draft.keys != self._before
        title = self.title.text().strip()
        if not changed and (not before.is_own or title == before.title):
            return
        if not title:
            raise Refused("The keys need a name to be kept under.")
        is_same = before.is_own and title == before.title
        file = before.name if is_same else profiles.named_for(title)
        if not is_same and (file in profiles.names() or profiles.free_title(title) != title):
            raise Refused(f"There are keys called “{title}” already. Choose another name.")
        profiles.save(Profile(file, title, self.draft.difference(), is_own=True))
        self._bench.actions.use_profile(file)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on an action, or in the field that found it, begins to record."""
        enters = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers()
        if enters and self.focusWidget() in (self.list, self.filter):
            self.record()
        elif event.key() == Qt.Key.Key_Down and self.focusWidget() is self.filter:
            self.list.setFocus()
        else:
            super().keyPressEvent(event)

    def _take_up(self, one: Action, key: str, further: bool) -> None:
        """Give the key, or say why not, or ask first where another action has it."""
        why_not, owner = self.draft.why_not(one, key), self.draft.owner(key, one)
        if why_not:
            self._back_to_list()
            self.say(why_not)
        elif owner is not None and owner is not one:
            self.strip.ask(
                f"{named(key)} is the key of {name(owner)}: take it?",
                lambda: self._give(one, key, further),
                self._back_to_list,
            )
        else:
            self._give(one, key, further and owner is None)

    def _give(self, one: Action, key: str, further: bool) -> None:
        self.draft.give(one, key, further=further)
        self._back_to_list()

    def _change(self, do: Callable[[Action], object]) -> None:
        if self.chosen is not None:
            self.say("")
            do(self.chosen)
            self.rows.show_changes()

    def _reset_all(self) -> None:
        self.draft.reset_all()
        self._back_to_list()

    def _back_to_list(self) -> None:
        self.strip.show_buttons()
        self.rows.show_changes()
        self.list.setFocus()

    def _look(self, typed: str) -> None:
        self.rows.look_for(typed)
        self.list.show_current(0 if self.rows.rowCount() else None)

    def _free_title(self) -> str:
        return self._keyboard.profiles.free_title(_OWN_TITLE)


class Strip(QStackedWidget):
    """One line below the list: what can be done, or the key that is waited for, or a question about it."""

    def __init__(self, editor: ShortcutEditor) -> None:
        """Shows the buttons."""
        super().__init__()
        self._editor = editor
        self._record: Callable[[str], None] | None = None
        self._taken: Callable[[], None] | None = None
        self._left: Callable[[], None] | None = None
        self.recorder = KeyRecorder()
        self.question = plain.label(wrap=True)
        self.take = plain.button("Take it")
        self.leave = plain.button("Leave it")
        change, add = plain.button("Change key…"), plain.button("Add a key…")
        none, reset = plain.button("No key"), plain.button("As ours")
        self.buttons = _row(change, add, none, reset, None)
        self._asked = _row(self.question, self.take, self.leave)
        for page in (self.buttons, self.recorder, self._asked):
            self.addWidget(page)
        self.setFixedHeight(32)
        change.clicked.connect(lambda: editor.record())
        add.clicked.connect(lambda: editor.record(further=True))
        none.clicked.connect(editor.no_key)
        reset.clicked.connect(editor.reset)
        self.recorder.recorded.connect(self._recorded)
        self.recorder.cancelled.connect(self._cancelled)
        self.take.clicked.connect(lambda: self._answer(self._taken))
        self.leave.clicked.connect(lambda: self._answer(self._left))

    def show_buttons(self) -> None:
        """As at first."""
        self._taken = self._left = self._record = None
        self.setCurrentWidget(self.buttons)

    def listen(self, one: Action, record: Callable[[str], None]) -> None:
        """Wait for a key."""
        self._record = record
        self.setCurrentWidget(self.recorder)
        self.recorder.listen(f"Press the new key of {name(one)}. Esc leaves it as it is.")

    def ask(self, question: str, take: Callable[[], None], leave: Callable[[], None]) -> None:
        """Ask whether the key is taken from who has it."""
        self._taken, self._left = take, leave
        self.question.setText(question)
        self.take.setAccessibleName(f"Take it. {question}")
        self.setCurrentWidget(self._asked)
        self.take.setFocus()

    @property
    def asks(self) -> bool:
        """Whether a question waits for its answer."""
        return self.currentWidget() is self._asked

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the key where it is, and the dialog open."""
        if event.key() == Qt.Key.Key_Escape and self.asks:
            self._answer(self._left)
        else:
            super().keyPressEvent(event)

    def _recorded(self, key: str) -> None:
        if self._record is not None:
            self._record(key)

    def _cancelled(self) -> None:
        self.show_buttons()
        self._editor.list.setFocus()

    def _answer(self, do: Callable[[], None] | None) -> None:
        if do is not None:
            do()


def _row(*parts: QWidget | None) -> QWidget:
    """The widgets beside each other; None is the room that gives way."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for part in parts:
        if part is None:
            row.addStretch(1)
        else:
            row.addWidget(part, 1 if isinstance(part, QLabel) else 0)
    return made
