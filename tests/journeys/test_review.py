"""Two annotators of the sample corpus are reviewed into gold by keys alone; closed, opened again, undone.

The first articles of its English half, so that it takes seconds; the
tests of the service decide them all.
"""

import contextlib
import sqlite3

import pytest
from PySide6.QtWidgets import QApplication

from annotator import resources
from annotator.domain.deciding import USUAL_REASONS
from annotator.domain.entities import GOLD
from annotator.services import schemes
from annotator.services.reviewing import provenance
from annotator.storage.project import Project
from annotator.ui.review.reason_box import ReasonBox
from tests.services.builders import run_export, run_import
from tests.windows import press

ARTICLES = 5
STEPS = 50
READINGS = ("span", "mark", "opinion", "status", "decision")


@pytest.fixture
def project(start, tmp_path):
    """What Ines and Tomas made of the first articles, opened in the window."""
    path = tmp_path / "harbour.annot"
    with Project.create(path, schemes.load("news"), start.session.author) as project:
        for name in ("ines", "tomas"):
            lines = (resources.corpus_dir() / f"{name}-english.jsonl").read_text("utf-8").split("\n")
            part = tmp_path / f"{name}.jsonl"
            part.write_text("\n".join(lines[:ARTICLES]) + "\n", "utf-8")
            run_import(project, part)
    start.session.open(path)
    return path


def gold(path):
    """All that gold has, as it stands in the file."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        (layer,) = connection.execute("select id from layer where name = ?", (GOLD,)).fetchone()
        return {
            table: sorted(
                connection.execute(f"select * from {table} where layer = ?", (layer,)).fetchall(), key=repr
            )
            for table in READINGS
        }


def begin(bench, qtbot):
    bench.reader.setFocus()
    press("Ctrl+R")
    qtbot.waitUntil(lambda: bench.reviewing.beside.counts is not None)


def say_why(bench, qtbot, digit):
    """Two keys: the reason, and which one."""
    press("R")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), ReasonBox))
    press(digit)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    bench.window.activateWindow()  # as a window manager does when a dialog has gone
    qtbot.waitUntil(bench.reader.hasFocus)


def accept_everywhere(bench, qtbot):
    """One key for all that is agreed."""
    with qtbot.waitSignals([bench.jobs.finished] * 2):
        press("Shift+A")


def decide(bench, qtbot):
    """One key takes the first version; a second one, nothing, where gold cannot say that."""
    at_work = bench.reviewing
    place = (at_work.review.document, at_work.position.id)
    keys = ["1"]
    press("1")
    if at_work.review.states.get(place[1]) != "decided" and place[0] == at_work.review.document:
        keys.append("X")
        press("X")
    qtbot.waitUntil(lambda: not at_work.beside.is_looking)
    return keys


def test_the_sample_is_reviewed_exported_and_undone_by_keys(start, project, qtbot, tmp_path):
    begin(start, qtbot)
    at_work = start.reviewing
    counts = at_work.beside.counts
    agreed, differing = counts.of("agreed"), counts.disagreements()
    assert agreed > 50
    assert differing > STEPS
    accept_everywhere(start, qtbot)
    qtbot.waitUntil(lambda: at_work.beside.counts.of("agreed", "open") < 3)  # opinions wait for their words
    say_why(start, qtbot, "3")
    keys, snapshots = [], []
    while at_work.position is not None and at_work.review.states[at_work.position.id] != "decided":
        snapshots.append(gold(project))
        keys += decide(start, qtbot)
    qtbot.waitUntil(lambda: at_work.beside.counts.open_disagreements() == 0)
    assert len(snapshots) == differing
    assert len(keys) < 1.1 * differing
    accept_everywhere(start, qtbot)
    whole = gold(project)
    start.window.keep_project()
    start.session.close()
    rows = run_export_of(project, tmp_path, start.session.author)
    assert len(rows) == ARTICLES
    assert sum(len(row.get("spans", [])) for row in rows) == len(whole["span"])
    assert {row[2] for row in whole["status"]} == {"done"}
    with Project.open(project, start.session.author, read_only=True) as closed:
        reasons = [row["reason"] for row in provenance(closed) if "reason" in row]
    assert reasons == [USUAL_REASONS[2]]
    start.session.open(project)
    begin(start, qtbot)
    press("Ctrl+Z", times=STEPS + 1)
    assert gold(project) == snapshots[-STEPS]


def run_export_of(path, folder, author):
    with Project.open(path, author) as project:
        found = run_export(project, folder / "gold.jsonl", layer=GOLD, reviewed=True)
        assert list(project.problems()) == []
    return found
