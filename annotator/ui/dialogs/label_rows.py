"""The list of a scheme's labels, with the buttons that change it."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.entities import Label
from annotator.ui import fonts, plain
from annotator.ui.dialogs.list_view import ListView
from annotator.ui.models.scheme_rows import LABEL, SchemeRows
from annotator.ui.panels import rows
from annotator.ui.theme import Appearance
from annotator.ui.widgets.painting import CHIP_HEIGHT, KEY_HEIGHT, chip_width, key_text, paint_chip, paint_key

_ROW_HEIGHT = 30
_KEY_X, _CHIP_X, _RIGHT = 14.0, 40.0, 16.0
_GAP = 8.0
_NAME_SHARE = 0.45


class LabelRows(QWidget):
    """Labels in their order. Insert adds one, Delete removes it, Alt with an arrow moves it."""

    def __init__(self, appearance: Appearance, model: SchemeRows) -> None:
        """Adding and removing is for the editor, which connects the buttons; moving is done here."""
        super().__init__()
        self._model = model
        self.view = ListView("Labels", _ROW_HEIGHT)
        self.view.setModel(model)
        self.view.setItemDelegate(LabelRowDelegate(appearance, self.view))
        self.add = _button("Add", "Add a label", "Insert")
        self.remove = _button("Remove", "Remove the label", "Delete")
        self.up = _button("Up", "Move the label up", "Alt+↑")
        self.down = _button("Down", "Move the label down", "Alt+↓")
        below = QHBoxLayout()
        below.setSpacing(8)
        for button in (self.add, self.remove, self.up, self.down):
            below.addWidget(button)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.view, 1)
        column.addLayout(below)
        self.view.adding.connect(self.add.click)
        self.view.removing.connect(self.remove.click)
        self.view.moving.connect(self._move)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))

    @property
    def row(self) -> int | None:
        """The row of the current label."""
        return self.view.current_row()

    def show_row(self, row: int) -> None:
        """Make the label of this row the current one; none where there is no such row."""
        self.view.show_current(row if 0 <= row < self._model.rowCount() else None)

    def _move(self, step: int) -> None:
        if self.row is not None:
            self.show_row(self._model.move(self.row, step))


class LabelRowDelegate(QStyledItemDelegate):
    """30 px: key cap, tag chip, title, and at the right the name in files."""

    def __init__(self, appearance: Appearance, parent: QObject | None = None) -> None:
        """Paints in the theme that is in use."""
        super().__init__(parent)
        self._appearance = appearance

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the row."""
        label = index.data(LABEL)
        if not isinstance(label, Label):
            return
        theme, area = self._appearance.theme, QRectF(option.rect)
        painter.save()
        rows.paint_plane(painter, option, theme, inset=4)
        middle = area.center().y()
        if label.key_cap:
            at = QPointF(area.left() + _KEY_X, round(middle - KEY_HEIGHT / 2))
            paint_key(painter, at, key_text(label.key_cap.upper()), theme)
        chip = QRectF(
            area.left() + _CHIP_X, round(middle - CHIP_HEIGHT / 2), chip_width(label.tag), CHIP_HEIGHT
        )
        paint_chip(painter, chip, label.tag, theme.label(label.colour))
        words = QRectF(chip.right() + _GAP, area.top(), 0, area.height())
        words.setRight(area.right() - _RIGHT)
        name = words.adjusted(words.width() * (1 - _NAME_SHARE), 0, 0, 0)
        if label.name != label.title:
            taken = rows.paint_words(
                painter, name, label.name, fonts.mono_font(), theme.colour("ink3"), at_end=True
            )
            words.setRight(words.right() - taken - _GAP)
        rows.paint_words(painter, words, label.title, fonts.ui_font(13), theme.colour("ink"))
        painter.restore()


def _button(text: str, name: str, key: str) -> QPushButton:
    made = plain.button(text)
    made.setAccessibleName(name)
    plain.set_tooltip(made, f"{name} ({key})")
    return made
