"""Formats: what comes in and what goes out. One module a format, with a value `importer`, `exporter` or both.

Other distributions add theirs under the entry point groups `annotator.importers` and `annotator.exporters`.
A format whose library is missing is listed with the reason, and cannot be used.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Any, BinaryIO, Protocol, runtime_checkable

from annotator.domain.exchange import AnnotatedDocument, Incoming, LeftOut, Problem
from annotator.domain.scheme import Scheme
from annotator.errors import UserError
from annotator.formats.columns import Columns
from annotator.formats.options import Choice, WriteOptions
from annotator.formats.options import ReadOptions as ReadOptions

IMPORTERS, EXPORTERS = "annotator.importers", "annotator.exporters"


class Importer(Protocol):
    """Reads one kind of file. `suffixes` are lower-case and have their dots.

    It may also have: `reads_bytes`, True where the bytes are no text in one encoding, so none is guessed;
    `choices`, what a person may choose; `takes`, the endings of files that go with one of its own, by the
    same name, and are no articles by themselves.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]

    def read(self, stream: BinaryIO, file: str, options: ReadOptions) -> Iterator[Incoming | Problem]:
        """The rows of the stream in their order, and what was wrong; `file` is how problems call it.

        Offsets are code points of the row's text. Nothing is raised for what a file holds.
        """
        ...


@runtime_checkable
class Recognises(Protocol):
    """An importer that knows its files by how they begin: others may have the same ending."""

    def recognises(self, head: bytes) -> bool:
        """Whether a file that begins so is one of its own. `head` are the first 64 KB, or all."""
        ...


@runtime_checkable
class HasColumns(Protocol):
    """An importer of files whose columns a person may choose."""

    def columns(
        self, stream: BinaryIO, file: str, options: ReadOptions
    ) -> tuple[tuple[str, ...], Columns | None]:
        """The names of the columns, and which is what, where one of them looks like the text."""
        ...


class Exporter(Protocol):
    """Writes one kind of file; `suffix` has its dot.

    `cannot_hold` says what is always left out, in plural words that go on a list; `load_line` is the line of
    code or command that loads the file, with `{file}` for its name; `choices` are what a person may choose.
    """

    name: str
    title: str
    suffix: str
    cannot_hold: tuple[str, ...]
    load_line: str
    choices: tuple[Choice, ...]

    def write(
        self,
        documents: Iterable[AnnotatedDocument],
        scheme: Scheme,
        out: BinaryIO,
        options: WriteOptions,
    ) -> Iterator[int | LeftOut]:
        """Write the documents to `out` while being iterated; yields how many are written so far, and what of
        a document was left out or changed. Raises UserError for what the options do not allow.

        Each yield is a place where the job can show progress, or stop.
        """
        ...


@dataclass(frozen=True, slots=True)
class Format:
    """A format by name; `problem` says why it cannot be used, where it cannot."""

    name: str
    title: str
    suffixes: tuple[str, ...] = ()
    importer: Importer | None = None
    exporter: Exporter | None = None
    problem: str = ""


@dataclass(slots=True)
class _Found:
    formats: dict[str, Format] = field(default_factory=dict)

    def add(self, name: str, load: Callable[[], Iterable[tuple[str, Any]]]) -> None:
        """Add what `load` gives: pairs of "importer" or "exporter" and the value."""
        try:
            values = list(load())
        except (ImportError, AttributeError) as error:
            self.formats.setdefault(name, Format(name, name, problem=f"unavailable, because {error}"))
            return
        for role, value in values:
            suffixes = value.suffixes if role == "importer" else (value.suffix,)
            known = self.formats.get(value.name) or Format(value.name, value.title)
            every = tuple(dict.fromkeys((*known.suffixes, *suffixes)))
            merged = replace(known, suffixes=every, problem="")
            self.formats[value.name] = (
                replace(merged, importer=value) if role == "importer" else replace(merged, exporter=value)
            )


def formats() -> list[Format]:
    """Every format there is, by name, those that cannot be used among them."""
    from importlib.metadata import entry_points

    found = _Found()
    for module in pkgutil.iter_modules(__path__):
        name = module.name.replace("_", "-")  # what the format is called, where it cannot say so itself
        found.add(name, lambda name=module.name: _of_module(name))  # type: ignore[misc]
    for group, role in ((IMPORTERS, "importer"), (EXPORTERS, "exporter")):
        for point in entry_points(group=group):
            found.add(point.name, lambda point=point, role=role: [(role, point.load())])  # type: ignore[misc]
    return sorted(found.formats.values(), key=lambda one: one.name)


def importer(name: str) -> Importer:
    """The importer of this name; raises UserError where there is none, or where it cannot be used."""
    found = _usable(name, "imported")
    if found.importer is None:
        raise UserError(f"{found.title} can only be exported.", hint=_names("importer"))
    return found.importer


def exporter(name: str) -> Exporter:
    """The exporter of this name; raises UserError where there is none, or where it cannot be used."""
    found = _usable(name, "exported")
    if found.exporter is None:
        raise UserError(f"{found.title} can only be imported.", hint=_names("exporter"))
    return found.exporter


def importers_by_suffix() -> dict[str, tuple[Importer, ...]]:
    """Which importers read files of which ending; first those that tell by looking."""
    found: dict[str, list[Importer]] = {}
    for one in formats():
        if one.importer is not None:
            for suffix in one.importer.suffixes:
                found.setdefault(suffix, []).append(one.importer)
    return {
        suffix: tuple(sorted(importers, key=lambda one: not isinstance(one, Recognises)))
        for suffix, importers in found.items()
    }


def recognised(importers: Iterable[Importer], head: bytes) -> Importer | None:
    """The importer for a file that begins with `head`: one that knows it, else one that takes any."""
    for one in importers:
        if not isinstance(one, Recognises) or one.recognises(head):
            return one
    return None


def suffix_of(file: str) -> str:
    """The ending of a file's name, with its dot, in lower case."""
    return PurePath(file).suffix.lower()


def _of_module(name: str) -> Iterator[tuple[str, Any]]:
    module = importlib.import_module(f"{__name__}.{name}")
    for role in ("importer", "exporter"):
        if hasattr(module, role):
            yield role, getattr(module, role)


def _usable(name: str, what: str) -> Format:
    found = next((one for one in formats() if one.name == name), None)
    if found is None:
        raise UserError(f"There is no format “{name}” that can be {what}.", hint="See: annotator formats")
    if found.problem:
        raise UserError(f"The format “{name}” is {found.problem}.", hint="Install it, then do it again.")
    return found


def _names(role: str) -> str:
    usable = [one.name for one in formats() if getattr(one, role) is not None]
    return f"There are: {', '.join(usable)}"
