"""Hints: letters that stand for the words in sight, so that any of them is a few keys away."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush
from typing import Final, TypeVar

from annotator.domain.capital_words import BEGINNINGS

_Target = TypeVar("_Target", bound=Hashable)

HOME_ROW: Final = "fjdkslaghrueiwocmnv"  # the strongest fingers first


def hints(targets: Sequence[_Target], alphabet: str = HOME_ROW) -> dict[_Target, str]:
    """Letters for each target, none the beginning of another's; the targets that come first have the fewest.

    Give the targets nearest to the cursor first. The alphabet needs at least two letters, best first.
    """
    if len(targets) == 1:
        return {targets[0]: alphabet[0]}
    return dict(zip(targets, _codes(len(targets), alphabet), strict=True))


def narrow(hints: Mapping[_Target, str], typed: str) -> dict[_Target, str]:
    """The hints that begin with what was typed, and what is still to be typed of each."""
    return {
        target: letters.removeprefix(typed) for target, letters in hints.items() if letters.startswith(typed)
    }


def by_distance(targets: Sequence[tuple[int, int]], cursor: int) -> list[tuple[int, int]]:
    """The ranges of code points in the order in which they lie around the cursor, the nearest first."""
    return sorted(targets, key=lambda one: (max(one[0] - cursor, cursor - one[1], 0), one))


def worth_it(text: str, places: Iterable[tuple[int, int]], language: str | None) -> list[tuple[int, int]]:
    """Those of the tokens that may begin a label: words, and none of those that only join others."""
    main_language = (language or "en").split("-")[0].lower()
    common = BEGINNINGS.get(main_language, frozenset())
    return [
        (start, end)
        for start, end in places
        if text[start].isalnum()
        and (end - start > 1 or not text[start].islower())
        and (text[start:end].lower() not in common or (end - start > 1 and text[start:end].isupper()))
    ]


def _codes(count: int, alphabet: str) -> list[str]:
    """So many codes, the shortest first: the worst of the shortest are opened up until there are enough."""
    codes = [(1, -number, letter) for number, letter in enumerate(alphabet)]
    heapify(codes)
    number = len(alphabet)
    while len(codes) < count:
        length, _, code = heappop(codes)
        for letter in alphabet:
            heappush(codes, (length + 1, -number, code + letter))
            number += 1
    ranked = sorted(codes, key=lambda one: (one[0], -one[1]))
    return [code for _, _, code in ranked[:count]]
