"""Colour arithmetic against published values, and a person's own colour against the contrasts it needs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.colour import (
    MARK_CONTRAST,
    TEXT_CONTRAST,
    LabelColours,
    Planes,
    contrast,
    difference,
    lab_difference,
    nearest,
    simulate,
    snap,
)

LIGHT = Planes(paper="#FDFCFA", chrome="#F4F2EE", row="#E7E3DB", sentence="#F8F5EE")
DARK = Planes(paper="#1A1B1D", chrome="#131416", row="#26282B", sentence="#1F2023")
both_themes = pytest.mark.parametrize("planes", [LIGHT, DARK], ids=["light", "dark"])
colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.0),
        ("#123456", "#123456", 1),
    ],
)
def test_contrast_is_that_of_the_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, -1.0, 2.0), (50.0, 0.0, 0.0), 2.3669),
        ((50.0, 2.4900, -0.0010), (50.0, -2.4900, 0.0009), 7.1792),
        ((50.0, 2.4900, -0.0010), (50.0, -2.4900, 0.0011), 7.2195),
        ((50.0, 2.5, 0.0), (50.0, 0.0, -2.5), 4.3065),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
        ((6.7747, -0.2908, -2.4247), (5.8714, -0.0985, -2.2286), 0.6377),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_difference_is_that_of_the_ciede2000_paper(
    one: tuple[float, float, float], other: tuple[float, float, float], expected: float
) -> None:
    assert lab_difference(one, other) == pytest.approx(expected, abs=5e-5)
    assert lab_difference(other, one) == pytest.approx(expected, abs=5e-5)


def test_grey_looks_the_same_to_everyone() -> None:
    for vision in ("full", "deuteranopia", "protanopia", "tritanopia"):
        assert difference(simulate("#808080", vision), "#808080") < 1


def test_red_and_green_come_together_without_green_cones_and_stay_apart_without_blue() -> None:
    red, green = "#b02020", "#5a7000"
    assert (
        difference(simulate(red, "deuteranopia"), simulate(green, "deuteranopia"))
        < difference(red, green) / 2
    )
    assert difference(simulate(red, "tritanopia"), simulate(green, "tritanopia")) > difference(red, green) / 2


@both_themes
@settings(max_examples=100, deadline=None)
@given(colour=colours)
def test_any_colour_of_ones_own_can_be_read(planes: Planes, colour: str) -> None:
    own = snap(colour, planes)
    grounds = (planes.paper, planes.chrome, planes.sentence)
    ink = "#E7E3DB" if planes.dark else "#1D1B18"
    assert min(contrast(own.stroke, ground) for ground in grounds) >= MARK_CONTRAST
    assert min(contrast(own.text, ground) for ground in (*grounds, planes.row, own.fill)) >= TEXT_CONTRAST
    assert min(contrast(ink, ground) for ground in (own.fill, own.hot)) >= TEXT_CONTRAST


@both_themes
def test_a_colour_that_stands_out_is_kept(planes: Planes) -> None:
    colour = "#FF69B4" if planes.dark else "#7A1E57"
    assert snap(colour, planes).stroke == colour


@both_themes
@pytest.mark.parametrize("colour", ["#FF0000", "#00FF00", "#0000FF", "#FFFF00", "#FF00FF", "#00FFFF"])
def test_a_moved_colour_keeps_its_hue(planes: Planes, colour: str) -> None:
    moved = snap(colour, planes).text
    strong = [at for at in (1, 3, 5) if colour[at] == "F"]
    weak = [at for at in (1, 3, 5) if colour[at] == "0"]
    assert min(int(moved[at : at + 2], 16) for at in strong) > max(int(moved[at : at + 2], 16) for at in weak)


def test_a_colour_takes_a_pattern_that_no_near_label_has() -> None:
    solid = LabelColours("#3A5DBF", "#3A5DBF", "#E5EDFE", "#C8D9FF", "solid")
    double = LabelColours("#3A3795", "#3A3795", "#E9ECFE", "#D0D6FE", "double")
    assert snap("#3A5DC0", LIGHT).pattern == "solid"
    assert snap("#3A5DC0", LIGHT, [solid]).pattern == "double"
    assert snap("#3A4AA8", LIGHT, [solid, double]).pattern == "thick"
    assert snap("#C27B07", LIGHT, [solid, double]).pattern == "solid"


def test_nothing_is_near_to_no_colours() -> None:
    assert nearest("#123456", []) == 100
