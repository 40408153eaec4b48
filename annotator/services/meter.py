"""A private meter: labels, keys and active seconds of the person at work, by day, project and label.

It is hers: kept in her data folder, beside no project, and written nowhere else unless she asks. Counting
costs no disk; what was counted since the last `flush` is in memory.
"""

import csv
import io
import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from annotator.files import explained, writing_whole

IDLE = 30.0
_WITH, _WITHOUT = "with", "without"
_NO_LABEL = ""
_PRIVATE = 0o600


class Spent(NamedTuple):
    """What labels took: how many, and the keys and active seconds that led to them."""

    labels: int = 0
    keys: int = 0
    seconds: float = 0.0

    def plus(self, other: "Spent") -> "Spent":
        """Both together."""
        return Spent(self.labels + other.labels, self.keys + other.keys, self.seconds + other.seconds)


class Bin(NamedTuple):
    """What is counted together. `suggested` says whether the article showed suggestions; `label` is empty for
    what led to no label.
    """

    project: str
    day: str
    suggested: bool
    label: str


@dataclass(frozen=True, slots=True)
class Day:
    """A day's work in one project."""

    day: str
    spent: Spent


class Meter:
    """Counts until it is turned off. `begin` says what for; nothing counts before."""

    def __init__(
        self,
        path: Path,
        clock: Callable[[], float] = time.monotonic,
        today: Callable[[], date] = date.today,
    ) -> None:
        """`path` is the file, made by the first `flush`; `clock` gives seconds."""
        self.path = path
        self.is_on = True
        self._clock = clock
        self._today = today
        self._at: tuple[str, bool] | None = None
        self._last: float | None = None
        self._keys, self._seconds = 0, 0.0
        self._bins: dict[Bin, Spent] = {}

    @classmethod
    def usual(cls) -> "Meter":
        """The one in the user's data folder."""
        from platformdirs import user_data_path

        return cls(user_data_path("annotator", appauthor=False) / "pace.json")

    def begin(self, project: str, *, suggested: bool) -> None:
        """Count for this project from now on, in an article that shows suggestions or not."""
        self._settle()
        self._at = (project, suggested)

    def end(self) -> None:
        """Count for no project."""
        self._settle()
        self._at = self._last = None

    def touch(self) -> None:
        """The person did something; a longer time than `IDLE` seconds since the last time is not counted."""
        now = self._clock()
        if self._last is not None and now - self._last <= IDLE:
            self._seconds += now - self._last
        self._last = now

    def key(self) -> None:
        """The person pressed a key."""
        self._keys += 1
        self.touch()

    def labelled(self, labels: Sequence[str]) -> None:
        """One edit made labels of these names: what led to it is theirs, in equal parts."""
        if not labels or self._at is None or not self.is_on:
            return
        self.touch()
        keys, seconds = self._keys, self._seconds / len(labels)
        for at, label in enumerate(labels):
            share = keys // len(labels) + (at < keys % len(labels))
            self._add(label, Spent(1, share, seconds))
        self._keys, self._seconds = 0, 0.0

    @property
    def is_idle(self) -> bool:
        """Whether nothing was done for a while."""
        return self._last is None or self._clock() - self._last > IDLE

    def flush(self) -> None:
        """Write down what was counted. Raises UserError, and then it is still in memory."""
        self._settle()
        if not self._bins:
            return
        counted = self._load()
        for bin, spent in self._bins.items():
            counted[bin] = counted.get(bin, Spent()).plus(spent)
        self._save(counted)
        self._bins.clear()

    def clear(self, project: str) -> None:
        """Forget what was counted for the project. Raises UserError."""
        self._settle()
        self._bins = {bin: spent for bin, spent in self._bins.items() if bin.project != project}
        counted = self._load()
        left = {bin: spent for bin, spent in counted.items() if bin.project != project}
        if left != counted:
            self._save(left)

    def counted(self, project: str) -> dict[Bin, Spent]:
        """All that was counted for the project, this moment included. Raises UserError."""
        self._settle()
        found = self._load()
        for bin, spent in self._bins.items():
            found[bin] = found.get(bin, Spent()).plus(spent)
        return {bin: spent for bin, spent in found.items() if bin.project == project}

    def _settle(self) -> None:
        """What led to no label so far stays without one."""
        if self._at is not None and self.is_on and (self._keys or self._seconds):
            self._add(_NO_LABEL, Spent(0, self._keys, self._seconds))
        self._keys, self._seconds = 0, 0.0

    def _add(self, label: str, spent: Spent) -> None:
        assert self._at is not None
        project, suggested = self._at
        bin = Bin(project, self._today().isoformat(), suggested, label)
        self._bins[bin] = self._bins.get(bin, Spent()).plus(spent)

    def _load(self) -> dict[Bin, Spent]:
        """What the file says now; another window may have written it meanwhile."""
        with explained(self.path):
            try:
                return dict(_read(json.loads(self.path.read_bytes())))
            except (FileNotFoundError, NotADirectoryError):
                return {}
            except (ValueError, TypeError, AttributeError, RecursionError):
                self.path.replace(self.path.with_suffix(".damaged"))
                return {}

    def _save(self, counted: Mapping[Bin, Spent]) -> None:
        kept: dict[str, Any] = {}
        for bin, spent in counted.items():
            days = kept.setdefault(bin.project, {})
            ways = days.setdefault(bin.day, {}).setdefault(_WITH if bin.suggested else _WITHOUT, {})
            ways[bin.label] = [spent.labels, spent.keys, round(spent.seconds, 3)]
        with explained(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
        with writing_whole(self.path) as stream:
            stream.write(json.dumps(kept, ensure_ascii=False).encode("utf-8", "surrogatepass"))
        with explained(self.path):
            self.path.chmod(_PRIVATE)


def by_day(counted: Mapping[Bin, Spent]) -> list[Day]:
    """Each day's work, the latest first."""
    found: dict[str, Spent] = {}
    for bin, spent in counted.items():
        found[bin.day] = found.get(bin.day, Spent()).plus(spent)
    return [Day(day, found[day]) for day in sorted(found, reverse=True)]


def by_label(counted: Mapping[Bin, Spent]) -> dict[str, Spent]:
    """What the labels of each name took, most labels first; what led to none is left out."""
    found: dict[str, Spent] = {}
    for bin, spent in counted.items():
        if bin.label:
            found[bin.label] = found.get(bin.label, Spent()).plus(spent)
    return dict(sorted(found.items(), key=lambda one: (-one[1].labels, one[0])))


def as_csv(counted: Mapping[Bin, Spent]) -> str:
    """A row a day, label and kind of article; the row without a label is what led to none."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["day", "label", "suggestions", "labels", "keys", "seconds"])
    for bin in sorted(counted):
        spent = counted[bin]
        shown = "shown" if bin.suggested else "not shown"
        writer.writerow([bin.day, bin.label, shown, spent.labels, spent.keys, f"{spent.seconds:.1f}"])
    return out.getvalue()


def _read(kept: Any) -> Iterator[tuple[Bin, Spent]]:  # noqa: ANN401  (whatever the file holds)
    for project, days in kept.items():
        for day, ways in days.items():
            for way, labels in ways.items():
                for label, (count, keys, seconds) in labels.items():
                    yield (
                        Bin(project, day, way == _WITH, label),
                        Spent(int(count), int(keys), float(seconds)),
                    )
