"""Lanes: in which row below a line of text each label's rule and tag go, so that nothing overprints.

Lengths are of whatever unit the caller draws in; the constants are pixels at zoom 100 %.
"""

from collections.abc import Sequence
from dataclasses import dataclass

RULE_TOLERANCE = 1.5
TAG_GAP = 4.0
MAX_LANES = 12


@dataclass(frozen=True, slots=True)
class Extent:
    """What one segment of a span takes up on one line: its rule and its tag, left to right.

    `length` is that of the whole span, in code points.
    """

    left: float
    right: float
    tag_left: float
    tag_right: float
    length: int


def allocate(extents: Sequence[Extent], scale: float = 1.0, limit: int = MAX_LANES) -> list[int | None]:
    """The lane of each extent, 0 next to the text; None for those that `limit` lanes cannot hold.

    The shortest goes first and takes the lowest free lane, so that inner spans lie nearer the text, however
    they are ordered. Rules may touch, tags keep a gap.
    """
    lanes: list[int | None] = [None] * len(extents)
    taken: list[list[Extent]] = []
    for at in sorted(range(len(extents)), key=lambda at: _priority(extents[at])):
        extent = extents[at]
        for lane in range(limit):
            if lane == len(taken):
                taken.append([])
            if not any(_collide(extent, other, scale) for other in taken[lane]):
                taken[lane].append(extent)
                lanes[at] = lane
                break
    return lanes


def _priority(extent: Extent) -> tuple[float, ...]:
    return (extent.right - extent.left, extent.length, extent.left, extent.tag_right - extent.tag_left)


def _collide(one: Extent, other: Extent, scale: float) -> bool:
    touching = RULE_TOLERANCE * scale
    rules = one.left < other.right - touching and other.left < one.right - touching
    gap = TAG_GAP * scale
    tags = one.tag_left < other.tag_right + gap and other.tag_left < one.tag_right + gap
    return rules or tags
