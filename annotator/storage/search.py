"""The full-text index: what is indexed, what a person's words ask for, and where they stand in a text."""

import re
import unicodedata
from collections.abc import Iterable

import regex

# Scripts written without spaces: one token a grapheme, so that any piece of a sentence can be found.
_UNSPACED = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]\p{M}*", regex.VERSION1
)
_SNIPPET = 60


def searchable(text: str) -> str:
    """The text as the index wants it; only a copy, offsets in it mean nothing."""
    return text if text.isascii() else _UNSPACED.sub(r" \g<0> ", text)


def expression(words: str) -> str:
    """The FTS5 expression that finds documents with all these words; quoted words stand together.

    Empty where nothing can be searched for.
    """
    terms = []
    for phrase, word in re.findall(r'"([^"]+)"|([^\s"]+)', words):
        tokens = searchable(phrase or word).split()
        usable = [token for token in tokens if any(character.isalnum() for character in token)]
        if usable:
            quoted = " ".join(usable).replace('"', '""')
            terms.append(f'"{quoted}"' + ("" if phrase else "*"))
    return " ".join(terms)


def snippet(text: str, words: str) -> tuple[str, list[tuple[int, int]]]:
    """A passage of the text around the first hit, on one line, and the ranges of the hits within it."""
    folded, places = _folded(text)
    hits = sorted(_hits(folded, words))
    first = hits[0][0] if hits else 0
    start = max(0, first - _SNIPPET // 2)
    while start > 0 and not folded[start - 1].isspace() and first - start < _SNIPPET:
        start -= 1
    end = min(len(folded), start + 2 * _SNIPPET)
    passage = text[places[start] : places[end]]
    within = [
        (places[max(from_, start)] - places[start], places[min(to, end)] - places[start])
        for from_, to in hits
        if from_ < end and to > start
    ]
    return re.sub(r"\s", " ", passage), within


def _hits(folded: str, words: str) -> Iterable[tuple[int, int]]:
    for phrase, word in re.findall(r'"([^"]+)"|([^\s"]+)', words):
        wanted = _folded(phrase or word)[0]
        for match in re.finditer(
            r"(?<!\w)" + re.escape(wanted) if wanted.isascii() else re.escape(wanted), folded
        ):
            yield match.span()


def _folded(text: str) -> tuple[str, list[int]]:
    """The text without case and marks, and for each of its characters the place it came from."""
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        plain = character if character.isascii() else unicodedata.normalize("NFKD", character)
        for part in plain.casefold():
            if not unicodedata.combining(part):
                characters.append(part)
                places.append(place)
    places.append(len(text))
    return "".join(characters), places
