"""Rows of CSV, for the formats that are tables of articles or of sentences."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

from annotator.domain.entities import Mark
from annotator.domain.exchange import AnnotatedDocument


class CsvWriter:
    """Writes rows as spreadsheets and `csv` read them: commas, quotation marks where needed, line feeds."""

    def __init__(self, out: BinaryIO, names: Sequence[str]) -> None:
        """Write the header. `out` is the caller's to close."""
        self._out = out
        self.row(names)

    def row(self, cells: Sequence[object]) -> None:
        """Write one row; None is an empty cell."""
        line = io.StringIO()
        # Before Python 3.13 a carriage return is only quoted where it is part of the line's end.
        csv.writer(line, lineterminator="\r\n").writerow(cells)
        self._out.write(line.getvalue().removesuffix("\r\n").encode() + b"\n")


def facts_of(one: AnnotatedDocument) -> dict[str, Any]:
    """What both tables say of an article: what its first appearance says."""
    first = one.document.first
    return {
        "ref": first.ref,
        "title": first.title or None,
        "source": first.source,
        "author": first.author,
        "published": first.published,
        "language": one.document.language,
        "url": first.url,
    }


def notes_of(marks: Iterable[Mark]) -> str | None:
    """The words of all notes, a line each."""
    return "\n".join(mark.value for mark in marks) or None
