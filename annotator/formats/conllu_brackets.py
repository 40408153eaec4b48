"""The brackets of CorefUD in CoNLL-U, `Entity=(e1-person-1-`: which tokens are mentions, and of what type."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from annotator.domain.exchange import IncomingNote, IncomingSpan
from annotator.formats.places import short

HEADER: Final = "global.Entity"
FIELDS: Final = "eid-etype-head-other"
_PIECE: Final = re.compile(r"\(([^()]*)(\))?|([^()]+)\)")
_PART: Final = re.compile(r"(.+)\[(\d{1,4})/(\d{1,4})\]")
_IDS: Final = ("eid", "GRP")
_TYPELESS: Final = "entity"


@dataclass(frozen=True, slots=True)
class _Open:
    start: int
    label: str


class Brackets:
    """Reads the cells of one article in their order, then holds its `spans` and `notes`."""

    def __init__(self, header: str | None) -> None:
        """`header` is the order of what stands in a bracket, as the file says it."""
        fields = (header or FIELDS).strip().split("-")
        self._id = next((at for at, name in enumerate(fields) if name in _IDS), 0)
        self._type = fields.index("etype") if "etype" in fields else None
        self._open: dict[str, list[_Open]] = {}
        self._parts: dict[tuple[str, int], list[IncomingSpan]] = {}
        self._mentions = Counter[str]()  # of those in pieces, by entity and how many pieces they have
        self._ids: set[str] = set()
        self._has_chains = False
        self.spans: list[IncomingSpan] = []
        self.notes: list[IncomingNote] = []

    def read(self, cell: str, start: int, end: int) -> Iterator[str]:
        """Read the cell of the token at the code points [start, end); yields what is wrong with it."""
        at = 0
        while found := _PIECE.match(cell, at):
            at = found.end()
            opened, closed_at_once, closed = found.groups()
            if opened is None:
                yield from self._close(closed, end)
                continue
            id, label = self._facts(opened)
            self._open.setdefault(id, []).append(_Open(start, label))
            if closed_at_once:
                yield from self._close(id, end)
        if at != len(cell):
            yield f"“{short(cell[at:])}” is no bracket of an entity; it was left out."

    def end(self, text: str) -> Iterator[str]:
        """Put the parts of mentions together; yields what is wrong with the whole."""
        for (id, _), parts in self._parts.items():
            self._put_together(text, parts)
            pieces = f"{short(id)} is in {len(parts)} pieces"
            yield f"A mention of {pieces}; it was kept as one label around them."
        for id, waiting in self._open.items():
            if waiting:
                yield f"The bracket of {short(id)} is never closed; it was left out."
        if self._has_chains:
            yield "Which mentions are of one entity was left out."

    def _facts(self, bracket: str) -> tuple[str, str]:
        fields = bracket.split("-")
        id = fields[self._id] if self._id < len(fields) else bracket
        label = fields[self._type] if self._type is not None and self._type < len(fields) else ""
        return id, label or _TYPELESS

    def _close(self, closed: str, end: int) -> Iterator[str]:
        waiting = self._open.get(closed) or self._open.get(closed.rpartition("-")[2])
        if not waiting:
            yield f"The bracket of {short(closed)} is closed, but was never opened."
            return
        one = waiting.pop()
        span = IncomingSpan(one.start, end, one.label)
        part = _PART.fullmatch(closed)
        if part:
            mention = f"{part[1]}/{part[3]}"
            if part[2] == "1" or not self._mentions[mention]:  # a first piece begins the next mention
                self._mentions[mention] += 1
            self._parts.setdefault((mention, self._mentions[mention]), []).append(span)
            return
        self._has_chains |= closed in self._ids
        self._ids.add(closed)
        self.spans.append(span)

    def _put_together(self, text: str, parts: list[IncomingSpan]) -> None:
        start, end = min(one.start for one in parts), max(one.end for one in parts)
        self.spans.append(IncomingSpan(start, end, parts[0].label))
        pieces = ", ".join(f"“{text[one.start : one.end]}”" for one in parts)
        self.notes.append(IncomingNote(f"In pieces: {pieces}", start, end))
