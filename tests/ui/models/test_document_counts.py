"""The counts beside the list are those of the file, after any edit."""

import random

from annotator.domain import edits
from annotator.domain.change import added
from annotator.domain.entities import Layer
from annotator.domain.query import ListQuery
from annotator.ui.models.document_counts import DocumentCounts
from annotator.ui.session import FIRST_PAGE


def in_file(session):
    return session.project.documents.counts(session.layer_id)


def test_counts_follow_edits_and_undo_without_counting_again(session, add_articles, monkeypatch):
    add_articles(session, 10)
    counts = DocumentCounts(session)
    monkeypatch.setattr(counts, "_count", lambda: (_ for _ in ()).throw(AssertionError("counted again")))
    chance = random.Random(7)
    for _ in range(60):
        session.show(chance.choice(session.numbers))
        deed = chance.choice(["done", "skipped", "in_progress", "flag", "undo"])
        if deed == "undo":
            session.undo()
        elif deed == "flag":
            on = session.annotations
            session.attempt(lambda on=on: edits.set_flag(on, None if on.flag else "why"))
        else:
            session.attempt(lambda deed=deed: edits.set_status(session.annotations, deed))
        assert dict(counts.counts) == in_file(session)


def test_articles_that_come_are_counted(session, add_articles):
    counts = DocumentCounts(session)
    assert counts["all"] == 2
    session.refresh_list()
    add_articles(session, 3)
    assert counts["all"] == 5
    assert counts["new"] == 5


def test_asking_for_other_articles_counts_nothing(session, add_articles, monkeypatch, qtbot):
    add_articles(session, FIRST_PAGE + 10)
    qtbot.waitUntil(lambda: len(session.numbers) == FIRST_PAGE + 12)
    counts = DocumentCounts(session)
    session.set_query(ListQuery("", order="date"))
    qtbot.waitUntil(lambda: len(session.numbers) == FIRST_PAGE + 12)
    counted = []
    monkeypatch.setattr(counts, "_count", lambda: counted.append(True))
    for order in ("title", "arrival"):
        session.set_query(ListQuery("", order=order))
        qtbot.waitUntil(lambda: len(session.numbers) == FIRST_PAGE + 12)
    assert counted == []
    session.refresh_list()
    assert counted == [True]


def test_another_layer_has_its_own_counts(session):
    counts = DocumentCounts(session)
    session.attempt(lambda: edits.set_status(session.annotations, "done"))
    assert counts["done"] == 1
    session.commit(added("layer", [Layer("x", "other", session.author.id)]))
    session.set_layer(session.project.layer("other"))
    assert counts["done"] == 0
    session.close()
    assert counts["all"] == 0
