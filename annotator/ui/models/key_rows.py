"""The keys of all actions while they are being changed."""

from collections.abc import Collection
from dataclasses import dataclass
from math import inf
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.domain.entities import Label
from annotator.ui import plain
from annotator.ui.actions import Action
from annotator.ui.fuzzy import match
from annotator.ui.modes import LABELS_ANSWER
from annotator.ui.profiles import OURS, Profile, difference, label_of, named, normal, settle, unfit

ROW: Final = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex


class KeyDraft:
    """The keys as they would be; no key is ever with two actions that answer in one mode."""

    def __init__(self, declared: Collection[Action], profile: Profile, labels: Collection[Label]) -> None:
        """As the profile has them; `labels` keep their keys."""
        self.actions = tuple(declared)
        self._ours = settle(OURS, declared).keys
        self._labels = labels
        self.keys = dict(settle(profile, declared).keys)

    def owner(self, key: str, wanting: Action) -> Action | None:
        """The action that has this key where the one that wants it would answer to it."""
        having = (one for one in self.actions if key in self.keys[one.id])
        return next((one for one in having if one.modes & wanting.modes), None)

    def why_not(self, one: Action, key: str) -> str:
        """Why the action cannot have this key, as a sentence; empty if it can."""
        label = label_of(key, self._labels) if one.modes & LABELS_ANSWER else None
        if label is not None:
            return f"{named(key)} labels {label.title}: the keys of labels are changed in Labels and scale."
        return unfit(one, key)

    def give(self, one: Action, key: str, *, further: bool) -> None:
        """The action has this key, as a further one or instead of all it had; nobody else has it."""
        while (owner := self.owner(key, one)) is not None:
            self.keys[owner.id] = tuple(kept for kept in self.keys[owner.id] if kept != key)
        self.keys[one.id] = (*self.keys[one.id], key) if further else (key,)

    def take(self, one: Action) -> None:
        """The action has no key."""
        self.keys[one.id] = ()

    def reset(self, one: Action) -> str:
        """The action has the keys of our profile, but for those of others; what those are, as a sentence."""
        self.keys[one.id] = ()
        owners = {key: self.owner(key, one) for key in self._ours[one.id]}
        self.keys[one.id] = tuple(key for key, owner in owners.items() if owner is None)
        kept = [f"{named(key)} stays with {name(owner)}." for key, owner in owners.items() if owner]
        return " ".join(kept)

    def reset_all(self) -> None:
        """All as in our profile."""
        self.keys = dict(self._ours)

    def is_changed(self, one: Action) -> bool:
        """Whether the action has other keys than in our profile."""
        return self.keys[one.id] != self._ours[one.id]

    def difference(self) -> dict[str, tuple[str, ...]]:
        """What a profile has to say for all this."""
        return difference(self.keys, self.actions)


@dataclass(frozen=True, slots=True)
class KeyRow:
    """An action with its keys, as a list shows it."""

    action: Action
    keys: tuple[str, ...]
    is_changed: bool

    @property
    def place(self) -> str:
        """The menu as it is shown."""
        return self.action.menu.replace("/", " > ")

    @property
    def scope(self) -> str:
        """Where the keys answer."""
        where = {"window": "everywhere", "reader": "in the article", "review": "in a review"}
        return where[self.action.scope]

    def spoken(self) -> str:
        """The row for who cannot see it."""
        keys = " or ".join(named(key) for key in self.keys) or "no key"
        changed = ["changed"] if self.is_changed else []
        return ", ".join([self.action.title, keys, self.scope, self.place, *changed])


class KeyRows(QAbstractTableModel):
    """A row for each action that fits what is looked for; `ROW` is a KeyRow."""

    def __init__(self, draft: KeyDraft, parent: QObject | None = None) -> None:
        """All of them, menu by menu."""
        super().__init__(parent)
        self._draft = draft
        self._shown = list(draft.actions)

    def look_for(self, typed: str) -> None:
        """List the actions whose title, menu or key is like this."""
        scored = [(self._fits(typed, one), one) for one in self._draft.actions]
        fitting = [(score, one) for score, one in scored if score is not None]
        if typed.strip():
            fitting.sort(key=lambda pair: -pair[0])
        self.beginResetModel()
        self._shown = [one for _, one in fitting]
        self.endResetModel()

    def action(self, row: int | None) -> Action | None:
        """The action of a row."""
        return self._shown[row] if row is not None and row < len(self._shown) else None

    def show_changes(self) -> None:
        """Let the rows be painted anew."""
        if self._shown:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._shown) - 1, 0))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One for each action that fits."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What the action is called, its keys and where they answer."""
        if not index.isValid():
            return None
        one = self._shown[index.row()]
        row = KeyRow(one, self._draft.keys[one.id], self._draft.is_changed(one))
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return one.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken()
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tooltip(row.spoken())
        return None

    def _fits(self, typed: str, one: Action) -> float | None:
        """How well what is typed fits an action, its very key best of all."""
        if normal(typed) in self._draft.keys[one.id]:
            return inf
        found = match(typed, one.title, one.menu)
        return None if found is None else found.score


def name(one: Action) -> str:
    """What an action is called in a sentence."""
    return one.title.rstrip("…")
