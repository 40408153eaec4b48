"""A change is one entity before and after; an edit is what one action did."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from annotator.domain.entities import Entity, Key


@dataclass(frozen=True, slots=True)
class Change:
    """One entity before and after; `None` means that it is not there."""

    before: Entity | None
    after: Entity | None

    @property
    def key(self) -> Key:
        """What names the changed entity; raises ValueError for a change from nothing to nothing."""
        entity = self.after or self.before
        if entity is None:
            raise ValueError("a change needs something before or after it")
        return entity.key


@dataclass(frozen=True)
class Edit:
    """What one action did, all of it or nothing; an edit changes an entity at most once.

    `keys` name what the changes change, in their order. An edit can have thousands, and many views ask what
    it touches: that is found out once.
    """

    title: str
    changes: tuple[Change, ...]
    keys: tuple[Key, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse an edit that changes one entity twice: its versions could not be told apart."""
        object.__setattr__(self, "keys", tuple(change.key for change in self.changes))
        if len(set(self.keys)) != len(self.keys):
            raise ValueError(f"{self.title}: an entity is changed twice")

    def inverse(self) -> "Edit":
        """The edit that takes this one back."""
        backwards = tuple(Change(change.after, change.before) for change in reversed(self.changes))
        return Edit(self.title, backwards)

    def touches(self, *kinds: str, document: str | None = None) -> bool:
        """Whether an entity of one of these kinds changed, in this document if one is named."""
        return any(
            bool(found) if document is None else "" in found or document in found
            for kind in kinds
            if (found := self._documents_by_kind.get(kind)) is not None
        )

    def on(self, layer: str, document: str) -> Sequence[Change]:
        """What changed in this layer on this document."""
        return self._by_place.get((layer, document), ())

    def documents(self) -> frozenset[str]:
        """The documents in which something changed."""
        return frozenset(document for _, document in self._by_place if document)

    @cached_property
    def _documents_by_kind(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = {}
        for key in self.keys:
            found.setdefault(key.kind, set()).add(key.document)
        return found

    @cached_property
    def _by_place(self) -> Mapping[tuple[str, str], list[Change]]:
        found: dict[tuple[str, str], list[Change]] = {}
        for change, key in zip(self.changes, self.keys, strict=True):
            found.setdefault((key.layer, key.document), []).append(change)
        return found


def added(title: str, entities: Iterable[Entity]) -> Edit:
    """An edit that adds these entities."""
    return Edit(title, tuple(Change(None, entity) for entity in entities))
