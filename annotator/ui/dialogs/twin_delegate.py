"""How a place that says the words is painted: the words stand below each other, amid what is around them."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.ui import fonts, icons
from annotator.ui.dialogs.twin_rows import KINDS, ROW, TwinRow, TwinRows
from annotator.ui.panels import rows
from annotator.ui.reader.offsets import display, is_right_to_left
from annotator.ui.theme import Appearance
from annotator.ui.widgets.painting import paint_tag, tag_width

ROW_HEIGHT = 28
_INSET = 4.0
_BOX_X, _BOX = 14.0, 14.0
_LINE_X = 40.0
_TITLE_SHARE, _TITLE_RIGHT = 0.24, 14.0
_NOTE_WIDTH = 118.0
_GAP = 12.0
_BEFORE_SHARE = 0.4
_PIXELS = 14.5
_TO_LEFT, _TO_RIGHT = "\u200f", "\u200e"


class TwinDelegate(QStyledItemDelegate):
    """28 px: box, the line around the words, how they differ, the label that is there, the article's title.

    Space and a click on the box turn the tick.
    """

    def __init__(self, appearance: Appearance, parent: QObject | None = None) -> None:
        """Paints in the theme of the moment."""
        super().__init__(parent)
        self._appearance = appearance
        self._small = fonts.ui_font(12)
        self._faces: dict[str | None, tuple[QFont, QFont]] = {}

    def editorEvent(
        self,
        event: QEvent,
        model: object,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Turn the tick."""
        is_key = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space
        is_click = (
            isinstance(event, QMouseEvent)
            and event.type() == QEvent.Type.MouseButtonRelease
            and event.position().x() < option.rect.left() + _LINE_X
        )
        if (is_key or is_click) and isinstance(model, TwinRows):
            model.turn(index.row())
            return True
        return False

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the row."""
        row, model = index.data(ROW), index.model()
        if not isinstance(row, TwinRow) or not isinstance(model, TwinRows):
            return
        theme, area = self._appearance.theme, QRectF(option.rect)
        painter.save()
        rows.paint_plane(painter, option, theme, inset=_INSET)
        self._paint_box(painter, area, row)
        title = QRectF(area)
        title.setLeft(area.right() - area.width() * _TITLE_SHARE)
        title.setRight(area.right() - _TITLE_RIGHT)
        rows.paint_words(painter, title, row.place.title, self._small, theme.colour("ink3"))
        note = QRectF(title.left() - _GAP - _NOTE_WIDTH, area.top(), _NOTE_WIDTH, area.height())
        self._paint_note(painter, note, row)
        line = QRectF(area.left() + _LINE_X, area.top(), 0, area.height())
        line.setRight(note.left() - _GAP)
        label = model.aim or row.present
        bold = theme.label(label.colour).text if label and not row.why_not else theme.colour("ink3")
        self._paint_line(painter, line, row, bold)
        painter.restore()

    def _paint_box(self, painter: QPainter, area: QRectF, row: TwinRow) -> None:
        theme = self._appearance.theme
        box = QRectF(area.left() + _BOX_X, round(area.center().y() - _BOX / 2), _BOX, _BOX)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.is_ticked:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("primary"))
            painter.drawRoundedRect(box, 4, 4)
            icons.paint_icon(painter, "check", box.center(), theme.colour("onprimary"), round(_BOX))
            return
        painter.setPen(QPen(theme.colour("line2" if row.why_not else "edge"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush if row.why_not else theme.colour("raised"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _paint_note(self, painter: QPainter, rect: QRectF, row: TwinRow) -> None:
        theme, tag = self._appearance.theme, row.present.tag if row.present else ""
        rows.paint_words(painter, rect, KINDS[row.place.kind], self._small, theme.colour("ink3"))
        if row.present is not None:
            at = QPointF(rect.right() - tag_width(tag), rect.center().y() + 4)
            paint_tag(painter, at, tag, theme.label(row.present.colour), theme)

    def _paint_line(self, painter: QPainter, rect: QRectF, row: TwinRow, bold_in: QColor) -> None:
        """The words begin at the same height of every row, counted from where their script begins a line."""
        place = row.place
        plain, bold = self._serifs(place.language)
        quiet = self._appearance.theme.colour("ink3" if row.why_not else "ink2")
        mirrored = is_right_to_left(f"{place.before}{place.words}{place.after}")
        mark = _TO_LEFT if mirrored else _TO_RIGHT
        space, room = rows.width(" ", plain), rect.width() * _BEFORE_SHARE
        before = place.before.rstrip()
        gap = space if before != place.before else 0.0
        at = _part(rect, 0, room - gap, mirrored)
        before = f"{mark}{_end_of(before, plain, at.width())}"
        rows.paint_words(painter, at, before, plain, quiet, at_end=not mirrored)
        at = _part(rect, room, rect.width(), mirrored)
        taken = rows.paint_words(painter, at, f"{mark}{place.words}", bold, bold_in, at_end=mirrored)
        after = place.after.lstrip()
        start = room + taken + (space if after != place.after else 0.0)
        at = _part(rect, start, rect.width(), mirrored)
        if at.width() > 2 * space:
            rows.paint_words(painter, at, f"{mark}{after}", plain, quiet, at_end=mirrored)

    def _serifs(self, language: str | None) -> tuple[QFont, QFont]:
        """The faces of the document's language, made once."""
        if language not in self._faces:
            bold = fonts.serif_font(_PIXELS, QFont.Weight.Bold, language=language)
            self._faces[language] = fonts.serif_font(_PIXELS, language=language), bold
        return self._faces[language]


def _end_of(words: str, font: QFont, room: float) -> str:
    """As much of the end as fits, by whole words where there are spaces."""
    shown = QFontMetricsF(font).elidedText(display(words), Qt.TextElideMode.ElideLeft, max(0.0, room))
    _, space, whole = shown.partition(" ")
    return f"…{whole}" if space and shown != display(words) else shown


def _part(rect: QRectF, start: float, end: float, mirrored: bool) -> QRectF:
    """The part of the line between two distances from where its script begins."""
    left = rect.right() - end if mirrored else rect.left() + start
    return QRectF(left, rect.top(), max(0.0, end - start), rect.height())
