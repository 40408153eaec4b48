"""Whatever was done, copied, restored, merged and undone, in whatever order: all files end up equal."""

import shutil
import tempfile
from contextlib import ExitStack
from datetime import datetime, timedelta
from functools import partial
from itertools import permutations
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from annotator.domain import deciding
from annotator.domain.deciding import Reviewer
from annotator.domain.entities import GOLD, Layer
from annotator.errors import Refused
from annotator.services.reviewing import open_review
from annotator.storage import log, records
from annotator.storage import project as projects
from annotator.storage.project import Project
from tests.services.merging import conflicts, dump, merge, names, somebody
from tests.storage.builders import ARTICLE, make_project
from tests.storage.test_properties import SECOND, STEP, act

PHASES = [Phase.explicit, Phase.generate]
PEOPLE = [somebody(name) for name in ("ines", "tomas", "carla")]
WHICH = st.integers(0, 3)
ACT = st.tuples(st.just("act"), WHICH, STEP)
MOVE = st.one_of(
    ACT,
    ACT,
    st.tuples(st.just("decide"), WHICH, st.integers(0, 20)),
    st.tuples(st.just("clock"), WHICH, st.sampled_from([-90, 0, 90])),
    st.tuples(st.just("merge"), WHICH, WHICH),
    st.tuples(st.just("restore"), WHICH, WHICH),
)


class Wrong(datetime):
    """A clock that is off by as many days."""

    days = 0

    @classmethod
    def now(cls, tz=None):
        return datetime.now(tz) + timedelta(days=cls.days)


class Team:
    """Four files: two of their own making, and two that begin as copies of the first. Their clocks may be
    months off.
    """

    def __init__(self, folder):
        self.folder = folder
        self.held = ExitStack()
        with make_project(folder, ARTICLE, SECOND, name="0.annot"):
            pass
        with make_project(folder, SECOND, ARTICLE, author=PEOPLE[1], name="1.annot"):
            pass
        for copy in ("2", "3"):
            shutil.copy(folder / "0.annot", folder / f"{copy}.annot")
        self.projects = [None] * 4
        self.days = [0] * 4
        for which in range(4):
            self.open(which)

    def path(self, which):
        return self.folder / f"{which}.annot"

    def open(self, which):
        author = PEOPLE[which % 3]  # the fourth file is the first person's, on another machine
        self.projects[which] = Project.open(self.path(which), author)

    def close(self):
        for project in self.projects:
            project.close()

    def do(self, move):
        kind, which, what = move
        clock = type("Clock", (Wrong,), {"days": self.days[which]})
        with mock.patch.object(projects, "datetime", clock):
            if kind == "act":
                act(self.projects[which], what)
            elif kind == "decide":
                decide(self.projects[which], what)
            elif kind == "clock":
                self.days[which] = what
            elif kind == "merge" and which != what:
                merge(self.projects[which], self.projects[what])
            elif kind == "restore" and which != what:
                self.restore(which, what)

    def restore(self, which, what):
        """An older copy, or somebody else's, in the place of a file."""
        self.projects[which].close()
        self.projects[what].close()
        shutil.copy(self.path(what), self.path(which))
        self.open(what)
        self.open(which)

    def meet(self):
        """Everyone merges everyone's file until nobody hears anything new."""
        for _ in range(6):
            news = False
            for one in self.projects:
                others = [other for other in self.projects if other is not one]
                news |= any(not plan.is_empty for plan in merge(one, *others).plans)
            if not news:
                return
        raise AssertionError("they never agree")


def decide(project, number):
    """Decide about a position of the first article as a reviewer of all layers, in gold."""
    project.ensure_layer(GOLD)
    layers = [layer for layer in project.layers() if layer.name != GOLD]
    on = open_review(project, layers, project.id_of(1))
    by = Reviewer(project.author.id, project.scheme())
    if not on.positions:
        return
    position = on.positions[number % len(on.positions)]
    said = position.candidates[number % len(position.candidates)].said
    try:
        if number % 3 == 0:
            project.commit(deciding.nothing_here(by, on, position))
        else:
            project.commit(deciding.take(by, on, position, said))
    except Refused:
        return


def acknowledged(project):
    """What every edit says that this file ever said was saved, whatever the edits are called."""
    connection = project.reader
    seqs = [row[0] for row in connection.execute("select seq from edit")]
    told = [records.read(connection, seq) for seq in seqs]
    return {
        (one.at, one.author, one.title, tuple((change.key, change.body) for change in one.changes))
        for one in told
        if one.changes
    }


def all_end_alike(moves):
    """Do this and let everyone meet: equal tables, names and conflicts, and nothing is missing anywhere."""
    with tempfile.TemporaryDirectory() as folder:
        team = Team(Path(folder))
        try:
            for move in moves:
                team.do(move)
            before = set().union(*(acknowledged(project) for project in team.projects))
            team.meet()
            first, *rest = team.projects
            for other in rest:
                assert names(other) == names(first)
                assert dump(other) == dump(first)
                assert conflicts(other) == conflicts(first)
            for project in team.projects:
                assert before <= acknowledged(project)
            tables = dump(first)
            first.rebuild()
            assert dump(first) == tables
        finally:
            team.close()


def own_layers_stay(moves, people=(1, 2)):
    """Do this and let everyone meet: what people with one file each said in their layers is unchanged."""
    with tempfile.TemporaryDirectory() as folder:
        team = Team(Path(folder))
        try:
            for move in moves:
                team.do(move)
            said = {which: own(team.projects[which], PEOPLE[which]) for which in people}
            team.meet()
            for project in team.projects:
                for which, layer in said.items():
                    assert own(project, PEOPLE[which]) == layer
        finally:
            team.close()


def own(project, person):
    """All that a person's own layer says."""
    layers = [layer for layer in project.layers() if layer.author == person.id]
    found = [project.annotations(project.id_of(at), one.id) for one in layers for at in (1, 2)]
    return sorted(found, key=lambda one: (one.layer, one.document))


@settings(max_examples=25, phases=PHASES)
@given(st.lists(MOVE, max_size=14))
def test_all_files_end_in_equal_tables_and_equal_conflicts_and_nothing_is_missing(moves):
    all_end_alike(moves)


@settings(max_examples=8, phases=PHASES)
@given(st.lists(st.one_of(ACT, st.tuples(st.just("merge"), WHICH, WHICH)), max_size=10))
def test_nobody_changes_what_another_says_in_her_own_layer(moves):
    own_layers_stay(moves)


def _article(which, value):
    return ("act", which, ("article", 0, 0, 1, value))


def _name(which, number):
    return ("act", which, ("label", 0, number, 1, None))


# Each rule of merging as it would be wrong, and what the properties say to that.
MUTANTS = {
    "the winner by its clock only": (
        lambda patch: patch.setattr(log, "rank", lambda one: one.clock),
        all_end_alike,
        [_article(0, "negative"), _article(3, "positive")],
    ),
    "the winner by its arrival": (
        lambda patch: patch.setattr(log, "rank", lambda one: 0),
        all_end_alike,
        [_name(0, 1), _name(2, 2), _name(2, 3)],
    ),
    "a layer's key without its author": (
        lambda patch: patch.setattr(projects, "Layer", lambda id, name, author: Layer("one", name, author)),
        partial(own_layers_stay, people=(0, 1)),
        [_article(0, "negative"), _article(1, "positive")],
    ),
    "no look at whether equal names are equal edits": (
        lambda patch: patch.setattr(records.Record, "digest", "0" * 20),
        all_end_alike,
        [_name(0, 1), _name(2, 2)],
    ),
}


@pytest.mark.parametrize("name", MUTANTS)
def test_a_wrong_rule_of_merging_is_caught(name, monkeypatch):
    break_it, check, moves = MUTANTS[name]
    check(moves)
    break_it(monkeypatch)
    with pytest.raises((AssertionError, ValueError)):
        check(moves)


@settings(max_examples=12, phases=PHASES)
@given(st.lists(ACT, min_size=1, max_size=10), st.data())
def test_the_order_of_merges_and_their_number_do_not_matter(moves, data):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        team = Team(folder)
        for move in moves:
            team.do(move)
        team.close()
        orders = list(permutations([1, 2, 3]))
        found = []
        for at in range(3):
            order = data.draw(st.sampled_from(orders))
            path = folder / f"copy-{at}.annot"
            shutil.copy(team.path(0), path)
            with Project.open(path, PEOPLE[0]) as project:
                for which in order:
                    merge(project, team.path(which))
                merge(project, *(team.path(which) for which in order))
                found.append((names(project), dump(project), conflicts(project)))
        assert found[0] == found[1] == found[2]


def undo_through(project, states):
    """Undo step by step through these states."""
    for state in states:
        project.undo()
        assert dump(project) == state


@settings(max_examples=25, phases=PHASES)
@given(st.lists(MOVE, max_size=10), WHICH, st.lists(STEP, max_size=5))
def test_undoing_a_merge_restores_the_tables_and_redoing_it_brings_it_back(moves, which, later):
    with tempfile.TemporaryDirectory() as folder:
        team = Team(Path(folder))
        try:
            for move in moves:
                team.do(move)
            project = team.projects[which]
            project.ensure_own_layer()
            before = dump(project)
            others = [other for other in team.projects if other is not project]
            done = merge(project, *others)
            if all(plan.is_empty for plan in done.plans):
                return
            states = [dump(project)]
            for step in later:
                if step[0] not in ("undo", "redo", "import") and act(project, step):
                    states.append(dump(project))
            undo_through(project, [*reversed(states[:-1]), before])
            for state in states:
                project.redo()
                assert dump(project) == state
            undo_through(project, [*reversed(states[:-1]), before])
            merge(project, *others)
            assert dump(project) == states[0]
            rebuilt = dump(project)
            project.rebuild()
            assert dump(project) == rebuilt
        finally:
            team.close()
