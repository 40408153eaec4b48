"""A reviewer at work in the real window, by keys alone; what is decided is read from the disk."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.domain.deciding import USUAL_REASONS
from annotator.ui.review.reason_box import ReasonBox
from tests.ui.review.desk import (
    back_in_the_article,
    begin,
    golden,
    judge,
    label,
    said,
    status,
    subject,
    three_layers,
    unlabel,
)
from tests.windows import press


@pytest.fixture
def review(bench, qtbot):
    three_layers(bench)
    label(bench, "ines", "second", "QTY", article=2)
    label(bench, "marek", "two", "QTY", article=2)
    begin(bench, qtbot)
    return bench


def test_one_key_takes_a_version_and_goes_on_to_the_next_disagreement(review):
    assert subject(review) == "Port Authority of Velmora"
    press("2")
    assert golden(review) == [("ORG", "Port Authority")]
    assert subject(review) == "Tuesday"
    press("Return")
    assert subject(review) == "union"
    press("X")
    assert golden(review) == [("ORG", "Port Authority"), ("DATE", "Tuesday")]
    decisions = review.reviewing.review.decisions.values()
    assert sorted(one.choice for one in decisions) == ["nothing", "proposed", "version"]


def test_after_the_last_one_of_an_article_comes_the_next_article(review, qtbot):
    press("Return", times=3)
    qtbot.waitUntil(lambda: review.session.number == 2)
    assert subject(review) == "second"
    press("P")
    qtbot.waitUntil(lambda: not review.reviewing.beside.is_looking)
    assert review.session.number == 2
    assert said(review) == "Nothing is open before this. N goes on."


def test_gold_is_done_with_the_last_decision_and_not_any_more_when_one_is_reopened(review):
    press("Return", times=2)
    press("A")
    assert status(review) == "in_progress"
    press("Return")
    assert status(review) == "done"
    assert ("PER", "Ilse Maren") in golden(review)
    press("Ctrl+Z")
    assert status(review) == "in_progress"


def test_what_is_agreed_is_one_edit_for_the_article_and_one_for_all_articles(review, qtbot):
    press("A")
    assert golden(review) == [("PER", "Ilse Maren")]
    press("Ctrl+Z")
    assert golden(review) == []
    with qtbot.waitSignals([review.jobs.finished] * 2):
        press("Shift+A")
    assert golden(review) == [("PER", "Ilse Maren")]
    assert review.reviewing.beside.counts is not None
    press("Ctrl+Z")
    assert golden(review) == []


def test_a_tie_is_said_and_not_decided_by_enter(review, qtbot):
    press("Return", times=3)
    qtbot.waitUntil(lambda: review.session.number == 2)
    assert review.window.decisions.about.text().endswith("the layers are evenly split")
    press("Return")
    assert said(review).startswith("The layers are evenly split")
    assert golden(review, 2) == []
    press("1")
    assert golden(review, 2) == [("QTY", "second")]


def test_a_version_of_ones_own_is_made_of_moved_words_and_a_label_key(review):
    press("E", "Left")
    assert review.reviewing.mode == "correcting"
    review.reader.select(*_place(review, "Port Authority"))
    press("]", "]", "3")
    assert golden(review) == [("GPE", "Port Authority of Velmora")]
    assert next(iter(review.reviewing.review.decisions.values())).choice == "edited"
    assert review.reviewing.mode == "reviewing"


def test_enter_writes_the_label_that_was_proposed_on_other_words(review):
    press("E", "[", "Return")
    assert golden(review) == [("ORG", "Port Authority of")]


def test_escape_leaves_a_version_unwritten(review):
    press("E", "[", "Escape")
    assert review.reviewing.mode == "reviewing"
    assert golden(review) == []
    assert subject(review) == "Port Authority of Velmora"


def test_the_reason_is_a_digit_before_the_decision_and_goes_with_it(review, qtbot):
    press("R")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), ReasonBox))
    press("3")
    back_in_the_article(review, qtbot)
    press("1")
    (decision,) = review.reviewing.review.decisions.values()
    assert decision.reason == USUAL_REASONS[2]
    assert review.reviewing.why.words == ""


def test_the_reason_can_be_given_afterwards_in_ones_own_words(review, qtbot):
    press("1", "Backspace")
    assert subject(review) == "Port Authority of Velmora"
    press("R")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), ReasonBox))
    box = QApplication.activeWindow()
    box.words.setText("Registered name.")
    press("Return")
    back_in_the_article(review, qtbot)
    (decision,) = review.reviewing.review.decisions.values()
    assert decision.reason == "Registered name."
    assert review.panels["position"].why.text() == "Registered name."


def test_reopened_it_is_open_again_and_gold_says_nothing(review):
    press("1", "Backspace", "U")
    assert golden(review) == []
    assert review.reviewing.review.states[review.reviewing.position.id] == "open"


def test_undo_goes_to_where_it_was_decided_in_whatever_article(review, qtbot):
    press("Return", times=3)
    qtbot.waitUntil(lambda: review.session.number == 2)
    press("1")
    press("Ctrl+Z")
    assert subject(review) == "second"
    press("Ctrl+Z")
    assert review.session.number == 1
    assert subject(review) == "union"
    assert ("ORG", "union") not in golden(review)
    press("Ctrl+Y")
    assert ("ORG", "union") in golden(review)
    assert subject(review) == "union"


def test_a_decision_is_open_again_when_somebody_changes_what_it_was_about(review):
    press("1")
    unlabel(review, "rita", "Port Authority of Velmora")
    review.reviewing.reread()
    assert sorted(review.reviewing.review.states.values()) == ["changed", "open", "open", "open"]
    rows = [_row(review, at) for at in range(review.panels["disagreements"].model.rowCount())]
    assert "Port Authority of Velmora, Missing, changed since it was decided" in rows


def test_the_sentiment_of_the_article_is_decided_like_anything_else(bench, qtbot):
    judge(bench, "ines", "negative")
    judge(bench, "marek", "positive")
    begin(bench, qtbot)
    assert bench.reviewing.position.about == "sentiment"
    press("E", "+", "Return")
    (decision,) = bench.reviewing.review.decisions.values()
    assert decision.outcome.value != ""
    assert status(bench) == "done"


def _place(bench, words):
    start = bench.session.document.text.index(words)
    return start, start + len(words)


def _row(bench, at):
    model = bench.panels["disagreements"].model
    return model.index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole)
