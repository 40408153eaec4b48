"""Names by their capitals, in the scripts that have them.

A run of capitalised words is a likely name, with `of`, `von`, `de la` inside it and an initial or a title
with its full stop. Where a capital says little, more is asked:

- A word that begins a sentence is none if the text, or a list of common beginnings, has it in small letters.
- In a line of capitals, as headlines are, only what the rest of the text writes as a name is one.
- In German, which capitalises all nouns, a single noun is none behind an article or an inflected word, nor
  with the ending of an abstract noun; one that begins a sentence must stand elsewhere too.
- In English `Israeli President Ezer Weizman` is two names, and `X of Y` one only if X is a bank, a board, a
  ministry or the like.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from annotator.domain import capital_words as known_words
from annotator.domain.words import Token

Run = tuple[int, int]

_LOUD: Final = 0.75  # of the words of a headline begin with capitals
_HEADLINE_WORDS: Final = 4  # at least
_LIST_NAME_WORDS: Final = 3  # at most, in lists of names, whose words have capitals too
_APOSTROPHES: Final = "'’"
_SPACES: Final = ("", " ", "\u00a0", "\u202f")


def capital_runs(
    text: str, places: Sequence[Token], lines: Sequence[Run], language: str, days: frozenset[str]
) -> list[Run]:
    """The likely names among the tokens at `places`, as runs [first, last) of them, in order.

    `lines` are the runs of tokens of each paragraph. A word of `days`, in small letters, begins no name.
    """
    return _Capitals(text, places, language, days).runs(lines)


class _Capitals:
    def __init__(self, text: str, places: Sequence[Token], language: str, days: frozenset[str]) -> None:
        self._text = text
        self._places = places
        self._language = language
        self._days = days
        self._common = known_words.BEGINNINGS.get(language, known_words.BEGINNINGS["en"])
        self._said = [text[start:end] for start, end in places]
        self._small = [said.lower() for said in self._said]
        self._capital = [said != small for said, small in zip(self._said, self._small, strict=True)]
        self._in_small = {said for said, small in zip(self._said, self._small, strict=True) if said == small}
        self._within: set[str] = set()

    def runs(self, lines: Sequence[Run]) -> list[Run]:
        """What the other lines write as names, there and in the loud ones."""
        if self._language == "de":
            self._within = {
                self._said[at]
                for line in lines
                for at in range(*line)
                if self._capital[at] and not self._begins(at, line[0])
            }
        loud = [line for line in lines if self._is_loud(line)]
        found = [run for line in lines if line not in loud for run in self._of_line(line)]
        known = {tuple(self._small[first:last]) for first, last in found}
        return sorted([*found, *(run for line in loud for run in self._again(line, known))])

    def _is_loud(self, line: Run) -> bool:
        """Whether a line is in capitals, or has each word begin with one and is no list of short names."""
        long = [at for at in range(*line) if len(self._said[at]) > 3 and self._said[at][0].isalpha()]
        enough = _LOUD * len(long)
        if len(long) < _HEADLINE_WORDS or sum(self._capital[at] for at in long) < enough:
            return False
        if sum(self._said[at].isupper() for at in long) >= enough:
            return True
        return (
            self._language != "de"
            and self._said[line[1] - 1] not in (".", ":", ";", ")")
            and any(last - first > _LIST_NAME_WORDS for first, last in self._whole_runs(line))
        )

    def _begins(self, at: int, line_first: int) -> bool:
        """Whether the token begins a sentence, or a quotation."""
        at -= 1
        while at >= line_first and self._said[at] in known_words.OPENINGS:
            at -= 1
        if at < line_first:
            return True
        return self._said[at] in known_words.SENTENCE_ENDS and not self._abbreviates(at)

    def _abbreviates(self, stop: int) -> bool:
        """Whether this is the full stop behind a title or an initial."""
        before = self._said[stop - 1] if stop else ""
        return self._said[stop] == "." and (
            before in known_words.TITLES or (len(before) == 1 and before.isupper())
        )

    def _of_line(self, line: Run) -> Iterator[Run]:
        for whole in self._whole_runs(line):
            for first, last in self._parts(*whole):
                yield from self._kept(first, last, line[0])

    def _whole_runs(self, line: Run) -> Iterator[Run]:
        at = line[0]
        while at < line[1]:
            if self._capital[at] and self._small[at] not in self._days:
                last = at + 1
                while (then := self._next(last, line[1])) is not None:
                    last = then + 1
                yield at, last
                at = last
            else:
                at += 1

    def _next(self, at: int, line_last: int) -> int | None:
        """The token that goes on a run which has come up to `at`."""
        if at < line_last and (self._abbreviates(at) or self._is_plural_possessive(at)):
            at += 1
        for then in range(at, min(line_last, at + 3)):
            if not self._is_joined(then):
                return None
            if self._capital[then]:
                goes_on = (then == at or self._ties(at)) and not self._is_day(then, line_last)
                return then if goes_on else None
            if then == at + 1 and self._small[at] == "of" and self._is_year(then):
                return then
            if self._small[then] not in known_words.INSIDE:
                return None
        return None

    def _is_plural_possessive(self, at: int) -> bool:
        """Whether this is the apostrophe of `the Pilots’ Guild`."""
        return self._said[at] in _APOSTROPHES and self._small[at - 1].endswith("s")

    def _ties(self, at: int) -> bool:
        """Whether the small word here ties the name before it to what follows."""
        before, word = self._small[at - 1], self._small[at]
        if self._language == "en" and word == "of":
            return (
                before in known_words.ENGLISH_HEADS or before.removesuffix("s") in known_words.ENGLISH_HEADS
            )
        if self._language == "de" and word == "von":
            return not before.endswith(("en", "e", "ung", "ion"))
        return self._language != "de" or word not in ("der", "den", "zu")

    def _is_day(self, at: int, line_last: int) -> bool:
        """Whether this is a month or a day, and not the name of a person who is called so."""
        is_last = at + 1 == line_last
        return self._small[at] in self._days and (is_last or self._said[at + 1][0].isdigit())

    def _is_year(self, at: int) -> bool:
        return len(self._said[at]) == 4 and self._said[at].isdecimal()

    def _is_joined(self, at: int) -> bool:
        """Whether nothing but a space is between a token and the one before."""
        return self._text[self._places[at - 1][1] : self._places[at][0]] in _SPACES

    def _parts(self, first: int, last: int) -> Iterator[Run]:
        """A run, or what stands before and behind the role in it."""
        roles = [at for at in range(first, last) if self._small[at] in known_words.ENGLISH_ROLES]
        divides = (
            self._language == "en"
            and roles
            and roles == list(range(roles[0], roles[-1] + 1))
            and roles[-1] + 1 < last
            and self._capital[roles[-1] + 1]
        )
        if not divides:
            yield first, last
            return
        if first < roles[0]:
            yield first, roles[0]
        yield roles[-1] + 1, last

    def _kept(self, first: int, last: int, line_first: int) -> Iterator[Run]:
        """What is left of a run without the words that only begin a sentence, or only address somebody."""
        begins = self._begins(first, line_first)
        while first < last and (not self._capital[first] or self._is_no_name(first)):
            first += 1
            begins = False
        alone = last - first == 1
        if first < last and not (alone and not self._stands_alone(first, begins)):
            yield first, last

    def _is_no_name(self, at: int) -> bool:
        small = self._small[at]
        is_common = small in self._common and not self._is_acronym(at)
        return is_common or small in known_words.FORMS_OF_ADDRESS

    def _stands_alone(self, at: int, begins: bool) -> bool:
        """Whether one capitalised word is enough."""
        if self._is_acronym(at):
            return True
        if len(self._said[at]) == 1:
            return False
        if self._language == "de":
            return self._is_german_name(at) and (not begins or self._said[at] in self._within)
        return not (begins and self._small[at] in self._in_small)

    def _is_acronym(self, at: int) -> bool:
        said = self._said[at]
        return len(said) > 1 and said.isupper() and said[-1] not in _APOSTROPHES

    def _is_german_name(self, at: int) -> bool:
        before = self._small[at - 1] if at else ""
        return (
            self._small[at] not in known_words.GERMAN_COUNTED
            and not self._said[at].endswith(known_words.GERMAN_ABSTRACT)
            and before not in known_words.GERMAN_ARTICLES
            and not before.endswith(known_words.GERMAN_INFLECTED)
        )

    def _again(self, line: Run, known: set[tuple[str, ...]]) -> Iterator[Run]:
        """The known names in a line, the longest first."""
        longest = max(map(len, known), default=0)
        at = line[0]
        while at < line[1]:
            lasts = range(min(line[1], at + longest), at, -1)
            last = next((last for last in lasts if tuple(self._small[at:last]) in known), None)
            if last is not None:
                yield at, last
            at = last or at + 1
