"""The process beside the window that learns and suggests: one JSON object a line in, one a line out.

It reads the project itself, read-only, and keeps what it has learned only as long as it lives. Every answer
repeats what was asked.

- `{"do": "learn", "project": path, "layer": name, "with": suggester}`: learn from what is done in the layer;
  the answer has `version` and `examples`.
- `{"do": "add", "document": content id, "layer": name}`: learn from one article more, where a suggester can.
- `{"do": "suggest", "document": content id}`: the answer has `suggestions`, a list of [start, end, label id,
  confidence, suggester and version].

What cannot be done is answered with `problem`, a sentence.
"""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from annotator import suggest
from annotator.domain.document import Document
from annotator.domain.entities import Author
from annotator.domain.exchange import AnnotatedDocument
from annotator.errors import UserError
from annotator.services.suggesting import examples
from annotator.storage.project import Project

Message = dict[str, Any]
_NOBODY = Author("suggester", "suggester")


@runtime_checkable
class Incremental(Protocol):
    """A suggester that can learn from one example more."""

    def add(self, example: AnnotatedDocument) -> None:
        """Know the document as the example has it."""
        ...


class Worker:
    """Answers messages about one project at a time."""

    def __init__(self) -> None:
        """Knows nothing yet."""
        self._project: Project | None = None
        self._learned: dict[str, suggest.Suggester] = {}

    def answer(self, asked: Message) -> Message:
        """What to say to a message."""
        try:
            return {**asked, **self._answers()[asked["do"]](asked)}
        except UserError as error:
            return {**asked, "problem": f"{error.message} {error.hint}".strip()}

    def _answers(self) -> dict[str, Callable[[Message], Message]]:
        return {"learn": self._learn, "add": self._add, "suggest": self._suggest}

    def _learn(self, asked: Message) -> Message:
        project = self._opened(Path(asked["project"]))
        layer = project.layer(asked["layer"])
        if layer is None:
            raise UserError(f"There is no layer {asked['layer']}.")
        known = list(examples(project, layer))
        suggester = suggest.suggester(asked["with"])
        suggester.learn(known)
        self._learned[asked["with"]] = suggester
        return {"version": suggester.version, "examples": len(known)}

    def _add(self, asked: Message) -> Message:
        project = self._project
        layer = project.layer(asked["layer"]) if project else None
        if project is None or layer is None:
            return {}
        document = self._document(project, asked)
        said = project.annotations(document.id, layer.id)
        for suggester in self._learned.values():
            if isinstance(suggester, Incremental):
                suggester.add(AnnotatedDocument(document, layer.name, said))
        return {}

    def _suggest(self, asked: Message) -> Message:
        if self._project is None:
            return {"suggestions": []}
        document = self._document(self._project, asked)
        scheme = self._project.scheme()
        found = [
            (name, one)
            for name, suggester in self._learned.items()
            for one in suggester.suggest(document, scheme)
        ]
        by = {id(one): name for name, one in found}
        best = suggest.best(one for _, one in found)
        said = [[one.start, one.end, one.label_id, one.confidence, self._origin(by[id(one)])] for one in best]
        return {"suggestions": said}

    def _document(self, project: Project, asked: Message) -> Document:
        try:
            return project.document(asked["document"])
        except KeyError as missing:
            raise UserError("That article is not in the project any more.") from missing

    def _origin(self, name: str) -> str:
        return f"{name} {self._learned[name].version}"

    def _opened(self, path: Path) -> Project:
        if self._project is None or self._project.path != path:
            if self._project is not None:
                self._project.close()
            self._learned.clear()
            self._project = Project.open(path, _NOBODY, read_only=True)
        return self._project


def serve(lines: Iterable[str]) -> Iterator[str]:
    """An answer for each line, until they end."""
    worker = Worker()
    for line in lines:
        yield json.dumps(worker.answer(json.loads(line)))


def main() -> None:
    """Answer standard input on standard output."""
    for answer in serve(sys.stdin):
        sys.stdout.write(answer + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
