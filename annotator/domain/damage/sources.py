"""What the articles of one source have in common: signs that it lacks, damage that it does to many.

Counts are added up article by article; a verdict is a pure function of them.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from annotator.domain.damage.article import Article
from annotator.domain.damage_kinds import KINDS, TITLES, Finding, Kind

_COMMAS: Final = ",،，、"  # noqa: RUF001
_QUOTES: Final = '"“”„«»「」『』״'
_APOSTROPHES: Final = "'’"
_ENDS: Final = ".?!。؟।"
_CASED: Final = re.compile("[A-Za-zÀ-ɏΑ-ωА-я]")
_MARKED: Final = {
    "de": "äöüÄÖÜß",
    "fr": "éèàêçôâî",
    "es": "áéíóúñ",
    "pl": "ąęłśćżźóń",
    "sv": "åäö",
    "tr": "ışğüöç",
}

_LEAST_WORDS: Final = 600  # fewer may well do without
_LEAST_ARTICLES: Final = 5
_MANY: Final = 0.2  # of the articles
_IN_THOUSAND: Final[tuple[tuple[str, str, float], ...]] = (  # words; news has 35 to 60, 40 to 60
    ("commas", "commas", 4.0),
    ("ends", "periods", 8.0),
)


@dataclass(slots=True)
class Signs:
    """What was counted in the articles of one source; `damaged` counts articles by kind, `places` places."""

    articles: int = 0
    words: int = 0
    english: int = 0
    commas: int = 0
    ends: int = 0
    apostrophes: int = 0
    quotes: int = 0
    capitals: int = 0
    letters: int = 0
    unmarked: Counter[str] = field(default_factory=Counter)
    marked: Counter[str] = field(default_factory=Counter)
    any_damaged: int = 0
    damaged: Counter[Kind] = field(default_factory=Counter)
    places: Counter[Kind] = field(default_factory=Counter)

    def add(self, article: Article, found: Iterable[Finding]) -> None:
        """Count an article with what was found in it."""
        text, words = article.text, len(article.words)
        self.articles += 1
        self.words += words
        self.commas += _count(text, _COMMAS)
        self.ends += _count(text, _ENDS)
        self.quotes += _count(text, _QUOTES)
        if article.is_english:
            self.english += words
            self.apostrophes += _count(text, _APOSTROPHES)
        sample = text[:400]
        self.letters += len(_CASED.findall(sample))
        self.capitals += sum(map(str.isupper, sample))
        language = (article.language or "")[:2].casefold()
        if language in _MARKED:
            has_marks = any(letter in text for letter in _MARKED[language])
            (self.marked if has_marks else self.unmarked)[language] += 1
        kinds = Counter(one.kind for one in found)
        self.any_damaged += bool(kinds)
        self.damaged.update(kinds.keys())
        self.places.update(kinds)


def verdicts(signs: Signs) -> Iterator[str]:
    """What is wrong with all of the source, a sentence each; nothing where too little is known."""
    if signs.words >= _LEAST_WORDS:
        yield from _lacks(signs)
    for language, without in signs.unmarked.items():
        if without >= _LEAST_ARTICLES and not signs.marked[language]:
            letters = " ".join(_MARKED[language][:3])
            yield f"This source has no letters such as {letters}: none in {without:,} articles."
    for kind in KINDS:
        count = signs.damaged[kind]
        if count >= _LEAST_ARTICLES and count >= _MANY * signs.articles:
            yield f"{TITLES[kind]}: {count:,} of {signs.articles:,} articles of this source."


def _lacks(signs: Signs) -> Iterator[str]:
    for name, words, least in _IN_THOUSAND:
        count = getattr(signs, name)
        if count * 1000 < least * signs.words:
            yield _none_of(words, count, signs.words)
    if signs.english >= 2 * _LEAST_WORDS and signs.apostrophes * 1000 < 0.5 * signs.english:
        yield _none_of("apostrophes", signs.apostrophes, signs.english)
    if signs.articles >= 2 * _LEAST_ARTICLES and signs.words >= 5 * _LEAST_WORDS and not signs.quotes:
        yield _none_of("quotation marks", 0, signs.words)
    if signs.letters >= 2_000 and signs.capitals * 500 < signs.letters:
        yield _none_of("capitals", signs.capitals, signs.words)
    if signs.letters >= 2_000 and signs.capitals * 10 > 9 * signs.letters:
        yield "This source writes everything in capitals."


def _none_of(what: str, count: int, words: int) -> str:
    if count == 0:
        return f"This source has no {what}: none in {words:,} words."
    return f"This source has next to no {what}: {count:,} in {words:,} words."


def _count(text: str, signs: str) -> int:
    return sum(map(text.count, signs))
