"""The start of the program, and what it holds in memory: fresh processes, ours and an empty window's in turn.

Ours is `annotator FILE` as a person runs it, up to the painted article.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.benchmarks.harness import Bench, Row, Times

_ROOT = Path(__file__).resolve().parents[2]
_TIMES, _READ = 11, 200
_REACH, _REACH_MB = 2.0, 150

_TELL = """
def tell(moment=None):
    now, cpu = moment or (time.monotonic(), time.process_time())
    try:
        lines = open("/proc/self/status").read().split("\\n")
        held = next(line.split()[1] for line in lines if line.startswith("VmRSS"))
    except OSError:
        held = "nan"
    print(now - float(sys.argv[1]), cpu, held, flush=True)
"""

_EMPTY = f"""
import sys, time
from PySide6.QtWidgets import QApplication, QMainWindow
{_TELL}
app = QApplication([])
window = QMainWindow()
window.resize(1440, 900)
window.show()
app.processEvents()
tell()
"""

# The event loop of `annotator.ui.app.run` ends at the first paint; where articles are to be read it goes on
# to the whole list and to them.
_OURS = f"""
import sys, time
from pathlib import Path
from annotator import settings
from annotator.__main__ import main
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
{_TELL}
class Watch(QObject):
    painted = None
    is_painting = False
    def eventFilter(self, watched, event):
        if event.type() != QEvent.Type.Paint or self.painted or self.is_painting:
            return False
        self.is_painting = True
        QApplication.sendEvent(watched, event)
        self.painted = time.monotonic(), time.process_time()
        return True

def until_painted(*_):
    windows = QApplication.topLevelWidgets()
    window = next(one for one in windows if type(one).__name__ == "MainWindow")
    reader = next(one for one in window.findChildren(QWidget) if type(one).__name__ == "Reader")
    assert reader.isVisible()
    watch = Watch()
    reader.viewport().installEventFilter(watch)
    while not watch.painted:
        QApplication.processEvents()
    if int(sys.argv[4]):
        work(window)
        tell()
    else:
        tell(watch.painted)
    window.close()
    return 0

def work(window):
    import gc, random
    from annotator.ui.session import Session
    session = window.findChild(Session)
    while len(session.numbers) < session.project.documents.count():
        QApplication.processEvents()
    for number in random.Random(1).choices(session.numbers, k=int(sys.argv[4])):
        session.show(number)
        QApplication.processEvents()
    gc.collect()

settings.default_path = lambda: Path(sys.argv[3])
QApplication.exec = until_painted
sys.exit(main([sys.argv[2]]))
"""


def rows(bench: Bench) -> Iterator[Row]:
    """Start, then memory."""
    arguments = (str(bench.bulk.path), str(bench.settings.path))
    for program in (_EMPTY, _OURS):  # compiled, and in the cache of the disk
        _run(program, *arguments, "0")
    ours: list[tuple[float, float]] = []
    empty: list[tuple[float, float]] = []
    for _ in range(bench.times(_TIMES)):
        empty.append(_run(_EMPTY)[:2])
        ours.append(_run(_OURS, *arguments, "0")[:2])
    times, floor = _times(ours), _times(empty)
    wall, cpu = times.median / floor.median, median(times.cpu) / median(floor.cpu)
    yield Row(
        f"start to first painted article, {bench.documents:,} documents",
        f"{times}: {wall:.1f} × the floor (cpu {cpu:.1f} ×)",
        f"{floor}, an empty window",
        f"at most {_REACH:.0f} × the floor",
        "yes" if wall <= _REACH else "by cpu" if cpu <= _REACH else "no",
    )
    held = _run(_OURS, *arguments, str(_READ))[2]
    yield Row(
        f"memory with {bench.documents:,} documents open, {_READ} articles read",
        f"{held:.0f} MB resident",
        f"{_run(_EMPTY)[2]:.0f} MB, an empty window",
        f"under {_REACH_MB} MB",
        "yes" if held < _REACH_MB else "no",
    )


def _run(program: str, *arguments: str) -> tuple[float, float, float]:
    """Seconds of wall from before the process was started, of its cpu, and the megabytes it held."""
    command = [sys.executable, "-c", program, str(time.monotonic()), *arguments]
    installed = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        command, stdout=subprocess.PIPE, text=True, check=True, timeout=600, env=installed, cwd=_ROOT
    )
    wall, cpu, held = map(float, done.stdout.split())
    return wall, cpu, held / 1024


def _times(seconds: list[tuple[float, float]]) -> Times:
    return Times([1000 * wall for wall, _ in seconds], [1000 * cpu for _, cpu in seconds])
