"""Long work beside the window: a generator stepped by one worker thread, to be watched and cancelled."""

import logging
import threading
from collections import deque
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from annotator.errors import UserError
from annotator.services.progress import Progress

Work = Generator[Progress, None, Any]


@dataclass(slots=True)
class _Job:
    title: str
    work: Work
    finished: Callable[[Any], None] | None
    cancelled: threading.Event


class Jobs(QObject):
    """Runs one job after the other; its signals arrive in the thread it was made in.

    A yield of the generator is a place to stop: cancelling closes it on its own thread, so that its `with`
    blocks unwind and an open transaction rolls back.
    """

    started = Signal(str)
    progressed = Signal(object)
    finished = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    idle = Signal()
    _over = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Nothing runs yet."""
        super().__init__(parent)
        self._waiting: deque[_Job] = deque()
        self._running: _Job | None = None
        self._thread: threading.Thread | None = None
        self._over.connect(self._finish)

    @property
    def running(self) -> str | None:
        """The title of the job that runs."""
        return self._running.title if self._running else None

    def run(self, title: str, work: Work, finished: Callable[[Any], None] | None = None) -> None:
        """Run the generator as soon as what runs is over; `finished` is called here with what it returns."""
        self._waiting.append(_Job(title, work, finished, threading.Event()))
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
            self._thread = None

    def _start_next(self) -> None:
        if self._running is not None or not self._waiting:
            return
        self._running = job = self._waiting.popleft()
        self.started.emit(job.title)
        # Not a daemon: a thread that outlives the interpreter's objects would emit the signals of a dead one.
        self._thread = threading.Thread(target=self._step, args=(job,), name=job.title)
        self._thread.start()

    def _step(self, job: _Job) -> None:
        try:
            while not job.cancelled.is_set():
                self.progressed.emit(next(job.work))
            job.work.close()
            self._over.emit(job, None, None)
        except StopIteration as stop:
            self._over.emit(job, stop.value, None)
        except Exception as error:  # the thread's last frame: what went wrong is told in the window
            if not isinstance(error, UserError):
                logging.getLogger(__name__).exception("%s", job.title)
            self._over.emit(job, None, error)

    def _finish(self, job: _Job, result: object, error: Exception | None) -> None:
        self._running = None
        if error is not None:
            self.failed.emit(error)
        elif job.cancelled.is_set():
            self.cancelled.emit()
        else:
            self.finished.emit(result)
            if job.finished is not None:
                job.finished(result)
        self._start_next()
        if self._running is None:
            self.idle.emit()
