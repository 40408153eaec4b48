"""Reports: pages that any parser reads, that load nothing and let no name become markup."""

import re
from datetime import datetime
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain import deciding, edits
from annotator.domain.answering import answer
from annotator.domain.deciding import Reviewer, Why
from annotator.domain.entities import Said
from annotator.errors import UserError
from annotator.services import assigning, inbox, report_html, reporting
from tests.services.desk import SOL, Desk
from tests.services.merging import finish

NOW = datetime(2026, 3, 4, 5, 6)
HOSTILE = "<script>alert(1)</script>&\"'\x00\x1b"


@pytest.fixture
def desk(tmp_path):
    made = Desk(tmp_path)
    made.everybody("Ilse Maren", "PER")
    ines, marek, rita = made.layers
    made.label(ines, "Port Authority of Velmora", "ORG")
    made.label(marek, "Port Authority", "ORG")
    made.label(rita, "Port Authority of Velmora", "GPE")
    for layer in (ines, marek):
        made.project.commit(edits.set_status(made.said(layer), "done"))
    why = Reviewer(SOL.id, made.project.scheme(), Why(f"The whole name counts. {HOSTILE}"))
    made.do(deciding.take, made.position("Port"), Said("ORG", 4, 29), by=why)
    yield made
    made.project.close()


def pages(desk, folder, **options):
    """Each page as its text and its tree, by the name of its file."""
    paths = finish(reporting.write(desk.project, folder, now=NOW, **options))
    found = {}
    for path in paths:
        page = path.read_bytes().decode()
        tree = ElementTree.fromstring(page.removeprefix("<!DOCTYPE html>\n"))
        found[path.name] = " ".join("".join(tree.find("body").itertext()).split()), tree
    return found


def test_there_is_one_for_the_project_and_one_for_each_person(desk, tmp_path):
    found = pages(desk, tmp_path / "out")
    assert sorted(found) == [
        "talks-ines.html", "talks-marek.html", "talks-rita.html", "talks-sol.html", "talks.html",
    ]  # fmt: skip
    words, _ = found["talks.html"]
    assert "1 article, scheme version 1. As of 2026-03-04 05:06." in words
    assert "1 decision: 1 took a layer’s version." in words
    assert "ines and marek, 1 article" in words


def test_figures_come_with_n_and_what_is_undefined_says_why(desk, tmp_path):
    words, tree = pages(desk, tmp_path)["talks-ines.html"]
    rows = [[("".join(cell.itertext())) for cell in row] for row in tree.iter("tr")]
    strict = next(row for row in rows if row[0] == "Span F1, strict")
    assert strict[1:5] == ["0.500", "", "4", "spans"]
    undefined = [row for row in rows if row[1] == "undefined"]
    assert undefined
    assert all(row[5].startswith("undefined because") for row in undefined)
    assert "rita" not in words.partition("Decided otherwise")[0]


def test_who_finished_nothing_reads_why_there_is_no_agreement(desk, tmp_path):
    words, _ = pages(desk, tmp_path)["talks-rita.html"]
    assert "undefined because rita has not finished an article yet." in words


def test_where_nobody_finished_anything_there_is_a_report_all_the_same(tmp_path):
    desk = Desk(tmp_path)
    words, _ = pages(desk, tmp_path)["talks.html"]
    assert "undefined because there is nothing to compare." in words
    assert "Nothing was decided yet." in words
    desk.project.close()


def test_what_was_decided_otherwise_has_its_reason_its_place_and_her_answer(desk, tmp_path):
    (item,) = finish(inbox.inbox(desk.project, desk.layers[1]))
    desk.project.commit(answer(item.decision, desk.layers[1].id, "I see <b>."))
    words, tree = pages(desk, tmp_path)["talks-marek.html"]
    assert "You said: ORG “Port Authority”. Decided by sol: ORG “Port Authority of Velmora”." in words
    assert "Because: The whole name counts. <script>" in words
    assert "Your answer: I see <b>." in words
    assert [mark.text for mark in tree.iter("mark")] == ["Port Authority of Velmora"]
    assert "Nothing was decided otherwise." in pages(desk, tmp_path)["talks-ines.html"][0]


def test_a_blind_report_names_nobody_else(desk, tmp_path):
    found = pages(desk, tmp_path, blind=True)
    words, _ = found["talks-marek.html"]
    assert not re.search(r"ines|rita|sol", words)
    assert "2 other annotators" in words or "another annotator" in words
    assert "ines and marek" in found["talks.html"][0]


def test_progress_is_of_what_was_assigned(desk, tmp_path):
    finish(assigning.assign(desk.project, ["marek"], folder=tmp_path / "files"))
    _, tree = pages(desk, tmp_path)["talks-marek.html"]
    rows = [["".join(cell.itertext()) for cell in row] for row in tree.iter("tr")]
    assert ["marek", "1", "1", "0", "0", "0"] in rows


def test_hostile_names_become_no_markup_and_no_path(desk, tmp_path):
    desk.project.ensure_layer(f"../{HOSTILE}")
    folder = tmp_path / "deep" / "out"
    found = pages(desk, folder)
    assert sorted(path.name for path in folder.iterdir()) == sorted(found)
    for words, tree in found.values():
        assert {one.tag for one in tree.iter()}.isdisjoint({"script", "b", "img", "link", "iframe"})
        assert all(not key.startswith("on") for one in tree.iter() for key in one.attrib)
        assert "\x00" not in words


def test_only_one_annotators_report_can_be_asked_for(desk, tmp_path):
    assert sorted(pages(desk, tmp_path, layer="rita")) == ["talks-rita.html"]
    with pytest.raises(UserError, match="no layer of a person called “gold”"):
        pages(desk, tmp_path, layer="gold")


class _Tags(HTMLParser):
    """What a browser would take for tags."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        self.found.append(tag)


@given(st.text(max_size=60), st.text(max_size=60), st.integers(0, 10**9))
def test_no_words_at_all_break_a_page(one, other, count):
    page = report_html.page(
        one,
        other,
        [
            report_html.section(one, report_html.table((other, one), [[other, one]])),
            report_html.bars(one, [(other, count), (one, 1)]),
            report_html.paragraph(other),
        ],
    )
    tree = ElementTree.fromstring(page.removeprefix("<!DOCTYPE html>\n"))
    tags = _Tags()
    tags.feed(page)
    assert len(tags.found) == sum(1 for _ in tree.iter())
    assert not {"http", "https", "src", "href"} & {key for node in tree.iter() for key in node.attrib}
