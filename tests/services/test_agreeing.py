"""Layers of a project are compared on what two of them have finished; the terminal tells it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from annotator import cli
from annotator.errors import UserError
from annotator.services import agreeing, sample
from annotator.services.agreeing import AgreementReport
from annotator.storage.project import Project
from tests.services.builders import MINA, finish, new_project, run_import, write_rows

TEXT = "Ilse Maren of the Port Authority left Kastelholm, she said."


def row(layer: str, number: int, *spans: tuple[str, str], status: str = "done", **more: object) -> dict:
    """A row of our JSONL: the spans are given by their words."""
    text = f"{TEXT} {number}"
    found = [
        {
            "id": f"{layer}{at}",
            "start": text.index(words),
            "end": text.index(words) + len(words),
            "label": label,
        }
        for at, (words, label) in enumerate(spans)
    ]
    return {"text": text, "layer": layer, "status": status, "spans": found, **more}


MAREN, PORT, WIDE = ("Ilse Maren", "PER"), ("Port Authority", "ORG"), ("the Port Authority", "ORG")


@pytest.fixture
def project(tmp_path: Path):
    rows = [
        row("ann", 1, MAREN, PORT, sentiment="negative"),
        row("bob", 1, MAREN, WIDE, sentiment="neutral"),
        row("ann", 2, MAREN, PORT),
        row("bob", 2, MAREN, PORT),
        row("cleo", 2, MAREN),
        row("ann", 3, MAREN),
        row("bob", 3, status="in_progress"),
        row("gold", 1, MAREN, PORT),
    ]
    with new_project(tmp_path) as made:
        run_import(made, write_rows(tmp_path / "rows.jsonl", rows))
        yield made


def agree(project: Project, *names: str, **options: int) -> AgreementReport:
    return finish(agreeing.agree(project, names, **options))


def test_a_document_counts_for_those_who_have_finished_it(project):
    report = agree(project, resamples=0)
    assert report.layers == ("ann", "bob", "cleo")
    assert (report.documents, report.alone) == (2, 1)
    assert [(pair.raters, pair.documents) for pair in report.pairs] == [
        (("ann", "bob"), 2),
        (("ann", "cleo"), 1),
        (("bob", "cleo"), 1),
    ]
    assert report.all is not None
    assert report.all.documents == 2


def test_what_is_in_progress_is_no_silence(project):
    """Bob's third article is empty because he has not read it; it must not count as having found nothing."""
    strict = agree(project, "ann", "bob", resamples=0).pairs[0].figures["span_f1_strict",]
    assert (strict.n, strict.value) == (8, 6 / 8)


def test_layers_are_compared_in_the_order_they_are_named_and_gold_too(project):
    report = agree(project, "gold", "ann", resamples=0)
    assert (report.layers, report.all) == (("gold", "ann"), None)
    assert report.pairs[0].figures["span_f1_strict",].value == 1


def test_a_layer_that_is_missing_is_named_with_those_that_are_there(project):
    with pytest.raises(UserError, match="There is no layer “dora”") as refused:
        agree(project, "ann", "dora")
    assert "cleo" in refused.value.hint


def test_one_layer_cannot_agree(project):
    with pytest.raises(UserError, match="Agreement needs two layers"):
        agree(project, "ann")
    with pytest.raises(UserError, match="Agreement needs two layers"):
        agree(project, "ann", "ann")


def test_layers_that_share_no_document_have_no_figures_but_reasons(project):
    report = agree(project, "cleo", "gold")
    assert report.documents == 0
    facts = report.facts()["pairs"][0]
    assert facts["span_f1_strict"]["value"] is None
    assert facts["span_f1_strict"]["why"].startswith("undefined because")


def test_the_same_seed_gives_the_same_report_and_reading_changes_nothing(project):
    before = project.history()
    first, second = (agree(project, "ann", "bob", resamples=30, seed=4).facts() for _ in range(2))
    assert first == second
    assert first["pairs"][0]["span_f1_strict"]["interval"]["resamples"] == 30
    assert project.history() == before


def test_progress_is_told_before_each_long_step(project):
    told = list(agreeing.agree(project, ["ann", "bob"], resamples=20))
    assert [one.done for one in told[:4]] == [0, 1, 1, 2]
    assert sum(one.what == "measuring agreement" for one in told) == 20


def test_intervals_and_gamma_are_left_out_with_a_reason_where_they_would_take_too_long(project, monkeypatch):
    monkeypatch.setattr(agreeing, "_GAMMA_DOCUMENTS", 1)
    monkeypatch.setattr(agreeing, "_DRAWS", 100)
    report = agree(project, "ann", "bob")
    assert report.resamples == 0
    assert "There are no intervals: for so many pairs they would take too long." in report.sentences()
    assert "would take too long" in report.pairs[0].figures["gamma",].why


@pytest.fixture(scope="module")
def corpus(tmp_path_factory) -> Path:
    return finish(sample.make(tmp_path_factory.mktemp("agree") / "sample.annot", MINA))


def test_the_sample_annotators_agree_on_finding_more_than_on_sentiment(corpus):
    with Project.open(corpus, MINA, read_only=True) as project:
        report = agree(project, resamples=0)
    assert report.layers == ("ines", "tomas")
    figures = report.pairs[0].figures
    strict, partial = figures["span_f1_strict",].value, figures["span_f1_partial",].value
    assert 0.6 < strict < partial < figures["found", "span_f1_overlap"].value < 1
    assert figures["label", "cohen_kappa"].value > figures["sentiment", "article", "cohen_kappa"].value
    assert figures["label", "cohen_kappa"].skipped > 100
    assert len(report.pairs[0].by_document) == report.documents == 42
    undefined = [figure for figure in figures.values() if figure.value is None]
    assert all(figure.why.startswith("undefined because") for figure in undefined)


def run(*arguments: object):
    return CliRunner().invoke(cli.shell, ["agree", *map(str, arguments)])


def test_the_terminal_prints_one_json_object(project):
    done = run(project.path, "ann", "bob", "--json")
    assert done.exit_code == 0, done.output
    facts = json.loads(done.stdout)
    pair = facts["pairs"][0]
    assert (facts["documents"], pair["layers"], facts["all"]) == (2, ["ann", "bob"], None)
    assert pair["span_f1_strict"]["value"] == 6 / 8
    assert {"value", "n", "why", "chance", "skipped", "interval"} <= set(pair["cohen_kappa"])
    assert facts["labels"]["PER"]["span_f1_strict"]["value"] == 1
    assert facts["labels"]["ORG"]["span_f1_partial"]["value"] == 3 / 4
    assert pair["sentiment"]["article"]["cohen_kappa"]["n"] == 1


def test_the_terminal_takes_layers_in_one_option_and_prints_sentences(project):
    done = run(project.path, "--layers", "ann,bob")
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("2 articles finished by two or more of ann, bob;")
    assert "undefined because" in done.stdout
    refused = run(project.path, "ann", "dora")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.startswith("There is no layer “dora”")
