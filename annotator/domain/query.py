"""What the list of documents shows, and in which order."""

from dataclasses import dataclass
from typing import Final, Literal, get_args

from annotator.domain.entities import StatusValue
from annotator.domain.filters import EVERYTHING, Filter

Order = Literal["arrival", "date", "title", "random", "uncertain"]
ORDERS: Final[tuple[Order, ...]] = get_args(Order)


@dataclass(frozen=True, slots=True)
class ListQuery:
    """The documents with this status (None: any) in a layer, flagged or not, that hold these words, and pass.

    What is not dated comes last by date, and what no model suggests anything for last by uncertainty: that is
    the least confidence of a suggestion. `seed` chooses among the random orders; each is the same everywhere.
    """

    layer: str
    status: StatusValue | None = None
    flagged: bool = False
    words: str = ""
    order: Order = "arrival"
    filter: Filter = EVERYTHING
    seed: int = 0

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return not (self.status or self.flagged or self.is_narrowed)

    @property
    def is_narrowed(self) -> bool:
        """Whether words or a filter leave something out."""
        return bool(self.words.strip() or self.filter.terms)

    @property
    def searched(self) -> str:
        """The words to point at in a text; those that must stand just so in quotes."""
        found = [(one.text.replace('"', " "), one.is_prefix) for one in self.filter.searched]
        phrases = [text if is_prefix else f'"{text}"' for text, is_prefix in found]
        return " ".join([self.words.strip(), *phrases]).strip()


@dataclass(frozen=True, slots=True)
class Queue:
    """A list that is kept: its name, the line of its filter as it was typed, its order."""

    name: str
    line: str
    order: Order = "arrival"
    seed: int = 0


EVERY_ARTICLE: Final = Queue("all articles", "")


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
