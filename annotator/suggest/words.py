"""The words of a text as suggesters look at them: the tokens of the house, paragraph by paragraph."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter

from annotator.domain.entities import Span
from annotator.domain.text import paragraphs
from annotator.domain.words import Token, tokens

Run = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Words:
    """The tokens of a text and what they say; `starts` and `ends` lead from code points to their numbers."""

    tokens: Sequence[Token]
    said: Sequence[str]
    starts: dict[int, int]
    ends: dict[int, int]

    def run(self, start: int, end: int) -> Run | None:
        """The numbers [first, last) of the tokens that are the code points [start, end), if some are."""
        first, last = self.starts.get(start), self.ends.get(end)
        return (first, last) if first is not None and last is not None and first < last else None

    def over(self, start: int, end: int) -> Run:
        """The numbers [first, last) of the tokens that share a character with [start, end)."""
        first = bisect_right(self.tokens, start, key=itemgetter(1))
        return first, bisect_left(self.tokens, end, key=itemgetter(0))


@lru_cache(maxsize=8)
def words_of(text: str) -> Words:
    """The words of the text; kept for the texts looked at last, as each keystroke asks again."""
    found = tokens(text)
    return Words(
        found,
        [text[start:end] for start, end in found],
        {start: number for number, (start, _) in enumerate(found)},
        {end: number for number, (_, end) in enumerate(found, 1)},
    )


def lines_of(text: str, words: Words) -> Iterator[Run]:
    """The runs of tokens that stand in one paragraph, for each paragraph that has any."""
    first = 0
    for _, end in paragraphs(text):
        last = first
        while last < len(words.tokens) and words.tokens[last][0] < end:
            last += 1
        if first < last:
            yield first, last
        first = last


def outermost(spans: Sequence[Span]) -> list[Span]:
    """The spans that begin first, longest first, without those that overlap one of these."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end, span.label)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept
