"""What belongs to the page and not to the article."""

import re
from collections.abc import Iterator
from typing import Final

from annotator.domain.damage.article import Article
from annotator.domain.damage_kinds import Finding

_LONGEST: Final = 140
_WORDS: Final = (
    r"share (?:this|on|via|to)\b",
    r"(?:re)?tweet(?: this)?$",
    r"(?:click|tap|press) here\b",
    r"read (?:more|also|next|the full (?:story|article))\b(?!.*\bthan\b)",
    r"(?:see|read) also:?",
    r"related (?:articles?|stories|topics|content|links|coverage)\b",
    r"more (?:on this story|from)\b.{0,40}$",
    r"advertisements?$",
    r"sponsored(?: content| links?)?$",
    r"(?:story|article) continues (?:below|after)\b",
    r"continue reading\b",
    r"(?:sign|log) (?:up|in)\b.*\b(?:newsletter|account|email|inbox|alerts?)\b",
    r"subscribe (?:to|now|for|today)\b",
    r"subscribe$",
    r"follow (?:us|@\w+) on\b",
    r"(?:like|find|join) us on facebook\b",
    r"(?:print|e-?mail) this (?:page|article|story)\b",
    r"(?:copyright|©|\(c\)) (?:©|\(c\))? ?(?:19|20)\d\d\b.*",
    r"(?:copyright )?.{0,60}\ball rights reserved\b\.?",
    r"image (?:source|caption|copyright)\b.{0,80}",
    r"getty images$",
    r"(?:we|this (?:site|website)) uses? cookies\b",
    r"(?:accept|manage) (?:all )?cookies$",
    r"(?:terms of (?:use|service)|privacy policy)(?: \|.*)?$",
    r"skip to (?:main )?content$",
    r"view comments?$",
    r"\d+ comments?$",
    r"most (?:read|popular|viewed)$",
    r"loading\.{3}$",
    r"javascript (?:is|must be)\b",
    r"this material may not be published\b.*",
    r"download (?:the|our) app\b",
    r"zum (?:seitenanfang|artikel)$",
    r"mehr zum thema\b.{0,40}$",
    r"lire aussi\b",
    r"lea también\b",
)
_LINE: Final = re.compile(rf"(?i)[ \t>*•|-]*(?:{'|'.join(_WORDS)})")


def furniture(article: Article) -> Iterator[Finding]:
    """Short lines of buttons, notices and captions, known by their words."""
    for line, start in _short_lines(article.text):
        if _LINE.match(line):
            yield Finding(start, start + len(line), "furniture", "", 0.8, "This line belongs to the page.")


def _short_lines(text: str) -> Iterator[tuple[str, int]]:
    start = 0
    for line in text.split("\n"):
        if 4 <= len(line) <= _LONGEST:
            yield line, start
        start += len(line) + 1
