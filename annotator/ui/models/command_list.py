"""All that can be done, as the palette lists it: what fits best first, what cannot be done now last."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QAction

from annotator.ui import plain
from annotator.ui.fuzzy import match
from annotator.ui.profiles import named
from annotator.ui.workbench import Workbench

COMMAND: Final = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Command:
    """A row: the action, its menu, its keys by their portable names; `why_not` says what is missing for it.

    `letters` are the places in the title of what was typed.
    """

    id: str
    title: str
    menu: str
    keys: tuple[str, ...]
    action: QAction
    why_not: str = ""
    letters: frozenset[int] = frozenset()

    @property
    def place(self) -> str:
        """The menu as it is shown."""
        return self.menu.replace("/", " > ")

    def spoken(self) -> str:
        """The row for who cannot see it."""
        keys = [f"key {named(key)}" for key in self.keys[:1]]
        is_on = ["on"] if self.action.isCheckable() and self.action.isChecked() else []
        why_not = [f"not now: {self.why_not}"] if self.why_not else []
        return ", ".join([self.title, self.place, *is_on, *keys, *why_not])


class CommandList(QAbstractTableModel):
    """The commands that fit what is typed; `COMMAND` is a Command."""

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        """Empty until it is read."""
        super().__init__(parent)
        self._bench = bench
        self._all: list[Command] = []
        self._shown: list[Command] = []

    def read(self) -> None:
        """Take all commands as they are now, those that were looked up last on top, others menu by menu."""
        recent = self._bench.settings.recent_actions
        rank = {id: at for at, id in enumerate(recent)}
        found = commands(self._bench)
        self._all = sorted(found, key=lambda one: (bool(one.why_not), rank.get(one.id, len(recent))))

    def look_for(self, typed: str) -> None:
        """List what fits this, and all for nothing."""
        self.beginResetModel()
        fitting = [
            (found.score, replace(one, letters=found.letters))
            for one in self._all
            if (found := match(typed, one.title, one.place)) is not None
        ]
        if typed.strip():
            fitting.sort(key=lambda pair: (bool(pair[1].why_not), -pair[0]))
        self._shown = [one for _, one in fitting]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One for each command that fits."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What the command is called, where it is found and what its keys are."""
        if not index.isValid():
            return None
        command = self._shown[index.row()]
        if role == COMMAND:
            return command
        if role == Qt.ItemDataRole.DisplayRole:
            return command.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return command.spoken()
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tooltip(command.spoken())
        return None


def commands(bench: Workbench) -> Iterator[Command]:
    """All that the menus of the window offer."""
    for menu, action in bench.actions.offered():
        title = action.text().replace("&&", "&")
        keys = tuple(key.toString() for key in action.shortcuts())
        why_not = "" if action.isEnabled() else missing(bench)
        yield Command(action.objectName() or f"{menu}/{title}", title, menu, keys, action, why_not)


def missing(bench: Workbench) -> str:
    """What is missing for an action that is not enabled now."""
    project = bench.session.project
    if project is None:
        return "Open a project first."
    if project.read_only:
        return "The project is open read-only."
    if bench.session.document is None:
        return "No article is shown."
    return "Not now."
