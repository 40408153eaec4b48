"""Where everything of one piece stands: its lines, and the fills, rules, tags and lanes of its spans.

Free of painters, so that a test can ask for rectangles. Heights count from the top of the piece, widths from
the left of the text column; offsets are code points of the document.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from annotator.domain import lanes
from annotator.domain.entities import Span
from annotator.ui.reader import decks
from annotator.ui.reader.compared import Compared
from annotator.ui.reader.decks import FULL, Deck, Lanes
from annotator.ui.reader.measures import Measures
from annotator.ui.reader.offsets import LaidText

RULE_INSET = 0.75
_TAG_INDENT = 2.5
_TAG_OVERHANG = 24.0
CIRCLE = 9.6
_CIRCLE_GAP = 5.5
_Boxes = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Tag:
    """What is written at a span: its label's tag and how wide it is, the sign of the opinion towards it.

    `suggested`: the span is none yet, and its tag asks.
    """

    letters: str
    width: float
    sign: int | None = None
    suggested: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line of text: code points [start, end), its top and height, and the height its letters stand on.

    The last `open_height` pixels are those of the decks below it.
    """

    start: int
    end: int
    top: int
    height: int
    baseline: int
    open_height: int = 0
    decks: tuple[Deck, ...] = ()
    lanes: Lanes = FULL


@dataclass(frozen=True, slots=True)
class Segment:
    """The part of a span on one line.

    `lane` is None beyond the last lane; `opens`, `closes`: a true end is here.
    """

    span: Span
    row: int
    boxes: tuple[tuple[float, float], ...]
    lane: int | None
    opens: bool
    closes: bool
    tag: Tag
    tag_left: float

    @property
    def left(self) -> float:
        """Where the rule begins."""
        return self.boxes[0][0]

    @property
    def right(self) -> float:
        """Where the rule ends."""
        return self.boxes[-1][1]


@dataclass(frozen=True, slots=True)
class Overflow:
    """How many segments of a line found no lane, and where that is written."""

    row: int
    count: int
    left: float


class PieceGeometry:
    """One piece laid out, with the spans that touch it; `mark` takes others without breaking lines anew."""

    def __init__(self, laid: LaidText, measures: Measures) -> None:
        """Without spans."""
        self.laid = laid
        self.measures = measures
        self.segments: list[Segment] = []
        self.overflows: list[Overflow] = []
        self.rows: list[Row] = []
        self.layers = 0
        self.mark([], lambda span: Tag("", 0))

    @property
    def height(self) -> int:
        """From the top of the first line to the bottom of the last."""
        last = self.rows[-1]
        return last.top + last.height

    def mark(
        self,
        spans: Sequence[Span],
        tag_of: Callable[[Span], Tag],
        compared: Compared | None = None,
        letters: decks.Letters = lambda _: ("", 0.0),
    ) -> None:
        """Take these spans, in the order of `Annotations`, and make room for their lanes, and for those of
        compared layers, whose labels are written in these `letters`.
        """
        self.segments, self.overflows, self.rows = [], [], []
        self.layers = len(compared.initials) if compared else 0
        top = 0
        for row, line in enumerate(self.laid.lines):
            segments = self._lanes(
                [
                    self._segment(row, span, boxes, tag_of(span))
                    for span in spans
                    if (boxes := self.laid.boxes(row, span.start, span.end))
                ]
            )
            height = self.measures.line_height(self._note_overflow(row, segments))
            below = decks.stacked(self.laid, row, compared, letters, self.measures.scale) if compared else ()
            room = decks.lanes(below, compared) if compared else FULL
            opened = decks.height(below, self.layers, room, self.measures)
            baseline = top + self.measures.baseline
            self.laid.place(row, baseline)
            self.rows.append(Row(line.start, line.end, top, height + opened, baseline, opened, below, room))
            self.segments += segments
            top += height + opened

    def row_of(self, offset: int) -> int:
        """The line that shows the character at `offset`."""
        return max(0, bisect_right(self.rows, offset, key=lambda row: row.start) - 1)

    def row_at(self, y: float) -> int:
        """The line at this height, the first or last one if that is outside."""
        return max(0, bisect_right(self.rows, y, key=lambda row: row.top) - 1)

    def character_at(self, x: float, y: float) -> int:
        """The offset of the character nearest to a point."""
        return self.laid.character_at(self.row_at(y), x)

    def rects(self, start: int, end: int) -> list[QRectF]:
        """What to put behind the characters [start, end), exactly as wide as they are."""
        found = []
        for at in self._rows_over(start, end):
            top, height = self._behind(self.rows[at])
            found += [
                QRectF(left, top, right - left, height) for left, right in self.laid.boxes(at, start, end)
            ]
        return found

    def extent(self, start: int, end: int) -> tuple[float, float]:
        """Top and bottom of what stands behind the characters [start, end), of which it holds some."""
        rows = self._rows_over(start, end)
        top, _ = self._behind(self.rows[rows[0]])
        last, height = self._behind(self.rows[rows[-1]])
        return top, last + height

    def bands(self, start: int, end: int) -> list[QRectF]:
        """The characters [start, end) as flat parts of whole lines, gaps and lanes included."""
        found = []
        for at in self._rows_over(start, end):
            if boxes := self.laid.boxes(at, start, end):
                row = self.rows[at]
                left, right = boxes[0][0], boxes[-1][1]
                found.append(QRectF(left, row.top, right - left, row.height))
        return found

    def fills(self, segment: Segment) -> list[QRectF]:
        """What to put behind the words of a segment."""
        top, height = self._behind(self.rows[segment.row])
        return [QRectF(left - 1.5, top, right - left + 3, height) for left, right in segment.boxes]

    def rule_top(self, segment: Segment) -> int:
        """The top of a segment's rule."""
        return self._lane_top(segment.row, segment.lane or 0)

    def rules(self, segment: Segment) -> list[QRectF]:
        """The rule below the words of a segment; several where directions mix."""
        top = self.rule_top(segment)
        return [
            QRectF(left + RULE_INSET, top, max(1.0, right - left - 2 * RULE_INSET), 2)
            for left, right in segment.boxes
        ]

    def tag_point(self, segment: Segment) -> QPointF:
        """Where the letters of a segment's tag begin, on their baseline."""
        circle = _circle_width(segment.tag, self.measures.scale) if self._from_right else 0.0
        return QPointF(segment.tag_left + circle, self.rule_top(segment) + self.measures.tag_baseline)

    def tag_rect(self, segment: Segment) -> QRectF:
        """The letters of a segment's tag, and the pill they get when selected."""
        scale, point = self.measures.scale, self.tag_point(segment)
        return QRectF(
            point.x() - 4 * scale, point.y() - 9.2 * scale, segment.tag.width + 8 * scale, 11.6 * scale
        )

    def circle_centre(self, segment: Segment) -> QPointF:
        """Where the polarity towards the span is drawn: behind its tag in the direction of reading."""
        scale, letters = self.measures.scale, self.tag_point(segment)
        away = (_CIRCLE_GAP + CIRCLE / 2) * scale
        x = letters.x() - away if self._from_right else letters.x() + segment.tag.width + away
        return QPointF(x, letters.y() - 3.6 * scale)

    def hanging_point(self, start: int) -> QPointF | None:
        """Where the rule of a word that begins here would begin: in the first lane, in reading direction."""
        row = self.row_of(start)
        boxes = self.laid.boxes(row, start, start + 1)
        if not boxes:
            return None
        return QPointF(boxes[-1][1] if self._from_right else boxes[0][0], self._lane_top(row, 0))

    def lane(self, row: Row, deck: Deck, layer: int) -> tuple[float, float]:
        """Top and bottom of a layer's clip in a deck below this line."""
        scale = self.measures.scale
        top = row.top + row.height - row.open_height + decks.top(deck, self.layers, row.lanes, self.measures)
        top += round(layer * row.lanes.pitch * scale)
        return top, top + round(row.lanes.clip * scale)

    def deck_at(self, x: float, y: float) -> Deck | None:
        """The deck at a point."""
        row = self.rows[self.row_at(y)]
        for deck in row.decks:
            top, bottom = self.lane(row, deck, 0)[0], self.lane(row, deck, self.layers - 1)[1]
            if top <= y <= bottom and deck.left - 3 <= x <= deck.right + 3:
                return deck
        return None

    def overflow_point(self, overflow: Overflow) -> QPointF:
        """The left of the baseline of the count of segments without a lane."""
        return QPointF(
            overflow.left, self._lane_top(overflow.row, lanes.MAX_LANES) + self.measures.tag_baseline
        )

    def handles(self, span: Span) -> list[tuple[float, float, float]]:
        """The true ends of a span in this piece: x, top, height."""
        found = []
        for segment in self.segments:
            if segment.span.id != span.id:
                continue
            top, height = self._behind(self.rows[segment.row])
            begins, ends = (segment.opens, segment.closes)
            if self._from_right:
                begins, ends = ends, begins
            height += self.measures.rule_top - self.measures.fill_below + 1
            found += [(segment.left - 1, top, height)] if begins else []
            found += [(segment.right + 1, top, height)] if ends else []
        return found

    def segment_at(self, x: float, y: float) -> Segment | None:
        """The segment whose rule or tag is at a point."""
        at = self.row_at(y)
        for segment in self.segments:
            if segment.row not in (at, at - 1) or segment.lane is None:  # a tag may hang out of its line
                continue
            rule = QRectF(segment.left, self.rule_top(segment) - 1, segment.right - segment.left, 5)
            if rule.contains(x, y) or self.tag_rect(segment).contains(x, y):
                return segment
        return None

    @property
    def _from_right(self) -> bool:
        return self.laid.is_right_to_left

    def _behind(self, row: Row) -> tuple[float, float]:
        return row.baseline - self.measures.fill_above, self.measures.fill_above + self.measures.fill_below

    def _lane_top(self, row: int, lane: int) -> int:
        return self.rows[row].baseline + self.measures.rule_top + lane * self.measures.lane_pitch

    def _rows_over(self, start: int, end: int) -> range:
        if end <= self.rows[0].start or start >= self.rows[-1].end:
            return range(0)
        return range(self.row_of(start), self.row_of(end - 1) + 1)

    def _segment(self, row: int, span: Span, boxes: _Boxes, tag: Tag) -> Segment:
        line = self.laid.lines[row]
        opens, closes = span.start >= line.start, span.end <= line.end
        return Segment(span, row, tuple(boxes), None, opens, closes, tag, 0.0)

    def _lanes(self, segments: list[Segment]) -> list[Segment]:
        if not segments:
            return []
        found = lanes.allocate([self._extent(segment) for segment in segments], self.measures.scale)
        return [
            _in_lane(segment, lane, self._tag_left(segment, lane or 0))
            for segment, lane in zip(segments, found, strict=True)
        ]

    def _extent(self, segment: Segment) -> lanes.Extent:
        shallow, deep = self._tag_left(segment, 0), self._tag_left(segment, 1)
        return lanes.Extent(
            left=segment.left,
            right=segment.right,
            tag_left=min(shallow, deep),
            tag_right=max(shallow, deep) + self._tag_width(segment.tag),
            length=segment.span.end - segment.span.start,
        )

    def _tag_width(self, tag: Tag) -> float:
        return tag.width + _circle_width(tag, self.measures.scale)

    def _tag_left(self, segment: Segment, lane: int) -> float:
        indent = _TAG_INDENT if lane else 0.0
        width = self._tag_width(segment.tag)
        if self._from_right:
            return max(segment.right - indent - width, -_TAG_OVERHANG)
        return min(segment.left + indent, self.laid.width + _TAG_OVERHANG - width)

    def _note_overflow(self, row: int, segments: list[Segment]) -> int:
        """Keeps the count of segments without a lane; returns how many lanes the line needs."""
        outside = [segment for segment in segments if segment.lane is None]
        if outside:
            self.overflows.append(Overflow(row, len(outside), min(segment.left for segment in outside)))
            return lanes.MAX_LANES + 1
        return max((segment.lane + 1 for segment in segments if segment.lane is not None), default=0)


def _circle_width(tag: Tag, scale: float) -> float:
    return 0.0 if tag.sign is None else (_CIRCLE_GAP + CIRCLE) * scale


def _in_lane(segment: Segment, lane: int | None, tag_left: float) -> Segment:
    return Segment(
        segment.span,
        segment.row,
        segment.boxes,
        lane,
        segment.opens,
        segment.closes,
        segment.tag,
        tag_left,
    )
