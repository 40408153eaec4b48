"""Faults that were found by trying: each of these once lost work, crashed, or said the wrong thing."""

import contextlib
import os
import sqlite3
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.domain import edits
from annotator.domain.change import added
from annotator.domain.exchange import appearance
from annotator.errors import UserError
from annotator.storage import backup, database
from annotator.storage.database import OnlyReadable, OpenElsewhere
from annotator.storage.project import Project
from tests.storage.builders import INES, PAGE, add_texts, make_project


@pytest.fixture
def project(tmp_path):
    with make_project(tmp_path, *(f"Article {at} of Velmora." for at in range(5))) as made:
        yield made


def label(project, number=1):
    """Label the first word of an article."""
    layer, document = project.ensure_own_layer(), project.document(project.id_of(number))
    now = project.annotations(document.id, layer.id)
    project.commit(edits.add_span(project.scheme(), now, document.text, 0, 7, project.scheme().labels[0]))


def test_closing_while_another_thread_writes_waits_and_then_says_closed(project):
    said, begun = [], threading.Event()

    def write():
        try:
            for at in range(10_000):
                add_texts(project, f"More {at}.")
                begun.set()
        except UserError as error:
            said.append(str(error))

    thread = threading.Thread(target=write)
    thread.start()
    begun.wait()
    project.close()
    thread.join()
    assert said == ["talks.annot was closed meanwhile."]
    with Project.open(project.path, INES) as again:
        assert list(again.problems()) == []


def test_a_thread_that_ends_takes_its_connection_along(project):
    def descriptors():
        return sum(1 for _ in listed.iterdir())

    listed = Path("/proc/self/fd")
    if not listed.is_dir():
        pytest.skip("counts descriptors where the system lists them")
    project.documents.count()
    before = descriptors()
    for _ in range(30):
        thread = threading.Thread(target=project.documents.count)
        thread.start()
        thread.join()
    assert descriptors() <= before + 2


def commit_text(project, text, action=None):
    """Import one text; of an action, if one is named."""
    found = appearance(text, title=text)
    return project.commit(added("import", [found]), texts={found.document: text}, action=action)


def test_undo_takes_back_a_label_before_the_import_it_was_made_during(project):
    first = commit_text(project, "Part one.")
    label(project)
    commit_text(project, "Part two.", first.action)
    layer = project.own_layer()
    project.undo()
    assert project.annotations(project.id_of(1), layer.id).is_empty
    assert project.documents.count() == 7
    project.undo()
    assert project.documents.count() == 5
    project.redo()
    project.redo()
    assert project.documents.count() == 7
    assert len(project.annotations(project.id_of(1), layer.id).spans) == 1


def test_a_link_to_a_project_is_the_same_project(project, tmp_path):
    link = tmp_path / "link.annot"
    link.symlink_to(project.path)
    with pytest.raises(OpenElsewhere):
        Project.open(link, INES)


def test_a_copy_over_a_killed_project_is_not_overrun_by_its_journal(project, tmp_path):
    target = tmp_path / "old.annot"
    backup.copy(project.path, target)
    with Project.open(target, INES) as killed:
        add_texts(killed, "Old and not wanted.")
        (tmp_path / "kept-wal").write_bytes(target.with_name("old.annot-wal").read_bytes())
    target.with_name("old.annot-wal").write_bytes((tmp_path / "kept-wal").read_bytes())
    backup.copy(project.path, target)
    with Project.open(target, INES) as copy:
        assert copy.documents.count() == 5


def test_a_copy_over_an_open_project_is_refused(project, tmp_path):
    other = tmp_path / "other.annot"
    backup.copy(project.path, other)
    with Project.open(other, INES), pytest.raises(OpenElsewhere):
        backup.copy(project.path, other)


@pytest.mark.parametrize("page", [3, 6, 9, 12, 15])
def test_damage_met_while_reading_is_a_sentence_everywhere(project, page):
    add_texts(project, *(f"Text {at} " * 300 for at in range(60)))
    label(project)
    layer = project.own_layer()
    project.close()
    content = bytearray(project.path.read_bytes())
    content[PAGE * page : PAGE * (page + 2)] = os.urandom(PAGE * 2)
    project.path.write_bytes(content)
    try:
        damaged = Project.open(project.path, INES, read_only=True)
    except UserError:
        return
    with damaged:
        assert list(damaged.problems())
        for read in (
            damaged.scheme,
            damaged.statistics,
            lambda: list(damaged.annotated(layer)),
            lambda: damaged.documents.counts(layer.id),
            lambda: [damaged.document(damaged.id_of(number)) for number in range(1, 60)],
        ):
            with contextlib.suppress(UserError, KeyError):
                read()


def test_a_row_that_is_not_as_it_was_written_is_a_sentence(project):
    with project._database.writing() as connection:
        connection.execute("update appearance set meta = '{' where rowid = 1")
    with pytest.raises(UserError, match="damaged"):
        project.document(project.id_of(1))
    assert any("damaged" in problem for problem in project.problems())


def test_a_file_that_may_not_be_written_offers_to_be_read(project, monkeypatch):
    path = project.path
    project.close()
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(OnlyReadable, match="cannot be written"):
        Project.open(path, INES)


def test_a_folder_where_no_lock_can_be_put_offers_to_be_read(project, monkeypatch):
    path = project.path
    project.close()

    def refuse(*_, **__):
        raise PermissionError("no")

    monkeypatch.setattr(database.FileLock, "acquire", refuse)
    with pytest.raises(OnlyReadable, match="cannot be written"):
        Project.open(path, INES)


def test_a_table_without_its_columns_is_refused(project):
    path = project.path
    project.close()
    connection = sqlite3.connect(path)
    connection.execute("alter table rules drop column question")
    connection.commit()
    connection.close()
    with pytest.raises(UserError, match="“rules” is not made as it should be"):
        Project.open(path, INES)


def test_a_project_that_cannot_be_made_leaves_nothing_behind(tmp_path):
    wrong = replace(INES, name=None)
    with pytest.raises(sqlite3.IntegrityError):
        make_project(tmp_path, author=wrong)
    assert list(tmp_path.iterdir()) == []
