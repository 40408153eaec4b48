"""Backups that are taken by themselves, outside the project's folder, for when a project is damaged."""

import shutil
from collections.abc import Generator
from datetime import datetime
from pathlib import Path

from annotator.domain.ids import derived_id
from annotator.errors import UserError
from annotator.files import explained
from annotator.services.progress import Progress
from annotator.storage import backup

KEPT = 5
LARGEST_BYTES = 300_000_000
_ROOM = 1.2  # times its size, for the copy and what is written beside it meanwhile
_MOMENT = "%Y%m%d-%H%M%S"


def copying(project: Path, target: Path) -> Generator[Progress, None, None]:
    """Copy the project, which may be open, to `target`; raises UserError."""
    yield Progress(0, None, "Copying")
    if target.resolve() == project.resolve():
        raise UserError("That is the project itself.", hint="Choose another name.")
    backup.copy(project, target)


def is_large(project: Path) -> bool:
    """Whether the project is too large to be backed up among the user's data."""
    return project.stat().st_size > LARGEST_BYTES


def beside(project: Path, now: datetime) -> Path:
    """Put a checked copy beside the project; raises UserError where the disk has no room for it."""
    size = project.stat().st_size
    if shutil.disk_usage(project.parent).free < size * _ROOM:
        raise UserError(
            f"There is no room for a backup of {project.name} beside it, which takes {megabytes(size)}.",
            hint="Make room on that disk, or go on without a backup.",
        )
    target = project.with_name(f"{project.stem} before {now:%Y-%m-%d %H.%M.%S}{project.suffix}")
    backup.copy(project, target)
    return target


def megabytes(size: int) -> str:
    """A number of bytes, for people."""
    return f"{size / 1_000_000:,.0f} MB"


class Backups:
    """The backups of all projects, in one folder."""

    def __init__(self, folder: Path) -> None:
        """`folder` is made when the first backup is taken."""
        self._folder = folder

    @classmethod
    def usual(cls) -> "Backups":
        """Those in the user's data folder."""
        from platformdirs import user_data_path

        return cls(user_data_path("annotator", appauthor=False) / "backups")

    def take(self, project: Path, now: datetime) -> Path | None:
        """Back the project up, unless nothing was done since the last time or the file is very large.

        The copy is checked before it counts; the oldest of more than `KEPT` are removed. Raises UserError.
        """
        if is_large(project):
            return None
        edits = backup.edits(project)
        before = self.of(project)
        if before and before[0].stem.rpartition("-")[2] == str(edits):
            return None
        target = self._of(project) / f"{now.strftime(_MOMENT)}-{edits}{project.suffix}"
        with explained(target.parent):
            target.parent.mkdir(parents=True, exist_ok=True)
        backup.copy(project, target)
        for old in self.of(project)[KEPT:]:
            old.unlink()
        return target

    def before(self, project: Path, now: datetime) -> Path:
        """A backup of the project as it is, for what is about to happen to all of it: a new one, or the
        latest if nothing was done since; that of a very large project lies beside it. Raises UserError.
        """
        if is_large(project):
            return beside(project, now)
        return self.take(project, now) or self.of(project)[0]

    def of(self, project: Path) -> list[Path]:
        """The project's backups, the latest first."""
        folder = self._of(project)
        return sorted(folder.glob(f"*{project.suffix}"), reverse=True) if folder.is_dir() else []

    def moment_of(self, backup: Path) -> datetime:
        """When the backup was taken, by the clock of the place."""
        return datetime.strptime(backup.stem.rpartition("-")[0], _MOMENT)

    def restore(self, project: Path) -> Path:
        """Put a copy of the latest backup beside the project, which stays as it is; raises UserError."""
        latest = self.of(project)[0]
        moment = self.moment_of(latest)
        target = project.with_name(f"{project.stem} as of {moment:%Y-%m-%d %H.%M.%S}{project.suffix}")
        if not target.exists():
            backup.copy(latest, target)
        return target

    def _of(self, project: Path) -> Path:
        place = project.resolve()
        return self._folder / f"{place.stem}-{derived_id(place)}"
