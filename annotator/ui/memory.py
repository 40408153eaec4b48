"""What the window remembers: its place, where its docks are, the article last read in each project."""

import hashlib
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QMainWindow

from annotator.ui.session import Session

_GEOMETRY, _DOCKS = "window/geometry", "window/docks"
_DOCKS_VERSION = 1


class Memory:
    """Kept in an INI file, apart from what a person sets."""

    def __init__(self, file: Path) -> None:
        """Reads and writes `file`."""
        self._kept = QSettings(str(file), QSettings.Format.IniFormat)

    def keep_window(self, window: QMainWindow) -> None:
        """Remember where the window is."""
        self._kept.setValue(_GEOMETRY, window.saveGeometry())

    def place_window(self, window: QMainWindow) -> bool:
        """Put the window where it was; False if that is not known."""
        geometry = self._kept.value(_GEOMETRY)
        return isinstance(geometry, QByteArray) and window.restoreGeometry(geometry)

    def keep_docks(self, window: QMainWindow) -> None:
        """Remember where the docks are."""
        self._kept.setValue(_DOCKS, window.saveState(_DOCKS_VERSION))

    def place_docks(self, window: QMainWindow) -> bool:
        """Put the docks where they were; False if that is not known."""
        docks = self._kept.value(_DOCKS)
        return isinstance(docks, QByteArray) and window.restoreState(docks, _DOCKS_VERSION)

    def keep_document(self, session: Session) -> None:
        """Remember which article is shown."""
        if session.project is not None and session.document is not None:
            self._kept.setValue(_last(session.project.path), session.document.id)

    def show_last_document(self, session: Session) -> None:
        """Show the article that was read last in the open project, if it is still there."""
        if session.project is None:
            return
        document = self._kept.value(_last(session.project.path))
        number = session.project.number_of(document) if isinstance(document, str) else None
        if number is not None and number != session.number:
            session.show(number)


def _last(project: Path) -> str:
    return (
        "last/" + hashlib.sha256(str(project.absolute()).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    )
