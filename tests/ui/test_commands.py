"""What the keys do, in the real window, looked at on the disk."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.windows import ARTICLE, press, select, slices


def heard(signal):
    said = []
    signal.connect(said.append)
    return said


def opinion_of(bench, words):
    annotations, text = bench.session.annotations, bench.session.document.text
    span = next(one for one in annotations.spans if text[one.start : one.end] == words)
    opinion = annotations.opinion(span.id)
    return opinion.polarity if opinion else None


def test_a_label_key_labels_the_selection_and_keeps_it_selected(bench):
    select(bench, "Ilse Maren")
    press("1")
    assert slices(bench) == [("PER", "Ilse Maren")]
    assert bench.reader.selected_span is not None


def test_a_label_on_a_letter_key(bench):
    select(bench, "union")
    press("M")
    assert slices(bench) == [("MON", "union")]


def test_a_label_key_on_a_labelled_span_relabels_it(bench):
    select(bench, "Velmora")
    press("1", "3")
    assert slices(bench) == [("GPE", "Velmora")]


def test_the_cursor_walks_words_and_extends(bench):
    press("Ctrl+Home", "Right", "Right")
    assert ARTICLE[slice(*bench.reader.selection)] == "The"
    press("Shift+Right")
    assert ARTICLE[slice(*bench.reader.selection)] == "The chairwoman"
    press("Ctrl+Right")
    assert ARTICLE[slice(*bench.reader.selection)] == "Maren"


def test_out_and_into_change_the_depth(bench):
    select(bench, "Port Authority of Velmora")
    press("2")
    select(bench, "Velmora")
    press("3", "Alt+Up")
    assert ARTICLE[slice(*bench.reader.selection)] == "Port Authority of Velmora"
    press("Alt+Down")
    assert ARTICLE[slice(*bench.reader.selection)] == "Velmora"


@pytest.mark.parametrize("key", ["Backspace", "Del"])
def test_removing_takes_the_span_and_its_opinion(bench, key):
    select(bench, "Ilse Maren")
    press("1", "-", key)
    assert slices(bench) == []
    assert bench.session.annotations.opinions == ()


def test_brackets_move_the_end_and_braces_the_start(bench):
    select(bench, "Port Authority of Velmora")
    press("2", "[")
    assert slices(bench) == [("ORG", "Port Authority of")]
    press("]", "}")
    assert slices(bench) == [("ORG", "Authority of Velmora")]
    press("{")
    assert slices(bench) == [("ORG", "Port Authority of Velmora")]


def test_with_alt_brackets_and_braces_move_by_a_character(bench):
    select(bench, "Port Authority")
    press("2", *["Alt+["] * 3)
    assert slices(bench) == [("ORG", "Port Author")]
    press("Alt+]", "Alt+}")
    assert slices(bench) == [("ORG", "ort Authori")]
    press("Alt+{")
    assert slices(bench) == [("ORG", "Port Authori")]
    assert bench.reader.selected_span is not None


def test_part_of_a_word_is_selected_and_labelled(bench):
    select(bench, "VELMORA")
    press(*["Alt+["] * 4, "3")
    assert slices(bench) == [("GPE", "VEL")]


def test_an_edge_keeps_what_was_said_about_the_span(bench):
    select(bench, "Ilse Maren")
    press("1", "-", "}")
    assert opinion_of(bench, "Maren") == "negative"


@pytest.mark.parametrize(
    ("key", "value"), [("-", "negative"), ("0", "neutral"), ("+", "positive"), ("=", "positive")]
)
def test_polarity_keys_speak_of_the_selected_span(bench, key, value):
    select(bench, "Ilse Maren")
    press("1", key)
    assert opinion_of(bench, "Ilse Maren") == value
    press(key)
    assert opinion_of(bench, "Ilse Maren") is None


def test_without_a_span_polarity_is_the_sentences(bench):
    select(bench, "chairwoman")
    press("-")
    start, end = bench.reader.sentence
    assert bench.session.annotations.sentence(start, end).value == "negative"
    press("+")
    assert bench.session.annotations.sentence(start, end).value == "positive"


@pytest.mark.parametrize(
    ("key", "value"), [("Ctrl+-", "negative"), ("Ctrl+0", "neutral"), ("Ctrl+=", "positive")]
)
def test_with_ctrl_polarity_is_the_articles(bench, key, value):
    press(key)
    assert bench.session.annotations.sentiment == value
    press(key)
    assert bench.session.annotations.sentiment is None


def test_a_labels_all_equal_words_in_one_edit(bench):
    select(bench, "Velmora")
    press("3", "A")
    assert slices(bench) == [("GPE", "Velmora")] * 3
    press("Ctrl+Z")
    assert slices(bench) == [("GPE", "Velmora")]


def test_enter_is_done_and_next(bench):
    first = bench.session.document.id
    press("Return")
    assert bench.session.position == 1
    assert bench.session.project.annotations(first, bench.session.layer_id).status == "done"
    press("Ctrl+PgUp")
    assert bench.session.document.id == first


def test_shift_enter_skips_and_an_exclamation_mark_flags(bench):
    first = bench.session.document.id
    press("!", "Shift+Return")
    found = bench.session.project.annotations(first, bench.session.layer_id)
    assert found.status == "skipped"
    assert found.flag is not None
    press("Ctrl+PgUp", "!")
    assert bench.session.annotations.flag is None


def test_undo_goes_back_to_the_article_and_the_place(bench):
    place = select(bench, "Ilse Maren")
    press("1", "Ctrl+PgDown", "Ctrl+Z")
    assert bench.session.position == 0
    assert slices(bench) == []
    assert bench.reader.selection == place
    press("Ctrl+Shift+Z")
    assert slices(bench) == [("PER", "Ilse Maren")]


def test_what_cannot_be_is_said_in_the_status_bar(bench):
    said = heard(bench.session.message)
    press("Ctrl+Home", "Backspace")
    assert said == ["No labelled span is selected."]
    assert bench.window.status.message.words == "No labelled span is selected."


def test_save_says_that_there_is_nothing_to_save(bench):
    said = heard(bench.session.message)
    press("Ctrl+S")
    assert "saved already" in said[0]


def test_slash_searches_enter_shows_and_escape_comes_back(bench, qtbot):
    press("/")
    assert bench.window.header.search.hasFocus()
    for letter in "second":
        press(letter.upper())
    press("Return")
    assert bench.session.document.text.startswith("A second")
    assert bench.reader.hasFocus()
    press("/", "Esc")
    assert bench.session.query.words == ""
    press("Esc")
    assert bench.reader.hasFocus()


def test_label_keys_are_letters_in_the_search_field(bench):
    press("/", "1", "A", "!")
    assert bench.window.header.search.text().lower() == "1a!"
    assert slices(bench) == []


def test_f6_goes_round_the_regions_and_back(bench):
    seen = []
    for _ in range(12):
        press("F6")
        seen.append(bench.window.focusWidget())
        if bench.reader.hasFocus():
            break
    assert bench.reader.hasFocus()
    assert bench.window.header.search in seen
    for widget in reversed(seen[:-1]):
        press("Shift+F6")
        assert bench.window.focusWidget() is widget


def test_text_size_is_kept_and_ctrl_minus_is_polarity(bench):
    press("Ctrl+>")
    assert bench.settings.zoom == 110
    press("Ctrl+<", "Ctrl+<")
    assert bench.settings.zoom == 90
    press("Ctrl+-")
    assert bench.settings.zoom == 90


def test_the_theme_can_be_chosen(bench):
    bench.actions["view.dark"].trigger()
    assert bench.appearance.theme.is_dark
    assert bench.settings.theme == "dark"
    assert bench.actions["view.dark"].isChecked()
    bench.actions["view.light"].trigger()
    assert not bench.appearance.theme.is_dark


def test_a_colleagues_layer_can_be_seen_and_not_changed(bench):
    session = bench.session
    other = session.project.ensure_layer("tomas")
    session.set_layer(other)
    said = heard(session.message)
    select(bench, "Ilse Maren")
    press("1")
    assert session.annotations.spans == ()
    assert "layer of tomas" in said[0]


def test_n_writes_a_note_on_the_selected_words(bench, qtbot):
    start, end = select(bench, "Tomas Brandl")
    press("F8", "N")
    editor = bench.window.focusWidget()
    assert editor.accessibleName() == "Note"
    editor.insertPlainText("Who is he?")
    press("Ctrl+Return", "Esc")
    note = bench.session.annotations.notes[0]
    assert (note.value, note.start, note.end) == ("Who is he?", start, end)
    assert bench.reader.hasFocus()


def test_escape_in_the_article_ends_a_search(bench):
    press("/", "S", "E", "C", "O", "N", "D", "Return")
    assert len(bench.session.numbers) == 1
    press("Esc")
    assert bench.session.query.words == ""
    assert len(bench.session.numbers) == 2


@pytest.mark.parametrize("key", [Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_0])
def test_the_keypad_speaks_of_polarity_too(bench, key):
    select(bench, "Ilse Maren")
    press("1")
    QTest.keyClick(bench.reader, key, Qt.KeyboardModifier.KeypadModifier)
    assert opinion_of(bench, "Ilse Maren") is not None


def test_ctrl_l_chooses_among_the_layers(bench, qtbot):
    bench.session.project.ensure_layer("tomas")
    press("Ctrl+L")
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    press("Down", "Return")
    assert bench.session.layer.name == "tomas"
    assert bench.window.header.layers.text() == "Layer: tomas"


def test_the_view_menu_hides_and_shows_a_panel(bench):
    labels = bench.panels["labels"]
    entry = next(one for one in bench.actions.menu("View/Panels").actions() if one.text() == labels.title)
    entry.trigger()
    assert not labels.isVisible()
    entry.trigger()
    assert labels.isVisible()
