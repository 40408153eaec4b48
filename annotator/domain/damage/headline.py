"""Headlines that stand twice, or in the body although they are known apart from it."""

import re
from collections.abc import Iterator
from typing import Final

from annotator.domain.damage.article import Article
from annotator.domain.damage_kinds import Finding

_WORD: Final = re.compile(r"\w+")
_TWICE: Final = "The headline stands here a second time."
_PASTED: Final = "The headline was pasted into the text."
_BEGINS: Final = "The body begins with the words of the headline."
_LONGEST = 300


def headlines(article: Article) -> Iterator[Finding]:
    """The first line again, or the title on top of a text that holds no headline."""
    text = article.text
    lines = _first_lines(text)
    if not lines:
        return
    first = lines[0]
    said = _folded(text[slice(*first)])
    if len(said.split()) < 2 or first[1] - first[0] > _LONGEST:
        return
    if article.title and article.headline is None and said == _folded(article.title) and len(lines) > 1:
        yield Finding(first[0], lines[1][0], "headline", "", 0.8, _PASTED)
    if len(lines) < 2:
        return
    second = lines[1]
    line = text[slice(*second)]
    then = _folded(line[: 2 * _LONGEST])
    if then == said:
        end = lines[2][0] if len(lines) > 2 else second[1]
        yield Finding(second[0], end, "headline", "", 0.95, _TWICE)
    elif then.startswith(said + " ") and article.text[slice(*first)].rstrip()[-1:].isalnum():
        length = _length(line, len(said.split()))
        is_copy = line[:length].casefold() == text[slice(*first)].strip().casefold()
        yield Finding(second[0], second[0] + length, "headline", None, 0.6 if is_copy else 0.5, _BEGINS)
    elif then.startswith("the " + said) and text[slice(*first)].strip().isupper():
        length = _length(line, 1 + len(said.split()))
        yield Finding(second[0], second[0] + length, "headline", None, 0.5, _BEGINS)


def _first_lines(text: str) -> list[tuple[int, int]]:
    """The first three lines that say something."""
    found: list[tuple[int, int]] = []
    start = 0
    while start < len(text) and len(found) < 3:
        end = text.find("\n", start)
        end = end if end >= 0 else len(text)
        if not text[start:end].isspace() and end > start:
            found.append((start, end))
        start = end + 1
    return found


def _folded(line: str) -> str:
    return " ".join(_WORD.findall(line.casefold()))


def _length(line: str, words: int) -> int:
    """Where the first so many words of the line end."""
    end = 0
    for number, word in enumerate(_WORD.finditer(line), 1):
        end = word.end()
        if number == words:
            break
    return end
