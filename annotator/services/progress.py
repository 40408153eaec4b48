"""How far a job is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` (None where it cannot be known), and what is being done, in a few words."""

    done: int
    total: int | None
    what: str

    @property
    def share(self) -> float | None:
        """Between 0 and 1, where the total is known."""
        return None if not self.total else min(1.0, self.done / self.total)
