"""Damage in a list: the words in their line, what is wrong, what could stand there."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.domain.damage_kinds import TITLES, Finding, seen
from annotator.domain.twins import context
from annotator.ui import fonts, plain
from annotator.ui.panels import rows
from annotator.ui.reader.offsets import display
from annotator.ui.theme import Appearance

ROW_HEIGHT: Final = 48
ROW: Final = Qt.ItemDataRole.UserRole
_INSET, _GAP, _PIXELS = 12.0, 10.0, 14.5
_CONTEXT = 48
_LONGEST = 60

Index = QModelIndex | QPersistentModelIndex


class Row(NamedTuple):
    """A line in three parts, of which the second is what it is about; at its right `kind`; `said` below it.

    `is_text`: the line is cut out of an article.
    """

    before: str
    words: str
    after: str
    kind: str
    said: str
    is_text: bool = True

    def spoken(self) -> str:
        """The row for who cannot see it."""
        return ", ".join(
            filter(None, [self.kind, f"{self.before}{self.words}{self.after}".strip(), self.said])
        )


def of_finding(text: str, one: Finding) -> Row:
    """The row of a finding in this text."""
    before, words, after = context(text, *seen(text, one), _CONTEXT)
    return Row(before, visible(words), after, TITLES[one.kind], f"{one.sentence}{_meant(text, one)}")


def visible(words: str) -> str:
    """The words with a name in place of each character that nobody sees."""
    shown = "".join(one if one.isprintable() else f"[U+{ord(one):04X}]" for one in words)
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1].rstrip()}…"


def _meant(text: str, one: Finding) -> str:
    """What the damaged words would be."""
    if one.replacement is None:
        return ""
    start, end = seen(text, one)
    meant = " ".join(f"{text[start : one.start]}{one.replacement}{text[one.end : end]}".split())
    return f" It could be “{visible(meant)}”." if meant else " It could be left out."


class DamageRows(QAbstractTableModel):
    """Rows as they are given; `ROW` is a Row."""

    def __init__(self, given: Sequence[Row], parent: QObject | None = None) -> None:
        """Shows these."""
        super().__init__(parent)
        self.rows = list(given)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One for each."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """The words, and all of the row as a tool tip and for a screen reader."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return display(row.words)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tooltip(row.spoken())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken()
        return None


class DamageDelegate(QStyledItemDelegate):
    """48 px: the line, the kind at its right; below it what is wrong."""

    def __init__(self, appearance: Appearance, parent: QObject | None = None) -> None:
        """Paints in the theme that is in use."""
        super().__init__(parent)
        self._appearance = appearance

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        row = index.data(ROW)
        if not isinstance(row, Row):
            return
        theme, small = self._appearance.theme, fonts.ui_font(12)
        painter.save()
        rows.paint_plane(painter, option, theme, inset=4)
        inner = QRectF(option.rect).adjusted(_INSET, 5, -_INSET, -5)
        half = inner.height() / 2
        upper = QRectF(inner.left(), inner.top(), inner.width(), half)
        taken = rows.paint_words(painter, upper, row.kind, small, theme.colour("ink3"), at_end=True)
        quiet, loud = _faces(row.is_text)
        pieces = [
            rows.Piece(row.before, quiet, theme.colour("ink2")),
            rows.Piece(row.words, loud, theme.colour("warn" if row.is_text else "ink")),
            rows.Piece(row.after, quiet, theme.colour("ink2")),
        ]
        rows.paint_pieces(painter, upper.adjusted(0, 0, -taken - _GAP, 0), pieces)
        lower = QRectF(inner.left(), inner.top() + half, inner.width(), half)
        rows.paint_words(painter, lower, row.said, small, theme.colour("ink2"))
        painter.restore()


def _faces(is_text: bool) -> tuple[QFont, QFont]:
    bold = QFont.Weight.DemiBold
    if is_text:
        return fonts.serif_font(_PIXELS), fonts.serif_font(_PIXELS, bold)
    return fonts.ui_font(13), fonts.ui_font(13, bold)
