"""Whatever is labelled, decided and undone in whatever order: gold says what was decided."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.domain import deciding, edits
from annotator.domain.deciding import Reviewer, Why
from annotator.domain.entities import GOLD, Said
from annotator.domain.proposing import Majority
from annotator.domain.review import said_in
from annotator.errors import Refused
from annotator.services import reviewing
from annotator.services.reviewing import open_review
from tests.storage.builders import make_project
from tests.storage.test_properties import dump

NAMES = ("ines", "marek", "rita")
LABELLING = ("span", "span", "relabel", "remove", "edge", "article", "sentence", "polarity", "done")
DECIDING = ("take", "take", "propose", "nothing", "write", "agreed", "agreed", "reason", "reopen")
STEP = st.tuples(
    st.sampled_from([*LABELLING, *DECIDING, "undo", "redo"]),
    st.integers(0, 2),
    st.sampled_from([0, 4, 5, 11, 18, 24]),
    st.sampled_from([4, 5, 10]),
    st.integers(0, 7),
)
SETTINGS = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def labelled(project, step):
    """The edit of a labelling step in one of the layers; raises Refused where it cannot be."""
    kind, which, place, length, number = step
    scheme, layer = project.scheme(), project.layer(NAMES[which])
    document = project.document(project.id_of(1))
    on, text = project.annotations(document.id, layer.id), document.text
    label = scheme.labels[number % 3]
    span = on.spans[number % len(on.spans)] if on.spans else None
    value = scheme.scale[number % 3].name
    if kind in ("relabel", "remove", "edge", "polarity") and span is None:
        raise Refused("no span")
    return {
        "span": lambda: edits.add_span(scheme, on, text, place, place + length, label),
        "relabel": lambda: edits.relabel(scheme, on, text, span, label),
        "remove": lambda: edits.remove_span(on, text, span),
        "edge": lambda: edits.move_edge(scheme, on, text, span, place, place + length),
        "article": lambda: edits.set_sentiment(on, value),
        "sentence": lambda: edits.set_sentiment(on, value, (0, 12 + place % 2)),
        "polarity": lambda: edits.set_polarity(on, text, span, value),
        "done": lambda: edits.set_status(on, "done"),
    }[kind]()


def review(project):
    return open_review(project, [project.layer(name) for name in NAMES], project.id_of(1))


def decided(project, step, on):
    """The position and the edit of a deciding step."""
    kind, _, place, length, number = step
    by = Reviewer(project.author.id, project.scheme(), Why("because" if number % 2 else ""))
    if kind == "agreed":
        return None, deciding.accept_agreed(by, on)
    if not on.positions:
        raise Refused("nothing to decide")
    position = on.positions[number % len(on.positions)]
    own = Said("PER", place, place + length) if position.about == "span" else Said("neutral")
    candidate = position.candidates[place % len(position.candidates)]
    return position, {
        "take": lambda: deciding.take(by, on, position, candidate.said),
        "propose": lambda: deciding.take_proposed(by, on, position, Majority().propose(position)),
        "nothing": lambda: deciding.nothing_here(by, on, position),
        "write": lambda: deciding.write(by, on, position, own),
        "reason": lambda: deciding.give_reason(on, position, Why(f"reason {place}")),
        "reopen": lambda: deciding.reopen(on, position),
    }[kind]()


def act(project, step):
    """Do one step; whether anything happened."""
    kind = step[0]
    if kind == "undo" and (project.undo_title() or "import").startswith(("import", "merge")):
        return False
    if kind in ("undo", "redo"):
        return bool(project.undo() if kind == "undo" else project.redo())
    on = review(project)
    try:
        if kind in LABELLING:
            project.commit(labelled(project, step))
            return True
        position, edit = decided(project, step, on)
    except Refused:
        return False
    project.commit(edit)
    check_decided(on, review(project), position, kind)
    return True


def check_decided(before, after, position, kind):
    """Deciding decides what it was asked to, and takes no other decision's label away but an opinion's."""
    if position is not None and kind not in ("reason", "reopen"):
        assert after.states.get(position.id, "decided") == "decided"
        assert after.decisions[position.id].candidates == position.candidates
    for id, state in before.states.items():
        if state == "decided" and (position is None or id != position.id) and not id.startswith("opinion"):
            gone = before.decisions[id].outcome is None  # what it left out may be written by hand elsewhere
            assert after.states[id] == "decided" or (gone and kind == "write")


def prepared(folder):
    """A project with one article and the layers."""
    project = make_project(Path(folder))
    for name in (*NAMES, GOLD):
        project.ensure_layer(name)
    return project


def check(project):
    on = review(project)
    said = said_in(on.gold)
    for id, decision in on.decisions.items():
        if on.states.get(id) == "decided":
            assert said.get(decision.made) == decision.outcome
    assert len({one.made for one in on.decisions.values() if one.made}) == sum(
        bool(one.made) for one in on.decisions.values()
    )
    assert len(list(reviewing.provenance(project))) == len(on.decisions)
    assert list(project.problems()) == []


@SETTINGS
@given(st.lists(STEP, max_size=30))
def test_gold_says_what_was_decided_and_is_rebuilt_from_the_log_alone(steps):
    with tempfile.TemporaryDirectory() as folder, prepared(folder) as project:
        for step in steps:
            act(project, step)
        check(project)
        before = dump(project), review(project)
        project.rebuild()
        assert (dump(project), review(project)) == before


@SETTINGS
@given(st.lists(STEP, max_size=25))
def test_undone_in_reverse_every_state_comes_back(steps):
    with tempfile.TemporaryDirectory() as folder, prepared(folder) as project:
        states = [(dump(project), review(project))]
        for step in steps:
            if step[0] not in ("undo", "redo") and act(project, step):
                states.append((dump(project), review(project)))
        for state in reversed(states[:-1]):
            project.undo()
            assert (dump(project), review(project)) == state
