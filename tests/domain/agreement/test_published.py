"""The measures give the figures that the papers and books print, to the digits they print."""

import pytest

from annotator.domain.agreement.alignment import least_disorder
from annotator.domain.agreement.gamma import dissimilarity
from annotator.domain.agreement.gwet import gwet_ac1, gwet_ac2
from annotator.domain.agreement.kappa import cohen_kappa, fleiss_kappa, scott_pi
from annotator.domain.agreement.krippendorff import krippendorff_alpha
from annotator.domain.agreement.span_f1 import span_counts, span_f1
from annotator.domain.agreement.unitizing import continuum, unitizing_alpha
from tests.domain.agreement.tables import crossed, subjects, table, units


def near(value: float, digits: int = 3) -> object:
    """The value as it is printed with so many digits."""
    return pytest.approx(value, abs=0.5001 * 10**-digits)


# Krippendorff 2011, section D: four observers, twelve units, missing values; Gwet 2014 has the same.
FOUR = table("123321412...", "1233224125.3", ".3332342251.", "12332441251.", order="12345")


@pytest.mark.parametrize(("metric", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_krippendorff_2011_four_observers_with_missing_values(metric, alpha):
    figure = krippendorff_alpha(FOUR, metric)
    assert figure.value == near(alpha)
    assert (figure.n, figure.skipped) == (11, 1)


def test_krippendorff_2011_two_observers_binary_and_nominal():
    assert krippendorff_alpha(table("0100000000", "1110010100")).value == near(0.095)
    assert krippendorff_alpha(table("aabbdcccedda", "babbbccceddd")).value == near(0.692)


def test_krippendorff_2004_unitizing_two_observers():
    first = units((75, 145, "c"), (220, 250, "c"), (30, 90, "k"), (150, 200, "k"))
    second = units((70, 150, "c"), (205, 225, "c"), (250, 270, "c"), (30, 90, "k"), (150, 200, "k"))
    both = continuum(["i", "j"], [first, second], 300)
    of_c, of_k = unitizing_alpha(both, "c"), unitizing_alpha(both, "k")
    assert (of_c.observed, of_c.chance, of_c.value) == (near(0.0144, 4), near(0.0532, 4), near(0.7286, 4))
    assert (of_k.observed, of_k.chance, of_k.value) == (0, near(0.0490, 4), 1)
    assert unitizing_alpha(both).value == pytest.approx(0.8591, abs=0.0005)  # as printed, of rounded sums


# Krippendorff 1995, p. 57: four pairs of observers on a continuum of 24, stretched until it is continuous.
PAIRS = {
    "A": ([(2, 10), (14, 20)], [(4, 8), (15, 17)], 0.03125, 0.06990, 0.553),
    "B": (
        [(0, 18)],
        [(0, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 9), (9, 10)],
        2.26736,
        1.17731,
        -0.926,
    ),
    "C": (
        [(2, 8), (10, 12), (14, 18), (20, 22)],
        [(0, 2), (4, 8), (10, 14), (16, 18), (20, 22)],
        0.02777,
        0.08642,
        0.679,
    ),
    "D": (
        [(0, 2), (2, 10), (10, 14), (14, 20), (20, 24)],
        [(0, 4), (4, 8), (8, 15), (15, 17), (17, 24)],
        0.38715,
        0.41445,
        0.066,
    ),
}


@pytest.mark.parametrize("label", PAIRS)
def test_krippendorff_1995_unitizing_four_pairs_of_observers(label):
    first, second, observed, chance, alpha = PAIRS[label]
    stretch = 50_000
    own = [units(*((a * stretch, b * stretch, label) for a, b in one)) for one in (first, second)]
    figure = unitizing_alpha(continuum(["one", "other"], own, 24 * stretch))
    assert figure.observed == pytest.approx(observed, abs=0.00001)
    # the paper's expected disagreement has a small error that the book of 2004 corrects
    assert figure.chance == pytest.approx(chance, abs=0.005)
    assert figure.value == pytest.approx(alpha, abs=0.02)


def test_krippendorff_1995_kappa_and_pi_of_the_same_observers_digitized():
    bertha, bill = "001111111100001111110000", "000011110000000110000000"
    john, jill = "111111111111111111000000", "111111111100000000000000"
    gerret, gill = "001111110011001111001100", "110011110011110011001100"
    assert cohen_kappa(table(bertha, bill)).value == near(0.385)
    assert scott_pi(table(bertha, bill)).value == near(0.314)
    assert krippendorff_alpha(table(bertha, bill)).value == near(0.329)
    assert (cohen_kappa(table(john, jill)).value, scott_pi(table(john, jill)).value) == (
        near(0.385),
        near(0.314),
    )
    assert (cohen_kappa(table(gerret, gill)).value, scott_pi(table(gerret, gill)).value) == (
        near(0.314),
        near(0.314),
    )
    assert cohen_kappa(table("1" * 24, "1" * 24)).value is None


@pytest.mark.parametrize(
    ("counts", "observed", "chance", "kappa"),
    [
        ([[25, 13, 12], [12, 2, 16], [3, 15, 2]], 0.29, 0.35, -0.092),
        ([[88, 14, 18], [10, 40, 10], [2, 6, 12]], 0.70, 0.41, 0.492),
    ],
)
def test_cohen_1960_two_judges_and_three_categories(counts, observed, chance, kappa):
    figure = cohen_kappa(crossed(counts))
    assert (figure.observed, figure.chance) == (pytest.approx(observed), pytest.approx(chance))
    assert figure.value == near(kappa)


def test_fleiss_1971_thirty_patients_and_six_psychiatrists():
    patients = (
        "444444 222555 233335 555555 222444 113333 333355 113334 114444 555555"
        " 144444 124444 222333 144444 224445 333335 111455 111112 224444 133555"
        " 555555 244444 224555 114444 144445 222224 111155 224444 133333 555555"
    )
    figure = fleiss_kappa(subjects(*patients.split()))
    assert (figure.observed, figure.chance, figure.value) == (near(0.556), near(0.220), near(0.430))
    assert (figure.n, len(figure.raters)) == (30, 6)


def test_artstein_and_poesio_2008_chance_of_kappa_and_pi():
    acts = crossed([[46, 6, 0], [0, 32, 0], [0, 6, 10]])
    assert (scott_pi(acts).chance, cohen_kappa(acts).chance) == (near(0.4014, 4), near(0.396))
    assert scott_pi(acts).observed == near(0.88, 2)
    assert (scott_pi(acts).value, cohen_kappa(acts).value) == (near(0.7995, 4), near(0.8013, 4))


def test_gwet_2014_four_raters_with_missing_values():
    assert (gwet_ac1(FOUR).value, gwet_ac1(FOUR).chance) == (near(0.77544, 5), near(0.19032, 5))
    assert gwet_ac2(FOUR, "quadratic").value == near(0.91400, 5)


def test_gwet_2008_the_paradox_of_kappa():
    skewed = crossed([[118, 5], [2, 0]])
    assert gwet_ac1(skewed).value == near(0.941)
    assert cohen_kappa(skewed).value == near(-0.023)


# I. Segura-Bedmar et al. 2013, the four evaluations of task 9.1, of one entity and what may become of it.
@pytest.mark.parametrize(
    ("found", "strict", "exact", "partial", "type_"),
    [
        ([(10, 20, "drug")], 1, 1, 1, 1),
        ([(10, 20, "brand")], 0, 1, 1, 0),
        ([(10, 15, "drug")], 0, 0, 0.5, 1),
        ([(12, 25, "brand")], 0, 0, 0.5, 0),
        ([(30, 40, "drug")], 0, 0, 0, 0),
        ([], 0, 0, 0, 0),
    ],
)
def test_semeval_2013_scores_one_entity_in_four_ways(found, strict, exact, partial, type_):
    counts = span_counts(units((10, 20, "drug")), units(*found))
    wanted = {"strict": strict, "exact": exact, "partial": partial, "type": type_}
    share = 2 / (1 + len(found))
    assert {way: span_f1(counts, "ab", way).value for way in wanted} == {
        way: pytest.approx(value * share) for way, value in wanted.items()
    }


def test_mathet_2015_best_alignment_as_pygamma_agreement_finds_it():
    # fixture 4 of DKPro Statistics: the disorder that pygamma-agreement 0.5.9 computed
    annotators = [
        units((1, 5, "a"), (10, 14, "b")),
        units((2, 6, "a"), (11, 15, "b")),
        units((1, 4, "a"), (9, 14, "c")),
    ]
    each = sum(map(len, annotators)) / 3
    assert dissimilarity(annotators[1][0], annotators[2][1]) == pytest.approx(3.777777, abs=1e-5)
    assert least_disorder(annotators, dissimilarity) / each == pytest.approx(0.408756, abs=1e-6)
