"""Copies of one story in the real window, by keys: listed, compared word by word, gone to."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.domain.change import added
from annotator.domain.entities import Span
from annotator.domain.exchange import appearance
from annotator.domain.word_diff import parts
from annotator.storage.project import Project
from annotator.ui.dialogs.carrying import Carrying
from annotator.ui.dialogs.copies import Copies
from annotator.ui.dialogs.diff_view import DiffView, merged, spoken
from annotator.ui.switches import HIDE_ORIGIN
from tests.windows import close_window, open_window, press, the_appearance

STORY = "\n\n".join(
    f"The ferry to Velmora lay in the harbour for the {at}th day, said Maren of the office {at * 7} there."
    for at in range(3, 15)
)
UPDATE = STORY.replace("for the 5th day", "for the fifth long day").replace(
    "Maren of the office 70", "Brandl"
)
LATER = f"{STORY}\n\nThe union had no more to say."
REPORT = (
    "Coffee stocks on the harbour exchange as of {} March were said to be {} bags, with {} bags"
    " to be looked at and {} to go, the exchange said in the note that it sends to all members. Dealers"
    " said that little was asked for and less was sold, and that the warehouses of the harbour were full"
    " as they had been for years, so that ships waited outside of it for a place to unload what they had."
)


def put(project, day, *texts, source="Lantern Wire"):
    found = [
        appearance(text, title=f"On day {day}", source=source, published=f"2026-05-{day:02}", language="en")
        for text in texts
    ]
    by_id = {one.document: text for one, text in zip(found, texts, strict=True)}
    project.commit(added("import", found), texts=by_id)


@pytest.fixture
def bench(qtbot, tmp_path):
    bench = open_window(tmp_path, ("Something else.", "And more of it."))
    project = bench.session.project
    for day, text in ((4, LATER), (2, STORY), (3, UPDATE)):
        put(project, day, text)
    for source in ("Meridian Desk", "Coastal Courier"):
        put(project, 9, "One text in two places.", source=source)
    put(project, 6, REPORT.format(3, "36,659", 985, 77), REPORT.format(4, "35,870", 411, 12))
    bench.session.reread()
    qtbot.waitUntil(bench.reader.hasFocus)
    yield bench
    close_window(bench)


@pytest.fixture
def dialog(bench, qtbot):
    return open_list(bench, qtbot)


def open_list(bench, qtbot):
    bench.actions["go.copies"].trigger()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), Copies))
    dialog = QApplication.activeWindow()
    settled(qtbot, dialog)
    return dialog


def settled(qtbot, dialog):
    qtbot.waitUntil(lambda: not dialog.is_busy and dialog.footer.words.isVisible())


def changed(view):
    return [(one.kind, view.text[one.start : one.end]) for one in view.changes]


def test_stories_are_listed_with_their_size_first_source_and_date_and_how_alike_they_are(dialog):
    spoken = dialog.rows.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("On day 2, 3 copies, ")
    assert spoken.endswith("% alike, Lantern Wire · 2 May") or "Lantern Wire · 2 May 2026" in spoken
    assert [story.kind for story in dialog.rows.stories] == ["near", "exact"]
    assert dialog.footer.words.text() == "2 stories, 5 articles"


def test_what_a_copy_changed_is_shown_word_by_word_and_walked_by_keys(dialog):
    assert dialog.which.text().startswith("Copy 2 of 3: On day 3, Lantern Wire")
    assert changed(dialog.diff) == [
        ("deleted", "5th"),
        ("inserted", "fifth long"),
        ("deleted", "Maren of the office 70"),
        ("inserted", "Brandl"),
    ]
    assert dialog.amount.text().startswith("6 words out, 3 in, ")
    press("Space", "Space")
    assert dialog.diff.current == 1
    press("Shift+Space")
    assert dialog.diff.current == 0
    press("Right")
    assert changed(dialog.diff) == [("inserted", "The union had no more to say.")]
    press("Right", "Left")
    assert dialog.which.text().startswith("Copy 2 of 3")


def test_one_text_in_several_places_names_them(dialog):
    press("Down")
    assert dialog.which.text() == "The same text, 2 times"
    assert dialog.amount.text().startswith("Coastal Courier · 9 May")
    assert changed(dialog.diff) == []


def test_reports_of_one_kind_are_apart(dialog):
    dialog.kinds.setFocus()
    press("End")
    assert [len(story.articles) for story in dialog.rows.stories] == [2]
    assert dialog.which.text().startswith("Report 2 of 2")
    assert ("deleted", "36,659") in changed(dialog.diff)


def test_enter_goes_to_the_copy_and_the_list_comes_back_as_it_was(bench, dialog, qtbot):
    press("Right", "Return")
    bench.window.activateWindow()
    qtbot.waitUntil(bench.reader.hasFocus)
    assert bench.session.document.text == LATER
    again = open_list(bench, qtbot)
    assert again is dialog
    assert again.which.text().startswith("Copy 3 of 3")


def test_after_an_import_the_list_is_looked_through_anew(bench, dialog, qtbot):
    press("Return")
    put(bench.session.project, 1, f"{STORY}\n\nMore soon.")
    again = open_list(bench, qtbot)
    assert again.rows.stories[0].size == 4
    assert again.which.text().startswith("Copy 2 of 4")


def test_a_hidden_origin_is_not_told_here_either(bench, qtbot):
    bench.switches.flip(HIDE_ORIGIN)
    dialog = open_list(bench, qtbot)
    press("Down")
    shown = [dialog.which.text(), dialog.amount.text()]
    shown += [dialog.rows.index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(2)]
    assert not any(word in " ".join(shown) for word in ("Wire", "Desk", "Courier", "May"))
    bench.switches.flip(HIDE_ORIGIN)


def label(bench, text, *words):
    """Label the first place that says each of these words, as the person at work."""
    project, document = bench.session.project, appearance(text).document
    layer, spans = project.own_layer(), []
    for one in words:
        start = text.index(one)
        spans.append(Span(one, layer.id, document, start, start + len(one), "PER"))
    project.commit(added("labels", spans))


def labels(bench, text):
    """What the person's labels on this text say, read from the disk."""
    session, document = bench.session, appearance(text).document
    with Project.open(session.project.path, session.author, read_only=True) as project:
        spans = project.annotations(document, project.own_layer().id).spans
        return [text[one.start : one.end] for one in spans]


def open_carrying(qtbot):
    press("C")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), Carrying))
    return QApplication.activeWindow()


def test_labels_are_carried_to_the_copy_by_keys_as_one_edit(bench, dialog, qtbot):
    label(bench, STORY, "Velmora", "5th", "harbour", "Maren")
    carrying = open_carrying(qtbot)
    said = [carrying.rows.said(at) for at in range(carrying.rows.rowCount())]
    assert said == ["same place", "same place", "same place", "lost, its words changed"]
    spoken = carrying.rows.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Person: The ferry to Velmora lay")
    assert carrying.primary.text() == "Label 3 places"
    press("Down", "Space")
    assert carrying.primary.text() == "Label 2 places"
    press("Return")
    qtbot.waitUntil(lambda: labels(bench, UPDATE) == ["Velmora", "Maren"])
    bench.session.undo()
    assert labels(bench, UPDATE) == []
    assert labels(bench, STORY) == ["Velmora", "harbour", "Maren", "5th"]


def test_labels_of_the_copy_are_carried_back_to_the_first(bench, dialog, qtbot):
    label(bench, UPDATE, "Brandl", "Velmora")
    carrying = open_carrying(qtbot)
    press("Ctrl+A", "Ctrl+A", "Return")
    qtbot.waitUntil(lambda: labels(bench, STORY) == ["Velmora"])
    assert not carrying.isVisible()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), Copies))
    assert dialog.list.hasFocus()
    press("C")
    assert dialog.problem.text() == "Every label that can be carried over is there already."


def test_what_cannot_be_carried_is_a_sentence(dialog):
    press("C")
    assert dialog.problem.text() == "Neither of the two has a label of yours. Label one of them first."
    press("Down", "C")
    assert dialog.problem.text() == "There is no other copy to carry labels to."


def test_looking_can_be_stopped_and_begun_again(bench, dialog, qtbot):
    for at in range(4):
        texts = [f"{at} {n} {STORY[n:]}" for n in range(100)]
        put(bench.session.project, 10 + at, *texts)
    press("F5")
    dialog.footer.stop.click()
    settled(qtbot, dialog)
    assert dialog.footer.words.text() == "Not everything was looked through."
    dialog.footer.again.click()
    settled(qtbot, dialog)
    assert dialog.rows.stories[0].size == 403


def test_closing_the_project_closes_the_list(bench, dialog, qtbot):
    with qtbot.waitSignal(dialog.destroyed):
        bench.session.close()


@pytest.mark.parametrize(
    "text", ["שלום עולם, שלום לכולם", "港务局说渡轮停航。", "🍊 one\r\n\ttwo\u2028three"]
)
def test_any_script_is_painted(qtbot, text):
    view = DiffView("What changed", the_appearance())
    qtbot.addWidget(view)
    view.resize(300, 200)
    new = text.replace("one", "two")[1:] + " + 1"
    view.show_parts(text, new, parts(text, new), "he")
    view.show()
    view.step(1)
    assert not view.grab().isNull()
    assert view.current == 0


def test_what_is_deleted_does_not_run_into_what_stands_there_instead():
    for old, new, shown in (
        ("one two", "one three", "one two three"),
        ("one two.", "one.", "one two."),
        ("one.", "one two.", "one two."),
        ("港务局说", "港务说", "港务局说"),
    ):
        assert merged(old, new, parts(old, new))[0] == shown


def test_a_screen_reader_is_told_what_is_out_and_what_is_in():
    text, changes = merged(
        "14 people hurt.", "19 people were hurt.", parts("14 people hurt.", "19 people were hurt.")
    )
    assert spoken(text, changes) == "[out: 14] [in: 19] people [in: were] hurt."
