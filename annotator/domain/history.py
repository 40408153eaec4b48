"""What was ever done to one document: every edit with what it changed, and the document as of any of them.

The order is that in which edits came into this file, so "as of" an edit means: as it stood here then. A
value is read from the log's own form when it is first asked for; most never are.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from annotator.domain.annotations import Annotations, in_order
from annotator.domain.change import Change, Edit
from annotator.domain.entities import Entity, Key, Mark, Opinion, Span, Status

Place = tuple[int, int]


class Written(NamedTuple):
    """One change as the log keeps it: the version's own name, those it replaces, the whole value or None."""

    seq: int
    key: Key
    clock: int
    replica: str
    number: int
    parents: str | None
    body: str | None

    @property
    def name(self) -> str:
        """How a later version refers to it."""
        return f"{self.replica}:{self.number}"


class Entry(NamedTuple):
    """One edit, as far as it concerns the document. `seq` is its place in this file, `at` the wall clock of
    `author` (an id, whose name is `name`), `of` the number of the edit that it undoes or does again.
    """

    seq: int
    replica: str
    number: int
    author: str
    name: str
    at: str
    title: str
    act: str
    of: int | None
    written: tuple[Written, ...]


class DocumentLog:
    """The edits of one document, the oldest first. `read` makes an entity of its form in the log."""

    def __init__(self, document: str, read: Callable[[Key, str], Entity]) -> None:
        """Empty: `take` fills it, and `size` counts its changes."""
        self.document = document
        self.entries: list[Entry] = []
        self.size = 0
        self._read = read
        self._values: dict[tuple[Key, str], Entity] = {}
        self._versions: dict[Key, list[Written]] = {}
        self._undone: dict[tuple[str, int], bool] = {}

    @property
    def last(self) -> int:
        """The place of the latest edit, 0 where there is none."""
        return self.entries[-1].seq if self.entries else 0

    def take(self, entries: Iterable[Entry]) -> None:
        """Add edits that came later than those there are."""
        for entry in entries:
            self.entries.append(entry)
            self.size += len(entry.written)
            for one in entry.written:
                self._versions.setdefault(one.key, []).append(one)
            if entry.of is not None:
                self._undone[entry.replica, entry.of] = entry.act == "undo"

    def is_undone(self, entry: Entry) -> bool:
        """Whether the edit was taken back, and not done again since."""
        return self._undone.get((entry.replica, entry.number), False)

    def edit(self, entry: Entry) -> Edit:
        """What the edit changed in the document, from before to after."""
        found = (Change(self._before(one), self._value(one)) for one in entry.written)
        return Edit(entry.title, tuple(one for one in found if one.before != one.after))

    def as_of(self, layer: str, seq: int) -> Annotations:
        """What the layer held on the document once the edit at this place was done."""
        found = [
            self._value(won)
            for key, versions in self._versions.items()
            if key.layer == layer and (won := _winner(versions, seq)) is not None
        ]
        return Annotations(
            layer,
            self.document,
            in_order(one for one in found if isinstance(one, Span)),
            in_order(one for one in found if isinstance(one, Mark)),
            in_order(one for one in found if isinstance(one, Opinion)),
            next((one.value for one in found if isinstance(one, Status)), "new"),
        )

    def span(self, layer: str, id: str, seq: int) -> Span | None:
        """The span as it stood at this place, or else as it stood last before it was gone."""
        for one in reversed(self._versions.get(Key(Span.kind, layer, self.document, id), ())):
            if one.seq <= seq and one.body is not None:
                value = self._value(one)
                return value if isinstance(value, Span) else None
        return None

    def about(self, layer: str, place: Place, id: str | None = None) -> list[Entry]:
        """The edits of the span with this id and of those that stood on the code points of `place` and are
        gone, with what was said there; without an id, of every span that ever touched them.
        """
        keys = set(self._keys_about(layer, place, id))
        return [one for one in self.entries if any(written.key in keys for written in one.written)]

    def _keys_about(self, layer: str, place: Place, id: str | None) -> Iterator[Key]:
        spans = {key.id for key in self._versions if self._is_meant(key, layer, place, id)}
        for key, versions in self._versions.items():
            if key.layer != layer:
                continue
            if key.kind == Span.kind:
                is_about = key.id in spans
            else:
                is_about = any(_concerns(self._value(one), spans, place) for one in versions)
            if is_about:
                yield key

    def _is_meant(self, key: Key, layer: str, place: Place, id: str | None) -> bool:
        if key.kind != Span.kind or key.layer != layer:
            return False
        versions = self._versions[key]
        if key.id == id:
            return True
        if id is not None and _winner(versions, self.last) is not None:
            return False
        return any(_touches(self._value(one), place) for one in versions)

    def _before(self, written: Written) -> Entity | None:
        if written.parents is None:
            return None
        wanted = written.parents.split(",")
        earlier = [one for one in self._versions[written.key] if one.name in wanted]
        return self._value(max(earlier, key=_rank)) if earlier else None

    def _value(self, written: Written) -> Entity | None:
        if written.body is None:
            return None
        known = self._values.get((written.key, written.body))
        if known is None:
            known = self._values[written.key, written.body] = self._read(written.key, written.body)
        return known


def _rank(one: Written) -> tuple[bool, int, str, int]:
    return one.body is not None, one.clock, one.replica, one.number


def _winner(versions: list[Written], seq: int) -> Written | None:
    """The version that counted at this place in the file; None where the entity was not there."""
    known = versions if versions[-1].seq <= seq else [one for one in versions if one.seq <= seq]
    if not known:
        return None
    replaced = {name for one in known if one.parents for name in one.parents.split(",")}
    heads = [one for one in known if one.name not in replaced] if replaced else known
    won = max(heads, key=_rank, default=None)
    return won if won is not None and won.body is not None else None


def _touches(value: Entity | None, place: Place) -> bool:
    return isinstance(value, Span) and value.start < place[1] and place[0] < value.end


def _concerns(value: Entity | None, spans: set[str], place: Place) -> bool:
    if isinstance(value, Opinion):
        return value.target in spans or value.holder in spans
    return isinstance(value, Mark) and (value.start, value.end) == place
