"""NewsML-G2: items alone and in messages."""

import io
import warnings
from pathlib import Path

import pytest

from annotator.domain.exchange import Incoming, Problem
from annotator.formats import ReadOptions, importers_by_suffix, recognised
from annotator.formats.newsml import importer

ITEM = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:vw:{number}" version="3"
 xml:lang="en">
<rightsInfo><copyrightNotice>© Velmora Wire</copyrightNotice></rightsInfo>
<itemMeta><itemClass qcode="ninat:{kind}"/><provider literal="Velmora Wire"/>
<versionCreated>2016-01-12 12:35:40</versionCreated><pubStatus qcode="stat:{status}"/></itemMeta>
<contentMeta><by>Ann Lee</by><language tag="en-GB"/><headline role="hld:sub">Lower</headline>
<headline>Cranes stand still</headline><subject qcode="medtop:1"><name>ports</name></subject></contentMeta>
<contentSet>{content}</contentSet></newsItem>"""
XHTML = """<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title/>
</head><body><p>😊 One.</p><p>Two<br/>lines.</p></body></html></inlineXML>"""
NITF = """<inlineXML contenttype="application/nitf+xml"><nitf><body><body.head>
<hedline><hl1>Inner</hl1></hedline>
</body.head><body.content><p>In NITF.</p></body.content></body></nitf></inlineXML>"""
WIRE = """<inlineXML><html><body><p>(Adds detail)
    * Gold rises

    By Ann Lee
    VELMORA (VW) - Gold rose on Tuesday on
increased demand.
    Traders waited.
</p></body></html></inlineXML>"""
PLAIN = "<inlineData contenttype='text/plain'>First\nline.\n\nSecond &amp;amp; last.</inlineData>"
ESCAPED = """<remoteContent href="x.jpg"/><inlineData contenttype="text/plain"><![CDATA[<p>
     (VW) - Velmora, October 11 - A minister
said so.
   "No," he said.</p>]]></inlineData>"""


def item(content: str = XHTML, kind: str = "text", status: str = "usable", number: int = 1) -> str:
    return ITEM.format(content=content, kind=kind, status=status, number=number)


def message(*items: str) -> bytes:
    around = '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{}</itemSet></newsMessage>'
    return around.format("\n".join(items)).encode()


def read(content: bytes) -> list[Incoming | Problem]:
    return list(importer.read(io.BytesIO(content), "g2.xml", ReadOptions()))


def test_an_item_is_an_article_with_all_that_is_said_of_it():
    (one,) = read(item().encode())
    said = one.appearances[0]
    assert one.text == "😊 One.\n\nTwo\nlines."
    assert (said.title, said.ref, said.source, said.author) == (
        "Cranes stand still",
        "urn:vw:1",
        "Velmora Wire",
        "Ann Lee",
    )
    assert (said.published, said.language) == ("2016-01-12T12:35:40", "en-GB")
    assert (said.meta["rights"], said.meta["version"]) == ("© Velmora Wire", "3")
    assert said.meta["subject"] == {"qcode": "medtop:1", "name": "ports"}
    assert said.meta["subheadlines"] == ["Lower"]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (NITF, "In NITF."),
        (PLAIN, "First line.\n\nSecond & last."),
        (
            WIRE,
            "(Adds detail)\n\n* Gold rises\n\nBy Ann Lee\n\nVELMORA (VW) - Gold rose on Tuesday on increased"
            " demand.\n\nTraders waited.",
        ),
        (ESCAPED, '(VW) - Velmora, October 11 - A minister said so.\n\n"No," he said.'),
    ],
    ids=["nitf", "plain", "wire", "escaped"],
)
def test_the_content_may_be_written_in_several_ways(content: str, text: str):
    (one,) = read(item(content).encode())
    assert one.text == text


def test_the_items_of_a_message_come_one_by_one_and_those_without_a_text_are_counted():
    picture = '<remoteContent href="x.jpg"/>'
    found = read(
        message(item(), item(picture, "picture", number=2), item(NITF, number=3), item(picture, number=4))
    )
    assert [one.appearances[0].ref for one in found if isinstance(one, Incoming)] == ["urn:vw:1", "urn:vw:3"]
    assert [str(one) for one in found if isinstance(one, Problem)] == [
        "g2.xml, line 28: The item “Cranes stand still” has no text.",
        "g2.xml: Items without a text were passed over: 1 picture.",
    ]


def test_an_item_that_is_withdrawn_is_reported():
    one, notice = read(item(status="canceled").encode())
    assert isinstance(one, Incoming)
    assert not notice.skipped
    assert "withdrawn by its provider (canceled)" in str(notice)


def test_an_item_that_is_broken_does_not_take_the_others_with_it():
    broken = item(number=2).replace("</p><p>", "</p></b><p>")
    found = read(message(item(), broken, item(number=3)))
    assert [one.appearances[0].ref for one in found if isinstance(one, Incoming)] == ["urn:vw:1", "urn:vw:3"]
    (problem,) = (one for one in found if isinstance(one, Problem))
    assert str(problem) == "g2.xml, line 18: It is no well-formed XML: mismatched tag."


def test_newsml_is_known_by_its_root():
    for content in (item().encode(), message(item())):
        assert recognised(importers_by_suffix()[".xml"], content) is importer
    assert not importer.recognises(b"<newsItem>of somebody else</newsItem>")


def test_the_specimen_has_two_paragraphs_and_what_newsmlg2_finds_in_it(shared_data: Path):
    path = shared_data / "formats/news-newsml-g2/LISTING_2_NewsML-G2_Text_Document.xml"
    (one,) = read(path.read_bytes())
    assert isinstance(one, Incoming)
    assert len(one.text.split("\n\n")) == 2
    said = one.appearances[0]
    assert said.author == "Meredith Jameson"
    newsmlg2 = pytest.importorskip("NewsMLG2")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of catalogs, which are not fetched
        theirs = newsmlg2.NewsMLG2Document(str(path)).get_item()
    assert (said.ref, said.meta["version"]) == (theirs.guid, str(theirs.version))
    assert said.title in str(theirs.contentmeta.headline)
    assert said.published == str(theirs.itemmeta.versioncreated)
