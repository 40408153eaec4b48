"""A label key, from the press to the label on the disk and painted in the real window.

The floor is the least that any program with this promise does: two rows in one transaction with
`synchronous=FULL` on the same disk, and an empty widget of the window's size repainted.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QApplication, QWidget

from annotator.domain.words import tokens
from annotator.ui.workbench import Workbench
from tests.benchmarks import window
from tests.benchmarks.harness import FRAME, Bench, Moment, Row, Times, timed
from tests.benchmarks.window import Paints

_KEY = "1"
_TIMES = 100


def rows(bench: Bench) -> Iterator[Row]:
    """Of the two sizes that design names."""
    with TemporaryDirectory(dir=bench.folder, ignore_cleanup_errors=True) as folder:
        floor = _floor(Path(folder, "floor.sqlite"), bench.times(_TIMES))
    with window.opened(bench) as workbench:
        for number, (characters, spans) in list(zip(bench.bulk.large, bench.sizes, strict=True))[:2]:
            workbench.session.show(number)
            QApplication.processEvents()
            size = f"{characters:,} characters, {spans:,} spans"
            paints = Paints(workbench.reader.viewport())
            times = _label(workbench, paints.after, bench.times(_TIMES))
            met = times.under(FRAME, p95=True)
            what = f"label key to committed and painted, {size}"
            yield Row(what, str(times), str(floor), f"p95 under {FRAME} ms", met)
            times = _label(workbench, paints.all_after, bench.times(_TIMES))
            yield Row(f"label key until all panels follow, {size}", str(times), str(floor))


def _label(workbench: Workbench, after: Callable[[Callable[[], object]], object], count: int) -> Times:
    """Press the key on one word after the other near the top; between presses each label is undone.

    `after` acts and handles events up to the end of what is measured.
    """
    reader, session = workbench.reader, workbench.session
    assert session.document is not None
    taken = {(span.start, span.end) for span in session.annotations.spans}
    free = [word for word in tokens(session.document.text[:1_500]) if word not in taken]
    reader.setFocus()

    def acts() -> Iterator[Callable[[], None]]:
        before = len(session.annotations.spans)
        for at in range(count):
            reader.select(*free[at % len(free)])
            QApplication.processEvents()
            yield lambda: after(lambda: window.press(_KEY))
            assert len(session.annotations.spans) == before + 1, "the key made no label"
            session.undo()
            QApplication.processEvents()

    return timed(acts())


def _floor(path: Path, count: int) -> Times:
    window.application()
    widget = QWidget()
    widget.resize(*window.SIZE)
    widget.show()
    QApplication.processEvents()
    paints = Paints(widget)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript(
            "pragma journal_mode = wal; pragma synchronous = full;"
            "create table span (id text primary key, start integer, end integer, label text);"
            "create table change (span text, body text);"
        )

        def act(at: int) -> Moment:
            connection.execute("begin immediate")
            connection.execute("insert into span values (?, ?, ?, 'PER')", (f"s{at}", at, at + 5))
            connection.execute("insert into change values (?, ?)", (f"s{at}", '{"start":1,"end":6}'))
            connection.execute("commit")
            return paints.after(widget.update)

        times = timed(lambda at=at: act(at) for at in range(count))  # type: ignore[misc]
    widget.close()
    return times
