"""What words two texts share, and what is in only one of them. Offsets are code points, [start, end)."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final, Literal

from annotator.domain.words import Token, tokens

Kind = Literal["equal", "deleted", "inserted"]
_Step = tuple[str, int, int, int, int]
_LONG: Final = 2_000  # words, from which a text is cut where both say a word that neither says again


@dataclass(frozen=True, slots=True)
class Part:
    """Words that both texts have, or only the old or the new one; the range in the other one is then empty.

    The parts of a comparison cover both texts, if they have words, each word with the space behind it, which
    may differ.
    """

    kind: Kind
    old: tuple[int, int]
    new: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Amount:
    """How many words are equal, deleted and inserted; marks of punctuation are none."""

    equal: int
    deleted: int
    inserted: int


def parts(old: str, new: str) -> list[Part]:
    """What became of the old text in the new one, in order; what is deleted comes before what is inserted."""
    ours, theirs = tokens(old), tokens(new)
    here, there = _edges(ours, len(old)), _edges(theirs, len(new))
    found: list[Part] = []
    for kind, one, one_end, other, other_end in _steps(_words(old, ours), _words(new, theirs)):
        before, after = (here[one], here[one_end]), (there[other], there[other_end])
        if kind == "equal":
            found.append(Part("equal", before, after))
        if kind in ("delete", "replace"):
            found.append(Part("deleted", before, (after[0], after[0])))
        if kind in ("insert", "replace"):
            found.append(Part("inserted", (before[1], before[1]), after))
    return found


def amount(old: str, new: str, compared: Sequence[Part]) -> Amount:
    """How much that is."""
    counts: dict[Kind, int] = {"equal": 0, "deleted": 0, "inserted": 0}
    for part in compared:
        text, (start, end) = (old, part.old) if part.kind == "deleted" else (new, part.new)
        counts[part.kind] += sum(
            any(map(str.isalnum, text[one:other])) for one, other in tokens(text, start, end)
        )
    return Amount(**counts)


def _words(text: str, found: Sequence[Token]) -> list[str]:
    return [text[start:end] for start, end in found]


def _edges(found: Sequence[Token], length: int) -> list[int]:
    """Where each word's part begins, and where the last one's ends: the first one's is at the beginning."""
    return [0, *(start for start, _ in found[1:]), length] if found else [length]


def _steps(old: list[str], new: list[str]) -> list[_Step]:
    """What `difflib` finds, so that what is added behind a full stop does not begin with it."""
    steps = _joined(_found(old, new))
    for at in range(1, len(steps) - 1):
        before, change, after = steps[at - 1 : at + 2]
        if (before[0], after[0]) != ("equal", "equal") or change[0] not in ("insert", "delete"):
            continue
        begin, end = change[3:] if change[0] == "insert" else change[1:3]
        text = new if change[0] == "insert" else old
        is_slid = text[begin] == text[end] and not any(map(str.isalnum, text[begin]))
        is_last = at + 2 == len(steps)
        if is_slid and (is_last or after[2] - after[1] > 1):
            steps[at - 1] = ("equal", before[1], before[2] + 1, before[3], before[4] + 1)
            steps[at] = (change[0], change[1] + 1, change[2] + 1, change[3] + 1, change[4] + 1)
            steps[at + 1] = ("equal", after[1] + 1, after[2], after[3] + 1, after[4])
    return [step for step in steps if step[1] < step[2] or step[3] < step[4]]


def _joined(steps: Iterable[_Step]) -> list[_Step]:
    """What is equal one after the other is one step."""
    joined: list[_Step] = []
    for step in steps:
        if joined and step[0] == joined[-1][0] == "equal":
            before = joined.pop()
            step = ("equal", before[1], step[2], before[3], step[4])
        joined.append(step)
    return joined


def _found(old: list[str], new: list[str]) -> Iterator[_Step]:
    """Equal words at both ends are set apart, and long texts are compared a block at a time."""
    begin = next((at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), None)
    begin = min(len(old), len(new)) if begin is None else begin
    end = 0
    while end < min(len(old), len(new)) - begin and old[-1 - end] == new[-1 - end]:
        end += 1
    last, other_last = len(old) - end, len(new) - end
    if begin:
        yield "equal", 0, begin, 0, begin
    edges = [(begin, begin), *_anchors(old, new, begin, last, other_last), (last, other_last)]
    for (one, other), (one_end, other_end) in pairwise(edges):
        here, there = old[one:one_end], new[other:other_end]
        matcher = SequenceMatcher(None, here, there, autojunk=max(len(here), len(there)) > _LONG)
        for kind, *places in matcher.get_opcodes():
            yield kind, one + places[0], one + places[1], other + places[2], other + places[3]
    if end:
        yield "equal", last, len(old), other_last, len(new)


def _anchors(old: list[str], new: list[str], begin: int, end: int, other_end: int) -> list[tuple[int, int]]:
    """Of long texts, the words that each has once: as many as come in the same order in both."""
    if max(end, other_end) - begin <= _LONG:
        return []
    counts, other_counts = Counter(old[begin:end]), Counter(new[begin:other_end])
    there = {new[at]: at for at in range(begin, other_end) if other_counts[new[at]] == 1}
    pairs = [(at, there[old[at]]) for at in range(begin, end) if counts[old[at]] == 1 and old[at] in there]
    ends: list[int] = []  # of the best order of each length, where it ends in the new text
    chain: list[tuple[int, int, int]] = []
    lasts: list[int] = []
    for number, (at, other) in enumerate(pairs):
        length = bisect_left(ends, other)
        ends[length : length + 1], lasts[length : length + 1] = [other], [number]
        chain.append((at, other, lasts[length - 1] if length else -1))
    found, number = list[tuple[int, int]](), lasts[-1] if lasts else -1
    while number >= 0:
        at, other, number = chain[number]
        found.append((at, other))
    return found[::-1]
