"""The colours of heat maps, from the theme's five stops."""

import tomllib
from dataclasses import dataclass
from functools import cache

from PySide6.QtGui import QColor

from annotator import resources
from annotator.domain.colour import contrast


@dataclass(frozen=True, slots=True, eq=False)
class Heat:
    """Stops from 0 to 1, and the two colours of which a number takes the one that can be read."""

    stops: tuple[QColor, ...]
    on: tuple[QColor, ...]

    def at(self, share: float) -> tuple[QColor, QColor]:
        """The colour of a value between 0 and 1, to the hundredth, and that of a number on it."""
        return _hundredths(self)[round(100 * max(0.0, min(1.0, share)))]

    def colour(self, share: float) -> QColor:
        """The colour of a value between 0 and 1."""
        place = share * (len(self.stops) - 1)
        at = min(int(place), len(self.stops) - 2)
        low, high, part = self.stops[at], self.stops[at + 1], place - at
        return QColor(
            *(
                round(one + (other - one) * part)
                for one, other in zip(low.getRgb()[:3], high.getRgb()[:3], strict=True)  # type: ignore[index]
            )
        )

    def number(self, share: float) -> QColor:
        """The colour of a number on that."""
        ground = self.colour(share).name()
        return max(self.on, key=lambda one: contrast(ground, one.name()))


@cache
def _hundredths(heat: Heat) -> list[tuple[QColor, QColor]]:
    """Reckoned once, as a grid of dozens of layers asks a thousand times."""
    return [(heat.colour(at / 100), heat.number(at / 100)) for at in range(101)]


@cache
def load(theme: str) -> Heat:
    """The heat of the theme of this name."""
    found = tomllib.loads(resources.path("themes", f"{theme}.toml").read_text(encoding="utf-8"))["heat"]
    return Heat(tuple(map(QColor, found["stops"])), tuple(map(QColor, found["on"])))
