"""Backups hold what the project held, are taken only when something was done, and the latest are kept."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from annotator.errors import UserError
from annotator.services import backups as service
from annotator.services.backups import Backups
from annotator.storage import backup
from annotator.storage.project import Project
from tests.storage.builders import INES, PAGE, add_texts, make_project

NOON = datetime(2031, 5, 14, 12)


@pytest.fixture
def project(tmp_path):
    with make_project(tmp_path) as made:
        yield made


@pytest.fixture
def backups(tmp_path):
    return Backups(tmp_path / "backups")


def test_a_backup_of_an_open_project_opens_and_holds_the_same(project, backups):
    found = backups.take(project.path, NOON)
    with Project.open(found, INES) as copy:
        assert copy.document(copy.id_of(1)) == project.document(project.id_of(1))
        assert list(copy.problems()) == []


def test_no_second_backup_without_an_edit(project, backups):
    first = backups.take(project.path, NOON)
    assert backups.take(project.path, NOON + timedelta(hours=1)) is None
    add_texts(project, "More.")
    second = backups.take(project.path, NOON + timedelta(hours=2))
    assert backups.of(project.path) == [second, first]


def test_only_the_latest_are_kept(project, backups):
    for hour in range(service.KEPT + 2):
        add_texts(project, f"Article {hour}")
        backups.take(project.path, NOON + timedelta(hours=hour))
    kept = backups.of(project.path)
    assert len(kept) == service.KEPT
    assert kept[0].name.startswith("20310514-18")


def test_a_restored_backup_stands_beside_the_project_and_can_be_worked_on(project, backups):
    backups.take(project.path, NOON)
    add_texts(project, "Too late for the backup.")
    project.close()
    restored = backups.restore(project.path)
    assert restored.name == "talks as of 2031-05-14 12.00.00.annot"
    with Project.open(restored, INES) as copy:
        assert copy.documents.count() == 1
        add_texts(copy, "Going on.")
    assert backups.restore(project.path) == restored
    with Project.open(restored, INES) as copy:
        assert copy.documents.count() == 2


def test_a_very_large_project_is_left_to_its_owner(project, backups, monkeypatch):
    monkeypatch.setattr(service, "LARGEST_BYTES", 10)
    assert backups.take(project.path, NOON) is None


def test_a_damaged_project_never_overwrites_a_backup(project, backups):
    good = backups.take(project.path, NOON)
    before = good.read_bytes()
    project.close()
    content = bytearray(project.path.read_bytes())
    content[PAGE * 3 : PAGE * 6] = b"\x55" * PAGE * 3
    project.path.write_bytes(content)
    with pytest.raises(UserError):
        backup.copy(project.path, good)
    assert good.read_bytes() == before
    assert [path.name for path in good.parent.iterdir()] == [good.name]


def test_a_copy_to_a_folder_that_is_not_there_is_said(project, tmp_path):
    with pytest.raises(UserError):
        backup.copy(project.path, tmp_path / "absent" / "copy.annot")


def test_a_very_large_project_is_backed_up_beside_itself_before_a_merge(project, backups, monkeypatch):
    monkeypatch.setattr(service, "LARGEST_BYTES", 1)
    assert backups.take(project.path, NOON) is None
    found = backups.before(project.path, NOON)
    assert found.parent == project.path.parent
    assert found.name == "talks before 2031-05-14 12.00.00.annot"
    with Project.open(found, INES, read_only=True) as copy:
        assert copy.documents.count() == 1


def test_a_disk_without_room_for_it_is_said_in_a_sentence_and_nothing_is_written(
    project, backups, monkeypatch
):
    monkeypatch.setattr(service, "LARGEST_BYTES", 1)
    monkeypatch.setattr(service.shutil, "disk_usage", lambda _: SimpleNamespace(free=100))
    held = sorted(project.path.parent.iterdir())
    with pytest.raises(UserError, match="no room for a backup of talks"):
        backups.before(project.path, NOON)
    assert sorted(project.path.parent.iterdir()) == held


def test_before_a_merge_the_latest_backup_is_enough_if_nothing_was_done_since(project, backups):
    first = backups.before(project.path, NOON)
    assert backups.before(project.path, NOON + timedelta(hours=1)) == first


def test_a_backup_and_its_question_leave_nothing_beside_a_closed_file(project, backups):
    project.close()
    held = sorted(project.path.parent.iterdir())
    backups.take(project.path, NOON)
    (project.path.parent / "backups").rename(project.path.parent.parent / "moved")
    assert sorted(project.path.parent.iterdir()) == held
