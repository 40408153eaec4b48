"""Which files an import of files and folders reads."""

import os
import stat
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from annotator.domain.exchange import Problem
from annotator.files import refusal, shown
from annotator.formats import suffix_of


@dataclass(frozen=True, slots=True)
class Source:
    """A file, what problems call it, and its size in bytes."""

    path: Path
    name: str
    bytes: int


def walk(
    path: Path, suffixes: Collection[str], taken: Mapping[str, Collection[str]] | None = None
) -> tuple[list[Source], list[Problem]]:
    """The files to read below a path, in order of their names, and what is to be said of the others.

    `taken` says which endings go with a file of the same name and which other ending, and are not read alone.
    Only regular files are read, which cannot keep a reader waiting; links to folders are not followed.
    """
    try:
        is_folder = stat.S_ISDIR(path.stat().st_mode)
    except OSError as error:
        return [], [_unreadable(path, shown(path), error)]
    sources: list[Source] = []
    problems: list[Problem] = []
    for one in _below(path, suffixes, taken or {}) if is_folder else [_source(path, shown(path.name))]:
        if isinstance(one, Source):
            sources.append(one)
        else:
            problems.append(one)
    if is_folder and not sources and not problems:
        problems.append(Problem(shown(path), None, "There is no file in it to import."))
    if is_folder and not sources:
        problems = [Problem(one.file, one.line, one.message) for one in problems]
    return sources, problems


def _below(
    top: Path, suffixes: Collection[str], taken: Mapping[str, Collection[str]]
) -> Iterator[Source | Problem]:
    others: Counter[str] = Counter()
    closed: list[OSError] = []
    for folder, folders, names in os.walk(top, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for linked in (Path(folder, name) for name in folders if Path(folder, name).is_symlink()):
            words = "It is a link to a folder, which is not followed: import the folder itself."
            yield Problem(shown(linked.relative_to(top).as_posix()), None, words, skipped=False)
        present = frozenset(names)
        for file in (Path(folder, name) for name in sorted(names) if not name.startswith(".")):
            if any(f"{file.stem}{other}" in present for other in taken.get(suffix_of(file.name), ())):
                continue
            if suffix_of(file.name) in suffixes:
                yield _source(file, shown(file.relative_to(top).as_posix()))
            else:
                others[shown(file.suffix or file.name)] += 1
    for error in closed:
        place = Path(str(error.filename))
        yield _unreadable(place, shown(place), error)
    if others:
        kinds = ", ".join(f"{count} {kind}" for kind, count in others.most_common(5))
        words = f"Files that no format reads were passed over: {kinds}."
        yield Problem(shown(top.name), None, words, skipped=False)


def _source(path: Path, name: str) -> Source | Problem:
    try:
        found = path.stat()
    except OSError as error:
        return _unreadable(path, name, error)
    if not stat.S_ISREG(found.st_mode):
        return Problem(name, None, "It is no regular file, but a device, a pipe or the like.")
    return Source(path, name, found.st_size)


def _unreadable(path: Path, name: str, error: OSError) -> Problem:
    if isinstance(error, FileNotFoundError):
        gone = "It is a link to a file that is gone." if path.is_symlink() else "There is no such file."
        return Problem(name, None, gone)
    return Problem(name, None, refusal(path, error).message)
