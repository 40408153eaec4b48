"""Text that was read in another encoding than it was written in.

`ftfy` says what it was, where a pattern that costs next to nothing has seen that it may be: the library is
loaded for such a text alone. It is given pieces of a few hundred characters, at most 4,000 of an article.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache
from itertools import accumulate
from typing import Final

from annotator.domain.damage.article import Article
from annotator.domain.damage_kinds import Finding

_MOST: Final = 4_000  # characters of one article that are given to ftfy, which takes some 2.5 ms a thousand
_PIECE: Final = 300
_SAID: Final = "This was read in the wrong encoding."
_LOST: Final = "A character could not be read and is lost."

# Bytes that begin a character in UTF-8, as far as news has them, and those that go on.
_LEADS: Final = bytes((0xC2, 0xC3, 0xC4, 0xC5, 0xCB, 0xCE, 0xCF, *range(0xD0, 0xDA), *range(0xE0, 0xF1)))
_CYRILLIC_LEADS: Final = bytes((0xC2, 0xC3, 0xD0, 0xD1, 0xE2))
_TAILS: Final = bytes(range(0x80, 0xC0))
_WESTERN: Final = ("cp1252", "cp1250", "cp1254", "cp1257", "cp1253", "iso8859-2", "mac_roman", "cp437")

_LONE: Final = re.compile(r"(?<=[A-Za-z])[\x80-\x9f](?=[A-Za-z])")
_MACINTOSH: Final = re.compile(r"(?<=[A-Za-z]{2})√([†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø])")  # noqa: RUF001
_SUFFIX: Final = re.compile(r"(?:s|t|re|ll|ve|d|m)\b")
_HALF: Final = re.compile(r"(?<![\d+])\+([\u00a1-\u00ff\u0192\u2500-\u259f])(?=[\w\s+.,;:'\")]|$)")
_SIGN: Final = re.compile("(?<=\\s)-([\u00ab\u00ae])(?=\\s)|(?<=\\d)-(\u00e1)(?=\\d)")
_CLOSING: Final = re.compile(
    r"(?<=[!-~])â€(?=[ .,;:)\n]|$)"
)  # whose last byte no code page shows, and many drop
_REPLACEMENT: Final = re.compile("\ufffd+")


def mojibake(article: Article) -> Iterator[Finding]:
    """UTF-8 read as another code page, once or twice, with what it said."""
    text = article.text
    if article.is_ascii:
        return
    yield from _lone(text)
    yield from _half(text)
    looked_at, end = 0, 0
    for suspect in _suspicious().finditer(text):
        if suspect.start() < end:
            continue
        start, end = _piece(text, suspect.start(), end)
        looked_at += end - start
        if looked_at > _MOST:
            return
        yield from _repaired(text, start, end)


def unreadable(article: Article) -> Iterator[Finding]:
    """U+FFFD, which stands for what a program could not read."""
    if not article.is_ascii:
        for found in _REPLACEMENT.finditer(article.text):
            yield Finding(*found.span(), "unreadable", None, 1.0, _LOST)


def _lone(text: str) -> Iterator[Finding]:
    """One byte between letters, an apostrophe of Windows or a letter of a Macintosh, or two of its signs."""
    for found in _MACINTOSH.finditer(text):
        said = found.group().encode("mac_roman").decode("utf-8")
        yield Finding(*found.span(), "mojibake", said, 0.7, _SAID)
    for found in _LONE.finditer(text):
        byte = ord(found.group()).to_bytes()
        said = byte.decode("cp1252", "replace")
        if not (said == "’" and _SUFFIX.match(text, found.end())) and not said.isalpha():
            said = byte.decode("mac_roman")
        yield Finding(*found.span(), "mojibake", said if said.isprintable() else None, 0.7, _SAID)


def _half(text: str) -> Iterator[Finding]:
    """UTF-8 read as code page 850, whose first byte then became a plus or a hyphen."""
    for pattern, lead in ((_HALF, b"\xc3"), (_SIGN, b"\xc2")):
        for found in pattern.finditer(text):
            try:
                said = (lead + found.group()[1:].encode("cp850")).decode("utf-8")
            except UnicodeError:
                continue
            yield Finding(*found.span(), "mojibake", said, 0.85, _SAID)


@cache
def _suspicious() -> re.Pattern[str]:
    """A control character, or two neighbours that may be two bytes of one character."""
    codecs = [*((name, _LEADS) for name in _WESTERN), ("cp1251", _CYRILLIC_LEADS)]
    pairs = sorted({f"[{_class(name, leads)}][{_class(name, _TAILS)}]" for name, leads in codecs})
    first = "".join(
        _class(name, leads) for name, leads in codecs
    )  # looked at alone, it spares most characters
    return re.compile(f"[\x80-\x9f]|[ÃÂ] (?=[a-z])|(?=[{first}])(?:{'|'.join(pairs)})")


def _class(codec: str, some: bytes) -> str:
    return re.escape(some.decode(codec, "ignore"))


def _piece(text: str, at: int, least: int) -> tuple[int, int]:
    """The words around `at` on its line, from `least` on, cut at blanks where there are any near."""
    start = max(least, text.rfind("\n", least, at) + 1, at - _PIECE // 3)
    if start > least and start > at - _PIECE:
        blank = text.find(" ", start, at)
        start = blank + 1 if blank >= 0 and text[start - 1] != "\n" else start
    stop = text.find("\n", at, at + _PIECE)
    if stop >= 0:
        return start, stop
    blank = text.rfind(" ", at + 1, at + _PIECE)
    end = min(len(text), at + _PIECE)
    return start, blank if end < len(text) and blank > at else end


def _repaired(text: str, start: int, end: int) -> Iterator[Finding]:
    from ftfy import fix_encoding

    raw = text[start:end]
    asked = _CLOSING.sub("â€\x9d", raw)
    said = fix_encoding(asked)
    if said == asked:
        return
    for at, word, instead in _changed(raw.split(" "), said.split(" ")):
        yield _finding(start + at, word, instead)


def _changed(words: list[str], mended: list[str]) -> Iterator[tuple[int, str, str]]:
    """The words that are others now, by where they begin; together where a blank was half a character."""
    begins = list(accumulate((len(word) + 1 for word in words), initial=0))
    blocks = SequenceMatcher(None, words, mended, autojunk=False).get_opcodes()
    for what, first, last, first_mended, last_mended in blocks:
        old, new = words[first:last], mended[first_mended:last_mended]
        if what == "replace" and len(old) == len(new):
            yield from zip(begins[first:last], old, new, strict=True)
        elif what in ("replace", "delete"):
            yield begins[first], " ".join(old), " ".join(new)


def _finding(start: int, word: str, instead: str) -> Finding:
    head, tail = _common(word, instead)
    meant = instead[head : len(instead) - tail]
    certainty = 0.95 if "\ufffd" not in meant else 0.8
    return Finding(start + head, start + len(word) - tail, "mojibake", meant, certainty, _SAID)


def _common(word: str, other: str) -> tuple[int, int]:
    """How many characters are equal at both beginnings and ends; never all of `word`."""
    most = min(len(word) - 1, len(other))
    head = next((at for at in range(most) if word[at] != other[at]), most)
    most -= head
    tail = next((at for at in range(most) if word[-1 - at] != other[-1 - at]), most)
    return head, tail
