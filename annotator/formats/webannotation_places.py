"""Places of Web Annotation: by position, and where that is not where the quotation stands, by quotation."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from annotator.formats.places import short
from annotator.formats.units import from_unit

_POSITION, _QUOTATION = "TextPositionSelector", "TextQuoteSelector"
_BY_UTF16: Final = "was counted in UTF-16 units and was read so"
_BY_QUOTATION: Final = "was not where its quotation stands; it was found by that"
_MOST: Final = 10_000  # places of one quotation that are weighed


class Found(NamedTuple):
    """The code points [start, end); `how` says what was wrong with them, to be put behind a noun."""

    start: int
    end: int
    how: str = ""


def found_place(text: str, selectors: Iterable[Mapping[str, Any]]) -> Found | str:
    """The place that the selectors mean, or why there is none."""
    by_type = {one.get("type"): one for one in selectors if isinstance(one.get("type"), str)}
    position, quotation = by_type.get(_POSITION), by_type.get(_QUOTATION)
    exact = quotation.get("exact") if quotation else None
    at = _position(position)
    if not isinstance(exact, str) or not exact:
        if at is None:
            return "Its place is told neither by a position nor by a quotation"
        return Found(*at)  # whether it is within the text is for the reader of rows to say
    if at is not None and text[at[0] : at[1]] == exact:
        return Found(*at)
    if at is not None and (moved := _in_utf16(text, at)) is not None and text[moved[0] : moved[1]] == exact:
        return Found(*moved, _BY_UTF16)
    found = _quoted(text, quotation or {}, exact, at[0] if at else None)
    if found is None:
        return f"“{short(exact)}” is not in the text"
    return Found(found, found + len(exact), _BY_QUOTATION if at else "")


def _position(selector: Mapping[str, Any] | None) -> tuple[int, int] | None:
    if selector is None:
        return None
    start, end = selector.get("start"), selector.get("end")
    return (start, end) if type(start) is int and type(end) is int and 0 <= start <= end else None


def _in_utf16(text: str, at: tuple[int, int]) -> tuple[int, int] | None:
    offset = from_unit(text, "utf-16")
    start, end = offset(at[0]), offset(at[1])
    return (start, end) if start is not None and end is not None else None


def _quoted(text: str, quotation: Mapping[str, Any], exact: str, near: int | None) -> int | None:
    """Where the words stand: of several places the one with most of its surroundings, then the nearest."""
    prefix, suffix = (
        words if isinstance(words := quotation.get(key), str) else "" for key in ("prefix", "suffix")
    )
    best: tuple[int, int] | None = None
    place = None
    at, tried = text.find(exact), 0
    while at >= 0 and tried < _MOST:
        around = _common(text[max(0, at - len(prefix)) : at][::-1], prefix[::-1])
        around += _common(text[at + len(exact) : at + len(exact) + len(suffix)], suffix)
        score = around, -abs(at - near) if near is not None else 0
        if best is None or score > best:
            best, place = score, at
        at, tried = text.find(exact, at + 1), tried + 1
    return place


def _common(one: str, other: str) -> int:
    """How many characters both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (left, right) in pairs if left != right), min(len(one), len(other)))
