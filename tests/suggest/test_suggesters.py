"""Which suggesters there are, why one cannot be used, and how several make one choice."""

import importlib.metadata
import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import UserError
from annotator.suggest import Suggestion, best, suggester, suggesters
from annotator.suggest.memory import Memory


class Point:
    """An entry point, as another distribution brings it."""

    def __init__(self, name, load):
        self.name, self.load = name, load


@pytest.fixture
def installed(monkeypatch):
    """A function that installs an entry point."""

    def install(name, load):
        points = [Point(name, load)]
        monkeypatch.setattr(importlib.metadata, "entry_points", lambda *, group: points)

    return install


def test_memory_and_learner_are_there():
    assert [one.name for one in suggesters() if one.make] == ["learner", "memory"]
    first, second = suggester("memory"), suggester("memory")
    assert first.title and first.version == "" and first is not second


def test_one_that_does_not_exist_names_those_that_do():
    with pytest.raises(UserError, match="no suggester “oracle”") as raised:
        suggester("oracle")
    assert "learner, memory" in raised.value.hint


def test_a_missing_library_is_the_reason_and_the_others_go_on(monkeypatch):
    monkeypatch.setitem(sys.modules, "pycrfsuite", None)
    monkeypatch.delitem(sys.modules, "annotator.suggest.learner", raising=False)
    found = {one.name: one for one in suggesters()}
    assert found["memory"].make and found["learner"].make is None
    assert "unavailable, because" in found["learner"].problem and "pycrfsuite" in found["learner"].problem
    with pytest.raises(UserError, match="learner"):
        suggester("learner")


def test_another_distribution_adds_its_own(installed):
    class Oracle(Memory):
        name, title = "oracle", "Knows it all"

    installed("anything", lambda: Oracle)
    assert isinstance(suggester("oracle"), Oracle)


def test_another_distributions_trouble_is_told(installed):
    def load():
        raise ImportError("No module named 'spacy'")

    installed("spacy", load)
    assert [one.problem for one in suggesters() if one.name == "spacy"] == [
        "unavailable, because No module named 'spacy'"
    ]


def test_of_suggestions_that_overlap_the_surer_one_is_chosen():
    unsure, sure = Suggestion(0, 10, "ORG", 0.6), Suggestion(4, 8, "PER", 0.9)
    apart, longer = Suggestion(20, 25, "GPE", 0.7), Suggestion(20, 30, "GPE", 0.7)
    assert best([unsure, apart, sure, longer]) == [sure, longer]
    assert best([]) == []


SPANS = st.tuples(st.integers(0, 30), st.integers(1, 9), st.sampled_from([0.6, 0.7, 0.8]))


@given(st.lists(SPANS, max_size=12))
def test_what_is_left_out_overlaps_something_at_least_as_sure(spans):
    every = [Suggestion(start, start + length, "PER", confidence) for start, length, confidence in spans]
    chosen = best(every)
    assert all(one.end <= other.start for one, other in pairwise(chosen))
    for one in every:
        assert one in chosen or any(
            other.start < one.end and one.start < other.end and other.confidence >= one.confidence
            for other in chosen
        )
