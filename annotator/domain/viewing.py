"""Viewing: what was on the screen for long enough to be seen, so that nobody accepts what they never saw."""

from collections.abc import Callable, Hashable, Iterable
from typing import Final, Generic, TypeVar

_Thing = TypeVar("_Thing", bound=Hashable)

LONG_ENOUGH: Final = 0.3  # seconds


class Viewing(Generic[_Thing]):
    """Told what is in sight whenever that changes; knows what stayed in sight for a while without a break."""

    def __init__(self, clock: Callable[[], float], seconds: float = LONG_ENOUGH) -> None:
        """Nothing is in sight. `clock` gives seconds, and never goes back."""
        self._clock = clock
        self._seconds = seconds
        self._since: dict[_Thing, float] = {}
        self._seen: set[_Thing] = set()

    def show(self, things: Iterable[_Thing]) -> None:
        """These are in sight from now on, and nothing else is."""
        now = self._clock()
        self._note(now)
        self._since = {thing: self._since.get(thing, now) for thing in things}

    def seen(self) -> set[_Thing]:
        """What was in sight for long enough at a time."""
        self._note(self._clock())
        return set(self._seen)

    def forget(self) -> None:
        """Nothing was seen, nothing is in sight."""
        self._since, self._seen = {}, set()

    def _note(self, now: float) -> None:
        self._seen |= {thing for thing, since in self._since.items() if now - since >= self._seconds}
