"""The whole article as one tall page, of which only what was looked at is laid out.

Heights of other pieces are estimates. Points are those of the page: x from the left of the viewport, y from
the top of the page. Offsets are code points.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from annotator.domain.annotations import Annotations, in_order
from annotator.domain.candidates import Candidate, nests
from annotator.domain.damage_kinds import Finding
from annotator.domain.document import Document
from annotator.domain.entities import Span
from annotator.domain.scheme import Scheme
from annotator.ui import fonts
from annotator.ui.reader.compared import Compared
from annotator.ui.reader.damage import Damage
from annotator.ui.reader.decks import Deck
from annotator.ui.reader.geometry import PieceGeometry, Segment, Tag
from annotator.ui.reader.header import Header
from annotator.ui.reader.marking import Marking
from annotator.ui.reader.measures import body_measures, columns, headline_measures
from annotator.ui.reader.offsets import LaidText, is_right_to_left
from annotator.ui.reader.pieces import Piece, cut
from annotator.ui.reader.proposals import Proposals, is_suggested
from annotator.ui.theme import Theme
from annotator.ui.widgets.painting import tag_text, tag_width

_TOP = 40
_BOTTOM = 96
_PARAGRAPH_GAP = 18
_KEEP = 400
_UNKNOWN_TAG = "?"


class Page:
    """One document at one width and zoom; `mark` and `resize` keep what need not be made anew."""

    def __init__(
        self, document: Document, scheme: Scheme, annotations: Annotations, zoom: float, width: float
    ) -> None:
        """Cuts the text into pieces and lays out none."""
        self.document = document
        self.zoom = zoom
        self.marking = Marking(scheme, annotations)
        self.proposals = Proposals()
        self.compared = Compared()
        self.damage = Damage()
        self.pieces: list[Piece] = cut(document.text, document.headline)
        self._starts = [piece.start for piece in self.pieces]
        self._body = next((at for at, piece in enumerate(self.pieces) if not piece.is_headline), None)
        self.is_mirrored = self._is_mirrored()
        self._set_type()
        self.resize(width)

    @property
    def height(self) -> int:
        """The height of the page, as far as it is known."""
        meta = self.header.meta_height if self._body is None else 0
        return self._tops[-1] + meta + _BOTTOM

    @property
    def body_start(self) -> int:
        """The offset where the body begins."""
        return self.pieces[self._body or 0].start

    def resize(self, width: float) -> None:
        """Take another width: every line is broken anew when it is looked at."""
        self.columns = columns(width, self.zoom, self.is_mirrored)
        self.header = Header(self.document, self.columns, self.zoom, len(self.damage.findings))
        self._laid: dict[int, PieceGeometry] = {}
        self._heights = [self._estimate(piece) for piece in self.pieces]
        self._above = [self._space_above(at) for at in range(len(self.pieces))]
        self._stack()

    def set_zoom(self, zoom: float) -> None:
        """Take another size of type."""
        width = self.columns.width
        self.zoom = zoom
        self._set_type()
        self.resize(width)

    def mark(self, scheme: Scheme, annotations: Annotations) -> list[int]:
        """Take another reading of the same document; returns the pieces that look different."""
        old, self.marking = self.marking, Marking(scheme, annotations)
        if old.scheme != scheme:
            changed = list(range(len(self.pieces)))
        else:
            changed = sorted({at for place in old.changed(self.marking) for at in self.pieces_over(*place)})
        for at in changed:
            if at in self._laid:
                self._mark(at)
        self._stack()
        return changed

    def propose(self, candidates: Sequence[Candidate]) -> list[int]:
        """Take these candidates for the ones there were; returns the pieces that look different."""
        old, self.proposals = self.proposals, Proposals(candidates)
        changed = sorted({at for place in old.changed(self.proposals) for at in self.pieces_over(*place)})
        for at in changed:
            if at in self._laid:
                self._mark(at)
        self._stack()
        return changed

    def compare(self, compared: Compared) -> list[int]:
        """Show this comparison for the one there was; returns the pieces that look different."""
        old, self.compared = self.compared, compared
        changed = sorted({at for place in old.changed(compared) for at in self.pieces_over(*place)})
        for at in changed:
            if at in self._laid:
                self._mark(at)
        self._stack()
        return changed

    def show_damage(self, findings: Sequence[Finding]) -> list[int]:
        """Show this damage for what was shown; returns the pieces that look different."""
        old, self.damage = self.damage, Damage(self.document.text, findings)
        self.describe(self.document)
        return sorted({at for place in old.changed(self.damage) for at in self.pieces_over(*place)})

    def describe(self, document: Document) -> None:
        """Say something else of where the same text comes from."""
        self.document = document
        self.header = Header(document, self.columns, self.zoom, len(self.damage.findings))

    def paint_header(self, painter: QPainter, theme: Theme, clip: QRectF) -> None:
        """Paint the title, unless it is part of the text, and the line about the document."""
        self.header.paint_title(painter, theme, _TOP, clip)
        meta_top = self._tops[-1] if self._body is None else self.top_of(self._body) - self.header.meta_height
        if clip.top() <= meta_top + self.header.meta_height:
            self.header.paint_meta(painter, theme, meta_top)

    def top_of(self, piece: int) -> int:
        """The top of a piece's first line."""
        return self._tops[piece] + self._above[piece]

    def bottom_of(self, piece: int) -> int:
        """The bottom of a piece's last line."""
        return self._tops[piece + 1]

    def geometry(self, piece: int) -> PieceGeometry | None:
        """The piece as it is laid out, if it is."""
        return self._laid.get(piece)

    def laid(self) -> list[int]:
        """The pieces that are laid out, in order."""
        return sorted(self._laid)

    def piece_at(self, y: float) -> int:
        """The piece at this height, its gap above included; the first or last one outside."""
        return min(max(0, bisect_right(self._tops, y) - 1), len(self.pieces) - 1)

    def piece_of(self, offset: int) -> int:
        """The piece that holds an offset, or the one before it."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def pieces_over(self, start: int, end: int) -> range:
        """The pieces that hold a character of [start, end)."""
        first = self.piece_of(start)
        if self.pieces[first].end <= start:
            first += 1
        return range(first, self.piece_of(max(start, end - 1)) + 1)

    def need(self, piece: int) -> PieceGeometry:
        """The piece laid out. What stands below it may move."""
        if piece not in self._laid:
            self._lay_out(piece)
            self._stack()
        return self._laid[piece]

    def ensure(self, top: int, height: int, keep: int | None = None) -> int:
        """Lay out what a window `height` high at `top` shows; returns the top that now shows the same.

        The piece `keep`, or else the first one that is laid out already, stays where it is in the window.
        """
        while True:
            shown = range(self.piece_at(top), self.piece_at(top + height) + 1)
            missing = [at for at in shown if at not in self._laid]
            if not missing:
                self._forget(shown)
                return top
            kept = [at for at in shown if at == keep] or [at for at in shown if at in self._laid]
            anchor = kept[0] if kept else shown[0]
            before = self.top_of(anchor)
            for at in missing:
                self._lay_out(at)
            self._stack()
            top += self.top_of(anchor) - before

    def place_of(self, offset: int) -> QRectF:
        """The line that shows the character at `offset`, as wide as that character."""
        at = self.piece_of(offset)
        geometry = self.need(at)
        row = geometry.rows[geometry.row_of(offset)]
        found = geometry.rects(offset, offset + 1)
        left, width = (found[0].left(), found[0].width()) if found else (0.0, 0.0)
        return QRectF(self.columns.text_left + left, self.top_of(at) + row.top, width, row.height)

    def rects(self, start: int, end: int) -> list[QRectF]:
        """What stands behind the characters [start, end), as far as they are laid out."""
        return [
            rect.translated(self.columns.text_left, self.top_of(at))
            for at in self.pieces_over(start, end)
            if (geometry := self._laid.get(at))
            for rect in geometry.rects(start, end)
        ]

    def bands(self, start: int, end: int) -> list[QRectF]:
        """The characters [start, end) as flat parts of lines, as far as they are laid out."""
        return [
            rect.translated(self.columns.text_left, self.top_of(at))
            for at in self.pieces_over(start, end)
            if (geometry := self._laid.get(at))
            for rect in geometry.bands(start, end)
        ]

    def lines_within(self, top: float, bottom: float) -> list[tuple[int, int]]:
        """The code points of the lines that are laid out wholly between two heights."""
        return [
            (row.start, row.end)
            for at in range(self.piece_at(top), self.piece_at(bottom) + 1)
            if (geometry := self._laid.get(at))
            for row in geometry.rows
            if top <= self.top_of(at) + row.top and self.top_of(at) + row.top + row.height <= bottom
        ]

    def is_within(self, place: tuple[int, int], window: QRectF) -> bool:
        """Whether all of the code points [start, end) are laid out within heights of the page."""
        for at in self.pieces_over(*place):
            geometry, above = self._laid.get(at), self.top_of(at)
            if geometry is None:
                return False
            top, bottom = geometry.extent(*place)
            if above + top < window.top() or above + bottom > window.bottom():
                return False
        return True

    def character_at(self, point: QPointF) -> int:
        """The offset of the character nearest to a point that is laid out."""
        at = self.piece_at(point.y())
        geometry = self._laid[at]
        return geometry.character_at(point.x() - self.columns.text_left, point.y() - self.top_of(at))

    def segment_at(self, point: QPointF) -> Segment | None:
        """The segment whose rule or tag is at a point."""
        for at in (self.piece_at(point.y()), self.piece_at(point.y()) - 1):  # a tag hangs into the gap below
            geometry = self._laid.get(at)
            if geometry is None:
                continue
            found = geometry.segment_at(point.x() - self.columns.text_left, point.y() - self.top_of(at))
            if found is not None:
                return found
        return None

    def deck_at(self, point: QPointF) -> Deck | None:
        """The deck of compared layers at a point."""
        at = self.piece_at(point.y())
        geometry = self._laid.get(at)
        if geometry is None:
            return None
        return geometry.deck_at(point.x() - self.columns.text_left, point.y() - self.top_of(at))

    def _is_mirrored(self) -> bool:
        piece = self.pieces[self._body or 0]
        return is_right_to_left(self.document.text[piece.start : piece.end])

    def _set_type(self) -> None:
        language = self.document.language
        writing, pixels = fonts.writing_of(language), fonts.reader_pixels(language)
        self._body_font = fonts.reader_font(language, self.zoom)
        self._headline_font = fonts.headline_font(language, self.zoom)
        self._body_measures = body_measures(writing, pixels, self.zoom)
        self._headline_measures = headline_measures(writing, 27, self.zoom)

    def _space_above(self, at: int) -> int:
        piece = self.pieces[at]
        space = _TOP + self.header.title_height if at == 0 else 0
        if at == self._body:
            return space + self.header.meta_height
        return space + (round(_PARAGRAPH_GAP * self.zoom) if piece.has_gap and at > 0 else 0)

    def _estimate(self, piece: Piece) -> int:
        measures = self._headline_measures if piece.is_headline else self._body_measures
        lines = int((piece.end - piece.start) * measures.character / self.columns.measure) + 1
        return lines * measures.pitch

    def _stack(self) -> None:
        heights = (above + height for above, height in zip(self._above, self._heights, strict=True))
        self._tops = list(accumulate(heights, initial=0))

    def _lay_out(self, at: int) -> None:
        piece = self.pieces[at]
        font = self._headline_font if piece.is_headline else self._body_font
        measures = self._headline_measures if piece.is_headline else self._body_measures
        text = self.document.text[piece.start : piece.end]
        laid = LaidText(text, piece.start, font, self.columns.measure)
        self._laid[at] = PieceGeometry(laid, measures)
        self._mark(at)

    def _mark(self, at: int) -> None:
        piece, geometry = self.pieces[at], self._laid[at]
        index = self.marking.index
        suggested = [one for one in self.proposals.suggested(piece.start, piece.end) if self._has_place(one)]
        suggested += self.compared.proposed(piece.start, piece.end)
        spans = index.touching(piece.start, piece.end)
        marked = in_order([*spans, *suggested]) if suggested else spans
        geometry.mark(marked, self._tag, self.compared if self.compared.initials else None, self._letters)
        self._heights[at] = geometry.height

    def _has_place(self, suggested: Span) -> bool:
        """Whether it may stand beside the spans there: it may be older than they are."""
        place = (suggested.start, suggested.end)
        spans, rules = self.marking.index.touching(*place), self.marking.scheme.rules
        return not spans or (rules.overlap and nests(place, suggested.label, spans))

    def _tag(self, span: Span) -> Tag:
        label = self.marking.label(span)
        suggested = is_suggested(span)
        letters = tag_text(label.tag if label else _UNKNOWN_TAG, suggested=suggested)
        width = tag_width(letters, self._body_measures.tag_pixels)
        return Tag(letters, width, self.marking.sign_towards(span), suggested)

    def _letters(self, label_id: str) -> tuple[str, float]:
        """What is written for a label in the lanes of compared layers, and how wide it is."""
        label = self.marking.scheme.label(label_id)
        letters = label.tag if label else _UNKNOWN_TAG
        return letters, tag_width(letters, self._body_measures.tag_pixels)

    def _forget(self, shown: range) -> None:
        """Lets go of layouts far from what is shown, or a book scrolled through would keep them all."""
        if len(self._laid) > _KEEP:
            near = range(shown.start - _KEEP // 4, shown.stop + _KEEP // 4)
            self._laid = {at: geometry for at, geometry in self._laid.items() if at in near}
