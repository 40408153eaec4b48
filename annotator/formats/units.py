"""Offsets in the units that files count in, where those are not code points."""

from bisect import bisect_left
from collections.abc import Callable
from itertools import accumulate

from annotator.domain.patterns import unicode_pattern
from annotator.domain.text import Utf16Map


def matters(text: str, unit: str) -> bool:
    """Whether offsets of this unit, a value of UNIT, are other numbers than code points in the text."""
    return bool(text) and to_unit(text, unit)(len(text)) != len(text)


def to_unit(text: str, unit: str) -> Callable[[int], int | None]:
    """Turns code points of the text into this unit; None where the unit has no such place."""
    if unit == "utf-16":
        return Utf16Map(text).to_utf16
    if unit == "graphemes" and not text.isascii():
        return _index(_grapheme_edges(text))
    return lambda offset: offset


def from_unit(text: str, unit: str) -> Callable[[int], int | None]:
    """Turns this unit into code points of the text; None where it is within a character or no place."""
    if unit == "utf-16":
        return _from_utf16(Utf16Map(text))
    if unit == "graphemes":
        edges = _grapheme_edges(text)
        return lambda position: edges[position] if 0 <= position < len(edges) else None
    return lambda offset: offset if 0 <= offset <= len(text) else None


def _from_utf16(units: Utf16Map) -> Callable[[int], int | None]:
    def offset(position: int) -> int | None:
        if not 0 <= position <= units.length_utf16:
            return None
        found = units.to_python(position)
        return found if units.to_utf16(found) == position else None

    return offset


def _index(edges: list[int]) -> Callable[[int], int | None]:
    def position(offset: int) -> int | None:
        at = bisect_left(edges, offset)
        return at if at < len(edges) and edges[at] == offset else None

    return position


def _grapheme_edges(text: str) -> list[int]:
    return list(
        accumulate((len(found.group()) for found in unicode_pattern(r"\X").finditer(text)), initial=0)
    )
