"""Painting the decks of compared layers: a clip a layer, whose layers they are, which place is at hand."""

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from annotator.ui import fonts
from annotator.ui.reader.decks import ClipBox, Deck
from annotator.ui.reader.geometry import CIRCLE, PieceGeometry, Row
from annotator.ui.reader.page import Page
from annotator.ui.theme import LabelLook, Theme
from annotator.ui.widgets.painting import paint_polarity

_RADIUS, _BOX_RADIUS = 3.0, 5.0
_EDGE = 3.0
_LETTERS_UP = 3.4  # from the bottom of a clip to the baseline of its letters
_NOTHING_DASHES = (2.0, 2.0)
_DASH_LEFT, _DASH_LENGTH = 4.0, 5.0
_INITIALS_DISTANCE, _INITIALS_WIDTH = 30.0, 20.0
_AROUND, _ABOVE, _BELOW = 3.5, 1.5, 3.0


class DeckPainter:
    """Paints the decks of one piece, with a painter whose origin is the top left of the piece."""

    def __init__(self, painter: QPainter, page: Page, geometry: PieceGeometry, theme: Theme) -> None:
        """Paints nothing by itself."""
        self._painter = painter
        self._page = page
        self._geometry = geometry
        self._theme = theme

    def paint_behind(self) -> None:
        """The plane of the place at hand, on which its words are painted."""
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(self._theme.colour("sel2"))
        for rect in boxes(self._page, self._geometry):
            self._painter.drawRoundedRect(rect, _BOX_RADIUS, _BOX_RADIUS)

    def paint(self) -> None:
        """The clips, the initials beside them, and the box around the place at hand."""
        for row in self._geometry.rows:
            for deck in row.decks:
                for clip in deck.clips:
                    self._clip(row, deck, clip)
            for level in set() if row.lanes.is_slim else {deck.level for deck in row.decks}:
                self._initials(row, next(deck for deck in row.decks if deck.level == level))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.setPen(QPen(self._theme.colour("cursor"), 2))
        for rect in boxes(self._page, self._geometry):
            self._painter.drawRoundedRect(rect, _BOX_RADIUS, _BOX_RADIUS)

    def _clip(self, row: Row, deck: Deck, clip: ClipBox) -> None:
        top, bottom = self._geometry.lane(row, deck, clip.layer)
        rects = [QRectF(left, top, right - left, bottom - top) for left, right in clip.boxes]
        if row.lanes.is_slim:
            self._slim(clip, rects)
        elif clip.clip.sign is not None:
            centre = rects[0].center()
            paint_polarity(
                self._painter, centre, CIRCLE * self._geometry.measures.scale, clip.clip.sign, self._theme
            )
        elif clip.clip.label is None:
            self._nothing(rects)
        else:
            self._label(clip, rects, bottom)

    def _slim(self, clip: ClipBox, rects: list[QRectF]) -> None:
        """A bar as long as the words; where nothing is said, a thin line."""
        if clip.clip.sign is None and clip.clip.label is None:
            pen = QPen(self._theme.colour("edge"), 1)
            pen.setDashPattern(_NOTHING_DASHES)
            self._painter.setPen(pen)
            for rect in rects:
                y = rect.center().y()
                self._painter.drawLine(QLineF(rect.left(), y, rect.right(), y))
            return
        sign = clip.clip.sign
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(self._look(clip).stroke if sign is None else self._theme.polarity(sign))
        for rect in rects:
            self._painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)

    def _label(self, clip: ClipBox, rects: list[QRectF], bottom: float) -> None:
        look, scale = self._look(clip), self._geometry.measures.scale
        self._painter.setPen(QPen(look.stroke, 1))
        self._painter.setBrush(look.fill)
        for rect in rects:
            self._painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        if clip.opens:
            from_right = self._geometry.laid.is_right_to_left
            first = rects[-1] if from_right else rects[0]
            width = min(_EDGE * scale, first.width())
            left = first.right() - width if from_right else first.left()
            self._painter.fillRect(QRectF(left, first.top(), width, first.height()), look.stroke)
        if clip.letters_left is not None:
            self._painter.setFont(fonts.tag_font(self._geometry.measures.tag_pixels))
            self._painter.setPen(look.text)
            self._painter.drawText(QPointF(clip.letters_left, bottom - _LETTERS_UP * scale), clip.letters)

    def _nothing(self, rects: list[QRectF]) -> None:
        pen = QPen(self._theme.colour("edge"), 1)
        pen.setDashPattern(_NOTHING_DASHES)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        for rect in rects:
            self._painter.setPen(pen)
            self._painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        self._painter.setPen(QPen(self._theme.colour("ink3"), 1.2))
        first = rects[-1] if self._geometry.laid.is_right_to_left else rects[0]
        length = min(_DASH_LENGTH, first.width() - 4)
        left = first.left() + _DASH_LEFT
        if self._geometry.laid.is_right_to_left:
            left = first.right() - _DASH_LEFT - length
        y = first.center().y()
        self._painter.drawLine(QLineF(left, y, left + length, y))

    def _initials(self, row: Row, deck: Deck) -> None:
        """Whose lane is whose, in the gutter."""
        columns, scale = self._page.columns, self._geometry.measures.scale
        left = columns.gutter(_INITIALS_DISTANCE, _INITIALS_WIDTH) - columns.text_left
        self._painter.setFont(fonts.tag_font(self._geometry.measures.tag_pixels))
        self._painter.setPen(self._theme.colour("ink3"))
        for layer, initials in enumerate(self._page.compared.initials):
            top, _ = self._geometry.lane(row, deck, layer)
            place = QRectF(left, top, _INITIALS_WIDTH, row.lanes.clip * scale)
            self._painter.drawText(place, Qt.AlignmentFlag.AlignCenter, initials)

    def _look(self, clip: ClipBox) -> LabelLook:
        label = self._page.marking.scheme.label(clip.clip.label or "")
        return self._theme.label(label.colour if label else "")


def boxes(page: Page, geometry: PieceGeometry) -> list[QRectF]:
    """Around the words and the lanes of the place at hand, a box a line, from the top left of the piece."""
    place = page.compared.place(page.compared.current)
    if place is None:
        return []
    found = []
    for row in geometry.rows:
        words = geometry.rects(max(place.start, row.start), min(place.end, row.end))
        if not words:
            continue
        box = words[0]
        for rect in words[1:]:
            box = box.united(rect)
        for deck in row.decks:
            if deck.place.id == place.id:
                top = geometry.lane(row, deck, 0)[0]
                bottom = geometry.lane(row, deck, geometry.layers - 1)[1]
                box = box.united(QRectF(deck.left, top, deck.right - deck.left, bottom - top))
        found.append(box.adjusted(-_AROUND, -_ABOVE, _AROUND, _BELOW))
    return found
