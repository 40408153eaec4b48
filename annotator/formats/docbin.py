"""spaCy's DocBin, read: compressed msgpack, of which nothing is taken but numbers and strings."""

import struct
import zlib
from array import array
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any, BinaryIO, Final

import msgspec

from annotator.domain.exchange import Incoming, Problem
from annotator.formats.categories import sentiment_of
from annotator.formats.facts import OURS
from annotator.formats.json_lines import decoded
from annotator.formats.rows import RowReader

MOST_BYTES: Final = 1 << 30  # unpacked; more is no training set that fits into memory
_NO_BIN: Final = "It is no DocBin of spaCy, or it is damaged."
_SPAN: Final = struct.Struct(">QQQllll")
_INSIDE, _OUTSIDE, _BEGIN = 1, 2, 3


class _Bin(msgspec.Struct):
    """A DocBin as its file has it."""

    attrs: list[int]
    tokens: bytes
    spaces: bytes
    lengths: bytes
    strings: list[str]
    cats: list[dict[str, float]] = []
    flags: list[dict[str, bool]] = []
    span_groups: list[bytes] = []
    user_data: list[bytes | None] = []


class _Group(msgspec.Struct):
    """One group of spans."""

    spans: list[bytes]


class _User(msgspec.Struct):
    """What of a document's user data is ours."""

    article: str = ""


def read_bin(stream: BinaryIO, file: str) -> Iterator[Incoming | Problem]:
    """The documents of a DocBin; problems have the number of the document for a line."""
    found = _unpacked(stream)
    if isinstance(found, str):
        yield Problem(file, None, found)
        return
    reader = RowReader(file, OURS)
    for number, row in enumerate(_Rows(found).rows(), 1):
        if isinstance(row, str):
            yield Problem(file, number, row)
        else:
            yield from reader.read(row, number)


def _unpacked(stream: BinaryIO) -> _Bin | str:
    """The contents of the file, or why it has none."""
    unpacking = zlib.decompressobj()
    try:
        data = unpacking.decompress(stream.read(), MOST_BYTES)
        if unpacking.unconsumed_tail:
            return f"Unpacked, it is larger than {MOST_BYTES >> 30} GB."
        found = msgspec.msgpack.decode(data, type=_Bin)
    except (zlib.error, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return _NO_BIN
    lengths = array("i", found.lengths[: len(found.lengths) // 4 * 4])
    words = sum(lengths)
    widths = (8 * len(found.attrs) * words, words, 0)
    sizes = (len(found.tokens), len(found.spaces), len(found.lengths) % 4)
    if sizes != widths or min(lengths, default=0) < 0:
        return _NO_BIN
    return found


class _Rows:
    """The documents of a DocBin as rows of our own."""

    def __init__(self, found: _Bin) -> None:
        ids: Mapping[str, int] = import_module("spacy.attrs").IDS
        self._found = found
        self._strings: Any = import_module("spacy.strings").StringStore(found.strings)
        self._tokens = memoryview(found.tokens).cast("Q") if found.tokens else memoryview(b"")
        self._columns = {
            name: found.attrs.index(ids[name])
            for name in ("ORTH", "ENT_IOB", "ENT_TYPE")
            if ids[name] in found.attrs
        }

    def rows(self) -> Iterator[dict[str, Any] | str]:
        """Each document, or why it cannot be read."""
        start = 0
        for number, length in enumerate(array("i", self._found.lengths)):
            try:
                yield self._row(number, start, length)
            except (KeyError, IndexError, struct.error, msgspec.MsgspecError, UnicodeDecodeError) as error:
                yield f"The document cannot be read: {type(error).__name__} {error}."
            start += length

    def _row(self, number: int, start: int, length: int) -> dict[str, Any]:
        found = self._found
        if "ORTH" not in self._columns:
            raise KeyError("words")
        words = [self._strings[key] for key in self._column("ORTH", start, length)]
        unknown = number < len(found.flags) and found.flags[number].get("has_unknown_spaces", False)
        spaces = b"\1" * length if unknown else found.spaces[start : start + length]
        at, parts = [0], list[str]()
        for word, space in zip(words, spaces, strict=True):
            parts.append(word + " " if space else word)
            at.append(at[-1] + len(parts[-1]))
        text = "".join(parts)
        edges = [(first, first + len(word)) for first, word in zip(at, words, strict=False)]
        inside = self._column("ENT_IOB", start, length)
        row = _article(found.user_data[number] if number < len(found.user_data) else None)
        row |= {"text": text, "spans": self._spans(number, start, edges, inside)}
        if inside and all(inside):
            row.setdefault("status", "done")
        cats = found.cats[number] if number < len(found.cats) else {}
        return row | sentiment_of(cats)

    def _column(self, name: str, start: int, length: int) -> Sequence[int]:
        at, width = self._columns.get(name), len(self._found.attrs)
        return [] if at is None else self._tokens[start * width + at : (start + length) * width : width]

    def _spans(
        self, number: int, start: int, edges: Sequence[tuple[int, int]], inside: Sequence[int]
    ) -> list[dict[str, Any]]:
        places = [*self._entities(start, edges, inside), *self._groups(number, edges)]
        return [{"start": first, "end": end, "label": label} for first, end, label in dict.fromkeys(places)]

    def _entities(
        self, start: int, edges: Sequence[tuple[int, int]], inside: Sequence[int]
    ) -> Iterator[tuple[int, int, str]]:
        types = self._column("ENT_TYPE", start, len(edges))
        open_at: int | None = None
        for at, kind in enumerate(types):
            begins = inside[at] == _BEGIN if inside else not at or types[at - 1] != kind
            if open_at is not None and (begins or not kind or types[at - 1] != kind):
                yield edges[open_at][0], edges[at - 1][1], self._strings[types[at - 1]]
                open_at = None
            if kind and open_at is None:
                open_at = at
        if open_at is not None:
            yield edges[open_at][0], edges[-1][1], self._strings[types[-1]]

    def _groups(self, number: int, edges: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
        data = self._found.span_groups[number] if number < len(self._found.span_groups) else b""
        groups = msgspec.msgpack.decode(data, type=list[bytes] | dict[bytes, list[str]]) if data else []
        for group in groups:
            for packed in msgspec.msgpack.decode(group, type=_Group).spans:
                _, _, label, first, end, _, _ = _SPAN.unpack(packed)
                if not 0 <= first < end:
                    raise IndexError(f"a span of the words {first} to {end}")
                yield edges[first][0], edges[end - 1][1], self._strings[label]


def _article(data: bytes | None) -> dict[str, Any]:
    """What an export of ours said of the article."""
    if not data:
        return {}
    try:
        words = msgspec.msgpack.decode(data, type=_User).article
    except msgspec.MsgspecError:
        return {}
    found = decoded(words.encode(), "utf-8") if words else {}
    return {} if isinstance(found, str) else found
