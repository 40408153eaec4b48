"""The measures give the figures that the papers and books print."""

import pytest

from annotator.domain.agreement.gwet import gwet_ac1, gwet_ac2
from annotator.domain.agreement.kappa import cohen_kappa, fleiss_kappa, scott_pi
from annotator.domain.agreement.krippendorff import krippendorff_alpha
from annotator.domain.agreement.ratings import Ratings, ratings


def table(*raters: str, order: str = "") -> Ratings:
    """A rater a line, a unit a place; a full stop is no value, digits are numbers."""
    rows = [
        [None if c == "." else int(c) if c.isdigit() else c for c in one.replace(" ", "")] for one in raters
    ]
    values = [int(c) if c.isdigit() else c for c in order]
    return ratings([f"rater {n}" for n in range(len(raters))], zip(*rows, strict=True), order=values)


def crossed(counts: list[list[int]], order: str = "") -> Ratings:
    """Two raters' contingency table; categories are letters."""
    names = order or "abcdefgh"
    rows = [
        (names[at], names[place])
        for at, line in enumerate(counts)
        for place, n in enumerate(line)
        for _ in range(n)
    ]
    return ratings(["one", "other"], rows, order=list(order))


# Krippendorff 2011, section C: four observers, twelve units, missing values. Gwet 2014 uses the same data.
FOUR = table("123321412...", "1233224125.3", ".3332342251.", "12332441251.", order="12345")


@pytest.mark.parametrize(("metric", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_krippendorff_2011_four_observers_with_missing_values(metric, alpha):
    figure = krippendorff_alpha(FOUR, metric)
    assert figure.value == pytest.approx(alpha, abs=0.0005)
    assert (figure.n, figure.skipped) == (11, 1)


def test_krippendorff_2011_two_observers_binary_and_nominal():
    binary = table("0100000000", "1110010100")
    assert krippendorff_alpha(binary).value == pytest.approx(0.095, abs=0.0005)
    nominal = table("aabbdcccedda", "babbbccceddd")
    assert krippendorff_alpha(nominal).value == pytest.approx(0.692, abs=0.0005)


def test_gwet_2014_four_raters_with_missing_values():
    assert gwet_ac1(FOUR).value == pytest.approx(0.77544, abs=0.00001)
    assert gwet_ac2(FOUR, "quadratic").value == pytest.approx(0.91400, abs=0.00001)


def test_cohen_1960_two_judges_and_three_categories():
    judges = crossed([[88, 14, 18], [10, 40, 10], [2, 6, 12]])
    figure = cohen_kappa(judges)
    assert (figure.observed, figure.chance) == (pytest.approx(0.70), pytest.approx(0.41))
    assert figure.value == pytest.approx(0.492, abs=0.0005)


def test_fleiss_1971_fourteen_subjects_as_commonly_reprinted():
    counts = [
        (0, 0, 0, 0, 14),
        (0, 2, 6, 4, 2),
        (0, 0, 3, 5, 6),
        (0, 3, 9, 2, 0),
        (2, 2, 8, 1, 1),
        (7, 7, 0, 0, 0),
        (3, 2, 6, 3, 0),
        (2, 5, 3, 2, 2),
        (6, 5, 2, 1, 0),
        (0, 2, 2, 3, 7),
    ]
    rows = [tuple(value for value, n in enumerate(line) for _ in range(n)) for line in counts]
    figure = fleiss_kappa(ratings([str(n) for n in range(14)], rows))
    assert (figure.observed, figure.chance) == (
        pytest.approx(0.378, abs=5e-4),
        pytest.approx(0.213, abs=5e-4),
    )
    assert figure.value == pytest.approx(0.210, abs=0.0005)


def test_artstein_and_poesio_2008_kappa_pi_and_alpha_of_one_table():
    acts = crossed([[46, 6, 0], [0, 32, 0], [0, 6, 10]])
    assert scott_pi(acts).chance == pytest.approx(0.4014, abs=0.0001)
    assert cohen_kappa(acts).chance == pytest.approx(0.396, abs=0.0001)
    assert scott_pi(acts).value == pytest.approx(0.7995, abs=0.0005)
    assert cohen_kappa(acts).value == pytest.approx(0.8013, abs=0.0005)
