"""The two grids: which label met which, and how far each pair of layers agrees."""

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFont, QPainter, QPen

from annotator.services.agreement_figures import Matrix
from annotator.services.agreement_meetings import Met
from annotator.ui import fonts
from annotator.ui.agreement import heat, numbers
from annotator.ui.agreement.chart import Cell, Chart, widest, write
from annotator.ui.agreement.tags import Tags
from annotator.ui.theme import Appearance, Theme

_GAP, _RADIUS = 2.0, 4.0
_RIGHT, _CENTRE = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter


class Grid(Chart):
    """Squares in rows and columns with names at two sides, which stay in sight."""

    def __init__(self, appearance: Appearance, title: str, least: float, most: float, height: float) -> None:
        """A cell is between `least` and `most` wide; `height` is how high, or 0 for a square."""
        super().__init__(appearance, title)
        self._least, self._most, self._tall = least, most, height
        self.side, self.top = 80.0, 28.0

    def names(self) -> tuple[list[str], list[str]]:
        """Of the rows and of the columns."""
        raise NotImplementedError

    def shape(self) -> tuple[int, int]:
        """A name a row and a column."""
        rows, columns = self.names()
        return len(rows), len(columns)

    def show_anew(self, caption: str = "") -> None:
        """Make room for the names."""
        self.setMinimumWidth(round(self.side + self.shape()[1] * (self._least + _GAP)))
        super().show_anew(caption)

    def pitch(self) -> tuple[float, float]:
        """How far it is from one cell to the next, to the right and down."""
        columns = max(1, self.shape()[1])
        wide = max(self._least + _GAP, min(self._most + _GAP, (self.width() - self.side) / columns))
        return wide, (self._tall + _GAP if self._tall else wide)

    def cell_rect(self, cell: Cell) -> QRectF:
        """The square."""
        wide, tall = self.pitch()
        return QRectF(self.side + cell[1] * wide, self.top + cell[0] * tall, wide - _GAP, tall - _GAP)

    def height_for(self, width: float) -> float:
        """All rows."""
        return self.top + self.shape()[0] * self.pitch()[1] + 1

    def draw_square(
        self, painter: QPainter, theme: Theme, cell: Cell, share: float | None, words: str
    ) -> None:
        """One cell with its number."""
        ground, number = heat.load(theme.name).at(share or 0.0)
        rect = self.cell_rect(cell)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(rect, _RADIUS, _RADIUS)
        if words:
            painter.setPen(number)
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)


class HeatMap(Grid):
    """Rows: a label of one layer; columns: what the other layer has there, as shares of the row."""

    keeps_ring = True

    def __init__(self, appearance: Appearance, tags: Tags) -> None:
        """Without content."""
        super().__init__(appearance, "Which label met which", 24, 35, 0)
        self._tags = tags
        self.met: Met | None = None

    def show_met(self, met: Met, caption: str) -> None:
        """Show this pair of layers."""
        self.met = met
        names = [*(self._tags.tag(label) for label in met.labels), "not marked"]
        self.side = min(120.0, widest(names, fonts.ui_font(11)) + 12)
        self.show_anew(caption)

    def names(self) -> tuple[list[str], list[str]]:
        """The tags of the labels, and nothing."""
        if self.met is None:
            return [], []
        tags = [self._tags.tag(label) for label in self.met.labels]
        return [*tags, "not marked"], [*tags, "none"]

    def labels(self, cell: Cell) -> tuple[str | None, str | None]:
        """The two labels that meet in the cell, None for no label."""
        known = (*self.met.labels, None) if self.met else (None,)
        return known[cell[0]], known[cell[1]]

    def say(self, cell: Cell) -> str:
        """Which met which, how often, and at what words most."""
        if self.met is None:
            return ""
        return self._tags.sentence(self.met, *self.labels(cell))

    def draw(self, painter: QPainter, theme: Theme, seen: QRectF) -> None:
        """The squares, then the names above what may lie below them."""
        if self.met is None:
            return
        rows, columns = self.shape()
        painter.setFont(fonts.ui_font(11.5, QFont.Weight.Medium))
        for row in range(rows):
            for column in range(columns):
                share = self.met.share(*self.labels((row, column)))
                shown = share is not None and share >= numbers.SHOWN_FROM
                self.draw_square(painter, theme, (row, column), share, numbers.cell(share) if shown else "")
        _hatch(painter, theme, self.cell_rect((rows - 1, columns - 1)))
        painter.fillRect(QRectF(0, seen.top(), self.width(), self.top), theme.colour("paper"))
        painter.fillRect(QRectF(seen.left(), 0, self.side, self.height()), theme.colour("paper"))
        self._draw_names(painter, theme, seen)

    def _draw_names(self, painter: QPainter, theme: Theme, seen: QRectF) -> None:
        rows, columns = self.names()
        for at, name in enumerate(columns):
            rect = self.cell_rect((0, at))
            if rect.center().x() > seen.left() + self.side:
                place = QRectF(rect.left() - 4, seen.top(), rect.width() + 8, self.top - 2)
                self._write_name(painter, theme, place, at, name, _CENTRE)
        painter.fillRect(QRectF(seen.left(), seen.top(), self.side, self.top), theme.colour("paper"))
        for at, name in enumerate(rows):
            rect = self.cell_rect((at, 0))
            if rect.center().y() > seen.top() + self.top:
                place = QRectF(seen.left(), rect.top(), self.side - 10, rect.height())
                self._write_name(painter, theme, place, at, name, _RIGHT)

    def _write_name(
        self, painter: QPainter, theme: Theme, place: QRectF, at: int, name: str, side: Qt.AlignmentFlag
    ) -> None:
        label = self.labels((at, at))[0]
        font = fonts.tag_font() if label else fonts.ui_font(11)
        write(painter, place, name, font, theme, "ink2", side)
        if label:
            painter.setPen(self._tags.look(label, theme).text)
            painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, name)


class PairMap(Grid):
    """Every two layers: strict F1 above the diagonal, partial below."""

    def __init__(self, appearance: Appearance) -> None:
        """Without content."""
        super().__init__(appearance, "Pair by pair", 34, 150, 30)
        self.matrix: Matrix | None = None
        self.pair: Cell | None = None
        self._values: dict[Cell, float | None] = {}
        self._upright = False

    def show_matrix(self, matrix: Matrix, caption: str) -> None:
        """Show these pairs."""
        self.matrix = matrix
        places = range(len(matrix.layers))
        figures = {(row, column): matrix.figure(row, column) for row in places for column in places}
        self._values = {cell: figure.value if figure else None for cell, figure in figures.items()}
        wide = widest(matrix.layers, fonts.ui_font(12))
        self.side = min(150.0, wide + 16)
        many = len(matrix.layers) > 7
        self._upright, self._tall = many, 22.0 if many else 30.0
        self.top = min(120.0, wide + 10) if many else 28.0
        self.show_anew(caption)

    def show_pair(self, pair: Cell) -> None:
        """Mark the pair that is looked at closely."""
        self.pair = pair
        self.update()

    def names(self) -> tuple[list[str], list[str]]:
        """The layers, twice."""
        layers = list(self.matrix.layers) if self.matrix else []
        return layers, layers

    def say(self, cell: Cell) -> str:
        """The figure of the pair."""
        if self.matrix is None:
            return ""
        row, column = (self.matrix.layers[at] for at in cell)
        figure = self.matrix.figure(*cell)
        if figure is None:
            return f"{row}, the same layer twice"
        way = "strict" if cell[0] < cell[1] else "partial"
        return numbers.spoken(f"{row} and {column}, F1 {way}", figure)

    def draw(self, painter: QPainter, theme: Theme, seen: QRectF) -> None:
        """The squares, then the names above what may lie below them."""
        if self.matrix is None:
            return
        painter.setFont(fonts.ui_font(11.5, QFont.Weight.Medium))
        for cell in self._seen(seen):
            if cell[0] == cell[1]:
                painter.setPen(theme.colour("ink3"))
                painter.drawText(self.cell_rect(cell), Qt.AlignmentFlag.AlignCenter, "·")
            else:
                value = self._values[cell]
                self.draw_square(painter, theme, cell, _stretched(value), numbers.cell(value))
        if self.pair is not None:
            painter.setPen(QPen(theme.colour("ink"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.cell_rect(self.pair), _RADIUS, _RADIUS)
        painter.fillRect(QRectF(0, seen.top(), self.width(), self.top - 1), theme.colour("paper"))
        painter.fillRect(QRectF(seen.left(), 0, self.side - 1, self.height()), theme.colour("paper"))
        self._draw_names(painter, theme, seen)

    def _seen(self, seen: QRectF) -> Iterator[Cell]:
        """The cells that are in sight."""
        wide, tall = self.pitch()
        size = self.shape()[0]
        left, right = (int((x - self.side) // wide) for x in (seen.left(), seen.right()))
        top, bottom = (int((y - self.top) // tall) for y in (seen.top(), seen.bottom()))
        for row in range(max(0, top), min(size, bottom + 1)):
            for column in range(max(0, left), min(size, right + 1)):
                yield row, column

    def _draw_names(self, painter: QPainter, theme: Theme, seen: QRectF) -> None:
        names = self.names()[0]
        for at, name in enumerate(names):
            rect = self.cell_rect((0, at))
            if rect.center().x() <= seen.left() + self.side:
                continue
            if not self._upright:
                place = QRectF(rect.left(), seen.top(), rect.width(), self.top - 4)
                write(painter, place, name, self._font(at, columns=True), theme, "ink", _CENTRE)
                continue
            painter.save()
            painter.translate(QPointF(rect.center().x() - 9, seen.top() + self.top - 6))
            painter.rotate(-90)
            place = QRectF(0, 0, self.top - 8, 18)
            write(painter, place, name, self._font(at, columns=True), theme, "ink")
            painter.restore()
        painter.fillRect(QRectF(seen.left(), seen.top(), self.side - 1, self.top - 1), theme.colour("paper"))
        for at, name in enumerate(names):
            rect = self.cell_rect((at, 0))
            if rect.center().y() > seen.top() + self.top:
                place = QRectF(seen.left(), rect.top(), self.side - 10, rect.height())
                write(painter, place, name, self._font(at, columns=False), theme, "ink", _RIGHT)

    def _font(self, at: int, *, columns: bool) -> QFont:
        chosen = self.pair is not None and self.pair[columns] == at
        return fonts.ui_font(12, QFont.Weight.DemiBold if chosen else QFont.Weight.Normal)


def _stretched(value: float | None) -> float:
    """The colour's place: pairs mostly differ between 0.6 and 1, so that half of the colours are theirs."""
    return 0.0 if value is None else max(0.0, value) ** 2


def _hatch(painter: QPainter, theme: Theme, rect: QRectF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(heat.load(theme.name).at(0)[0])
    painter.drawRoundedRect(rect, _RADIUS, _RADIUS)
    painter.setBrush(QBrush(theme.colour("line2"), Qt.BrushStyle.BDiagPattern))
    painter.drawRoundedRect(rect, _RADIUS, _RADIUS)
