"""What the reader shows of a review: at each open place, what every layer says. Offsets are code points."""

from dataclasses import dataclass
from functools import cached_property

from annotator.domain.entities import Span
from annotator.domain.span_index import SpanIndex

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

    @property
    def is_judgement(self) -> bool:
        """Whether it is about what is thought of the words, not about which they are."""
        return any(clip is not None and clip.sign is not None for clip in self.clips)


@dataclass(frozen=True)
class Compared:
    """The initials of the layers in a fixed order, the open places in order, the id of the current one."""

    initials: tuple[str, ...] = ()
    places: tuple[ComparedPlace, ...] = ()
    current: str | None = None

    def touching(self, start: int, end: int) -> list[ComparedPlace]:
        """The places that share a character with [start, end)."""
        return [one for one in self.places if one.start < end and start < one.end]

    def proposed(self, start: int, end: int) -> list[Span]:
        """The labels that would be written and share a character with [start, end), as spans of no layer."""
        return self._proposals.touching(start, end)

    def place(self, id: str | None) -> ComparedPlace | None:
        """The place with this id."""
        return next((one for one in self.places if one.id == id), None)

    def changed(self, new: "Compared") -> list[Range]:
        """The code points that look different in the new comparison."""
        if len(self.initials) != len(new.initials):
            return [(one.start, one.end) for one in (*self.places, *new.places)]
        places = set(self.places) ^ set(new.places)
        if self.current != new.current:
            places |= {one for one in (self.place(self.current), new.place(new.current)) if one is not None}
        return [(one.start, one.end) for one in places]

    @cached_property
    def _proposals(self) -> SpanIndex:
        return SpanIndex(
            [
                Span(f"?{one.id}", "", "", one.proposed.start, one.proposed.end, one.proposed.label)
                for one in self.places
                if one.proposed is not None and one.proposed.label is not None
            ]
        )
