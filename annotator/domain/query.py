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
