# ruff: noqa: RUF001 - endings in several alphabets
"""Twins: the other places of a text that say the same as a label does, exactly or nearly.

Nearly, if asked: in other letters (`VELMORA`), inflected (`Velmoras`, `Вельморой`), or damaged, by capitals
in the wrong place (`rUSsia`) or by an apostrophe that was lost (`St Brannoc s`). Another kind of white space
or of apostrophe makes no difference. A twin begins and ends at edges of tokens.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Final, Literal

from annotator.domain.filters import Filter, Phrase, Term, Words
from annotator.domain.patterns import unicode_pattern
from annotator.domain.words import occurrences, snap

if TYPE_CHECKING:
    import regex

Kind = Literal["equal", "case", "inflected", "damaged"]

_APOSTROPHE: Final = "['’‘´`ʼ＇]"
_LOST: Final = rf"(?:{_APOSTROPHE}|[?\ufffd\s]|â€™|&\#39;|&apos;)?"
_SPACE: Final = r"(?:[^\S\r\n]{1,3}|\r?\n)"
_PARTS: Final = rf"(\s+|{_APOSTROPHE})"
_WORD_ENDS: Final = r"(?![\p{L}\p{M}])"
_SHORTEST_STEM: Final = 3

# By family: what of its last letters a name loses, and the endings that may come instead.
_ENDINGS: Final = {
    "plural": ("", "e?s"),
    "germanic": ("", "e?s|e?n|e[mr]?|ern"),
    "slavic": (
        r"[аеиіїоуыьэюяёєйaeiouyąęó]{0,2}$",
        r"[аяуюыиіїоеєёйь]|[оеёє][йюмв]|[иыії][йхм]|[ао][ея]|[уюяа]ю|[оеєё](?:ві|го|му)|[ая](?:м|х|ми)|[иыі]ми"
        r"|[ії]в|[aeiouyąęóůě]|[oe][jmu]|[aeiy]mi?|[óů][wm]|ow[ie]|[eé](?:go|ho|mu)|[yií](?:ch|m)|[aeá]ch|i[em]|iem",
    ),
    "greek": ("[αεηιουωάέήίόύώ]{0,2}ς?$", "[αεηιουωάέήίόύώ]{1,2}[ςν]?"),
    "uralic": ("", r"\p{Ll}{1,4}"),
}
_FAMILIES: Final = {
    language: family
    for family, languages in {
        "plural": "en fr es it pt ca ro",
        "germanic": "de nl sv da nb no nn",
        "slavic": "ru uk be bg sr pl cs sk hr sl",
        "greek": "el",
        "uralic": "fi et hu",
    }.items()
    for language in languages.split()
}
_HEBREW: Final = ("", *"ושכבלמה")
_PREFIXES: Final = {
    "ar": tuple(map("".join, product(("", *"وف"), ("", *"بكل", "لل", "ال", "بال", "كال")))),
    "he": tuple(dict.fromkeys(map("".join, product(_HEBREW, _HEBREW)))),
}

# What an index of words can be asked for.
_WRITTEN_AS: Final = ("'", "ʼ")  # the second one is a letter
_LOST_AS: Final = ("", "â€™", "&#39;", "&apos;")
_LEAST_BEGINNING, _LEAST_HANGUL = 4, 2


@dataclass(frozen=True, slots=True)
class Options:
    """What else than equal strings to offer; `language` is a BCP 47 tag, which inflection goes by."""

    ignore_case: bool = False
    inflected: bool = False
    damaged: bool = False
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Twin:
    """Code points [start, end) that say `surface`, and how that differs from what was asked for."""

    start: int
    end: int
    surface: str
    kind: Kind


EQUAL: Final = Options()


def twins(text: str, surface: str, options: Options = EQUAL) -> list[Twin]:
    """The places of `text` that say `surface`, in order, never overlapping; where it was taken from too."""
    found = [Twin(start, end, surface, "equal") for start, end in occurrences(text, surface)]
    covered = bytearray(len(text))
    for one in found:
        covered[one.start : one.end] = b"\1" * (one.end - one.start)
    for one in _near(text, surface, options):
        if not any(covered[one.start : one.end]):
            covered[one.start : one.end] = b"\1" * (one.end - one.start)
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def sieve(surface: str, options: Options = EQUAL) -> Filter:
    """A filter that lets pass every article with a twin of `surface`, and few others, by the index of words.

    It lets all pass where the index knows nothing to ask for: signs, or a beginning that is too short. Only
    what is written without a space right behind Hangul of other words is not found.
    """
    asked = [_as_written(surface, options)]
    if options.inflected:
        asked = [_beginnings(word, options) for word in surface.split()]
    return Filter(tuple(Term(Words(phrases)) for phrases in asked if phrases))


def context(text: str, start: int, end: int, width: int) -> tuple[str, str, str]:
    """What its line has before the range, the range, what it has behind, for a preview.

    White space is one space. The sides have at most `width` characters, are cut between words, and say `…`
    where they are.
    """
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    before = " ".join(f"{text[line_start:start]}|".split())[:-1].lstrip()
    after = " ".join(f"|{text[end : line_end if line_end >= 0 else len(text)]}".split())[1:].rstrip()
    if len(before) > width:
        _, _, rest = before[-width:].partition(" ")
        before = f"…{rest or before[-width:]}"
    if len(after) > width:
        rest, _, _ = after[:width].rpartition(" ")
        after = f"{rest or after[:width]}…"
    return before, " ".join(text[start:end].split()), after


def _as_written(surface: str, options: Options) -> tuple[Phrase, ...]:
    """The surface with each kind of apostrophe, if asked without it; nothing where it cannot be asked for."""
    goes_on = _goes_on(surface, options)
    if not any(map(str.isalnum, surface)) or (goes_on and not _is_beginning(surface.split()[-1])):
        return ()
    apostrophe, ways = unicode_pattern(_APOSTROPHE), _WRITTEN_AS + (_LOST_AS if options.damaged else ())
    return tuple(Phrase(one, goes_on) for one in dict.fromkeys(apostrophe.sub(way, surface) for way in ways))


def _beginnings(word: str, options: Options) -> tuple[Phrase, ...]:
    """What the word may begin with, whatever its ending; before an apostrophe, which may be lost."""
    language = _primary(options)
    first, *others = unicode_pattern(_APOSTROPHE).split(word)
    stem, endings = _stem(first, language)
    is_whole = not (endings or others or _goes_on(word, options))
    if not any(map(str.isalnum, stem)) or not (is_whole or _is_beginning(stem)):
        return ()
    return tuple(Phrase(prefix + stem, not is_whole) for prefix in _PREFIXES.get(language, ("",)))


def _goes_on(surface: str, options: Options) -> bool:
    """Whether particles are written right behind it, which the index does not part."""
    return _primary(options) == "ko" or unicode_pattern(r"\p{Hangul}").search(surface) is not None


def _is_beginning(stem: str) -> bool:
    """Whether the index can be asked for words that begin so."""
    is_hangul = unicode_pattern(r"\p{Hangul}").match(stem) is not None
    return len(stem) >= (_LEAST_HANGUL if is_hangul else _LEAST_BEGINNING)


def _near(text: str, surface: str, options: Options) -> Iterator[Twin]:
    if not any(map(str.isalnum, surface)):
        return
    for pattern in _patterns(surface, options):
        for match in pattern.finditer(text):
            start, end = match.span()
            kind = _kind(match.group(), surface)
            is_new = match.group() != surface  # what is literally the same was looked at
            if is_new and _is_wanted(kind, options) and _is_whole(text, start, end):
                yield Twin(start, end, match.group(), kind)


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether the range is whole tokens; between spaces a word always is."""
    stands_free = (
        text[start].isalnum()
        and (start == 0 or text[start - 1].isspace())
        and (end == len(text) or text[end].isspace())
    )
    return stands_free or snap(text, start, end) == (start, end)


@lru_cache(maxsize=64)
def _patterns(surface: str, options: Options) -> "list[regex.Pattern[str]]":
    """What may be written for the surface, and if asked what may be with other endings."""
    anyhow = "(?i)" if options.ignore_case or options.damaged else ""
    parts = [part for part in unicode_pattern(_PARTS).split(surface) if part]
    patterns = [anyhow + "".join(_written(part, options.damaged) for part in parts)]
    if options.inflected:
        cased = "(?i)" if options.ignore_case else ""
        patterns.append(cased + "".join(_inflected(part, _primary(options)) for part in parts))
    return [unicode_pattern(pattern) for pattern in patterns]


def _written(part: str, damaged: bool) -> str:
    """A pattern for a word, for what is between words, or for an apostrophe."""
    if unicode_pattern(_APOSTROPHE).fullmatch(part):
        return _LOST if damaged else _APOSTROPHE
    return _SPACE if part.isspace() else _escaped(part)


def _inflected(part: str, language: str) -> str:
    if not part.isalpha():
        return _written(part, damaged=False)
    stem, endings = _stem(part, language)
    own = _escaped(part[len(stem) :])
    prefixes = "|".join(_PREFIXES.get(language, ()))
    return f"(?:{prefixes}){_escaped(stem)}(?:{own}|{endings}){_WORD_ENDS}"


def _stem(part: str, language: str) -> tuple[str, str]:
    """What stays of a word in this language, and the endings that may come, none if there are no other."""
    lost, endings = _ENDINGS.get(_FAMILIES.get(language, ""), ("", ""))
    stem = unicode_pattern(lost).sub("", part) if lost else part
    is_long_enough = part.isalpha() and len(stem) >= _SHORTEST_STEM
    return (stem, endings) if endings and is_long_enough else (part, "")


def _primary(options: Options) -> str:
    return (options.language or "en").split("-")[0].lower()


def _escaped(words: str) -> str:
    return "".join(
        character if character.isalnum() or ord(character) > 127 else f"\\{character}" for character in words
    )


def _kind(said: str, surface: str) -> Kind:
    """How what is said differs from the surface."""
    plain, wanted = _plain(said), _plain(surface)
    if plain == wanted:
        return "equal"
    if plain.casefold() == wanted.casefold():
        return "damaged" if _is_odd(said) or (_is_odd(surface) and not said.isupper()) else "case"
    if _letters(said) == _letters(surface):
        return "damaged"
    return "inflected"


def _is_wanted(kind: Kind, options: Options) -> bool:
    return {
        "equal": True,
        "case": options.ignore_case,
        "inflected": options.inflected,
        "damaged": options.damaged,
    }[kind]


def _plain(said: str) -> str:
    return unicode_pattern(_APOSTROPHE).sub("'", " ".join(said.split()))


def _letters(said: str) -> str:
    without = unicode_pattern(rf"{_LOST}|\s+").sub("", said)
    return without.casefold()


def _is_odd(said: str) -> bool:
    """Whether a word has capitals elsewhere than at its beginning, and is not all capitals."""
    return any(not (word.isupper() or word[1:] == word[1:].lower()) for word in said.split())
