"""UIMA CAS in a zip: as the export to it writes them, and the projects that INCEpTION exports.

Every `.json` and `.xmi` in it is read as by the format `cas`, with the `TypeSystem.xml` in the same folder or
at the top; also in zips within the zip, where INCEpTION keeps what each annotator made. In a project, what is
below `annotation/DOCUMENT/` goes into a layer with the annotator's name, what is below `curation/` into the
gold layer. Java objects (`.ser`) are never read: export the project with UIMA CAS JSON as its second format.
"""

import io
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, Final

from annotator.domain.entities import GOLD
from annotator.domain.exchange import Incoming, Problem
from annotator.formats import ReadOptions
from annotator.formats.archives import ZipReader, first_names, is_zip
from annotator.formats.cas import TYPES
from annotator.formats.cas_loading import is_cas
from annotator.formats.cas_reading import articles
from annotator.formats.needs import need

need("cassis", "cas")

_ANNOTATION, _CURATION = "annotation", "curation"
_OURS: Final = (".json", ".xmi")
_SIGNS: Final = ("TypeSystem.xml", "exportedproject")


class CasZip:
    """Reads an archive of UIMA CAS files."""

    name = "cas-zip"
    title = "UIMA CAS in a zip (INCEpTION project)"
    suffixes = (".zip",)
    reads_bytes = True

    def recognises(self, head: bytes) -> bool:
        """Whether it is an archive whose first members are such files; see `Recognises`."""
        names = [PurePosixPath(name).name for name in first_names(head)] if is_zip(head) else []
        return any(name.startswith(_SIGNS) or name.endswith(".xmi") for name in names) or (
            bool(names) and all(name.endswith(".json") for name in names)
        )

    def read(self, stream: BinaryIO, file: str, options: ReadOptions) -> Iterator[Incoming | Problem]:
        """The articles of all files in it, in their order; see `Importer`."""
        yield from _archive(stream, file, None, nested=True)


importer = CasZip()


def _archive(stream: BinaryIO, file: str, layer: str | None, *, nested: bool) -> Iterator[Incoming | Problem]:
    try:
        archive = ZipReader(stream)
    except ValueError:
        yield Problem(file, None, "It is no archive that can be read.")
        return
    objects = sum(name.endswith(".ser") for name in archive.names)
    for name in archive.names:
        suffix = PurePosixPath(name).suffix
        if suffix not in (*_OURS, ".zip") or (suffix == ".zip" and not nested):
            continue
        where = f"{file}/{name}"
        data = archive.read(name, where)
        if isinstance(data, Problem):
            yield data
        elif suffix == ".zip":
            yield from _archive(io.BytesIO(data), where, _layer(name), nested=False)
        elif is_cas(data):
            yield from articles(data, where, _types(archive, name), layer or _layer(name))
    if objects:
        words = f"{objects} files of Java objects were not read: export with UIMA CAS JSON as second format."
        yield Problem(file, None, words, skipped=False)


def _types(archive: ZipReader, name: str) -> bytes | None:
    if not name.endswith(".xmi"):
        return None
    beside = str(PurePosixPath(name).with_name(TYPES))
    found = next((one for one in (beside, TYPES) if one in archive), None)
    data = archive.read(found, found) if found else None
    return data if isinstance(data, bytes) else None


def _layer(name: str) -> str | None:
    """The layer of a file of INCEpTION's projects: the annotator's, or gold; None elsewhere."""
    parts = PurePosixPath(name).parts
    if len(parts) != 3:
        return None
    if parts[0] == _CURATION:
        return GOLD
    return PurePosixPath(name).stem if parts[0] == _ANNOTATION else None
