"""The content check finds every kind of planted fault, and nothing in a sound project."""

import re

import pytest

from annotator.domain import edits
from tests.storage.builders import make_project


@pytest.fixture
def project(tmp_path):
    with make_project(tmp_path) as made:
        layer, document = made.ensure_own_layer(), made.document(made.id_of(1))
        now = made.annotations(document.id, layer.id)
        edit = edits.add_span(made.scheme(), now, document.text, 0, 10, made.scheme().labels[0])
        made.commit(edit)
        now = now.after(edit)
        made.commit(edits.set_polarity(now, document.text, now.spans[0], "negative"))
        yield made


def test_a_sound_project_has_no_problems(project):
    assert list(project.problems()) == []


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ("update content set text = replace(text, 'Ilse', 'Elsa')", "not the text that was imported"),
        ("update span set start = start + 1", "not what the change log says"),
        ("update span set end = 4000", "beyond its"),
        ("delete from span", "not what the change log says"),
        ("delete from span", "about a span, .* that is not there"),
        ("update label set name = 'XXX' where id = 'PER'", "not what the change log says"),
        (
            "insert into status values (1, 'stranger', 'done')",
            "There are 2 of status, and the change log knows 1",
        ),
        (
            "update change set body = '{\"value\":\"done\"}' where kind = 'status'",
            "not what the change log says",
        ),
        ("delete from document", "search index knows 1 documents of 0"),
    ],
)
def test_a_planted_fault_is_found(project, fault, sentence):
    with project._database.writing() as connection:
        connection.execute(fault)
    found = "\n".join(project.problems())
    assert re.search(sentence, found), found
