"""How good each rater is, and what is true, estimated together from what they say and nothing else.

A. P. Dawid and A. M. Skene 1979, “Maximum likelihood estimation of observer error-rates using the EM
algorithm”, Applied Statistics 28: what is true of an item is hidden; each rater has chances to say this where
that is true. Nothing is drawn at random: the same votes give the same estimate, in whatever order they come.
"""

import math
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

Value = str | None
Votes = tuple[tuple[str, Value], ...]  # (rater, what they say)

_MOST_ROUNDS = 100
_SETTLED = 1e-6
_LEAST = 1e-300


@dataclass(frozen=True, slots=True)
class Prior:
    """How good a rater is taken to be before anything is known: which share of what there is they miss, name
    wrongly, and which share of what they see elsewhere they invent. It counts as much as `weight` items.

    Two raters alone cannot tell who is right, and nobody votes where all of them see nothing; so without a
    prior, a careful rater among hasty ones would soon be held for an inventor.
    """

    missed: float
    wrong: float
    invented: float
    weight: float

    def chances(self, values: Sequence[Value]) -> list[list[float]]:
        """How often a rater says each value (last) where each is true."""
        return [_shares([self._chance(true, said, len(values)) for said in values]) for true in values]

    def _chance(self, true: Value, said: Value, size: int) -> float:
        if true is None:
            return 1 - self.invented if said is None else self.invented / max(1, size - 1)
        if said is None:
            return self.missed
        return 1 - self.missed - self.wrong if said == true else self.wrong / max(1, size - 1)


CROWD: Final = Prior(missed=0.34, wrong=0.06, invented=0.03, weight=5)  # of a crowd that labels news


@dataclass(frozen=True, slots=True)
class Skills:
    """An estimate: how common each value is, and how often a rater says this (last) where that is true.

    `items` were judged, and `rounds` it took.
    """

    common: Mapping[Value, float]
    says: Mapping[str, Mapping[Value, Mapping[Value, float]]]
    items: int = 0
    rounds: int = 0

    def chances(self, votes: Iterable[tuple[str, Value]], among: Iterable[Value]) -> dict[Value, float]:
        """How likely each of these values is what is true, given the votes. They add up to 1.

        Raters and values that were not seen before say nothing.
        """
        votes, logs = list(votes), dict[Value, float]()
        for true in among:
            logs[true] = math.log(max(self.common.get(true, 0.0), _LEAST))
            for rater, said in votes:
                chance = self.says.get(rater, {}).get(true, {}).get(said)
                if chance is not None:
                    logs[true] += math.log(max(chance, _LEAST))
        most = max(logs.values())
        shares = {true: math.exp(log - most) for true, log in logs.items()}
        total = sum(shares.values())
        return {true: share / total for true, share in shares.items()}

    def trust(self, rater: str, value: Value) -> float:
        """How often the rater says this value where it is true; a half for whoever was not seen."""
        return self.says.get(rater, {}).get(value, {}).get(value, 0.5)


def estimate(votes: Mapping[Votes, int], *, prior: Prior | None = CROWD, only_said: bool = True) -> Skills:
    """The estimate from so many items that got these votes. See `rounds`."""
    return deque(rounds(votes, prior=prior, only_said=only_said), maxlen=1).pop()


def rounds(
    votes: Mapping[Votes, int], *, prior: Prior | None = CROWD, only_said: bool = True
) -> Iterator[Skills]:
    """The estimate after each round, until it settles; without a prior it is the one of the paper.

    `only_said`: true is what somebody says of an item, and nothing else; else any value may be.
    """
    items = sorted(votes.items(), key=repr)
    work = _Work(items, prior, only_said=only_said)
    before: list[list[float]] = []
    beliefs = work.first_beliefs()
    for number in range(1, _MOST_ROUNDS + 1):
        work.learn(beliefs)
        before, beliefs = beliefs, work.believe()
        yield work.skills(sum(votes.values()), number)
        moved = (
            abs(a - b)
            for one, other in zip(before, beliefs, strict=True)
            for a, b in zip(one, other, strict=True)
        )
        if max(moved, default=0.0) < _SETTLED:
            return


class _Work:
    """The numbers of raters and values for their names, and the two steps of a round."""

    def __init__(self, items: Sequence[tuple[Votes, int]], prior: Prior | None, *, only_said: bool) -> None:
        self._values: list[Value] = sorted({said for votes, _ in items for _, said in votes}, key=repr)
        self._raters = sorted({rater for votes, _ in items for rater, _ in votes})
        value_of = {value: at for at, value in enumerate(self._values)}
        rater_of = {rater: at for at, rater in enumerate(self._raters)}
        self._votes = [[(rater_of[rater], value_of[said]) for rater, said in votes] for votes, _ in items]
        self._counts = [count for _, count in items]
        every = list(range(len(self._values)))
        self._possible = [
            sorted({said for _, said in votes}) if only_said else every for votes in self._votes
        ]
        size = len(self._values)
        self._prior = prior.chances(self._values) if prior else [[0.0] * size for _ in every]
        self._weight = prior.weight if prior else 0.0
        self._common = [1 / size for _ in every]
        self._says = [self._prior for _ in self._raters]

    def first_beliefs(self) -> list[list[float]]:
        """What is true if everybody is as the prior has it; without one, what share of the votes it got."""
        if self._weight:
            return self.believe()
        return [
            [sum(said == true for _, said in votes) / len(votes) for true in possible]
            for votes, possible in zip(self._votes, self._possible, strict=True)
        ]

    def learn(self, beliefs: Sequence[Sequence[float]]) -> None:
        """What is common and how good the raters are, if that is true."""
        common = [self._weight / len(self._values) for _ in self._values]
        says = [[[chance * self._weight for chance in row] for row in self._prior] for _ in self._raters]
        for votes, possible, count, belief in zip(
            self._votes, self._possible, self._counts, beliefs, strict=True
        ):
            for true, share in zip(possible, belief, strict=True):
                common[true] += share * count
                for rater, said in votes:
                    says[rater][true][said] += share * count
        self._common = _shares(common)
        self._says = [[_shares(row) for row in table] for table in says]

    def believe(self) -> list[list[float]]:
        """What is true, if the raters are as good as that."""
        common = [math.log(max(share, _LEAST)) for share in self._common]
        says = [[[math.log(max(share, _LEAST)) for share in row] for row in table] for table in self._says]
        beliefs = []
        for votes, possible in zip(self._votes, self._possible, strict=True):
            logs = [common[true] + sum(says[rater][true][said] for rater, said in votes) for true in possible]
            most = max(logs)
            beliefs.append(_shares([math.exp(log - most) for log in logs]))
        return beliefs

    def skills(self, items: int, number: int) -> Skills:
        """All of it by name."""
        values = self._values
        says = {
            rater: {
                true: dict(zip(values, row, strict=True)) for true, row in zip(values, table, strict=True)
            }
            for rater, table in zip(self._raters, self._says, strict=True)
        }
        return Skills(dict(zip(values, self._common, strict=True)), says, items, number)


def _shares(counts: Sequence[float]) -> list[float]:
    total = sum(counts)
    return [count / total for count in counts] if total else [0.0 for _ in counts]
