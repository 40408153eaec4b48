"""What is proposed on a page, arranged by place: suggestions that are painted like labels, and mere twins."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from annotator.domain.candidates import Candidate
from annotator.domain.entities import Span
from annotator.domain.span_index import SpanIndex


class Proposals:
    """The candidates of one document, in text order, none overlapping another."""

    def __init__(self, candidates: Sequence[Candidate] = ()) -> None:
        """Arranges what is there."""
        self.candidates = candidates
        self._painted = {one for one in candidates if one.origin != "capitals"}
        self._at = {one.range: one for one in candidates}
        self._suggested = SpanIndex([_as_span(one) for one in candidates if one.origin == "suggestion"])

    def at(self, place: tuple[int, int] | None) -> Candidate | None:
        """The candidate on exactly these code points."""
        return self._at.get(place) if place else None

    def suggested(self, start: int, end: int) -> list[Span]:
        """The suggestions that share a character with [start, end), as the spans they would become."""
        return self._suggested.touching(start, end)

    def between(self, start: int, end: int) -> Sequence[Candidate]:
        """The candidates that share a character with [start, end)."""
        first = bisect_right(self.candidates, start, key=_end)
        return self.candidates[first : bisect_left(self.candidates, end, key=_start)]

    def changed(self, new: "Proposals") -> list[tuple[int, int]]:
        """The code points that look different with the new proposals."""
        return [one.range for one in self._painted ^ new._painted]


def _as_span(one: Candidate) -> Span:
    return Span(f"?{one.start}-{one.end}", "", "", one.start, one.end, one.label_id or "")


def is_suggested(span: Span) -> bool:
    """Whether the span is only suggested: it is in no layer yet."""
    return not span.layer


def _start(one: Candidate) -> int:
    return one.start


def _end(one: Candidate) -> int:
    return one.end
