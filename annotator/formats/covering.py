"""A text cut into pieces without a gap, as spaCy and Prodigy know it."""

from collections.abc import Sequence
from typing import NamedTuple

from annotator.domain.words import Token


class Piece(NamedTuple):
    """The code points [start, end), and whether one space follows that is part of no piece."""

    start: int
    end: int
    space: bool


def covering(text: str, tokens: Sequence[Token]) -> list[Piece]:
    """The tokens, and all that is between them but for one space behind each."""
    pieces: list[Piece] = []
    at = 0
    for start, end in [*tokens, (len(text), len(text))]:
        if at < start and text[at] == " " and pieces:
            pieces[-1] = pieces[-1]._replace(space=True)
            at += 1
        if at < start:
            pieces.append(Piece(at, start, False))
        if start < end:
            pieces.append(Piece(start, end, False))
        at = end
    return pieces
