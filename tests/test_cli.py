"""The command line does what it says, says what it did, and fails in one sentence."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotator import cli
from annotator.__main__ import main
from annotator.settings import Settings
from annotator.storage.project import Project
from tests.services.builders import TEXT, read_rows, write_rows

ROOT = Path(__file__).parents[1]
PERSON = {"id": "a1", "start": 0, "end": 10, "label": "PER", "text": "Ilse Maren"}


def run(*arguments: object) -> Result:
    """Run a command that must not crash."""
    done = CliRunner().invoke(cli.shell, [str(one) for one in arguments])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "news.annot"
    assert run("new", path).exit_code == 0
    return path


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    said = [{"text": f"{TEXT} {n}", "layer": "gold", "status": "done", "spans": [PERSON]} for n in range(3)]
    return write_rows(tmp_path / "rows.jsonl", [*said, {**said[0], "status": "new", "text": f"{TEXT} 3"}])


def test_a_project_is_made_with_the_scheme_that_is_asked_for(tmp_path):
    done = run("new", tmp_path / "c", "--scheme", "conll")
    assert (done.exit_code, (tmp_path / "c.annot").exists()) == (0, True)
    with Project.open(tmp_path / "c.annot", Settings().author(), read_only=True) as made:
        assert {label.name for label in made.scheme().labels} == {"PER", "ORG", "LOC", "MISC"}
    again = run("new", tmp_path / "c.annot")
    assert (again.exit_code, again.stderr.split("\n")[0]) == (1, "c.annot exists already.")
    assert run("new", tmp_path / "d", "--scheme", "nothing").exit_code == 1


def test_import_tells_what_came_in_and_what_was_wrong(project, rows, tmp_path):
    bad = write_rows(tmp_path / "bad.jsonl", [{"text": "sound"}, "{"])
    done = run("import", project, rows, bad, "--report", tmp_path / "report.txt")
    assert done.exit_code == 0
    assert done.stdout.startswith("5 new articles.\n")
    assert done.stderr.startswith("bad.jsonl, line 2: It is not JSON")
    assert "bad.jsonl, line 2" in (tmp_path / "report.txt").read_text()


def test_an_import_that_brings_nothing_fails(project, tmp_path):
    done = run("import", project, write_rows(tmp_path / "bad.jsonl", ["{"]))
    assert done.exit_code == 1
    assert done.stderr.endswith("Nothing was imported.\nThe problems above say why.\n")


def test_an_import_of_a_folder_without_files_fails(project, tmp_path):
    (tmp_path / "empty").mkdir()
    done = run("import", project, tmp_path / "empty")
    assert done.exit_code == 1
    assert "There is no file in it to import" in done.stderr


def test_an_encoding_that_is_none_of_files_is_a_sentence(project, rows):
    for name in ("base64", "idna", "klingon", "x\0"):
        assert run("import", project, rows, "--encoding", name).exit_code == 1


def test_import_can_be_told_layer_format_encoding_and_headlines(project, tmp_path):
    (tmp_path / "a.dat").write_bytes("title;text\nFür;Hafenbehörde für übermorgen\n".encode("cp1252"))
    options = ("--format", "table", "--encoding", "cp1252", "--layer", "desk", "--headline", "--json")
    done = run("import", project, tmp_path / "a.dat", *options)
    assert json.loads(done.stdout)["documents"] == 1
    done = run("export", project, "-o", tmp_path / "out.jsonl")
    assert read_rows(tmp_path / "out.jsonl")[0]["text"] == "Für\n\nHafenbehörde für übermorgen"


def test_export_writes_gold_beside_the_project_unless_told_otherwise(project, rows, tmp_path):
    run("import", project, rows)
    done = run("export", project)
    assert done.stdout == "4 articles of layer gold exported to news.jsonl.\n"
    assert [row["layer"] for row in read_rows(tmp_path / "news.jsonl")] == ["gold"] * 4
    done = run("export", project, "--status", "done", "-o", tmp_path / "done.jsonl")
    assert len(read_rows(tmp_path / "done.jsonl")) == 3
    assert run("export", project, "--layer", "nobody").exit_code == 1
    assert run("export", project, "--format", "nothing").exit_code == 1
    assert run("export", project, "-o", tmp_path).stderr.startswith(f"{tmp_path} is a folder.")


def test_export_and_report_replace_nothing_that_was_not_named(project, rows, tmp_path):
    run("import", project, rows)
    (tmp_path / "news.jsonl").write_text("mine")
    done = run("export", project)
    assert (done.exit_code, (tmp_path / "news.jsonl").read_text()) == (1, "mine")
    assert done.stderr.endswith(f"-o {tmp_path / 'news.jsonl'}\n")
    before = project.read_bytes()
    for arguments in (("export", project, "-o", project), ("import", project, rows, "--report", project)):
        done = run(*arguments)
        assert (done.exit_code, project.read_bytes()) == (1, before)
        assert "would be lost" in done.stderr
    done = run("new", tmp_path / "p.jsonl")
    assert (done.exit_code, done.stderr) == (1, "A project's name ends in .annot.\nTry p.annot\n")


def test_reviewed_documents_can_be_exported(project, rows, tmp_path):
    run("import", project, rows)
    assert run("export", project, "--status", "reviewed", "-o", tmp_path / "r.jsonl").exit_code == 0
    assert len(read_rows(tmp_path / "r.jsonl")) == 3


def test_a_dash_is_standard_output_and_nothing_but_rows_goes_there(project, rows):
    run("import", project, rows)
    done = run("export", project, "-o", "-")
    assert [json.loads(line)["text"] for line in done.stdout.split("\n") if line] == [
        f"{TEXT} {n}" for n in range(4)
    ]
    assert done.stderr == "4 articles of layer gold exported.\n"


def test_suggest_stores_a_models_layer_for_what_is_not_done(project, rows):
    assert run("import", project, rows).exit_code == 0
    done = run("suggest", project, "--with", "memory", "--from", "gold")
    assert done.exit_code == 0
    assert done.stdout.startswith("Learned from 3 articles; 1 suggestions on 1 articles")
    facts = json.loads(run("info", project, "--json").stdout)
    assert facts["layers"]["memory"]["spans"] == 1
    nothing = run("suggest", project, "--with", "memory", "--from", "nobody")
    assert (nothing.exit_code, nothing.stderr.split("\n")[0]) == (1, "There is no layer nobody.")
    unknown = run("suggest", project, "--with", "magic", "--from", "gold")
    assert (unknown.exit_code, unknown.stderr.split("\n")[0]) == (1, "There is no suggester “magic”.")


def test_info_prints_the_agreed_keys(project, rows):
    run("import", project, rows)
    facts = json.loads(run("info", project, "--json").stdout)
    assert list(facts) == ["documents", "layers", "labels", "scheme_version", "replicas", "bytes"]
    assert facts["documents"] == 4
    assert facts["layers"]["gold"] == {"spans": 4, "marks": 0, "opinions": 0, "statuses": {"done": 3}}
    assert facts["labels"] == {"PER": 4}
    assert "documents       4" in run("info", project).stdout


def test_check_finds_a_sound_project_sound_and_a_changed_one_not(project, rows):
    run("import", project, rows)
    assert run("check", project).exit_code == 0
    content = project.read_bytes()
    assert content.count(b"left Kastelholm on Tuesday. 2") >= 1
    project.write_bytes(content.replace(b"left Kastelholm on Tuesday. 2", b"left Kastelholm on Tuesday! 2"))
    done = run("check", project, "--json")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["problems"]


@pytest.mark.parametrize("command", ["info", "check", "export"])
def test_a_file_that_is_no_project_is_a_sentence(command, tmp_path):
    (tmp_path / "x.annot").write_bytes(b"no database" * 100)
    for path in (tmp_path / "x.annot", tmp_path / "missing.annot"):
        done = run(command, path)
        assert (done.exit_code, done.stdout) == (1, "")
        assert 1 <= len(done.stderr.strip().split("\n")) <= 2


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["import"], ["export", "a", "--status", "odd"], ["--odd"]]
)
def test_wrong_usage_is_exit_code_two(arguments):
    assert run(*arguments).exit_code == 2


def test_the_name_counts_before_and_after_the_command(tmp_path, rows):
    run("--as", "Ines", "new", tmp_path / "a.annot")
    run("new", tmp_path / "b.annot", "--as", "Ines")
    for name in ("a.annot", "b.annot"):
        with Project.open(tmp_path / name, Settings().author("Ines"), read_only=True) as made:
            own = made.own_layer()
            assert own is not None
            assert own.name == "Ines"


def test_formats_lists_what_there_is():
    assert json.loads(run("formats", "--json").stdout)["jsonl"] == {"in": True, "out": True, "problem": None}
    assert "Plain text (.txt)" in run("formats").stdout


def test_a_path_opens_the_window(project, monkeypatch):
    opened = []
    monkeypatch.setattr("annotator.ui.app.run", lambda path, name=None: opened.append((path, name)) or 0)
    assert run("--as", "Ines", project).exit_code == 0
    assert run(project, "--as", "Tomas").exit_code == 0
    assert run().exit_code == 0
    assert opened == [(project, "Ines"), (project, "Tomas"), (None, None)]


def test_doctor_says_what_there_is_and_that_the_program_can_run():
    done = run("doctor")
    assert done.exit_code == 0
    for what in ("Python", "SQLite", "Qt", "display", "fonts", "settings"):
        assert f"\n{what} " in f"\n{done.stdout}"


def test_doctor_fails_where_qt_cannot_start(monkeypatch):
    monkeypatch.setenv("QT_QPA_PLATFORM", "no-such-platform")
    done = run("doctor")
    assert done.exit_code == 1
    assert "cannot start" in done.stdout


def test_the_demo_without_a_display_paints_the_window_and_exports_gold(tmp_path):
    environment = {
        name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")
    }
    for _ in range(2):  # the second time the sample is there already
        done = subprocess.run(
            [sys.executable, "-m", "annotator", "demo", str(tmp_path / "demo")],
            capture_output=True, text=True, cwd=ROOT, env=environment, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, "")
        assert "There is no display" in done.stdout
    assert (tmp_path / "demo" / "window.png").read_bytes().startswith(b"\x89PNG")
    assert len(read_rows(tmp_path / "demo" / "gold.jsonl")) >= 60


def test_the_front_door_turns_a_refusal_into_a_sentence(capsys, tmp_path):
    assert main(["info", str(tmp_path / "gone.annot")]) == 1
    assert capsys.readouterr().err.startswith(f"{tmp_path / 'gone.annot'} does not exist.\n")
