"""The command that lists what a layer labels unevenly."""

import json

from tests.services.builders import write_rows
from tests.test_cli import run


def rows():
    for n in range(6):
        text = f"{n}: they met in Velmora."
        span = {"start": 15, "end": 22, "label": "ORG" if n == 5 else "GPE"}
        yield {"text": text, "layer": "gold", "status": "done", "spans": [span]}


def test_what_is_uneven_is_listed_to_read_or_as_one_object(tmp_path):
    project = tmp_path / "news.annot"
    run("new", project)
    run("import", project, write_rows(tmp_path / "rows.jsonl", rows()))
    read = run("consistency", project, "--layer", "gold")
    assert read.exit_code == 0
    assert "5: they met in [Velmora].  ORG → GPE" in read.stdout
    assert "GPE 5 times, ORG here" in read.stdout
    facts = json.loads(run("consistency", project, "--layer", "gold", "--json").stdout)
    assert facts["layer"] == "gold"
    assert facts["counts"]["label"] == 1
    assert [one["words"] for one in facts["findings"]] == ["Velmora"]


def test_a_layer_that_is_not_there_is_a_sentence(tmp_path):
    run("new", tmp_path / "news.annot")
    done = run("consistency", tmp_path / "news.annot", "--layer", "nobody")
    assert (done.exit_code, done.stderr.split("\n")[0]) == (1, "There is no layer nobody.")
