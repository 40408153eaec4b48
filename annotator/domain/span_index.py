"""Finding the spans of a document that touch a place, without looking at all of them."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from operator import attrgetter

from annotator.domain.entities import Span


class SpanIndex:
    """The spans of one document and layer, given by start and longest first, as `Annotations` holds them."""

    def __init__(self, spans: Sequence[Span] = ()) -> None:
        """Notes the starts, and how far the spans up to each one reach."""
        self.spans = spans
        self._starts = list(map(attrgetter("start"), spans))
        self._reach = list(accumulate(map(attrgetter("end"), spans), max))

    def touching(self, start: int, end: int) -> list[Span]:
        """The spans that share a character with [start, end), in order."""
        first = bisect_right(self._reach, start)
        last = bisect_left(self._starts, end)
        return [span for span in self.spans[first:last] if span.end > start]

    def on(self, start: int, end: int) -> list[Span]:
        """The spans on exactly these characters."""
        return [span for span in self.touching(start, end) if (span.start, span.end) == (start, end)]
