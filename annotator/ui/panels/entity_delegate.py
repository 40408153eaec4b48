"""How names and their mentions are painted."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.domain.entities import Label
from annotator.ui import fonts
from annotator.ui.models.entity_groups import Group, Mention, context
from annotator.ui.models.entity_list import ROW, EntityList
from annotator.ui.panels import rows
from annotator.ui.session import Session
from annotator.ui.theme import Appearance, LabelLook, Theme
from annotator.ui.widgets.painting import paint_polarity, paint_tag, tag_width

NAME_HEIGHT, MENTION_HEIGHT = 29, 24
_BAR = (15.0, 4.0, 15.0)  # left, width, height
_NAME_X, _MENTION_X, _GUIDE_X = 27.0, 39.0, 29.0
_TAG_RIGHT, _CIRCLE_RIGHT = 42.0, 23.0
_BADGE_RIGHT, _BADGE_HEIGHT = 80.0, 16.0
_BEHIND = 7.0
_TAGS, _TAG_GAP = 2, 5.0
_MENTION_PIXELS = 13.5
_UNKNOWN = "slate"


class EntityDelegate(QStyledItemDelegate):
    """A name: bar, name, count, unlabelled twins, tags, polarity. A mention: its words amid others."""

    def __init__(self, session: Session, appearance: Appearance, parent: QObject | None = None) -> None:
        """Paints in the theme and the scheme of the moment."""
        super().__init__(parent)
        self._session = session
        self._appearance = appearance
        self._name = fonts.ui_font(13)
        self._current = fonts.ui_font(13, QFont.Weight.DemiBold)
        self._badge = fonts.ui_font(11, QFont.Weight.DemiBold)
        self._faces: dict[str | None, tuple[QFont, QFont]] = {}

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the row."""
        row = index.data(ROW)
        area = QRectF(option.rect)
        painter.save()
        rows.paint_plane(painter, option, self._appearance.theme)
        if isinstance(row, Group):
            model = index.model()
            twins = len(model.twins(row)) if isinstance(model, EntityList) else 0
            self._paint_name(painter, area, row, twins, rows.is_current(option))
        elif isinstance(row, Mention):
            self._paint_mention(painter, area, row)
        painter.restore()

    def badge_box(self, area: QRectF, group: Group, twins: int) -> QRectF:
        """Where the count of unlabelled twins stands in a row."""
        tags = [self._tag(self._session.scheme.label(label)) for label in group.labels[:_TAGS]]
        tags_left = area.right() - _TAG_RIGHT - sum(map(tag_width, tags)) - _TAG_GAP * (len(tags) - 1)
        width = round(rows.width(f"+{twins}", self._badge)) + 11
        right = round(min(tags_left - 8, area.right() - _BADGE_RIGHT))
        return QRectF(right - width, round(area.center().y() - _BADGE_HEIGHT / 2), width, _BADGE_HEIGHT)

    def _paint_name(self, painter: QPainter, area: QRectF, row: Group, twins: int, is_current: bool) -> None:
        theme = self._appearance.theme
        labels = [self._session.scheme.label(label) for label in row.labels]
        left, width, height = _BAR
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look(labels[0]).stroke)
        bar = QRectF(area.left() + left, area.center().y() - height / 2, width, height)
        painter.drawRoundedRect(bar, width / 2, width / 2)
        self._paint_polarities(painter, area, row.polarities)
        right = self._paint_tags(painter, area, labels)
        if twins:
            box = self.badge_box(area, row, twins)
            self._paint_badge(painter, box, f"+{twins}")
            right = box.left()
        font = self._current if is_current else self._name
        count = str(len(row.mentions))
        room = right - 8 - area.left() - _NAME_X - 8 - rows.width(count, self._name)
        rect = QRectF(area.left() + _NAME_X, area.top(), room, area.height())
        taken = rows.paint_words(painter, rect, row.name, font, theme.colour("ink"))
        rect = QRectF(rect.left() + taken + 8, area.top(), right - rect.left() - taken - 8, area.height())
        rows.paint_words(painter, rect, count, self._name, theme.colour("ink3"))

    def _paint_tags(self, painter: QPainter, area: QRectF, labels: list[Label | None]) -> float:
        """The tags, the most frequent first; returns where they begin. Few, as names need room."""
        x = area.right() - _TAG_RIGHT
        for label in reversed(labels[:_TAGS]):
            x -= tag_width(self._tag(label))
            at = QPointF(x, area.center().y() + 4)
            paint_tag(painter, at, self._tag(label), self._look(label), self._appearance.theme)
            x -= _TAG_GAP
        return x + _TAG_GAP

    def _paint_badge(self, painter: QPainter, box: QRectF, text: str) -> None:
        theme = self._appearance.theme
        painter.setPen(QPen(theme.colour("edge"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 7.5, 7.5)
        painter.setFont(self._badge)
        painter.setPen(theme.colour("ink2"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_polarities(self, painter: QPainter, area: QRectF, values: tuple[str, ...]) -> None:
        """What was said last; where something else was said before, that looks out from behind."""
        theme = self._appearance.theme
        signs = list(dict.fromkeys(self._sign(value) for value in values))
        centre = QPointF(area.right() - _CIRCLE_RIGHT, area.center().y())
        if len(signs) > 1:
            paint_polarity(painter, centre + QPointF(_BEHIND, 0), 14, signs[1], theme)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("chrome"))
            painter.drawEllipse(centre, 8.5, 8.5)
        if signs:
            paint_polarity(painter, centre, 14, signs[0], theme)

    def _paint_mention(self, painter: QPainter, area: QRectF, row: Mention) -> None:
        theme, document = self._appearance.theme, self._session.document
        if document is None:
            return
        x = area.left() + _GUIDE_X
        rows.hairline(painter, QPointF(x, area.top()), QPointF(x, area.bottom()), theme.colour("line2"))
        rect = QRectF(area.left() + _MENTION_X, area.top(), 0, area.height())
        rect.setRight(area.right() - _CIRCLE_RIGHT - 14)
        rows.paint_pieces(painter, rect, self._pieces(theme, document.text, document.language, row))
        if row.polarity is not None:
            centre = QPointF(area.right() - _CIRCLE_RIGHT - 1, area.center().y())
            paint_polarity(painter, centre, 12, self._sign(row.polarity), theme)

    def _pieces(self, theme: Theme, text: str, language: str | None, row: Mention) -> list[rows.Piece]:
        plain, bold = self._serifs(language)
        before, words, after = context(text, row.span)
        look = self._look(self._session.scheme.label(row.span.label))
        quiet = theme.colour("ink2")
        return [
            rows.Piece(before, plain, quiet),
            rows.Piece(words, bold, look.text),
            rows.Piece(after, plain, quiet),
        ]

    def _serifs(self, language: str | None) -> tuple[QFont, QFont]:
        """The faces of the document's language, made once."""
        if language not in self._faces:
            bold = fonts.serif_font(_MENTION_PIXELS, QFont.Weight.Bold, language=language)
            self._faces[language] = fonts.serif_font(_MENTION_PIXELS, language=language), bold
        return self._faces[language]

    def _look(self, label: Label | None) -> LabelLook:
        return self._appearance.theme.label(label.colour if label else _UNKNOWN)

    def _tag(self, label: Label | None) -> str:
        return label.tag if label else "?"

    def _sign(self, value: str) -> int:
        found = self._session.scheme.value(value)
        return found.sign if found else 0
