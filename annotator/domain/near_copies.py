"""Near-copies: which articles tell the same story in nearly the same words.

A text is a set of shingles, five words in a row (of writing without spaces, letters). How alike two texts are
is the share of shingles that both have (Jaccard), which one-permutation MinHash estimates from a short
signature (Li, Owen and Zhang 2012; empty bins are filled as by Shrivastava and Li 2014). Texts whose
signatures agree in a band are candidates, and each is verified on the shingles themselves.

Reports that come again and again in the same words about other numbers (prices, results, weather) are alike
too, but no copies: of those most numbers differ.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from zlib import crc32

import regex

BINS: Final = 126
ROWS: Final = 3
ALIKE: Final = 0.5
_WORDS: Final = 5
_MASK: Final = 0xFFFFFFFF
_SMALL: Final = (1 << 30) - 1  # integers up to it are the fastest to sort
_REMEMBERED: Final = 1 << 17
_STEP: Final = 0x61C88647  # odd, so that the distances to a bin make different values
_UNSPACED: Final = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]{4}")
_LETTERS: Final = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]|[^\s\p{Han}\p{Hiragana}\p{Katakana}"
    r"\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]+"
)
_NUMBER: Final = regex.compile(r"\d[\d.,:/\u00a0-]*\d|\d")
_FIRST_CHARACTERS: Final = 500
_FEWEST_NUMBERS: Final = 3
_OTHER_NUMBERS: Final = 0.5

Signature = array  # of BINS unsigned 32-bit integers


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much of two texts' shingles are the same, between 0 and 1, and whether only numbers are other: then
    they are two reports of one kind.
    """

    jaccard: float
    is_look_alike: bool = False

    @property
    def is_copy(self) -> bool:
        """Whether one is a copy of the other, or its update."""
        return self.jaccard >= ALIKE and not self.is_look_alike


def shingles(text: str) -> set[int]:
    """The shingles of a text, as 64-bit hashes; of a text of fewer than five words, one of them all."""
    return set(_in_order(text))


def signature_of(text: str) -> "array[int]":
    """The signature of a text's shingles."""
    return signature(_in_order(text))


def signature(found: Iterable[int]) -> "array[int]":
    """The signature of these shingles: the smallest hash of each of `BINS` bins, of 30 bits."""
    least = {one % BINS: one for one in sorted([one & _SMALL for one in found], reverse=True)}
    if 0 < len(least) < BINS:
        _fill(least)
    return array("I", [least.get(at, _MASK) for at in range(BINS)])


def bands(of: Sequence[int]) -> list[int]:
    """The keys of a signature: two texts that share one are candidates. A key is 64 bits, signed."""
    return [
        hash((at, of[at], of[at + 1], of[at + 2]))  # of integers: the same in every process
        for at in range(0, BINS, ROWS)
    ]


def estimate(one: Sequence[int], other: Sequence[int]) -> float:
    """How alike two texts are, by their signatures; the standard error is at most .045."""
    return sum(map(int.__eq__, one, other)) / BINS


def likeness(one: str, other: str) -> Likeness:
    """How alike two texts are, by their shingles and their numbers."""
    mine, theirs = shingles(one), shingles(other)
    if not mine or not theirs:
        return Likeness(1.0 if one == other else 0.0)
    jaccard = len(mine & theirs) / len(mine | theirs)
    return Likeness(jaccard, jaccard >= ALIKE and _tell_other_numbers(one, other))


class Candidates:
    """Signatures that came one after another, by their bands; keeps `BINS` integers an article in memory."""

    def __init__(self, most: int = 50) -> None:
        """Of a band that is shared by more than `most` articles, only the last ones are candidates: it is
        the words of a form, not of a story.
        """
        self._most = most
        self._signatures: dict[int, array[int]] = {}
        self._by_band: dict[int, list[int]] = {}

    def add(self, number: int, of: "array[int]") -> list[int]:
        """The articles so far that this one may be a copy of, the likeliest first; it is added to them."""
        met: set[int] = set()
        for key in bands(of):
            known = self._by_band.get(key)
            if known is None:
                self._by_band[key] = [number]
            else:
                met.update(known)
                known.append(number)
                if len(known) > self._most:
                    del known[0]
        self._signatures[number] = of
        near = ((estimate(of, self._signatures[other]), other) for other in met)
        likely = sorted((one for one in near if one[0] >= ALIKE - 0.15), key=lambda one: (-one[0], one[1]))
        return [other for _, other in likely]


class Stories:
    """Which articles are one story: copies of copies belong together."""

    def __init__(self) -> None:
        """Every article is a story by itself."""
        self._above: dict[int, int] = {}

    def join(self, one: int, other: int) -> None:
        """These two tell the same."""
        first, second = sorted((self.of(one), self.of(other)))
        if first != second:
            self._above[second] = first

    def of(self, number: int) -> int:
        """The story of an article: the smallest number that belongs to it."""
        above = self._above
        while number in above:
            if above[number] in above:
                above[number] = above[above[number]]
            number = above[number]
        return number

    def together(self, numbers: Iterable[int]) -> Iterator[list[int]]:
        """The stories of these articles that have two of them or more, by their first article."""
        found: dict[int, list[int]] = {}
        for number in numbers:
            found.setdefault(self.of(number), []).append(number)
        for story in sorted(found):
            if len(found[story]) > 1:
                yield found[story]


def _words(text: str) -> list[str]:
    folded = text.casefold()
    is_unspaced = not text.isascii() and _UNSPACED.search(folded, 0, _FIRST_CHARACTERS)
    return _LETTERS.findall(folded) if is_unspaced else folded.split()


def _in_order(text: str) -> Iterable[int]:
    """The shingles of a text, some more than once."""
    hashes = list(map(_HASHES.__getitem__, _words(text)))
    if len(hashes) < _WORDS:
        return [hash(tuple(hashes))] if hashes else []
    following = (hashes[at:] for at in range(1, _WORDS))
    # Python hashes tuples of integers alike in every process, and mixes all their bits.
    return map(hash, zip(hashes, *following, strict=False))


class _Hashes(dict[str, int]):
    """The hashes of words, the same in every process; the words met so far are remembered, up to a limit."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
        made = self[word] = crc32(word.encode("utf-8", "surrogatepass"))
        return made


_HASHES: Final = _Hashes()


def _fill(least: dict[int, int]) -> None:
    """Give each empty bin the value of the next one that is not, and of how far that was."""
    full = frozenset(least)
    ahead = min(full) + BINS
    for at in range(BINS - 1, -1, -1):
        if at in full:
            ahead = at
        else:
            least[at] = (least[ahead % BINS] + _STEP * (ahead - at)) & _MASK


def _tell_other_numbers(one: str, other: str) -> bool:
    """Whether both have several numbers and most of those are not the other's."""
    mine, theirs = set(_NUMBER.findall(one)), set(_NUMBER.findall(other))
    if min(len(mine), len(theirs)) < _FEWEST_NUMBERS:
        return False
    return len(mine & theirs) / len(mine | theirs) < _OTHER_NUMBERS
