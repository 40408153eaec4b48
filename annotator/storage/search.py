"""The full-text index: what is indexed, what a person's words ask for, and where they stand in a text."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise

import regex

from annotator.domain.filters import Phrase, Words

# Scripts written without spaces: one token a grapheme, so that any piece of a sentence can be found.
_UNSPACED = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]\p{M}*", regex.VERSION1
)
# Where these scripts stand, and more: a text with nothing of it needs no closer look, ten times as slow.
_MAY_BE_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u19e0-\u19ff\u2e80-\U0010ffff]")
_HANGUL = regex.compile(r"\p{Hangul}", regex.VERSION1)
_LEAST_BEGINNING, _LEAST_HANGUL = 4, 2
_COLUMNS = {"title": "title", "text": "body"}
_SNIPPET = 60


def searchable(text: str) -> str:
    """The text as the index wants it; only a copy, offsets in it mean nothing."""
    return _UNSPACED.sub(r" \g<0> ", text) if _MAY_BE_UNSPACED.search(text) else text


def phrases(words: str) -> list[Phrase]:
    """What plain words ask for: the beginnings of words; what is quoted, as it stands."""
    found = re.findall(r'"([^"]+)"|([^\s"]+)', words)
    return [Phrase(quoted or word, not quoted) for quoted, word in found]


def expression(asked: Iterable[Words], denied: Iterable[Words] = ()) -> str:
    """The FTS5 expression that finds documents with all that is asked, and nothing that is denied.

    Empty where nothing can be searched for, as there are only signs, or only denials.
    """
    positive = [one for one in map(_alternatives, asked) if one]
    if not positive:
        return ""
    negative = [one for one in map(_alternatives, denied) if one]
    return " NOT ".join([" AND ".join(positive), *negative])


def _alternatives(words: Words) -> str:
    """One of the phrases, in the column."""
    terms = [term for term in map(_term, words.phrases) if term]
    column = f"{_COLUMNS[words.column]} : " if words.column else ""
    return f"({column}({' OR '.join(terms)}))" if terms else ""


def _term(phrase: Phrase) -> str:
    tokens = searchable(phrase.text).split()
    usable = [token for token in tokens if any(character.isalnum() for character in token)]
    quoted = " ".join(usable).replace('"', '""')
    goes_on = phrase.is_prefix and _may_go_on(usable)
    return f'"{quoted}"' + ("*" if goes_on else "") if usable else ""


def _may_go_on(tokens: Sequence[str]) -> bool:
    """Whether the last token is searched for as a beginning: the index gathers all words that begin so, and
    of those that begin with two letters there are too many. A grapheme that is a token has no more to come.
    """
    if not tokens or _UNSPACED.match(tokens[-1]):
        return False
    return len(tokens[-1]) >= (_LEAST_HANGUL if _HANGUL.match(tokens[-1]) else _LEAST_BEGINNING)


def snippet(text: str, words: str) -> tuple[str, list[tuple[int, int]]]:
    """A passage of the text around the first hit, on one line, and the ranges of the hits within it."""
    folded, places = _folded(text)
    found = sorted(_hits(folded, words))
    first = found[0][0] if found else 0
    start = max(0, first - _SNIPPET // 2)
    while start > 0 and not folded[start - 1].isspace() and first - start < _SNIPPET:
        start -= 1
    end = min(len(folded), start + 2 * _SNIPPET)
    passage = text[places[start] : places[end]]
    within = [
        (places[max(from_, start)] - places[start], places[min(to, end)] - places[start])
        for from_, to in found
        if from_ < end and to > start
    ]
    return re.sub(r"\s", " ", passage), within


def hits(text: str, words: str) -> list[tuple[int, int]]:
    """Where the words stand in the text, in order, none overlapping; beginnings with their word's rest."""
    folded, places = _folded(text)
    found: list[tuple[int, int]] = []
    for start, end in sorted(_hits(folded, words)):
        if not found or places[start] >= found[-1][1]:
            found.append((places[start], places[end]))
    return found


def _hits(folded: str, words: str) -> Iterator[tuple[int, int]]:
    for phrase in phrases(words):
        goes_on = phrase.is_prefix and _may_go_on(searchable(phrase.text).split())
        pattern = _pattern(_folded(phrase.text)[0], goes_on)
        for match in re.finditer(pattern, folded) if pattern else ():
            start, end = match.span()
            while end < len(folded) and unicodedata.category(folded[end]).startswith("M"):
                end += 1
            yield start, end


def _pattern(wanted: str, is_prefix: bool) -> str:
    """The tokens in a row, whatever signs stand between them, as the index sees them."""
    tokens: list[str] = re.findall(r"[^\W_]+", searchable(wanted))
    if not tokens:
        return ""
    pattern = re.escape(tokens[0])
    if not _UNSPACED.match(tokens[0]):
        pattern += rf"(?<![^\W_]{pattern})"  # looked at only where the letters were found, which is fast
    for before, token in pairwise(tokens):
        touches = bool(_UNSPACED.match(before) or _UNSPACED.match(token))
        pattern += (r"[\W_]*" if touches else r"[\W_]+") + re.escape(token)
    if _UNSPACED.match(tokens[-1]):
        return pattern
    return pattern + (r"[^\W_]*" if is_prefix else r"(?![^\W_])")


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """The text without case and marks, and for each of its characters the place it came from."""
    if text.isascii():
        return text.lower(), range(len(text) + 1)
    plain = {character: _plain(character) for character in set(text)}
    folded = text.translate({ord(character): one for character, one in plain.items()})
    if all(len(one) == 1 for one in plain.values()):
        return folded, range(len(text) + 1)
    return folded, [*(place for place, character in enumerate(text) for _ in plain[character]), len(text)]


@cache
def _plain(character: str) -> str:
    folded = unicodedata.normalize("NFKD", character).casefold()
    return "".join(part for part in folded if not unicodedata.combining(part))
