"""What every benchmark uses: times and how they are told, rows and their table, one big project, a window."""

import gc
import statistics
import sys
import time
from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

from annotator.domain.entities import Author
from annotator.services.progress import Progress
from annotator.settings import Settings
from tests.benchmarks.made_up import News

if TYPE_CHECKING:
    from tests.benchmarks.bulk import Bulk

FRAME = 16.7  # milliseconds that a screen shows one picture
_ENOUGH, _LEAST = 20_000.0, 3  # milliseconds, and times
_T = TypeVar("_T")


class Moment(NamedTuple):
    """Seconds of wall and of this process's cpu."""

    wall: float
    cpu: float

    @classmethod
    def now(cls) -> "Moment":
        """This one."""
        return cls(time.perf_counter(), time.process_time())


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of wall and of this process's cpu, each time."""

    wall: Sequence[float]
    cpu: Sequence[float]

    def __str__(self) -> str:
        """Medians and, of ten times or more, 95th percentiles."""
        return f"{_said(self.wall)} (cpu {_said(self.cpu, unit='')})"

    @property
    def median(self) -> float:
        """Of wall."""
        return statistics.median(self.wall)

    def under(self, limit: float, *, p95: bool = False) -> str:
        """Whether wall, or on a busy machine at least cpu, stays under the limit: yes, by cpu, no."""
        pick = percentile_95 if p95 else statistics.median
        return "yes" if pick(self.wall) < limit else "by cpu" if pick(self.cpu) < limit else "no"


@dataclass(frozen=True, slots=True)
class Rate:
    """So many articles in so many seconds of wall and of cpu."""

    count: int
    wall: float
    cpu: float

    def __str__(self) -> str:
        """Articles a second."""
        return f"{self.count / self.wall:,.0f} articles/s (cpu {self.count / self.cpu:,.0f})"

    def beside(self, floor: "Rate", least: float = 0.5) -> tuple[str, str]:
        """The rate as a share of the floor's, and whether it is at least `least` of it."""
        wall = self.count / self.wall / (floor.count / floor.wall)
        cpu = self.count / self.cpu / (floor.count / floor.cpu)
        met = "yes" if wall >= least else "by cpu" if cpu >= least else "no"
        return f"{self}: {wall:.0%} of the floor (cpu {cpu:.0%})", met


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; `reach` and `met` are empty for what is only good to know."""

    what: str
    measured: str
    floor: str
    reach: str = ""
    met: str = ""


class Benchmark(Protocol):
    """A module of this folder: what it measures."""

    def rows(self, bench: "Bench") -> Iterable[Row]:
        """Measure."""


@dataclass
class Bench:
    """One run: where it puts its files, and how much it measures. `thorough` < 1 repeats less, for a test.

    `kept` is a folder that outlives the run, where the big project is made, or found.
    """

    folder: Path
    documents: int = 100_000
    thorough: float = 1.0
    sizes: tuple[tuple[int, int], ...] = ((2_600, 30), (100_000, 1_200), (1_000_000, 10_000))
    news: News = field(default_factory=News)
    kept: Path | None = None

    @cached_property
    def settings(self) -> Settings:
        """The person's, beside what she labelled; suggestions are off: they are another process's work."""
        settings = Settings((self.kept or self.folder) / "settings.json")
        settings.set("suggestions", False)
        return settings

    @property
    def author(self) -> Author:
        """The person at work."""
        return self.settings.author()

    @cached_property
    def bulk(self) -> "Bulk":
        """The one big project of this run, found or made when first asked for."""
        from tests.benchmarks import bulk

        return bulk.found_or_made(self)

    def times(self, usual: int) -> int:
        """How often to repeat what is usually done so often."""
        return max(2, round(usual * self.thorough))


def timed(acts: Iterable[Callable[[], object]]) -> Times:
    """Each act once, up to the moment it returns, or up to its end.

    Where they take longer than anybody waits for a benchmark, as few as tell something.
    """
    wall: list[float] = []
    cpu: list[float] = []
    for act in acts:
        if sum(wall) > _ENOUGH and len(wall) >= _LEAST:
            break
        before = Moment.now()
        returned = act()
        after = returned if isinstance(returned, Moment) else Moment.now()
        wall.append((after.wall - before.wall) * 1000)
        cpu.append((after.cpu - before.cpu) * 1000)
    return Times(wall, cpu)


def rated(job: Callable[[], int]) -> Rate:
    """The job, which returns how many articles it did."""
    gc.collect()
    cpu, wall = time.process_time(), time.perf_counter()
    count = job()
    return Rate(count, time.perf_counter() - wall, max(time.process_time() - cpu, 1e-9))


def finished(steps: Generator[Progress, None, _T]) -> _T:
    """What a job of the program returns, its progress told on standard error."""
    while True:
        try:
            progress = next(steps)
        except StopIteration as end:
            say("")
            return end.value  # type: ignore[no-any-return]
        share = progress.share
        say(f"  {progress.what} {'' if share is None else format(share, '.0%')}", end="\r")


def say(sentence: str, end: str = "\n") -> None:
    """On standard error: standard output is the table's."""
    if end == "\n" or sys.stderr.isatty():
        print(sentence, end=end, file=sys.stderr, flush=True)


def percentile_95(times: Sequence[float]) -> float:
    """The time that nineteen of twenty stay under."""
    return sorted(times)[min(len(times) - 1, int(len(times) * 0.95))]


def table(rows: Iterable[Row]) -> str:
    """The rows as Markdown."""
    lines = ["| what | measured | floor, same run | reach | met |", "| --- | --- | --- | --- | --- |"]
    for row in rows:
        cells = (row.what, row.measured, row.floor, row.reach, row.met)
        lines.append("| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |")
    return "\n".join(lines)


def _said(times: Sequence[float], unit: str = " ms") -> str:
    median = f"{statistics.median(times):.1f}{unit}"
    return f"{median}, p95 {percentile_95(times):.1f}" if len(times) >= 10 else median


def resident() -> float | None:
    """Megabytes of memory that this process holds, where the system tells."""
    status = Path("/proc/self/status")
    if not status.exists():
        return None
    kilobytes: Any = next(line.split()[1] for line in status.read_text().split("\n") if "VmRSS" in line)
    return int(kilobytes) / 1024
