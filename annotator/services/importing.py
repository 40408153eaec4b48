"""Articles in: files and folders become documents, with what the files say about them.

Rows come in batches, each one edit on the disk; all edits of an import are one action, so that one undo takes
it back. Closing the generator keeps the batches that are written.
"""

import time
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from annotator import formats
from annotator.domain.exchange import Incoming, Problem
from annotator.errors import UserError
from annotator.files import explained, refusal, shown
from annotator.formats import HasColumns, Importer, ReadOptions, Recognises
from annotator.formats.columns import Columns
from annotator.formats.encodings import Encoding, codec, detect
from annotator.services.arrivals import Arrival, Arrivals, Batch, Tally
from annotator.services.headlines import with_headline
from annotator.services.import_report import FileReport as FileReport
from annotator.services.import_report import ImportReport as ImportReport
from annotator.services.import_report import counted
from annotator.services.progress import Progress
from annotator.services.sources import Source, walk
from annotator.storage.project import Project
from annotator.storage.writing import Stale

MOST_PROBLEMS = 1000  # of one file; the rest is counted
_BATCH_ROWS, _BATCH_CHARACTERS, _BATCH_THINGS = 200, 10_000_000, 10_000
_JUDGED_BYTES = 1 << 20
_HEAD_BYTES = 1 << 16
_BUFFER_BYTES = 1 << 18
_PREVIEW_ROWS = 20
_PAUSE_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How to import. None lets each file decide: its ending the format, its rows the layer, its bytes the
    encoding, its names the columns. `headline` puts titles on top of the texts; `choices` are those that the
    formats of the files offer.
    """

    format: str | None = None
    layer: str | None = None
    headline: bool = False
    encoding: str | None = None
    columns: Columns | None = None
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a file seems to be, before it is imported. `names` are its columns and `columns` which is what,
    where it has any; `guess` says that the encoding is but a guess; `first_rows` would come first.
    """

    format: str
    encoding: str
    guess: bool
    names: tuple[str, ...]
    columns: Columns | None
    first_rows: tuple[Incoming, ...]
    problems: tuple[Problem, ...]


def sources(paths: Iterable[Path]) -> list[Path]:
    """The files that an import of these paths reads: folders are walked for files of a known ending."""
    return [found.path for path in paths for found in walk(path, _by_suffix().keys(), _taken())[0]]


def inspect(path: Path, options: ImportOptions | None = None) -> Inspection:
    """What the file seems to be, and how its import with these options would begin; raises UserError."""
    asked = options or ImportOptions()
    name = shown(path.name)
    if asked.format is None and formats.suffix_of(path.name) not in _by_suffix():
        raise UserError(f"No format reads {name}.", hint=_endings())
    with explained(path):
        if path.exists() and not path.is_file():
            raise UserError(
                f"{name} is no regular file.", hint="Choose a file, or import the folder it is in."
            )
        with path.open("rb") as stream:
            importer = _importer(path.name, asked.format, stream)
            if importer is None:
                raise UserError(f"No format reads {name}.", hint=_endings())
            encoding = _encoding(importer, stream, asked.encoding)
            read = _read_options(path, encoding, asked)
            if encoding is None:
                return Inspection(importer.name, "", True, (), None, (), (_not_text(name),))
            names, columns = _columns(importer, stream, name, read)
        with path.open("rb") as stream:
            found = list(islice(importer.read(stream, name, read), _PREVIEW_ROWS))
    rows = tuple(one for one in found if isinstance(one, Incoming))
    problems = tuple(one for one in found if isinstance(one, Problem))
    return Inspection(
        importer.name, encoding.name, encoding.guess, names, asked.columns or columns, rows, problems
    )


def import_paths(
    project: Project,
    paths: Sequence[Path],
    options: ImportOptions | None = None,
    *,
    action: int | None = None,
    each: Mapping[Path, ImportOptions] | None = None,
) -> Generator[Progress, None, ImportReport]:
    """Import files and folders; what one of them holds wrong is reported, and the rest goes on.

    `action` is the undo step that the import joins, None a step of its own. `each` says of single files how
    to read them (format, encoding, columns) where `options` does not hold. Raises UserError for a format,
    encoding or layer that is not there, and for what the project's file or disk will not do.
    """
    asked = options or ImportOptions()
    for one in (asked, *(each or {}).values()):
        if one.encoding is not None:
            _check_encoding(one.encoding)
    walked = [walk(path, _by_suffix().keys(), _taken()) for path in paths]
    found = [source for sources, _ in walked for source in sources]
    run = _Import(project, asked, each or {}, _title(paths, found), action)
    run.problems += [problem for _, problems in walked for problem in problems]
    total = sum(source.bytes for source in found)
    before = 0
    for source in found:
        with closing(run.file(source)) as steps:
            for done in steps:
                yield Progress(min(before + done, total), total, source.name)
        before += source.bytes
    for _ in run.write():
        yield Progress(total, total, "writing")
    return run.report()


@dataclass(slots=True)
class _Import:
    """One import as it goes along."""

    project: Project
    options: ImportOptions
    each: Mapping[Path, ImportOptions]
    title: str
    action: int | None
    problems: list[Problem] = field(default_factory=list)
    _tally: Tally = field(default_factory=Tally)
    _labels: list[str] = field(default_factory=list)
    _files: list[FileReport] = field(default_factory=list)
    _waiting: list[Arrival] = field(default_factory=list)
    _characters: int = 0
    _things: int = 0
    _arrivals: Arrivals = field(init=False)

    def __post_init__(self) -> None:
        self._arrivals = Arrivals(self.project, self.options.layer)

    def file(self, source: Source) -> Generator[int, None, None]:
        """Read one file, writing full batches; yields how many of its bytes are done."""
        asked = self.each.get(source.path, self.options)
        try:
            with source.path.open("rb", buffering=_BUFFER_BYTES) as stream:
                importer = _importer(source.name, asked.format, stream)
                if importer is None:
                    sentence = f"No format reads this kind of file. {_endings()}"
                    self.problems.append(Problem(source.name, None, sentence))
                    return
                encoding = _encoding(importer, stream, asked.encoding)
                if encoding is None:
                    self.problems.append(_not_text(source.name))
                    return
                if encoding.guess:
                    self.problems.append(_guessed(source.name, encoding))
                options = _read_options(source.path, encoding, asked)
                yield from self._rows(importer, stream, source, options)
        except OSError as error:
            self.problems.append(Problem(source.name, None, refusal(source.path, error).message))

    def _rows(
        self, importer: Importer, stream: BinaryIO, source: Source, options: ReadOptions
    ) -> Iterator[int]:
        rows = problems = 0
        paused = time.monotonic()
        for one in importer.read(stream, source.name, options):
            if isinstance(one, Problem):
                problems += 1
                if problems <= MOST_PROBLEMS:
                    self.problems.append(one)
            else:
                rows += 1
                for _ in self._add(source.name, one):
                    yield stream.tell() if not stream.closed else source.bytes
            if time.monotonic() - paused > _PAUSE_SECONDS:
                yield stream.tell() if not stream.closed else source.bytes
                paused = time.monotonic()
        if problems > MOST_PROBLEMS:
            more = f"{problems - MOST_PROBLEMS:,} more rows have problems."
            self.problems.append(Problem(source.name, None, more))
        self._files.append(FileReport(source.name, options.encoding, importer.name, rows))

    def _add(self, file: str, row: Incoming) -> Iterator[None]:
        self._waiting.append(Arrival(file, with_headline(row) if self.options.headline else row))
        self._characters += len(row.text)
        self._things += len(row.spans) + len(row.sentences) + len(row.opinions) + len(row.notes)
        if (
            len(self._waiting) >= _BATCH_ROWS
            or self._characters >= _BATCH_CHARACTERS
            or self._things >= _BATCH_THINGS
        ):
            yield from self.write()

    def write(self) -> Iterator[None]:
        """Write what waits, as an edit that is on the disk when this ends; yields between parts of a huge.

        Whoever works in the project meanwhile may have changed what the edit stands on: then it is decided
        anew, once.
        """
        waiting, self._waiting = self._waiting, []
        self._characters = self._things = 0
        batch = self._arrivals.batch(waiting)
        try:
            yield from self._commit(batch)
        except Stale:
            batch = self._arrivals.batch(waiting)
            yield from self._commit(batch)
        self._arrivals.written(batch)
        self._tally.add(batch.tally)
        self._labels += batch.labels
        self.problems += batch.problems

    def _commit(self, batch: Batch) -> Iterator[None]:
        for number, edit in enumerate(batch.edits(self.title)):
            if number:
                yield
            self.action = self.project.commit(edit, texts=batch.texts, action=self.action).action

    def report(self) -> ImportReport:
        """What was done."""
        tally = self._tally
        return ImportReport(
            tally.documents,
            tally.appearances,
            tally.copies,
            tally.already_here,
            tally.updated,
            tally.spans,
            tally.marks,
            tally.opinions,
            tuple(self._labels),
            tuple(self.problems),
            tuple(self._files),
        )


def _importer(file: str, format: str | None, stream: BinaryIO) -> Importer | None:
    """The importer that is asked for, which must be there, or the one that knows the file by its ending and
    its beginning; the stream stands at its beginning again.
    """
    if format:
        return _named(format)
    candidates = _by_suffix().get(formats.suffix_of(file), ())
    if len(candidates) < 2 and not any(isinstance(one, Recognises) for one in candidates):
        return next(iter(candidates), None)
    head = stream.read(_HEAD_BYTES)
    stream.seek(0)
    return formats.recognised(candidates, head)


def _read_options(path: Path, encoding: Encoding | None, asked: ImportOptions) -> ReadOptions:
    def beside(name: str) -> BinaryIO | None:
        other = path.with_name(Path(name).name)
        return other.open("rb") if other.is_file() else None

    return ReadOptions(encoding.name if encoding else "utf-8", asked.columns, asked.choices, beside)


@cache
def _by_suffix() -> Mapping[str, tuple[Importer, ...]]:
    """The importers by ending, kept: to find them takes longer than to read a small file."""
    return formats.importers_by_suffix()


@cache
def _taken() -> Mapping[str, tuple[str, ...]]:
    """The endings of files that go with another one, by which endings those have."""
    found: dict[str, tuple[str, ...]] = {}
    for one in {importer for importers in _by_suffix().values() for importer in importers}:
        for suffix in getattr(one, "takes", ()):
            found[suffix] = (*found.get(suffix, ()), *one.suffixes)
    return found


@cache
def _named(format: str) -> Importer:
    return formats.importer(format)


def _columns(
    importer: Importer, stream: BinaryIO, file: str, options: ReadOptions
) -> tuple[tuple[str, ...], Columns | None]:
    return importer.columns(stream, file, options) if isinstance(importer, HasColumns) else ((), None)


def _encoding(importer: Importer, stream: BinaryIO, asked: str | None) -> Encoding | None:
    """The encoding that is asked for, or the one of the bytes, unless the format has none of its own; the
    stream stands at its beginning again.
    """
    if getattr(importer, "reads_bytes", False):
        return Encoding("utf-8")
    if asked is not None:
        _check_encoding(asked)
        return Encoding(asked)
    head = stream.read(_JUDGED_BYTES)
    complete = not stream.read(1)
    stream.seek(0)
    return detect(head, complete=complete)


def _check_encoding(name: str) -> None:
    try:
        codec(name)
    except LookupError:
        sentence = f"There is no encoding “{shown(name)}” of files."
        raise UserError(sentence, hint="Try utf-8, cp1252 or gb18030.") from None


def _guessed(file: str, encoding: Encoding) -> Problem:
    words = f"It is not UTF-8 and was read as {encoding.name}, a guess: see whether its letters are right."
    return Problem(file, None, words, skipped=False)


def _not_text(file: str) -> Problem:
    return Problem(file, None, "It is not a text, or in an encoding that cannot be told.")


def _endings() -> str:
    return f"Files may end in {', '.join(sorted(_by_suffix()))}; or name the format."


def _title(paths: Sequence[Path], found: Sequence[Source]) -> str:
    if len(paths) == 1:
        return f"import {shown(paths[0].name)}"
    return f"import {counted(len(found), 'file')}"
