"""How findings and their kinds are painted."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.domain.entities import Label
from annotator.ui import fonts, icons
from annotator.ui.models.consistency_rows import ROW, FindingRow, FindingRows, KindRow
from annotator.ui.panels import rows
from annotator.ui.theme import Appearance
from annotator.ui.widgets.painting import paint_tag, tag_width

ROW_HEIGHT, KIND_HEIGHT = 50, 32
_INSET = 4.0
_BOX_X, _BOX = 14.0, 14.0
_LINE_X = 40.0
_RIGHT = 14.0
_GAP = 12.0
_TITLE_SHARE = 0.34
_ARROW = " → "
_PIXELS = 14.5
_TO_RIGHT = "\u200e"  # our sentences are, whatever they quote

Index = QModelIndex | QPersistentModelIndex


class FindingDelegate(QStyledItemDelegate):
    """50 px: box, the line around the words and what they should be; below, why, and the article's title.

    Space and a click on the box turn the tick.
    """

    def __init__(self, appearance: Appearance, parent: QObject | None = None) -> None:
        """Paints in the theme of the moment."""
        super().__init__(parent)
        self._appearance = appearance
        self._small = fonts.ui_font(12)
        self._faces: dict[str | None, tuple[QFont, QFont]] = {}

    def editorEvent(self, event: QEvent, model: object, option: QStyleOptionViewItem, index: Index) -> bool:
        """Turn the tick."""
        is_key = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space
        is_click = (
            isinstance(event, QMouseEvent)
            and event.type() == QEvent.Type.MouseButtonRelease
            and event.position().x() < option.rect.left() + _LINE_X
        )
        if (is_key or is_click) and isinstance(model, FindingRows):
            model.turn(index.row())
            return True
        return False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        row = index.data(ROW)
        if not isinstance(row, FindingRow):
            return
        theme, area = self._appearance.theme, QRectF(option.rect)
        painter.save()
        rows.paint_plane(painter, option, theme, inset=_INSET)
        upper = QRectF(area.left() + _LINE_X, area.top() + 4, 0, area.height() / 2 - 2)
        upper.setRight(area.right() - _RIGHT)
        lower = QRectF(upper.left(), upper.bottom() - 1, upper.width(), area.height() / 2 - 6)
        self._paint_box(painter, QRectF(area.left() + _BOX_X, upper.center().y() - _BOX / 2, _BOX, _BOX), row)
        taken = self._paint_change(painter, upper, row)
        self._paint_line(painter, upper.adjusted(0, 0, -taken - _GAP, 0), row)
        title = QRectF(lower)
        title.setLeft(lower.right() - lower.width() * _TITLE_SHARE)
        colour = theme.colour("ink3")
        rows.paint_words(painter, title, row.item.title, self._small, colour, at_end=True)
        evidence = lower.adjusted(0, 0, -title.width() - _GAP, 0)
        said = f"{_TO_RIGHT}{row.item.finding.evidence}"
        rows.paint_words(painter, evidence, said, self._small, theme.colour("ink2"))
        painter.restore()

    def _paint_box(self, painter: QPainter, box: QRectF, row: FindingRow) -> None:
        theme = self._appearance.theme
        box.moveTop(round(box.top()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.is_ticked:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("primary"))
            painter.drawRoundedRect(box, 4, 4)
            icons.paint_icon(painter, "check", box.center(), theme.colour("onprimary"), round(_BOX))
            return
        painter.setPen(QPen(theme.colour("edge"), 1))
        painter.setBrush(theme.colour("raised"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _paint_change(self, painter: QPainter, rect: QRectF, row: FindingRow) -> float:
        """Which label is there and which should be, or the change in words, at the right; how wide it is."""
        theme, small = self._appearance.theme, self._small
        if row.now is None or row.wanted is None or row.now == row.wanted:
            said = f"{_TO_RIGHT}{row.change}"
            return rows.paint_words(painter, rect, said, small, theme.colour("ink2"), at_end=True)
        x = rect.right()
        for label in (row.wanted, None, row.now):
            width = tag_width(label.tag) if label else rows.width(_ARROW, small)
            x -= width
            if label is None:
                arrow = QRectF(x, rect.top(), width, rect.height())
                rows.paint_words(painter, arrow, _ARROW, small, theme.colour("ink3"))
            else:
                at = QPointF(x, rect.center().y() + 4)
                paint_tag(painter, at, label.tag, theme.label(label.colour), theme)
        return rect.right() - x

    def _paint_line(self, painter: QPainter, rect: QRectF, row: FindingRow) -> None:
        theme, item = self._appearance.theme, row.item
        plain, bold = self._serifs(item.language)
        label: Label | None = row.now or row.wanted
        loud = theme.label(label.colour).text if label else theme.colour("ink")
        quiet = theme.colour("ink2")
        pieces = [
            rows.Piece(item.before, plain, quiet),
            rows.Piece(item.words, bold, loud),
            rows.Piece(item.after, plain, quiet),
        ]
        rows.paint_pieces(painter, rect, pieces)

    def _serifs(self, language: str | None) -> tuple[QFont, QFont]:
        """The faces of the document's language, made once."""
        if language not in self._faces:
            bold = fonts.serif_font(_PIXELS, QFont.Weight.Bold, language=language)
            self._faces[language] = fonts.serif_font(_PIXELS, language=language), bold
        return self._faces[language]


class KindDelegate(QStyledItemDelegate):
    """32 px: the kind's name, and at the right how many there are."""

    def __init__(self, appearance: Appearance, parent: QObject | None = None) -> None:
        """Paints in the theme of the moment."""
        super().__init__(parent)
        self._appearance = appearance

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        row = index.data(ROW)
        if not isinstance(row, KindRow):
            return
        theme, area = self._appearance.theme, QRectF(option.rect)
        painter.save()
        rows.paint_plane(painter, option, theme, inset=_INSET)
        inside = area.adjusted(_RIGHT, 0, -_RIGHT, 0)
        small, colour = fonts.ui_font(12), theme.colour("ink2" if row.number else "ink3")
        taken = rows.paint_words(painter, inside, f"{row.number:,}", small, colour, at_end=True)
        name = inside.adjusted(0, 0, -taken - _GAP, 0)
        rows.paint_words(
            painter, name, row.title, fonts.ui_font(13), theme.colour("ink" if row.number else "ink3")
        )
        painter.restore()
