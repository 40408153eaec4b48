"""The keys in force: of the profile that was chosen, as far as the labels of the open scheme leave room."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotator.domain.entities import Label
from annotator.errors import UserError
from annotator.settings import Settings
from annotator.ui.modes import LABELS_ANSWER
from annotator.ui.profiles import OURS, Profile, Profiles, Settled, settle

if TYPE_CHECKING:
    from annotator.ui.actions import Action

_FOLDER = "keys"


class Keyboard(QObject):
    """Asked for the keys of each action; `changed` is sent when they may be others."""

    changed = Signal()

    def __init__(self, settings: Settings, declared: Collection["Action"]) -> None:
        """The profile that the settings name; ours where it cannot be read."""
        super().__init__()
        self.profiles = Profiles(settings.path.parent / _FOLDER)
        self.profile: Profile = OURS
        self._settings = settings
        self._declared = declared
        self._labels: tuple[Label, ...] = ()
        self._broken = ""
        self._settled = Settled({})
        self._take_up()

    @property
    def problems(self) -> tuple[str, ...]:
        """What of the profile could not be, a sentence each."""
        return (self._broken,) if self._broken else self._settled.problems

    @property
    def labels(self) -> tuple[Label, ...]:
        """The labels whose keys are theirs, whatever the profile says."""
        return self._labels

    def of(self, one: "Action") -> tuple[str, ...]:
        """The keys of an action, by their portable names; what no profile can change keeps its own."""
        return self._settled.keys.get(one.id, one.keys)

    def single(self) -> frozenset[str]:
        """The single characters that actions have now where labels have keys, in small letters."""
        beside_labels = (one for one in self._declared if one.modes & LABELS_ANSWER)
        return frozenset(key.lower() for one in beside_labels for key in self.of(one) if len(key) == 1)

    def choose(self, name: str) -> None:
        """Use this profile from now on, also after a restart."""
        self._settings.set("keys", name)
        self._take_up()

    def make_room(self, labels: tuple[Label, ...]) -> None:
        """Leave these labels their keys."""
        if labels != self._labels:
            self._labels = labels
            self._settle()

    def _take_up(self) -> None:
        self._broken = ""
        try:
            self.profile = self.profiles.load(str(self._settings.get("keys")))
        except UserError as error:
            self.profile = OURS
            self._broken = f"Our own keys are in force: {error.message}"
        self._settle()

    def _settle(self) -> None:
        self._settled = settle(self.profile, self._declared, self._labels)
        self.changed.emit()
