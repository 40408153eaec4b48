"""What the list of documents shows, and in which order."""

from dataclasses import dataclass
from typing import Literal

from annotator.domain.entities import StatusValue

Order = Literal["arrival", "date", "title"]


@dataclass(frozen=True, slots=True)
class ListQuery:
    """The documents with this status (None: any) in a layer, flagged or not, that hold these words."""

    layer: str
    status: StatusValue | None = None
    flagged: bool = False
    words: str = ""
    order: Order = "arrival"

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return self.status is None and not self.flagged and not self.words.strip()


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """What the list shows of a document; `number` is its local number, `labels` counts one layer's spans."""

    number: int
    title: str
    source: str | None
    published: str | None
    language: str | None
    appearances: int
    characters: int
    status: StatusValue
    flagged: bool
    labels: int


@dataclass(frozen=True, slots=True)
class LayerCount:
    """How much a layer holds; `statuses` counts documents that have one."""

    spans: int
    marks: int
    opinions: int
    statuses: dict[str, int]


@dataclass(frozen=True, slots=True)
class Statistics:
    """A project in figures; `layers` and `labels` by name, `bytes` on the disk."""

    documents: int
    layers: dict[str, LayerCount]
    labels: dict[str, int]
    scheme_version: int
    replicas: int
    bytes: int


@dataclass(frozen=True, slots=True)
class LoggedEdit:
    """One line of the history; `at` is the wall clock of whoever did it, ISO 8601 in UTC."""

    number: int
    title: str
    author: str
    at: str
    act: str
    undone: bool
