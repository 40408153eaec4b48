"""Text as it is counted: code points here, UTF-16 units in Qt, graphemes for people, paragraphs on the page.

Offsets are code points, ranges half-open. Nothing here changes a text; a text that cannot be kept
exactly as it is says so in `unusable`.
"""

import hashlib
import re
from bisect import bisect_left
from typing import Final

from annotator.domain.patterns import unicode_pattern

_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_ASTRAL: Final = re.compile("[\U00010000-\U0010ffff]")
_RARE_LINE_ENDS: Final = "\r\v\f\x85\u2028\u2029"
_LINE_END: Final = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_GRAPHEME: Final = r"\X"

# Between these two characters a grapheme ends whatever stands before them, so counting may begin there.
_CERTAIN_EDGE: Final = r"""(?rx)
      [\p{GCB=Other}\p{GCB=SpacingMark}\p{GCB=Control}\n] [^\p{GCB=Extend}\p{GCB=ZWJ}\p{GCB=SpacingMark}]
    | \p{GCB=Extend} [\p{GCB=Other}--\p{InCB=Consonant}]
    | [\p{GCB=LV}\p{GCB=LVT}] [\p{GCB=L}\p{GCB=LV}\p{GCB=LVT}]
"""


def content_id(text: str) -> str:
    """The identity of an article: SHA-256 of its UTF-8 bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def unusable(text: str) -> str | None:
    """Why `text` cannot be a document, as a sentence for people, or None if it can."""
    if not text.strip():
        return "The text is empty." if not text else "The text is nothing but white space."
    if broken := _LONE_SURROGATE.search(text):
        code = ord(broken.group())
        return f"The text holds half a character (U+{code:04X}) at offset {broken.start()}."
    if (offset := text.find("\0")) >= 0:
        return f"The text holds a NUL character at offset {offset}."
    return None


class Utf16Map:
    """Translates between code points and UTF-16 units, in which Qt counts, of one text."""

    __slots__ = ("_astral", "_length", "_pairs")

    def __init__(self, text: str) -> None:
        """Finds the characters above U+FFFF, which UTF-16 writes as pairs."""
        self._length = len(text)
        has_pairs = len(text.encode("utf-16-le", "surrogatepass")) > 2 * len(text)
        self._astral = [found.start() for found in _ASTRAL.finditer(text)] if has_pairs else []
        self._pairs = [offset + before for before, offset in enumerate(self._astral)]

    @property
    def length_utf16(self) -> int:
        """The length of the text in UTF-16 units."""
        return self._length + len(self._astral)

    def to_utf16(self, offset: int) -> int:
        """The UTF-16 position of a code point offset; the end of the text is an offset too."""
        if not 0 <= offset <= self._length:
            raise IndexError(f"offset {offset} is outside a text of {self._length} characters")
        return offset + bisect_left(self._astral, offset)

    def to_python(self, position: int) -> int:
        """The code point offset of a UTF-16 position; within a pair, the start of its character."""
        if not 0 <= position <= self.length_utf16:
            raise IndexError(f"position {position} is outside a text of {self.length_utf16} UTF-16 units")
        pairs_before = bisect_left(self._pairs, position)
        inside_pair = pairs_before > 0 and self._pairs[pairs_before - 1] == position - 1
        return self._astral[pairs_before - 1] if inside_pair else position - pairs_before


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The ranges between line ends of any kind, without them: always one more than there are line ends."""
    ranges = []
    start = 0
    if not any(end in text for end in _RARE_LINE_ENDS):  # a fifth of the time it takes to look for all
        for line in text.split("\n"):
            ranges.append((start, start + len(line)))
            start += len(line) + 1
        return ranges
    for line_end in _LINE_END.finditer(text):
        ranges.append((start, line_end.start()))
        start = line_end.end()
    ranges.append((start, len(text)))
    return ranges


def is_grapheme_edge(text: str, offset: int) -> bool:
    """Whether a cut at `offset` leaves whole what people see as one character, as both ends of a text do."""
    return grapheme_start(text, offset) == offset


def grapheme_start(text: str, offset: int) -> int:
    """The last grapheme edge at or before `offset`."""
    return _around(text, offset)[0]


def grapheme_end(text: str, offset: int) -> int:
    """The first grapheme edge at or after `offset`."""
    start, end = _around(text, offset)
    return start if start == offset else end


def _around(text: str, offset: int) -> tuple[int, int]:
    """The grapheme that holds the character at `offset`; empty at the end of the text."""
    if not 0 <= offset <= len(text):
        raise IndexError(f"offset {offset} is outside a text of {len(text)} characters")
    if offset == len(text):
        return offset, offset
    certain = unicode_pattern(_CERTAIN_EDGE).search(text, 0, offset + 1)
    for grapheme in unicode_pattern(_GRAPHEME).finditer(text, certain.end() - 1 if certain else 0):
        if grapheme.end() > offset:
            return grapheme.span()
    raise AssertionError("graphemes cover a text to its end")
