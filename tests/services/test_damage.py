"""A project is looked through: reported by kind and source, kept for filters, told on the terminal."""

import json

import pytest
from click.testing import CliRunner

from annotator.cli import shell
from annotator.domain.change import added
from annotator.domain.exchange import appearance
from annotator.domain.filter_language import parse
from annotator.domain.query import ListQuery
from annotator.services import damage
from annotator.storage.project import Project
from tests.storage.builders import INES, make_project

_SOUND = "The port authority said that all ferries of the town, but one, would leave on time."
_LOST = "They say that Velmora s mayor  a sailor  left the town on the ferry number {}."


def give(project, source, texts):
    found = [appearance(text, title=f"{source} {at}", source=source) for at, text in enumerate(texts)]
    by_id = {one.document: text for one, text in zip(found, texts, strict=True)}
    project.commit(added("import", found), texts=by_id)


def finish(work):
    try:
        while True:
            next(work)
    except StopIteration as end:
        return end.value


@pytest.fixture
def project(tmp_path):
    with make_project(tmp_path, _SOUND) as project:
        give(project, "Gull Post", [_LOST.format(at) for at in range(60)])
        yield project


def numbers(project, line):
    return list(project.documents.numbers(ListQuery(project.own_layer().id, filter=parse(line))))


def test_every_text_is_looked_at_and_counted_by_kind_and_source(project):
    report = finish(damage.look(project))
    assert (report.all.articles, report.all.any_damaged) == (61, 60)
    assert dict(report.all.places) == {"apostrophes": 60, "commas": 120}
    assert [name for name, _ in report.ordered()] == ["Gull Post", "Lantern Wire"]
    assert (report.documents[0].number, report.documents[0].title) == (2, "Gull Post 0")


def test_what_a_source_does_to_all_its_articles_is_said_once(project):
    report = finish(damage.look(project))
    words = report.sources["Gull Post"].words
    assert report.verdicts() == [
        ("Gull Post", f"This source has no commas: none in {words:,} words."),
        ("Gull Post", "Lost apostrophes: 60 of 60 articles of this source."),
        ("Gull Post", "Lost commas: 60 of 60 articles of this source."),
    ]


def test_filters_know_what_was_looked_at_and_later_what_came_since(project):
    assert numbers(project, "is:damaged") == [] and damage.unseen(project) == 61
    finish(damage.look(project))
    assert numbers(project, "damaged:commas") == list(range(2, 62))
    give(project, "Lantern Wire", ["The caf\ufffd is open.", "It is closed."])
    assert damage.unseen(project) == 2
    assert finish(damage.catch_up(project)) == 2
    assert numbers(project, "damaged:unreadable") == [62] and damage.unseen(project) == 0
    assert finish(damage.catch_up(project)) == 0


def test_the_first_catching_up_looks_at_all(project):
    assert finish(damage.catch_up(project)) == 61
    assert len(numbers(project, "is:damaged")) == 60


def test_one_source_alone_and_a_project_that_only_is_read_keep_nothing(project):
    assert finish(damage.look(project, "Lantern Wire")).all.articles == 1
    path = project.path
    project.close()
    with Project.open(path, INES, read_only=True) as again:
        assert finish(damage.look(again)).all.any_damaged == 60
        assert damage.unseen(again) == 61


def test_the_terminal_lists_it_and_prints_facts(project):
    path = str(project.path)
    said = CliRunner().invoke(shell, ["damage", path])
    assert said.exit_code == 0, said.output
    assert said.output.startswith("60 of 61 articles are damaged.\n")
    assert "Gull Post: This source has no commas" in said.output and "and 10 more" in said.output
    facts = json.loads(CliRunner().invoke(shell, ["damage", path, "--json"]).output)
    assert facts["kinds"]["commas"] == {"articles": 60, "places": 120}
    assert facts["sources"][0]["verdicts"] and len(facts["documents"]) == 60
    one = CliRunner().invoke(shell, ["damage", path, "--source", "Lantern Wire"])
    assert one.output == "0 of 1 articles are damaged.\n"
    none = CliRunner().invoke(shell, ["damage", path, "--source", "Nowhere"])
    assert none.exit_code == 1 and "No article appeared in Nowhere." in none.output
