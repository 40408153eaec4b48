"""A look at a file before it is imported: what it seems to be, and a value of each of its columns."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from annotator.domain.exchange import Incoming
from annotator.errors import UserError
from annotator.formats.columns import Columns
from annotator.services.importing import ImportOptions, Inspection, inspect

_TRIED_COLUMNS = 30


@dataclass(frozen=True, slots=True)
class Look:
    """What a file seems to be; without an inspection, `problem` says why there is none."""

    inspection: Inspection | None
    samples: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The file's columns."""
        return self.inspection.names if self.inspection else ()

    @property
    def sentence(self) -> str:
        """What is wrong with the file or its first rows; empty where nothing is."""
        if self.problem or self.inspection is None:
            return self.problem
        return next((one.message for one in self.inspection.problems), "")

    @property
    def is_usable(self) -> bool:
        """Whether at least one row would come in."""
        return self.inspection is not None and bool(self.inspection.first_rows)


def look(path: Path, options: ImportOptions) -> Look:
    """Look at the beginning of a file, as these options would read it."""
    try:
        found = inspect(path, options)
        if not found.names:
            return Look(found)
        guessed = inspect(path, replace(options, columns=None)) if options.columns else found
        return Look(found, _samples(path, options, guessed))
    except UserError as error:
        return Look(None, problem=f"{error.message} {error.hint}".strip())


def _samples(path: Path, options: ImportOptions, found: Inspection) -> Mapping[str, str]:
    """The first value of each column; where none looks like a text, each is tried as one."""
    tries = [found.columns] if found.columns else [Columns(name) for name in found.names[:_TRIED_COLUMNS]]
    for columns in tries:
        seen = found if columns == found.columns else inspect(path, replace(options, columns=columns))
        if seen.first_rows:
            return _values(seen.first_rows, columns)
    return {}


def _values(rows: tuple[Incoming, ...], columns: Columns) -> Mapping[str, str]:
    values: dict[str, str] = {}
    for row in rows:
        first = row.appearances[0]
        said: dict[str, object] = {key: value for key, value in first.meta.items() if value}
        for what, column in asdict(columns).items():
            value = getattr(row if what in ("text", "sentiment") else first, what)
            if column and value:
                said[column] = value
        for column, value in said.items():
            values.setdefault(column, str(value))
    return values
