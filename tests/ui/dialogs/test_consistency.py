"""What a layer labels unevenly, by keys alone: looked through, ticked, mended, kept, gone to, undone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.domain import edits
from annotator.domain.change import added
from annotator.domain.entities import Author, Span, Status
from annotator.domain.exchange import appearance
from annotator.storage.project import Project
from annotator.ui.dialogs.consistency import Consistency
from annotator.ui.models.consistency_rows import ROW
from tests.windows import close_window, open_window, press

TEXTS = tuple(f"Article {n}: they met in Velmora on Monday." for n in range(6))
KEY = "Ctrl+Shift+K"


def label(bench, name, texts, layer=None):
    """Label the word in each of these texts, and call the article done."""
    project = bench.session.project
    layer, entities = layer or project.own_layer(), []
    start = TEXTS[0].index("Velmora")
    for text in texts:
        document = appearance(text).document
        entities.append(Status(layer.id, document, "done"))
        if name:
            entities.append(Span("s", layer.id, document, start, start + len("Velmora"), name))
    project.commit(added("labels", entities))
    bench.session.reread()


@pytest.fixture
def bench(qtbot, tmp_path):
    bench = open_window(tmp_path, TEXTS)
    label(bench, "GPE", TEXTS[:4])
    label(bench, "ORG", TEXTS[4:5])
    label(bench, None, TEXTS[5:])
    qtbot.waitUntil(bench.reader.hasFocus)
    yield bench
    close_window(bench)


@pytest.fixture
def dialog(bench, qtbot):
    return open_list(bench, qtbot)


def open_list(bench, qtbot):
    press(KEY)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), Consistency))
    dialog = QApplication.activeWindow()
    settled(qtbot, dialog)
    return dialog


def settled(qtbot, dialog):
    qtbot.waitUntil(lambda: not dialog.is_busy and dialog.footer.words.isVisible())


def said(bench):
    """The labels by article, read from the disk."""
    session = bench.session
    with Project.open(session.project.path, session.author, read_only=True) as project:
        own = project.own_layer()
        return [[span.label for span in one.annotations.spans] for one in project.annotated(own)]


def kinds(dialog):
    return [row.kind for row in (dialog.rows.row(at).item.finding for at in range(dialog.rows.rowCount()))]


MENDED = [["GPE"]] * 6
BEFORE = [["GPE"]] * 4 + [["ORG"], []]


def test_what_is_uneven_is_listed_by_rank_with_the_evidence(dialog):
    assert sorted(kinds(dialog)) == ["label", "unlabelled"]
    spoken = dialog.list.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "they met in Velmora on Monday." in spoken
    assert "GPE 4 times" in spoken
    assert [row.number for row in dialog.kind_rows.rows] == [2, 1, 1, 0, 0, 0, 0, 0]
    assert dialog.footer.words.text() == "2 places"
    assert (dialog.primary.isEnabled(), dialog.right.isEnabled()) == (True, True)


def test_all_is_ticked_mended_and_undone_by_keys(bench, dialog, qtbot):
    press("Ctrl+A")
    assert dialog.primary.text() == "Mend (2)"
    press("F")
    settled(qtbot, dialog)
    assert said(bench) == MENDED
    assert dialog.rows.rowCount() == 0
    assert dialog.footer.words.text().startswith("Mend ×2.")
    press("Ctrl+Z")
    settled(qtbot, dialog)
    assert said(bench) == BEFORE
    assert dialog.rows.rowCount() == 2


def test_one_is_mended_without_a_tick_and_the_next_is_at_hand(bench, dialog, qtbot):
    press("Right")
    assert kinds(dialog) == ["label"]
    press("F")
    settled(qtbot, dialog)
    assert said(bench) == [["GPE"]] * 5 + [[]]
    press("Right")
    assert kinds(dialog) == ["unlabelled"]
    assert dialog.list.current_row() == 0
    press("Left", "Left")
    assert dialog.rows.kind is None


def test_space_turns_the_tick_of_the_current_row(dialog):
    press("Down", "Space")
    assert [dialog.rows.row(at).is_ticked for at in range(2)] == [False, True]
    press("Space")
    assert dialog.rows.chosen() == []
    assert dialog.primary.text() == "Mend"


def test_right_as_it_is_is_not_shown_again_until_it_is_undone(bench, dialog, qtbot):
    press("R")
    settled(qtbot, dialog)
    assert dialog.rows.rowCount() == 1
    press("F5")
    settled(qtbot, dialog)
    assert dialog.rows.rowCount() == 1
    assert said(bench) == BEFORE
    press("Ctrl+Z")
    settled(qtbot, dialog)
    assert dialog.rows.rowCount() == 2


def test_enter_goes_to_the_place_and_the_key_comes_back_to_the_same_row(bench, dialog, qtbot):
    press("Down")
    finding = dialog.rows.row(1).item.finding
    press("Return")
    bench.window.activateWindow()
    qtbot.waitUntil(bench.reader.hasFocus)
    assert bench.session.document.id == finding.document
    assert bench.reader.selection == (finding.start, finding.end)
    again = open_list(bench, qtbot)
    assert again is dialog
    assert again.list.current_row() == 1


def test_what_is_mended_by_hand_in_the_article_is_off_the_list(bench, dialog, qtbot):
    press("Right")
    dialog.kinds.setFocus()
    press("Return")  # from the kinds too
    bench.window.activateWindow()
    qtbot.waitUntil(bench.reader.hasFocus)
    press(bench.session.scheme.named("GPE").key_cap)
    assert said(bench)[4] == ["GPE"]
    assert open_list(bench, qtbot).rows.rowCount() == 0
    press("Left")
    assert kinds(dialog) == ["unlabelled"]


def test_another_layer_can_be_looked_at_but_not_mended(bench, dialog, qtbot):
    other = bench.session.project.ensure_layer("marek", Author("marek-id", "marek"))
    label(bench, "GPE", TEXTS[:5], other)
    label(bench, "ORG", TEXTS[5:], other)
    press("Esc")
    bench.window.activateWindow()
    qtbot.waitUntil(bench.reader.hasFocus)
    dialog = open_list(bench, qtbot)
    dialog.layers.setFocus()
    press("Down")
    settled(qtbot, dialog)
    assert dialog.layer == other
    assert kinds(dialog) == ["label"]
    assert not dialog.primary.isEnabled()
    assert dialog.footer.words.text() == "1 place. Only your own layer and gold can be mended."
    dialog.list.setFocus()
    press("F")
    settled(qtbot, dialog)
    assert dialog.problem.text().startswith("This is the layer of marek.")


def test_what_was_changed_meanwhile_is_refused(bench, dialog, qtbot):
    press("Right")
    project, document = bench.session.project, appearance(TEXTS[4]).document
    (span,) = project.annotations(document, project.own_layer().id).spans
    project.commit(edits.remove_span(project.annotations(document, span.layer), TEXTS[4], span))
    press("F")
    settled(qtbot, dialog)
    assert dialog.problem.text() == "Nothing would change."


def test_closing_the_project_closes_the_list(bench, dialog, qtbot):
    with qtbot.waitSignal(dialog.destroyed):
        bench.session.close()


def test_a_row_tells_what_would_be_done(dialog):
    told = {dialog.rows.index(at, 0).data(ROW).change for at in range(2)}
    assert told == {"Label Place", "Place instead"}


def test_what_was_written_when_it_was_stopped_is_shown_in_the_article(bench, dialog, qtbot, monkeypatch):
    session, commit = bench.session, Project.commit
    session.show(5)

    def stopped(project, edit, **options):
        done = commit(project, edit, **options)
        dialog._jobs.cancel()  # as its button does, while this is written
        return done

    monkeypatch.setattr(Project, "commit", stopped)
    press("Ctrl+A")
    press("F")
    qtbot.waitUntil(lambda: not dialog.is_busy)
    assert said(bench) == MENDED
    assert [span.label for span in session.annotations.spans] == ["GPE"]
