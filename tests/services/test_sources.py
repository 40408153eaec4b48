"""What is not a file that can be read is named, and the rest comes in; no pipe keeps an import waiting."""

import os
import sys
from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.services.importing import inspect
from annotator.services.sources import walk
from tests.services.builders import new_project, run_import

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links, pipes and rights as POSIX has them")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    folder = tmp_path / "desk"
    folder.mkdir()
    (folder / "good.txt").write_text("Talks\n\nBody.")
    return folder


def imported(tmp_path: Path, *paths: Path) -> dict[str, str]:
    """What an import says of files; one article must have come in."""
    with new_project(tmp_path) as project:
        report = run_import(project, *paths)
        assert report.documents == 1
    return {problem.file: problem.message for problem in report.problems}


def test_broken_links_pipes_and_links_in_a_circle_are_a_problem_each(desk, tmp_path):
    (desk / "gone.txt").symlink_to("nowhere.txt")
    (desk / "loop.txt").symlink_to("loop.txt")
    os.mkfifo(desk / "pipe.txt")
    said = imported(tmp_path, desk)
    assert said.keys() == {"gone.txt", "loop.txt", "pipe.txt"}
    assert said["gone.txt"] == "It is a link to a file that is gone."
    assert "no regular file" in said["pipe.txt"]


def test_a_pipe_that_is_named_is_not_waited_for(desk, tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    assert "no regular file" in imported(tmp_path, tmp_path / "pipe.txt", desk)["pipe.txt"]
    with pytest.raises(UserError, match="no regular file"):
        inspect(tmp_path / "pipe.txt")


def test_links_to_folders_are_named(desk, tmp_path):
    (desk / "round").symlink_to(desk)
    assert "not followed" in imported(tmp_path, desk)["round"]


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")
def test_folders_that_may_not_be_read_are_a_problem(desk, tmp_path):
    (desk / "closed").mkdir(mode=0)
    said = imported(tmp_path, desk)
    (desk / "closed").chmod(0o700)
    assert any("may not be read" in message for message in said.values())


def test_a_folder_that_the_system_will_not_list_is_a_problem(desk, monkeypatch):
    def refusing(top, onerror):
        onerror(PermissionError(13, "Permission denied", str(desk / "closed")))
        return iter([(str(desk), [], ["good.txt"])])

    monkeypatch.setattr(os, "walk", refusing)
    sources, problems = walk(desk, {".txt"})
    assert len(sources) == 1
    assert "closed may not be read" in problems[0].message


def test_paths_that_are_too_long_or_lead_through_a_file_are_a_problem(desk, tmp_path):
    said = imported(tmp_path, tmp_path / ("x" * 5000), desk / "good.txt" / "a.txt", desk)
    assert len(said) == 2


def test_names_that_are_not_utf8_are_shown_with_replacement_characters(desk, tmp_path):
    (desk / "good.txt").rename(desk / os.fsdecode(b"caf\xe9.txt"))
    (desk / os.fsdecode(b"b\xe9.b\xe9")).write_text("x")
    with new_project(tmp_path) as project:
        report = run_import(project, desk)
        assert [one.name for one in report.files] == ["caf\ufffd.txt"]
        assert project.document(project.id_of(1)).first.ref == "caf\ufffd.txt"
        run_import(project, desk / os.fsdecode(b"caf\xe9.txt"))
    report.text().encode()


def test_a_folder_without_files_says_so(tmp_path):
    (tmp_path / "empty").mkdir()
    with new_project(tmp_path) as project:
        report = run_import(project, tmp_path / "empty")
    assert report.skipped == 1
    assert "There is no file in it" in str(report.problems[0])


def test_a_file_that_goes_with_another_is_not_read_alone(tmp_path):
    for name in ("a.ann", "a.txt", "b.txt"):
        (tmp_path / name).write_text("words")
    found, problems = walk(tmp_path, {".ann", ".txt"}, {".txt": (".ann",)})
    assert [one.path.name for one in found] == ["a.ann", "b.txt"]
    assert problems == []
