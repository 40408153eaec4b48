"""Whatever is done, in whatever order: undoing it restores every table, and so does replaying the log."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.domain import edits, opinions
from annotator.domain.change import Change, Edit
from annotator.errors import Refused
from annotator.storage.writing import Stale
from tests.storage.builders import ARTICLE, add_texts, make_project

SECOND = "Zweiter Artikel: Brandl 👩‍👩‍👧 schweigt.\u2028Kastelholm auch."
TABLES = [
    *("author", "layer", "rules", "label", "appearance", "document"),
    *("span", "mark", "opinion", "status", "decision"),
]
STEP = st.tuples(
    st.sampled_from(
        [
            "span",
            "relabel",
            "remove",
            "edge",
            "sentence",
            "article",
            "polarity",
            "holder",
            "words",
            "intensity",
            "status",
            "flag",
            "flag words",
            "note",
            "look again",
            "label",
            "import",
            "undo",
            "redo",
        ]
    ),
    st.integers(0, 1),
    st.integers(0, 60),
    st.integers(1, 12),
    st.sampled_from(["negative", "neutral", "positive", None]),
)


def dump(project):
    """Every derived table, every column, in order of its key; and the index's hits for a word."""
    connection = project._database.reader
    tables = {
        table: connection.execute(f"select * from {table} order by 1, 2, 3").fetchall() for table in TABLES
    }
    hits = connection.execute("select rowid from search where search match 'kastelholm'").fetchall()
    return tables, hits


def decide(project, step):
    """The edit of one step; raises Refused where it cannot be."""
    kind, which, place, length, value = step
    scheme, layer = project.scheme(), project.ensure_own_layer()
    document = project.document(project.id_of(1 + which))
    now = project.annotations(document.id, layer.id)
    text = document.text
    label = scheme.labels[length % len(scheme.labels)]
    span = now.spans[place % len(now.spans)] if now.spans else None
    opinion = now.opinions[place % len(now.opinions)] if now.opinions else None
    if kind in ("relabel", "remove", "edge", "polarity", "holder", "look again") and span is None:
        raise Refused("no span")
    if kind in ("holder", "words", "intensity") and opinion is None:
        raise Refused("no opinion")
    return {
        "span": lambda: edits.add_span(scheme, now, text, place, place + length, label),
        "relabel": lambda: edits.relabel(scheme, now, text, span, label),
        "remove": lambda: edits.remove_span(now, text, span),
        "edge": lambda: edits.move_edge(scheme, now, text, span, place, place + length),
        "sentence": lambda: edits.set_sentiment(
            now, value, (place // 2, min(len(text), place // 2 + length))
        ),
        "article": lambda: edits.set_sentiment(now, value),
        "polarity": lambda: edits.set_polarity(now, text, span, value),
        "holder": lambda: opinions.set_holder(now, text, opinion, span),
        "words": lambda: opinions.toggle_words(now, text, opinion, place, place + length),
        "intensity": lambda: opinions.step_intensity(now, text, opinion),
        "status": lambda: edits.set_status(now, ("new", "in_progress", "done", "skipped")[length % 4]),
        "flag": lambda: edits.set_flag(now, value),
        "flag words": lambda: edits.set_flag(now, value, (span.start, span.end) if span else (0, length)),
        "note": lambda: edits.add_note(now, f"note {place}", (span.start, span.end) if span else None),
        "look again": lambda: edits.look_again(scheme, now, text, [span]),
        "label": lambda: Edit(
            "rename", (Change(label, type(label)(label.id, f"N{place}", "t", "T", "blue")),)
        ),
    }[kind]()


def act(project, step):
    """Do one step; returns whether anything happened."""
    kind, _, place, _, _ = step
    if kind == "undo":
        return bool(project.undo())
    if kind == "redo":
        return bool(project.redo())
    try:
        if kind == "import":
            add_texts(project, f"Article {place} about Kastelholm")
            return True
        project.commit(decide(project, step))
    except (Refused, Stale, KeyError):
        return False
    return True


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(STEP, max_size=25))
def test_undone_in_reverse_every_table_is_restored_and_redone_it_is_back(steps):
    with tempfile.TemporaryDirectory() as folder, make_project(Path(folder), ARTICLE, SECOND) as project:
        project.ensure_own_layer()
        states = [dump(project)]
        for step in steps:
            if step[0] not in ("undo", "redo", "import") and act(project, step):
                states.append(dump(project))
        for state in reversed(states[:-1]):
            project.undo()
            assert dump(project) == state
        for state in states[1:]:
            project.redo()
            assert dump(project) == state


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(STEP, max_size=25))
def test_replaying_the_log_rebuilds_every_table_byte_for_byte(steps):
    with tempfile.TemporaryDirectory() as folder, make_project(Path(folder), ARTICLE, SECOND) as project:
        for step in steps:
            act(project, step)
        before = dump(project)
        assert list(project.problems()) == []
        project.rebuild()
        assert dump(project) == before
