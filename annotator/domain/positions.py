"""The positions of a document: places about which layers say something, and how far they say the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

from annotator.domain.entities import About, Candidate, Said

Kind = Literal["agreed", "boundary", "label", "missing", "sentiment", "opinion"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

# Crowds that label news miss 34 % of what there is, set 12 % of the edges wrongly, and 6 % of the labels.
_LIKELIEST: Final[tuple[Kind, ...]] = ("boundary", "missing", "label", "sentiment", "opinion", "agreed")


@dataclass(frozen=True, slots=True)
class Position:
    """A place, None for the whole article, and what the compared layers say about it.

    `id` is the same as long as the place is, and as long as there is a decision about it. `candidates` are
    those that most layers say first; the last has None where some say nothing. `is_twin` tells that a layer
    says nothing here and labels equal words elsewhere in the article. An opinion has the positions of its
    `target` and, unless it is the author's, its `holder`.
    """

    id: str
    about: About
    start: int | None
    end: int | None
    candidates: tuple[Candidate, ...]
    kind: Kind
    is_twin: bool = False
    target: str | None = None
    holder: str | None = None

    @property
    def versions(self) -> tuple[Candidate, ...]:
        """The candidates that say something."""
        return tuple(one for one in self.candidates if one.said is not None)

    @property
    def layers(self) -> tuple[str, ...]:
        """The layers that are compared here, silent or not."""
        return tuple(dict.fromkeys(source.layer for one in self.candidates for source in one.sources))

    def says(self, layer: str) -> Said | None:
        """What the layer says here; None also for one that is not compared."""
        for one in self.candidates:
            if any(source.layer == layer for source in one.sources):
                return one.said
        return None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which positions to show: of these kinds, with this label or value in some layer, and with a difference
    between these two layers. What is empty leaves nothing out.
    """

    kinds: frozenset[Kind] = frozenset()
    value: str = ""
    pair: tuple[str, str] | None = None

    def shows(self, position: Position) -> bool:
        """Whether the position is among them."""
        if self.kinds and position.kind not in self.kinds:
            return False
        if self.value and all(
            one.said is None or one.said.value != self.value for one in position.candidates
        ):
            return False
        return self.pair is None or differ(position, *self.pair)


DISAGREEMENTS: Final = Wanted(frozenset(KINDS) - {"agreed"})


def differ(position: Position, one: str, other: str) -> bool:
    """Whether these two layers are both compared here and do not say the same."""
    layers = position.layers
    return one in layers and other in layers and position.says(one) != position.says(other)


def by_likelihood(positions: Iterable[Position]) -> list[Position]:
    """The positions at which a fault is likeliest first; those that are alike in that, by place."""
    return sorted(positions, key=lambda one: (not one.is_twin, _LIKELIEST.index(one.kind), *_place(one)))


def kind_of_span(candidates: Sequence[Candidate]) -> Kind:
    """How the layers differ about a span: somebody has none, or other words, or another label; in this order,
    as whoever missed it said nothing about its edges, and edges come before names.
    """
    said = [one.said for one in candidates if one.said is not None]
    if len(said) < len(candidates):
        return "missing"
    if len({(one.start, one.end) for one in said}) > 1:
        return "boundary"
    return "label" if len(said) > 1 else "agreed"


def kind_of_opinion(candidates: Sequence[Candidate]) -> Kind:
    """How the layers differ about an opinion: which way it goes; or whether there is one, in which words."""
    if len({one.said.value for one in candidates if one.said is not None}) > 1:
        return "sentiment"
    return "opinion" if len(candidates) > 1 else "agreed"


def ordered(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """What most say first; nothing last."""
    return tuple(sorted(candidates, key=_rank))


def _rank(one: Candidate) -> tuple[object, ...]:
    if one.said is None:
        return (1,)
    said = one.said
    place = (said.start or 0, -(said.end or 0), said.value, said.intensity or "", said.expression)
    return (0, -len(one.sources), *place)


def _place(one: Position) -> tuple[int, int, str]:
    return (-1 if one.start is None else one.start, -(one.end or 0), one.id)
