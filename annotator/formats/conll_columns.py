"""Which column of a file of tokens is what."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from annotator.formats.bio import is_tag, label_of

_ENOUGH: Final = 0.95
CONLLU_COLUMNS: Final = 10


@dataclass(frozen=True, slots=True)
class Layout:
    """How many columns there are, and in which, from 0, are the tokens and the tags of each level."""

    columns: int
    token: int
    tags: tuple[int, ...]


def layout(rows: Sequence[Sequence[str]], chosen: int | None = None, *, levels: bool = True) -> Layout | None:
    """What the columns of these rows are; None where none holds tags. `chosen` is the column of the tags;
    else it is the last one with any, and where `levels`, those before it that hold the same labels too.
    """
    counts = Counter(len(row) for row in rows)
    if not counts:
        return None
    width = counts.most_common(1)[0][0]
    usual = [row for row in rows if len(row) == width]
    token = 1 if width > 2 and _is_numbered(usual) else 0
    if chosen is not None:
        return Layout(width, token, (chosen,)) if token < chosen < width else None
    labels = {at: _labels([row[at] for row in usual]) for at in range(token + 1, width)}
    tags = {at: found for at, found in labels.items() if found is not None}
    if not tags:
        return None
    last = max((at for at, found in tags.items() if found), default=max(tags))
    same = [at for at, found in tags.items() if at < last and found & tags[last]] if levels else []
    return Layout(width, token, (*same, last))


def _labels(cells: Sequence[str]) -> frozenset[str] | None:
    """The labels of a column that holds tags; a few broken cells do not matter."""
    if sum(map(is_tag, cells)) < _ENOUGH * len(cells):
        return None
    return frozenset(label for label in map(label_of, cells) if label)


def _is_numbered(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first column counts the tokens of each sentence."""
    numbers = [int(row[0]) if row[0].isdecimal() and row[0].isascii() else -1 for row in rows]
    goes_on = sum(
        number in (0, 1, before + 1) for before, number in zip([-1, *numbers], numbers, strict=False)
    )
    return numbers[0] in (0, 1) and goes_on >= _ENOUGH * len(rows)
