"""Equal words everywhere by keys alone: looked through, labelled as one edit beside the window, undone."""

import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.domain import edits
from annotator.errors import UserError
from annotator.services import twinning
from annotator.services.progress import Progress
from annotator.storage.project import Project
from annotator.ui.dialogs.twins import Everywhere
from tests.windows import ARTICLE, close_window, make_window, open_window, press, select

SECOND = "Velmoras Hafen. VELMORA waits, velMora waits, Velmora waits."
THIRD = "Nobody here.\n\nIn Velmora nobody waits. Velmora!"
EQUAL = 6  # of Velmora, in all three


@pytest.fixture
def bench(qtbot, tmp_path):
    bench = open_window(tmp_path, (ARTICLE, SECOND, THIRD))
    qtbot.waitUntil(bench.reader.hasFocus)
    yield bench
    close_window(bench)


@pytest.fixture
def opened(bench, qtbot):
    """Opens the dialog by its key on these words, and waits until it has looked."""

    def opened(words="Velmora", nth=0):
        bench.window.activateWindow()  # as a window manager does when a dialog has gone
        qtbot.waitUntil(bench.reader.hasFocus)
        select(bench, words, nth)
        press("Shift+A")
        qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), Everywhere))
        dialog = QApplication.activeWindow()
        looked(qtbot, dialog)
        return dialog

    return opened


def looked(qtbot, dialog):
    qtbot.waitUntil(lambda: not dialog.is_looking and dialog.footer.words.isVisible())


def finished(bench, qtbot, key="Return"):
    """Press the key that acts, and wait until it is on the disk and said."""
    with qtbot.waitSignal(bench.jobs.idle):
        press(key)
    bench.window.activateWindow()
    qtbot.waitUntil(bench.reader.hasFocus)


def everywhere(session):
    """Label and words of each span of the project, read from the disk."""
    with Project.open(session.project.path, session.author, read_only=True) as project:
        names = {label.id: label.name for label in project.scheme().labels}
        return [
            (names[span.label], one.document.text[span.start : span.end])
            for one in project.annotated(session.layer)
            for span in one.annotations.spans
        ]


def rows(dialog):
    return [(row.place.words, row.is_ticked, row.why_not) for row in dialog.rows.rows]


def labelled(bench, words, key, nth=0):
    select(bench, words, nth)
    press(key)


def label(bench, words, name, nth=0):
    start, end = select(bench, words, nth)
    session = bench.session
    found = session.scheme.named(name)
    assert session.attempt(
        lambda: edits.add_span(session.scheme, session.annotations, session.document.text, start, end, found)
    )


def test_a_labelled_name_is_labelled_everywhere_with_two_keys(bench, opened, qtbot):
    label(bench, "Velmora", "GPE")
    dialog = opened()
    assert dialog.windowTitle() == "“Velmora” everywhere"
    assert dialog.primary.text() == f"Label {EQUAL - 1} places in 3 articles"
    assert rows(dialog)[0] == ("Velmora", False, "Place already")
    said = []
    bench.session.message.connect(said.append)
    finished(bench, qtbot)
    assert everywhere(bench.session) == [("GPE", "Velmora")] * EQUAL
    assert said == [f"GPE “Velmora” everywhere: {EQUAL - 1} places. Ctrl Z takes it back."]
    assert len(bench.session.annotations.spans) == 3
    assert bench.reader.selected_span is not None


def test_it_is_one_edit_that_is_taken_back_at_once(bench, opened, qtbot):
    label(bench, "Velmora", "GPE")
    opened()
    finished(bench, qtbot)
    press("Ctrl+Z")
    assert everywhere(bench.session) == [("GPE", "Velmora")]
    assert len(bench.session.annotations.spans) == 1
    press("Ctrl+Shift+Z")
    assert len(everywhere(bench.session)) == EQUAL


def test_it_can_be_taken_back_after_a_restart(bench, opened, qtbot, tmp_path):
    label(bench, "Velmora", "GPE")
    opened()
    finished(bench, qtbot)
    path = bench.session.project.path
    bench.session.close()
    (tmp_path / "later").mkdir()
    bench.settings.set("suggestions", False)
    later = make_window(tmp_path / "later")
    later.session._person = bench.session.author
    later.session.open(path)
    qtbot.waitUntil(later.reader.hasFocus)
    press("Ctrl+Z")
    assert everywhere(later.session) == [("GPE", "Velmora")]
    close_window(later)


def test_words_without_a_label_get_the_one_whose_key_is_pressed(bench, opened, qtbot):
    dialog = opened("waited")
    assert dialog.label.hasFocus()
    assert dialog.primary.text() == "Label 1 place in 1 article"
    organisation = bench.session.scheme.named("ORG")
    press(organisation.key_cap)
    assert dialog.label.currentText() == organisation.title
    assert dialog.list.hasFocus()
    finished(bench, qtbot)
    assert everywhere(bench.session) == [("ORG", "waited")]


def test_a_candidates_label_is_offered_first(bench, opened):
    label(bench, "Velmora", "ORG")
    dialog = opened("Velmora", nth=1)
    assert dialog.label.currentText() == bench.session.scheme.named("ORG").title
    assert dialog.list.hasFocus()


def test_what_was_rejected_before_is_offered_without_a_tick(bench, opened):
    label(bench, "Velmora", "ORG")
    select(bench, "Velmora", 1)
    press("Backspace")
    dialog = opened("Velmora", nth=2)
    assert [row.is_ticked for row in dialog.rows.rows[:3]] == [False, False, True]
    assert dialog.rows.rows[1].note == "rejected before"


def test_space_turns_a_tick_and_ctrl_a_all_of_them(bench, opened, qtbot):
    label(bench, "Velmora", "GPE")
    dialog = opened()
    assert dialog.list.current_row() == 1
    press("Space")
    assert dialog.primary.text() == f"Label {EQUAL - 2} places in 3 articles"
    press("Up", "Space")
    assert rows(dialog)[0] == ("Velmora", False, "Place already")
    press("Ctrl+A")
    assert dialog.primary.text() == f"Label {EQUAL - 1} places in 3 articles"
    press("Ctrl+A")
    assert dialog.primary.text() == "Label 0 places in 0 articles"
    press("Return")
    assert dialog.isVisible()
    assert dialog.problem.text() == "Nothing is ticked."
    press("Down", "Down", "Down", "Space")
    finished(bench, qtbot)
    assert len(everywhere(bench.session)) == 2


def test_a_click_on_the_box_turns_the_tick_and_one_beside_it_does_not(bench, opened):
    dialog = opened()
    area = dialog.list.visualRect(dialog.rows.index(1, 0))
    for x, is_ticked in ((21, False), (300, False), (21, True)):
        at = QPoint(area.left() + x, area.center().y())
        QTest.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
        assert dialog.rows.rows[1].is_ticked is is_ticked


def test_other_forms_are_offered_when_asked_for_and_damaged_ones_apart(bench, opened, qtbot):
    dialog = opened()
    assert {row.place.words for row in dialog.rows.rows} == {"Velmora"}
    for box in (dialog.case, dialog.inflected, dialog.damaged):
        box.setFocus()
        press("Space")
        looked(qtbot, dialog)
    shown = [(row.place.words, row.is_ticked) for row in dialog.rows.rows]
    assert ("VELMORA", True) in shown
    assert ("Velmoras", True) in shown
    assert shown[-1] == ("velMora", False)


def test_what_a_person_took_out_stays_out_when_more_is_asked_for(opened, qtbot):
    dialog = opened()
    dialog.list.setFocus()
    press("Space")
    assert rows(dialog)[0] == ("Velmora", False, "")
    dialog.case.setFocus()
    press("Space")
    looked(qtbot, dialog)
    first = next(row for row in dialog.rows.rows if row.place.words == "Velmora")
    assert not first.is_ticked


def test_another_label_is_given_to_all_that_have_this_one(bench, opened, qtbot):
    label(bench, "Velmora", "GPE")
    label(bench, "Velmora", "GPE", nth=1)
    label(bench, "Velmora", "ORG", nth=2)
    dialog = opened()
    person = bench.session.scheme.named("PER")
    press(person.key_cap)
    assert [(row.present.name if row.present else "", row.is_ticked) for row in dialog.rows.rows] == [
        ("GPE", True),
        ("GPE", True),
        ("ORG", False),
        *[("", True)] * 3,
    ]
    finished(bench, qtbot)
    assert sorted(everywhere(bench.session)) == [("ORG", "Velmora"), *[("PER", "Velmora")] * 5]


def test_a_label_is_removed_everywhere_and_only_that_one(bench, opened, qtbot):
    label(bench, "Velmora", "GPE")
    opened()
    finished(bench, qtbot)
    label(bench, "Ilse Maren", "PER")
    dialog = opened()
    dialog.removes.setFocus()
    press("Space")
    assert dialog.primary.text() == f"Remove {EQUAL} labels in 3 articles"
    said = []
    bench.session.message.connect(said.append)
    finished(bench, qtbot)
    assert everywhere(bench.session) == [("PER", "Ilse Maren")]
    assert said == [f"Remove “Velmora” everywhere: {EQUAL} places. Ctrl Z takes it back."]
    press("Ctrl+Z")
    assert len(everywhere(bench.session)) == EQUAL + 1


def test_backspace_in_the_list_is_for_removing_and_the_key_of_a_label_for_labelling(bench, opened):
    label(bench, "Velmora", "GPE")
    dialog = opened()
    press("Backspace")
    assert dialog.removes.isChecked()
    assert dialog.primary.text() == "Remove 1 label in 1 article"
    press(bench.session.scheme.named("PER").key_cap)
    assert dialog.marks.isChecked()


def test_where_nothing_has_a_label_there_is_nothing_to_remove(opened):
    dialog = opened()
    dialog.removes.setFocus()
    press("Space", "Ctrl+Return")
    assert dialog.footer.words.text() == "None of these words has a label."
    assert dialog.problem.text() == "There is nothing to do here."


def test_where_labels_may_not_overlap_a_place_within_another_is_only_shown(bench, opened, monkeypatch):
    label(bench, "Port Authority of Velmora", "ORG")
    assert all(not why_not for _, _, why_not in rows(opened("Velmora")))
    press("Esc")
    rules = replace(bench.session.scheme.rules, overlap=False)
    monkeypatch.setattr(bench.session, "scheme", replace(bench.session.scheme, rules=rules))
    assert rows(opened("Velmora"))[0] == ("Velmora", False, "overlaps Organisation")


def test_looking_is_stopped_and_begun_again(bench, opened, qtbot, monkeypatch):
    gate = threading.Event()

    def slow(*_):
        yield Progress(120, 3000, "Looking")
        while not gate.wait(0.01):
            yield Progress(120, 3000, "Looking")
        return twinning.Found()

    with monkeypatch.context() as patched:
        patched.setattr(twinning, "find", slow)
        select(bench, "Velmora")
        press("Shift+A")
        qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), Everywhere))
        dialog = QApplication.activeWindow()
        qtbot.waitUntil(lambda: dialog.footer.progress.text() == "Looking, 120 of 3,000 articles")
        press("Ctrl+Return")
        assert dialog.problem.text().startswith("Wait until everything is looked through")
        dialog.footer.stop.setFocus()
        press("Space")
        qtbot.waitUntil(lambda: not dialog.is_looking)
    press("Ctrl+Return")
    assert dialog.problem.text() == "Not everything was looked through. Look again first."
    dialog.footer.again.setFocus()
    press("Space")
    looked(qtbot, dialog)
    assert len(rows(dialog)) == EQUAL
    gate.set()


def test_esc_amid_looking_closes_and_leaves_nothing_running(bench, qtbot, monkeypatch):
    gone = threading.Event()

    def endless(*_):
        try:
            while True:
                yield Progress(1, 2, "Looking")
        finally:
            gone.set()

    monkeypatch.setattr(twinning, "find", endless)
    select(bench, "Velmora")
    press("Shift+A")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), Everywhere))
    press("Esc")
    assert gone.is_set()
    assert bench.jobs.running is None
    assert everywhere(bench.session) == []


def test_a_list_that_is_cut_says_so(opened, qtbot, monkeypatch):
    whole = twinning.find

    def cut(project, layer, surface, options, aim):
        return whole(project, layer, surface, options, aim, 2)

    monkeypatch.setattr(twinning, "find", cut)
    dialog = opened()
    assert dialog.footer.words.text() == (
        "Only the first 2 places are listed. Label these, then ask for more."
    )
    dialog.list.setFocus()
    press("Backspace")  # what was left out may have a label
    looked(qtbot, dialog)
    assert dialog.footer.words.text() == "None of these words has a label."


def test_what_cannot_be_read_is_said_in_the_dialog(bench, opened, monkeypatch, qtbot):
    dialog = opened()

    def broken(*_):
        yield Progress(0, None, "Looking")
        raise UserError("The file is damaged.", hint="Open a copy.")

    monkeypatch.setattr(twinning, "find", broken)
    dialog.case.setFocus()
    press("Space")
    qtbot.waitUntil(dialog.problem.isVisible)
    assert dialog.problem.text() == "The file is damaged. Open a copy."
    assert dialog.footer.again.isVisible()


def test_what_changed_in_between_is_refused_in_the_dialog(bench, opened, qtbot):
    dialog = opened("waited")
    session = bench.session
    place = dialog.rows.rows[0].place
    found = session.scheme.label(dialog.label.currentData())
    assert session.attempt(
        lambda: edits.add_span(session.scheme, session.annotations, ARTICLE, place.start, place.end, found)
    )
    press("Return")
    qtbot.waitUntil(dialog.problem.isVisible)
    assert dialog.problem.text() == "Nothing would change."
    assert dialog.isVisible()
    assert dialog.primary.text() == "Label 1 place in 1 article"


def test_beside_another_job_it_waits(bench, opened, qtbot):
    dialog = opened()
    gate = threading.Event()

    def busy():
        while not gate.wait(0.01):
            yield Progress(0, None, "Importing")

    bench.jobs.run("Importing 2 files", busy())
    press("Ctrl+Return")
    assert dialog.problem.text() == "“Importing 2 files” is not through. Wait for it, or cancel it."
    with qtbot.waitSignal(bench.jobs.idle):  # else closing the window would ask whether to stop it
        gate.set()


def test_without_words_or_on_anothers_layer_no_dialog_comes(bench):
    said = []
    bench.session.message.connect(said.append)
    bench.session.layer = replace(bench.session.layer, author="somebody")
    select(bench, "Velmora")
    press("Shift+A")
    assert said[0].startswith("This is the layer of")
    assert QApplication.activeModalWidget() is None
