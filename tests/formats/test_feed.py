"""Feeds: RSS 2.0, RSS 1.0 and Atom become articles, whatever is wrong with some of their entries."""

import io
from pathlib import Path

import pytest

from annotator.domain.exchange import Incoming, Problem
from annotator.formats import ReadOptions, importers_by_suffix, recognised
from annotator.formats.feed import importer

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Velmora Wire</title><link>http://wire.test/</link><language>de-DE</language>
<copyright>© Velmora Wire</copyright>
<item><guid isPermaLink="false">vw-1</guid><title>A &amp;amp; B meet</title><link>http://wire.test/1</link>
<pubDate>Wed, 01 Jan 2025 12:00:00 +0100</pubDate><dc:creator>Ann Lee</dc:creator><category>Ports</category>
<category>Strikes</category><description>Teaser.</description>
<content:encoded><![CDATA[<p>😊 Angela traf
   Siemens&nbsp;AG.</p><p>Zweiter<br>Absatz</p><script>x()</script>]]></content:encoded></item>
<item><title>Only a teaser</title><description>Cranes &amp;lt;5&amp;gt; stand still</description></item>
</channel></rss>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
  xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="http://wire.test/"><title>Wire 1.0</title><dc:language>en</dc:language></channel>
<item rdf:about="http://wire.test/a"><title>One</title><link>http://wire.test/a</link>
<description>First text.</description><dc:date>2025-02-03</dc:date></item></rdf:RDF>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Atom Wire</title><id>urn:x</id>
<entry><id>urn:x:1</id><title type="html">Two &lt;b&gt;words&lt;/b&gt;</title>
<updated>2025-01-02T03:04:05Z</updated>
<author><name>Jo Kim</name></author><author><name>Al Roe</name></author><rights>CC BY</rights>
<link rel="self" href="http://wire.test/self"/><link href="http://wire.test/2"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One.</p><p>Two.</p></div></content>
<source><title>The Origin</title></source></entry></feed>"""


def read(content: str | bytes) -> list[Incoming | Problem]:
    data = content.encode() if isinstance(content, str) else content
    return list(importer.read(io.BytesIO(data), "feed.xml", ReadOptions()))


def documents(content: str | bytes) -> list[Incoming]:
    return [one for one in read(content) if isinstance(one, Incoming)]


def test_an_item_of_rss_is_an_article_with_all_that_is_said_of_it():
    first = documents(RSS)[0]
    said = first.appearances[0]
    assert first.text == "😊 Angela traf Siemens\u00a0AG.\n\nZweiter\nAbsatz"
    assert (said.title, said.ref, said.source, said.author) == (
        "A & B meet",
        "vw-1",
        "Velmora Wire",
        "Ann Lee",
    )
    assert (said.published, said.language, said.url) == (
        "2025-01-01T12:00:00+01:00",
        "de-DE",
        "http://wire.test/1",
    )
    assert said.meta == {
        "categories": ["Ports", "Strikes"],
        "rights": "© Velmora Wire",
        "summary": "Teaser.",
    }


def test_an_entry_with_a_summary_alone_is_read_and_counted():
    found = read(RSS)
    assert isinstance(found[1], Incoming)
    assert found[1].text == "Cranes <5> stand still"
    assert str(found[2]) == (
        "feed.xml: 1 of 2 entries have but a summary as their text (22 characters on average)."
    )
    assert not found[2].skipped


def test_rss_1_and_atom_are_feeds_too():
    (one,) = documents(RDF)
    said = one.appearances[0]
    assert (one.text, said.title, said.ref, said.source) == (
        "First text.",
        "One",
        "http://wire.test/a",
        "Wire 1.0",
    )
    assert (said.language, said.published, said.url) == ("en", "2025-02-03", "http://wire.test/a")
    (one,) = documents(ATOM)
    said = one.appearances[0]
    assert (one.text, said.title, said.author) == ("One.\n\nTwo.", "Two words", "Jo Kim, Al Roe")
    assert (said.source, said.url, said.meta) == ("The Origin", "http://wire.test/2", {"rights": "CC BY"})


@pytest.mark.parametrize("content", [RSS, RDF, ATOM], ids=["rss", "rdf", "atom"])
def test_a_feed_is_known_among_xml_by_its_root(content: str):
    candidates = importers_by_suffix()[".xml"]
    assert recognised(candidates, content.encode()) is importer
    assert not importer.recognises(b"<nitf><head/></nitf>")
    assert not importer.recognises(b"<feed>no Atom</feed>")
    assert not importer.recognises(b"text")


def test_an_entry_that_is_broken_is_named_and_the_next_one_is_read():
    broken = RSS.replace("Teaser.", "Tea & <b>ser")
    found = read(broken)
    assert [str(one) for one in found if isinstance(one, Problem) and one.skipped] == [
        "feed.xml, line 8: It is no well-formed XML: not well-formed (invalid token)."
    ]
    (one,) = documents(broken)
    assert one.appearances[0].title == "Only a teaser"
    assert one.appearances[0].source == "Velmora Wire"


def test_a_bomb_of_entities_is_refused_in_a_sentence():
    bomb = '<!DOCTYPE rss [<!ENTITY a "aaaaaa"><!ENTITY b "&a;&a;">]><rss><channel><item/></channel></rss>'
    assert importer.recognises(bomb.encode())
    (problem,) = read(bomb)
    assert "declares entities of its own" in str(problem)


def test_the_export_of_a_blog_among_the_specimens_has_three_posts_with_a_text(shared_data: Path):
    path = shared_data / "formats/news-feeds/wordpress_wxr.rss.xml"
    found = read(path.read_bytes())
    texts = [one for one in found if isinstance(one, Incoming)]
    problems = [one for one in found if isinstance(one, Problem)]
    assert [one.appearances[0].title for one in texts] == [
        "Starafrica to dispose assets for $6 million to clear debt",
        "test2",
        "test3",
    ]
    assert [one.message for one in problems] == [
        "The entry “test4” has no text.",
        "The entry “test5” has no text.",
    ]
    assert texts[0].appearances[0].source == "The SDNewTester"


def test_the_titles_and_links_are_those_that_feedparser_finds(shared_data: Path):
    feedparser = pytest.importorskip("feedparser")
    wordpress = (shared_data / "formats/news-feeds/wordpress_wxr.rss.xml").read_text("utf-8")
    for content in (RSS, RDF, ATOM, wordpress):
        theirs = {
            (
                " ".join(one.title.replace("&amp;", "&").replace("<b>", "").replace("</b>", "").split()),
                one.link,
            )
            for one in feedparser.parse(content.encode()).entries
            if "link" in one
        }
        ours = {(one.appearances[0].title, one.appearances[0].url) for one in documents(content)}
        assert {pair for pair in ours if pair[1]} <= theirs
