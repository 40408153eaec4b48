"""The token cursor: where a key leads from a selection. Pure rules; lines and pages belong to the reader.

A selection is never empty. Labelled spans are stops as a whole, met from outside; `into` and `out` change
the depth. Every function returns None where there is nowhere to go.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from annotator.domain.span_index import SpanIndex
from annotator.domain.text import grapheme_end, grapheme_start
from annotator.domain.words import Token, plain_token, tokens

Step = Literal[-1, 1]
Edge = Literal["start", "end"]


@dataclass(frozen=True, slots=True)
class Selection:
    """Selected code points [start, end); `active` is the edge that extending moves, None until it begins."""

    start: int
    end: int
    active: Edge | None = None

    @property
    def range(self) -> tuple[int, int]:
        """Start and end."""
        return self.start, self.end


class Tokens:
    """The tokens of a text, found piece by piece as they are asked for.

    The pieces are ranges in order, none of which cuts a token.
    """

    def __init__(self, text: str, pieces: Sequence[tuple[int, int]]) -> None:
        """Reads nothing yet."""
        self._text = text
        self._pieces = pieces
        self._starts = [start for start, _ in pieces]
        self._found: dict[int, list[Token]] = {}

    def starting_from(self, offset: int) -> Token | None:
        """The first token that starts at or after `offset`."""
        for piece in range(self._piece(offset), len(self._pieces)):
            if self._starts[piece] == offset and (plain := plain_token(self._text, offset)):
                return plain
            found = self._of(piece)
            at = bisect_left(found, (offset, offset))
            if at < len(found):
                return found[at]
        return None

    def ending_after(self, offset: int) -> Token | None:
        """The token over `offset`, else the first one behind it."""
        before = self.starting_before(offset + 1)
        return before if before is not None and before[1] > offset else self.starting_from(offset)

    def starting_before(self, offset: int) -> Token | None:
        """The last token that starts before `offset`."""
        for piece in range(self._piece(offset), -1, -1):
            found = self._of(piece)
            at = bisect_left(found, (offset, offset))
            if at > 0:
                return found[at - 1]
        return None

    def ending_by(self, offset: int) -> Token | None:
        """The last token that ends at or before `offset`."""
        found = self.starting_before(offset)
        return found if found is None or found[1] <= offset else self.starting_before(found[0])

    def nearest(self, offset: int) -> Token | None:
        """The token over `offset`, else the next one, else the last."""
        return self.ending_after(offset) or self.starting_before(offset)

    def _piece(self, offset: int) -> int:
        return max(0, bisect_right(self._starts, offset) - 1)

    def _of(self, piece: int) -> list[Token]:
        if piece not in self._found:
            self._found[piece] = tokens(self._text, *self._pieces[piece]) if self._pieces else []
        return self._found[piece]


def move(words: Tokens, spans: SpanIndex, selection: Selection, step: Step) -> Selection | None:
    """The stop behind (before) the selection: the longest span that begins (ends) there, else the token.

    It begins where the selection has ended, so it is never a span that contains the selection.
    """
    if step > 0:
        token = words.starting_from(selection.end)
        return token and _longest(
            token, ((span.start, span.end) for span in spans.touching(*token) if span.start >= token[0])
        )
    token = words.ending_by(selection.start)
    return token and _longest(
        token, ((span.start, span.end) for span in spans.touching(*token) if span.end <= token[1])
    )


def into(words: Tokens, spans: SpanIndex, selection: Selection) -> Selection | None:
    """The first, and of those the longest, span strictly inside the selection, else its first token."""
    inner = [
        (span.start, span.end)
        for span in spans.touching(*selection.range)
        if span.start >= selection.start
        and span.end <= selection.end
        and (span.start, span.end) != selection.range
    ]
    if inner:
        start, end = min(inner, key=lambda one: (one[0], -one[1]))
        return Selection(start, end)
    token = words.ending_after(selection.start)
    if token is None or token == selection.range or token[0] >= selection.end:
        return None
    return Selection(*token)


def out(spans: SpanIndex, selection: Selection) -> Selection | None:
    """The smallest span that strictly contains the selection."""
    outer = [
        (span.start, span.end)
        for span in spans.touching(*selection.range)
        if span.start <= selection.start
        and span.end >= selection.end
        and (span.start, span.end) != selection.range
    ]
    return Selection(*min(outer, key=lambda one: (one[1] - one[0], one))) if outer else None


def extend(words: Tokens, selection: Selection, step: Step) -> Selection | None:
    """The selection with its active edge moved by one token.

    The first step chooses the edge it points away from. A step that would leave nothing takes the other edge.
    """
    active = selection.active or ("end" if step > 0 else "start")
    moved = shift_edge(words, selection.range, active, step)
    shrinks = (active == "end") == (step < 0)
    if moved is None and shrinks:
        active = "start" if active == "end" else "end"
        moved = shift_edge(words, selection.range, active, step)
    return moved and Selection(*moved, active)


def shift_edge(words: Tokens, span: tuple[int, int], which: Edge, step: Step) -> tuple[int, int] | None:
    """The range with one edge moved to the next token's; None where it would be empty or leave the text."""
    start, end = span
    if which == "end":
        token = words.ending_after(end) if step > 0 else words.ending_by(end - 1)
        moved = token and (start, token[1])
    else:
        token = words.starting_from(start + 1) if step > 0 else words.starting_before(start)
        moved = token and (token[0], end)
    return moved if moved and moved[0] < moved[1] else None


def shift_edge_by_character(
    text: str, span: tuple[int, int], which: Edge, step: Step
) -> tuple[int, int] | None:
    """The range with one edge moved by what a reader takes for a character, which is never cut; None where it
    would be empty or leave the text.
    """
    start, end = span
    edge = end if which == "end" else start
    if not 0 <= edge + step <= len(text):
        return None
    edge = grapheme_end(text, edge + 1) if step > 0 else grapheme_start(text, edge - 1)
    moved = (start, edge) if which == "end" else (edge, end)
    return moved if moved[0] < moved[1] else None


def move_sentence(
    words: Tokens, sentences: Sequence[tuple[int, int]], selection: Selection, step: Step
) -> Selection | None:
    """The first token of the next sentence; back, of this one, and from there of the one before."""
    firsts = [token for start, _ in sentences if (token := words.starting_from(start))]
    if step > 0:
        found = next((token for token in firsts if token[0] > selection.start), None)
    else:
        found = next((token for token in reversed(firsts) if token[0] < selection.start), None)
    return Selection(*found) if found else None


def _longest(token: Token, spans: Iterable[tuple[int, int]]) -> Selection:
    return Selection(*max(spans, key=lambda one: one[1] - one[0], default=token))
