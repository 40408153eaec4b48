"""Articles that begin or end in the middle of a sentence."""

import re
from collections.abc import Iterator
from typing import Final

from annotator.domain.damage.article import Article
from annotator.domain.damage.english import SMALL
from annotator.domain.damage_kinds import Finding

_LEAST: Final = 200
_FEED: Final = re.compile(r"(?:\[?\+\d+ chars\]?|\[(?:…|\.\.\.|&hellip;)\]|\((?:MORE|more)\)|\bMORE$)\s*$")
_ELLIPSIS: Final = re.compile(r"(?<=[\w,;] )?(?:\.\.\.|…)\s*$")
_SENTENCE: Final = re.compile(r"[.!?。؟।]['\"”’»)]*\s")
_START: Final = re.compile(r"[a-z]+(?=[ ,])")


def truncated(article: Article) -> Iterator[Finding]:
    """A tail that a feed cut, a last line without an end, a first word without a beginning."""
    text = article.text
    if found := _FEED.search(text[-60:]):
        at = max(0, len(text) - 60)
        yield Finding(
            at + found.start(), at + found.end(), "truncated", None, 0.95, "A feed cut the rest off."
        )
        return
    if len(text) < _LEAST or not _SENTENCE.search(text):
        return
    body = text.rstrip()
    yield from _end(article, body)
    if (first := _START.match(text)) and article.is_english and len(first.group()) < 30:
        yield Finding(*first.span(), "truncated", None, 0.5, "The text begins in the middle of a sentence.")


def _end(article: Article, body: str) -> Iterator[Finding]:
    last_line = body[body.rfind("\n") + 1 :]
    if found := _ELLIPSIS.search(body[-10:]):
        at = len(body) - len(body[-10:]) + found.start()
        if at and body[at - 1 : at].strip(" ").isalnum():
            yield Finding(at, len(body), "truncated", None, 0.5, "The text ends in the middle of a sentence.")
        return
    words = last_line.split()
    if len(words) < 8:
        return
    word = words[-1]
    is_open = word.rstrip(",;:(–—-").casefold() in SMALL
    if is_open or word[-1] in ",;(–—":
        start = len(body) - len(word)
        yield Finding(start, len(body), "truncated", None, 0.7, "The text ends in the middle of a sentence.")
