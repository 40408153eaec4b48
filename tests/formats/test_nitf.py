"""NITF: what agencies send, one article a file."""

import io
from pathlib import Path

import pytest

from annotator.domain.exchange import Incoming, Problem
from annotator.formats import ReadOptions, importers_by_suffix, recognised
from annotator.formats.nitf import importer

NITF = """<?xml version="1.0" encoding="{encoding}"?>
<!DOCTYPE nitf SYSTEM "nitf-3-2.dtd">
<nitf baselang="de"><head><title>Other</title><docdata management-status="usable">
<doc-id id-string="vw-7"/><date.issue norm="20250101T120000+0100"/>
<doc.copyright year="2025" holder="Velmora Wire"/>
<key-list><keyword key="ports"/><keyword key="strikes"/></key-list></docdata></head>
<body><body.head><hedline><hl1>Merkel trifft
 Siemens</hl1><hl2>Am Abend</hl2></hedline><byline>Von <person>Ann Lee</person></byline>
<distributor>Velmora Wire</distributor><dateline>München</dateline>
<abstract><p>Kurz.</p></abstract></body.head>
<body.content><media><media-caption>Ein Bild.</media-caption></media>
<p>😊 <person>Angela Merkel</person> traf <org>Siemens</org>
   in München, &#163;5.</p><block><hl2>Zwischen</hl2><ul><li>Eins</li><li>Zwei &amp; drei</li></ul></block>
<table><tr><td>a</td><td>1</td></tr><tr><td>b</td><td>2</td></tr></table></body.content></body></nitf>"""


def read(content: bytes) -> list[Incoming | Problem]:
    return list(importer.read(io.BytesIO(content), "wire.xml", ReadOptions()))


def test_the_blocks_of_the_body_are_the_text_and_the_head_says_the_rest():
    (one,) = read(NITF.format(encoding="UTF-8").encode())
    assert isinstance(one, Incoming)
    said = one.appearances[0]
    assert one.text == (
        "😊 Angela Merkel traf Siemens in München, £5.\n\nZwischen\n\nEins\n\nZwei & drei\n\na\t1\nb\t2"
    )
    assert (said.title, said.ref, said.source, said.author) == (
        "Merkel trifft Siemens",
        "vw-7",
        "Velmora Wire",
        "Ann Lee",
    )
    assert (said.published, said.language) == ("2025-01-01T12:00:00+01:00", "de")
    assert said.meta["rights"] == "2025 Velmora Wire"
    assert said.meta["key-list"] == {"keyword": [{"key": "ports"}, {"key": "strikes"}]}
    assert (said.meta["dateline"], said.meta["abstract"], said.meta["byline"]) == (
        "München",
        "Kurz.",
        "Von Ann Lee",
    )


@pytest.mark.parametrize("declared", ["UTF-8", "ISO-8859-1", "windows-1252", "no-such-encoding"])
@pytest.mark.parametrize("real", ["utf-8", "iso-8859-1"])
def test_letters_are_right_whatever_the_declaration_says(declared: str, real: str):
    content = NITF.replace("😊 ", "").format(encoding=declared).encode(real)
    texts = [one.text for one in read(content) if isinstance(one, Incoming)]
    assert len(texts) == 1
    assert "in München, £5." in texts[0]


def test_a_text_of_another_encoding_than_it_says_is_reported():
    utf8 = NITF.format(encoding="ISO-8859-1").encode()
    (notice,) = (one for one in read(utf8) if isinstance(one, Problem))
    assert "it is UTF-8 and was read as such" in str(notice)
    assert not notice.skipped
    latin = NITF.replace("😊 ", "").format(encoding="UTF-8").encode("iso-8859-1")
    (notice,) = (one for one in read(latin) if isinstance(one, Problem))
    assert "It is not all utf-8, for instance byte 0xfc" in str(notice)


def test_the_headline_has_its_range_where_the_body_repeats_it():
    content = NITF.format(encoding="UTF-8").replace("<media>", "<p>Merkel trifft Siemens</p><media>").encode()
    (one,) = read(content)
    assert one.text[slice(*one.appearances[0].headline)] == "Merkel trifft Siemens"


def test_nitf_is_known_by_its_root():
    content = NITF.format(encoding="UTF-8").encode()
    for encoded in (content, NITF.format(encoding="UTF-16").encode("utf-16")):
        assert recognised(importers_by_suffix()[".xml"], encoded) is importer
    assert len(read(NITF.format(encoding="UTF-16").encode("utf-16"))) == 1


def test_an_article_that_is_cut_off_is_named_and_nothing_of_it_is_kept():
    (problem,) = read(NITF.format(encoding="UTF-8").encode()[:900])
    assert "It ends in the midst of an element." in str(problem)
    assert problem.skipped


def test_the_specimen_comes_in_and_says_that_it_is_withdrawn(shared_data: Path):
    one, notice = read((shared_data / "formats/news-nitf/nitf-fishing.xml").read_bytes())
    assert isinstance(one, Incoming)
    assert one.text.startswith(
        "The weather was superb today in Norfolk, Virginia. Made me want to take out my boat"
    )
    assert one.text.count("\n\n") == 10
    assert "Karben" not in one.text  # the producer of a picture
    assert one.appearances[0].published == "2002-02-25T14:30:00-05:00"
    assert "withdrawn by its provider (canceled)" in str(notice)
