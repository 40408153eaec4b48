"""Words that lost the blank between them."""

import re
from collections.abc import Iterator
from typing import Final

from annotator.domain.damage.article import Article
from annotator.domain.damage_kinds import Finding

_SENTENCES: Final = re.compile(
    r"(?<![@./\w-])[^\W\d_]?[a-z]{2,}(?:['’]s)?(?P<stop>[.!?]['\"”’]?)"
    r"(?=(?!Com|Net|Org|Co|Uk|De|Js|Gov)[A-Z](?:[a-z]+)?(?: |[a-z]+,|['’]))"
    r"|(?<![\w/.])\d{4}(?P<year>\.)(?=[A-Z][a-z]+ )"
)
_HAS_SENTENCES: Final = re.compile(r"\w[.!?]['\"”’]?[A-Z]")
_COMMA: Final = re.compile(r",(?<=[a-z],)(?=[A-Za-z][a-z]{2,} )")
_SMALL: Final = re.compile(
    r"(?<![\w@/.-])(?:the|and|of|said|from|that|was|has|with|their|which|were|been)(?P<word>[A-Z])(?=[a-z]{3,}\b)"
)
_HAS_SMALL: Final = re.compile(r"[defhmnrstw][A-Z][a-z]")
_SAID: Final = "A blank is lost between two {}."


def joined(article: Article) -> Iterator[Finding]:
    """`presidential.How`, `rain,Mackie`, `theUnited`: what joins with a hyphen may be meant."""
    text = article.text
    if _HAS_SENTENCES.search(article.odd_words):
        for found in _SENTENCES.finditer(text):
            group = found.lastgroup or "stop"
            said = found[group] + " "
            yield Finding(*found.span(group), "joined", said, 0.85, _SAID.format("sentences"))
    for found in _COMMA.finditer(text):
        yield Finding(*found.span(), "joined", ", ", 0.75, _SAID.format("words"))
    if _HAS_SMALL.search(article.odd_words):
        for found in _SMALL.finditer(text):
            said = " " + found["word"]
            yield Finding(*found.span("word"), "joined", said, 0.7, _SAID.format("words"))
