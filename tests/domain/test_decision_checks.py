"""What a stranger's file says of decisions is believed only where it can be true."""

from dataclasses import replace

import pytest

from annotator.domain.entities import Candidate, Decision, Said, Source
from annotator.domain.merging import problem
from annotator.storage.rows import DECISION

TEXT = "Velmora waited."
HERE = Said("GPE", 0, 7)
GOOD = Decision(
    "span:0-7",
    "gold",
    "d",
    "span",
    0,
    7,
    (Candidate(HERE, (Source("a", "s1"),)), Candidate(None, (Source("b", ""),))),
    "version",
    HERE,
    "g1",
    "sol",
    "The guideline says so.",
    "GPE",
    3,
    "suggestion",
    "memory 2",
    "majority",
)
OPINION = replace(
    GOOD,
    id="opinion:span:0-7:",
    about="opinion",
    outcome=Said("negative", None, None, "strong", ((8, 14),)),
    target="span:0-7",
)
BAD = {
    "a place beyond the text": {"end": 700},
    "half a place": {"end": None},
    "another subject": {"about": "weather"},
    "another choice": {"choice": "dice"},
    "another origin": {"origin": "heaven"},
    "an outcome beyond the text": {"outcome": Said("GPE", 0, 700)},
    "an outcome that nothing says": {"made": ""},
    "nothing that something says": {"outcome": None},
    "nobody who decided": {"decider": ""},
    "no reason, not even an empty one": {"reason": None},
    "a number for a reason": {"reason": 7},
    "half a character": {"reason": "\ud800"},
    "a candidate beyond the text": {"candidates": (Candidate(Said("GPE", 9, 99), (Source("a", "s"),)),)},
    "a candidate without a label": {"candidates": (Candidate(Said("", 0, 7), (Source("a", "s"),)),)},
    "a source that is no text": {"candidates": (Candidate(HERE, (Source("a", None),)),)},
    "a clock that is no number": {"scheme": "3"},
    "no layer": {"layer": ""},
}


@pytest.mark.parametrize("one", [GOOD, OPINION])
def test_a_good_decision_is_believed_and_comes_out_of_the_log_as_it_went_in(one):
    assert problem(one, one.key, TEXT) == ""
    assert DECISION.from_body(one.key, DECISION.body(DECISION.values(one))) == one
    row = DECISION.values(one)
    assert DECISION.entity(one.key, row) == one


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_true_is_refused_in_one_sentence(name):
    one = replace(GOOD, **BAD[name])
    said = problem(one, one.key, TEXT)
    assert said.endswith(".")
    assert "\n" not in said
