"""Ratings and spans as tests write them."""

from collections.abc import Sequence

from annotator.domain.agreement.pairing import Unit
from annotator.domain.agreement.ratings import Ratings, ratings


def table(*raters: str, order: str = "") -> Ratings:
    """A rater a string, a unit a character; a full stop is no value, digits are numbers."""
    rows = zip(*[[_value(mark) for mark in one] for one in raters], strict=True)
    return ratings([f"rater {n}" for n in range(len(raters))], rows, order=[_value(mark) for mark in order])


def _value(mark: str) -> str | int | None:
    return None if mark == "." else int(mark) if mark.isdigit() else mark


def crossed(counts: Sequence[Sequence[int]]) -> Ratings:
    """Two raters' contingency table, whose categories are letters."""
    cells = [(at, place, n) for at, line in enumerate(counts) for place, n in enumerate(line)]
    return ratings(
        ["one", "other"], [("abcdefgh"[at], "abcdefgh"[place]) for at, place, n in cells for _ in range(n)]
    )


def subjects(*lines: str) -> Ratings:
    """A unit a string, a rater a character."""
    return table(*map("".join, zip(*lines, strict=True)))


def units(*said: tuple[int, int, str]) -> list[Unit]:
    """Spans by start, end and label."""
    return [Unit(*one) for one in said]
