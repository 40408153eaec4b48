"""Queues: what is listed, in which order, kept under a name and found again."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.domain.change import added
from annotator.domain.entities import Author, Span
from annotator.domain.query import Queue
from annotator.settings import Settings
from annotator.ui import queue_chooser, session
from annotator.ui.dialogs.keep_queue import KeepQueue
from tests.windows import close_window, open_window, press

TEXTS = tuple(f"Article {at}. The harbour waits for number {at}." for at in range(12))


@pytest.fixture
def bench(qtbot, tmp_path):
    """The window with a dozen articles."""
    bench = open_window(tmp_path, TEXTS)
    qtbot.waitUntil(bench.reader.hasFocus)
    yield bench
    close_window(bench)


@pytest.fixture
def queues(bench):
    return bench.window.header.queues


def ask(bench, line):
    """Type a line into the search field, and let the list follow."""
    press("/")
    QTest.keyClicks(bench.window.header.search, line)
    press("Return")


def keep(bench, name):
    """Answer the dialog that keeps the queue."""
    dialog = KeepQueue(bench)
    dialog.name.setText(name)
    dialog.accept()
    return dialog


def entries(queues):
    """What the list of queues has, without its lines; ticked ones with a star."""
    queues._fill()
    shown = [action for action in queues._list.actions() if not action.isSeparator()]
    return [("*" if action.isChecked() else "") + action.text() for action in shown]


def test_all_articles_by_arrival_are_the_first_queue(queues):
    assert queues.text() == "Queue: all articles"
    assert entries(queues)[0] == "*all articles (12)"
    assert queues.accessibleName() == queues.text()


def test_a_queue_is_kept_under_a_name_and_found_again(bench, queues):
    ask(bench, "-status:done harbour")
    assert queues.text() == "Queue: not kept"
    assert bench.actions["queue.keep"].isEnabled()
    keep(bench, "undecided")
    assert queues.text() == "Queue: undecided"
    assert entries(queues)[:2] == ["all articles (12)", "*undecided (12)"]

    press("Esc", "Esc")
    bench.window.header.search.start_over()
    assert queues.text() == "Queue: all articles"
    queues.choose(queues.kept[0])
    assert bench.window.header.search.text() == "-status:done harbour"
    assert queues.text() == "Queue: undecided"
    assert Settings(bench.settings.path).queues(bench.session.project.replica) == [
        Queue("undecided", "-status:done harbour")
    ]


def test_queues_are_counted_as_far_as_that_is_quick(bench, queues, monkeypatch):
    ask(bench, '"number 3"')
    keep(bench, "three")
    assert entries(queues)[1] == "*three (1)"
    documents = bench.session.project.documents
    monkeypatch.setattr(queue_chooser, "_COUNTED", 10)
    assert entries(queues)[:2] == ["all articles (10+)", "*three (1)"]
    monkeypatch.setattr(documents, "first", lambda *_: None)
    assert entries(queues)[:2] == ["all articles", "*three"]


def test_until_the_whole_list_is_there_its_count_says_that_there_is_more(bench, qtbot, monkeypatch):
    monkeypatch.setattr(session, "FIRST_PAGE", 5)
    heading = bench.panels["documents"].heading
    ask(bench, "harbour")
    assert heading.about() == "5+ of 12"
    qtbot.waitUntil(lambda: heading.about() == "12 of 12")


def test_an_order_belongs_to_the_queue(bench, queues):
    bench.actions["go.by_chance"].trigger()
    bench.actions["go.shuffle"].trigger()
    shuffled = list(bench.session.numbers)
    assert shuffled != sorted(shuffled)
    keep(bench, "a sample")
    bench.actions["go.by_date"].trigger()
    assert queues.text() == "Queue: not kept"
    queues.choose(queues.kept[0])
    assert list(bench.session.numbers) == shuffled
    assert queues.text() == "Queue: a sample"
    assert bench.actions["go.by_chance"].isChecked()


def test_shuffling_anew_gives_another_order(bench):
    seen = set()
    for _ in range(3):
        bench.actions["go.shuffle"].trigger()
        seen.add(tuple(bench.session.numbers))
    assert len(seen) == 3


def test_a_queue_shows_its_articles_whatever_tab_was_open(bench, queues):
    ask(bench, "harbour")
    keep(bench, "harbour")
    bench.panels["documents"].choose_filter(3)
    assert len(bench.session.numbers) == 0
    queues.choose(queues.kept[0])
    assert len(bench.session.numbers) == 12


def test_choosing_a_queue_goes_to_its_first_article_unless_one_is_shown(bench, queues):
    ask(bench, '"number 7"')
    keep(bench, "seven")
    bench.window.header.search.start_over()
    queues.choose(queues.kept[0])
    assert bench.session.document.text == TEXTS[7]
    bench.window.header.search.start_over()
    bench.session.show(bench.session.numbers[2])
    queues.choose(queues.kept[0])
    assert bench.session.document.text == TEXTS[7]
    assert bench.reader.hasFocus()


def test_a_name_is_needed_and_all_articles_is_taken(bench, queues):
    ask(bench, "harbour")
    assert keep(bench, "  ").problem.text() == "Give the queue a name."
    assert "always there" in keep(bench, "all articles").problem.text()
    assert queues.kept == []


def test_a_queue_that_is_not_wanted_is_forgotten(bench, queues):
    ask(bench, "harbour")
    keep(bench, "harbour")
    bench.actions.ask_again()
    bench.actions["queue.forget"].trigger()
    assert queues.kept == []
    assert queues.text() == "Queue: not kept"
    assert bench.session.query.is_narrowed
    assert not bench.actions["queue.forget"].isEnabled()


def test_the_list_opens_by_a_key_and_a_queue_is_chosen_with_enter(bench, queues, qtbot):
    ask(bench, "harbour")
    keep(bench, "harbour")
    bench.window.header.search.start_over()
    press("Ctrl+J")
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    press("Down", "Return")
    assert queues.text() == "Queue: harbour"


def test_a_queue_whose_label_is_gone_says_what_is_wrong(bench, queues, qtbot):
    replica = bench.session.project.replica
    bench.settings.keep_queue(replica, Queue("ships", "label:SHIP"))
    queues.choose(queues.kept[0])
    qtbot.waitUntil(bench.window.header.search.popup.isVisible)
    assert bench.window.header.search.popup.sentence.text().startswith("There is no label “SHIP”")


def test_least_certain_first_says_that_no_model_spoke_yet(bench):
    said = []
    bench.session.message.connect(said.append)
    bench.actions["go.by_doubt"].trigger()
    assert said == ["No model has suggested anything yet: the list is by arrival."]
    assert list(bench.session.numbers) == list(range(1, 13))


def test_least_certain_first(bench):
    project = bench.session.project
    model = project.ensure_layer("learner", Author("m", "learner", is_model=True))
    sure = {3: 0.4, 5: 0.2, 9: 0.9}
    spans = [Span(f"s{at}", model.id, project.id_of(at), 0, 7, "PER", "m 1", sure[at]) for at in sure]
    project.commit(added("suggest", spans))
    bench.actions["go.by_doubt"].trigger()
    assert list(bench.session.numbers)[:4] == [5, 3, 9, 1]


def test_done_goes_on_along_the_queue(bench):
    ask(bench, '-status:done "number 3"')
    bench.window.header.search.start_over()
    bench.actions["go.by_title"].trigger()
    bench.session.show(bench.session.numbers[0])
    press("Return")
    assert bench.session.number == bench.session.numbers[1]
    statuses = bench.session.project.documents.counts(bench.session.layer_id)
    assert statuses["done"] == 1
