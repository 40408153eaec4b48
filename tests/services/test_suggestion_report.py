"""The report on suggestions, on a real project."""

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from annotator import cli
from annotator.domain import edits
from annotator.domain.entities import Span
from annotator.domain.holdout import is_held_out
from annotator.services.meter import Meter
from annotator.services.suggestion_report import suggestion_report
from annotator.settings import Settings
from annotator.storage.project import Project
from tests.windows import make_project

COUNT = 30


def finished(work):
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value


@pytest.fixture
def path(tmp_path):
    """Done articles: with suggestions two accepted persons, one of them relabelled; without, one by hand."""
    path, author = tmp_path / "talks.annot", Settings().author()
    texts = tuple(f"Ilse Maren met Tomas Brandl for talk {number} of the summer." for number in range(COUNT))
    make_project(path, author, texts)
    with Project.open(path, author) as project:
        for number in range(1, COUNT + 1):
            finish(project, project.id_of(number))
    return path


def finish(project, document):
    scheme, layer = project.scheme(), project.own_layer().id
    text = project.document(document).text

    def do(make):
        project.commit(make(project.annotations(document, layer)))

    person = scheme.named("PER")
    if is_held_out(document, layer, 30):
        do(lambda on: edits.add_span(scheme, on, text, 0, 10, person))
    else:
        for start, end in ((0, 10), (15, 27)):
            offered = Span("p", layer, document, start, end, person.id, "memory 3", 0.9)
            do(lambda on, offered=offered: edits.accept(scheme, on, text, offered))
        do(lambda on: edits.relabel(scheme, on, text, on.spans[1], scheme.named("ORG")))
        do(lambda on: edits.reject(on, text, 38, 44, scheme.named("DATE").id))
    do(lambda on: edits.set_status(on, "done"))


def test_labels_with_and_without_suggestions_are_compared(path):
    with Project.open(path, Settings().author(), read_only=True) as project:
        report = finished(suggestion_report(project, project.own_layer(), 30))
        held = sum(is_held_out(project.id_of(n), project.own_layer().id, 30) for n in range(1, COUNT + 1))
    assert (report.shown.articles, report.held_out.articles) == (COUNT - held, held)
    assert 0 < held < COUNT
    person = report.became("PER")
    assert (person.accepted, person.changed, person.n) == (COUNT - held, COUNT - held, 2 * (COUNT - held))
    assert report.became("DATE").rejected == COUNT - held
    assert report.ratio("PER").value == pytest.approx(1.0, abs=0.01)
    assert report.ratio("ORG").why == "undefined because there is none in the articles without suggestions"
    assert "NaN" not in json.dumps(report.facts())


def test_only_done_articles_count_and_without_any_it_says_so(path, tmp_path):
    make_project(tmp_path / "new.annot", Settings().author())
    done = CliRunner().invoke(cli.shell, ["suggestions", str(tmp_path / "new.annot")])
    assert done.exit_code == 0
    assert "undefined because no article with suggestions is done yet" in done.stdout


def test_the_command_prints_figures_and_json_without_what_is_private(path):
    Settings().set("held_out", 30)
    meter = Meter.usual()
    with Project.open(path, Settings().author(), read_only=True) as project:
        meter.begin(project.replica, suggested=True)
    meter.labelled(["PER"])
    meter.flush()
    done = CliRunner().invoke(cli.shell, ["suggestions", str(path)])
    assert done.exit_code == 0
    assert "50% accepted" in done.stdout.split("\nPER\n")[1]
    assert "seconds" not in done.stdout
    told = CliRunner().invoke(cli.shell, ["suggestions", str(path), "--json"]).stdout
    assert json.loads(told)["labels"]["PER"]["decided"]["changed"]["value"] == 0.5
    assert "seconds" not in told
    asked = CliRunner().invoke(cli.shell, ["suggestions", str(path), "--json", "--pace"]).stdout
    facts = json.loads(asked)["labels"]["PER"]
    assert facts["with"]["seconds_a_label"]["n"] == 1
    assert facts["without"]["seconds_a_label"]["why"] == "undefined because the meter counted no such label"


def test_a_layer_that_is_not_there_is_a_sentence(path):
    done = CliRunner().invoke(cli.shell, ["suggestions", str(path), "--layer", "nobody"])
    assert (done.exit_code, done.stderr.split("\n")[0]) == (1, "There is no layer nobody.")


def test_without_what_is_private_it_is_the_same_report(path):
    with Project.open(path, Settings().author(), read_only=True) as project:
        report = finished(suggestion_report(project, project.own_layer(), 30))
    assert report.without_pace() == replace(report, pace={})
