"""From one candidate to the next with one key each; what is rejected stays so; hints lead to words."""

import pytest

from annotator import resources
from annotator.services import schemes
from annotator.services.importing import ImportOptions, import_paths
from annotator.storage.project import Project
from annotator.ui.offers import LEARNER, MEMORY
from tests.windows import close_window, make_window, press, select, slices


def words(bench):
    """What is selected."""
    start, end = bench.reader.selection
    return bench.session.document.text[start:end]


def heard(signal):
    said = []
    signal.connect(said.append)
    return said


def test_tab_goes_to_what_looks_like_a_name_and_its_label_key_goes_on(bench):
    press("Ctrl+Home", "Tab")
    first = words(bench)
    assert first == "Port Authority of Velmora"
    press("2")
    assert slices(bench) == [("ORG", first)]
    assert words(bench) != first
    press("Shift+Tab", times=8)
    assert words(bench) != first, "what is labelled is no candidate any more"


def test_an_unlabelled_twin_is_accepted_with_space(bench):
    select(bench, "Ilse Maren")
    press("1")
    select(bench, "Velmora", 1)
    press("3", "Ctrl+Home", "Tab")
    twins = [one for one in bench.offers.candidates if one.origin == "twin"]
    assert {bench.session.document.text[one.start : one.end] for one in twins} == {"Velmora"}
    while words(bench) != "Velmora":
        press("Tab")
    press("Space")
    assert slices(bench).count(("GPE", "Velmora")) == 2


def test_a_label_on_words_that_were_selected_by_hand_stays_selected(bench):
    select(bench, "Ilse Maren")
    press("1", "-")
    assert words(bench) == "Ilse Maren"
    assert [opinion.polarity for opinion in bench.session.annotations.opinions] == ["negative"]


def test_on_the_way_to_the_next_candidate_a_polarity_speaks_of_what_was_just_labelled(bench):
    press("Ctrl+Home", "Tab")
    first = words(bench)
    press("2", "-")
    (opinion,) = bench.session.annotations.opinions
    span = bench.session.annotations.span(opinion.target)
    assert bench.session.document.text[span.start : span.end] == first
    assert opinion.polarity == "negative"
    assert words(bench) != first
    press("Tab", "+")
    assert len(bench.session.annotations.opinions) == 1, "after another step it is the sentence's"
    assert len(bench.session.annotations.sentences) == 1


def test_on_the_way_to_the_next_candidate_all_that_says_the_same_as_what_was_just_labelled_is_labelled(bench):
    select(bench, "Ilse Maren")
    press("Shift+Tab")
    while words(bench) != "Velmora":
        press("Tab")
    press("3")
    after = bench.reader.selection
    press("A")
    assert slices(bench).count(("GPE", "Velmora")) == bench.session.document.text.count("Velmora")
    assert bench.reader.selection == after
    press("Ctrl+Z")
    assert slices(bench) == [("GPE", "Velmora")]


def test_what_is_rejected_stays_rejected_also_after_reopening(bench):
    press("Ctrl+Home", "Tab", "Backspace")
    rejected = next(iter(bench.session.annotations.rejected))
    assert rejected[:2] not in [one.range for one in bench.offers.candidates]
    path = bench.session.project.path
    bench.session.close()
    bench.session.open(path)
    assert rejected[:2] not in [one.range for one in bench.offers.candidates]
    press("Ctrl+Z")
    assert rejected[:2] in [one.range for one in bench.offers.candidates]


def test_space_says_why_nothing_is_accepted(bench):
    said = heard(bench.session.message)
    press("Ctrl+Home", "Tab", "Space")
    assert "which? Press the key of its label" in said[-1]
    press("Right", "Space")
    assert "No candidate is selected" in said[-1]


def test_typed_letters_select_the_word_they_stand_at(bench):
    press("Ctrl+Home", "F")
    hints = dict(bench.reader.hints)
    target = max(hints, key=lambda one: one[0])
    press(*hints[target].upper())
    assert bench.reader.selection == target
    assert not bench.reader.hints
    assert slices(bench) == [], "letters of hints label nothing"


def test_a_second_hint_extends_and_escape_ends_hints(bench):
    start = select(bench, "Tomas")[0]
    press("Shift+F")
    target = next(one for one in bench.reader.hints if bench.session.document.text[slice(*one)] == "Brandl")
    press(*bench.reader.hints[target].upper())
    assert words(bench) == "Tomas Brandl"
    press("F", "Esc")
    assert not bench.reader.hints
    assert bench.reader.selection[0] == start
    press("1")
    assert slices(bench) == [("PER", "Tomas Brandl")]


@pytest.fixture
def learning(qtbot, tmp_path):
    """The window on the English corpus, with a process that learned from what is done."""
    bench = make_window(tmp_path, suggestions=True)
    bench.settings.set("held_out", 0)
    path = tmp_path / "corpus.annot"
    with Project.create(path, schemes.load("news"), bench.session.author) as project:
        corpus = resources.corpus_dir() / "ines-english.jsonl"
        for _ in import_paths(project, [corpus], ImportOptions(layer=bench.session.author.name)):
            pass
    bench.session.open(path)
    learned = []
    bench.offers.learned.connect(learned.append)
    qtbot.waitUntil(lambda: set(learned) == {MEMORY, LEARNER}, timeout=30_000)
    yield bench
    close_window(bench)


def test_suggestions_that_were_seen_are_accepted_at_once_and_keep_their_origin(qtbot, learning):
    bench = learning
    new = next(one for one in bench.session.project.annotated(bench.session.layer, {"new"}))
    bench.session.show(bench.session.project.number_of(new.document.id))

    def suggested():
        return [one for one in bench.offers.candidates if one.origin == "suggestion"]

    qtbot.waitUntil(lambda: bool(suggested()), timeout=10_000)
    bench.reader.setFocus()
    press("S")
    assert slices(bench) == [], "nothing was on the screen for long enough"
    qtbot.waitUntil(lambda: any(one.range in bench.reader.seen() for one in suggested()), timeout=5_000)
    seen = bench.reader.seen()
    press("S")
    spans = bench.session.annotations.spans
    assert spans
    assert {(span.start, span.end) for span in spans} <= seen
    assert all(span.origin.split()[0] in (MEMORY, LEARNER) and span.confidence for span in spans)
    press("Ctrl+Z")
    assert slices(bench) == []


def test_held_out_articles_show_no_suggestions(qtbot, learning):
    bench = learning
    bench.settings.set("held_out", 100)
    path = bench.session.project.path
    bench.session.close()
    bench.session.open(path)
    learned = []
    bench.offers.learned.connect(learned.append)
    qtbot.waitUntil(lambda: len(learned) == 2, timeout=30_000)
    assert bench.offers.held_out
    assert not [one for one in bench.offers.candidates if one.origin == "suggestion"]


def test_who_wants_no_suggestions_gets_none_and_no_process(qtbot, bench):
    qtbot.wait(450)  # the time after which they would begin
    for number in (2, 1):
        bench.session.show(number)
        qtbot.wait(20)
    press("Return")
    assert not bench.offers.is_learning
