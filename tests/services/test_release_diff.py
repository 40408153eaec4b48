"""Two releases are told apart by article, by label and by file."""

import json

import pytest

from annotator.cli import main
from annotator.errors import UserError
from annotator.services.release_diff import diff
from annotator.services.releasing import ReleaseOptions, release
from tests.services.builders import finish, new_project, run_import, write_rows

SHARES = {"train": 50, "test": 50}


def row(number: int, label: str = "PER") -> dict:
    text = f"Ilse Maren of desk {number} said {number * 37} words."
    return {
        "text": text,
        "status": "done",
        "layer": "zoe-k",
        "spans": [{"id": f"s{number}", "start": 0, "end": 10, "label": label}],
    }


def made(tmp_path, name: str, rows: list[dict], seed: int = 1):
    folder = tmp_path / name
    folder.mkdir()
    with new_project(folder) as project:
        run_import(project, write_rows(folder / "in.jsonl", rows))
        finish(release(project, folder / "out", ReleaseOptions(SHARES, layer="zoe-k", seed=seed)))
    return folder / "out"


def test_the_same_release_twice_is_the_same(tmp_path):
    rows = [row(at) for at in range(6)]
    found = diff(made(tmp_path, "a", rows), made(tmp_path, "b", rows))
    assert found.is_empty
    assert found.lines() == ["The two releases are the same, byte for byte."]


def test_articles_and_labels_that_came_and_went_are_listed(tmp_path):
    before = made(tmp_path, "a", [row(at) for at in range(6)])
    after = made(tmp_path, "b", [row(0, "ORG"), *[row(at) for at in range(1, 5)], row(9)])
    found = diff(before, after)
    assert (len(found.added), len(found.removed), len(found.changed)) == (1, 1, 1)
    assert found.labels_added == {"ORG": 1} and found.labels_removed == {"PER": 1}
    (details,) = found.changed.values()
    assert details == ["- PER “Ilse Maren” at 0-10", "+ ORG “Ilse Maren” at 0-10"]
    assert "1 article added, 1 removed" in found.lines()[0]


def test_another_seed_moves_articles_and_is_named(tmp_path, capsys):
    rows = [row(at) for at in range(12)]
    before, after = made(tmp_path, "a", rows), made(tmp_path, "b", rows, seed=2)
    assert main(["diff", str(before), str(after), "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts["options"] == {"seed": [1, 2]}
    assert facts["moved"] and not (facts["added"] or facts["removed"] or facts["changed"])


def test_what_is_no_release_is_refused(tmp_path):
    whole = made(tmp_path, "a", [row(1)])
    with pytest.raises(UserError, match="does not exist"):
        diff(whole, tmp_path)
    (tmp_path / "release.json").write_text("{}")
    with pytest.raises(UserError, match="is no release"):
        diff(whole, tmp_path)
