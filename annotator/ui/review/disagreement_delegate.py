"""How a position is painted in the list: its words, its kind, and a column a layer."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.domain.entities import Said
from annotator.domain.positions import Position
from annotator.domain.review import Review
from annotator.ui import fonts, icons
from annotator.ui.panels import rows
from annotator.ui.review import words
from annotator.ui.review.disagreement_list import POSITION
from annotator.ui.widgets.painting import paint_polarity, paint_tag, tag_width
from annotator.ui.workbench import Workbench

ROW_HEIGHT = 46
_LEFT, _RIGHT = 15.0, 15.0
_KIND_WIDTH, _PITCH, _GAP = 70.0, 44.0, 10.0
_ROOM_FOR_A_TAG = 26.0
_BAR, _LINE = 4.0, 31.0
_UNKNOWN = "slate"


def columns(width: float, count: int) -> list[tuple[float, float]]:
    """The left edge and the width of each layer's column in a row of this width."""
    if not count:
        return []
    room = width - _LEFT - _KIND_WIDTH - _RIGHT
    pitch = min(_PITCH, room / count)
    each = max(4.0, pitch - min(_GAP, pitch * 0.25))
    left = width - _RIGHT - pitch * count + (pitch - each)
    return [(left + at * pitch, each) for at in range(count)]


class DisagreementDelegate(QStyledItemDelegate):
    """Extents where edges differ, tags where names do, a dashed line for nothing, circles for judgements."""

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        """Paints in the theme and the scheme of the moment."""
        super().__init__(parent)
        self._bench = bench
        self._small = fonts.ui_font(12)
        self._faces: dict[str | None, QFont] = {}

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the row."""
        position, on = index.data(POSITION), self._bench.reviewing.review
        if not isinstance(position, Position) or on is None:
            return
        area = QRectF(option.rect)
        painter.save()
        rows.paint_plane(painter, option, self._bench.appearance.theme)
        is_open = on.states[position.id] != "decided"
        self._paint_words(painter, area, on, position, is_open)
        if is_open:
            self._paint_columns(painter, area, position)
        else:
            self._paint_gold(painter, area, on, position)
        painter.restore()

    def _paint_words(
        self, painter: QPainter, area: QRectF, on: Review, position: Position, is_open: bool
    ) -> None:
        theme = self._bench.appearance.theme
        text = words.subject(on, position)
        box = QRectF(area.left() + _LEFT, area.top() + 4, area.width() - _LEFT - _RIGHT, 20)
        font = self._serif()
        rows.paint_words(painter, box, text, font, theme.colour("ink" if is_open else "ink3"))
        changed = on.states[position.id] == "changed"
        kind = f"{words.KINDS[position.kind]}, changed since" if changed else words.KINDS[position.kind]
        box = QRectF(area.left() + _LEFT, area.top() + 23, area.width() - _LEFT - _RIGHT, 18)
        if not changed:
            box.setWidth(_KIND_WIDTH)
        rows.paint_words(painter, box, kind, self._small, theme.colour("warn" if changed else "ink2"))

    def _paint_gold(self, painter: QPainter, area: QRectF, on: Review, position: Position) -> None:
        theme, decision = self._bench.appearance.theme, on.decisions[position.id]
        right = area.right() - _RIGHT
        icons.paint_icon(painter, "check", QPointF(right - 7, area.top() + _LINE), theme.colour("ok"), 14)
        box = QRectF(area.left() + _LEFT + _KIND_WIDTH, area.top() + 22, 0, 18)
        box.setRight(right - 22)
        said = words.decided(self._bench.session.scheme, on, position, decision)
        rows.paint_words(painter, box, said, self._small, theme.colour("ink3"), at_end=True)

    def _paint_columns(self, painter: QPainter, area: QRectF, position: Position) -> None:
        layers = self._bench.reviewing.shown_layers
        asked = set(position.layers)
        for layer, (left, width) in zip(layers, columns(area.width(), len(layers)), strict=True):
            if layer in asked:
                cell = QRectF(area.left() + left, area.top() + _LINE - 8, width, 16)
                self._paint_cell(painter, cell, position, position.says(layer))

    def _paint_cell(self, painter: QPainter, cell: QRectF, position: Position, said: Said | None) -> None:
        theme, scheme = self._bench.appearance.theme, self._bench.session.scheme
        if said is None:
            pen = QPen(theme.colour("ink3"), 1.2, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
            pen.setDashPattern([3.4, 2.6])
            painter.setPen(pen)
            middle = cell.center().y()
            painter.drawLine(QPointF(cell.left(), middle), QPointF(cell.right(), middle))
        elif position.about != "span":
            value = scheme.value(said.value)
            diameter = min(13.0, cell.width())
            centre = QPointF(cell.left() + diameter / 2, cell.center().y())
            paint_polarity(painter, centre, diameter, value.sign if value else 0, theme)
        elif position.kind == "boundary":
            self._paint_extent(painter, cell, position, said)
        else:
            self._paint_label(painter, cell, said)

    def _paint_label(self, painter: QPainter, cell: QRectF, said: Said) -> None:
        """The tag; where there is no room for it, as much of its colour."""
        theme, label = self._bench.appearance.theme, self._bench.session.scheme.label(said.value)
        look, tag = theme.label(label.colour if label else _UNKNOWN), label.tag if label else "?"
        if cell.width() >= min(_ROOM_FOR_A_TAG, tag_width(tag)):
            paint_tag(painter, QPointF(cell.left(), cell.center().y() + 3.6), tag, look, theme)
            return
        painter.setPen(QPen(look.stroke, 1))
        painter.setBrush(look.fill)
        painter.drawRoundedRect(QRectF(cell.left(), cell.center().y() - 5, cell.width(), 10), 2, 2)

    def _paint_extent(self, painter: QPainter, cell: QRectF, position: Position, said: Said) -> None:
        """Which part of what all cover together the layer covers."""
        theme, label = self._bench.appearance.theme, self._bench.session.scheme.label(said.value)
        if position.start is None or position.end is None or said.start is None or said.end is None:
            return
        scale = cell.width() / max(1, position.end - position.start)
        track = QRectF(cell.left(), cell.center().y() - _BAR / 2, cell.width(), _BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("line2"))
        painter.drawRoundedRect(track, _BAR / 2, _BAR / 2)
        left = cell.left() + (said.start - position.start) * scale
        width = max(_BAR, (said.end - said.start) * scale)
        painter.setBrush(theme.label(label.colour if label else _UNKNOWN).stroke)
        painter.drawRoundedRect(QRectF(left, track.top(), width, _BAR), _BAR / 2, _BAR / 2)

    def _serif(self) -> QFont:
        """The face of the article's language, made once."""
        document = self._bench.session.document
        language = document.language if document else None
        if language not in self._faces:
            self._faces[language] = fonts.serif_font(14, language=language)
        return self._faces[language]
