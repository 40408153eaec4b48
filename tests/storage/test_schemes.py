"""Spans know the scheme they were made under, and a changed rule finds those that it left behind."""

import gzip
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.domain import edits, guideline
from annotator.domain.change import Change, Edit
from annotator.domain.filter_language import parse
from annotator.domain.query import ListQuery
from annotator.errors import UserError
from annotator.services import schemes
from annotator.services.reviewing import comparable, open_review
from annotator.storage import schema
from annotator.storage.project import Project
from tests.storage.builders import INES, add_texts, make_project

OLDER = Path(__file__).with_name("version-1.annot.gz")
WITHOUT_AGGREGATION = Path(__file__).with_name("version-4.annot.gz")
TEXTS = [f"Ilse Maren wrote letter {at} to the harbour board of Velmora." for at in range(6)]


@pytest.fixture
def project(tmp_path):
    with make_project(tmp_path, *TEXTS) as project:
        yield project


def said(project, number=1, layer=None):
    return project.annotations(project.id_of(number), (layer or project.own_layer()).id)


def give(project, number, start, end, name):
    scheme, text = project.scheme(), project.document(project.id_of(number)).text
    project.commit(edits.add_span(scheme, said(project, number), text, start, end, scheme.named(name)))


def mean(project, name, meaning):
    """Give a label another meaning."""
    label = project.scheme().named(name)
    project.commit(Edit("mean", (Change(label, replace(label, meaning=meaning)),)))


def listed(project, line):
    asked = parse(line, project.documents.vocabulary())
    query = ListQuery(project.own_layer().id, filter=asked)
    found = list(project.documents.numbers(query))
    for order in ("date", "title", "random"):
        assert sorted(project.documents.numbers(replace(query, order=order))) == found
    return found


def test_a_span_keeps_the_scheme_it_was_made_under_through_a_restart(project):
    give(project, 1, 0, 10, "PER")
    mean(project, "ORG", "A body.")
    give(project, 1, 27, 40, "ORG")
    project.close()
    with Project.open(project.path, INES) as again:
        first, second = said(again).spans
        versions = [guideline.made_under(again.schemes(), span).version for span in (first, second)]
        assert versions == [1, 2]
        assert again.scheme().version == 2
        assert second.scheme == again.scheme().clock


def test_a_changed_rule_lists_what_was_labelled_under_the_old_one_until_it_is_looked_at(project):
    for number in (1, 2, 3):
        give(project, number, 0, 10, "PER")
        give(project, number, 27, 40, "ORG")
    assert listed(project, "is:outdated") == []
    mean(project, "PER", "A named human being.")
    give(project, 4, 0, 10, "PER")
    assert listed(project, "outdated:PER") == listed(project, "is:outdated") == [1, 2, 3]
    assert listed(project, "outdated:ORG") == []
    assert listed(project, "-outdated:PER label:PER") == [4]
    mean(project, "ORG", "A body.")
    assert listed(project, "outdated:ORG,PER") == [1, 2, 3]
    text, on, span = TEXTS[1], said(project, 2), said(project, 2).spans[0]
    project.commit(edits.look_again(project.scheme(), on, text, [span]))
    assert listed(project, "outdated:PER") == [1, 3]
    assert listed(project, "outdated:ORG") == [1, 2, 3]
    project.undo()
    assert listed(project, "outdated:PER") == [1, 2, 3]


def test_a_rule_that_is_taken_back_leaves_behind_only_what_it_was_used_for(project):
    give(project, 1, 0, 10, "PER")
    mean(project, "PER", "A named human being.")
    give(project, 2, 0, 10, "PER")
    mean(project, "PER", "")
    assert listed(project, "outdated:PER") == [2]
    project.undo()
    assert listed(project, "outdated:PER") == [1]


def test_relabelling_and_moving_an_edge_are_judgements_under_the_present_rule(project):
    for number in (1, 2, 3):
        give(project, number, 0, 10, "PER")
    mean(project, "PER", "A named human being.")
    scheme, text = project.scheme(), TEXTS[0]
    project.commit(edits.move_edge(scheme, said(project, 1), text, said(project, 1).spans[0], 0, 4))
    project.commit(
        edits.relabel(scheme, said(project, 2), text, said(project, 2).spans[0], scheme.named("ORG"))
    )
    assert listed(project, "is:outdated") == [3]


def test_only_the_asked_layer_counts(project):
    give(project, 1, 0, 10, "PER")
    mean(project, "PER", "A named human being.")
    other = project.ensure_layer("tomas")
    query = ListQuery(other.id, filter=parse("is:outdated"))
    assert list(project.documents.numbers(query)) == []


def test_the_tables_written_anew_from_the_log_know_the_schemes_too(project):
    give(project, 1, 0, 10, "PER")
    mean(project, "PER", "A named human being.")
    before = said(project)
    project.rebuild()
    assert said(project) == before
    assert list(project.problems()) == []
    assert listed(project, "outdated:PER") == [1]


# Files of the version before


@pytest.fixture
def older(tmp_path):
    path = tmp_path / "older.annot"
    path.write_bytes(gzip.decompress(OLDER.read_bytes()))
    return path


def test_a_file_of_the_first_version_is_brought_up_to_date_and_loses_nothing(older):
    with Project.open(older, INES) as project:
        assert schema.version(project._database.reader) == schema.VERSION
        on = said(project)
        assert [(span.start, span.end, span.label, span.scheme) for span in on.spans] == [
            (0, 10, "PER", None)
        ]
        assert on.flag.value == "who?"
        assert project.scheme().rules.guideline == ""
        assert listed(project, "outdated:PER") == [1]
        assert list(project.problems()) == []
        assert [edit.title for edit in project.undo()] == ["rules"]
        assert listed(project, "outdated:PER") == []
    with Project.open(older, INES) as project:
        before = said(project)
        project.rebuild()
        assert said(project) == before
        add_texts(project, "Another article.")


def test_a_file_of_the_first_version_is_not_read_as_it_is_and_stays_as_it_is(older):
    before = older.read_bytes()
    with pytest.raises(UserError, match="older version") as caught:
        Project.open(older, INES, read_only=True)
    assert caught.value.hint
    assert older.read_bytes() == before


def test_a_file_of_the_version_before_proposes_by_majority_and_keeps_its_decisions(tmp_path):
    path = tmp_path / "decided.annot"
    path.write_bytes(gzip.decompress(WITHOUT_AGGREGATION.read_bytes()))
    with Project.open(path, INES) as project:
        assert schema.version(project._database.reader) == schema.VERSION
        assert project.scheme().rules.aggregation == "majority"
        assert project.scheme().rules.guideline.startswith("## Person")
        layers = comparable(project)
        on = open_review(project, layers, project.id_of(1))
        assert sorted(on.states.values()) == ["decided", "decided"]
        assert list(project.problems()) == []
        project.commit(schemes.proposing_by(project.scheme(), "dawid-skene"))
        project.rebuild()
        assert project.scheme().rules.aggregation == "dawid-skene"
        assert list(project.problems()) == []
