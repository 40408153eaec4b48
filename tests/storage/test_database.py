"""A file that is damaged, foreign, newer, read-only or open elsewhere gets a sentence, never a write."""

import hashlib
import os
import sqlite3
import subprocess
import sys

import pytest

from annotator.errors import UserError
from annotator.storage import places, schema
from annotator.storage.database import OpenElsewhere
from annotator.storage.project import Project
from tests.storage.builders import INES, add_texts, make_project


@pytest.fixture
def path(tmp_path):
    with make_project(tmp_path) as project:
        pass
    return project.path


def fingerprint(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def change(path, *statements):
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def refused(path, match):
    """Opening is refused with this sentence, and the file stays byte for byte as it is."""
    before = fingerprint(path)
    with pytest.raises(UserError, match=match) as caught:
        Project.open(path, INES)
    assert caught.value.hint
    assert fingerprint(path) == before
    assert not path.with_name(path.name + "-journal").exists()


def test_a_closed_project_is_one_single_file(path):
    assert [found.name for found in path.parent.iterdir() if not found.name.startswith(".")] == [path.name]


def test_a_newer_project_is_refused(path):
    change(path, f"pragma user_version = {schema.VERSION + 1}")
    refused(path, "newer version")


def test_another_programs_database_is_refused(tmp_path):
    path = tmp_path / "other.annot"
    change(path, "create table span (id integer)")
    refused(path, "not an Annotator project")


def test_a_file_that_is_no_database_is_refused(tmp_path):
    path = tmp_path / "letter.annot"
    path.write_bytes(b"Dear editor, " * 1000)
    refused(path, "not an Annotator project")


def test_an_empty_file_is_refused_and_stays_empty(tmp_path):
    path = tmp_path / "empty.annot"
    path.touch()
    refused(path, "not an Annotator project")


@pytest.mark.parametrize(
    "statement",
    [
        "create trigger steal after insert on span begin delete from span; end",
        "create view extra as select 1",
        "create table extra (id integer)",
        "drop table opinion",
    ],
)
def test_a_project_with_a_strange_schema_is_refused(path, statement):
    change(path, statement)
    refused(path, "changed by another program")


def test_a_damaged_project_is_refused_or_found_damaged_and_never_a_crash(path):
    whole = path.read_bytes()
    for length in range(0, min(len(whole), 65536), 4096):
        path.write_bytes(whole[:length])
        with pytest.raises(UserError):
            project = Project.open(path, INES)
            try:
                if any(project.problems()):
                    raise UserError("found damaged")
            except sqlite3.DatabaseError as error:
                raise UserError("found damaged") from error
            finally:
                project.close()


def test_a_missing_project_is_not_made(tmp_path):
    with pytest.raises(UserError, match="does not exist"):
        Project.open(tmp_path / "absent.annot", INES)
    assert list(tmp_path.iterdir()) == []


def test_a_project_open_elsewhere_can_be_read_and_sees_what_is_written(path):
    with Project.open(path, INES) as writer:
        other = "import sys\nfrom pathlib import Path\nfrom annotator.domain.entities import Author\n"
        other += "from annotator.storage.project import Project\n"
        other += (
            "project = Project.open(Path(sys.argv[1]), Author('x', 'x'), read_only=sys.argv[2] == 'ro')\n"
        )
        other += "print(project.documents.count())"
        add_texts(writer, "A second article.")
        run = [sys.executable, "-c", other, str(path)]
        read = subprocess.run([*run, "ro"], capture_output=True, text=True, check=True)
        assert read.stdout == "2\n"
        write = subprocess.run([*run, "rw"], capture_output=True, text=True, check=False)
        assert "OpenElsewhere" in write.stderr
        with pytest.raises(OpenElsewhere, match="open in another"):
            Project.open(path, INES)


def test_a_read_only_project_refuses_edits_in_words(path):
    with Project.open(path, INES, read_only=True) as project:
        assert project.read_only
        with pytest.raises(UserError, match="read-only"):
            add_texts(project, "No.")


def test_a_project_in_a_folder_that_cannot_be_written_can_be_read(path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_: False)
    with Project.open(path, INES, read_only=True) as project:
        assert project.documents.count() == 1


def test_a_project_that_was_replaced_while_open_takes_no_more_edits(path, tmp_path):
    with Project.open(path, INES) as project:
        path.rename(tmp_path / "moved.annot")
        with pytest.raises(UserError, match="moved, deleted or replaced"):
            add_texts(project, "Lost?")
        path.write_bytes((tmp_path / "moved.annot").read_bytes())
        with pytest.raises(UserError, match="moved, deleted or replaced"):
            add_texts(project, "Lost?")
        path.unlink()


def test_a_full_disk_is_said_and_what_was_saved_stays(path):
    with Project.open(path, INES) as project:
        with project._database.writing() as connection:
            pages = connection.execute("pragma page_count").fetchone()[0]
            connection.execute(f"pragma max_page_count = {pages + 5}")
        with pytest.raises(UserError, match="disk is full") as caught:
            add_texts(project, *(f"Article {at} " * 900 for at in range(50)))
        assert "safe" in caught.value.hint
        assert project.documents.count() == 1
        with project._database.writing() as connection:
            connection.execute("pragma max_page_count = 1000000")
        add_texts(project, "Room again.")
        assert list(project.problems()) == []


def test_a_network_share_is_refused_for_writing(path, monkeypatch):
    monkeypatch.setattr(places, "is_network", lambda _: True)
    refused(path, "network share")
    with Project.open(path, INES, read_only=True) as project:
        assert project.documents.count() == 1


def test_mounts_tell_what_is_a_network_share(tmp_path):
    mounts = places.linux_mounts(
        "/dev/sda1 / ext4 rw 0 0\nserver:/x /mnt/my\\040share nfs4 rw 0 0\n"
        "//nas/y /mnt/my\\040share/in cifs rw 0 0\n"
    )
    assert places.type_of_mount(tmp_path / "a", mounts) == "ext4"
    assert places.type_of_mount(type(tmp_path)("/mnt/my share/deep/down"), mounts) == "nfs4"
    assert places.type_of_mount(type(tmp_path)("/mnt/my share/in"), mounts) == "cifs"


def test_the_journal_is_durable_and_a_commit_is_synced(path):
    with Project.open(path, INES) as project, project._database.writing() as connection:
        assert connection.execute("pragma journal_mode").fetchone()[0] == "wal"
        assert connection.execute("pragma synchronous").fetchone()[0] == 2
        assert connection.execute("pragma foreign_keys").fetchone()[0] == 1
        assert connection.execute("pragma trusted_schema").fetchone()[0] == 0


def test_opening_does_not_load_the_schema_library(path):
    script = (
        "import sys\nfrom pathlib import Path\nfrom annotator.domain.entities import Author\n"
        "from annotator.storage.project import Project\n"
        "Project.open(Path(sys.argv[1]), Author('x', 'x')).close()\n"
        "print([name for name in ('sqlite_utils', 'click', 'numpy', 'asyncio') if name in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True
    )
    assert run.stdout == "[]\n"
