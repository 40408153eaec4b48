"""How a layer labels strings, the words beside them and the words at edges: what consistency is judged by.

It is counted in two passes, first the labels, then where the same strings stand without. What is kept grows
with the number of different strings, not with the text.
"""

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeVar

from annotator.domain.entities import Span
from annotator.domain.span_index import SpanIndex
from annotator.domain.words import occurrences

FREE: Final = ""  # the outcome of a string that has no label

# A letter of the scripts without spaces, and of Hangul, where particles are written behind a name, is a word.
# Marks, which `re` takes for no letters, belong to the word: Hebrew and Arabic points, vowels of India.
_ALONE: Final = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff"
_MARK: Final = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0966-\u0dff"
_A_WORD: Final = rf"[{_ALONE}]|[^\W_{_ALONE}]+(?:[{_MARK}]+[^\W_{_ALONE}]*)*"
WORD: Final = re.compile(_A_WORD)
_WORD_OR_SIGN: Final = re.compile(rf"{_A_WORD}|[^\w\s]")
_SPEAKING: Final = 3  # letters of a word that says something by itself
_NEAR: Final = 24
_BEFORE, _BEHIND = "<", ">"

Outcomes = dict[str, int]
_Key = TypeVar("_Key", bound=Hashable)


class Inner(NamedTuple):
    """A label within a string, or over one of its edges: code points from the string's start."""

    start: int
    end: int
    label: str


class Outer(NamedTuple):
    """A word at an edge, how it is counted in a label and beside one, and the code points with or without it.

    In a label its capitals count: `North Velmora` says nothing of `north Velmora`.
    """

    word: str
    key: str
    beside: str
    range: tuple[int, int]

    @classmethod
    def of(cls, side: str, text: str, word: tuple[int, int], range: tuple[int, int]) -> "Outer":
        """The word at this place."""
        said = text[slice(*word)]
        return cls(said, f"{side}{'0' if said.isdigit() else said}", _key(side, said), range)


class Place(NamedTuple):
    """Where the text says a string, and the spans that share a character with it."""

    surface: str
    start: int
    end: int
    spans: Sequence[Span]


@dataclass(slots=True)
class Counts:
    """What was counted, by outcome: a label's id, or FREE.

    `strings` goes by string first, `near` by the word beside, `words` by the words of a label. `inner` has
    the labels in a part of a string; `ends` says how often a word begins or ends a label of several words,
    `outer` the same whatever its capitals.
    """

    totals: Outcomes = field(default_factory=dict)
    strings: dict[str, Outcomes] = field(default_factory=dict)
    near: dict[str, Outcomes] = field(default_factory=dict)
    words: dict[str, Outcomes] = field(default_factory=dict)
    inner: dict[str, dict[Inner, int]] = field(default_factory=dict)
    ends: dict[str, int] = field(default_factory=dict)
    outer: dict[str, int] = field(default_factory=dict)

    def note_labels(self, text: str, spans: SpanIndex) -> None:
        """The first pass, for one document."""
        for span in spans.spans:
            self._note(text[span.start : span.end], text, span.start, span.end, span.label)
            for word in speaking_words(text, span, spans):
                _add(self.words.setdefault(word, {}), span.label)
            for one in outer_words(text, span.start, span.end):
                _add(self.ends, one.key)
                _add(self.outer, one.beside)

    def note_silence(self, text: str, spans: SpanIndex, strings: "Strings", until: int) -> None:
        """The second pass, for one document, in which silence says something before the offset `until`."""
        for place in strings.places(text, spans):
            if not place.spans:
                if place.end <= until:
                    self._note(place.surface, text, place.start, place.end, FREE)
            elif (inner := inner_of(place)) is not None:
                _add(self.inner.setdefault(place.surface, {}), inner)

    def uneven(self) -> Iterator[str]:
        """The strings of which not all places say the same."""
        for surface, outcomes in self.strings.items():
            if len(outcomes) > 1 or surface in self.inner:
                yield surface

    def _note(self, surface: str, text: str, start: int, end: int, outcome: str) -> None:
        _add(self.totals, outcome)
        _add(self.strings.setdefault(surface, {}), outcome)
        for key in neighbours(text, start, end):
            _add(self.near.setdefault(key, {}), outcome)


class Strings:
    """Finds strings in a text, by the longest word of each."""

    def __init__(self, strings: Iterable[str]) -> None:
        """Of these strings, those that hold a word."""
        self._by_word: dict[str, list[str]] = {}
        for surface in strings:
            words = WORD.findall(surface)
            if words:
                self._by_word.setdefault(max(words, key=len), []).append(surface)

    def places(self, text: str, spans: SpanIndex) -> Iterator[Place]:
        """Where the text says them, the longest first.

        A place without a label, within a longer string that is found there, is left out.
        """
        said = set(WORD.findall(text)) & self._by_word.keys()
        known = [one for word in said for one in self._by_word[word] if one in text]
        labelled, taken = bytearray(len(text)), bytearray(len(text))
        for span in spans.spans:
            labelled[span.start : span.end] = b"\1" * (span.end - span.start)
        for surface in sorted(known, key=lambda one: (-len(one), one)):
            for start, end in occurrences(text, surface):
                over: Sequence[Span] = ()
                if labelled.find(1, start, end) >= 0:
                    over = spans.touching(start, end)
                elif taken.find(0, start, end) < 0:
                    continue
                taken[start:end] = b"\1" * (end - start)
                yield Place(surface, start, end, over)


def inner_of(place: Place) -> Inner | None:
    """The longest label that shares words with the place without holding all of it, where none does."""
    if not place.spans or any(one.start <= place.start and place.end <= one.end for one in place.spans):
        return None
    span = max(place.spans, key=lambda one: (one.end - one.start, -one.start, one.id))
    return Inner(span.start - place.start, span.end - place.start, span.label)


def outer_words(text: str, start: int, end: int) -> Iterator[Outer]:
    """The first and the last word of text[start:end] that a space parts from the rest, and the rest."""
    if len(text[start:end].split()) < 2:
        return
    words = [(start + one.start(), start + one.end()) for one in WORD.finditer(text[start:end])]
    if len(words) > 1:
        (first, second), (before, last) = words[:2], words[-2:]
        if _is_space(text, first[1], second[0]):
            yield Outer.of(_BEFORE, text, first, (second[0], end))
        if _is_space(text, before[1], last[0]) and last[1] == end:
            yield Outer.of(_BEHIND, text, last, (start, before[1]))


def words_beside(text: str, start: int, end: int) -> Iterator[Outer]:
    """The words before and behind text[start:end] that only a space parts from it, and both together."""
    if _is_space(text, start - 1, start):
        before = [one.span() for one in WORD.finditer(text, max(0, start - _NEAR), start)]
        if before and before[-1][1] == start - 1:
            yield Outer.of(_BEFORE, text, before[-1], (before[-1][0], end))
    if _is_space(text, end, end + 1) and (behind := WORD.match(text, end + 1)):
        yield Outer.of(_BEHIND, text, behind.span(), (start, behind.end()))


def speaking_words(text: str, span: Span, spans: SpanIndex) -> set[str]:
    """The words of a label that tell what it is: not short, and in none of the labels within it."""
    words = {
        (span.start + one.start(), one.group())
        for one in WORD.finditer(text[span.start : span.end])
        if len(one.group()) >= _SPEAKING
    }
    length = span.end - span.start
    for other in spans.touching(span.start, span.end):
        if span.start <= other.start and other.end <= span.end and other.end - other.start < length:
            words = {(at, word) for at, word in words if not other.start <= at < other.end}
    return {word for _, word in words}


def neighbours(text: str, start: int, end: int) -> list[str]:
    """The words or signs right before and behind, as they are counted."""
    before = _WORD_OR_SIGN.findall(text, max(0, start - _NEAR), start)
    behind = _WORD_OR_SIGN.search(text, end, end + _NEAR)
    return [_key(_BEFORE, before[-1] if before else ""), _key(_BEHIND, behind.group() if behind else "")]


def _add(counts: dict[_Key, int], key: _Key) -> None:
    counts[key] = counts.get(key, 0) + 1


def _key(side: str, word: str) -> str:
    """What a word beside or at an edge is counted as: capitals do not matter, and numbers are all alike."""
    return f"{side}{'0' if word.isdigit() else word.lower()}"


def _is_space(text: str, start: int, end: int) -> bool:
    return text[max(0, start) : end] in (" ", "\u00a0")
