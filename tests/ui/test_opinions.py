"""Opinions by keys in the real window: who thinks what of whom, in which words, how strongly."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from annotator.domain.change import Change, Edit
from annotator.domain.entities import ScaleValue
from annotator.storage.project import Project
from tests.services.builders import run_export, run_import
from tests.ui.panels.hands import click_row
from tests.windows import ARTICLE, press, select


def in_file(bench):
    """Each opinion in words, read from the disk, by target and holder."""
    session = bench.session
    with Project.open(session.project.path, session.author, read_only=True) as project:
        on = project.annotations(session.document.id, session.layer_id)
    places = {span.id: ARTICLE[span.start : span.end] for span in on.spans}
    said = [
        (
            places.get(one.holder, "author"),
            one.polarity,
            places[one.target],
            [ARTICLE[start:end] for start, end in one.expression],
            one.intensity,
        )
        for one in on.opinions
    ]
    return sorted(said, key=str)


def in_hand(bench):
    opinion, on = bench.hand.opinion, bench.session.annotations
    if opinion is None:
        return None
    target, holder = on.span(opinion.target), on.span(opinion.holder)
    who = ARTICLE[holder.start : holder.end] if holder else "author"
    return who, ARTICLE[target.start : target.end]


@pytest.fixture
def said(bench):
    """What the status bar was told to say."""
    heard = []
    bench.session.message.connect(heard.append)
    return heard


@pytest.fixture
def panel(bench):
    return bench.panels["sentiment"]


def name(bench, words, *keys, nth=0):
    """Label a name, and press these keys on it."""
    select(bench, words, nth)
    press("1", *keys)


def test_the_author_s_opinion_with_words_takes_two_keys_more_than_the_name(bench):
    name(bench, "Ilse Maren", "-")
    select(bench, "left talks")
    press("X")
    assert in_file(bench) == [("author", "negative", "Ilse Maren", ["left talks"], None)]


def test_words_are_given_in_pieces_and_taken_away_by_the_same_key(bench):
    name(bench, "Ilse Maren", "-")
    for words in ("left", "Tuesday"):
        select(bench, words)
        press("X")
    assert in_file(bench)[0][3] == ["left", "Tuesday"]
    select(bench, "left")
    press("X")
    assert in_file(bench)[0][3] == ["Tuesday"]


def test_a_quoted_person_holds_it_and_by_the_same_key_no_longer(bench):
    name(bench, "Maren", nth=1)
    name(bench, "offer", "-")
    select(bench, "Maren", nth=1)
    press("H")
    assert in_file(bench) == [("Maren", "negative", "offer", [], None)]
    assert in_hand(bench) == ("Maren", "offer")
    press("H")
    assert in_file(bench) == [("author", "negative", "offer", [], None)]


def test_two_targets_in_one_sentence_with_opposite_signs(bench):
    name(bench, "Maren", nth=1)
    name(bench, "offer", "-")
    name(bench, "union", "+")
    select(bench, "misleading")
    press("X")  # of the opinion said last
    assert in_file(bench) == [
        ("author", "negative", "offer", [], None),
        ("author", "positive", "union", ["misleading"], None),
    ]


def test_two_holders_of_opinions_about_one_target(bench):
    name(bench, "Maren", nth=1)
    name(bench, "offer", "-")
    select(bench, "Maren", nth=1)
    press("H")
    select(bench, "offer")
    press("+")  # the author's again
    assert in_file(bench) == [
        ("Maren", "negative", "offer", [], None),
        ("author", "positive", "offer", [], None),
    ]
    assert in_hand(bench) == ("author", "offer")


def test_intensity_goes_round_by_one_key(bench):
    name(bench, "offer", "-")
    seen = []
    for _ in range(4):
        press("I")
        seen.append(in_file(bench)[0][4])
    assert seen == ["weak", "medium", "strong", None]


def test_a_scale_of_five_has_its_degrees_and_intensity_beside_them(bench, panel):
    rules = bench.session.scheme.rules
    scale = (ScaleValue("awful", "Awful", -1), *rules.scale, ScaleValue("superb", "Superb", 1))
    bench.session.commit(Edit("scale", (Change(rules, replace(rules, scale=scale)),)))
    name(bench, "offer", "-", "-", "I")
    assert in_file(bench) == [("author", "awful", "offer", [], "weak")]
    panel.view.setFocus()
    press("+", "+")
    assert in_file(bench) == [("author", "superb", "offer", [], "weak")]


def test_each_step_is_undone_by_itself_and_what_was_in_hand_is_again(bench):
    name(bench, "Maren", nth=1)
    name(bench, "offer", "-")
    states = [in_file(bench)]
    select(bench, "misleading")
    press("X")
    states.append(in_file(bench))
    select(bench, "Maren", nth=1)
    press("H")
    states.append(in_file(bench))
    press("I")
    for state in reversed(states):
        press("Ctrl+Z")
        assert in_file(bench) == state
    assert in_hand(bench) == ("author", "offer")
    press("Ctrl+Z")
    assert in_file(bench) == []
    assert in_hand(bench) is None


def test_without_one_in_hand_it_is_the_last_one_of_the_sentence(bench):
    name(bench, "union", "+")
    name(bench, "offer", "-")
    press("Ctrl+PgDown", "Ctrl+PgUp")
    assert in_hand(bench) is None
    select(bench, "misleading")
    press("X")
    assert ("author", "positive", "union", ["misleading"], None) in in_file(bench)
    assert in_hand(bench) == ("author", "union")


def test_another_article_forgets_what_was_in_hand(bench, said):
    name(bench, "offer", "-")
    press("Ctrl+PgDown")
    press("X")
    assert said[-1] == "No opinion is in hand. Select a labelled name and press −, 0 or + first."


@pytest.mark.parametrize("key", ["X", "H", "I"])
def test_nothing_is_in_hand_at_first(bench, said, key):
    press(key)
    assert said == ["No opinion is in hand. Select a labelled name and press −, 0 or + first."]


def test_only_a_labelled_name_holds_an_opinion(bench, said):
    name(bench, "offer", "-")
    select(bench, "office")
    press("H")
    assert said == ["Only a labelled name can hold an opinion. Label the holder first, then press H."]


def test_the_target_does_not_hold_it(bench, said):
    name(bench, "offer", "-", "H")
    assert said == ["The opinion is towards “offer”. Select the name that holds it, then press H."]


def test_a_layer_of_somebody_else_is_left_alone(bench, said):
    name(bench, "offer", "-")
    other = bench.session.project.ensure_layer("gold")
    bench.session.set_layer(other)
    press("X")
    assert said == ["This is the layer of gold. Choose your own layer to label."]


# The list


def in_list(bench, panel):
    return [panel.model.index(at, 0).data() for at in range(panel.model.rowCount())]


def test_the_row_in_hand_is_the_current_one(bench, panel):
    name(bench, "offer", "-")
    name(bench, "union", "+")
    assert in_list(bench, panel) == ["author → offer", "author → union"]
    assert panel.view.current_row() == 1
    click_row(panel.view, 0)
    assert in_hand(bench) == ("author", "offer")
    press("Esc")  # back to the article
    select(bench, "misleading")
    press("X")
    assert ("author", "negative", "offer", ["misleading"], None) in in_file(bench)
    press("Ctrl+PgDown")
    assert panel.view.current_row() is None


def test_enter_shows_the_target_and_keys_change_or_remove_the_row(bench, panel):
    name(bench, "Maren", nth=1)
    name(bench, "offer", "-")
    select(bench, "Maren", nth=1)
    press("H")
    name(bench, "Velmora", "+", nth=1)
    panel.view.setFocus()
    press("Up", "Return")
    assert ARTICLE[slice(*bench.reader.selection)] == "offer"
    assert panel.view.hasFocus()
    press("+")
    assert in_file(bench)[0] == ("Maren", "positive", "offer", [], None)
    press("Del")
    assert in_list(bench, panel) == ["author → Velmora"]
    assert in_hand(bench) == ("author", "Velmora")
    press("+")  # the last value of its sign: taken away, as in the text
    assert in_file(bench) == []
    press("Ctrl+Z", "Ctrl+Z")
    assert in_list(bench, panel) == ["Maren → offer", "author → Velmora"]


def test_the_last_row_is_for_the_opinion_in_hand_or_the_selected_name(bench, panel):
    name(bench, "Maren", nth=1)
    name(bench, "offer", "-")
    assert panel.target.accessibleName() == "Towards offer"
    select(bench, "Maren", nth=1)
    assert panel.target.accessibleName() == "Towards Maren"
    press("H")
    select(bench, "misleading")
    assert panel.target.accessibleName() == "Maren towards offer"
    assert panel.target.value() == "negative"
    select(bench, "offer")
    panel.target.picked.emit("positive")
    assert in_file(bench) == [("Maren", "positive", "offer", [], None)]
    panel.target.picked.emit(None)
    assert in_file(bench) == []


def test_the_list_says_how_strong_it_is(bench, panel):
    name(bench, "offer", "-", "I", "I")
    spoken = panel.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "medium negative: author towards offer"


# Links


def linked(bench):
    """The targets of the opinions whose links are shown."""
    on = bench.session.annotations
    spans = [on.span(one.target) for one in on.opinions if one.id in bench.reader.links]
    return {ARTICLE[span.start : span.end] for span in spans}


def test_links_are_shown_of_what_is_in_hand_and_under_the_cursor(bench):
    name(bench, "offer", "-")
    name(bench, "union", "+")
    assert linked(bench) == set()
    press("L")
    assert bench.actions["view.links"].isChecked()
    assert linked(bench) == {"union"}
    select(bench, "offer")
    assert linked(bench) == {"offer", "union"}
    select(bench, "misleading")
    assert linked(bench) == {"union"}
    press("Ctrl+PgDown", "Ctrl+PgUp")
    assert linked(bench) == set()
    select(bench, "offer")
    press("L")
    assert linked(bench) == set()
    assert not bench.actions["view.links"].isChecked()


# Files


def test_a_file_carries_all_of_it_into_another_project(bench, tmp_path):
    name(bench, "Maren", nth=1)
    name(bench, "offer", "-")
    select(bench, "misleading")
    press("X")
    select(bench, "Tuesday")
    press("X")
    select(bench, "Maren", nth=1)
    press("H", "I")
    session, first, second = bench.session, tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    row = run_export(session.project, first, layer=session.layer.name)[0]
    spans = {one["id"]: one["text"] for one in row["spans"]}
    (opinion,) = row["opinions"]
    assert (spans[opinion["holder"]], spans[opinion["target"]]) == ("Maren", "offer")
    assert [ARTICLE[start:end] for start, end in opinion["expression"]] == ["Tuesday", "misleading"]
    assert opinion["intensity"] == "weak"
    with Project.create(tmp_path / "other.annot", session.scheme, session.author) as other:
        run_import(other, first)
        run_export(other, second, layer=session.layer.name)
    assert second.read_bytes() == first.read_bytes()
