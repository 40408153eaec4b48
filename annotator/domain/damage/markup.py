"""Tags, entities and line ends that were written out as text."""

import html
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from annotator.domain.damage.article import Article
from annotator.domain.damage_kinds import Finding

_NAMES: Final = (
    "a|b|i|u|p|em|br|hr|li|ul|ol|td|tr|th|h[1-6]|div|img|sup|sub|span|font|strong|table|tbody|iframe|script|style|center|figure"
    "|blockquote|section|small"
)
_TAG: Final = re.compile(
    rf"(?i)(?:<|&lt;|(?<![\w&])lt;)/?(?:{_NAMES})(?=[\s/>&])(?:(?!&lt;)[^<>\n]){{0,300}}?(?:>|&gt;)"
)
_ENTITY: Final = re.compile(
    r"&(?:amp;)*(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,6}|amp|lt|gt|quot|apos|nbsp|mdash|ndash|[lr][sd]quo|hellip|copy|reg|trade|pound"
    r"|euro|[a-zA-Z](?:acute|grave|circ|uml|tilde|cedil|ring)|szlig);"
)
_NO_AMPERSAND: Final = re.compile(
    r"(?<![\w&#])(?P<own>#(?:3[46-9]|8\d{3}|16\d|1[67]\d|2\d\d)|quot|amp|lt|gt|nbsp|apos|mdash|ndash|[lr][sd]quo);"
)
_CLITIC: Final = re.compile(r"(?:s|t|re|ll|ve|d|m)\b|\s")
_LINE_END: Final = re.compile(r"(?<=[\w.,;:\"')-])\\{1,2}(?=[\"'(\w])|^\\+(?=[\"(\w])|\\+$")
_PATH: Final = re.compile(r"\b[A-Z]:\\|\\\\\w+\\\w|\\[nrt]\b|\\x|\\u[0-9a-fA-F]{4}")


def markup(article: Article) -> Iterator[Finding]:
    """What a page would have shown otherwise."""
    text = article.text
    if "\\" in text:
        yield from _line_ends(text)
    if ";" not in text and ("<" not in text or ">" not in text):
        return
    tags = [found.span() for found in _TAG.finditer(text)]
    for start, end in tags:
        yield Finding(start, end, "markup", "", 0.9, "A tag is written out here.")
    if ";" in text:
        for finding in _entities(text):
            if not any(start < finding.end and finding.start < end for start, end in tags):
                yield finding


def _entities(text: str) -> Iterator[Finding]:
    if "&" in text:
        for found in _ENTITY.finditer(text):
            said = _said(found.group())
            if said != found.group():
                yield Finding(*found.span(), "markup", said, 0.95, f"This entity stands for {said}")
    for found in _NO_AMPERSAND.finditer(text):
        said = _said(f"&{found['own']};")
        start = found.start()
        if said in "'’" and text[start - 1 : start] == " " and _CLITIC.match(text, found.end()):
            start -= 1  # the blank came with the entity: `Wednesday #39;s`
        yield Finding(start, found.end(), "markup", said, 0.9, f"An entity that lost its & stands for {said}")


@lru_cache(256)
def _said(entity: str) -> str:
    """What it stands for, also where its & was written as an entity again."""
    return html.unescape(html.unescape(entity))


def _line_ends(text: str) -> Iterator[Finding]:
    if _PATH.search(text):
        return
    found = list(_LINE_END.finditer(text))
    if len(found) > 1:
        for one in found:
            yield Finding(*one.span(), "markup", " ", 0.85, "A line end became a backslash.")
