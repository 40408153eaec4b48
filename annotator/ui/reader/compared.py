"""What the reader shows of a review: at each open place, what every layer says. Offsets are code points."""

from dataclasses import dataclass

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Clip:
    """What a layer says about a place: a label on the words [start, end), or a sign (-1, 0, 1) towards them.

    With neither, it says that nothing is there.
    """

    start: int
    end: int
    label: str | None = None
    sign: int | None = None


@dataclass(frozen=True, slots=True)
class ComparedPlace:
    """An open place: the code points that all versions of it cover together, and a clip a layer, from the
    first to the last; None for a layer that takes no part. `proposed` is what would be written.
    """

    id: str
    start: int
    end: int
    clips: tuple[Clip | None, ...]
    proposed: Clip | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """The initials of the layers in a fixed order, the open places in order, the id of the current one."""

    initials: tuple[str, ...] = ()
    places: tuple[ComparedPlace, ...] = ()
    current: str | None = None
