"""Sentiment is picked by mouse or keys and is on the disk at once."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QAbstractButton

from annotator.domain import edits
from annotator.domain.change import Change, Edit
from annotator.domain.entities import ScaleValue
from annotator.storage.project import Project
from tests.ui.panels.hands import click_named, click_row, colours_of_row
from tests.windows import press, select


@pytest.fixture
def panel(bench):
    return bench.panels["sentiment"]


def in_file(bench):
    session = bench.session
    with Project.open(session.project.path, session.author, read_only=True) as project:
        return project.annotations(session.document.id, session.layer_id)


def focus(picker, name):
    next(each for each in picker.findChildren(QAbstractButton) if each.accessibleName() == name).setFocus()


def test_the_article_is_judged_by_a_click(bench, panel):
    click_named(panel.article, "Negative")
    assert in_file(bench).sentiment == "negative"
    assert panel.article.value() == "negative"


def test_the_same_again_takes_it_back(bench, panel):
    click_named(panel.article, "Negative")
    click_named(panel.article, "Negative")
    assert in_file(bench).sentiment is None
    assert panel.article.value() is None


def test_the_sentence_under_the_cursor_is_judged_by_keys(bench, panel):
    select(bench, "Maren’s office")
    focus(panel.sentence, "Negative")
    press("Right", "Right", "Space")
    mark = in_file(bench).sentences[0]
    assert mark.value == "positive"
    assert bench.session.document.text[mark.start : mark.end].startswith("Maren’s office")
    select(bench, "VELMORA")
    assert panel.sentence.value() is None
    select(bench, "misleading")
    assert panel.sentence.value() == "positive"


def test_the_selected_name_is_judged(bench, panel):
    assert not panel.target.isEnabled()
    select(bench, "Ilse Maren")
    press("1")
    assert panel.target.isEnabled()
    assert panel.target.accessibleName() == "Towards Ilse Maren"
    click_named(panel.target, "Positive")
    assert [one.polarity for one in in_file(bench).opinions] == ["positive"]
    assert panel.heading.about() == "1 opinion"


def test_what_keys_in_the_text_say_shows_here(bench, panel):
    select(bench, "Ilse Maren")
    press("1", "-", "Ctrl+=")
    assert panel.target.value() == "negative"
    assert panel.article.value() == "positive"
    press("Ctrl+Z")
    assert panel.article.value() is None


def test_an_opinion_leads_to_its_target(bench, panel):
    select(bench, "Tomas Brandl")
    press("1", "+")
    assert bench.appearance.theme.colour("pos").name() in colours_of_row(panel.view, 0)
    select(bench, "VELMORA")
    click_row(panel.view, 0)
    start, end = bench.reader.selection
    assert bench.session.document.text[start:end] == "Tomas Brandl"


def test_the_question_of_the_scheme_is_asked(bench, panel):
    rules = bench.session.scheme.rules
    bench.session.commit(
        Edit("question", (Change(rules, replace(rules, question="How does it <b>read</b>?")),))
    )
    assert panel.question.text() == "How does it <b>read</b>?"
    assert panel.question.isVisible()
    rules = bench.session.scheme.rules
    bench.session.commit(Edit("question", (Change(rules, replace(rules, question="")),)))
    assert not panel.question.isVisible()


def test_another_scale_is_offered(bench, panel):
    click_named(panel.article, "Negative")
    rules = bench.session.scheme.rules
    scale = (*rules.scale, ScaleValue("glowing", "Glowing", 1))
    bench.session.commit(Edit("scale", (Change(rules, replace(rules, scale=scale)),)))
    assert panel.article.value() == "negative"
    click_named(panel.article, "Glowing")
    assert in_file(bench).sentiment == "glowing"


def test_a_long_name_leaves_the_control_its_room(bench, panel):
    text = bench.session.document.text
    scheme, on = bench.session.scheme, bench.session.annotations
    bench.session.attempt(lambda: edits.add_span(scheme, on, text, 0, 90, scheme.labels[0]))
    select(bench, text[:90])
    bench.window.repaint()
    assert panel.target.geometry().right() <= panel.width()
    assert panel.width() == bench.panels["entities"].width()


def test_an_article_without_a_layer_of_ones_own_is_not_judged(bench, panel):
    said = []
    bench.session.message.connect(said.append)
    bench.session.close()
    assert not panel.article.isEnabled()
    assert panel.heading.about() == ""
