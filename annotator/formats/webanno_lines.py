r"""The lines of WebAnno TSV: what the header declares, and what a row says of its token."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

HEADER: Final = "#FORMAT=WebAnno TSV 3"
TEXT: Final = "#Text="
NOTHING, VALUELESS = "_", "*"
_LAYER: Final = re.compile(r"#T_(SP|CH|RL)=(.+)")
_ROW: Final = re.compile(
    r"(\d{1,9})-(\d{1,9})(?:\.\d{1,9})?\t(\d{1,9})-(\d{1,9})\t([^\t]*)(?:\t(.*))?", re.DOTALL
)
_VALUE_ESCAPE: Final = re.compile(r"\\(->|[\\\[\]|_;*tn])")
_TEXT_ESCAPE: Final = re.compile(r"\\(u[0-9a-fA-F]{4}|[\\tnfrb\x01-\x1f])")
_MEANS: Final = {"t": "\t", "n": "\n", "f": "\f", "r": "\r", "b": "\b"}
_BAR: Final = re.compile(r"(?<!\\)((?:\\\\)*)\|")
_VALUE: Final = re.compile(r"(.*?)(?:\[(\d{1,9})\])?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer of the header: `kind` is SP, CH or RL; its features have the columns from `first` on. Without a
    feature it has one column, whose name is empty.
    """

    kind: str
    name: str
    features: tuple[str, ...]
    first: int


@dataclass(frozen=True, slots=True)
class Row:
    """A token, or a part of one, in UTF-16 units, with its cells."""

    sentence: int
    start_utf16: int
    end_utf16: int
    token: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """One annotation in a cell; `id` is what ties the cells of one over several tokens."""

    words: str | None
    id: str | None


def layers(header: Sequence[str]) -> list[Layer]:
    """The layers that the header declares, in the order of their columns."""
    found: list[Layer] = []
    at = 0
    for line in header:
        match = _LAYER.fullmatch(line)
        if match is None:
            continue
        name, *features = match[2].split("|")
        found.append(Layer(match[1], name, tuple(features) or ("",), at))
        at += len(found[-1].features)
    return found


def row(line: str) -> Row | None:
    """The row that the line is; None where it is none."""
    found = _ROW.fullmatch(line)
    if found is None:
        return None
    sentence, _, start, end, token, rest = found.groups()
    cells = (rest or "").removesuffix("\t").split("\t") if rest else []
    return Row(int(sentence), int(start), int(end), text_of(token), tuple(cells))


def values(cell: str) -> Iterator[Value]:
    """The annotations in a cell, stacked with bars."""
    if cell in (NOTHING, ""):
        return
    for part in _BAR.sub("\\1\0", cell).split("\0"):
        found = _VALUE.fullmatch(part)
        words, id = found.groups() if found else (part, None)
        yield Value(None if words in (VALUELESS, NOTHING, "") else _value_of(words), id)


def text_of(words: str) -> str:
    """The text that a line of text, or a token, stands for."""
    return _TEXT_ESCAPE.sub(_text_escape, words) if "\\" in words else words


def _text_escape(found: re.Match[str]) -> str:
    code = found[1]
    return chr(int(code[1:], 16)) if len(code) == 5 else _MEANS.get(code, code)


def _value_of(words: str) -> str:
    return _VALUE_ESCAPE.sub(lambda found: _MEANS.get(found[1], found[1]), words) if "\\" in words else words
