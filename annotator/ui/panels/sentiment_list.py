"""The list of opinions, and the keys that act on the one in hand, which is the current row."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStyledItemDelegate

from annotator.ui.models.opinion_list import OpinionList
from annotator.ui.opinion_hand import OpinionHand
from annotator.ui.panels.opinion_delegate import ROW_HEIGHT
from annotator.ui.panels.row_view import RowView

_ROWS_SHOWN = 5
_SIGNS = {
    Qt.Key.Key_Minus: -1,
    Qt.Key.Key_0: 0,
    Qt.Key.Key_Plus: 1,
    Qt.Key.Key_Equal: 1,
}


class OpinionView(RowView):
    """Its current row is the opinion in hand: going to a row takes it in hand.

    `removal_asked` is sent for Delete, `step_asked` with a sign for `-`, `0` and `+`.
    """

    removal_asked = Signal()
    step_asked = Signal(int)

    def __init__(self, model: OpinionList, delegate: QStyledItemDelegate, hand: OpinionHand) -> None:
        """Shows this model, and what is in this hand."""
        super().__init__("Opinions", ROW_HEIGHT)
        self._opinions = model
        self._hand = hand
        self.setModel(model)
        self.setItemDelegate(delegate)
        delegate.setParent(self)
        self.grow_to(_ROWS_SHOWN)
        self.selectionModel().currentRowChanged.connect(self._take)
        hand.changed.connect(self._show_hand)
        model.modelReset.connect(self._show_hand)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remove, or say another polarity; all other keys are a list's."""
        beyond = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        if beyond or self._hand.opinion is None:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._ask(self.removal_asked.emit)
        elif event.key() in _SIGNS:
            self._ask(lambda: self.step_asked.emit(_SIGNS[Qt.Key(event.key())]))
        else:
            super().keyPressEvent(event)

    def _ask(self, ask: Callable[[], object]) -> None:
        """Ask; where that removes the row, go on to the one that takes its place."""
        at, count = self.current_row() or 0, self._opinions.rowCount()
        ask()
        left = self._opinions.rowCount()
        if left and left < count:
            self.show_current(min(at, left - 1))

    def _take(self, now: QModelIndex | QPersistentModelIndex, _: QObject) -> None:
        if now.isValid():
            self._hand.take(self._opinions.row(now.row()).opinion)

    def _show_hand(self) -> None:
        opinion = self._hand.opinion
        self.show_current(self._opinions.row_of(opinion.id) if opinion else None)
