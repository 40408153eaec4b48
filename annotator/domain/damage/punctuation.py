"""Apostrophes and commas that were lost on the way, and left a blank behind."""

import re
from collections.abc import Iterator
from typing import Final

from annotator.domain.damage.article import Article
from annotator.domain.damage.english import NEGATED
from annotator.domain.damage_kinds import Finding

_NOT: Final = (
    r"(?i:don|doesn|didn|isn|aren|wasn|weren|haven|hasn|hadn|can|couldn|won|wouldn|shouldn|mustn|ain)"
)
_WHO: Final = r"(?i:i|you|he|she|it|we|they|that|there|who|what|this)"
_LONE: Final = re.compile(r" (s|t|ll|re|ve|d|m)(?= (?!/)|[,;:?!\n]|\.(?!\w)|$)")
_BEFORE: Final = {
    "s": re.compile(r"[^\W\d_]{2,}$"),
    "t": re.compile(rf"\b{_NOT}$"),
    "verb": re.compile(rf"\b{_WHO}$"),
}
_LONE_WORDS: Final = frozenset(
    word + sign for word in ("s", "t", "ll", "re", "ve", "d", "m") for sign in ("", *",;:.?!")
)
_LONGEST: Final = 24
_SWALLOWED: Final = re.compile(rf"\b(?i:{'|'.join(sorted(NEGATED))})(?P<nt>nt)\b")
_SWALLOWED_WORDS: Final = frozenset(word + "nt" for one in NEGATED for word in (one, one.capitalize()))
_GAP: Final = re.compile(r"(?<=[^\W_])(?P<gap> {2,3})(?=[^\W_])|(?<=[$£€]\d)(?P<digits> )(?=\d{3}\b)")


def apostrophes(article: Article) -> Iterator[Finding]:
    """`Ukraine s failed`, `don t`, `didnt`: in English alone, where a lone s is no word."""
    text = article.text
    if not article.is_english:
        return
    if not _LONE_WORDS.isdisjoint(article.words):
        for found in _LONE.finditer(text):
            before = _BEFORE.get(found[1], _BEFORE["verb"])
            if before.search(text[max(0, found.start() - _LONGEST) : found.start()]):
                said = "'" + found[1]
                yield Finding(*found.span(), "apostrophes", said, 0.9, "An apostrophe is lost.")
    if not _SWALLOWED_WORDS.isdisjoint(article.words):
        for found in _SWALLOWED.finditer(text):
            yield Finding(*found.span("nt"), "apostrophes", "n't", 0.85, "An apostrophe is lost.")


def commas(article: Article) -> Iterator[Finding]:
    """Two blanks within sentences, more often than commas: every comma became a blank."""
    text = article.text
    if "  " not in text or _is_table(text):
        return
    gaps = list(_GAP.finditer(text))
    there = text.count(",")
    if len(gaps) < 2 or there >= len(gaps):
        return
    certainty = 0.9 if there == 0 and len(gaps) > 3 else 0.7
    for found in gaps:
        group = found.lastgroup or "gap"
        said = ", " if group == "gap" else ","
        yield Finding(*found.span(group), "commas", said, certainty, "A comma is probably lost here.")


def _is_table(text: str) -> bool:
    """Columns are set with more blanks than two."""
    return text.count("    ") > 3
