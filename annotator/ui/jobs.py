"""Long work beside the window: a generator stepped by one worker thread, to be watched and cancelled."""

import logging
import threading
from collections import deque
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.errors import Refused, UserError
from annotator.services.progress import Progress

Work = Generator[Progress, None, Any]
_LOOK_EVERY_MS = 20


@dataclass(slots=True)
class _Job:
    """What one thread writes and the other reads: each attribute has one writer."""

    title: str
    work: Work
    finished: Callable[[Any], None] | None
    cancelled: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)
    progress: Progress | None = None
    result: Any = None
    error: Exception | None = None

    def step_to_the_end(self) -> None:
        """The worker thread's part."""
        try:
            while not self.cancelled.is_set():
                self.progress = next(self.work)
            self.work.close()
        except StopIteration as stop:
            self.result = stop.value
        except Exception as error:  # the thread's last frame: what went wrong is told in the window
            if not isinstance(error, UserError | Refused):
                logging.getLogger(__name__).exception("%s", self.title)
            self.error = error
        finally:
            self.over.set()


class Jobs(QObject):
    """Runs one job after the other. All its signals are sent in the thread it lives in.

    A yield of the generator is a place to stop: cancelling closes it on its own thread, so that its `with`
    blocks unwind and an open transaction rolls back. The window's thread looks at the job from time to time;
    a worker that sent signals itself could flood the window, or reach it when it is gone.
    """

    started = Signal(str)
    progressed = Signal(object)
    finished = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Nothing runs yet."""
        super().__init__(parent)
        self._waiting: deque[_Job] = deque()
        self._running: _Job | None = None
        self._thread: threading.Thread | None = None
        self._shown: Progress | None = None
        self._clock = QTimer(self, interval=_LOOK_EVERY_MS)
        self._clock.timeout.connect(self._look)

    @property
    def running(self) -> str | None:
        """The title of the job that runs."""
        return self._running.title if self._running else None

    def run(self, title: str, work: Work, finished: Callable[[Any], None] | None = None) -> None:
        """Run the generator as soon as what runs is over; `finished` is called here with what it returns."""
        self._waiting.append(_Job(title, work, finished))
        self._start_next()

    def cancel(self) -> None:
        """Stop the job that runs at its next yield."""
        if self._running is not None:
            self._running.cancelled.set()

    def close(self) -> None:
        """Drop what waits, cancel what runs, and wait for it."""
        self._waiting.clear()
        self.cancel()
        if self._thread is not None:
            self._thread.join()
            self._look()

    def _start_next(self) -> None:
        if self._running is not None or not self._waiting:
            return
        self._running = job = self._waiting.popleft()
        self.started.emit(job.title)
        self._thread = threading.Thread(target=job.step_to_the_end, name=job.title)
        self._thread.start()
        self._clock.start()

    def _look(self) -> None:
        job = self._running
        if job is None:
            return
        is_over = job.over.is_set()
        if job.progress is not self._shown and job.progress is not None:
            self._shown = job.progress
            self.progressed.emit(job.progress)
        if is_over:
            self._finish(job)

    def _finish(self, job: _Job) -> None:
        self._clock.stop()
        self._running, self._thread, self._shown = None, None, None
        try:
            self._tell(job)
        finally:  # whoever hears of it may fail: that is reported, and the next job runs all the same
            self._start_next()
            if self._running is None:
                self.idle.emit()

    def _tell(self, job: _Job) -> None:
        if job.error is not None:
            self.failed.emit(job.error)
        elif job.cancelled.is_set():
            self.cancelled.emit()
        else:
            self.finished.emit(job.result)
            if job.finished is not None:
                job.finished(job.result)
