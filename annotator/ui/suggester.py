"""The process beside the window that learns from what is done and suggests for what is shown."""

import json
import logging
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal

import annotator

_MODULE = "annotator.services.suggest_worker"


class Suggester(QObject):
    """Asks the process and hands on its answers; the window never waits for it.

    `suggested` carries a document's content id and its suggestions, each [start, end, label id, confidence,
    origin]; `learned` the suggester's name and what it answered; `failed` a sentence.
    """

    suggested = Signal(str, list)
    learned = Signal(str, dict)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        """The process starts when something is asked."""
        super().__init__(parent)
        self._process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("PYTHONPATH", str(Path(annotator.__file__).parents[1]))
        environment.insert("PYTHONIOENCODING", "utf-8")
        self._process.setProcessEnvironment(environment)
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.errorOccurred.connect(self._broken)
        self._process.readyReadStandardError.connect(self._complain)

    @property
    def has_begun(self) -> bool:
        """Whether the process lives, with what it was asked to learn."""
        return self._process.state() is not QProcess.ProcessState.NotRunning

    def learn(self, project: Path, layer: str, name: str) -> None:
        """Learn from what is done in this layer; answered by `learned` or `failed`."""
        self._ask({"do": "learn", "project": str(project), "layer": layer, "with": name})

    def add(self, document: str, layer: str) -> None:
        """Learn from one article more, without an answer."""
        self._ask({"do": "add", "document": document, "layer": layer})

    def suggest(self, document: str) -> None:
        """Suggest for the document with this content id; answered by `suggested`."""
        self._ask({"do": "suggest", "document": document})

    def close(self) -> None:
        """Let the process end; what it had learned is gone with it."""
        if self._process.state() is QProcess.ProcessState.NotRunning:
            return
        self._process.blockSignals(True)
        self._process.closeWriteChannel()
        self._process.kill()
        self._process.waitForFinished(1000)
        self._process.blockSignals(False)

    def _ask(self, message: dict[str, Any]) -> None:
        if self._process.state() is QProcess.ProcessState.NotRunning:
            self._process.start(sys.executable, ["-m", _MODULE])
        self._process.write(json.dumps(message).encode() + b"\n")

    def _read(self) -> None:
        while self._process.canReadLine():
            answer = json.loads(bytes(self._process.readLine().data()))
            if "problem" in answer:
                self.failed.emit(answer["problem"])
            elif answer["do"] == "learn":
                self.learned.emit(answer["with"], answer)
            elif answer["do"] == "suggest":
                self.suggested.emit(answer["document"], answer["suggestions"])

    def _complain(self) -> None:
        said = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")
        logging.getLogger(__name__).warning("%s", said.rstrip())

    def _broken(self, error: QProcess.ProcessError) -> None:
        self.failed.emit(
            f"Suggestions stopped: {self._process.errorString()}. Labelling goes on without them."
        )
