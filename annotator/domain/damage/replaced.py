"""What a careless search and replace left: known accidents, since others need the original to be seen."""

import re
from collections.abc import Iterator
from typing import Final

from annotator.domain.damage.article import Article
from annotator.domain.damage_kinds import Finding

_KNOWN: Final = {
    "nookd": "kindled",
    "buttociat": "associat",
    "clbuttic": "classic",
    "buttbuttin": "assassin",
    "consbreastution": "constitution",
    "medireval": "medieval",
    "medireview": "medieval",
}
_WITHIN: Final = re.compile("|".join(_KNOWN), re.IGNORECASE)
_SURNAME: Final = re.compile(r"(?<=[a-z,] )Homosexual(?= (?:said|says|was|told|has|had|ran|won|is|who)\b)")
_HONORIFIC: Final = re.compile(r"\b[A-Z][a-z]+ [A-Z][a-z]+(?P<title> (?:Mr|Mrs|Ms)\.)(?= [A-Z][a-z]+)")
_OFFICES: Final = re.compile(
    r"(?:President|Minister|Secretary|Chairman|Senator|Judge|Professor|Dear|Speaker|Justice|Counsel)$"
)
_SAID: Final = "This looks like an accident of search and replace."


def replaced(article: Article) -> Iterator[Finding]:
    """A word within a word, or an honorific within a name."""
    text = article.text
    lower = text.lower()
    if any(word in lower for word in _KNOWN):
        for found in _WITHIN.finditer(text):
            yield Finding(*found.span(), "replaced", _KNOWN[found.group().lower()], 0.7, _SAID)
    if "Homosexual" in text:
        for found in _SURNAME.finditer(text):
            yield Finding(*found.span(), "replaced", "Gay", 0.8, _SAID)
    if " Mr" in text or " Ms" in text:
        for found in _HONORIFIC.finditer(text):
            if not _OFFICES.search(text[max(0, found.start("title") - 12) : found.start("title")]):
                yield Finding(*found.span("title"), "replaced", "", 0.6, _SAID)
