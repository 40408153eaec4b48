"""Every content check of a project."""

from collections.abc import Generator

from annotator.services.progress import Progress
from annotator.storage.project import Project


def check(project: Project) -> Generator[Progress, None, list[str]]:
    """What is wrong with the project, a sentence each: hashes, ranges, the log, the index. It only reads."""
    found: list[str] = []
    yield Progress(0, None, "checking")
    for problem in project.problems():
        found.append(problem)
        yield Progress(len(found), None, "problems found")
    return found
