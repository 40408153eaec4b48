"""Patterns over Unicode properties, which the standard library's `re` does not know."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import regex


@cache
def unicode_pattern(expression: str) -> "regex.Pattern[str]":
    """The compiled expression, with set operations; made when first used, never at import.

    Loading the library and compiling the token rule takes 30 ms: no import should, before the first paint.
    """
    import regex

    return regex.compile(expression, regex.VERSION1)
