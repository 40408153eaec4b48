"""In which encoding a file is: certain where it says so or can be nothing else, a guess otherwise."""

import codecs
from dataclasses import dataclass
from typing import Final

_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What texts that are not Unicode are in, the commonest first; the hundred others are mistaken for these.
_USUAL: Final = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874"),
    *("cp932", "gb18030", "big5", "cp949", "euc_jp", "koi8_r"),
)
# The letters beyond ASCII that languages written in these code pages really use; their bytes overlap.
_LETTERS: Final = {
    "cp1252": "äöüßÄÖÜéèêëàâçùûîïôœÉÀáíóúñÁÍÓÚÑãõåøæÅØÆ«»¿¡“”‘’„–—…€",
    "cp1250": "áčďéěíňóřšťúůýžĺľŕôäąćęłńśźżŁŚŻőűöüăâîşţđÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ„“”‘’–—…€",
    "cp1254": "çğıöşüÇĞİÖŞÜâîû“”‘’–—…€",
}
# Codecs of other things than files: names of hosts, and escapes of source code.
_NO_FILES: Final = frozenset(("idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape"))
_JUDGED = 1 << 16
_ENOUGH_LINES = 8
_FEW = 0.1


@dataclass(frozen=True, slots=True)
class Encoding:
    """A codec's name, and whether it is but a guess."""

    name: str
    guess: bool = False


def detect(head: bytes, *, complete: bool) -> Encoding | None:
    """The encoding of a file that begins with `head`, the whole of it if `complete`; None: it is not text.

    A byte order mark decides, then strict UTF-8. Where nearly every line is UTF-8 the file is, and its other
    lines are broken. What remains is guessed.
    """
    for mark, name in _MARKS:
        if head.startswith(mark):
            return Encoding(name)
    if b"\0" in head:
        return _with_nuls(head, complete)
    if _is_utf8(head, complete) or _is_nearly_utf8(head):
        return Encoding("utf-8")
    from charset_normalizer import from_bytes

    best = from_bytes(head[:_JUDGED], cp_isolation=list(_USUAL)).best()
    if best is None:
        return None
    names = (best.encoding, *best.could_be_from_charset)
    name = next(one for one in _USUAL if one in names)
    return Encoding(_latin(head[:_JUDGED]) if name in _LETTERS else name, guess=True)


def codec(name: str) -> str:
    """The codec that reads this encoding and takes one byte order mark off; raises LookupError."""
    try:
        found = codecs.lookup(name).name
        "".encode(found)  # raises LookupError for codecs of bytes, such as base64
    except ValueError as error:
        raise LookupError(f"no encoding: {name!a}") from error
    if found in _NO_FILES:
        raise LookupError(f"no encoding of files: {found}")
    return "utf-8-sig" if found == "utf-8" else found


def _latin(head: bytes) -> str:
    """Which of the Latin code pages turns most of the bytes beyond ASCII into letters of its languages."""
    beyond = bytes(byte for byte in head if byte > 0x7F)
    texts = {name: beyond.decode(name, "replace") for name in _LETTERS}
    return max(texts, key=lambda name: sum(character in _LETTERS[name] for character in texts[name]))


def _is_utf8(head: bytes, complete: bool) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head, complete)
    except UnicodeDecodeError:
        return False
    return True


def _is_nearly_utf8(head: bytes) -> bool:
    lines = [line for line in head.split(b"\n")[:-1] if not line.isascii()]
    broken = sum(not _is_utf8(line, True) for line in lines)
    return len(lines) >= _ENOUGH_LINES and broken <= len(lines) * _FEW


def _with_nuls(head: bytes, complete: bool) -> Encoding | None:
    """UTF-16 without a mark, where every other byte is NUL; else text in which a NUL strayed, or no text."""
    half = len(head) // 2
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > half / 3 and even <= half * _FEW / 10:
        return Encoding("utf-16-le", guess=True)
    if even > half / 3 and odd <= half * _FEW / 10:
        return Encoding("utf-16-be", guess=True)
    few = head.count(0) <= max(1.0, len(head) * _FEW / 10)
    return Encoding("utf-8") if few and _is_utf8(head, complete) else None
