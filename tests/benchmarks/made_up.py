"""Made-up news, as much as is wanted: words as frequent as in a language, sentences, quotes, names, numbers.

An article is made of pieces of one long text, so that a million take a minute; each is unlike any other.
"""

import itertools
import random
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

LABELS = ("PER", "ORG", "GPE", "LOC", "EVT", "DATE")
CHARACTERS = 2_600
_SOURCES = ("Lantern Wire", "Meridian Desk", "Coastal Courier", "Aurel News")
_ASCII = str.maketrans("“”’—", '""\'-')
_PARAGRAPH = 430
_WORD = re.compile(r"\w+")


class News:
    """The same seed makes the same news. `words` is how many the long text has."""

    def __init__(self, seed: int = 1, words: int = 1_000_000, vocabulary: int = 80_000) -> None:
        """Nothing is made before it is asked for."""
        self._seed = seed
        self._words = words
        self._size = vocabulary

    @cached_property
    def vocabulary(self) -> list[str]:
        """The words, the most frequent first: short ones to begin with."""
        chance = random.Random(self._seed)
        syllables = ["".join(two) for two in itertools.product("bcdfghklmnprstvwz", "aeiou")]
        found: dict[str, None] = {}
        while len(found) < self._size:
            rank = len(found)
            count = 1 if rank < 60 else chance.choice((2, 2, 3, 3) if rank < 4_000 else (2, 3, 4, 5))
            word = "".join(chance.choices(syllables, k=count)) + chance.choice("nrstld") * (rank % 4 > 0)
            found.setdefault(word.capitalize() if rank > 60 and rank % 9 == 0 else word)
        return list(found)

    @cached_property
    def _long_text(self) -> tuple[str, str, list[int]]:
        """The long text, the same in ASCII, and where its sentences begin; the last entry is its end."""
        chance = random.Random(self._seed + 1)
        weights = list(itertools.accumulate((rank + 1.5) ** -1.13 for rank in range(self._size)))
        words = iter(chance.choices(self.vocabulary, cum_weights=weights, k=self._words))
        sentences: list[str] = []
        while sentence := list(itertools.islice(words, chance.randint(8, 32))):
            sentences.append(_punctuated(sentence, chance))
        starts = [0, *itertools.accumulate(map(len, sentences))]
        text = "".join(sentences)
        return text, text.translate(_ASCII), starts

    def text(self, number: int, characters: int = CHARACTERS) -> str:
        """The article of this number: paragraphs, about so many characters in all."""
        chance = random.Random(self._seed * 1_000_003 + number)
        typographic, plain, starts = self._long_text
        base = typographic if number % 2 else plain
        paragraphs = [f"VELMORA, {1 + number % 28} May (Wire {number}) - "]
        length = len(paragraphs[0])
        while length < characters:
            first = starts[chance.randrange(len(starts) // 2)]
            wanted = min(_PARAGRAPH + chance.randint(-150, 150), characters - length)
            end = starts[min(len(starts) - 1, bisect_left(starts, first + wanted))]
            paragraphs.append(base[first:end].rstrip())
            length += end - first + 1
        return paragraphs[0] + "\n\n".join(paragraphs[1:])

    def row(self, number: int, characters: int = CHARACTERS, spans: int = 0) -> Mapping[str, Any]:
        """The article as a row of JSONL, with spans in the person's own layer."""
        text = self.text(number, characters)
        words = self.vocabulary
        title = " ".join(words[(number * 7919 + step * step * 31) % len(words)] for step in range(2, 9))
        said = [
            {"id": f"{number:x}-{at}", "start": start, "end": end, "label": LABELS[at % len(LABELS)]}
            for at, (start, end) in enumerate(nested(text, spans, number))
        ]
        row = {
            "ref": f"w-{number}",
            "title": title.capitalize(),
            "text": text,
            "source": _SOURCES[number % len(_SOURCES)],
            "published": f"{2010 + number % 15}-{1 + number % 12:02}-{1 + number % 28:02}",
            "language": "en",
            "url": f"https://news.example/{number}",
        }
        return row | ({"spans": said, "status": "in_progress" if number % 4 == 3 else "done"} if said else {})


def nested(text: str, count: int, seed: int = 1) -> Iterator[tuple[int, int]]:
    """So many ranges of one to three words from a name on, each third one within or across the one before."""
    chance = random.Random(seed)
    words = [found.span() for found in _WORD.finditer(text)]
    names = [at for at, (start, end) in enumerate(words) if text[start].isupper() and end - start > 3]
    firsts = names if len(names) > count else range(len(words))
    taken: set[tuple[int, int]] = set()
    last = 0
    while len(taken) < count:
        inside = last > 0 and len(taken) % 3 == 2
        first = max(0, last - chance.randint(0, 1)) if inside else chance.choice(firsts)
        last = min(len(words) - 1, first + chance.choice((0, 0, 0, 0, 1, 2)))
        place = (words[first][0], words[last][1])
        if place in taken:
            last = 0  # nothing more fits there
            continue
        taken.add(place)
        yield place


def _punctuated(words: list[str], chance: random.Random) -> str:
    words[0] = words[0].capitalize()
    if len(words) > 12:
        words[len(words) // 2] += ","
    kind = chance.random()
    if kind < 0.12:
        words[0] = "“" + words[0]
        words[-3] += ",”"
    elif kind < 0.2:
        words[4] += " —"
    elif kind < 0.3:
        words[3] += "’s"
    elif kind < 0.4:
        words[2] = f"{chance.randint(2, 9999):,}"
    return " ".join(words) + ". "
