"""Capitals where no capital belongs, and none where names need them."""

import re
from collections.abc import Iterator
from typing import Final

from annotator.domain.damage.article import Article
from annotator.domain.damage_kinds import Finding

_INNER: Final = re.compile(
    r"\b(?:[a-z]+[A-Z]{2,}[a-z]{2,}|[A-Za-z]?[a-z]*(?<=[a-z])(?:US|UK|UN|EU|WHO)[a-z]+|[A-Z](?:US|UK|UN|EU)[a-z]{2,}"
    r"|[a-z]{2,}(?:US|UK)(?=[\s.,]))\b"
)
_HAS_INNER: Final = re.compile(r"[a-z][A-Z]{2}|[A-Z]{3}[a-z]{2}")
_PLURAL: Final = re.compile(r"[a-z]{1,3}[A-Z]{2,}e?s")
_AFTER: Final = re.compile(
    r"(?<=\b[A-Z]\.[A-Z]\. )(?P<word>Dlrs?|Dollars?|Banks|Sales|Imports|Exports|Firms|Companies|Officials"
    r"|Economy|Trade|Markets?|Government|Troops|Forces|And|Or|Is|Are|Was|Were|Has|Have|Had|Will|Would|To|Of|By|With|From)"
    r"(?=[ .,;:)\n]|$)"
)
_TITLE_CASE: Final = re.compile(r"[A-Z][a-z]+(?: [A-Z][a-z]+)* ")
_LOUD: Final = 0.9  # of the letters: scripts without capitals have none to shout with


def casing(article: Article) -> Iterator[Finding]:
    """`rUSsia`, `U.S. Dollar`, and headlines in capitals throughout."""
    text = article.text
    if _HAS_INNER.search(article.odd_words):
        for found in _INNER.finditer(text):
            if not _PLURAL.fullmatch(found.group()):
                said = _as_written(text, found.group())
                yield Finding(*found.span(), "casing", said, 0.85, "Capitals stand within this word.")
    if ". " in text:
        yield from _after_abbreviations(text)
    yield from _loud_headline(text)


def _as_written(text: str, word: str) -> str:
    """The word as the rest of the text writes it; else with a capital if it begins with one or is a name."""
    name, small = word.capitalize(), word.lower()
    if word[0].isupper() or name in text:
        return name
    return small


def _after_abbreviations(text: str) -> Iterator[Finding]:
    for found in _AFTER.finditer(text):
        word = found.group()
        next_word = text[found.end() + 1 : found.end() + 2]
        if (
            text[found.end() : found.end() + 1] == " "
            and next_word.isupper()
            and word[:3] not in ("And", "Dlr")
        ):
            continue  # it may be a name, or a title where all words have capitals
        yield Finding(*found.span(), "casing", word.lower(), 0.65, "A period made this capital, wrongly.")


def _loud_headline(text: str) -> Iterator[Finding]:
    start = len(text) - len(text.lstrip())
    end = text.find("\n", start)
    line = text[start : end if end >= 0 else len(text)].rstrip()
    if len(line) > 200 or not line.isupper() or line.endswith(("...", "…")) or len(line.split()) < 3:
        return
    if max(9, _LOUD * sum(map(str.isalpha, line))) < sum(map(str.isupper, line)):
        said = "The headline is in capitals throughout: names in it cannot be told by theirs."
        yield Finding(start, start + len(line), "casing", None, 0.6, said)
