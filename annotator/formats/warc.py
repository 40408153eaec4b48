"""WARC, in which crawlers keep the web, `.warc` and `.warc.gz`, such as CC-News. Needs the extra `warc`.

Every page that was found (a response of status 200, or a resource, that is HTML) is one article, extracted
as from a saved web page. Its address is the one that was asked for, its `ref` the id of the record, its
date the one in the page, else that of the crawl, which `meta` has in any case. What is no page is passed
over and counted; requests and what belongs to the crawl itself, and a page that was found unchanged, are
passed over. The archive is read from its beginning to its end and never unpacked: memory does not grow
with it.
"""

import zlib
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from typing import Any, BinaryIO, Final

from annotator.domain.exchange import Incoming, Problem
from annotator.formats import ReadOptions
from annotator.formats.needs import need
from annotator.formats.places import short
from annotator.formats.web_page import LONGEST_PAGE, Page, extracted, why_not

need("warcio", "warc")
need("trafilatura", "warc")

_MAGIC: Final = b"WARC/"
_PAGES: Final = ("text/html", "application/xhtml+xml")


class WarcImporter:
    """Reads the pages of a WARC file."""

    name = "warc"
    title = "WARC"
    suffixes = (".warc", ".gz")
    reads_bytes = True

    def recognises(self, head: bytes) -> bool:
        """Whether it begins as a WARC file does, also within gzip; see `Recognises`."""
        if head[:2] != b"\x1f\x8b":
            return head.startswith(_MAGIC)
        try:
            return zlib.decompressobj(31).decompress(head, 64).startswith(_MAGIC)
        except zlib.error:
            return False

    def read(self, stream: BinaryIO, file: str, options: ReadOptions) -> Iterator[Incoming | Problem]:
        """The pages of the stream; see `Importer`."""
        reading = _Reading(file)
        try:
            yield from reading.read(stream)
        except reading.errors as error:
            where = f"behind record {reading.number:,} ({short(error)})"
            words = f"The archive is damaged {where}; nothing after that was read."
            yield Problem(file, None, words)
        if reading.passed:
            kinds = ", ".join(f"{count:,} {kind}" for kind, count in reading.passed.most_common(8))
            yield Problem(file, None, f"What is no page was passed over: {kinds}.", skipped=False)


importer = WarcImporter()


class _Reading:
    """One pass through an archive."""

    def __init__(self, file: str) -> None:
        failed = import_module("warcio.exceptions").ArchiveLoadFailed
        unparsed = import_module("warcio.statusandheaders").StatusAndHeadersParserException
        self.errors: tuple[type[Exception], ...] = (failed, unparsed, zlib.error, EOFError, ValueError)
        self.number = 0
        self.passed: Counter[str] = Counter()
        self._file = file

    def read(self, stream: BinaryIO) -> Iterator[Incoming | Problem]:
        """What each page gives."""
        for record in import_module("warcio.archiveiterator").ArchiveIterator(stream):
            self.number += 1
            if record.rec_type in ("response", "resource"):
                yield from self._record(record)

    def _record(self, record: Any) -> Iterator[Incoming | Problem]:  # noqa: ANN401
        headers = record.http_headers
        kind, _, parameters = ((headers or record.rec_headers).get_header("Content-Type") or "").partition(
            ";"
        )
        kind = kind.strip().lower()
        status = headers.get_statuscode() if headers else "200"
        if status != "200":
            self.passed[f"of status {short(status)}"] += 1
        elif kind not in _PAGES:
            self.passed[short(kind) or "of no type"] += 1
        else:
            yield from self._page(record, parameters.rpartition("=")[2])

    def _page(self, record: Any, charset: str) -> Iterator[Incoming | Problem]:  # noqa: ANN401
        about = record.rec_headers
        url = about.get_header("WARC-Target-URI") or ""
        where = f"Record {self.number:,} ({short(url)})"
        data = record.content_stream().read(LONGEST_PAGE + 1)
        if why := why_not(data):
            yield Problem(self._file, None, f"{where}: {why}")
            return
        page = Page(
            data, charset, url, about.get_header("WARC-Record-ID") or "", about.get_header("WARC-Date") or ""
        )
        notices: list[str] = []
        article = extracted(page, notices.append)
        if not article.paragraphs:
            yield Problem(self._file, None, f"{where}: No article can be told from the rest of the page.")
            return
        yield from (Problem(self._file, None, f"{where}: {notice}", skipped=False) for notice in notices)
        yield article.incoming(self._file, where)
