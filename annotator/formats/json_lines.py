"""JSON objects, one a line: decoded strictly, and a sentence for each line that is none."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, BinaryIO, NoReturn

import msgspec

from annotator.domain.exchange import Problem
from annotator.formats.lines import lines
from annotator.formats.places import DEEPEST, is_deep

_KEY_END = re.compile(rb'"[ \t\r]*:')
_SPACED = (b'" ', b'"\t', b'"\r')
_HIDDEN = re.compile(rb"\\u00(?:2[02]|3[aA])")
_BLANK = b" \t\r"
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder().decode


def objects(stream: BinaryIO, file: str, encoding: str) -> Iterator[tuple[int, dict[str, Any]] | Problem]:
    """The JSON objects of the lines, with the lines' numbers; blank lines are passed over."""
    for one in lines(stream, file, encoding):
        if isinstance(one, Problem):
            yield one
        elif one[1].strip(_BLANK):
            found = decoded(one[1], encoding)
            yield Problem(file, one[0], found) if isinstance(found, str) else (one[0], found)


def decoded(line: bytes, encoding: str) -> dict[str, Any] | str:
    """The JSON object that these bytes of a file in `encoding` are, or why they are none, as a sentence."""
    try:
        row = _decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return _why_not(line, encoding)
    except RecursionError:
        row = None
    if row is None or (line.count(b"{") + line.count(b"[") > DEEPEST and is_deep(row)):
        return "It is null, or nested too deeply."
    if not isinstance(row, dict):
        return "It is no JSON object, which begins with “{”."
    if (key := _repeated(line, row)) is not None:
        return f"The key “{key[:40]}” stands in it twice."
    return row


def _why_not(line: bytes, encoding: str) -> str:
    """Why the line is not JSON, as a sentence."""
    try:
        text = line.decode()
    except UnicodeDecodeError as error:
        return f"It is not {encoding}: byte 0x{line[error.start]:02x} at {error.start} cannot stand there."
    if "\0" in text:
        return "It holds a NUL byte."
    try:
        json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        return f"It is not JSON: {error.msg[:1].lower()}{error.msg[1:]} at character {error.colno}."
    except ValueError as error:
        return f"It is not JSON: {error}."
    except RecursionError:
        return "It is nested too deeply."
    if re.search(r"\\u[dD][89a-fA-F]", text):
        return "It holds half a character: a \\ud… escape without its other half."
    return "It holds a number that is too large."


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


def _repeated(line: bytes, row: dict[str, Any]) -> str | None:
    """A key that one object of the line has twice, of which the decoder keeps the last without a word."""
    # A key ends in a quotation mark and a colon, and what the decoder dropped is not encoded again. Strings
    # may hold such a pair too: alike in both, unless an escape hides it.
    if not _HIDDEN.search(line) and _key_ends(line) == _key_ends(_encode(row)):
        return None
    repeated: list[str] = []

    def note(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            names = [name for name, _ in pairs]
            repeated.append(next(name for name, count in Counter(names).items() if count > 1))
        return found

    json.loads(line, object_pairs_hook=note)
    return repeated[0] if repeated else None


def _key_ends(line: bytes) -> int:
    """How many quotation marks have a colon behind them, with white space between or not."""
    if any(pair in line for pair in _SPACED):
        return len(_KEY_END.findall(line))
    return line.count(b'":')
