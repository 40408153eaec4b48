"""What was decided otherwise, by keys alone: read, gone to, agreed with, answered once."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.domain import deciding, edits
from annotator.domain.deciding import Reviewer, Why
from annotator.domain.entities import GOLD
from annotator.services import inbox
from annotator.services.reviewing import open_review
from annotator.ui.commands import inbox as commands
from annotator.ui.dialogs.inbox import InboxDialog
from tests.services.builders import finish
from tests.windows import ARTICLE, close_window, open_window, press

OTHER = "Velmora waits for Ilse Maren."


def place(text, words):
    return text.index(words), text.index(words) + len(words)


@pytest.fixture
def bench(qtbot, tmp_path):
    """Two of her labels were decided otherwise, one in each article."""
    bench = open_window(tmp_path, (ARTICLE, OTHER))
    project, own = bench.session.project, bench.session.layer
    scheme = project.scheme()
    other = project.ensure_layer("marek")
    project.ensure_layer(GOLD)
    for number, text, words in ((1, ARTICLE, "Port Authority"), (2, OTHER, "Velmora")):
        document = project.id_of(number)
        on = project.annotations(document, own.id)
        project.commit(edits.add_span(scheme, on, text, *place(text, words), scheme.named("ORG")))
        project.commit(edits.set_status(project.annotations(document, other.id), "done"))
        review = open_review(project, [own, other], document)
        by = Reviewer("sol-id", scheme, Why("The guideline says so."))
        (position,) = review.positions
        project.commit(deciding.nothing_here(by, review, position))
    bench.session.reread()
    yield bench
    close_window(bench)


@pytest.fixture
def dialog(bench, qtbot):
    """Opened by its action, once the decisions are read."""
    shown = []

    def keep(opened):
        qtbot.addWidget(opened)
        shown.append(opened)
        opened.show()
        opened.activateWindow()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(InboxDialog, "exec", keep)
        bench.actions["review.inbox"].trigger()
        qtbot.waitUntil(lambda: bool(shown))
    qtbot.waitUntil(shown[0].view.hasFocus)
    return shown[0]


def test_it_says_what_was_said_what_was_decided_and_why(dialog):
    assert dialog.title.text() == "Port Authority"
    assert dialog.said.text() == "You said: Organisation “Port Authority”"
    assert dialog.decided.text().endswith(": nothing")
    assert dialog.reason.text() == "Because: The guideline says so."
    assert dialog.others.text() == "marek said nothing"
    assert dialog.count.text().endswith("2 of 2 wait for an answer")


def test_a_agrees_and_goes_on_to_the_next(bench, dialog):
    press("A")
    assert dialog.view.current_row() == 1
    assert [item.is_agreed for item in dialog.rows.items] == [True, False]
    found = inbox.answers(bench.session.project, bench.session.project.id_of(1))
    assert [answer.words for answers in found.values() for answer in answers] == ["agreed"]
    press("Up")
    press("A")
    assert not dialog.agree.isVisible()
    assert dialog.answered.text() == "Your answer: agreed"


def test_an_answer_is_written_in_the_field_and_sent_by_enter(bench, dialog, qtbot):
    press("Down")
    press("Tab")
    qtbot.waitUntil(dialog.field.hasFocus)
    QTest.keyClicks(dialog.field, "A is a team here")
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.rows.items[1].answer.value == "A is a team here"
    assert dialog.view.current_row() == 0


def test_an_empty_answer_is_refused_in_a_sentence(dialog):
    dialog.field.setFocus()
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert "Write an answer" in dialog.problem.text()
    assert dialog.isVisible()


def test_enter_goes_to_the_place(bench, dialog):
    press("Down")
    press("Return")
    assert not dialog.isVisible()
    assert bench.session.number == 2
    assert bench.reader.selection[:2] == (0, 7)


def test_a_colleagues_inbox_is_read_and_not_answered(bench, qtbot):
    project = bench.session.project
    marek = project.layer("marek")
    bench.session.set_layer(marek)
    opened = InboxDialog(bench, marek, [])
    qtbot.addWidget(opened)
    assert opened.title.text().startswith("Nothing was decided otherwise")
    assert not opened.agree.isVisibleTo(opened)
    assert not opened.primary.isEnabled()


def test_reports_are_written_into_a_chosen_folder(bench, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(commands.QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "out"))
    said = []
    bench.session.message.connect(said.append)
    with qtbot.waitSignal(bench.jobs.idle):
        bench.actions["review.report"].trigger()
    assert len(list((tmp_path / "out").glob("*.html"))) == 3
    assert said[-1].startswith("3 reports written")


def test_nobody_answers_in_anothers_name_though_her_own_layer_is_shown(bench, qtbot):
    project, own = bench.session.project, bench.session.layer
    other = project.layer("marek")
    items = finish(inbox.inbox(project, own))
    dialog = InboxDialog(bench, own, items)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.agree.isVisible()
    dialog = InboxDialog(bench, other, items)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.agree.isVisible() and not dialog.field.isVisible()
