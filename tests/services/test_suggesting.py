"""Suggestions are a model's layer, learned from what is done, replaced as one action, undone at once."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from annotator import resources
from annotator.domain import edits
from annotator.errors import UserError
from annotator.services import schemes
from annotator.services.importing import ImportOptions, import_paths
from annotator.services.suggesting import SuggestReport, suggest_rest
from annotator.storage.project import Project
from tests.storage.builders import INES


def result_of(work):
    """Run a job to its end."""
    while True:
        try:
            next(work)
        except StopIteration as stop:
            return stop.value


@pytest.fixture
def project(tmp_path):
    """The English articles with Ines' labels, in her own layer."""
    with Project.create(tmp_path / "talks.annot", schemes.load("news"), INES) as made:
        corpus = resources.corpus_dir() / "ines-english.jsonl"
        result_of(import_paths(made, [corpus], ImportOptions(layer="ines")))
        yield made


def held(project, layer):
    """Spans by document."""
    return {one.document.id: one.annotations.spans for one in project.annotated(project.layer(layer))}


def test_what_is_not_done_gets_suggestions_and_nothing_else_changes(project):
    before = held(project, "ines")
    report = result_of(suggest_rest(project, "memory", project.own_layer()))
    assert isinstance(report, SuggestReport)
    assert report.spans > 20
    assert held(project, "ines") == before
    done = {one.document.id for one in project.annotated(project.own_layer(), {"done"})}
    suggested = held(project, "memory")
    assert not any(suggested[id] for id in done)
    spans = [span for found in suggested.values() for span in found]
    assert len(spans) == report.spans
    assert {span.origin for span in spans} == {f"memory {report.version}"}
    assert all(0 < span.confidence <= 1 for span in spans)
    assert next(one for one in project.authors() if one.name == "memory").is_model
    assert list(project.problems()) == []


def test_suggesting_again_replaces_and_one_undo_takes_it_back(project):
    result_of(suggest_rest(project, "memory", project.own_layer()))
    before = held(project, "memory")
    todo = next(one for one in project.annotated(project.own_layer(), {"new"}))
    project.commit(edits.set_status(todo.annotations, "done"))
    result_of(suggest_rest(project, "memory", project.own_layer()))
    assert held(project, "memory")[todo.document.id] == ()
    project.undo()
    assert held(project, "memory") == before


def test_too_little_to_learn_from_is_said_and_nothing_is_stored(tmp_path):
    with Project.create(tmp_path / "empty.annot", schemes.load("news"), INES) as project:
        with pytest.raises(UserError):
            result_of(suggest_rest(project, "memory", project.own_layer()))
        assert project.layer("memory") is None


def test_a_persons_layer_is_never_overwritten(project):
    project.ensure_layer("memory")
    with pytest.raises(UserError, match="is a person's"):
        result_of(suggest_rest(project, "memory", project.own_layer()))


def test_the_process_beside_the_window_learns_and_suggests(project):
    todo = next(one for one in project.annotated(project.own_layer(), {"new"}))
    asked = [
        {"do": "learn", "project": str(project.path), "layer": "ines", "with": "memory"},
        {"do": "suggest", "document": todo.document.id},
        {"do": "suggest", "document": "0" * 64},
        {"do": "learn", "project": str(project.path), "layer": "nobody", "with": "memory"},
    ]
    run = subprocess.run(
        [sys.executable, "-m", "annotator.services.suggest_worker"],
        input="".join(json.dumps(one) + "\n" for one in asked),
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    learned, suggested, missing, nobody = (json.loads(line) for line in run.stdout.split("\n")[:-1])
    assert learned["examples"] > 10
    assert suggested["suggestions"]
    for start, end, label, confidence, origin in suggested["suggestions"]:
        assert todo.document.text[start:end].strip()
        assert project.scheme().label(label)
        assert 0 < confidence <= 1
        assert origin == f"memory {learned['version']}"
    assert "not in the project" in missing["problem"]
    assert "no layer nobody" in nobody["problem"]
