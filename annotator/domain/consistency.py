"""Consistency: what a layer labels otherwise than it labels the like, and what therefore may be wrong.

A finding is one such place: its kind, what is proposed instead, how likely it is wrong, and why, in words.
What a person found right as it is stays in the layer as a mark, which merges like any other: where a label
is proposed, it is the rejection of that label at that place, which suggestions and twins respect too.
"""

from dataclasses import dataclass
from typing import Final, Literal

from annotator.domain.annotations import Annotations
from annotator.domain.entities import REJECTED, Mark, Span

Kind = Literal["label", "unlabelled", "edges", "sentiment", "headline", "token", "space"]
KINDS: Final[dict[Kind, str]] = {
    "label": "Minority labels",
    "unlabelled": "Unlabelled twins",
    "edges": "Uneven edges",
    "sentiment": "Sentiment without target",
    "headline": "Headline and body",
    "token": "Half words",
    "space": "Space at an edge",
}
RIGHT: Final = "right"


@dataclass(frozen=True, slots=True)
class Proposal:
    """The code points [start, end) should have the label with this id."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Finding:
    """The code points [start, end) of a document, and what may be wrong with them.

    `span` is the one that is there, None where a label may be missing; `opinion` is the id of one without
    its target. Without a proposal the span, or the opinion, should go; without any of these only a person can
    tell what is missing. `score` is how likely it is wrong, between 0 and 1, and `evidence` says why.
    """

    kind: Kind
    document: str
    start: int
    end: int
    score: float
    evidence: str
    span: Span | None = None
    proposed: Proposal | None = None
    opinion: str | None = None

    @property
    def has_fix(self) -> bool:
        """Whether it is known what to do."""
        return self.proposed is not None or self.span is not None or self.opinion is not None


def verdict(on: Annotations, finding: Finding) -> Mark:
    """The mark that says that the finding is right as it is."""
    wanted = finding.proposed
    if wanted is not None:
        id = f"{REJECTED}:{wanted.start}-{wanted.end}:{wanted.label}"
        return Mark(id, on.layer, on.document, REJECTED, wanted.label, wanted.start, wanted.end)
    id = f"{RIGHT}:{finding.start}-{finding.end}:{finding.kind}"
    return Mark(id, on.layer, on.document, RIGHT, finding.kind, finding.start, finding.end)


def is_right(on: Annotations, finding: Finding) -> bool:
    """Whether somebody said that it is right as it is."""
    wanted = finding.proposed
    if wanted is not None:
        places = on.rejected
        return any((wanted.start, wanted.end, no) in places for no in (wanted.label, None))
    id = verdict(on, finding).id
    return any(mark.id == id for mark in on.marks)
