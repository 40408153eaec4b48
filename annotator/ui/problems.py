"""What went wrong, in the window: a sentence for people, a log for whoever mends it. The window lives on."""

import logging
import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject

from annotator.errors import Refused, UserError
from annotator.ui import plain
from annotator.ui.workbench import Workbench

_LOG_BYTES = 1_000_000


class Problems(QObject):
    """The last resort of every slot, and the voice of jobs that fail."""

    def __init__(self, bench: Workbench, log_file: Path) -> None:
        """What is unexpected is written to `log_file`."""
        super().__init__(bench.window)
        self._bench = bench
        self._log_file = log_file
        self._showing = False
        bench.jobs.failed.connect(self.show)

    def install(self) -> None:
        """Take what no one else catches, from now on."""
        log_to(self._log_file)
        sys.excepthook = self.take

    def take(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Say what happened; the signature is that of sys.excepthook."""
        if not isinstance(error, Exception):
            sys.__excepthook__(kind, error, trace)
            return
        if not isinstance(error, Refused | UserError):
            logging.getLogger(__name__).error("unexpected", exc_info=(kind, error, trace))
        self.show(error)

    def show(self, error: Exception) -> None:
        """Tell the person, once at a time: a fault in painting would come again with every dialog."""
        if isinstance(error, Refused):
            self._bench.session.message.emit(str(error))
            return
        if self._showing:
            return
        if isinstance(error, UserError):
            box = plain.error(self._bench.window, error.message, error.hint)
        else:
            box = plain.error(
                self._bench.window,
                "Something went wrong. Your work is saved.",
                f"You can go on. What happened is written in {self._log_file}.",
            )
        self._showing = True
        box.finished.connect(self._shown)
        box.open()

    def _shown(self) -> None:
        self._showing = False


def log_to(file: Path) -> None:
    """Write warnings and errors to the file from now on; a file that grew large begins anew."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.exists() and file.stat().st_size > _LOG_BYTES:
        file.replace(file.with_suffix(".old"))
    handler = logging.FileHandler(file, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)


def default_log_file() -> Path:
    """Where the log is: the user's log folder."""
    from platformdirs import user_log_path

    return user_log_path("annotator", appauthor=False) / "annotator.log"
