"""The key that accepts the rest takes what was in sight for long enough, and nothing that was not."""

from random import Random

import pytest
from PySide6.QtWidgets import QApplication

from annotator.domain.text import content_id
from annotator.domain.viewing import LONG_ENOUGH, Viewing
from annotator.settings import Settings
from tests.benchmarks.motor import Collection, collections, make_project, opened
from tests.benchmarks.motor_suggest import saying, spoiled
from tests.windows import press


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def collection():
    (corpus, *_) = collections(100)
    longest = max(corpus.articles, key=lambda one: len(one.text))
    return Collection("long", corpus.scheme, [longest])


@pytest.fixture
def planted(collection):
    """Suggestions of which a tenth are wrong."""
    (article,) = collection.articles
    return spoiled(article.text, article.gold, collection.labels, 1.0, 0.9, Random(2))


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def bench(collection, planted, clock, tmp_path, qapp):
    settings = Settings(tmp_path / "settings.json")
    settings.set("held_out", 0)
    make_project(tmp_path / "long.annot", collection, settings)
    (article,) = collection.articles
    with saying({content_id(article.text): planted}), opened(tmp_path / "long.annot", settings) as bench:
        bench.reader._viewing = Viewing(clock)
        yield bench


def in_sight(bench, spans):
    """Those of the spans that stand wholly between the top and the bottom of the reader."""
    QApplication.processEvents()
    reader, found = bench.reader, set()
    top = reader.verticalScrollBar().value()
    for one in spans:
        boxes = reader.page.rects(*one[:2])
        if boxes and boxes[0].top() >= top and boxes[-1].bottom() <= top + reader.viewport().height():
            found.add(one)
    return found


def accepted(bench):
    return {(one.start, one.end, one.label) for one in bench.session.annotations.spans}


def test_of_the_wrong_suggestions_none_is_accepted_that_was_not_in_sight_for_long_enough(
    bench, planted, clock, collection
):
    (article,) = collection.articles
    wrong = set(planted) - set(article.gold)
    assert len(planted) / 20 <= len(wrong) <= len(planted) / 6
    random, looked_at = Random(4), set()
    press("S")
    assert accepted(bench) == set(), "nothing was looked at yet"
    for _ in range(40):
        press(random.choice(["PgDown", "PgUp", "Ctrl+End", "Down", "Tab"]))
        here = in_sight(bench, planted)
        if random.random() < 0.15:
            clock.now += LONG_ENOUGH * 1.1
            looked_at |= here
        else:
            clock.now += LONG_ENOUGH / 1000
        if random.random() < 0.3:
            press("S")
            assert accepted(bench) <= looked_at
    press("S")
    assert wrong - looked_at, "nothing was left out"
    assert not accepted(bench) & (wrong - looked_at)
    assert len(accepted(bench)) >= len(looked_at) / 2
