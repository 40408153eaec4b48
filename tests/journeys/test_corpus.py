"""A corpus goes in and comes out by keyboard, and the sample opens with one key."""

import json

from annotator import resources
from tests.journeys.keyboard import export_by_keys, import_by_keys, make_project_by_keys
from tests.windows import press


def in_order(row):
    return sorted(json.dumps(opinion, sort_keys=True) for opinion in row.get("opinions", []))


def test_a_corpus_with_its_labels_goes_in_and_comes_out_by_keyboard(start, tmp_path, qtbot):
    source = resources.corpus_dir() / "gold-english.jsonl"
    make_project_by_keys(tmp_path)
    import_by_keys(start, qtbot, source)
    given = [json.loads(line) for line in source.read_text("utf-8").split("\n") if line]
    found = {row["id"]: row for row in export_by_keys(start, qtbot)}
    assert len(found) == len({row["id"] for row in given})
    for row in given:
        out = found[row["id"]]
        assert out["text"] == row["text"]
        assert out.get("spans", []) == row.get("spans", [])
        assert out.get("sentiment") == row.get("sentiment")
        assert in_order(out) == in_order(row)


def test_s_makes_the_sample_shows_how_far_it_is_and_opens_it(start, qtbot):
    press("S")
    assert start.window.status.job.isVisible()
    qtbot.waitUntil(lambda: start.session.project is not None, timeout=30_000)
    assert start.session.project.documents.count() >= 60
    assert start.reader.hasFocus()
    press("Ctrl+W", "S")
    assert start.session.project is not None
