"""A figure of agreement that can explain itself."""

from dataclasses import dataclass
from typing import Literal

Scale = Literal["agreement", "disagreement"]


@dataclass(frozen=True, slots=True)
class Interval:
    """Between `low` and `high` lies the figure in `level` of the resamplings of documents that gave one.

    `without` of the `resamples` gave none, because the figure was undefined for what was drawn.
    """

    low: float
    high: float
    level: float
    resamples: int
    without: int = 0


@dataclass(frozen=True, slots=True)
class Figure:
    """What one measure says, and about what.

    `value` is None where the measure is undefined; then `why` is a sentence, "undefined because ...".
    `n` counts the units (words, spans, ...) it was reckoned from, `skipped` those that it could not use, for
    the reason `skipped_why`. `observed` and `chance` are what was found and what chance alone would give, of
    agreement or of disagreement, as `scale` says; a measure that knows no chance has None.
    """

    measure: str
    value: float | None
    n: int
    unit: str
    raters: tuple[str, ...]
    why: str = ""
    observed: float | None = None
    chance: float | None = None
    scale: Scale = "agreement"
    skipped: int = 0
    skipped_why: str = ""
    interval: Interval | None = None

    def sentence(self) -> str:
        """The figure for people, with everything that belongs to it."""
        parts = [self.why if self.value is None else f"{self.value:.3f}"]
        if self.interval:
            parts[0] += f" ({self.interval.low:.3f} to {self.interval.high:.3f})"
        parts.append(f"n = {self.n:,} {self.unit}")
        if self.chance is not None:
            parts.append(f"{self.scale} by chance {self.chance:.3g}")
        if self.skipped:
            parts.append(f"{self.skipped:,} skipped: {self.skipped_why}")
        return "; ".join(parts)


def because(reason: str) -> str:
    """The sentence of an undefined figure."""
    return f"undefined because {reason}"
