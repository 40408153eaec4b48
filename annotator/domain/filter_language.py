"""The language of filters: a line such as `status:new label:PER -source:"Lantern Wire" harbour`, understood.

A line is terms that must all hold; `-` before a term denies it, commas part values of which one is enough.
Bare words are looked for in titles and texts, as the beginnings of words; in quotes, as they stand.
Positions are code points of the line.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches
from typing import Final

from annotator.domain.damage_kinds import KINDS
from annotator.domain.entities import STATUS_VALUES, StatusValue
from annotator.domain.filters import (
    Column,
    Condition,
    Damaged,
    Filter,
    FilterError,
    FromSource,
    Had,
    Has,
    HasLabel,
    HasStatus,
    InLanguage,
    Labelled,
    Outdated,
    Phrase,
    Published,
    Term,
    Vocabulary,
    Words,
)

HAD: Final[tuple[Had, ...]] = ("flag", "note", "sentiment", "opinion")
BEING: Final[Mapping[str, Labelled | Outdated | Damaged]] = {
    "labelled": Labelled(1, None),
    "unlabelled": Labelled(0, 0),
    "outdated": Outdated(),
    "damaged": Damaged(),
}

_STATUS_ALIASES: Final[Mapping[str, StatusValue]] = {"open": "in_progress", "in-progress": "in_progress"}
_DATES: Final = "Write 2031, 2031-05, 2031-05-14, or two of them with .. between."
_NUMBERS: Final = "Write labels:0, labels:>10, labels:<3 or labels:2..5."

_QUOTED: Final = r'"[^"]*"?|“[^”]*”?'
_PART: Final = re.compile(
    rf'(?P<minus>-?)(?:(?P<key>[^\W\d_]+):(?P<value>(?:{_QUOTED}|[^\s"“])*)'
    rf'|(?P<phrase>{_QUOTED})|(?P<word>[^\s"“]+))'
)
_PIECE: Final = re.compile(rf'{_QUOTED}|[^,"“]+')
_COUNT: Final = re.compile(r"(?P<sign>[<>]=?)?(?P<number>\d{1,9})|(?P<least>\d{0,9})\.\.(?P<most>\d{0,9})")
_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class Piece:
    """A value as it stands in the line, without its quotes, which `start` and `end` take in."""

    text: str
    is_quoted: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Part:
    """A term before it is understood, from its key or its word on; a bare word has no key."""

    is_denied: bool
    key: str | None
    pieces: tuple[Piece, ...]
    start: int
    end: int


class _Wrong(Exception):
    def __init__(self, where: Piece | Part, sentence: str) -> None:
        super().__init__(sentence)
        self.error = FilterError(where.start, where.end, sentence)


def parse(line: str, known: Vocabulary | None = None) -> Filter | FilterError:
    """What the line asks for, or the first thing in it that is wrong.

    With `known`, labels, sources and languages must be there, and get the case they have there; `lang:zh`
    then stands for `zh-Hans` too. Without it they are taken as they are written.
    """
    terms = []
    try:
        for part in parts(line):
            condition = _words(part, None) if part.key is None else _condition(part, known)
            if condition is not None:
                terms.append(Term(condition, part.is_denied))
    except _Wrong as wrong:
        return wrong.error
    return Filter(tuple(terms))


def parts(line: str) -> Iterator[Part]:
    """The terms as they stand in the line. A quote that is not closed goes on to the line's end."""
    for found in _PART.finditer(line):
        key, name = found["key"], "value"
        if key is None:
            name = "phrase" if found["phrase"] is not None else "word"
        at, value = found.start(name), found[name]
        # Commas part the values of a key, and are part of a bare word.
        pieces = _PIECE.finditer(value) if key else re.finditer(r".+", value, re.DOTALL)
        made = tuple(_piece(one.group(), at + one.start()) for one in pieces)
        yield Part(bool(found["minus"]), key, made, found.start("key" if key else name), found.end())


def _piece(text: str, start: int) -> Piece:
    end = start + len(text)
    if text[0] not in '"“':
        return Piece(text, False, start, end)
    is_closed = len(text) > 1 and text[-1] in '"”'
    return Piece(text[1:-1] if is_closed else text[1:], True, start, end)


def _condition(part: Part, known: Vocabulary | None) -> Condition | None:
    key = (part.key or "").casefold()
    make = _MAKE.get(key)
    if make is None:
        near = get_close_matches(key, _MAKE, 1)
        hint = f"Did you mean {near[0]}:?" if near else "Put it in quotes to search for it."
        where = Piece(key, False, part.start, part.start + len(key) + 1)
        raise _Wrong(where, f"There is no filter “{part.key}:”. {hint}")
    if not any(piece.text for piece in part.pieces):
        raise _Wrong(part, f"Say what follows {key}: as in {EXAMPLES[key]}")
    return make(part, known)


def _words(part: Part, column: Column | None) -> Words | None:
    """None where nothing was typed yet between the quotes."""
    phrases = []
    for piece in part.pieces:
        if piece.text.strip() and not any(character.isalnum() for character in piece.text):
            raise _Wrong(piece, f"“{piece.text}” has no letter or digit, so it cannot be searched for.")
        if piece.text.strip():
            phrases.append(Phrase(piece.text.strip(), not piece.is_quoted))
    return Words(tuple(phrases), column) if phrases else None


def _status(part: Part) -> HasStatus:
    values = []
    for piece in part.pieces:
        name = piece.text.casefold()
        value = next((one for one in STATUS_VALUES if one == name), _STATUS_ALIASES.get(name))
        if value is None:
            raise _Wrong(piece, f"“{piece.text}” is no status. There are {_listed(STATUS_VALUES)}.")
        values.append(value)
    return HasStatus(tuple(values))


def _has(part: Part) -> Has:
    kinds = []
    for piece in part.pieces:
        kind = next((one for one in HAD if one == piece.text.casefold().removesuffix("s")), None)
        if kind is None:
            raise _Wrong(piece, f"An article cannot have “{piece.text}”. Ask for {_listed(HAD, 'or')}.")
        kinds.append(kind)
    return Has(tuple(kinds))


def _is(part: Part) -> Labelled | Outdated | Damaged:
    piece = _whole(part)
    if piece.text.casefold() not in BEING:
        raise _Wrong(piece, f"No article is “{piece.text}”. Ask for {_listed(BEING, 'or')}.")
    return BEING[piece.text.casefold()]


def _damaged(part: Part) -> Damaged:
    kinds = []
    for piece in part.pieces:
        kind = next((one for one in KINDS if one == piece.text.casefold()), None)
        if kind is None:
            raise _Wrong(piece, f"“{piece.text}” is no kind of damage. There are {_listed(KINDS)}.")
        kinds.append(kind)
    return Damaged(tuple(kinds))


def _labels(part: Part) -> Labelled:
    piece = _whole(part)
    found = _COUNT.fullmatch(piece.text)
    if not found or piece.text == "..":
        raise _Wrong(piece, f"“{piece.text}” is no number of labels. {_NUMBERS}")
    least, most = int(found["least"] or 0), int(found["most"]) if found["most"] else None
    if found["number"] is not None:
        number = int(found["number"])
        least, most = {
            ">": (number + 1, None),
            ">=": (number, None),
            "<": (0, number - 1),
            "<=": (0, number),
        }.get(found["sign"] or "", (number, number))
    if most is not None and most < least:
        raise _Wrong(piece, f"No number of labels is “{piece.text}”. {_NUMBERS}")
    return Labelled(least, most)


def _date(part: Part) -> Published:
    piece = _whole(part)
    first, dots, last = piece.text.partition("..")
    if piece.text == "..":
        raise _Wrong(piece, f"“..” is no date. {_DATES}")
    begin = _period(piece, first)[0] if first else None
    before = _period(piece, last if dots else first)[1] if last or not dots else None
    if begin and before and before <= begin:
        raise _Wrong(piece, f"“{piece.text}” ends before it begins. {_DATES}")
    return Published(begin, before)


def _period(piece: Piece, text: str) -> tuple[str, str | None]:
    """A year, a month or a day, and the one after it; no year comes after the last."""
    found = _DATE.fullmatch(text)
    try:
        if not found:
            raise ValueError(text)
        year, month, day = (int(one) if one else None for one in found.groups())
        first = date(year or 0, month or 1, day or 1)
    except ValueError:
        raise _Wrong(piece, f"“{text}” is no date. {_DATES}") from None
    if first.year == date.max.year:
        return text, None
    if day:
        return text, (first + timedelta(days=1)).isoformat()
    if month:
        return text, (first.replace(day=28) + timedelta(days=4)).isoformat()[:7]
    return text, f"{first.year + 1:04}"


def _label(part: Part, known: Vocabulary | None) -> HasLabel:
    return HasLabel(_label_names(part, known))


def _outdated(part: Part, known: Vocabulary | None) -> Outdated:
    return Outdated(_label_names(part, known))


def _label_names(part: Part, known: Vocabulary | None) -> tuple[str, ...]:
    names = None if known is None else tuple(known.labels)
    return _named(part, names, "There is no label “{}” in the scheme.")


def _source(part: Part, known: Vocabulary | None) -> FromSource:
    sources = None if known is None else known.sources
    return FromSource(_named(part, sources, "No article appeared in “{}”."))


def _language(part: Part, known: Vocabulary | None) -> InLanguage:
    tags: list[str] = []
    for piece in part.pieces:
        wanted = piece.text.casefold()
        fits = [piece.text]
        if known is not None:
            folded = {tag: tag.casefold() for tag in known.languages}
            fits = [tag for tag, one in folded.items() if one == wanted or one.startswith(wanted + "-")]
        if not fits:
            there = f" There is {_listed(known.languages)}." if known and known.languages else ""
            raise _Wrong(piece, f"No article is in the language “{piece.text}”.{there}")
        tags += fits
    return InLanguage(tuple(dict.fromkeys(tags)))


def _named(part: Part, known: tuple[str, ...] | None, missing: str) -> tuple[str, ...]:
    pieces = [piece for piece in part.pieces if piece.text]
    if known is None:
        return tuple(piece.text for piece in pieces)
    folded = {name.casefold(): name for name in reversed(known)}
    found = []
    for piece in pieces:
        name = piece.text if piece.text in known else folded.get(piece.text.casefold())
        if name is None:
            near = get_close_matches(piece.text.casefold(), folded, 1)
            hint = f" Did you mean {folded[near[0]]}?" if near else ""
            raise _Wrong(piece, missing.format(piece.text) + hint)
        found.append(name)
    return tuple(found)


_MAKE: Final[Mapping[str, Callable[[Part, Vocabulary | None], Condition | None]]] = {
    "status": lambda part, known: _status(part),
    "label": _label,
    "labels": lambda part, known: _labels(part),
    "has": lambda part, known: _has(part),
    "is": lambda part, known: _is(part),
    "outdated": _outdated,
    "damaged": lambda part, known: _damaged(part),
    "source": _source,
    "lang": _language,
    "date": lambda part, known: _date(part),
    "title": lambda part, known: _words(part, "title"),
    "text": lambda part, known: _words(part, "text"),
}
EXAMPLES: Final[Mapping[str, str]] = {
    "status": "status:new,in_progress",
    "label": "label:PER",
    "labels": "labels:>10",
    "has": "has:opinion",
    "is": "is:unlabelled",
    "outdated": "outdated:PER",
    "damaged": "damaged:mojibake,commas",
    "source": 'source:"Lantern Wire"',
    "lang": "lang:de",
    "date": "date:2031-05-01..2031-05-31",
    "title": "title:harbour",
    "text": 'text:"port authority"',
}


def _whole(part: Part) -> Piece:
    """Several values taken for one, as where a comma makes no sense."""
    pieces = part.pieces
    text = ",".join(piece.text for piece in pieces)
    return Piece(text, pieces[0].is_quoted, pieces[0].start, pieces[-1].end)


def _listed(names: Iterable[str], word: str = "and") -> str:
    *most, last = names
    return f"{', '.join(most)} {word} {last}" if most else last
