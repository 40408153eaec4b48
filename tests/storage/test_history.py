"""The history of a document, read from a real project's log."""

import pytest

from annotator.domain import edits
from annotator.domain.entities import Author
from annotator.storage.history import catch_up, document_log
from annotator.storage.project import Project
from tests.windows import ARTICLE, make_project

ANA = Author("ana-id", "Ana")


@pytest.fixture
def project(tmp_path):
    make_project(tmp_path / "talks.annot", ANA)
    with Project.open(tmp_path / "talks.annot", ANA) as project:
        yield project


@pytest.fixture
def document(project):
    return project.id_of(1)


def label(project, document, start, end, name="PER"):
    scheme, layer = project.scheme(), project.own_layer()
    on = project.annotations(document, layer.id)
    project.commit(edits.add_span(scheme, on, ARTICLE, start, end, scheme.named(name)))
    return project.annotations(document, layer.id)


def test_the_last_edit_gives_what_the_tables_have(project, document):
    on = label(project, document, 0, 7)
    on = label(project, document, 14, 24)
    project.commit(edits.remove_span(on, ARTICLE, on.spans[0]))
    project.undo()
    project.undo()
    project.redo()
    log = document_log(project, document)
    layer = project.own_layer().id
    assert log.as_of(layer, log.last) == project.annotations(document, layer)
    assert [one.act for one in log.entries] == ["do", "do", "do", "do", "undo", "undo", "redo"]
    assert [log.is_undone(one) for one in log.entries] == [False, False, False, True, False, False, False]
    assert {one.name for one in log.entries} == {"Ana"}


def test_only_what_is_new_is_added_and_a_log_that_lost_edits_is_told(project, document):
    label(project, document, 0, 7)
    log = document_log(project, document)
    assert catch_up(project, log)
    label(project, document, 14, 24)
    label(project, project.id_of(2), 0, 1)
    known = len(log.entries)
    assert catch_up(project, log)
    assert len(log.entries) == known + 1
    log.size += 1
    assert not catch_up(project, log)


def test_a_document_that_is_not_there_has_no_history(project):
    assert document_log(project, "nowhere").entries == []
