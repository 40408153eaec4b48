"""The guideline at hand: it follows the label, says what changed, and does nothing while nobody sees it."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from annotator.domain.change import Change, Edit
from annotator.services import schemes
from annotator.storage.project import Project
from annotator.ui import plain
from tests.windows import press, select

PERSON_ANEW = "A named human being. Nothing else."


@pytest.fixture
def panel(qtbot, bench):
    """The panel, opened by its key, with nothing labelled."""
    panel = bench.panels["guideline"]
    press("F2")
    qtbot.waitUntil(panel.view.hasFocus)
    press("F2")
    qtbot.waitUntil(bench.reader.hasFocus)
    qtbot.waitUntil(lambda: bool(panel.view.markdown))
    return panel


def title(panel):
    return panel.view.document().toPlainText().split("\n")[0]


def mean(bench, name, meaning):
    label = bench.session.scheme.named(name)
    bench.session.commit(Edit("mean", (Change(label, replace(label, meaning=meaning)),)))


def label(bench, words, key, nth=0):
    select(bench, words, nth)
    press(key)


def test_it_is_closed_at_first_and_its_key_opens_it_goes_there_and_comes_back(qtbot, bench):
    panel = bench.panels["guideline"]
    assert not panel.isVisible()
    press("F2")
    qtbot.waitUntil(panel.view.hasFocus)
    assert panel.isVisible()
    qtbot.waitUntil(lambda: panel.height() >= 200)
    press("F2")
    qtbot.waitUntil(bench.reader.hasFocus)
    assert panel.isVisible()


def test_without_a_label_in_hand_it_shows_the_whole_guideline(panel):
    assert title(panel) == "How to label names in the news"


def test_it_shows_the_part_of_the_label_of_the_selected_span_else_of_the_last_given(qtbot, bench, panel):
    label(bench, "Ilse Maren", "1")
    qtbot.waitUntil(lambda: title(panel) == "Person")
    assert panel.heading.about() == "PER · v1"
    label(bench, "Tuesday", "6")
    qtbot.waitUntil(lambda: title(panel) == "Date")
    select(bench, "Ilse Maren")
    qtbot.waitUntil(lambda: title(panel) == "Person")
    select(bench, "talks")
    qtbot.waitUntil(lambda: title(panel) == "Date")


def test_the_button_shows_the_whole_guideline_and_the_part_again(qtbot, bench, panel):
    label(bench, "Ilse Maren", "1")
    qtbot.waitUntil(lambda: title(panel) == "Person")
    panel.whole.click()
    assert title(panel) == "How to label names in the news"
    select(bench, "talks")
    panel.whole.click()
    assert title(panel) == "Person"


def test_a_label_without_a_part_shows_its_meaning(qtbot, bench, panel):
    scheme = bench.session.scheme
    bench.session.commit(schemes.change(scheme, schemes.with_guideline(scheme, "")))
    mean(bench, "PER", "A *human* being.")
    label(bench, "Ilse Maren", "1")
    qtbot.waitUntil(lambda: panel.view.document().toPlainText() == "Person\nA *human* being.")


def test_a_label_that_was_given_under_another_rule_says_so_and_what_the_rule_was(qtbot, bench, panel):
    label(bench, "Ilse Maren", "1")
    label(bench, "Tomas Brandl", "1")
    mean(bench, "PER", PERSON_ANEW)
    qtbot.waitUntil(lambda: panel.about.text() == "Given under v1. The rule has changed since.")
    text = panel.view.document().toPlainText()
    assert text.index(PERSON_ANEW) < text.index("Before, in v1") < text.index("real or invented")
    select(bench, "talks")
    qtbot.waitUntil(lambda: panel.about.text() == "2 labels were given here under an older rule.")
    assert not panel.confirm.isVisible()
    select(bench, "Ilse Maren")
    qtbot.waitUntil(panel.confirm.isVisible)
    panel.confirm.click()
    qtbot.waitUntil(lambda: bench.reader.selected_span.start > 100)
    assert panel.about.text() == "Given under v1. The rule has changed since."
    bench.reader.setFocus()
    press("Shift+Space")
    qtbot.waitUntil(lambda: not panel.about.isVisible())


def test_that_a_label_is_still_right_is_on_the_disk_and_can_be_undone(bench):
    label(bench, "Ilse Maren", "1")
    mean(bench, "PER", PERSON_ANEW)

    def kept():
        session = bench.session
        with Project.open(session.project.path, session.author, read_only=True) as project:
            return project.annotations(session.document.id, session.layer_id).spans[0].scheme

    before = kept()
    press("Shift+Space")
    assert kept() == bench.session.scheme.clock > before
    assert bench.session.project.undo_title() == "still right: “Ilse Maren”"
    press("Ctrl+Z")
    assert kept() == before


def test_a_label_under_the_present_rule_needs_no_second_look(bench):
    heard = []
    bench.session.message.connect(heard.append)
    label(bench, "Ilse Maren", "1")
    press("Shift+Space")
    assert heard[-1] == "Nothing here was made under an older rule."
    select(bench, "talks")
    press("Shift+Space")
    assert heard[-1] == "Select the label that is still right."


def test_what_to_look_at_again_is_listed_walked_and_confirmed_at_once(qtbot, bench):
    label(bench, "Ilse Maren", "1")
    label(bench, "Tomas Brandl", "1")
    label(bench, "Tuesday", "6")
    mean(bench, "PER", PERSON_ANEW)
    bench.actions["scheme.look_again"].trigger()
    assert bench.window.header.search.line == "is:outdated"
    assert list(bench.session.numbers) == [bench.session.number]
    bench.reader.setFocus()
    select(bench, "talks")
    words = []
    for _ in range(3):
        press("Shift+F2")
        words.append(bench.session.document.text[slice(*bench.reader.selection)])
    assert words == ["Tomas Brandl", "Ilse Maren", "Tomas Brandl"]
    bench.actions["scheme.confirm_all"].trigger()
    bench.session.refresh_list()
    assert list(bench.session.numbers) == []
    heard = []
    bench.session.message.connect(heard.append)
    press("Shift+F2")
    assert heard == ["Every label of this article was given under the present rules."]


def test_a_link_in_the_guideline_shows_the_part_it_names(qtbot, bench, panel):
    panel.view.anchor_asked.emit("GPE")
    assert title(panel) == "Place"
    panel.view.anchor_asked.emit("nowhere")
    assert title(panel) == "Place"


def test_a_link_to_the_web_opens_only_if_the_person_agrees(panel, monkeypatch):
    opened, asked = [], []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    for answer in (False, True):
        monkeypatch.setattr(plain, "agreed", lambda box, answer=answer: asked.append(box) or answer)
        panel.view.page_asked.emit(QUrl("https://example.org/rules"))
    assert asked[0].informativeText() == "https://example.org/rules"
    assert opened == [QUrl("https://example.org/rules")]


def test_it_is_written_in_the_size_of_the_article(bench, panel):
    before = panel.view.document().defaultFont().pixelSize()
    bench.actions["view.larger"].trigger()
    assert panel.view.document().defaultFont().pixelSize() > before


def test_hidden_it_reads_and_writes_nothing(qtbot, bench, monkeypatch):
    panel = bench.panels["guideline"]
    done = []
    for name in ("_refresh", "_read_schemes", "_show"):
        monkeypatch.setattr(panel, name, lambda *_, name=name: done.append(name))
    monkeypatch.setattr(panel._soon, "start", lambda: done.append("soon"))
    label(bench, "Ilse Maren", "1")
    mean(bench, "PER", PERSON_ANEW)
    press("Ctrl+PgDown", "Ctrl+PgUp")
    qtbot.wait(20)
    assert done == []


def test_what_was_done_while_it_was_hidden_is_shown_when_it_comes(qtbot, bench):
    label(bench, "Ilse Maren", "1")
    mean(bench, "PER", PERSON_ANEW)
    panel = bench.panels["guideline"]
    bench.window.docks.bring("guideline")
    qtbot.waitUntil(lambda: title(panel) == "Person")
    assert "v1" in panel.about.text()


def test_the_docks_of_a_side_come_back_as_they_were(bench):
    docks, panel = bench.window.docks, bench.panels["guideline"]
    press("F7", "F7")
    assert not panel.isVisible()
    docks.bring("guideline")
    press("F7")
    assert not panel.isVisible()
    press("F7")
    assert panel.isVisible()
    assert bench.panels["documents"].isVisible()
