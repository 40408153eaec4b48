"""What stands twice: passages and words."""

import re
from collections.abc import Iterable, Iterator
from operator import eq
from typing import Final

from annotator.domain.damage.article import Article
from annotator.domain.damage.english import SAID_TWICE, SMALL
from annotator.domain.damage_kinds import Finding

PASSAGE: Final = 11  # words; shorter ones are said twice by people
_LEAST_LETTERS: Final = 0.6
_LEAST_CHARACTERS: Final = 40
_TOKEN: Final = re.compile(r"\S+")


def passages(article: Article) -> Iterator[Finding]:
    """Eleven words or more that stood before, word for word."""
    words = article.words
    fours = _numbered(zip(words, words[1:], words[2:], words[3:], strict=False))
    if len(fours) - len(set(fours)) <= PASSAGE - 4:
        return
    eights = _numbered(zip(fours, fours[4:], strict=False))
    seen: dict[tuple[int, int], int] = {}
    ranges: list[tuple[int, int]] = []
    for at, gram in enumerate(zip(eights, fours[PASSAGE - 4 :], strict=False)):
        if seen.setdefault(gram, at) <= at - PASSAGE:
            if ranges and at <= ranges[-1][1]:
                ranges[-1] = (ranges[-1][0], at + PASSAGE)
            else:
                ranges.append((at, at + PASSAGE))
    yield from _shown(article, ranges)


def _numbered(runs: Iterable[tuple[str | int, ...]]) -> list[int]:
    """A number for each, the same for equal ones."""
    numbers: dict[tuple[str | int, ...], int] = {}
    return [numbers.setdefault(run, len(numbers)) for run in runs]


def _shown(article: Article, ranges: list[tuple[int, int]]) -> Iterator[Finding]:
    places = [found.span() for found in _TOKEN.finditer(article.text)] if ranges else []
    for first, last in ranges:
        start, end = places[first][0], places[last - 1][1]
        passage = article.text[start:end]
        letters = sum(map(str.isalpha, passage))
        if end - start < _LEAST_CHARACTERS or letters < _LEAST_LETTERS * len(passage):
            continue  # a table, or a rule of signs
        said = f"These {last - first} words stand further up, word for word."
        yield Finding(start, end, "repeated", "", 0.8, said)


def doubled(article: Article) -> Iterator[Finding]:
    """`to to head`, in English alone: many a language doubles words on purpose."""
    words = article.words
    if not any(map(eq, words, words[1:])) or not article.is_english:
        return
    before: re.Match[str] | None = None
    for found in _TOKEN.finditer(article.text):
        if before is not None and (certainty := _is_doubled(before.group(), found.group())):
            end = found.start() + len(before.group())
            yield Finding(before.end(), end, "doubled", "", certainty, f"“{before.group()}” stands twice.")
        before = found


def _is_doubled(one: str, other: str) -> float:
    """How sure it is that the second word is a mistake; 0 for what people say, names and numbers."""
    if other != one or not one.islower() or not one.isalpha() or one in SAID_TWICE:
        return 0.0
    if one == "said" or one in SMALL:
        return 0.9
    return 0.7 if len(one) > 3 else 0.0
