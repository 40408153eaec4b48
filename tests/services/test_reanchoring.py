"""Labels leave without their texts, and come back to the same texts or to later versions of them."""

import json

import pytest

from annotator.cli import main
from annotator.domain.reanchoring import fingerprint
from annotator.domain.text import content_id
from annotator.errors import UserError
from annotator.services.exporting import export
from annotator.services.reanchoring import reanchor
from tests.services.builders import finish, new_project, run_import, write_rows

TEXT = "Ilse Maren 🍊 left Kastelholm on Tuesday. She was angry."
ROW = {
    "text": TEXT,
    "ref": "wire-1",
    "title": "Secret title",
    "status": "done",
    "layer": "zoe-k",
    "sentiment": "negative",
    "spans": [
        {"id": "a", "start": 0, "end": 10, "label": "PER"},
        {"id": "b", "start": 18, "end": 28, "label": "GPE"},
    ],
    "sentences": [{"start": 41, "end": 55, "sentiment": "negative"}],
    "opinions": [{"target": "a", "polarity": "negative", "holder": "b", "expression": [[49, 54]]}],
    "notes": [{"text": "a note"}],
}


@pytest.fixture
def labels(tmp_path):
    folder = tmp_path / "from"
    folder.mkdir()
    with new_project(folder) as project:
        run_import(project, write_rows(folder / "in.jsonl", [ROW]))
        report = finish(export(project, tmp_path / "out.standoff.jsonl", "standoff", "zoe-k"))
    assert report.counts == {"notes": 1}
    return tmp_path / "out.standoff.jsonl"


def here(tmp_path, *texts: dict):
    folder = tmp_path / "to"
    folder.mkdir()
    project = new_project(folder)
    run_import(project, write_rows(folder / "in.jsonl", texts))
    return project


def test_no_word_of_the_text_is_in_the_file(labels):
    written = labels.read_text(encoding="utf-8")
    for word in ("Ilse", "Kastelholm", "angry", "Secret", "note"):
        assert word not in written
    row = json.loads(written)
    assert row["id"] == content_id(TEXT) and row["ref"] == "wire-1"


def test_on_the_same_text_everything_comes_back(tmp_path, labels):
    with here(tmp_path, {"text": TEXT}) as project:
        report = finish(reanchor(project, labels))
        assert report.places == {"exact": 4} and not report.details
        back = json.loads(_exported(project, tmp_path))
        for name in ("status", "sentiment", "spans", "sentences", "opinions"):
            wanted = json.loads(json.dumps(ROW[name]))
            if name == "spans":
                wanted = [{**span, "text": TEXT[span["start"] : span["end"]]} for span in wanted]
            assert back[name] == wanted
        project.undo()
        layer = project.layer("zoe-k")
        assert project.annotations(content_id(TEXT), layer.id).is_empty


def test_on_a_later_version_labels_move_or_are_lost_and_each_is_told(tmp_path, labels):
    later = "CORRECTED. " + TEXT.replace("Kastelholm", "town")
    with here(tmp_path, {"text": later, "ref": "wire-1"}, {"text": "Something else.", "ref": "w"}) as project:
        report = finish(reanchor(project, labels, "theirs"))
        assert report.places == {"moved": 2, "lost": 1}
        assert [line.split(": ")[1] for line in report.details] == [
            "PER at 0-10 moved to 11-21",
            "GPE at 18-28 lost",
            "negative at 41-55 moved to 46-60",
            "an opinion, negative, lost with its target or its holder",
        ]
        layer = project.layer("theirs")
        on = project.annotations(content_id(later), layer.id)
        assert [later[span.start : span.end] for span in on.spans] == ["Ilse Maren"]
        assert on.opinions == ()  # without its holder it would be the author's


def test_on_a_later_version_an_opinion_and_its_words_move(tmp_path, labels):
    later = "CORRECTED. " + TEXT
    with here(tmp_path, {"text": later, "ref": "wire-1"}) as project:
        assert finish(reanchor(project, labels, "theirs")).places == {"moved": 4}
        on = project.annotations(content_id(later), project.layer("theirs").id)
        (opinion,) = on.opinions
        assert later[slice(*opinion.expression[0])] == "angry"
        ends = [on.span(opinion.target), on.span(opinion.holder)]
        assert [later[one.start : one.end] for one in ends] == ["Ilse Maren", "Kastelholm"]


def test_a_text_that_is_not_here_is_told_and_the_rest_goes_on(tmp_path, labels):
    with here(tmp_path, {"text": "Something else."}) as project:
        report = finish(reanchor(project, labels))
        assert (report.documents, report.missing) == (0, 1)
        assert report.details == ["wire-1: its text is not here"]


@pytest.mark.parametrize("place", [(5, 5), (-3, -1), (4, 2), (0, 10**9)])
def test_a_place_without_words_is_lost(tmp_path, labels, place):
    row = json.loads(labels.read_bytes())
    row["spans"] = [{"id": "a", "start": place[0], "end": place[1], "print": "", "label": "PER"}]
    row["spans"][0]["print"] = fingerprint(TEXT[slice(*place)])
    row["opinions"] = []
    labels.write_text(json.dumps(row) + "\n")
    with here(tmp_path, {"text": TEXT}) as project:
        report = finish(reanchor(project, labels))
        assert report.places["lost"] == 1
        assert report.details == [f"wire-1: PER at {place[0]}-{place[1]} lost"]


def test_a_file_that_is_none_is_refused_with_its_line(tmp_path, labels):
    labels.write_bytes(labels.read_bytes() + b'{"text": "x"}\n')
    with here(tmp_path, {"text": TEXT}) as project, pytest.raises(UserError, match="line 2"):
        finish(reanchor(project, labels))


def test_the_terminal_does_it_too(tmp_path, labels, capsys):
    here(tmp_path, {"text": TEXT}).close()
    assert main(["reanchor", str(labels), str(tmp_path / "to" / "news.annot"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["exact"] == 4


def _exported(project, tmp_path):
    finish(export(project, tmp_path / "back.jsonl", "jsonl", "zoe-k"))
    return (tmp_path / "back.jsonl").read_text(encoding="utf-8")
