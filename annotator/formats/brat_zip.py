"""brat standoff in a zip: pairs of `.txt` and `.ann`, as the export to brat writes them.

Everything is read as from the files themselves; see the format `brat`. Nothing is unpacked to the disk.
"""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from annotator.domain.exchange import Incoming, Problem
from annotator.formats import ReadOptions
from annotator.formats.archives import ZipReader, first_names, is_zip
from annotator.formats.brat_reading import Pair
from annotator.formats.brat_types import VISUAL, names_of


class BratZip:
    """Reads an archive of brat's pairs."""

    name = "brat-zip"
    title = "brat standoff in a zip"
    suffixes = (".zip",)
    reads_bytes = True

    def recognises(self, head: bytes) -> bool:
        """Whether it is an archive that has a `.ann` among its first members; see `Recognises`."""
        return is_zip(head) and any(name.endswith(".ann") for name in first_names(head))

    def read(self, stream: BinaryIO, file: str, options: ReadOptions) -> Iterator[Incoming | Problem]:
        """The articles of the pairs, in their order; see `Importer`."""
        try:
            archive = ZipReader(stream)
        except ValueError:
            yield Problem(file, None, "It is no archive that can be read.")
            return
        for name in archive.names:
            if name.endswith(".ann"):
                yield from _pair(archive, name, file)


importer = BratZip()


def _pair(archive: ZipReader, name: str, file: str) -> Iterator[Incoming | Problem]:
    where, text_name = f"{file}/{name}", f"{name.removesuffix('.ann')}.txt"
    article = PurePosixPath(text_name).name
    if text_name not in archive:
        yield Problem(where, None, f"There is no {article} beside it, to which its offsets point.")
        return
    said, text = archive.read(name, where), archive.read(text_name, f"{file}/{text_name}")
    if isinstance(said, Problem):
        yield said
    elif isinstance(text, Problem):
        yield text
    else:
        names = _names(archive, str(PurePosixPath(name).with_name(VISUAL)))
        yield from Pair(where, article, text, names).read(said)


def _names(archive: ZipReader, name: str) -> dict[str, str]:
    found = archive.read(name, name) if name in archive else b""
    return names_of(found) if isinstance(found, bytes) else {}
