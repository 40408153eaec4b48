"""A data set of Hugging Face as it was exported: the rows and the card in one zip archive.

It is read as the format `huggingface` reads the files in it, in the order of their names; the card names
the tags. Nothing is unpacked to the disk.
"""

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, Final, cast

from annotator.domain.exchange import Incoming, Problem
from annotator.formats import huggingface
from annotator.formats.archives import first_names, is_zip
from annotator.formats.options import ReadOptions

_BROKEN: Final = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError),
)


class HuggingFaceZip:
    """Reads the archive."""

    name = "huggingface-zip"
    title = "Hugging Face data set in a zip"
    suffixes = (".zip",)
    reads_bytes = True
    choices = huggingface.importer.choices

    def recognises(self, head: bytes) -> bool:
        """Whether rows come first in the archive; see `Recognises`."""
        return is_zip(head) and next(first_names(head), "").endswith(".jsonl")

    def read(self, stream: BinaryIO, file: str, options: ReadOptions) -> Iterator[Incoming | Problem]:
        """The articles of all files of rows; see `Importer`."""
        try:
            with zipfile.ZipFile(stream) as archive:
                names = sorted(name for name in archive.namelist() if name.endswith(".jsonl"))
                inside = replace(options, beside=lambda name: _opened(archive, name))
                if not names:
                    yield Problem(file, None, "There are no rows in it: no file ends in .jsonl.")
                for name in names:
                    with cast(BinaryIO, archive.open(name)) as rows:
                        yield from huggingface.importer.read(rows, f"{file}/{name}", inside)
        except _BROKEN:
            yield Problem(file, None, "It cannot be unpacked; what could be read came in.")


importer = HuggingFaceZip()


def _opened(archive: zipfile.ZipFile, name: str) -> BinaryIO | None:
    return cast(BinaryIO, archive.open(name)) if name in archive.namelist() else None
