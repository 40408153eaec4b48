"""The schemes that come with the program."""

import tomllib
from typing import Any

import pytest

from annotator import resources
from annotator.domain.scheme import HUES, LABEL_KEYS

PRESETS = {"news": 12, "conll": 4, "ontonotes": 18}


@pytest.fixture(params=PRESETS)
def preset(request: pytest.FixtureRequest) -> dict[str, Any]:
    return tomllib.loads(resources.path("schemes", f"{request.param}.toml").read_text(encoding="utf-8"))


def test_a_preset_has_all_its_labels(preset: dict[str, Any]) -> None:
    assert len(preset["label"]) == PRESETS[preset["name"]]


def test_names_tags_and_keys_are_each_used_once(preset: dict[str, Any]) -> None:
    for what in ("name", "tag", "key", "meaning"):
        values = [label[what] for label in preset["label"]]
        assert len(set(values)) == len(values), what


def test_tags_are_two_to_four_capitals_and_colours_are_hues(preset: dict[str, Any]) -> None:
    for label in preset["label"]:
        assert label["tag"].isalpha() and label["tag"].isupper() and 2 <= len(label["tag"]) <= 4
        assert label["colour"] in HUES


def test_keys_leave_the_readers_own_keys_free(preset: dict[str, Any]) -> None:
    assert {label["key"] for label in preset["label"]} <= set(LABEL_KEYS)


def test_the_scale_runs_from_negative_to_positive(preset: dict[str, Any]) -> None:
    assert preset["sentiment"]["question"]
    assert [value["sign"] for value in preset["sentiment"]["value"]] == [-1, 0, 1]


def test_the_news_labels_stand_in_the_order_of_their_hues() -> None:
    news = tomllib.loads(resources.path("schemes", "news.toml").read_text(encoding="utf-8"))
    assert tuple(label["colour"] for label in news["label"]) == HUES
    assert "".join(label["key"] for label in news["label"]) == LABEL_KEYS[:12]
