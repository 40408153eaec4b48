"""The best alignment of what raters marked: exact, or none where it would take too long.

Nobody has to be aligned with anybody: a unit may stand alone at a known price. So units that are too unlike
never meet, and a document falls into small groups that are solved one by one.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from math import inf, sqrt

from annotator.domain.agreement.pairing import Unit

EMPTY = 1.0  # what it costs to face a unit with nothing
Dissimilarity = Callable[[Unit, Unit], float]
_STEPS = 20_000


def least_disorder(of_raters: Sequence[Sequence[Unit]], apart: Dissimilarity) -> float | None:
    """The sum of the disorders of the unitary alignments in the best alignment of two raters or more.

    The disorder of a unitary alignment is the mean dissimilarity of all pairs of raters in it, where a pair
    with a missing unit costs EMPTY. None where more than two raters would need more than 20,000 steps.
    """
    total = 0.0
    for group in _groups(of_raters, apart):
        found = _of_two(group, apart) if len(of_raters) == 2 else _of_many(group, len(of_raters), apart)
        if found is None:
            return None
        total += found
    return total


Placed = tuple[int, Unit]


def _groups(of_raters: Sequence[Sequence[Unit]], apart: Dissimilarity) -> Iterator[list[Placed]]:
    """Units (with their raters) that may be aligned, directly or through others."""
    raters = len(of_raters)
    placed = ((rater, unit) for rater, own in enumerate(of_raters) for unit in own)
    units = sorted(placed, key=lambda one: (one[1], one[0]))
    longest = max((unit.end - unit.start for _, unit in units), default=0)
    limit = raters * (raters - 1) / 2 * raters * EMPTY
    reach = (sqrt(limit / EMPTY) - 1) / 2  # in their lengths, so far apart may units be
    near: list[list[int]] = [[] for _ in units]
    for at, (rater, unit) in enumerate(units):
        for place in range(at + 1, len(units)):
            other_rater, other = units[place]
            if other.start - unit.end > reach * (unit.end - unit.start + longest):
                break
            if rater != other_rater and apart(unit, other) < limit:
                near[at].append(place)
                near[place].append(at)
    seen: set[int] = set()
    for first in range(len(units)):
        if first not in seen:
            seen.add(first)
            group, waiting = [], [first]
            while waiting:
                at = waiting.pop()
                group.append(at)
                fresh = [place for place in near[at] if place not in seen]
                seen.update(fresh)
                waiting += fresh
            yield [units[at] for at in sorted(group)]


def _of_two(group: Sequence[Placed], apart: Dissimilarity) -> float:
    """Alone, every unit costs EMPTY; what a pair saves of that is assigned at best."""
    ones = [unit for rater, unit in group if rater == 0]
    others = [unit for rater, unit in group if rater == 1]
    if len(ones) > len(others):
        ones, others = others, ones
    costs = [
        [min(0.0, apart(one, other) - 2 * EMPTY) for other in others] + [0.0] * len(ones) for one in ones
    ]
    return len(group) * EMPTY + cheapest_assignment(costs)


def cheapest_assignment(costs: Sequence[Sequence[float]]) -> float:
    """The least sum of costs that gives every row a column of its own; there are at least as many columns.

    The Hungarian method (H. W. Kuhn 1955), with shortest augmenting paths, in rows² times columns steps.
    """
    columns = len(costs[0]) if costs else 0
    of_row, of_column = [0.0] * (len(costs) + 1), [0.0] * (columns + 1)
    taken = [0] * (columns + 1)  # the row of each column, from 1; column 0 holds the row to be placed
    for row in range(1, len(costs) + 1):
        taken[0] = row
        column = 0
        least, before, done = [inf] * (columns + 1), [0] * (columns + 1), [False] * (columns + 1)
        while taken[column]:
            done[column] = True
            here, step, following = taken[column], inf, 0
            for one in range(1, columns + 1):
                if not done[one]:
                    reduced = costs[here - 1][one - 1] - of_row[here] - of_column[one]
                    if reduced < least[one]:
                        least[one], before[one] = reduced, column
                    if least[one] < step:
                        step, following = least[one], one
            for one in range(columns + 1):
                if done[one]:
                    of_row[taken[one]] += step
                    of_column[one] -= step
                else:
                    least[one] -= step
            column = following
        while column:
            taken[column] = taken[before[column]]
            column = before[column]
    return sum(costs[row - 1][column - 1] for column, row in enumerate(taken) if column and row)


def _of_many(group: Sequence[Placed], raters: int, apart: Dissimilarity) -> float | None:
    """Try, for the first unit left, every unitary alignment that is better than its units alone."""
    options = _unitary(group, raters, apart)
    if options is None:
        return None
    known: dict[int, float] = {0: 0.0}
    waiting = [(1 << len(group)) - 1]
    while waiting:
        left = waiting[-1]
        if left in known:
            waiting.pop()
            continue
        first = left & -left
        open_ones = [(mask, cost) for mask, cost in options[first.bit_length() - 1] if mask & left == mask]
        missing = [left ^ mask for mask, _ in open_ones if left ^ mask not in known]
        if missing:
            waiting += missing
        else:
            known[left] = min(cost + known[left ^ mask] for mask, cost in open_ones)
            waiting.pop()
        if len(known) + len(waiting) > _STEPS:
            return None
    return known[(1 << len(group)) - 1]


def _unitary(
    group: Sequence[Placed], raters: int, apart: Dissimilarity
) -> list[list[tuple[int, float]]] | None:
    """For each unit, as a set of bits and a disorder, the unitary alignments in which it comes first."""
    pairs = raters * (raters - 1) / 2
    found: list[list[tuple[int, float]]] = []
    distances = {
        (at, place): apart(group[at][1], group[place][1]) for at, place in combinations(range(len(group)), 2)
    }
    steps = 0
    for first in range(len(group)):
        options: list[tuple[int, float]] = []
        waiting: list[tuple[tuple[int, ...], float]] = [((first,), 0.0)]
        while waiting:
            members, distance = waiting.pop()
            steps += 1
            if steps > _STEPS:
                return None
            size = len(members)
            disorder = (distance + (pairs - size * (size - 1) / 2) * EMPTY) / pairs
            if size == 1 or disorder < size * EMPTY:
                options.append((sum(1 << member for member in members), disorder))
            present = {group[member][0] for member in members}
            for place in range(members[-1] + 1, len(group)):
                if group[place][0] not in present:
                    further = distance + sum(distances[member, place] for member in members)
                    if further / pairs < raters * EMPTY:
                        waiting.append(((*members, place), further))
        found.append(options)
    return found
