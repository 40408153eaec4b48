"""brat standoff: a `.txt` with the article and a `.ann` with what is said of it, beside each other.

Offsets are code points, counted as brat counts them, a carriage return and a line feed being one; files of
other tools that count both are seen by the words that stand at the offsets. Read is a `.ann`, with the `.txt`
of its name in the same folder, or a zip of such pairs (the format `brat-zip`).

Read are labels with their ids; notes; an attribute `Sentiment` or `Polarity` as the author's opinion of what
is labelled; other attributes and links to knowledge bases as notes on the words (`Mention: Name`). A label in
several pieces is kept from the first to the last of them, as one label is one range here, and a note says
which pieces they were; pieces that only white space parts, as brat writes a label across lines, need no note.
Relations, events and sets of equals have no place here; the report lists each.

Written is a zip of numbered pairs with `annotation.conf` and `visual.conf`, which brat serves as a folder.
Line ends become line feeds, since brat counts so. The types of brat have only the letters A-Z, digits, `-`
and `_`; `visual.conf` has the labels' own names, which come back when the files are read again.
"""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, Final

from annotator.domain.exchange import AnnotatedDocument, Incoming, LeftOut, Problem
from annotator.domain.scheme import Scheme
from annotator.formats import ReadOptions
from annotator.formats.archives import ZipWriter, numbered
from annotator.formats.brat_reading import Pair
from annotator.formats.brat_types import VISUAL, Types, configuration, names_of, visual
from annotator.formats.brat_writing import HELD, LINE_ENDS, NOTES_ELSEWHERE, SECOND, WORDS, pair_of
from annotator.formats.lines import LONGEST, too_long
from annotator.formats.losses import ARTICLE_SENTIMENT, FLAGS, ORIGINS, SENTENCE_SENTIMENT, left_out
from annotator.formats.options import Choice, WriteOptions

_LOST: Final = (ARTICLE_SENTIMENT, SENTENCE_SENTIMENT, FLAGS, ORIGINS)


_NAME, _TITLE = "brat", "brat standoff"


class BratImporter:
    """Reads brat's pairs of files."""

    name, title = _NAME, _TITLE
    suffixes = (".ann",)
    takes = (".txt",)
    reads_bytes = True

    def read(self, stream: BinaryIO, file: str, options: ReadOptions) -> Iterator[Incoming | Problem]:
        """The article beside a `.ann`; see `Importer`."""
        found = stream.read(LONGEST + 1)
        if len(found) > LONGEST:
            yield too_long(file, None)
            return
        name = f"{PurePosixPath(file).stem}.txt"
        text = _beside(name, options)
        if text is None:
            yield Problem(file, None, f"There is no {name} beside it, to which its offsets point.")
            return
        yield from Pair(file, name, text, names_of(_beside(VISUAL, options) or b"")).read(found)


class BratExporter:
    """Writes brat's pairs of files in an archive."""

    name, title = _NAME, _TITLE
    suffix = ".brat.zip"
    cannot_hold = (*_LOST, HELD, SECOND, WORDS, NOTES_ELSEWHERE, LINE_ENDS, "titles, sources and dates")
    load_line = "unzip {file} -d data/annotator  # within brat's folder"
    choices: tuple[Choice, ...] = ()

    def write(
        self,
        documents: Iterable[AnnotatedDocument],
        scheme: Scheme,
        out: BinaryIO,
        options: WriteOptions,
    ) -> Iterator[int | LeftOut]:
        """A `.txt` and a `.ann` for each document; see `Exporter`."""
        types = Types(scheme)
        with ZipWriter(out) as archive:
            archive.add("annotation.conf", configuration(types, scheme))
            archive.add(VISUAL, visual(types, scheme))
            for count, one in enumerate(documents, 1):
                name = numbered(count, one)
                text, annotations, lost = pair_of(one, types)
                archive.add(f"{name}.ann", annotations)
                archive.add(f"{name}.txt", text)
                yield from left_out(one, _LOST, lost)
                yield count


importer = BratImporter()
exporter = BratExporter()


def _beside(name: str, options: ReadOptions) -> bytes | None:
    found = options.beside(name)
    if found is None:
        return None
    with found:
        return found.read(LONGEST + 1)
