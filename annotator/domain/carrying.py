"""Labels carried from one copy of a story to another, by what a word diff says is equal in both."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from annotator.domain import edits
from annotator.domain.annotations import Annotations
from annotator.domain.change import Change, Edit
from annotator.domain.entities import Span
from annotator.domain.reanchoring import Outcome
from annotator.domain.scheme import Scheme
from annotator.domain.word_diff import Part
from annotator.domain.words import Token, tokens
from annotator.errors import Refused


@dataclass(frozen=True, slots=True)
class Carried:
    """A span of the old text, and where its words are in the new one: in the same place, in another, or
    nowhere (then `start` and `end` are the old ones).
    """

    span: Span
    outcome: Outcome
    start: int
    end: int


def carried(old: str, new: str, parts: Iterable[Part], spans: Sequence[Span]) -> list[Carried]:
    """What becomes of each span, in order. One of which a word changed, or into which one came, is lost."""
    ours, theirs = tokens(old), tokens(new)
    found: dict[str, tuple[int, int]] = {}
    for part in parts:
        inside = [one for one in spans if part.old[0] <= one.start and one.end <= part.old[1]]
        if part.kind == "equal" and inside:
            pairs = list(zip(_within(ours, part.old), _within(theirs, part.new), strict=True))
            found |= {span.id: place for span in inside if (place := _place(span, pairs))}
    return [_outcome(span, found.get(span.id)) for span in spans]


def carry(scheme: Scheme, on: Annotations, text: str, chosen: Iterable[Carried]) -> Edit:
    """Label these places of the new text as one edit; `on` is what is on it. What is labelled so already, or
    what the rules forbid, is passed over. Raises Refused where nothing would change.
    """
    changes: list[Change] = []
    count = 0
    for one in chosen:
        label = scheme.label(one.span.label)
        if one.outcome == "lost" or label is None:
            continue
        with suppress(Refused):
            edit = edits.add_span(scheme, on, text, one.start, one.end, label)
            on, count = on.after(edit), count + 1
            changes += edit.changes
    if not count:
        raise Refused("These labels are there already, or the rules of the scheme forbid them.")
    return Edit(f"carry labels over ×{count}", tuple(changes))


def _within(found: Sequence[Token], place: tuple[int, int]) -> list[Token]:
    return [one for one in found if place[0] <= one[0] and one[1] <= place[1]]


def _place(span: Span, pairs: Sequence[tuple[Token, Token]]) -> tuple[int, int] | None:
    """Where the words of the span stand in the new text; it may begin and end within a word."""
    words = [pair for pair in pairs if pair[0][0] < span.end and span.start < pair[0][1]]
    if not words:
        return None
    (first, new_first), (last, new_last) = words[0], words[-1]
    return new_first[0] + max(0, span.start - first[0]), new_last[1] - max(0, last[1] - span.end)


def _outcome(span: Span, place: tuple[int, int] | None) -> Carried:
    if place is None:
        return Carried(span, "lost", span.start, span.end)
    return Carried(span, "exact" if place == (span.start, span.end) else "moved", *place)
