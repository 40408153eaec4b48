"""The contrasts and separations that the theme files promise, and how a theme reaches the window."""

import re
import tomllib
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from annotator import resources
from annotator.domain.colour import (
    MARK_CONTRAST,
    NEAR,
    TEXT_CONTRAST,
    VISIONS,
    Vision,
    contrast,
    difference,
    nearest,
    simulate,
)
from annotator.domain.scheme import HUES
from annotator.ui import plain
from annotator.ui.theme import Appearance, Theme, load, palette, style_sheet

TEXT_PAIRS = {
    "ink": "paper chrome row sel raised field hover sentence lift sel2",
    "ink2": "paper chrome row raised field hover lift key",
    "ink3": "paper chrome field row raised hover",
    "warn": "chrome paper raised",
    "error": "chrome raised",
    "ok": "chrome",
    "paper": "error",
    "onhint": "hint",
    "onprimary": "primary",
    "cursor": "paper chrome",
}
MARK_PAIRS = {
    "cursor": "paper chrome row raised field",
    "neg": "paper chrome onpol row",
    "pos": "paper chrome onpol row",
    "neu": "paper chrome row",
    "edge": "paper chrome raised",
}
# What carries no meaning by itself, or belongs to what is disabled.
NO_CONTRAST = {"dis", "line", "line2", "keyline"}
# The smallest distance among the first 4, 6, 9 and 12 labels must not fall below these, by vision.
SEPARATION: dict[Vision, tuple[float, ...]] = {
    "full": (30, 18, 18, 12.5),
    "deuteranopia": (20, 16.5, 11, 8),
    "protanopia": (17.5, 13.5, 10.5, 8.5),
    "tritanopia": (17, 15.5, 10, 8.5),
}


@pytest.fixture(params=["light", "dark"])
def theme(request: pytest.FixtureRequest) -> Theme:
    return load(request.param)


def _shortfalls(theme: Theme, pairs: dict[str, str], needed: float) -> list[str]:
    return [
        f"{mark} on {ground}: {ratio:.2f}"
        for mark, grounds in pairs.items()
        for ground in grounds.split()
        if (ratio := contrast(theme.colour(mark).name(), theme.colour(ground).name())) < needed
    ]


def test_text_has_the_contrast_that_text_needs(theme: Theme) -> None:
    assert _shortfalls(theme, TEXT_PAIRS, TEXT_CONTRAST) == []


def test_marks_have_the_contrast_that_marks_need(theme: Theme) -> None:
    assert _shortfalls(theme, MARK_PAIRS, MARK_CONTRAST) == []


def test_no_colour_is_without_a_contrast_that_is_asked_of_it(theme: Theme) -> None:
    pairs = TEXT_PAIRS | MARK_PAIRS
    told = {*pairs, *" ".join((*TEXT_PAIRS.values(), *MARK_PAIRS.values())).split()}
    assert set(theme.tokens) - told == NO_CONTRAST


@pytest.mark.parametrize("hue", HUES)
def test_a_label_can_be_read_wherever_it_stands(theme: Theme, hue: str) -> None:
    look = theme.label(hue)
    ground = {token: theme.colour(token).name() for token in ("paper", "chrome", "row", "sentence", "ink")}
    text, stroke, fill, hot = (each.name() for each in (look.text, look.stroke, look.fill, look.hot))
    planes = [ground["paper"], ground["chrome"], ground["row"], ground["sentence"], fill]
    assert min(contrast(text, plane) for plane in planes) >= TEXT_CONTRAST
    assert min(contrast(stroke, ground[plane]) for plane in ("paper", "chrome", "sentence")) >= MARK_CONTRAST
    assert min(contrast(ground["ink"], plane) for plane in (fill, hot)) >= TEXT_CONTRAST


@pytest.mark.parametrize("vision", VISIONS)
def test_labels_can_be_told_apart(theme: Theme, vision: Vision) -> None:
    strokes = [simulate(theme.labels[hue].stroke, vision) for hue in HUES]
    smallest = [
        min(difference(*pair) for pair in combinations(strokes[:count], 2)) for count in (4, 6, 9, 12)
    ]
    assert all(found >= needed for found, needed in zip(smallest, SEPARATION[vision], strict=True)), smallest


def test_near_labels_never_share_a_pattern(theme: Theme) -> None:
    for one, other in combinations(theme.labels.values(), 2):
        assert one.pattern != other.pattern or nearest(one.stroke, [other.stroke]) >= NEAR


@pytest.mark.parametrize("vision", VISIONS)
def test_negative_and_positive_can_be_told_apart(theme: Theme, vision: Vision) -> None:
    negative, positive = (simulate(theme.polarity(sign).name(), vision) for sign in (-1, 1))
    assert difference(negative, positive) >= 16


def test_a_number_can_be_read_on_any_heat_colour(theme: Theme) -> None:
    heat = tomllib.loads(resources.path("themes", f"{theme.name}.toml").read_text(encoding="utf-8"))["heat"]
    for low, high in zip(heat["stops"], heat["stops"][1:], strict=False):
        for step in range(26):
            ground = _between(low, high, step / 25)
            assert max(contrast(ground, number) for number in heat["on"]) >= TEXT_CONTRAST


def test_both_themes_have_the_same_names() -> None:
    light, dark = load("light"), load("dark")
    assert list(light.tokens) == list(dark.tokens)
    assert list(light.labels) == list(dark.labels) == list(HUES)
    assert (light.is_dark, dark.is_dark) == (False, True)
    assert {hue: one.pattern for hue, one in light.labels.items()} == {
        hue: one.pattern for hue, one in dark.labels.items()
    }


def test_a_label_of_ones_own_colour_is_made_readable(theme: Theme) -> None:
    look = theme.label("#ffff00")
    assert contrast(look.text.name(), theme.colour("paper").name()) >= TEXT_CONTRAST
    assert theme.label("#ffff00") is look


def test_an_unknown_colour_looks_like_slate(theme: Theme) -> None:
    assert theme.label("ultraviolet") == theme.label("slate")
    assert theme.label("#12") == theme.label("slate")


def test_the_palette_speaks_the_themes_colours(theme: Theme, qapp: QApplication) -> None:
    made = palette(theme)
    assert made.color(QPalette.ColorRole.Window) == theme.colour("chrome")
    assert made.color(QPalette.ColorRole.Base) == theme.colour("paper")
    assert made.color(QPalette.ColorRole.Highlight) == theme.colour("sel")
    assert made.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text) == theme.colour("dis")


def test_the_style_sheet_is_filled_in_and_leaves_fonts_alone(theme: Theme, tmp_path: Path) -> None:
    sheet = style_sheet(theme, tmp_path)
    assert "$" not in re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    assert "font-family" not in re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    for file in re.findall(r'url\("(.*?)"\)', sheet):
        assert "currentColor" not in Path(file).read_text(encoding="utf-8")


def test_the_style_sheet_names_no_colour_by_itself() -> None:
    assert not re.search(
        r"#[0-9a-fA-F]{3,8}\b", resources.path("themes", "window.qss").read_text(encoding="utf-8")
    )


def test_without_a_word_from_the_system_the_window_is_light(appearance: Appearance) -> None:
    appearance.choose("system")
    assert appearance.theme.name == "light"


def test_a_choice_changes_the_window_at_once_and_says_so(appearance: Appearance, qtbot: QtBot) -> None:
    button = QPushButton("x")
    qtbot.addWidget(button)
    button.resize(60, 28)
    light = button.grab().toImage().pixelColor(10, 14)
    with qtbot.waitSignal(appearance.changed):
        appearance.choose("dark")
    assert appearance.theme.is_dark
    assert light == load("light").colour("raised")
    assert button.grab().toImage().pixelColor(10, 14) == load("dark").colour("raised")


def test_a_placeholder_is_written_in_ink3(appearance: Appearance, qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.ensurePolished()
    assert field.palette().color(QPalette.ColorRole.PlaceholderText) == load("light").colour("ink3")


def test_a_label_changes_its_tone_with_the_theme(appearance: Appearance, qtbot: QtBot) -> None:
    shown = plain.label("x", tone="ink3")
    qtbot.addWidget(shown)
    plain.set_tone(shown, "error")
    for name in ("light", "dark"):
        appearance.choose(name)
        shown.ensurePolished()
        assert shown.palette().color(QPalette.ColorRole.WindowText) == load(name).colour("error")


def test_choosing_the_same_again_changes_nothing(appearance: Appearance, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(appearance.changed):
        appearance.choose("light")
        appearance.choose("system")
    assert appearance.choice == "system"


def _between(low: str, high: str, share: float) -> str:
    pairs = zip(QColor(low).getRgb()[:3], QColor(high).getRgb()[:3], strict=True)
    return QColor(*(round(one + (other - one) * share) for one, other in pairs)).name()
