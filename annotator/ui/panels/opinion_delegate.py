"""How an opinion is painted."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.ui import fonts
from annotator.ui.models.opinion_list import ROW, OpinionRow
from annotator.ui.panels import rows
from annotator.ui.session import Session
from annotator.ui.theme import Appearance
from annotator.ui.widgets.painting import paint_polarity

ROW_HEIGHT = 24
_CIRCLE_X, _TEXT_X, _RIGHT, _GAP = 22.0, 37.0, 12.0, 8.0
_WHO = "\u200e\u2068{}\u2069 → \u2068{}\u2069"  # holder first from the left, whatever the names' direction


class OpinionDelegate(QStyledItemDelegate):
    """24 px: the polarity, who thinks it of whom, the words that carry it, how strong it is.

    The current row is the opinion in hand, in bold.
    """

    def __init__(self, session: Session, appearance: Appearance, parent: QObject | None = None) -> None:
        """Paints in the theme and on the scale of the moment."""
        super().__init__(parent)
        self._session = session
        self._appearance = appearance
        self._font = fonts.ui_font(13)
        self._current = fonts.ui_font(13, QFont.Weight.DemiBold)
        self._small = fonts.ui_font(11.5)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the row."""
        row = index.data(ROW)
        if not isinstance(row, OpinionRow):
            return
        theme = self._appearance.theme
        area = QRectF(option.rect)
        painter.save()
        rows.paint_plane(painter, option, theme)
        value = self._session.scheme.value(row.opinion.polarity)
        centre = QPointF(area.left() + _CIRCLE_X, area.center().y())
        paint_polarity(painter, centre, 14, value.sign if value else 0, theme)
        who = _WHO.format(row.holder, row.target)
        rect = QRectF(area.left() + _TEXT_X, area.top(), area.width() - _TEXT_X - _RIGHT, area.height())
        if row.opinion.intensity:
            quiet = theme.colour("ink3")
            taken = rows.paint_words(painter, rect, row.opinion.intensity, self._small, quiet, at_end=True)
            rect.setRight(rect.right() - taken - _GAP)
        font = self._current if rows.is_current(option) else self._font
        rect.setLeft(rect.left() + rows.paint_words(painter, rect, who, font, theme.colour("ink")) + _GAP)
        rows.paint_words(
            painter, rect, row.words, fonts.quotation_font(12.5, row.words), theme.colour("ink2")
        )
        painter.restore()
