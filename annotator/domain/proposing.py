"""What gold could say at a position: by majority, or by votes that weigh as much as their layers are good."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from annotator.domain.dawid_skene import Skills, Value, Votes
from annotator.domain.entities import About, Candidate, Said
from annotator.domain.positions import Position

MAJORITY: Final = "majority"
DAWID_SKENE: Final = "dawid-skene"
AGGREGATIONS: Final = (MAJORITY, DAWID_SKENE)
_ALIKE = 1e-9

_Weigh = Callable[[str], float]  # by layer


@dataclass(frozen=True, slots=True)
class Proposal:
    """What gold should say, None being nothing, unless several things are `tied`; `share` is how much of the
    vote, or how likely, it is; `by` names the aggregation.
    """

    said: Said | None
    share: float
    by: str
    tied: tuple[Said | None, ...] = ()

    @property
    def is_tie(self) -> bool:
        """Whether nothing speaks for one of them more than for another."""
        return bool(self.tied)


class Aggregation(Protocol):
    """A way to make one of what several layers say; `name` is kept in each decision."""

    @property
    def name(self) -> str:
        """What a decision says that proposed it."""
        ...

    def propose(self, position: Position) -> Proposal:
        """What gold should say here."""
        ...


@dataclass(frozen=True, slots=True)
class Majority:
    """Every layer has one vote: whether something is here, then what it is, then on which words."""

    name: str = MAJORITY

    def propose(self, position: Position) -> Proposal:
        """What most layers say; of a tie, all that is tied."""
        votes = {one.said: float(len(one.sources)) for one in position.candidates}
        total = sum(votes.values())
        silent = votes.pop(None, 0.0)
        spoken = sum(votes.values())
        if silent > spoken:
            return Proposal(None, silent / total, self.name)
        values: dict[Value, float] = {}
        for said, count in votes.items():
            if said is not None:
                values[said.value] = values.get(said.value, 0.0) + count
        found = _of_best(position.versions, values, self.name, lambda _: 1.0, total)
        if silent == spoken and silent:
            return _tie([*(found.tied or (found.said,)), None], silent / total, self.name)
        return found


@dataclass(frozen=True, slots=True)
class Weighted:
    """Votes weigh as much as their layers are good, which was estimated from all positions together (Dawid
    and Skene 1979); votes for the words of a span, as much as a layer is good at its label.
    """

    skills: Mapping[About, Skills] = field(default_factory=dict)
    name: str = DAWID_SKENE

    def propose(self, position: Position) -> Proposal:
        """What is likeliest; of a tie, all that is tied."""
        skills = self.skills.get(position.about, Skills({}, {}))
        votes = votes_of(position)
        chances = skills.chances(votes, dict.fromkeys(said for _, said in votes))
        most = max(chances.values())
        best = [value for value, chance in chances.items() if most - chance < _ALIKE]
        if best == [None]:
            return Proposal(None, most, self.name)
        if len(best) == 1:
            value = best[0]
            return _of_best(
                position.versions, {value: most}, self.name, lambda layer: skills.trust(layer, value), 1.0
            )
        tied = [one.said for one in position.candidates if (one.said.value if one.said else None) in best]
        return _tie(tied, most, self.name)


def votes_of(position: Position) -> Votes:
    """What each layer says here, without the words it says it of."""
    votes = [
        (source.layer, one.said.value if one.said else None)
        for one in position.candidates
        for source in one.sources
    ]
    return tuple(sorted(votes, key=lambda vote: (vote[0], vote[1] or "")))


def _of_best(
    versions: Sequence[Candidate], values: Mapping[Value, float], by: str, weigh: _Weigh, total: float
) -> Proposal:
    """The version, among those with the strongest value, that its layers speak for most."""
    most = max(values.values())
    best = {value for value, count in values.items() if most - count < _ALIKE}
    if len(best) > 1:
        return _tie((one.said for one in versions if one.said and one.said.value in best), most / total, by)
    weights = {
        one.said: sum(weigh(source.layer) for source in one.sources)
        for one in versions
        if one.said is not None and one.said.value in best
    }
    heaviest = max(weights.values())
    left = [said for said, weight in weights.items() if heaviest - weight < _ALIKE]
    share = most / total * heaviest / sum(weights.values())
    return Proposal(left[0], share, by) if len(left) == 1 else _tie(left, share, by)


def _tie(tied: Iterable[Said | None], share: float, by: str) -> Proposal:
    return Proposal(None, share, by, tuple(tied))
