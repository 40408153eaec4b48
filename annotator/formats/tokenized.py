"""Labels on tokens, for formats that know no other place."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from annotator.domain.entities import Span
from annotator.domain.sentences import sentences
from annotator.domain.words import Token, tokens, trim
from annotator.errors import UserError
from annotator.formats.losses import NO_TOKEN, OVERLAPPING, TRIMMED, WIDENED, WITHIN_TOKENS
from annotator.formats.options import Choice
from annotator.formats.places import short

TOKENS: Final = Choice(
    "tokens",
    "Tokens and sentences",
    {
        "words": "the program's words and sentences",
        "lines": "what white space and line ends part, as in imported files",
    },
)
OVERLAPS: Final = Choice(
    "overlaps",
    "Of labels that overlap",
    {
        "longest": "write the longest and list the others",
        "shortest": "write the shortest and list the others",
    },
)
_RUN: Final = re.compile(r"[^ \t\r\n]+")


@dataclass(frozen=True, slots=True)
class OnTokens:
    """The tokens [first, end) with a label's id; `span` is the span that was placed there."""

    first: int
    end: int
    label: str
    span: Span


def parted(text: str, language: str | None, spans: Iterable[Span], by: str) -> list[list[Token]]:
    """The tokens of each sentence, `by` a value of TOKENS. No sentence ends within a span; none is empty."""
    ends = [end for _, end in sentences(text, language)] if by == "words" else _line_ends(text)
    found = tokens(text) if by == "words" else _runs(text)
    inside = sorted((span.start, span.end) for span in spans)
    cuts = [0, *(bisect_left(found, (end, 0)) for end in _outside(ends, inside)), len(found)]
    return [found[first:last] for first, last in pairwise(cuts) if first < last]


def on_tokens(
    text: str, spans: Iterable[Span], tokens: Sequence[Token], edges: str
) -> tuple[list[OnTokens], Counter[str]]:
    """Where the spans are on the tokens, by a value of EDGES, and what that leaves out or changes; raises
    UserError where an edge is within a token and `edges` is "fail".
    """
    starts, ends = [start for start, _ in tokens], [end for _, end in tokens]
    placed: list[OnTokens] = []
    lost = Counter[str]()
    for span in spans:
        start, end = trim(text, span.start, span.end)
        first, last = bisect_right(ends, start), bisect_left(starts, end)
        if start == end or first >= last:
            lost[NO_TOKEN] += 1
            continue
        whole = (starts[first], ends[last - 1]) == (start, end)
        if not whole and edges == "fail":
            raise _within_token(text, span)
        if whole or edges == "widen":
            placed.append(OnTokens(first, last, span.label, span))
        lost[TRIMMED] += whole and (start, end) != (span.start, span.end)
        lost[WIDENED if edges == "widen" else WITHIN_TOKENS] += not whole
    return placed, lost


def flat(placed: Iterable[OnTokens], overlaps: str) -> tuple[list[OnTokens], Counter[str]]:
    """Those of the labels that share no token, by a value of OVERLAPS, in order, and what is left out."""
    sign = -1 if overlaps == "longest" else 1
    by_length = sorted(placed, key=lambda one: (sign * (one.end - one.first), one.first))
    kept: list[OnTokens] = []
    taken: set[int] = set()
    for one in by_length:
        covered = range(one.first, one.end)
        if taken.isdisjoint(covered):
            taken.update(covered)
            kept.append(one)
    return sorted(kept, key=lambda one: one.first), Counter({OVERLAPPING: len(by_length) - len(kept)})


def _within_token(text: str, span: Span) -> UserError:
    words = short(text[span.start : span.end])
    return UserError(
        f"The label of “{words}” at {span.start}-{span.end} ends within a token, so nothing was written.",
        hint="Move its edge, or choose to widen such labels or to leave them out.",
    )


def _outside(ends: Iterable[int], inside: Sequence[tuple[int, int]]) -> list[int]:
    """The ends that are not within one of the ranges, which are in order."""
    kept: list[int] = []
    at, reach = 0, 0
    for end in ends:
        while at < len(inside) and inside[at][0] < end:
            reach = max(reach, inside[at][1])
            at += 1
        if reach <= end:
            kept.append(end)
    return kept


def _line_ends(text: str) -> list[int]:
    return [found.start() for found in re.finditer("\n", text)]


def _runs(text: str) -> list[Token]:
    """What white space parts, without invisible characters at the edges; what is nothing else is no token."""
    trimmed = (trim(text, *found.span()) for found in _RUN.finditer(text))
    return [(start, end) for start, end in trimmed if start < end]
