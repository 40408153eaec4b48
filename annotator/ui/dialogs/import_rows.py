"""The files of an import, one a row, with what a look at each has shown."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.formats.columns import Columns
from annotator.services.importing import ImportOptions
from annotator.ui import fonts, plain
from annotator.ui.dialogs.import_look import Look
from annotator.ui.panels import rows
from annotator.ui.theme import Appearance

FILE = Qt.ItemDataRole.UserRole
ROW_HEIGHT = 44
_INSET = 12.0

Index = QModelIndex | QPersistentModelIndex


@dataclass(slots=True)
class FileRow:
    """A file; `chosen` is what a person said of it, `look` what it seemed to be when it was looked at.

    It is `stale` until it is looked at again as it is to be read now.
    """

    path: Path
    chosen: ImportOptions = field(default_factory=ImportOptions)
    look: Look | None = None
    stale: bool = True

    @property
    def columns(self) -> Columns | None:
        """Which column is what: as chosen, else as guessed."""
        return self.chosen.columns or (
            self.look.inspection.columns if self.look and self.look.inspection else None
        )

    def words(self) -> str:
        """The file in a few words."""
        if self.look is None:
            return "…"
        found = self.look.inspection
        if found is None or not self.look.is_usable:
            return self.look.sentence
        encoding = f"{found.encoding}, guessed" if found.guess else found.encoding
        columns = [f"{len(found.names)} columns"] if found.names else []
        return " · ".join([found.format, encoding, *columns])


class FileRows(QAbstractTableModel):
    """The files as they were added. `shared`: which column is what in all files with these columns."""

    def __init__(self) -> None:
        """No file yet."""
        super().__init__()
        self.files: list[FileRow] = []
        self.shared: dict[tuple[str, ...], Columns] = {}

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One row a file."""
        return 0 if parent.isValid() else len(self.files)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """The name, the whole path as the tool tip, the file itself."""
        if not index.isValid():
            return None
        file = self.files[index.row()]
        if role == FILE:
            return file
        if role == Qt.ItemDataRole.DisplayRole:
            return file.path.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tooltip(str(file.path))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{file.path.name}, {file.words()}"
        return None

    def add(self, paths: Iterable[Path]) -> None:
        """Add the files that are not here yet."""
        known = {file.path for file in self.files}
        new = [FileRow(path) for path in dict.fromkeys(paths) if path not in known]
        if new:
            self.beginInsertRows(QModelIndex(), len(self.files), len(self.files) + len(new) - 1)
            self.files += new
            self.endInsertRows()

    def remove(self, numbers: Collection[int]) -> None:
        """Take the files of these rows out."""
        self.beginResetModel()
        self.files = [file for number, file in enumerate(self.files) if number not in set(numbers)]
        self.endResetModel()

    def show_look(self, path: Path, chosen: ImportOptions, seen: Look) -> None:
        """Keep what a look at the file has shown, unless something else was chosen since."""
        for number, file in enumerate(self.files):
            if file.path != path or file.chosen != chosen:
                continue
            columns = None if chosen.columns else self.shared.get(seen.names)
            file.look, file.stale = seen, columns is not None
            file.chosen = replace(chosen, columns=columns or chosen.columns)
            self._changed(number)

    def choose(
        self, numbers: Iterable[int], *, format: str | None = None, encoding: str | None = None
    ) -> None:
        """Read these files otherwise; what they seem to be then is not known yet."""
        for number in numbers:
            file = self.files[number]
            file.chosen = replace(
                file.chosen,
                format=format or file.chosen.format,
                encoding=encoding or file.chosen.encoding,
                columns=None,
            )
            file.stale = True
            self._changed(number)

    def choose_columns(self, number: int, columns: Columns, *, for_all: bool) -> None:
        """Say which column is what, in this file or in all that have the same columns."""
        look = self.files[number].look
        if for_all and look is not None:
            self.shared[look.names] = columns
        for at in [number, *(self.alike(number) if for_all else ())]:
            file = self.files[at]
            file.chosen, file.stale = replace(file.chosen, columns=columns), True
            self._changed(at)

    def alike(self, number: int) -> list[int]:
        """The other rows whose files have the same columns, as far as they were looked at."""
        look = self.files[number].look
        names = look.names if look else ()
        return [
            at
            for at, file in enumerate(self.files)
            if names and at != number and file.look is not None and file.look.names == names
        ]

    def _changed(self, number: int) -> None:
        index = self.index(number, 0)
        self.dataChanged.emit(index, index)


class FileDelegate(QStyledItemDelegate):
    """44 px: the name; below it what the file seems to be, or what is wrong with it."""

    def __init__(self, appearance: Appearance, parent: QObject | None = None) -> None:
        """Paints in the theme that is in use."""
        super().__init__(parent)
        self._appearance = appearance

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the row."""
        file = index.data(FILE)
        if not isinstance(file, FileRow):
            return
        theme, area = self._appearance.theme, QRectF(option.rect)
        painter.save()
        rows.paint_plane(painter, option, theme, inset=4)
        inner = area.adjusted(_INSET, 4, -_INSET, -4)
        half = inner.height() / 2
        weight = QFont.Weight.DemiBold if rows.is_current(option) else QFont.Weight.Normal
        name = QRectF(inner.left(), inner.top(), inner.width(), half)
        rows.paint_words(painter, name, file.path.name, fonts.ui_font(13, weight), theme.colour("ink"))
        is_wrong = file.look is not None and not file.look.is_usable
        found = file.look.inspection if file.look else None
        tone = "error" if is_wrong else "warn" if found and found.guess else "ink3"
        words = name.translated(0, half)
        rows.paint_words(painter, words, file.words(), fonts.ui_font(12), theme.colour(tone))
        painter.restore()
