"""What an import did, for people to read and to keep."""

from dataclasses import asdict, dataclass
from typing import Any

from annotator.domain.exchange import Problem


@dataclass(frozen=True, slots=True)
class FileReport:
    """One file of an import: how it was read, and how many rows it gave."""

    name: str
    encoding: str
    format: str
    documents: int


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did. `copies` are appearances of texts that had one already; `updated` documents were
    labelled before, and are labelled otherwise now; `labels` are those that were new to the scheme.
    """

    documents: int
    appearances: int
    copies: int
    already_here: int
    updated: int
    spans: int
    marks: int
    opinions: int
    labels: tuple[str, ...]
    problems: tuple[Problem, ...]
    files: tuple[FileReport, ...]

    @property
    def skipped(self) -> int:
        """How many rows or files were left out for a problem."""
        return sum(problem.skipped for problem in self.problems)

    def sentences(self) -> list[str]:
        """The import in a few sentences."""
        said = [f"{counted(self.documents, 'new article')}."]
        if self.copies:
            copies = counted(self.copies, "copy of a text", "copies of texts")
            said.append(f"{copies} that were here: no new articles, more appearances.")
        if self.already_here:
            said.append(f"{counted(self.already_here, 'row')} here already.")
        if self.updated:
            said.append(
                f"{counted(self.updated, 'article')} labelled before and changed; nothing was removed."
            )
        if self.spans or self.marks or self.opinions:
            marks = counted(self.marks, "sentiment or note", "sentiments and notes")
            said.append(f"{counted(self.spans, 'span')}, {marks}, {counted(self.opinions, 'opinion')}.")
        if self.labels:
            said.append(f"New in the scheme: {', '.join(self.labels)}.")
        if self.problems:
            said.append(
                f"{counted(len(self.problems), 'problem')}, {self.skipped} of them left something out."
            )
        return said

    def facts(self) -> dict[str, Any]:
        """The same for scripts, ready for JSON."""
        return {**asdict(self), "problems": [str(problem) for problem in self.problems]}

    def text(self) -> str:
        """The whole report, to be saved."""
        files = [
            f"{one.name}: {one.format}, {one.encoding}, {counted(one.documents, 'row')}" for one in self.files
        ]
        return "\n".join([*self.sentences(), "", *files, "", *map(str, self.problems)]).rstrip() + "\n"


def counted(number: int, one: str, many: str = "") -> str:
    """The number and what it counts, in the singular or the plural."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
