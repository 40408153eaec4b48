"""Small readings of untrusted values, and how a sentence quotes them."""

from typing import TypeGuard

DEEPEST = 100
_SHOWN = 30


def place(text: str, start: object, end: object) -> tuple[int, int] | str:
    """The range [start, end) in code points; else why it is no place in the text, to be put behind a noun."""
    if type(start) is not int or type(end) is not int:
        return "has no whole numbers for start and end"
    if not 0 <= start < end:
        return f"at {start}-{end} is empty or backwards"
    if end > len(text):
        return f"at {start}-{end} reaches beyond the text, which has {len(text)} characters"
    if text[start].isspace() and text[start:end].isspace():
        return f"at {start}-{end} holds nothing but white space"
    return start, end


def is_deep(value: object) -> bool:
    """Whether the value is nested deeper than DEEPEST levels, which no corpus is and many programs die of."""
    level = [value]
    for _ in range(DEEPEST):
        level = [
            item
            for one in level
            if isinstance(one, (dict, list))
            for item in (one.values() if isinstance(one, dict) else one)
        ]
        if not level:
            return False
    return True


def id_of(value: object) -> str | None:
    """An id, which a file may write as a number."""
    if isinstance(value, str):
        return value or None
    return str(value) if is_number(value) else None


def is_number(value: object) -> TypeGuard[int | float]:
    """Whether JSON wrote a number; truth values are none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def short(value: object) -> str:
    """A value of the file as a sentence can quote it."""
    words = " ".join(str(value).split())
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"
