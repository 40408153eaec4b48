"""Labels that could be carried over, as rows with a tick each, and how they are painted."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    Qt,
)
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.domain.carrying import Carried
from annotator.domain.document import Document
from annotator.domain.scheme import Scheme
from annotator.domain.twins import context
from annotator.ui import fonts, icons
from annotator.ui.panels import rows
from annotator.ui.theme import Appearance
from annotator.ui.widgets.painting import paint_tag

ROW_HEIGHT = 34
_AT = Qt.ItemDataRole.UserRole
_OUTCOMES = {"exact": "same place", "moved": "moved", "lost": "lost, its words changed"}
_CONTEXT = 48
_BOX_X, _BOX, _TAG_X, _LINE_X = 14.0, 14.0, 40.0, 84.0
_RIGHT, _GAP = 14.0, 12.0
_PIXELS = 14.5

Index = QModelIndex | QPersistentModelIndex


class CarryRows(QAbstractTableModel):
    """The labels in the order of the article; all are ticked but the lost ones, which cannot be."""

    def __init__(self, labels: Sequence[Carried], source: Document, scheme: Scheme) -> None:
        """`source` is where the labels are."""
        super().__init__()
        self.labels = list(labels)
        self.source, self.scheme = source, scheme
        self._ticked = self._may = {one.span.id for one in labels if one.outcome != "lost"}

    def is_ticked(self, at: int) -> bool:
        """Whether the row is ticked."""
        return self.labels[at].span.id in self._ticked

    def chosen(self) -> list[Carried]:
        """What is ticked."""
        return [one for one in self.labels if one.span.id in self._ticked]

    def turn(self, at: int) -> None:
        """Tick the row, or take its tick away."""
        self._ticked = self._ticked ^ ({self.labels[at].span.id} & self._may)
        self.dataChanged.emit(self.index(at, 0), self.index(at, 0))

    def turn_all(self) -> None:
        """Tick all; where they are, none."""
        self._ticked = set() if self._ticked == self._may else self._may
        self.dataChanged.emit(self.index(0, 0), self.index(len(self.labels) - 1, 0))

    def line(self, at: int) -> tuple[str, str, str]:
        """The words of the row's label between what stands around them."""
        span = self.labels[at].span
        return context(self.source.text, span.start, span.end, _CONTEXT)

    def said(self, at: int) -> str:
        """What becomes of the row's label."""
        return _OUTCOMES[self.labels[at].outcome]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One row a label."""
        return 0 if parent.isValid() else len(self.labels)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words, the row's number, its tick, what a screen reader says."""
        if not index.isValid():
            return None
        at = index.row()
        if role == _AT:
            return at
        if role == Qt.ItemDataRole.DisplayRole:
            return self.line(at)[1]
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if self.is_ticked(at) else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            label = self.scheme.label(self.labels[at].span.label)
            return f"{label.title if label else ''}: {''.join(self.line(at))}, {self.said(at)}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Each row has a box to tick."""
        kept = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        return kept | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() else kept


class CarryDelegate(QStyledItemDelegate):
    """34 px: box, tag, the line around the words, what becomes of it. Space and a click turn the tick."""

    def __init__(self, appearance: Appearance, parent: QObject | None = None) -> None:
        """Paints in the theme of the moment."""
        super().__init__(parent)
        self._appearance = appearance

    def editorEvent(self, event: QEvent, model: object, option: QStyleOptionViewItem, index: Index) -> bool:
        """Turn the tick."""
        is_key = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space
        is_click = (
            isinstance(event, QMouseEvent)
            and event.type() == QEvent.Type.MouseButtonRelease
            and event.position().x() < option.rect.left() + _TAG_X
        )
        if (is_key or is_click) and isinstance(model, CarryRows):
            model.turn(index.row())
            return True
        return False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        at, model = index.data(_AT), index.model()
        if not isinstance(at, int) or not isinstance(model, CarryRows):
            return
        theme, area, one = self._appearance.theme, QRectF(option.rect), model.labels[at]
        label, is_lost = model.scheme.label(one.span.label), one.outcome == "lost"
        painter.save()
        rows.paint_plane(painter, option, theme, inset=4)
        box = QRectF(area.left() + _BOX_X, round(area.center().y() - _BOX / 2), _BOX, _BOX)
        self._paint_box(painter, box, is_ticked=model.is_ticked(at), is_lost=is_lost)
        if label is not None:
            below = QPointF(area.left() + _TAG_X, area.center().y() + 4)
            paint_tag(painter, below, label.tag, theme.label(label.colour), theme)
        line = area.adjusted(_LINE_X, 0, -_RIGHT, 0)
        small, quiet = fonts.ui_font(12), theme.colour("ink3" if is_lost else "ink2")
        taken = rows.paint_words(painter, line, model.said(at), small, theme.colour("ink3"), at_end=True)
        language = model.source.language
        plain = fonts.serif_font(_PIXELS, language=language)
        bold = fonts.serif_font(_PIXELS, QFont.Weight.Bold, language=language)
        loud = theme.label(label.colour).text if label and not is_lost else theme.colour("ink3")
        before, words, after = model.line(at)
        pieces = [rows.Piece(before, plain, quiet), rows.Piece(words, bold, loud)]
        pieces.append(rows.Piece(after, plain, quiet))
        rows.paint_pieces(painter, line.adjusted(0, 0, -taken - _GAP, 0), pieces)
        painter.restore()

    def _paint_box(self, painter: QPainter, box: QRectF, *, is_ticked: bool, is_lost: bool) -> None:
        theme = self._appearance.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_ticked:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("primary"))
            painter.drawRoundedRect(box, 4, 4)
            icons.paint_icon(painter, "check", box.center(), theme.colour("onprimary"), round(_BOX))
            return
        painter.setPen(QPen(theme.colour("line2" if is_lost else "edge"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush if is_lost else theme.colour("raised"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
