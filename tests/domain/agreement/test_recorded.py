"""On hundreds of random cases the measures equal what other people's libraries compute (see record.py)."""

import json
import math
from collections.abc import Callable
from typing import Any

import pytest

from annotator.domain.agreement.alignment import least_disorder
from annotator.domain.agreement.figure import Figure
from annotator.domain.agreement.gamma import disorder, dissimilarity
from annotator.domain.agreement.gwet import gwet_ac1, gwet_ac2
from annotator.domain.agreement.kappa import cohen_kappa, fleiss_kappa, scott_pi
from annotator.domain.agreement.krippendorff import krippendorff_alpha
from annotator.domain.agreement.ratings import Ratings
from annotator.domain.agreement.span_f1 import span_counts, span_f1
from tests.domain.agreement.record import CASES, RECORDED
from tests.domain.agreement.tables import subjects, units

Case = dict[str, Any]


@pytest.fixture(scope="module")
def recorded() -> list[Case]:
    cases = [json.loads(line) for line in RECORDED.read_bytes().split(b"\n") if line]
    assert len(cases) == 4 * CASES
    return cases


RATINGS: dict[str, Callable[[Ratings], Figure]] = {
    "krippendorff nominal": krippendorff_alpha,
    "krippendorff ordinal": lambda given: krippendorff_alpha(given, "ordinal"),
    "krippendorff interval": lambda given: krippendorff_alpha(given, "interval"),
    "irrCAC identity": gwet_ac1,
    "irrCAC linear": lambda given: gwet_ac2(given, "linear"),
    "irrCAC quadratic": lambda given: gwet_ac2(given, "quadratic"),
    "irrCAC ordinal": gwet_ac2,
    "nltk alpha": krippendorff_alpha,
    "nltk pi": fleiss_kappa,
    "nltk kappa": cohen_kappa,
    "scikit-learn linear": lambda given: cohen_kappa(given, "linear"),
    "scikit-learn quadratic": lambda given: cohen_kappa(given, "quadratic"),
}


@pytest.mark.parametrize("name", RATINGS)
def test_ratings(recorded, name):
    cases = [case for case in recorded if name in case["values"]]
    assert len(cases) > 90
    for case in cases:
        figure = RATINGS[name](subjects(*case["rows"]))
        assert figure.value is not None
        assert math.isclose(figure.value, case["values"][name], abs_tol=1e-9), case


def test_pi_is_fleiss_kappa_of_two(recorded):
    for case in recorded:
        if "nltk kappa" in case["values"]:
            assert scott_pi(subjects(*case["rows"])).value == pytest.approx(
                case["values"]["nltk pi"], abs=1e-9
            )


@pytest.mark.parametrize("way", ["strict", "exact", "partial", "type"])
def test_span_f1_where_every_span_meets_one_other(recorded, way):
    name = "nervaluate ent_type" if way == "type" else f"nervaluate {way}"
    cases = [case for case in recorded if name in case["values"]]
    assert len(cases) == CASES
    for case in cases:
        first, second = (units(*side) for side in case["spans"])
        assert math.isclose(
            span_f1(span_counts(first, second), "ab", way).value or 0, case["values"][name], abs_tol=1e-9
        ), case


def test_the_best_alignment_of_two_raters_or_three(recorded):
    cases = [case for case in recorded if case["kind"] == "continua"]
    assert {len(case["spans"]) for case in cases} == {2, 3}
    for case in cases:
        raters = [units(*own) for own in case["spans"]]
        found = least_disorder(raters, dissimilarity)
        assert found is not None
        each = sum(map(len, raters)) / len(raters)
        assert found / each == pytest.approx(case["values"]["pygamma-agreement observed"], rel=1e-5, abs=1e-6)


def test_the_disorder_of_chance_within_its_sampling_error(recorded):
    """A few in full: each mean lies within four standard errors, and there is no bias over all of them."""
    apart = []
    for case in [case for case in recorded if case["kind"] == "continua"][::4]:
        raters = [units(*own) for own in case["spans"]]
        length = max(unit.end for own in raters for unit in own)
        found = disorder(raters, length, 100, "seed")
        assert found.expected is not None
        theirs = case["values"]["pygamma-agreement expected"]
        error = case["values"]["pygamma-agreement error"] * math.sqrt(2)  # both are sampled
        apart.append((found.expected / (found.units / len(raters)) - theirs) / error)
    assert max(map(abs, apart)) < 4
    assert abs(sum(apart)) / math.sqrt(len(apart)) < 4
