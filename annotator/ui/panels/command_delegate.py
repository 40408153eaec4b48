"""How a command is painted in the palette."""

from itertools import groupby

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.ui import fonts, icons
from annotator.ui.models.command_list import COMMAND, Command
from annotator.ui.panels import rows
from annotator.ui.theme import Appearance
from annotator.ui.widgets.painting import KEY_HEIGHT, key_text, key_width, paint_key

ROW_HEIGHT = 30
_INSET, _PADDING, _GAP, _TICK = 6.0, 10.0, 10.0, 16.0
_SHOWN_KEYS = 2
_JOINED_SCRIPTS = "\u0250"  # from here on letters are shaped by their neighbours


class CommandDelegate(QStyledItemDelegate):
    """30 px: the title, typed letters in bold, and its menu; at the right a tick and the keys, or why not."""

    def __init__(self, appearance: Appearance, parent: QObject | None = None) -> None:
        """Paints in the theme of the moment."""
        super().__init__(parent)
        self._appearance = appearance
        self._font = fonts.ui_font(13)
        self._bold = fonts.ui_font(13, QFont.Weight.Bold)
        self._small = fonts.ui_font(12)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the row."""
        command = index.data(COMMAND)
        if not isinstance(command, Command):
            return
        painter.save()
        self._paint_plane(painter, option)
        rect = QRectF(option.rect).adjusted(_INSET + _PADDING, 0, -_INSET - _PADDING, 0)
        if command.why_not:
            self._paint_why_not(painter, rect, command.why_not)
        else:
            self._paint_keys(painter, rect, command)
        self._paint_words(painter, rect, command)
        painter.restore()

    def _paint_plane(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        theme, state = self._appearance.theme, option.state
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            token = "lift" if state & QStyle.StateFlag.State_Selected else "hover"
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(token))
            plane = QRectF(option.rect).adjusted(_INSET, 0, -_INSET, 0)
            painter.drawRoundedRect(plane, rows.RADIUS, rows.RADIUS)

    def _paint_why_not(self, painter: QPainter, rect: QRectF, why_not: str) -> None:
        taken = rows.paint_words(
            painter, rect, why_not, self._small, self._appearance.theme.colour("ink3"), at_end=True
        )
        rect.setRight(rect.right() - taken - _GAP)

    def _paint_keys(self, painter: QPainter, rect: QRectF, command: Command) -> None:
        """Draw from the right edge inwards, and take the room."""
        theme = self._appearance.theme
        caps = list(dict.fromkeys(key_text(key) for key in command.keys))[:_SHOWN_KEYS]
        for cap in reversed(caps):
            rect.setRight(rect.right() - key_width(cap))
            paint_key(painter, QPointF(rect.right(), rect.center().y() - KEY_HEIGHT / 2), cap, theme)
            rect.setRight(rect.right() - 4)
        if command.action.isCheckable() and command.action.isChecked():
            centre = QPointF(rect.right() - _TICK / 2, rect.center().y())
            icons.paint_icon(painter, "check", centre, theme.colour("ink2"), int(_TICK))
            rect.setRight(rect.right() - _TICK)
        rect.setRight(rect.right() - _GAP)

    def _paint_words(self, painter: QPainter, rect: QRectF, command: Command) -> None:
        theme = self._appearance.theme
        ink = theme.colour("dis" if command.why_not else "ink")
        quiet = theme.colour("dis" if command.why_not else "ink3")
        pieces = [
            rows.Piece(text, self._bold if meant else self._font, ink) for text, meant in _parts(command)
        ]
        place = rows.Piece(f"   {command.place}", self._small, quiet)
        rows.paint_pieces(painter, rect, [*pieces, place])


def _parts(command: Command) -> list[tuple[str, bool]]:
    """The title in parts, each with whether it was typed; in one part where letters join."""
    title, letters = command.title, command.letters
    if any(character >= _JOINED_SCRIPTS and character.isalpha() for character in title):
        return [(title, False)]
    runs = groupby(range(len(title)), key=letters.__contains__)
    return [("".join(title[at] for at in run), meant) for meant, run in runs]
