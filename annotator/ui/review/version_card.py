"""A version to choose from, as a card: its key, its words, its label, and who says it."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from annotator.ui import fonts, plain
from annotator.ui.panels import rows
from annotator.ui.theme import Appearance
from annotator.ui.widgets.painting import key_text, key_width, paint_key, paint_polarity, paint_tag, tag_width

HEIGHT = 52
_WIDEST, _NARROWEST = 300, 110
_ROOMY = 200
_PAD, _FIRST, _SECOND = 11.0, 17.0, 36.0


@dataclass(frozen=True, slots=True)
class Version:
    """What a card says. `colour` is a label's, `sign` a judgement's; `enter` the key of what is proposed."""

    words: str
    value: str
    who: str
    share: str = ""
    key: str = ""
    enter: str = ""
    colour: str = ""
    sign: int | None = None
    is_gold: bool = False
    is_quiet: bool = False

    def spoken(self) -> str:
        """The card for who cannot see it."""
        said = [self.words, self.value if self.value.casefold() != self.words.casefold() else ""]
        said += [self.who, self.share, "proposed" if self.enter else "", "in gold" if self.is_gold else ""]
        return ", ".join(part for part in said if part)


class VersionCard(QAbstractButton):
    """Draws a version; pressing it takes it. The proposed one is ringed."""

    def __init__(
        self, appearance: Appearance, version: Version, language: str | None, *, in_row: bool = False
    ) -> None:
        """`language` is that of the article. In a row of cards it is no wider than need be, and no stop of
        Tab, as keys take it.
        """
        super().__init__()
        self._appearance = appearance
        self.version = version
        self._serif = fonts.serif_font(14, language=language)
        self._small, self._bold = fonts.ui_font(12), fonts.ui_font(12, QFont.Weight.DemiBold)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if in_row else Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT)
        self.setMinimumWidth(_NARROWEST)
        if in_row:
            self.setMaximumWidth(_WIDEST)
        self.setAccessibleName(version.spoken())
        plain.set_tooltip(self, version.spoken())
        appearance.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As wide as it may be."""
        return QSize(_WIDEST, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card."""
        painter, theme = QPainter(self), self._appearance.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ringed = bool(self.version.enter) or self.hasFocus()
        pen = QPen(theme.colour("cursor"), 2) if ringed else QPen(theme.colour("line2"), 1)
        inset = pen.widthF() / 2
        painter.setPen(pen)
        painter.setBrush(theme.colour("hover" if self.underMouse() else "raised"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 7, 7)
        left = _PAD
        if self.version.key:
            paint_key(painter, QPointF(left, _FIRST - 8.5), key_text(self.version.key), theme)
            left += key_width(key_text(self.version.key)) + 9
        self._paint_first(painter, left)
        self._paint_second(painter, left)

    def _paint_first(self, painter: QPainter, left: float) -> None:
        theme, one = self._appearance.theme, self.version
        right = self.width() - _PAD
        beside = "proposed" if one.enter else one.share
        if beside and self.width() >= _ROOMY:  # the ring says it too, and the words matter more
            colour = theme.colour("cursor" if one.enter else "ink3")
            box = QRectF(left, _FIRST - 10, right - left, 20)
            right -= rows.paint_words(painter, box, beside, self._small, colour, at_end=True) + 8
        box = QRectF(left, _FIRST - 11, right - left, 22)
        is_quiet = one.is_quiet or not self.isEnabled()
        rows.paint_words(painter, box, one.words, self._serif, theme.colour("ink3" if is_quiet else "ink"))

    def _paint_second(self, painter: QPainter, left: float) -> None:
        theme, one = self._appearance.theme, self.version
        right = self.width() - _PAD
        if one.enter:
            text = key_text(one.enter)
            right -= key_width(text)
            paint_key(painter, QPointF(right, _SECOND - 8.5), text, theme)
            right -= 8
        elif one.is_gold:
            box = QRectF(left, _SECOND - 10, right - left, 20)
            right -= rows.paint_words(painter, box, "gold", self._bold, theme.colour("ok"), at_end=True) + 8
        if one.sign is not None:
            paint_polarity(painter, QPointF(left + 7, _SECOND), 14, one.sign, theme)
            left += 20
        if one.colour:
            paint_tag(painter, QPointF(left, _SECOND + 3.6), one.value, theme.label(one.colour), theme)
            left += tag_width(one.value) + 6
        elif one.value:
            box = QRectF(left, _SECOND - 10, max(0.0, right - left), 20)
            left += rows.paint_words(painter, box, one.value, self._bold, theme.colour("ink2")) + 6
        box = QRectF(left, _SECOND - 10, max(0.0, right - left), 20)
        rows.paint_words(painter, box, one.who, self._small, theme.colour("ink2"))
