"""Two reviewers' files: one gold, equal in both whoever merges first, and no decision that it contradicts."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.domain import deciding
from annotator.domain.deciding import Reviewer
from annotator.domain.entities import GOLD
from annotator.domain.review import said_in
from annotator.services.merge_report import conflict_sentences
from tests.services.merging import dump, look, merge
from tests.services.test_review_properties import STEP, act, prepared, review
from tests.storage.builders import TOMAS, make_project


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(STEP, max_size=8), st.lists(STEP, max_size=8), st.lists(STEP, max_size=8))
def test_two_reviewers_files_end_in_one_gold_whoever_merges(first, ours, theirs):
    with tempfile.TemporaryDirectory() as folder, prepared(folder) as one:
        for step in first:
            act(one, step)
        with make_project(Path(folder), author=TOMAS, name="other.annot") as other:
            merge(other, one)
            for step in ours:
                act(one, step)
            for step in theirs:
                act(other, step)
            merge(one, other)
            merge(other, one)
            assert dump(one) == dump(other)
            assert len([layer for layer in one.layers() if layer.name == GOLD]) == 1
            on = review(one)
            said = said_in(on.gold)
            for id, decision in on.decisions.items():
                if on.states.get(id) == "decided":
                    assert said.get(decision.made) == decision.outcome


def test_gold_begun_in_two_files_is_one_and_two_different_decisions_are_looked_at_again(tmp_path):
    with prepared(tmp_path) as one, make_project(tmp_path, author=TOMAS, name="other.annot") as other:
        other.ensure_layer(GOLD)
        act(one, ("span", 0, 5, 5, 0))
        act(one, ("done", 1, 0, 4, 0))
        merge(other, one)
        for project, decide in ((one, deciding.nothing_here), (other, _take_it)):
            on = review(project)
            project.commit(decide(Reviewer(project.author.id, project.scheme()), on, on.positions[0]))
        merge(one, other)
        merge(other, one)
        assert [layer.name for layer in one.layers()].count(GOLD) == 1
        assert review(one) == review(other)
        (position,) = review(one).positions
        assert (review(one).states[position.id] == "changed") == (
            review(one).decisions[position.id].outcome is None
        )


def test_two_different_decisions_are_told_in_words(tmp_path):
    with prepared(tmp_path) as one, make_project(tmp_path, author=TOMAS, name="other.annot") as other:
        act(one, ("span", 0, 5, 5, 0))
        act(one, ("done", 1, 0, 4, 0))
        merge(other, one)
        for project, decide in ((one, deciding.nothing_here), (other, _take_it)):
            on = review(project)
            project.commit(decide(Reviewer(project.author.id, project.scheme()), on, on.positions[0]))
        told = "\n".join(conflict_sentences(look(one, other)[0].conflicts))
        values = told.rpartition(": ")[2].split(" | ")  # which counts, chance decides
        assert sorted(values) == ["PER at 5-10 (tomas)", "nothing here (ines)"]


def _take_it(by, on, position):
    return deciding.take(by, on, position, position.candidates[0].said)
