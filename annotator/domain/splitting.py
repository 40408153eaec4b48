"""Splits of a corpus into parts to train and to test on: never the same story in two of them.

The unit that is put somewhere is a story, or a source, with all of its articles. Units are shared out one by
one, those with the rarest labels first, as in iterative stratification (Sechidis, Tsoumakas, Vlahavas 2011):
each to the part that lacks most of what it has, of labels and of articles, measured by what it should get and
with half of it there already, so that a large story does not fill a small part.
Everything that chance decides depends on the seed and on the content ids alone, so the same articles are
split alike in every file and on every machine.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final, Literal

from annotator.errors import UserError

Way = Literal["story", "source", "time"]
WAYS: Final[tuple[Way, ...]] = ("story", "source", "time")
_ARTICLES: Final = "\0"  # beside the names of labels
_NAMES: Final[Mapping[int, tuple[str, ...]]] = {
    1: ("train",),
    2: ("train", "test"),
    3: ("train", "dev", "test"),
}


@dataclass(frozen=True, slots=True)
class Item:
    """A document by its content id: the story it tells (any one id of it), how often each label is in it,
    when it was first published (ISO 8601, or empty), and in which sources.
    """

    document: str
    story: str
    labels: Mapping[str, int] = field(default_factory=dict)
    published: str = ""
    sources: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Unit:
    """What stays together."""

    documents: list[str]
    labels: Counter[str]
    published: str
    chance: str


def shares_of(text: str) -> dict[str, int]:
    """The parts and their shares from words such as "80/10/10" (train, dev, test), "90/10" (train, test) or
    "train=8,held=2". Raises UserError.
    """
    named = "=" in text
    pieces = [piece.strip() for piece in text.replace(",", "/").split("/") if piece.strip()]
    names = [piece.partition("=")[0].strip() for piece in pieces] if named else _NAMES.get(len(pieces), ())
    numbers = [piece.partition("=")[2].strip() if named else piece for piece in pieces]
    shares = {name: int(number) for name, number in zip(names, numbers, strict=False) if number.isdecimal()}
    is_whole = 0 < len(shares) == len(pieces) and all(shares.values())
    if not is_whole or not all(name.isidentifier() and name.isascii() for name in shares):
        raise UserError(
            f"“{text}” is no way to split.", hint="Write 80/10/10 for train, dev and test, or train=8,held=2."
        )
    return shares


def split(
    items: Iterable[Item], shares: Mapping[str, int], seed: int = 0, way: Way = "story"
) -> dict[str, str]:
    """The part of each document, by content id. `way`: `story` balances labels, `source` also keeps a source
    whole, `time` puts the oldest stories first into the first part and the latest into the last.

    A story or a source that is larger than a part makes that part larger than its share.
    """
    units = _units(items, seed, by_source=way == "source")
    if way == "time":
        return _by_time(units, shares)
    return _stratified(units, shares)


def _units(items: Iterable[Item], seed: int, *, by_source: bool) -> list[_Unit]:
    found = list(items)
    above: dict[str, str] = {}

    def top(key: str) -> str:
        while above.setdefault(key, key) != key:
            above[key] = key = above[above[key]]
        return key

    for item in found:
        keys = [f"story {item.story}", *(f"source {source}" for source in item.sources if by_source)]
        for key in keys:
            one, other = sorted((top(f"document {item.document}"), top(key)))
            above[other] = one
    units: dict[str, _Unit] = {}
    for item in sorted(found, key=lambda item: item.document):
        unit = units.setdefault(top(f"document {item.document}"), _Unit([], Counter(), "", ""))
        unit.documents.append(item.document)
        unit.labels.update(item.labels)
        unit.published = min(filter(None, (unit.published, item.published)), default="")
    for unit in units.values():
        unit.chance = sha256(f"{seed}:{unit.documents[0]}".encode()).hexdigest()
    return list(units.values())


def _by_time(units: list[_Unit], shares: Mapping[str, int]) -> dict[str, str]:
    """Undated stories are taken for the oldest: they must not be tested on as if they came later."""
    total, whole = sum(len(unit.documents) for unit in units), sum(shares.values())
    names, ends, reached = list(shares), [], 0
    for share in shares.values():
        reached += share
        ends.append(total * reached / whole)
    parts: dict[str, str] = {}
    done = 0
    for unit in sorted(units, key=lambda unit: (unit.published, unit.chance)):
        middle = done + len(unit.documents) / 2
        at = next(at for at, end in enumerate(ends) if middle < end or at == len(ends) - 1)
        parts |= dict.fromkeys(unit.documents, names[at])
        done += len(unit.documents)
    return parts


def _stratified(units: list[_Unit], shares: Mapping[str, int]) -> dict[str, str]:
    whole = sum(shares.values())
    totals: Counter[str] = Counter()
    for unit in units:
        totals.update(_held(unit))
    wanted = {
        name: {one: count * share / whole for one, count in totals.items()} for name, share in shares.items()
    }
    lacking = {name: dict(amounts) for name, amounts in wanted.items()}
    parts: dict[str, str] = {}
    for unit in _rarest_first(units, totals):
        held = _held(unit)

        def need(name: str, held: Mapping[str, int] = held) -> float:
            return sum(
                count / totals[one] * (lacking[name][one] - count / 2) / wanted[name][one]
                for one, count in held.items()
            )

        first = int(unit.chance[:8], 16) % len(shares)
        turned = [*shares][first:] + [*shares][:first]
        name = max(turned, key=lambda name: round(need(name), 12))
        parts |= dict.fromkeys(unit.documents, name)
        for one, count in held.items():
            lacking[name][one] -= count
    return parts


def _held(unit: _Unit) -> dict[str, int]:
    """What a unit has of each label, and of articles."""
    return {_ARTICLES: len(unit.documents), **+unit.labels}


def _rarest_first(units: Sequence[_Unit], totals: Mapping[str, int]) -> list[_Unit]:
    """By the rarest label of each, the larger ones first; at last those without any."""

    def rank(unit: _Unit) -> tuple[object, ...]:
        rarest = min(
            (totals[label] for label in unit.labels), default=totals[_ARTICLES] + sum(totals.values())
        )
        return rarest, -sum(unit.labels.values()), -len(unit.documents), unit.chance

    return sorted(units, key=rank)
