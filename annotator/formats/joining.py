"""A text from tokens, for formats that do not keep it."""

import re
from collections.abc import Sequence
from typing import Final

from annotator.formats.options import Choice

JOINED: Final = Choice(
    "join",
    "Tokens are joined",
    {
        "spaces": "by one space",
        "tidy": "by one space, but not before a comma and the like",
        "nothing": "by nothing, as in Chinese",
    },
)
_NONE_BEFORE: Final = re.compile(r"[.,;:!?%…»”’)\]}]+|['’](?:s|re|ve|ll|d|m|S)|[nN]['’][tT]")
_NONE_AFTER: Final = re.compile(r"[(\[{«“„¿¡$£€]+")


def joined(tokens: Sequence[str], how: str) -> tuple[str, list[tuple[int, int]]]:
    """The text of the tokens, and where each is in it; `how` is a value of JOINED."""
    pieces: list[str] = []
    places: list[tuple[int, int]] = []
    length, before = 0, ""
    for token in tokens:
        if before and _is_apart(before, token, how):
            pieces.append(" ")
            length += 1
        pieces.append(token)
        places.append((length, length + len(token)))
        length, before = length + len(token), token
    return "".join(pieces), places


def within(text: str, tokens: Sequence[str]) -> list[tuple[int, int]] | None:
    """Where the tokens are in the text, which is nothing but them and white space; None where it is not."""
    places: list[tuple[int, int]] = []
    end = 0
    for token in tokens:
        start = text.find(token, end)
        if start < 0 or text[end:start].strip():
            return None
        end = start + len(token)
        places.append((start, end))
    return None if text[end:].strip() else places


def _is_apart(before: str, token: str, how: str) -> bool:
    if how == "tidy":
        return not (_NONE_BEFORE.fullmatch(token) or _NONE_AFTER.fullmatch(before))
    return how == "spaces"
