"""What one layer holds on one document."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from annotator.domain.change import Edit
from annotator.domain.entities import (
    FLAG,
    NOTE,
    REJECTED,
    SENTIMENT,
    Key,
    Mark,
    Opinion,
    Span,
    Status,
    StatusValue,
)

_Kept = TypeVar("_Kept", Span, Mark, Opinion)


@dataclass(frozen=True, slots=True)
class Annotations:
    """The spans (by start, longest first), marks, opinions and status of one document in one layer."""

    layer: str
    document: str
    spans: tuple[Span, ...] = ()
    marks: tuple[Mark, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    status: StatusValue = "new"

    @property
    def sentiment(self) -> str | None:
        """The article's own sentiment."""
        return next(
            (mark.value for mark in self.marks if mark.name == SENTIMENT and mark.start is None), None
        )

    @property
    def flag(self) -> Mark | None:
        """The article's own flag, whose value is the reason."""
        return next((mark for mark in self.marks if mark.name == FLAG and mark.start is None), None)

    @property
    def flags(self) -> tuple[Mark, ...]:
        """The flags on words, by place."""
        return tuple(mark for mark in self.marks if mark.name == FLAG and mark.start is not None)

    @property
    def notes(self) -> tuple[Mark, ...]:
        """The notes, article and passages."""
        return tuple(mark for mark in self.marks if mark.name == NOTE)

    @property
    def sentences(self) -> tuple[Mark, ...]:
        """The sentiment of sentences, by place."""
        return tuple(mark for mark in self.marks if mark.name == SENTIMENT and mark.start is not None)

    @property
    def rejected(self) -> frozenset[tuple[int, int, str | None]]:
        """The places that were said not to deserve a label, or any label (None)."""
        return frozenset(
            (mark.start, mark.end, mark.value or None)
            for mark in self.marks
            if mark.name == REJECTED and mark.start is not None and mark.end is not None
        )

    def sentence(self, start: int, end: int) -> Mark | None:
        """The sentiment of the sentence [start, end)."""
        return next((mark for mark in self.sentences if (mark.start, mark.end) == (start, end)), None)

    def span(self, id: str | None) -> Span | None:
        """The span with this id."""
        return next((span for span in self.spans if span.id == id), None)

    def opinion(self, target: str, holder: str | None = None) -> Opinion | None:
        """The opinion that this holder (None: the author of the text) has towards the target."""
        return next((one for one in self.opinions if (one.target, one.holder) == (target, holder)), None)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said yet, not even a status."""
        return not (self.spans or self.marks or self.opinions) and self.status == "new"

    def after(self, edit: Edit) -> "Annotations":
        """What the layer holds on the document once the edit is done; other layers' changes pass by."""
        mine = edit.on(self.layer, self.document)
        if not mine:
            return self
        status = self.status
        for change in mine:
            if change.key.kind == Status.kind:
                status = change.after.value if isinstance(change.after, Status) else "new"
        gone = {change.key for change in mine if change.before is not None}
        come = [change.after for change in mine if change.after is not None]
        return replace(
            self,
            spans=_merged(self.spans, gone, (one for one in come if isinstance(one, Span))),
            marks=_merged(self.marks, gone, (one for one in come if isinstance(one, Mark))),
            opinions=_merged(self.opinions, gone, (one for one in come if isinstance(one, Opinion))),
            status=status,
        )


def in_order(kept: Iterable[_Kept]) -> tuple[_Kept, ...]:
    """Spans by start and longest first, marks by place, opinions by target; ids break ties."""
    return tuple(sorted(kept, key=_place))


def _place(entity: Span | Mark | Opinion) -> tuple[object, ...]:
    if isinstance(entity, Span):
        return (entity.start, -entity.end, entity.id)
    if isinstance(entity, Mark):
        return (-1 if entity.start is None else entity.start, entity.end or -1, entity.name, entity.id)
    return (entity.target, entity.holder or "", entity.id)


def _merged(old: tuple[_Kept, ...], gone: set[Key], new: Iterable[_Kept]) -> tuple[_Kept, ...]:
    added = tuple(new)
    if not added and not gone:
        return old
    return in_order([one for one in old if one.key not in gone] + list(added))
