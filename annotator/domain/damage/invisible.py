"""Characters that nobody sees and every comparison trips over, but where a script needs them."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from annotator.domain.damage.article import Article
from annotator.domain.damage_kinds import Finding
from annotator.domain.patterns import unicode_pattern

_SOME: Final = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ue000-\uf8ff\ufff9-\ufffb]+"
)
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f]+")
_ALWAYS: Final = frozenset("\u00ad\u034f\u180e\u2028\u2029\u2060\ufeff\ufff9\ufffa\ufffb")
_MARKS: Final = "\u200e\u200f\u061c"
_EMBEDDING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_JOINS: Final = r"[\p{Arabic}\p{Syriac}\p{Mongolian}\p{InCB=Consonant}\p{InCB=Linker}\p{Mn}\p{Mc}]"
_NO_BLANKS: Final = r"[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Tibetan}\p{Hiragana}\p{Katakana}\p{Han}]"
_PICTURE: Final = r"[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f]"
_RIGHT_TO_LEFT: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_MARKED_WORDS: Final = 0.3  # of all words: so many marks are a program's, not a writer's


def invisible(article: Article) -> Iterator[Finding]:
    """Zero-width, bidirectional, private and control characters that do nothing where they stand."""
    text = article.text
    if article.is_plain:
        return
    for found in _CONTROL.finditer(text):
        yield Finding(*found.span(), "invisible", "", 0.95, "A control character stands here.")
    if article.is_ascii or not _SOME.search(text):
        return
    with_marks = _keeps_marks(article)
    for found in _SOME.finditer(text):
        run, start = found.group(), found.start()
        if "\ue000" <= run[0] <= "\uf8ff":
            yield Finding(*found.span(), "invisible", None, 0.8, "This character has no meaning in Unicode.")
            continue
        if not all(_is_needed(text, start + at, with_marks) for at in range(len(run))):
            yield Finding(*found.span(), "invisible", "", 0.9, f"Nobody sees {_names(run)} here.")


def _keeps_marks(article: Article) -> bool:
    """Whether the marks that steer direction may be meant."""
    marks = sum(article.text.count(mark) for mark in _MARKS)
    if not marks and not any(one in article.text for one in _EMBEDDING):
        return True
    is_mixed = _RIGHT_TO_LEFT.search(article.text) is not None
    return is_mixed and marks <= max(2, _MARKED_WORDS * len(article.words))


def _is_needed(text: str, at: int, with_marks: bool) -> bool:
    one = text[at]
    if one in _ALWAYS:
        return False
    if one in _MARKS or one in _EMBEDDING:
        return with_marks
    around = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
    if one == "\u200d":
        return bool(_matches(_PICTURE, around) or _matches(_JOINS, around))
    if one == "\u200c":
        return bool(_matches(_JOINS, around))
    return one != "\u200b" or bool(_matches(_NO_BLANKS, around))


@cache
def _any_of(expression: str) -> str:
    return f"(?:{expression})"


def _matches(expression: str, around: str) -> bool:
    return unicode_pattern(_any_of(expression)).search(around) is not None


def _names(run: str) -> str:
    codes = [f"U+{ord(one):04X}" for one in dict.fromkeys(run)]
    return ", ".join(codes[:3]) + (" and more" if len(codes) > 3 else "")
