"""Who reads what: a corpus split among people, so that every article is read by some of them."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from annotator.domain.entities import Mark
from annotator.domain.ids import derived_id
from annotator.errors import Refused

ASSIGNED = "assigned"


@dataclass(frozen=True, slots=True)
class Split:
    """Content ids by reader, in order of the names given, and how many articles each two of them share."""

    shares: tuple[tuple[str, ...], ...]

    def shared(self) -> dict[tuple[int, int], int]:
        """How many articles two readers, by their places, both read."""
        sets = [set(share) for share in self.shares]
        return {
            (one, other): len(sets[one] & sets[other]) for one, other in combinations(range(len(sets)), 2)
        }


def split(documents: Iterable[str], people: int, overlap: int, seed: int = 0) -> Split:
    """Give every document to `overlap` of the people.

    Nobody gets more than one document more than another, and pairs meet as evenly as that allows: with an
    overlap of two or more, each two share an article once there are as many articles as pairs. The same
    documents, numbers and seed give the same split, in whatever order the documents come. Raises Refused.
    """
    if people < 1 or overlap < 1:
        raise Refused("An article needs at least one reader.")
    if overlap > people:
        raise Refused(f"An article cannot have {overlap} readers among {people}.")
    chance = random.Random(seed)
    drawn = sorted(set(documents))
    chance.shuffle(drawn)
    places = list(range(people))
    chance.shuffle(places)
    shares: list[list[str]] = [[] for _ in places]
    for document, group in zip(drawn, _groups(len(drawn), people, overlap), strict=True):
        for one in group:
            shares[places[one]].append(document)
    return Split(tuple(map(tuple, shares)))


def assigned(document: str, layer: str) -> Mark:
    """What says that whoever has the layer is to read the document."""
    return Mark(derived_id(ASSIGNED, layer), layer, document, ASSIGNED, "")


def _groups(count: int, people: int, overlap: int) -> Sequence[Sequence[int]]:
    """Who reads the first, the second, ... document."""
    if overlap != 2:
        return _mixed(count, people, overlap)
    every = people * (people - 1) // 2
    pairs = list(combinations(range(people), 2)) * (count // every)
    return pairs + (_ring(count % every, people) if people % 2 else _rounds(count % every, people))


def _mixed(count: int, people: int, overlap: int) -> Sequence[Sequence[int]]:
    """Those who have the least, and among them those who have met the least."""
    loads, met = [0] * people, [[0] * people for _ in range(people)]
    groups = []
    for _ in range(count):
        group: list[int] = []
        for _ in range(overlap):
            left = [one for one in range(people) if one not in group]
            group.append(
                min(left, key=lambda one: (loads[one], sum(met[one][other] for other in group), one))
            )
        for one, other in combinations(group, 2):
            met[one][other] += 1
            met[other][one] += 1
        for one in group:
            loads[one] += 1
        groups.append(tuple(group))
    return groups


def _rounds(count: int, people: int) -> list[tuple[int, int]]:
    """So many different pairs of an even number of people, in rounds in which everybody meets somebody."""
    found, last = list[tuple[int, int]](), people - 1
    for turn in range(last):
        ring = [last, *((turn + at) % last for at in range(last))]
        found += [(ring[0], ring[1]), *((ring[1 + at], ring[-at]) for at in range(1, people // 2))]
    return found[:count]


def _ring(count: int, people: int) -> list[tuple[int, int]]:
    """So many different pairs of an odd number of people, who sit in a ring: all that sit equally far apart,
    for as many distances as it takes, and then neighbours, two by two around the ring.
    """
    rounds, left = divmod(count, people)
    found = [(one, (one + 2 + far) % people) for far in range(rounds) for one in range(people)]
    return found + [(2 * at % people, (2 * at + 1) % people) for at in range(left)]
