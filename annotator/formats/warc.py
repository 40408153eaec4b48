"""WARC, in which crawlers keep the web, `.warc` and `.warc.gz`, such as CC-News. Needs the extra `warc`.

Every page that was found (a response of status 200, or a resource, that is HTML) is one article, extracted
as from a saved web page. Its address is the one that was asked for, its `ref` the id of the record, its
date the one in the page, else that of the crawl, which `meta` has in any case. What is no page is passed
over and counted; requests and what belongs to the crawl itself, and a page that was found unchanged, are
passed over. The archive is read from its beginning to its end and never unpacked: memory does not grow
with it.
"""

import logging
import re
import zlib
from collections import Counter
from collections.abc import Generator, Iterator
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
_RECORD: Final = re.compile(rb"\x1f\x8b\x08|WARC/1\.[01]\r?\n")
_PIECE: Final = 1 << 20
_PAGES: Final = ("text/html", "application/xhtml+xml")


class WarcImporter:
    """Reads the pages of a WARC file."""

    name = "warc"
    title = "WARC"
    suffixes = (".warc", ".gz")
    reads_bytes = True

    def recognises(self, head: bytes) -> bool:
        """Whether it begins as a WARC file does, also within gzip; see `Recognises`."""
        return _is_record(head)

    def read(self, stream: BinaryIO, file: str, options: ReadOptions) -> Iterator[Incoming | Problem]:
        """The pages of the stream; see `Importer`."""
        reading = _Reading(file)
        start: int | None = 0
        while start is not None:
            stream.seek(start)
            start = yield from reading.read(stream)
        if not reading.number:
            yield Problem(file, None, "There is no record of WARC in it.")
        if reading.passed:
            kinds = ", ".join(f"{count:,} {kind}" for kind, count in reading.passed.most_common(8))
            yield Problem(file, None, f"What is no page was passed over: {kinds}.", skipped=False)


importer = WarcImporter()


class _Reading:
    """The way through an archive; `number` counts the records, `passed` what was passed over."""

    def __init__(self, file: str) -> None:
        failed = import_module("warcio.exceptions").ArchiveLoadFailed
        unparsed = import_module("warcio.statusandheaders").StatusAndHeadersParserException
        # The last two where warcio misses a header that it takes for granted.
        self._errors = (failed, unparsed, zlib.error, EOFError, ValueError, AttributeError, TypeError)
        iterator: Any = import_module("warcio.archiveiterator").ArchiveIterator
        self._iterator = type("Silent", (iterator,), {"INC_RECORD": ""})  # which it would print
        logging.getLogger("warcio").addHandler(logging.NullHandler())
        self.number = 0
        self.passed: Counter[str] = Counter()
        self._file = file

    def read(self, stream: BinaryIO) -> Generator[Incoming | Problem, None, int | None]:
        """What each page gives; the place to go on at, where the archive is damaged."""
        records = self._iterator(stream)
        last = None
        while True:
            try:
                last = next(records)
            except StopIteration:
                break
            except self._errors as error:
                words = f"The archive is damaged behind record {self.number:,} ({short(error)})."
                yield Problem(self._file, None, words)
                return _next_record(stream, records.offset + 1)
            self.number += 1
            if last.rec_type in ("response", "resource"):
                yield from self._record(last)
        if last is not None and getattr(last.raw_stream, "limit", 0) > 0:
            yield Problem(self._file, None, f"The archive ends within record {self.number:,}.")
        return None

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
        try:
            data = record.content_stream().read(LONGEST_PAGE + 1)
        except self._errors as error:
            yield Problem(self._file, None, f"{where}: It is damaged ({short(error)}).")
            return
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


def _is_record(data: bytes) -> bool:
    """Whether a record begins here, plain or within gzip."""
    if data[:2] != b"\x1f\x8b":
        return data.startswith(_MAGIC)
    try:
        return zlib.decompressobj(31).decompress(data, 64).startswith(_MAGIC)
    except zlib.error:
        return False


def _next_record(stream: BinaryIO, at: int) -> int | None:
    """The place of the next record from `at` on, if there is one."""
    stream.seek(at)
    data = b""
    while piece := stream.read(_PIECE):
        data += piece
        for found in _RECORD.finditer(data):
            if _is_record(data[found.start() : found.start() + 4096]):
                return at + found.start()
        kept = data[-4096:] if len(data) > _PIECE else data
        at += len(data) - len(kept)
        data = kept
    return None
