"""What was found to be damaged is kept beside the texts, filters know it, and no edit tells of it."""

import gzip
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.domain.filter_language import parse
from annotator.domain.filters import FilterError
from annotator.domain.query import ListQuery
from annotator.storage import schema
from annotator.storage.project import Project
from tests.storage.builders import INES, add_texts, make_project

WITHOUT_DAMAGE = Path(__file__).with_name("version-5.annot.gz")


@pytest.fixture
def project(tmp_path):
    with make_project(tmp_path, "One.", "Two.", "Three.") as project:
        yield project


def listed(project, line):
    asked = parse(line, project.documents.vocabulary())
    assert not isinstance(asked, FilterError)
    query = ListQuery(project.own_layer().id, filter=asked)
    found = list(project.documents.numbers(query))
    for order in ("date", "title", "random"):
        assert sorted(project.documents.numbers(replace(query, order=order))) == found
    return found


def test_filters_list_what_is_damaged_by_kind(project):
    project.damage.note([(1, {"mojibake": 2, "commas": 1}), (3, {"doubled": 1})], 3, detectors=1)
    assert listed(project, "is:damaged") == [1, 3]
    assert listed(project, "-is:damaged") == [2]
    assert listed(project, "damaged:mojibake") == [1]
    assert listed(project, "damaged:commas,doubled") == [1, 3]
    assert listed(project, "-damaged:commas") == [2, 3]
    project.damage.forget()
    assert listed(project, "is:damaged") == []


def test_a_kind_that_does_not_exist_is_told_with_those_that_do(project):
    wrong = parse("damaged:rust")
    assert isinstance(wrong, FilterError)
    assert wrong.sentence.startswith("“rust” is no kind of damage. There are mojibake, ")


def test_it_is_known_which_texts_were_looked_at_by_which_detectors(project):
    assert project.damage.unseen(1) == 3
    project.damage.note([], 3, detectors=1)
    assert (project.damage.unseen(1), project.damage.unseen(2)) == (0, 3)
    add_texts(project, "Four.")
    assert project.damage.unseen(1) == 1


def test_it_is_no_edit_and_outlives_that_the_tables_are_written_anew(project):
    before = len(project.history())
    project.damage.note([(2, {"mojibake": 1})], 3, detectors=1)
    assert len(project.history()) == before and list(project.problems()) == []
    project.rebuild()
    assert listed(project, "is:damaged") == [2]
    project.undo()
    assert listed(project, "is:damaged") == []  # the import was undone, and with it the documents


def test_a_file_of_the_version_before_keeps_its_labels_and_was_not_looked_at(tmp_path):
    path = tmp_path / "older.annot"
    path.write_bytes(gzip.decompress(WITHOUT_DAMAGE.read_bytes()))
    with Project.open(path, INES) as project:
        assert schema.version(project.reader) == schema.VERSION
        assert project.damage.unseen(1) == 2 and listed(project, "is:damaged") == []
        (span,) = project.annotations(project.id_of(1), project.own_layer().id).spans
        assert (span.start, span.end, span.label) == (14, 21, "GPE")
        assert list(project.problems()) == []
