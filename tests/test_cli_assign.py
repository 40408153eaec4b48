"""Assigning and reporting from the terminal: a scripted round, and what is said where it cannot be."""

import json

import pytest
from click.testing import CliRunner

from annotator.cli import shell


@pytest.fixture
def run(tmp_path):
    def run(*arguments, code=0):
        done = CliRunner().invoke(shell, [str(one) for one in arguments])
        assert done.exit_code == code, done.output
        return done.stdout if code == 0 else done.stderr

    (tmp_path / "texts").mkdir()
    for number in range(6):
        (tmp_path / "texts" / f"{number}.txt").write_text(f"Article {number}: Ilse Maren left Velmora.")
    run("new", tmp_path / "news.annot")
    run("import", tmp_path / "news.annot", tmp_path / "texts")
    return run


def test_a_corpus_is_assigned_and_progress_and_reports_are_printed(run, tmp_path):
    news, out = tmp_path / "news.annot", tmp_path / "out"
    said = run("assign", news, "--to", "Ann", "Ben", "Cleo Q", "--overlap", 2, "--seed", 7, "-o", out)
    assert said.splitlines()[0] == "6 articles assigned."
    assert sorted(path.name for path in out.iterdir()) == [
        "news-Ann.annot",
        "news-Ben.annot",
        "news-Cleo Q.annot",
    ]
    facts = json.loads(run("assign", news, "--progress", "--json"))
    assert facts["Cleo Q"] == {"articles": 4, "done": 0, "in_progress": 0, "skipped": 0, "new": 4}
    assert "Ann: 0 of 4 articles done" in run("assign", news, "--progress")
    assert json.loads(run("info", out / "news-Ann.annot", "--json"))["documents"] == 4
    run("check", out / "news-Ann.annot")
    run("merge", news, *out.glob("*.annot"))
    written = json.loads(run("report", news, "-o", tmp_path / "reports", "--json"))["reports"]
    assert len(written) == 5
    assert run("report", news, "-o", tmp_path / "reports", "--layer", "Ben").strip().endswith("news-Ben.html")


def test_the_same_seed_gives_the_same_files_whoever_runs_it(run, tmp_path):
    splits = []
    for folder in ("one", "two"):
        copy = tmp_path / f"{folder}.annot"
        copy.write_bytes((tmp_path / "news.annot").read_bytes())
        run("assign", copy, "--to", "Ann", "Ben", "--seed", 3, "-o", tmp_path / folder)
        ids = set()
        for line in run("export", tmp_path / folder / f"{folder}-Ann.annot", "-o", "-").splitlines():
            ids.add(json.loads(line)["id"])
        splits.append(ids)
    assert splits[0] == splits[1]
    assert len(splits[0]) == 3


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["--to", "Ann", "Ann"], 1, "The name ann is there twice."),
        (["--to", "Ann", "--overlap", "2"], 1, "An article cannot have 2 readers among 1."),
        ([], 2, "Say who is to read"),
    ],
)
def test_what_cannot_be_is_one_sentence(run, tmp_path, arguments, code, sentence):
    assert sentence in run("assign", tmp_path / "news.annot", *arguments, code=code)
    assert run("assign", tmp_path / "news.annot", "--progress") == (
        "Nobody has been assigned anything yet.\n"
    )
