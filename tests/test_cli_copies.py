"""The command that lists copies of one story."""

import json

from tests.services.builders import write_rows
from tests.test_cli import run

STORY = " ".join(f"Word{at} of the ferry to Velmora was said at {at}." for at in range(12))


def rows():
    yield {"text": STORY, "title": "Ferry late", "source": "Lantern Wire", "published": "2026-05-02"}
    yield {"text": f"{STORY} More to come.", "title": "Ferry later", "published": "2026-05-03"}
    yield {"text": "Another story.", "title": "Alone"}
    for source in ("Lantern Wire", "Meridian Desk"):
        yield {"text": "One text in two places.", "title": "Twice", "source": source}


def test_copies_are_listed_to_read_or_as_one_object(tmp_path):
    project = tmp_path / "news.annot"
    run("new", project)
    run("import", project, write_rows(tmp_path / "rows.jsonl", rows()))
    read = run("copies", project)
    assert read.exit_code == 0
    assert "Stories with copies: 2, published 4 times." in read.stdout
    first, second = (read.stdout.index(title) for title in ("Ferry late", "Ferry later"))
    assert first < second
    assert "Alone" not in read.stdout
    facts = json.loads(run("copies", project, "--json").stdout)
    assert facts["reports"] == []
    assert [one["kind"] for one in facts["copies"]] == ["near", "exact"]
    assert [len(one["articles"]) for one in facts["copies"]] == [2, 1]
    assert facts["copies"][0]["alike"] > 0.9
    assert len(facts["copies"][1]["articles"][0]["document"]) == 64
