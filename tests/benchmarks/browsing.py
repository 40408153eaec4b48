"""Going to an article: a random one of all, and large ones, each from the call to the window painted.

The floor reads the text by its number over a bare connection and paints what is in sight with Qt's layouts.
"""

import random
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path

from tests.benchmarks import window
from tests.benchmarks.harness import FRAME, Bench, Row, Times, timed
from tests.benchmarks.window import Paints

_NEXT = 100
_OPEN = 15
_REACHES = {100_000: 16.0, 1_000_000: 80.0}


def rows(bench: Bench) -> Iterator[Row]:
    """Next, then the large ones."""
    bulk = bench.bulk
    chance = random.Random(3)
    chosen = chance.sample(bulk.labelled, min(len(bulk.labelled), bench.times(_NEXT)))
    floor = _floor(bulk.path, chosen)
    with window.opened(bench) as workbench:
        session, paints = workbench.session, Paints(workbench.reader.viewport())
        show = _shower(paints, session.show)
        times = timed(_rested(show(number) for number in chosen))
        yield Row(
            f"next article, random among {bench.documents:,}, with 30 spans",
            str(times),
            str(floor),
            f"p95 under {FRAME} ms",
            times.under(FRAME, p95=True),
        )
        for number, (characters, spans) in zip(bulk.large, bench.sizes, strict=True):
            reach = _REACHES.get(characters)
            times = timed(_returning(lambda: session.show(1), show(number), bench.times(_OPEN)))
            yield Row(
                f"open {characters:,} characters, {spans:,} spans, in the window",
                str(times),
                str(_floor(bulk.path, [number] * bench.times(_OPEN))),
                f"under {reach:.0f} ms" if reach else "",
                times.under(reach) if reach else "",
            )


def _shower(paints: Paints, show: Callable[[int], None]) -> Callable[[int], Callable[[], object]]:
    return lambda number: lambda: paints.after(lambda: show(number))


def _returning(
    away: Callable[[], None], act: Callable[[], object], count: int
) -> Iterator[Callable[[], object]]:
    for _ in range(count):
        away()
        window.rest()
        yield act


def _rested(acts: Iterable[Callable[[], object]]) -> Iterator[Callable[[], object]]:
    for act in acts:
        yield act
        window.rest()


def _floor(path: Path, numbers: list[int]) -> Times:
    window.application()
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:

        def act(number: int) -> None:
            sql = "select text from content where number = ?"
            window.paint_bare(connection.execute(sql, (number,)).fetchone()[0], window.SIZE)

        return timed(lambda number=number: act(number) for number in numbers)  # type: ignore[misc]
