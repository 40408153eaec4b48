"""The promise survives a pulled plug: a simulated power cut at any moment loses no acknowledged label."""

import random
import shutil

import pytest

from annotator.domain import edits
from annotator.storage.project import Project
from tests.storage.builders import INES, make_project

apsw = pytest.importorskip("apsw")
power = pytest.importorskip("tests.storage.power")

LABELS = 60
CUTS = 400


def label_and_trace(project):
    """Label; returns the spans' ids, the statements run, and their number at each acknowledgement."""
    statements, marks, ids = [], [], []
    layer, document = project.ensure_own_layer(), project.document(project.id_of(1))
    now, label = project.annotations(document.id, layer.id), project.scheme().labels[0]
    with project._database.writing() as connection:
        writer = connection
    writer.set_trace_callback(statements.append)
    for at in range(LABELS):
        edit = edits.add_span(project.scheme(), now, document.text, at, at + 2, label)
        project.commit(edit)
        ids.append(next(change.after.id for change in edit.changes if change.key.kind == "span"))
        marks.append(len(statements))
        now = now.after(edit)
    writer.set_trace_callback(None)
    return ids, statements, marks


def losses(tmp_path, synchronous, cuts):
    """How many cuts lost an acknowledged label, over that many random cuts; a damaged file fails the test."""
    start = tmp_path / "start.annot"
    with make_project(tmp_path, "Ilse Maren left Kastelholm on Tuesday. " * 10) as project:
        pass
    shutil.copy(project.path, start)
    with Project.open(project.path, INES) as project:
        ids, statements, marks = label_and_trace(project)
    name = f"disk-{synchronous}"
    disk = power.Disk(name)
    copy = tmp_path / f"{synchronous}.annot"
    shutil.copy(start, copy)
    disk.log.append(("open", str(copy)))
    disk.log.append(("write", str(copy), 0, copy.read_bytes()))
    disk.log.append(("sync", str(copy)))
    first = len(disk.log)
    pragmas = ["pragma journal_mode = wal", f"pragma synchronous = {synchronous}"]
    shifted = [mark + len(pragmas) for mark in marks]
    done_by = power.replay(copy, pragmas + statements, name, disk, shifted)
    dice = random.Random(7)
    lost = 0
    for cut in range(cuts):
        moment = dice.randrange(first, len(disk.log))
        folder = tmp_path / f"cut-{synchronous}-{cut}"
        folder.mkdir()
        for path, content in disk.after_cut(moment, dice).items():
            if "-shm" not in path:
                (folder / path.rsplit("/", 1)[-1]).write_bytes(content)
        with Project.open(folder / copy.name, INES) as project:
            assert list(project.problems()) == []
            found = {span.id for span in project.annotations(project.id_of(1), project.own_layer().id).spans}
        acknowledged = [id for id, done in zip(ids, done_by, strict=True) if done <= moment]
        lost += not found.issuperset(acknowledged)
        shutil.rmtree(folder)
    return lost


@pytest.mark.timeout(120)
def test_no_power_cut_loses_an_acknowledged_label(tmp_path):
    assert losses(tmp_path, "full", CUTS) == 0


@pytest.mark.timeout(120)
def test_the_simulated_disk_does_lose_what_was_not_synced(tmp_path):
    assert losses(tmp_path, "normal", 40) > 5
