"""Reuters-21578: SGML that no XML parser reads."""

import io
from pathlib import Path

import pytest

from annotator.domain.exchange import Incoming, Problem
from annotator.formats import ReadOptions, importers_by_suffix, recognised
from annotator.formats.reuters import importer

HEAD = '<!DOCTYPE lewis SYSTEM "lewis.dtd">\n'
NORM = """<REUTERS TOPICS="YES" LEWISSPLIT="TRAIN" CGISPLIT="TRAINING-SET" OLDID="1" NEWID="{number}">
<DATE> 9-MAR-1987 04:58:41.12</DATE><TOPICS><D>money-fx</D><D>gold</D></TOPICS><PLACES><D>uk</D></PLACES>
<UNKNOWN>
&#5;&#5;&#5;RM
&#22;&#22;&#1;f0416&#31;reute</UNKNOWN>
<TEXT>&#2;
<TITLE>CRANES STAND STILL &lt;VLM></TITLE>
<AUTHOR>    by Ann Lee, Reuters</AUTHOR><DATELINE>    VELMORA, March 9 - </DATELINE><BODY>The port said it
would wait &amp; see.
    The chairwoman left.
 REUTER
&#3;</BODY></TEXT>
</REUTERS>
"""
BRIEF = """<REUTERS TOPICS="NO" NEWID="2"><DATE>10-MAR-1987 bad</DATE><TEXT TYPE="BRIEF">&#2;
******<TITLE>PORT SAYS CRANES STAND STILL</TITLE>Blah.&#3;</TEXT></REUTERS>
"""
UNPROC = """<REUTERS NEWID="3"><DATE>some day</DATE><TEXT TYPE="UNPROC">&#2;
CRANES
    Port closed.&#3;</TEXT></REUTERS>
"""


def read(content: str | bytes) -> list[Incoming | Problem]:
    data = content.encode() if isinstance(content, str) else content
    return list(importer.read(io.BytesIO(data), "reut2.sgm", ReadOptions()))


def test_a_story_is_an_article_with_its_topics():
    (one,) = read(HEAD + NORM.format(number=1))
    said = one.appearances[0]
    assert one.text == "The port said it would wait & see.\n\nThe chairwoman left."
    assert (said.title, said.ref, said.author) == ("CRANES STAND STILL <VLM>", "1", "Ann Lee, Reuters")
    assert (said.published, said.source, said.language) == ("1987-03-09T04:58:41.12", "Reuters", "en")
    assert said.meta["topics"] == ["money-fx", "gold"]
    assert (said.meta["dateline"], said.meta["lewissplit"]) == ("VELMORA, March 9", "TRAIN")
    assert one.line == 2


def test_a_brief_is_its_title_and_what_is_unprocessed_is_read_as_it_is():
    brief, unprocessed = read(HEAD + BRIEF + UNPROC)
    assert brief.text == "PORT SAYS CRANES STAND STILL"
    assert brief.appearances[0].headline == (0, 28)
    assert (brief.appearances[0].published, brief.appearances[0].meta["type"]) == ("1987-03-10", "brief")
    assert unprocessed.text == "CRANES\n\nPort closed."
    assert unprocessed.appearances[0].meta["date"] == "some day"


def test_a_story_that_does_not_end_is_named_and_the_next_is_read():
    broken = NORM.format(number=1).replace("</REUTERS>", "")
    found = read(HEAD + broken + NORM.format(number=2) + broken)
    assert [one.appearances[0].ref for one in found if isinstance(one, Incoming)] == ["2"]
    assert [str(one) for one in found if isinstance(one, Problem)] == [
        "reut2.sgm, line 15: Before this line a story does not end, or does not begin.",
        "reut2.sgm, line 28: The file ends within the story that begins here.",
    ]


def test_a_byte_that_is_no_ascii_is_read():
    (one,) = read(NORM.format(number=1).encode().replace(b"wait", b"wa\xfct"))
    assert "would waüt" in one.text


def test_a_file_without_a_story_is_refused_also_if_it_is_long():
    assert [str(one) for one in read(HEAD)] == ["reut2.sgm: There is no story of Reuters-21578 in it."]
    found = read(b"x" * (3 << 20))
    assert found
    assert all(isinstance(one, Problem) for one in found)


def test_the_collection_is_known_by_its_stories():
    assert recognised(importers_by_suffix()[".sgm"], (HEAD + BRIEF).encode()) is importer
    assert not importer.recognises(b"<book>of other SGML</book>")


def test_the_specimen_has_157_stories_of_which_17_are_briefs(shared_data: Path):
    found = read((shared_data / "formats/news-reuters21578/reut2-003.subset.sgm").read_bytes())
    assert len(found) == 157
    assert all(isinstance(one, Incoming) for one in found)
    assert sum(one.appearances[0].meta.get("type") == "brief" for one in found) == 17
    assert [one.appearances[0].ref for one in found[:3]] == ["3001", "3002", "3003"]
    assert all(one.appearances[0].published.startswith("1987-03-") for one in found)
    assert not any("&lt;" in one.text or "&#" in one.text for one in found)


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_line_ends_of_windows_make_no_other_text(ending: str):
    (one,) = read(NORM.format(number=1).replace("\n", ending))
    assert one.text == "The port said it would wait & see.\n\nThe chairwoman left."
