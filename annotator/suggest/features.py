"""What the learner sees of each token: how it is written, what stands around it, what memory says of it.

Nothing here knows a language. Where tokens touch, as they do in scripts without spaces, pairs and triples of
them stand in for words. Left out, as F1 did not miss them and time did: how words begin, words two places
away, and the word as written beside the word without case.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Final, NamedTuple

from annotator.domain.patterns import unicode_pattern
from annotator.suggest.memory import Match
from annotator.suggest.words import Words, lines_of

_EDGE: Final = "\n"
_GRAPHEME: Final = r"\X"
_ENDING: Final = 3
_SURE: Final = 0.8
_FIRST_LINES: Final = 3


class Line(NamedTuple):
    """A paragraph: its tokens [first, last), and for each of them what is seen."""

    first: int
    last: int
    seen: list[list[str]]


class Look(NamedTuple):
    """How a token is written: without case, its shape, and what the token itself, or a neighbour, adds."""

    folded: str
    shape: str
    own: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]


def lines_seen(text: str, words: Words, matches: Sequence[Match]) -> Iterator[Line]:
    """The paragraphs of the text; `matches` are what memory finds in it."""
    known = _known(len(words.said), matches)
    small = {said for said in words.said if said.islower()}
    for number, (first, last) in enumerate(lines_of(text, words)):
        yield Line(first, last, _line(words, first, last, min(number, _FIRST_LINES), known, small))


def _line(
    words: Words, first: int, last: int, number: int, known: Sequence[str], small: set[str]
) -> list[list[str]]:
    said = words.said[first:last]
    is_headline = " ".join(said).isupper()
    looks = [look(word, is_headline) for word in said]
    edge = look(_EDGE, False)
    around = [edge, *looks, edge]
    seen = []
    for at, here in enumerate(looks):
        before, after = around[at], around[at + 2]
        row = [*here.own, *before.before, *after.after]
        row.append(f"<{before.shape}|{here.shape}")
        row.append(f">{here.shape}|{after.shape}")
        if known[first + at]:
            row.append(known[first + at])
        if here.folded in small and here.folded != said[at]:
            row.append("small elsewhere")
        seen.append(row)
    seen[0].append(f"first of {number}")
    _add_touching(words, first, said, seen)
    return seen


def _add_touching(words: Words, first: int, said: Sequence[str], seen: list[list[str]]) -> None:
    """Add pairs and triples of tokens that touch, letter to letter."""
    triple = ""
    for at, (left, right) in enumerate(pairwise(said)):
        if not (left[0].isalpha() and right[0].isalpha() and _touch(words, first + at)):
            triple = ""
            continue
        seen[at].append(f"01{left}{right}")
        seen[at + 1].append(f"-0{left}{right}")
        if triple:
            seen[at].append(f"-01{triple}{right}")
        triple = left + right


def _touch(words: Words, number: int) -> bool:
    return words.tokens[number][1] == words.tokens[number + 1][0]


@cache
def look(word: str, is_headline: bool) -> Look:
    """How a token is written; in a line that is all capitals, capitals say nothing."""
    folded = word.casefold()
    shape = ("!" if is_headline else "") + _shape(word)
    own = [f"w{folded}", f"s{shape}"]
    letters = [*folded] if folded.isascii() else unicode_pattern(_GRAPHEME).findall(folded)
    if len(letters) > _ENDING:
        own.append("e" + "".join(letters[-_ENDING:]))
    return Look(folded, shape, tuple(own), (f"-{folded}",), (f"+{folded}",))


def _shape(word: str) -> str:
    """The kinds of its characters, of equal ones in a row at most two."""
    kinds = [_kind(character) for character in word]
    return "".join(kind for at, kind in enumerate(kinds) if kinds[max(0, at - 2) : at] != [kind, kind])


@cache
def _kind(character: str) -> str:
    """A capital, a small letter, a digit, the script of other letters and marks, or the sign itself."""
    category = unicodedata.category(character)
    if category in ("Lu", "Lt"):
        return "X"
    if category == "Ll":
        return "x"
    if category[0] == "N":
        return "9"
    if category[0] in "LM":
        return unicodedata.name(character, "?").split()[0].lower()[:4]
    return character


def _known(count: int, matches: Sequence[Match]) -> list[str]:
    """For each token what memory takes it for."""
    known = [""] * count
    for match in matches:
        surely = "!" if match.confidence >= _SURE else "?"
        for number in range(match.first, match.last):
            known[number] = f"m{'B' if number == match.first else 'I'}{surely}{match.label}"
    return known
