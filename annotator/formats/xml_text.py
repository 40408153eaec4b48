"""The bytes of an XML file as UTF-8, whatever it says or does not say of its encoding.

A byte order mark decides. Else the file is UTF-8 if its letters beyond ASCII are, also where it declares
something else; else what it declares; else UTF-8 whose other bytes are read as Windows-1252.
"""

import codecs
import re
from collections.abc import Callable, Iterator
from typing import IO, Final

from annotator.formats.encodings import codec

PIECE = 1 << 16
_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_DECLARED: Final = re.compile(
    rb"""^(?:\xef\xbb\xbf)?\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([A-Za-z][\w.-]{0,39})["']"""
)
_DECLARATION: Final = re.compile(r"^\ufeff?\s*(?:<\?xml\s[^>]{0,1000}?\?>)?")
_NOT_ALLOWED: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ROOT: Final = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)(?:\s[^>]*)?>?")
_CLOSINGS: Final = (("<!--", "-->"), ("<?", "?>"))
_LENIENT: Final = "annotator.utf8-or-cp1252"


def declared_encoding(head: bytes) -> str | None:
    """The encoding that the XML declaration names."""
    found = _DECLARED.match(head)
    return found.group(1).decode("ascii") if found else None


def utf8_pieces(stream: IO[bytes], notice: Callable[[str], None]) -> Iterator[bytes]:
    """The stream as UTF-8 without its declaration, whose line feeds stay, piece by piece.

    `notice` is told, once each, in sentences, where the bytes were something else than they say.
    """
    head = stream.read(PIECE)
    decoder = _Decoder(head, notice)
    first, left_out = True, False
    while True:
        following = stream.read(PIECE)
        text = decoder.decode(head, not following)
        if first and text:
            start = _DECLARATION.match(text)
            assert start is not None
            text, first = "\n" * start.group().count("\n") + text[start.end() :], False
        if found := _NOT_ALLOWED.search(text):
            if not left_out:
                code = f"U+{ord(found.group()):04X}"
                notice(f"It holds control characters that XML does not allow, such as {code}: left out.")
            left_out = True
            text = _NOT_ALLOWED.sub("", text)
        yield text.encode("utf-8")
        if not following:
            return
        head = following


def root_tag(head: bytes) -> tuple[str, str]:
    """The name of the first element without its prefix, and its start tag; empty where `head` is no XML."""
    text = _NOT_ALLOWED.sub("", _Decoder(head, lambda _: None).decode(head, False))
    at = len(_DECLARATION.match(text).group())  # type: ignore[union-attr]
    while (at := text.find("<", at)) >= 0 and not text[at + 1 : at + 2].isspace():
        if text.startswith(("<!", "<?"), at):
            closing = next((end for start, end in _CLOSINGS if text.startswith(start, at)), ">")
            if closing == ">" and "[" in text[at : text.find(">", at)]:
                closing = "]>"
            at = text.find(closing, at)
            if at < 0:
                break
            continue
        found = _ROOT.match(text, at)
        return (found[1], found[0]) if found else ("", "")
    return "", ""


class _Decoder:
    """Decides at the first letters beyond ASCII, and then stays with it."""

    def __init__(self, head: bytes, notice: Callable[[str], None]) -> None:
        self._notice = notice
        self._declared = _known(declared_encoding(head))
        marked = next((name for mark, name in _MARKS if head.startswith(mark)), None)
        self._decoder = codecs.getincrementaldecoder(marked)("replace") if marked else None
        self._strict = False

    def decode(self, data: bytes, final: bool) -> str:
        if self._decoder is None:
            if data.isascii() and b"\x1b" not in data:  # an escape begins the letters of ISO-2022
                return data.decode("ascii")
            self._decoder = self._chosen(data)
        state = self._decoder.getstate()
        try:
            return self._decoder.decode(data, final)
        except UnicodeDecodeError as error:
            wrong = error.object[error.start]
        name = self._declared if not self._strict else "utf-8"
        self._notice(
            f"It is not all {name}, for instance byte 0x{wrong:02x}: see whether its letters are right."
        )
        errors = _LENIENT if self._strict else "replace"
        self._decoder = codecs.getincrementaldecoder(name)(errors)
        self._decoder.setstate(state)
        return self._decoder.decode(data, final)

    def _chosen(self, data: bytes) -> codecs.IncrementalDecoder:
        """A decoder that is strict, for the first piece that is more than ASCII."""
        try:
            codecs.getincrementaldecoder("utf-8")().decode(data)
            is_utf8 = b"\x1b" not in data
        except UnicodeDecodeError:
            is_utf8 = False
        self._strict = is_utf8 or self._declared == "utf-8"
        if is_utf8 and self._declared != "utf-8":
            self._notice(f"It says that it is {self._declared}, but it is UTF-8 and was read as such.")
        return codecs.getincrementaldecoder("utf-8" if self._strict else self._declared)()


def _known(name: str | None) -> str:
    """The codec of the declared name; UTF-8 where it is none, and where the bytes show it to be untrue."""
    try:
        found = codecs.lookup(codec(name or "utf-8")).name
    except LookupError:
        return "utf-8"
    if found.startswith(("utf-8", "utf-16", "utf-32", "ascii")):
        return "utf-8"
    return "cp1252" if found == "iso8859-1" else found  # as every browser reads it


def _other_bytes(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(_LENIENT, _other_bytes)  # the codecs' own way; by hand it takes the square of the time
