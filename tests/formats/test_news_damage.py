"""No importer of news falls over a damaged file, or stands still: it names what is wrong and goes on."""

import io
import time
from collections.abc import Callable
from importlib.util import find_spec

import pytest

from annotator import formats
from annotator.domain.exchange import Incoming, Problem
from annotator.domain.text import unusable
from annotator.formats import ReadOptions
from tests.formats import (
    test_docx,
    test_feed,
    test_html,
    test_mbox,
    test_newsml,
    test_ninjs,
    test_nitf,
    test_reuters,
    test_warc,
)
from tests.formats.exchanging import mutated

FILES: dict[str, Callable[[], list[bytes]]] = {
    "feed": lambda: [one.encode() for one in (test_feed.RSS, test_feed.RDF, test_feed.ATOM)],
    "nitf": lambda: [test_nitf.NITF.format(encoding="UTF-8").encode() * 2],
    "newsml": lambda: [test_newsml.message(*map(test_newsml.item, (test_newsml.NITF, test_newsml.ESCAPED)))],
    "ninjs": lambda: [test_ninjs.written(test_ninjs.ONE, test_ninjs.TWO, test_ninjs.THREE)],
    "reuters": lambda: [
        (test_reuters.NORM.format(number=1) + test_reuters.BRIEF + test_reuters.UNPROC).encode()
    ],
    "mbox": lambda: [test_mbox.box(test_mbox.PLAIN, test_mbox.message(plain="a", html="<p>b").as_bytes())],
    "docx": lambda: [test_docx.package(test_docx.paragraph(test_docx.text("Kräne"), "Titel"))],
    "html": lambda: [test_html.page('<meta charset="utf-8">').encode()],
    "warc": lambda: [b"".join(test_warc.RECORDS)],
}
NEEDS = {"html": ("trafilatura",), "warc": ("trafilatura", "warcio")}


def check(name: str, count: int) -> None:
    importer = formats.importer(name)
    found: list[Incoming | Problem] = []
    files = FILES[name]()
    for data in (one for file in files for one in mutated(file, count // len(files) + 1)):
        began = time.process_time()
        if isinstance(importer, formats.Recognises):
            importer.recognises(data)
        for one in importer.read(io.BytesIO(data), "news", ReadOptions()):
            found.append(one)
            if isinstance(one, Problem):
                assert not one.message[0].islower()
                assert one.message.endswith(".")
                assert "Traceback" not in one.message
            else:
                assert unusable(one.text) is None
        assert time.process_time() - began < 2
    assert any(isinstance(one, Incoming) for one in found)
    assert any(isinstance(one, Problem) for one in found)


def skip_without_its_library(name: str) -> None:
    missing = [one for one in NEEDS.get(name, ()) if find_spec(one) is None]
    if missing:
        pytest.skip(f"It needs {', '.join(missing)}.")


@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_gives_problems_and_what_is_whole(name: str):
    skip_without_its_library(name)
    check(name, 50 if name in NEEDS else 200)  # trafilatura takes 30 ms for a page


@pytest.mark.long
@pytest.mark.parametrize("name", [name for name in FILES if name not in NEEDS])
def test_a_thousand_damaged_files_give_problems_and_what_is_whole(name: str):
    check(name, 1000)
