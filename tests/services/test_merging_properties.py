"""Whatever was done, copied, restored, merged and undone, in whatever order: all files end up equal."""

import shutil
import tempfile
from contextlib import ExitStack
from itertools import permutations
from pathlib import Path

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

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
    st.tuples(st.just("merge"), WHICH, WHICH),
    st.tuples(st.just("restore"), WHICH, WHICH),
)


class Team:
    """Four files: two of their own making, and two that begin as copies of the first."""

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
        if kind == "act":
            act(self.projects[which], what)
        elif kind == "merge" and which != what:
            merge(self.projects[which], self.projects[what])
        elif kind == "restore" and which != what:
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


@settings(max_examples=40, phases=PHASES)
@given(st.lists(MOVE, max_size=14))
def test_all_files_end_in_equal_tables_and_equal_conflicts(moves):
    with tempfile.TemporaryDirectory() as folder:
        team = Team(Path(folder))
        try:
            for move in moves:
                team.do(move)
            team.meet()
            first, *rest = team.projects
            for other in rest:
                assert names(other) == names(first)
                assert dump(other) == dump(first)
                assert conflicts(other) == conflicts(first)
            before = dump(first)
            first.rebuild()
            assert dump(first) == before
        finally:
            team.close()


@settings(max_examples=25, phases=PHASES)
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


@settings(max_examples=40, phases=PHASES)
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
