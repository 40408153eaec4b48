"""Flags on words leave a project and come back; labels that come are made under the scheme that is there."""

import json
from dataclasses import replace

import jsonschema
import pytest

from annotator import resources
from annotator.services import schemes
from tests.services.builders import TEXT, new_project, read_rows, run_export, run_import, write_rows

FLAG = {"text": "who?", "start": 0, "end": 10, "flag": True}
BARE = {"text": "", "start": 18, "end": 28, "flag": True}
NOTE = {"text": "ask", "start": 0, "end": 10}


@pytest.fixture
def project(tmp_path):
    with new_project(tmp_path) as made:
        yield made


def said(project):
    return project.annotations(project.id_of(1), project.own_layer().id)


def test_flags_on_words_come_in_and_go_out_as_they_were(project, tmp_path):
    rows = write_rows(tmp_path / "a.jsonl", [{"text": TEXT, "flag": "odd", "notes": [NOTE, FLAG, BARE]}])
    report = run_import(project, rows)
    assert not report.problems
    assert [(mark.start, mark.end, mark.value) for mark in said(project).flags] == [
        (0, 10, "who?"),
        (18, 28, ""),
    ]
    assert said(project).flag.value == "odd"
    row = run_export(project, tmp_path / "out.jsonl")[0]
    assert row["notes"] == [NOTE, FLAG, BARE]
    run_import(project, tmp_path / "out.jsonl")
    assert len(said(project).flags) == 2


def test_an_export_with_flags_is_what_the_schema_says(project, tmp_path):
    run_import(project, write_rows(tmp_path / "a.jsonl", [{"text": TEXT, "notes": [NOTE, FLAG, BARE]}]))
    run_export(project, tmp_path / "out.jsonl")
    schema = resources.path("annotator.schema.json").read_text("utf-8")

    for row in read_rows(tmp_path / "out.jsonl"):
        jsonschema.validate(row, json.loads(schema))


@pytest.mark.parametrize(
    ("note", "kept"),
    [
        ({"text": "x", "start": 5, "end": 999, "flag": True}, ("note", None, "x")),
        ({"text": "", "start": 5, "end": 999, "flag": True}, ("note", None, "flag")),
        ({"text": "x", "flag": True}, ("note", None, "x")),
        ({"text": "x", "start": 0, "end": 4, "flag": "yes"}, ("note", 0, "x")),
    ],
)
def test_a_flag_without_a_place_in_the_text_is_kept_as_a_note(project, tmp_path, note, kept):
    run_import(project, write_rows(tmp_path / "a.jsonl", [{"text": TEXT, "notes": [note]}]))
    assert [(mark.name, mark.start, mark.value) for mark in said(project).marks] == [kept]


def test_two_rows_that_flag_the_same_words_leave_one_flag_and_say_so(project, tmp_path):
    other = {**FLAG, "text": "who else?"}
    rows = [{"text": TEXT, "notes": [FLAG]}, {"text": TEXT, "notes": [other]}]
    report = run_import(project, write_rows(tmp_path / "a.jsonl", rows))
    assert [mark.value for mark in said(project).flags] == ["who else?"]
    assert "The flag of the words at 0-10" in str(report.problems[0])


def test_a_label_that_comes_is_made_under_the_present_scheme_and_one_that_was_there_stays(project, tmp_path):
    person = {"id": "a1", "start": 0, "end": 10, "label": "PER"}
    rows = write_rows(tmp_path / "a.jsonl", [{"text": TEXT, "spans": [person]}])
    run_import(project, rows)
    first = project.scheme()
    assert said(project).spans[0].scheme == first.clock
    labels = [replace(label, meaning="new") for label in first.labels]
    project.commit(schemes.change(first, replace(first, labels=tuple(labels))))
    place = {"start": 18, "end": 28, "label": "GPE"}
    run_import(project, write_rows(tmp_path / "b.jsonl", [{"text": TEXT, "spans": [person, place]}]))
    assert [span.scheme for span in said(project).spans] == [first.clock, project.scheme().clock]
    again = {**person, "label": "ORG"}
    run_import(project, write_rows(tmp_path / "c.jsonl", [{"text": TEXT, "spans": [again]}]))
    assert said(project).spans[0].scheme == project.scheme().clock
