"""Which files an import of files and folders reads."""

import os
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from annotator.domain.exchange import Problem
from annotator.formats import suffix_of


@dataclass(frozen=True, slots=True)
class Source:
    """A file, what problems call it, and its size in bytes."""

    path: Path
    name: str
    bytes: int


def walk(path: Path, suffixes: Collection[str]) -> tuple[list[Source], Problem | None]:
    """The files to read below a path, in order of their names, and what is to be said of the others."""
    if not path.is_dir():
        if not path.exists():
            return [], Problem(str(path), None, "There is no such file.")
        return [Source(path, path.name, path.stat().st_size)], None
    found: list[Source] = []
    others: Counter[str] = Counter()
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for file in (Path(folder, name) for name in sorted(names) if not name.startswith(".")):
            if suffix_of(file.name) in suffixes:
                found.append(Source(file, file.relative_to(path).as_posix(), file.stat().st_size))
            else:
                others[file.suffix or file.name] += 1
    if not others:
        return found, None
    kinds = ", ".join(f"{count} {kind}" for kind, count in others.most_common(5))
    return found, Problem(
        path.name, None, f"Files that no format reads were passed over: {kinds}.", skipped=not found
    )
