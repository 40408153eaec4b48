"""Cutting a text into pieces that are laid out one by one: its paragraphs, and parts of very long ones."""

from typing import Final, NamedTuple

import regex

from annotator.domain.text import grapheme_start, paragraphs

LIMIT = 4000
_PLACES_TO_CUT: Final = (
    regex.compile(r"(?r)\s"),
    regex.compile(r"(?r)(?!\p{ASCII})\p{Terminal_Punctuation}"),
)


class Piece(NamedTuple):
    """Code points [start, end) of a document that are laid out together; never blank.

    `paragraph` is the whole paragraph it is of. `has_gap`: it stands apart from the piece above.
    """

    start: int
    end: int
    paragraph: tuple[int, int]
    is_headline: bool
    has_gap: bool


def cut(text: str, headline: tuple[int, int] | None) -> list[Piece]:
    """The pieces of the text in order; blank paragraphs are only the gaps between them.

    A text that sets some paragraphs apart by blank lines has none between its other lines.
    """
    pieces: list[Piece] = []
    ranges = paragraphs(text)
    blank = [not text[start:end].strip() for start, end in ranges]
    body_begins = headline[1] if headline else 0
    body = [is_blank for (start, _), is_blank in zip(ranges, blank, strict=True) if start >= body_begins]
    inner = "".join(" " if is_blank else "x" for is_blank in body).strip()
    separates = " " not in inner
    after_blank = False
    for (start, end), is_blank in zip(ranges, blank, strict=True):
        if is_blank:
            after_blank = True
            continue
        is_headline = headline is not None and headline[0] <= start and end <= headline[1]
        has_gap = bool(pieces) and (separates or after_blank)
        for part_start, part_end in _parts(text, start, end):
            gap = has_gap and part_start == start
            pieces.append(Piece(part_start, part_end, (start, end), is_headline, gap))
        after_blank = False
    return pieces


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    parts = []
    while end - start > LIMIT:
        edge = _place_to_cut(text, start, start + LIMIT)
        parts.append((start, edge))
        start = edge
    return [*parts, (start, end)]


def _place_to_cut(text: str, start: int, end: int) -> int:
    """Behind the last space in the range's second half, else the last stop, else between two characters."""
    half = (start + end) // 2
    for place in _PLACES_TO_CUT:
        if found := place.search(text, half, end):
            return found.end()
    return grapheme_start(text, end)
