"""What of the view is on or off: kept in the settings, told to whoever shows it."""

from PySide6.QtCore import QObject, Signal

from annotator.settings import Settings

LINKS = "opinion_links"
HIDE_ORIGIN = "hide_origin"
BLIND = "blind_review"


class Switches(QObject):
    """The settings that are flipped from the View and Review menus; `changed` carries the key."""

    changed = Signal(str)

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        """As they were left."""
        super().__init__(parent)
        self._settings = settings
        self._on = {key: bool(settings.get(key)) for key in (LINKS, HIDE_ORIGIN, BLIND)}

    def is_on(self, key: str) -> bool:
        """Whether it is on."""
        return self._on[key]

    def flip(self, key: str) -> None:
        """On if it is off, off if it is on."""
        self._on[key] = not self._on[key]
        self._settings.set(key, self._on[key])
        self.changed.emit(key)
