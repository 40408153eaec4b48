"""Splits keep stories whole, hold the shares, balance labels, and come out the same everywhere."""

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.ids import derived_id
from annotator.domain.splitting import WAYS, Item, shares_of, split
from annotator.errors import UserError

THREE = {"train": 80, "dev": 10, "test": 10}


def corpus(count: int, seed: int = 1) -> list[Item]:
    """Articles with labels, one in five a copy of an earlier one, of twelve sources in two years."""
    chance = random.Random(seed)
    items: list[Item] = []
    for at in range(count):
        labels = {name: chance.randrange(9) for name in ("PER", "ORG", "GPE")}
        if chance.random() < 0.08:
            labels["LAW"] = 1
        id = derived_id("document", at)
        story = chance.choice(items).story if items and chance.random() < 0.2 else id
        day = f"203{chance.randrange(2)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
        sources = frozenset({f"source {chance.randrange(12)}"})
        items.append(Item(id, story, {k: v for k, v in labels.items() if v}, day, sources))
    return items


@pytest.mark.parametrize("way", WAYS)
def test_no_story_is_in_two_parts_and_every_article_in_one(way):
    items = corpus(600)
    parts = split(items, THREE, 7, way)
    assert set(parts) == {item.document for item in items}
    by_story: dict[str, set[str]] = {}
    by_source: dict[str, set[str]] = {}
    for item in items:
        by_story.setdefault(item.story, set()).add(parts[item.document])
        for source in item.sources:
            by_source.setdefault(source, set()).add(parts[item.document])
    assert all(len(found) == 1 for found in by_story.values())
    if way == "source":
        assert all(len(found) == 1 for found in by_source.values())


@pytest.mark.parametrize("way", ["story", "time"])
def test_shares_are_held(way):
    counts = Counter(split(corpus(2000), THREE, 3, way).values())
    assert counts["train"] == pytest.approx(1600, abs=20)
    assert counts["dev"] == pytest.approx(200, abs=15)
    assert counts["test"] == pytest.approx(200, abs=15)


def test_rare_labels_are_in_every_part_by_its_share():
    items = corpus(1000)
    parts = split(items, THREE, 5)
    labels: dict[str, Counter[str]] = {name: Counter() for name in THREE}
    for item in items:
        labels[parts[item.document]].update(item.labels)
    total = sum((labels[name] for name in THREE), Counter())
    for label in total:
        for name, share in THREE.items():
            assert labels[name][label] == pytest.approx(total[label] * share / 100, rel=0.15, abs=1.5)


def test_by_time_nothing_to_test_on_is_older_than_what_is_trained_on():
    items = corpus(500)
    parts = split(items, THREE, 1, "time")
    first = {}
    for item in items:
        first[item.story] = min(first.get(item.story, item.published), item.published)
    latest = {name: [first[item.story] for item in items if parts[item.document] == name] for name in THREE}
    assert max(latest["train"]) <= min(latest["dev"])
    assert max(latest["dev"]) <= min(latest["test"])


def test_the_seed_decides_and_the_order_of_the_articles_does_not():
    items = corpus(300)
    shuffled = random.Random(2).sample(items, len(items))
    assert split(items, THREE, 1) == split(shuffled, THREE, 1)
    assert split(items, THREE, 1) != split(items, THREE, 2)


@given(
    st.lists(
        st.builds(
            Item,
            st.uuids().map(str),
            st.sampled_from("abcdef"),
            st.dictionaries(st.sampled_from("XYZ"), st.integers(1, 4)),
            st.sampled_from(["", "2031-01-01", "2032"]),
            st.frozensets(st.sampled_from("st")),
        ),
        unique_by=lambda item: item.document,
        max_size=30,
    ),
    st.dictionaries(st.sampled_from(["train", "dev", "test", "held"]), st.integers(1, 9), min_size=1),
    st.integers(),
    st.sampled_from(WAYS),
)
def test_whatever_comes_every_article_has_its_part(items, shares, seed, way):
    parts = split(items, shares, seed, way)
    assert set(parts) == {item.document for item in items}
    assert set(parts.values()) <= set(shares)
    stories = {(item.story, parts[item.document]) for item in items}
    assert len(stories) == len({item.story for item in items})


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("80/10/10", THREE),
        ("90/10", {"train": 90, "test": 10}),
        ("100", {"train": 100}),
        ("train=8, held=2", {"train": 8, "held": 2}),
    ],
)
def test_shares_are_read(text, shares):
    assert shares_of(text) == shares


@pytest.mark.parametrize(
    "text", ["", "80/10/5/5", "80/-10", "a/b", "train=8,../x=2", "train=0,test=1", "8/0"]
)
def test_shares_that_make_no_sense_are_refused(text):
    with pytest.raises(UserError, match="is no way to split"):
        shares_of(text)
