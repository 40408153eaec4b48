"""Painting a page: behind the words, the words, below them. It draws what the geometry says."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from annotator.domain.candidates import Candidate
from annotator.domain.entities import Span
from annotator.ui import fonts
from annotator.ui.reader import damage
from annotator.ui.reader.deck_painter import DeckPainter
from annotator.ui.reader.geometry import CIRCLE, PieceGeometry, Segment
from annotator.ui.reader.marking import Expression, Judged
from annotator.ui.reader.page import Page
from annotator.ui.theme import LabelLook, Theme
from annotator.ui.widgets.painting import paint_polarity, paint_tag, pill_rect, tag_text, tag_width

_RADIUS = 3.0
_TICK, _TICK_INSET = 1.75, 0.25
_BAND_OVERHANG = 5.0
_BOX_RADIUS = 5.0
_SUGGESTED_DASHES = (2.4, 1.7)  # in widths of the line
_TWIN_DASHES = (2.0, 1.6)
_BAR_DISTANCE = 14.0
_GUTTER_CIRCLE, _GUTTER_CIRCLE_DISTANCE = 13.0, 34.0


@dataclass(frozen=True, slots=True)
class Pointed:
    """What the cursor and the pointer are at: ranges of code points, ids of spans; pieces that stand back."""

    selection: tuple[int, int] | None = None
    selected: str | None = None
    hovered: str | None = None
    sentence: tuple[int, int] | None = None
    has_focus: bool = True
    dimmed: frozenset[int] = frozenset()


class PagePainter:
    """Paints the pieces of a page with a painter whose origin is the top left of the page."""

    def __init__(self, painter: QPainter, page: Page, theme: Theme, pointed: Pointed, clip: QRectF) -> None:
        """Paints nothing outside `clip`, in page coordinates."""
        self._painter = painter
        self._page = page
        self._theme = theme
        self._pointed = pointed
        self._clip = clip
        self._candidate = page.proposals.at(pointed.selection)

    def paint(self, pieces: Iterable[int]) -> None:
        """Paint these pieces, as far as they are laid out, with the sentence under the cursor."""
        laid = [(at, geometry) for at in pieces if (geometry := self._page.geometry(at))]
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._sentence()
        for at, geometry in laid:
            origin = QPointF(self._page.columns.text_left, self._page.top_of(at))
            self._painter.save()
            self._painter.translate(origin)
            self._piece(at, geometry, self._clip.translated(-origin))
            self._painter.restore()
        for at, geometry in laid:
            self._gutter(at, geometry)

    def _sentence(self) -> None:
        """A flat band behind the sentence, and a bar beside it."""
        bands = self._page.bands(*self._pointed.sentence) if self._pointed.sentence else []
        if not bands or self._page.compared.current is not None:  # whose box says where one is
            return
        colour = self._theme.colour("sentence")
        for band in bands:
            self._painter.fillRect(band.adjusted(-_BAND_OVERHANG, 0, _BAND_OVERHANG, 0), colour)
        left = self._page.columns.gutter(_BAR_DISTANCE, 2)
        top, bottom = bands[0].top() + 5, bands[-1].bottom() - 9
        self._painter.fillRect(QRectF(left, top, 2, bottom - top), self._theme.colour("ink3"))

    def _piece(self, at: int, geometry: PieceGeometry, clip: QRectF) -> None:
        painter = self._painter
        decks = DeckPainter(painter, self._page, geometry, self._theme)
        decks.paint_behind()
        longest_first = sorted(geometry.segments, key=lambda one: one.span.start - one.span.end)
        self._fills(geometry, longest_first)
        self._selection(geometry)
        self._words(at, geometry, clip)
        piece = self._page.pieces[at]
        for expression in self._page.marking.expressions(piece.start, piece.end):
            self._expression(geometry, expression)
        for candidate in self._page.proposals.between(piece.start, piece.end):
            if candidate.origin == "twin" and candidate != self._candidate:
                self._twin(geometry, candidate)
        for segment in longest_first:
            if segment.lane is not None:
                self._segment(geometry, segment)
        damage.paint(painter, geometry, self._page.damage.between(piece.start, piece.end), self._theme)
        self._overflows(geometry)
        decks.paint()
        self._box(at, geometry)
        for span in {one.span for one in geometry.segments if one.span.id == self._pointed.selected}:
            for x, top, height in geometry.handles(span):
                painter.fillRect(QRectF(x - 1, top, 2, height), self._theme.colour("cursor"))

    def _fills(self, geometry: PieceGeometry, segments: Iterable[Segment]) -> None:
        self._painter.setPen(Qt.PenStyle.NoPen)
        for segment in segments:
            if not segment.tag.suggested:
                look = self._look(segment.span)
                self._painter.setBrush(look.hot if self._is_hot(segment.span) else look.fill)
                for rect in geometry.fills(segment):
                    self._painter.drawRoundedRect(rect, _RADIUS, _RADIUS)

    def _selection(self, geometry: PieceGeometry) -> None:
        """The words under the cursor, unless they are a span or a candidate, which show it by themselves."""
        place, at_hand = self._pointed.selection, self._page.compared.place(self._page.compared.current)
        if place is None or self._pointed.selected is not None or self._candidate:
            return
        if at_hand is not None and place == (at_hand.start, at_hand.end):
            return
        self._painter.setBrush(self._theme.colour("sel" if self._pointed.has_focus else "row"))
        for rect in geometry.rects(*place):
            self._painter.drawRoundedRect(rect.adjusted(-2.5, -1, 2.5, 1), _RADIUS, _RADIUS)

    def _words(self, at: int, geometry: PieceGeometry, clip: QRectF) -> None:
        """The text; where it stands back, the words under the cursor do not."""
        painter, nowhere = self._painter, QPointF(0, 0)
        is_dimmed = at in self._pointed.dimmed
        painter.setPen(self._theme.colour("ink2" if is_dimmed else "ink"))
        geometry.laid.draw(painter, nowhere, clip)
        if is_dimmed and self._pointed.selection is not None:
            painter.setPen(self._theme.colour("ink"))
            for rect in geometry.rects(*self._pointed.selection):
                painter.save()
                painter.setClipRect(rect)
                geometry.laid.draw(painter, nowhere, clip)
                painter.restore()

    def _segment(self, geometry: PieceGeometry, segment: Segment) -> None:
        look = self._look(segment.span)
        is_selected = segment.span.id == self._pointed.selected
        if segment.tag.suggested:
            self._dashes(geometry, segment, look)
        else:
            for rule in geometry.rules(segment):
                rule.setHeight(3 if is_selected else 2)
                self._painter.fillRect(rule, look.stroke)
        if segment.lane:
            self._ticks(geometry, segment, look)
        scale = geometry.measures.scale
        point = geometry.tag_point(segment)
        paint_tag(
            self._painter,
            point,
            segment.tag.letters,
            look,
            self._theme,
            selected=is_selected,
            pixels=geometry.measures.tag_pixels,
        )
        if segment.tag.sign is not None:
            centre = geometry.circle_centre(segment)
            paint_polarity(self._painter, centre, CIRCLE * scale, segment.tag.sign, self._theme)

    def _ticks(self, geometry: PieceGeometry, segment: Segment, look: LabelLook) -> None:
        """Where a deeper rule truly begins and ends, it rises towards the words."""
        top = geometry.rule_top(segment) - 3
        begins, ends = segment.opens, segment.closes
        if geometry.laid.is_right_to_left:
            begins, ends = ends, begins
        if begins:
            self._painter.fillRect(QRectF(segment.left + _TICK_INSET, top, _TICK, 4), look.stroke)
        if ends:
            self._painter.fillRect(QRectF(segment.right - _TICK_INSET - _TICK, top, _TICK, 4), look.stroke)

    def _dashes(self, geometry: PieceGeometry, segment: Segment, look: LabelLook) -> None:
        """The rule of a suggestion; the box shows where the one under the cursor begins and ends."""
        if self._candidate and (segment.span.start, segment.span.end) == self._candidate.range:
            return
        pen = QPen(look.stroke, 2)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern(_SUGGESTED_DASHES)
        self._painter.setPen(pen)
        for rule in geometry.rules(segment):
            y = rule.top() + 1
            self._painter.drawLine(QLineF(rule.left(), y, rule.right(), y))

    def _twin(self, geometry: PieceGeometry, twin: Candidate) -> None:
        pen = QPen(self._theme.colour("ink3"), 1.3)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern(_TWIN_DASHES)
        self._painter.setPen(pen)
        below = geometry.measures.rule_top + 1 - geometry.measures.fill_below
        for rect in geometry.rects(twin.start, twin.end):
            y = rect.bottom() + below
            self._painter.drawLine(QLineF(rect.left() + 1, y, rect.right() - 1, y))

    def _box(self, at: int, geometry: PieceGeometry) -> None:
        """Around the candidate under the cursor, and below it the label that it would get."""
        piece, candidate = self._page.pieces[at], self._candidate
        if candidate is None or candidate.start >= piece.end or candidate.end <= piece.start:
            return
        self._painter.setPen(QPen(self._theme.colour("cursor" if self._pointed.has_focus else "edge"), 2))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        for rect in geometry.rects(*candidate.range):
            self._painter.drawRoundedRect(rect.adjusted(-3.5, -1.5, 3.5, 1.5), _BOX_RADIUS, _BOX_RADIUS)
        if candidate.origin == "twin" and candidate.start >= piece.start:
            self._asked_tag(geometry, candidate)

    def _asked_tag(self, geometry: PieceGeometry, twin: Candidate) -> None:
        """The tag of a twin, which has no lane: it stands before a neighbour's that reaches so far."""
        label = self._page.marking.scheme.label(twin.label_id or "")
        point = geometry.hanging_point(twin.start)
        if label is None or point is None:
            return
        pixels = geometry.measures.tag_pixels
        letters = tag_text(label.tag, suggested=True)
        if geometry.laid.is_right_to_left:
            point.setX(point.x() - tag_width(letters, pixels))
        point.setY(point.y() + geometry.measures.tag_baseline)
        behind = pill_rect(point, letters, pixels)
        if any(geometry.tag_rect(one).intersects(behind) for one in geometry.segments):
            self._painter.fillRect(behind, self._theme.colour("paper"))
        paint_tag(self._painter, point, letters, self._theme.label(label.colour), self._theme, pixels=pixels)

    def _expression(self, geometry: PieceGeometry, expression: Expression) -> None:
        pen = QPen(self._theme.polarity(expression.sign), 1.6)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setDashPattern([0.01, 1.9])
        self._painter.setPen(pen)
        below = geometry.measures.rule_top + 1 - geometry.measures.fill_below
        for rect in geometry.rects(expression.start, expression.end):
            y = rect.bottom() + below
            self._painter.drawLine(QLineF(rect.left() + 1, y, rect.right() - 1, y))

    def _overflows(self, geometry: PieceGeometry) -> None:
        if geometry.overflows:
            self._painter.setFont(fonts.tag_font(geometry.measures.tag_pixels))
            self._painter.setPen(self._theme.colour("ink3"))
        for overflow in geometry.overflows:
            self._painter.drawText(geometry.overflow_point(overflow), f"+{overflow.count}")

    def _gutter(self, at: int, geometry: PieceGeometry) -> None:
        """The sentiment of each sentence that begins here; several on one line stand side by side."""
        piece = self._page.pieces[at]
        beside: dict[int, int] = {}
        for judged in self._page.marking.judged(piece.start, piece.end):
            row = geometry.row_of(judged.start)
            self._circle(at, geometry, judged, row, beside.get(row, 0))
            beside[row] = beside.get(row, 0) + 1

    def _circle(self, at: int, geometry: PieceGeometry, judged: Judged, row: int, place: int) -> None:
        distance = _GUTTER_CIRCLE_DISTANCE + place * (_GUTTER_CIRCLE + 3)
        left = self._page.columns.gutter(distance, _GUTTER_CIRCLE)
        y = self._page.top_of(at) + geometry.rows[row].baseline - 6 * geometry.measures.zoom
        centre = QPointF(left + _GUTTER_CIRCLE / 2, round(y))
        paint_polarity(self._painter, centre, _GUTTER_CIRCLE, judged.sign, self._theme, filled=False)

    def _is_hot(self, span: Span) -> bool:
        return span.id in (self._pointed.selected, self._pointed.hovered)

    def _look(self, span: Span) -> LabelLook:
        label = self._page.marking.label(span)
        return self._theme.label(label.colour if label else "")
