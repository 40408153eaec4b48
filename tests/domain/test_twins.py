"""Twins of what is labelled: equal, nearly equal, damaged, and what stands around them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.twins import Options, context, twins
from annotator.domain.words import occurrences, snap
from tests.domain.texts import mixed_text

TEXT = (
    "VELMORA — Velmora's mayor left Velmora for New\u00a0Aurel. rUSsia and Russia met in new Aurel, velmora,"
    " Velmorans. St Brannoc’s Hospital, St Brannoc's Hospital, St Brannoc s Hospital; US and us."
)


def kinds(surface: str, options: Options, text: str = TEXT) -> list[tuple[str, str]]:
    return [(one.surface, one.kind) for one in twins(text, surface, options)]


def test_equal_strings_are_twins_at_word_edges_only():
    assert kinds("Velmora", Options()) == [("Velmora", "equal"), ("Velmora", "equal")]


def test_another_space_or_apostrophe_makes_no_difference():
    assert kinds("New Aurel", Options()) == [("New\u00a0Aurel", "equal")]
    assert kinds("St Brannoc’s Hospital", Options()) == [
        ("St Brannoc’s Hospital", "equal"),
        ("St Brannoc's Hospital", "equal"),
    ]


def test_other_letters_are_twins_if_case_is_ignored():
    assert [kind for _, kind in kinds("Velmora", Options(ignore_case=True))] == [
        "case",
        "equal",
        "equal",
        "case",
    ]
    assert kinds("US", Options()) == [("US", "equal")]
    assert kinds("US", Options(ignore_case=True)) == [("US", "equal"), ("us", "case")]


@pytest.mark.parametrize(("surface", "other"), [("Russia", "rUSsia"), ("rUSsia", "Russia")])
def test_damaged_capitals_are_offered_apart(surface, other):
    assert kinds(surface, Options(ignore_case=True))[0][1] != "damaged"
    assert (other, "damaged") in kinds(surface, Options(damaged=True))


def test_a_lost_apostrophe_is_damage():
    assert ("St Brannoc s Hospital", "damaged") in kinds("St Brannoc’s Hospital", Options(damaged=True))
    assert kinds("Dem’yan", Options(damaged=True), "Demyan, Demâ€™yan, Dem?yan") == [
        ("Demyan", "damaged"),
        ("Demâ€™yan", "damaged"),
        ("Dem?yan", "damaged"),
    ]


@pytest.mark.parametrize(
    ("language", "surface", "text", "expected"),
    [
        ("en", "Halvian", "Halvians and Halvianism", ["Halvians"]),
        ("de", "Ilse Maren", "Ilse Marens Büro, Ilse Marenberg", ["Ilse Marens"]),
        ("ru", "Вельмора", "Вельморой, в Вельморе, вельморский", ["Вельморой", "Вельморе"]),
        ("ru", "Лев Корсаков", "Льва Корсакова; Лев Корсаковым", ["Лев Корсаковым"]),
        ("pl", "Kastelholm", "w Kastelholmie i Kastelholmu", ["Kastelholmie", "Kastelholmu"]),
        ("el", "Βελμόρα", "της Βελμόρας", ["Βελμόρας"]),
        ("fi", "Velmora", "Velmorassa", ["Velmorassa"]),
        ("he", "קסטלהולם", "בקסטלהולם", ["בקסטלהולם"]),
        ("ar", "فلمورا", "وفلمورا", ["وفلمورا"]),
        ("ja", "ベルモラ", "ベルモラン", []),
        (None, "Aurel", "Aurels", ["Aurels"]),
    ],
)  # fmt: skip
def test_inflected_forms_are_twins_if_asked(language, surface, text, expected):
    assert kinds(surface, Options(), text) == []
    found = kinds(surface, Options(inflected=True, language=language), text)
    assert found == [(words, "inflected") for words in expected]


def test_a_surface_that_is_blank_or_has_blank_edges_has_no_equal_twin():
    assert twins(" a  a ", " ") == []
    assert twins("a\n\na", "a\n\na ") == []


@given(mixed_text, st.data())
def test_twins_of_any_text_are_whole_tokens_and_hold_every_occurrence(text, data):
    text = f"{text} {text}"
    start = data.draw(st.integers(0, len(text) - 1))
    start, end = snap(text, start, data.draw(st.integers(start, len(text))))
    found = twins(text, text[start:end], Options(True, True, True))
    places = [(one.start, one.end) for one in found]
    assert set(occurrences(text, text[start:end])) <= set(places)
    assert all(text[one.start : one.end] == one.surface for one in found)
    assert all(snap(text, *place) == place for place in places)
    assert all(one[1] <= other[0] for one, other in pairwise(places))


def test_the_context_is_of_the_same_line_and_cut_between_words():
    text = "First line.\nShe said the  Port of Velmora had\u00a0hidden a surplus.\nLast line."
    start = text.index("Velmora")
    assert context(text, start, start + 7, 14) == ("…the Port of ", "Velmora", " had hidden a…")
    assert context(text, start, start + 7, 80) == (
        "She said the Port of ",
        "Velmora",
        " had hidden a surplus.",
    )
    assert context("(Velmora)", 1, 8, 10) == ("(", "Velmora", ")")
    assert context("维尔莫拉港务局主席", 4, 7, 2) == ("…莫拉", "港务局", "主席")
