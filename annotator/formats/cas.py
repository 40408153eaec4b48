"""UIMA CAS, as JSON 0.4.0 and as XMI 1.0: the door to INCEpTION, through the library dkpro-cassis.

Offsets are UTF-16 units in the files, which the library turns into code points and back; an offset within a
character or beyond the text is reported, never rounded. Line ends and emoji stay as they are.

Every annotation with a place that is about names comes in: its label is the feature `value`, else its first
feature of words, else the name of its type; other features are notes on the words. Tokens and sentences are
not kept, as the program has its own. Relations, chains and layers about words are left out and listed. XMI
needs the `TypeSystem.xml` that stands in the same folder, else only types of DKPro Core are known. Title, id,
address and language come from the document's metadata.

Written is a zip with a file for each article: INCEpTION imports the JSON as “UIMA CAS JSON 0.4.0”, with
labels as named entities, nested and crossing ones too, and with tokens and sentences, none of which ends
within a label. XMI cannot hold control characters; an article with any is left out and listed.
"""

from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final

from annotator.domain.exchange import AnnotatedDocument, Incoming, LeftOut, Problem
from annotator.domain.scheme import Scheme
from annotator.formats import ReadOptions
from annotator.formats.archives import ZipWriter, numbered
from annotator.formats.cas_loading import is_cas
from annotator.formats.cas_reading import articles
from annotator.formats.cas_writing import CasWriter
from annotator.formats.lines import LONGEST
from annotator.formats.losses import SAID, left_out
from annotator.formats.needs import need
from annotator.formats.options import Choice, WriteOptions

need("cassis", "cas")

AS: Final = Choice(
    "as", "Files are", {"json": "UIMA CAS JSON, with its types", "xmi": "XMI, with a TypeSystem.xml beside"}
)
TYPES: Final = "TypeSystem.xml"
_CONTROLS: Final = "articles with control characters"
_NAME, _TITLE = "cas", "UIMA CAS (INCEpTION)"


class CasImporter:
    """Reads UIMA CAS JSON and XMI."""

    name, title = _NAME, _TITLE
    suffixes = (".xmi", ".json")
    reads_bytes = True

    def recognises(self, head: bytes) -> bool:
        """Whether it begins as a CAS does; see `Recognises`."""
        return is_cas(head)

    def read(self, stream: BinaryIO, file: str, options: ReadOptions) -> Iterator[Incoming | Problem]:
        """The article of the file; see `Importer`."""
        types = options.beside(TYPES) if file.lower().endswith(".xmi") else None
        if types is None:
            yield from articles(stream.read(LONGEST + 1), file, None)
            return
        with types:
            yield from articles(stream.read(LONGEST + 1), file, types.read(LONGEST))


class CasExporter:
    """Writes UIMA CAS files in an archive."""

    name, title = _NAME, _TITLE
    suffix = ".cas.zip"
    cannot_hold = (*SAID, "sources, authors and dates")
    load_line = 'cassis.load_cas_from_json(zipfile.ZipFile("{file}").open("NAME.json"))'
    choices = (AS,)

    def write(
        self,
        documents: Iterable[AnnotatedDocument],
        scheme: Scheme,
        out: BinaryIO,
        options: WriteOptions,
    ) -> Iterator[int | LeftOut]:
        """A file for each document; see `Exporter`."""
        writer, kind = CasWriter(scheme), options.choice(AS)
        with ZipWriter(out) as archive:
            if kind == "xmi":
                archive.add(TYPES, writer.types())
            for count, one in enumerate(documents, 1):
                made = writer.xmi(one) if kind == "xmi" else writer.json(one)
                if made is None:
                    yield LeftOut(one.document.id, _CONTROLS)
                else:
                    archive.add(f"{numbered(count, one)}.{kind}", made)
                    yield from left_out(one)
                yield count


importer = CasImporter()
exporter = CasExporter()
