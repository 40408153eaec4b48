# ruff: noqa: RUF001 - punctuation of many scripts
"""What looks like a name, or on request a quantity, by its script alone: nothing is learned or looked up.

Runs of capitals where there are capitals (see `capitals`), runs of Katakana, as each writes one foreign
word, and short titles in quotation marks. Strings that an article repeats were tried and dropped: of 1,556
that Hebrew news say twice an eighth were names, in Thai a thirtieth, and a wrong one costs a key.

Exact spans of gold that are found, and the share of what is found that is gold, without any label to go by:
English news (5,942 spans, 216 articles) .93 and .86, the sample corpus in English .77 and .83 (nested spans
and roles are beyond it), German (1,904 spans in single sentences) .40 and .36, Japanese (1,304) .33 and .34.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import Final

from annotator.domain.capitals import Run, capital_runs
from annotator.domain.patterns import unicode_pattern
from annotator.domain.quantities import day_words, quantities
from annotator.domain.text import paragraphs
from annotator.domain.words import Token, tokens

Place = tuple[int, int]

_KATAKANA: Final = r"[\p{Katakana}ー][\p{Katakana}ー・=＝]*[\p{Katakana}ー]"
_QUOTED: Final = r"""(?x) (?|
      [“„]([^“”„\n]{2,60})[“”] | «\s?([^«»\n]{2,60}?)\s?» | "([^"\n]{2,60})" | ״([^״\n]{2,60})״
    | 「([^「」\n]{2,24})」 | 『([^『』\n]{2,24})』 | 《([^《》\n]{2,24})》
    )"""
_SAYS: Final = r"[.,;:!?…،؟؛。、，；：！？।]"
_CAPITAL: Final = r"[\p{Lu}\p{Lt}]"
_CAPITAL_LAST: Final = r"(?:^|[\s’'-])[\p{Lu}\p{Lt}][^\s]*$"
_LETTER: Final = r"\p{Lo}"
_UNSPACED: Final = r"[\p{Han}\p{Hiragana}\p{Thai}]"
_QUOTED_WORDS, _QUOTED_CHARACTERS = 6, 12


def likely(text: str, language: str | None, numbers: bool = False) -> list[Place]:
    """The code points of what probably wants a label, in order, whole tokens, never overlapping."""
    places = tokens(text)
    main_language = (language or "en").split("-")[0].lower()
    lines = _lines(text, places)
    found = _Found(len(text), places)
    found.add(_quoted(text, cased=True))
    found.add(
        (places[first][0], places[last - 1][1])
        for first, last in capital_runs(text, places, lines, main_language, day_words(main_language))
    )
    if numbers:
        found.add(quantities(text, main_language))
    if not text.isascii():
        found.add(one.span() for one in unicode_pattern(_KATAKANA).finditer(text))
        found.add(_quoted(text, cased=False))
    return sorted(found.places)


class _Found:
    """Places from token edge to token edge; what comes first stays, what overlaps it is left out."""

    def __init__(self, length: int, places: Sequence[Token]) -> None:
        self.places: list[Place] = []
        self._covered = bytearray(length)
        self._starts = {start for start, _ in places}
        self._ends = {end for _, end in places}

    def add(self, places: Iterable[Place]) -> None:
        for start, end in places:
            on_edges = start in self._starts and end in self._ends
            if on_edges and not any(self._covered[start:end]):
                self._covered[start:end] = b"\1" * (end - start)
                self.places.append((start, end))


def _lines(text: str, places: Sequence[Token]) -> list[Run]:
    """The runs of tokens of each paragraph."""
    firsts = [bisect_left(places, start, key=itemgetter(0)) for start, _ in paragraphs(text)]
    return [(first, last) for first, last in pairwise([*firsts, len(places)]) if first < last]


def _quoted(text: str, *, cased: bool) -> Iterator[Place]:
    """What stands in quotation marks and says no sentence: with capitals a title of two words or more."""
    fits: Callable[[str], bool] = _is_title if cased else _is_short
    for found in unicode_pattern(_QUOTED).finditer(text):
        if fits(found.group(1)):
            yield found.span(1)


def _is_title(said: str) -> bool:
    return (
        " " in said
        and said.count(" ") < _QUOTED_WORDS
        and unicode_pattern(_CAPITAL).match(said) is not None
        and unicode_pattern(_CAPITAL_LAST).search(said) is not None
        and not unicode_pattern(_SAYS).search(said)
    )


def _is_short(said: str) -> bool:
    if not unicode_pattern(_LETTER).match(said) or unicode_pattern(_SAYS).search(said):
        return False
    if unicode_pattern(_UNSPACED).search(said):
        return len(said) <= _QUOTED_CHARACTERS
    return said.count(" ") < _QUOTED_WORDS - 2
