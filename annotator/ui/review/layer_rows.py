"""The layers that are compared in the article, each with how much it says; and gold."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from annotator.domain.entities import GOLD
from annotator.ui import fonts, icons
from annotator.ui.panels import rows
from annotator.ui.workbench import Workbench

_ROW, _TIGHT, _SIDE, _BADGE, _NAME_X = 27, 20, 16.0, 20.0, 46.0
_MANY = 6


class LayerRows(QWidget):
    """A row a layer that takes part here; rows are lower where there are many."""

    def __init__(self, bench: Workbench) -> None:
        """Empty."""
        super().__init__()
        self._bench = bench
        self._rows: list[tuple[str, str, str]] = []
        self._gold = ""
        self._font, self._bold = fonts.ui_font(12.5), fonts.ui_font(12.5, QFont.Weight.DemiBold)
        self._initial = fonts.ui_font(10, QFont.Weight.DemiBold)
        bench.appearance.changed.connect(self.update)

    def follow(self) -> None:
        """Show the layers of the article under review."""
        at_work = self._bench.reviewing
        self._rows = [self._row(layer) for layer in at_work.taking_part]
        on = at_work.review
        states = list(on.states.values()) if on else []
        agreed = sum(one.kind == "agreed" for one in on.positions) if on else 0
        self._gold = f"{agreed:,} agreed, {states.count('decided'):,} decided"
        self.setFixedHeight((len(self._rows) + 1) * self._height + 10)
        said = [f"{name}, {count}" for _, name, count in self._rows]
        self.setAccessibleName("; ".join([*said, f"{GOLD}, {self._gold}"]))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows."""
        painter, theme = QPainter(self), self._bench.appearance.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = self._height
        for at, (initial, name, count) in enumerate(self._rows):
            area = QRectF(0, at * height + 2, self.width(), height)
            badge = self._paint_badge(painter, area, "field")
            painter.setFont(self._initial)
            painter.setPen(theme.colour("ink2"))
            painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, initial)
            self._paint_words(painter, area, name, count, self._font)
        area = QRectF(0, len(self._rows) * height + 2, self.width(), height)
        badge = self._paint_badge(painter, area, "primary")
        icons.paint_icon(painter, "gold", QPointF(badge.center()), theme.colour("onprimary"), 13)
        self._paint_words(painter, area, GOLD, self._gold, self._bold)

    @property
    def _height(self) -> int:
        return _TIGHT if len(self._rows) > _MANY else _ROW

    def _row(self, layer: str) -> tuple[str, str, str]:
        review, faces = self._bench.reviewing.review, self._bench.reviewing.faces
        on = review.on(layer) if review else None
        count = len(on.spans) if on else 0
        return faces.initial(layer), faces.name(layer), f"{count:,} label{'' if count == 1 else 's'}"

    def _paint_badge(self, painter: QPainter, area: QRectF, token: str) -> QRectF:
        side = min(_BADGE, area.height() - 3)
        badge = QRectF(_SIDE, area.center().y() - side / 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._bench.appearance.theme.colour(token))
        painter.drawRoundedRect(badge, 4, 4)
        return badge

    def _paint_words(self, painter: QPainter, area: QRectF, name: str, count: str, font: QFont) -> None:
        theme = self._bench.appearance.theme
        box = QRectF(_NAME_X, area.top(), area.width() - _NAME_X - _SIDE, area.height())
        taken = rows.paint_words(painter, box, count, self._font, theme.colour("ink2"), at_end=True)
        box.setRight(box.right() - taken - 10)
        rows.paint_words(painter, box, name, font, theme.colour("ink"))
