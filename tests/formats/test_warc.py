"""WARC: the pages of a crawl, one by one."""

import gzip
import io
from pathlib import Path

import pytest

from annotator.domain.exchange import Incoming, Problem
from annotator.formats import ReadOptions, importers_by_suffix, recognised

pytest.importorskip("trafilatura")
pytest.importorskip("warcio")

TEXT = " ".join(f"Die Hafenbehörde ließ am {day}. Mai alle Kräne prüfen." for day in range(1, 12))
HTML = (
    f"<html lang='de'><head><title>Kräne stehen</title></head><body><article><p>{TEXT}</p></article></body>"
)


def record(
    url: str, body: bytes, kind: str = "text/html", status: str = "200 OK", type_: str = "response"
) -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {type_}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-05-03T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{abs(hash(url))}>\r\nContent-Type: application/http; msgtype={type_}\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


RECORDS = [
    record("http://wire.test/1", HTML.encode("iso-8859-1"), "text/html; charset=iso-8859-1"),
    record("http://wire.test/p.png", b"\x89PNG", "image/png"),
    record("http://wire.test/gone", b"<p>gone", status="404 Not Found"),
    record("http://wire.test/2", b"<html><body><script>start()</script></body></html>"),
    record("http://wire.test/3", HTML.encode()),
]


def read(data: bytes) -> list[Incoming | Problem]:
    from annotator.formats.warc import importer

    return list(importer.read(io.BytesIO(data), "crawl.warc", ReadOptions()))


@pytest.mark.parametrize("packed", [False, True], ids=["warc", "warc.gz"])
def test_the_pages_come_one_by_one_and_the_rest_is_counted(packed: bool):
    data = b"".join(gzip.compress(one) if packed else one for one in RECORDS)
    assert recognised(importers_by_suffix()[".gz" if packed else ".warc"], data[:65536]).name == "warc"
    found = read(data)
    first, third = (one for one in found if isinstance(one, Incoming))
    assert first.text == third.text == TEXT
    said = first.appearances[0]
    assert (said.title, said.url, said.language) == ("Kräne stehen", "http://wire.test/1", "de")
    assert (said.published, said.meta["crawled"]) == ("2024-05-03T10:00:00Z", "2024-05-03T10:00:00Z")
    assert said.ref.startswith("<urn:uuid:")
    assert [str(one) for one in found if isinstance(one, Problem)] == [
        "crawl.warc: Record 4 (http://wire.test/2): No article can be told from the rest of the page.",
        "crawl.warc: What is no page was passed over: 1 image/png, 1 of status 404.",
    ]


def test_an_archive_that_breaks_off_gives_what_came_before_and_says_so():
    found = read(b"".join(RECORDS)[: len(RECORDS[0]) + len(RECORDS[1]) - 6])
    assert [one.text for one in found if isinstance(one, Incoming)] == [TEXT]
    assert [str(one) for one in found if isinstance(one, Problem) and one.skipped] == [
        "crawl.warc: The archive ends within record 2."
    ]


@pytest.mark.parametrize("packed", [False, True], ids=["warc", "warc.gz"])
def test_behind_damage_the_next_record_is_found(packed: bool, capsys: pytest.CaptureFixture[str]):
    first, *_, last = (gzip.compress(one) if packed else one for one in RECORDS)
    found = read(first + b"no record at all\r\n" * 20 + last)
    assert [one.text for one in found if isinstance(one, Incoming)] == [TEXT, TEXT]
    problems = [str(one) for one in found if isinstance(one, Problem)]
    assert len(problems) == 1
    assert "The archive is damaged behind record 1" in problems[0]
    assert capsys.readouterr().err == ""


def test_what_is_no_archive_says_so():
    assert str(read(b"no archive")[-1]) == "crawl.warc: There is no record of WARC in it."


def test_a_gzip_file_of_something_else_is_not_taken():
    assert recognised(importers_by_suffix()[".gz"], gzip.compress(b"{}")) is None
    assert recognised(importers_by_suffix()[".gz"], b"\x1f\x8b broken") is None


def test_the_specimen_has_one_page(shared_data: Path):
    found = read((shared_data / "formats/news-warc/example.warc.gz").read_bytes())
    (one,) = (one for one in found if isinstance(one, Incoming))
    said = one.appearances[0]
    assert (said.title, said.url) == ("Example Domain", "http://example.com/")
    assert one.text.startswith(
        "This domain is established to be used for illustrative examples in documents."
    )
