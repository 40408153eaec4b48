"""Where each movement leads on a page: the cursor's rules, with the page's lines and sentences."""

from PySide6.QtCore import QPointF

from annotator.domain import cursor
from annotator.domain.cursor import Edge, Selection, Step, Tokens
from annotator.domain.sentences import sentences_of_paragraph, with_marked
from annotator.domain.words import snap
from annotator.ui.reader.page import Page


class Navigator:
    """Answers with a selection, or None where there is nowhere to go. Offsets are code points."""

    def __init__(self, page: Page) -> None:
        """Finds tokens and sentences when they are asked for."""
        self._page = page
        self._tokens = Tokens(page.document.text, [(piece.start, piece.end) for piece in page.pieces])
        self._sentences: dict[tuple[int, int], list[tuple[int, int]]] = {}

    def first(self) -> Selection | None:
        """The first token of the body, or the longest span that begins there."""
        start = self._page.body_start
        return cursor.move(self._tokens, self._page.marking.index, Selection(start, start), 1)

    def at(self, offset: int) -> Selection | None:
        """The token at an offset, or the nearest."""
        return _selection(self._tokens.nearest(offset))

    def snapped(self, start: int, end: int) -> Selection | None:
        """The range widened to whole tokens."""
        start, end = snap(self._page.document.text, start, end)
        return Selection(start, end) if start < end else None

    def move(self, selection: Selection, step: Step, extend: bool = False) -> Selection | None:
        """By one token or labelled span; extending, by one token."""
        if extend:
            return cursor.extend(self._tokens, selection, step)
        return cursor.move(self._tokens, self._page.marking.index, selection, step)

    def into(self, selection: Selection) -> Selection | None:
        """To what is inside."""
        return cursor.into(self._tokens, self._page.marking.index, selection)

    def out(self, selection: Selection) -> Selection | None:
        """To the span around."""
        return cursor.out(self._page.marking.index, selection)

    def edge(
        self, selection: Selection, which: Edge, step: Step, *, by_character: bool = False
    ) -> tuple[int, int] | None:
        """The range with one edge moved by a token, or by a character."""
        if by_character:
            text = self._page.document.text
            return cursor.shift_edge_by_character(text, selection.range, which, step)
        return cursor.shift_edge(self._tokens, selection.range, which, step)

    def between(self, start: int, end: int) -> list[tuple[int, int]]:
        """The tokens that begin in [start, end)."""
        found = []
        token = self._tokens.starting_from(start)
        while token is not None and token[0] < end:
            found.append(token)
            token = self._tokens.starting_from(token[1])
        return found

    def sentence(self, offset: int) -> tuple[int, int] | None:
        """The sentence that holds an offset, or the last one that begins before it in its paragraph."""
        sentences = self._sentences_of(self._page.piece_of(offset))
        return next((one for one in reversed(sentences) if one[0] <= offset), None)

    def move_sentence(self, selection: Selection, step: Step) -> Selection | None:
        """To the first token of the next sentence, or of this one and then of the one before."""
        at = self._page.piece_of(selection.start)
        while 0 <= at < len(self._page.pieces):
            found = cursor.move_sentence(self._tokens, self._sentences_of(at), selection, step)
            if found is not None:
                return found
            at += step
        return None

    def move_line(self, selection: Selection, step: Step, x: float) -> Selection | None:
        """To the token nearest to `x` on the next line that has one."""
        offset = selection.end - 1 if step > 0 else selection.start
        at = self._page.piece_of(offset)
        row = self._page.need(at).row_of(offset) + step
        while 0 <= at < len(self._page.pieces):
            rows = self._page.need(at).rows
            while 0 <= row < len(rows):
                found = self._on_row(at, row, x)
                if found is not None:
                    return found
                row += step
            at += step
            if 0 <= at < len(self._page.pieces):
                row = 0 if step > 0 else len(self._page.need(at).rows) - 1
        return None

    def at_point(self, point: QPointF) -> Selection | None:
        """The token nearest to a point of the page."""
        at = self._page.piece_at(point.y())
        row = self._page.need(at).row_at(point.y() - self._page.top_of(at))
        return self._on_row(at, row, point.x())

    def line_edge(self, selection: Selection, edge: Edge) -> Selection | None:
        """The first or last token of the line."""
        offset = selection.start if edge == "start" else selection.end - 1
        geometry = self._page.need(self._page.piece_of(offset))
        row = geometry.rows[geometry.row_of(offset)]
        if edge == "start":
            return _selection(self._tokens.ending_after(row.start))
        return _selection(self._tokens.starting_before(row.end))

    def document_edge(self, edge: Edge) -> Selection | None:
        """The first or last token of the text."""
        if edge == "start":
            return _selection(self._tokens.starting_from(0))
        return _selection(self._tokens.starting_before(len(self._page.document.text)))

    def _on_row(self, at: int, row: int, x: float) -> Selection | None:
        geometry = self._page.need(at)
        line = geometry.rows[row]
        offset = geometry.laid.character_at(row, x - self._page.columns.text_left)
        token = self._tokens.ending_after(offset)
        if token is None or token[0] >= line.end:
            token = self._tokens.starting_before(line.end)
        return _selection(token) if token and token[1] > line.start else None

    def _sentences_of(self, piece: int) -> list[tuple[int, int]]:
        """The sentences of the paragraph that a piece belongs to; none crosses a line end."""
        place = self._page.pieces[piece].paragraph
        if place not in self._sentences:
            document = self._page.document
            self._sentences[place] = list(sentences_of_paragraph(document.text, *place, document.language))
        marked = [(one.start, one.end) for one in self._page.marking.judged(*place)]
        return (
            with_marked(self._page.document.text, self._sentences[place], marked)
            if marked
            else self._sentences[place]
        )


def _selection(token: tuple[int, int] | None) -> Selection | None:
    return Selection(*token) if token else None
