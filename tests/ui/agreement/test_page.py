"""The agreement page in the real window, by keys."""

import csv
import io

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from annotator.services import agreement_tables as tables
from annotator.services.agreeing import agree
from annotator.ui.agreement.choose import Choose
from annotator.ui.agreement.page import AgreementPage
from annotator.ui.agreement.positions import Positions
from annotator.ui.agreement.table import TableDialog
from tests.services.builders import finish
from tests.ui.agreement.layers import ROWS, bring
from tests.ui.test_accessible_tree import wanting
from tests.windows import press


def reckoned(page, qtbot):
    qtbot.waitUntil(lambda: page.foot.words.text().startswith("Computed from"), timeout=10_000)


def in_dialog(kind, do):
    """When a dialog of this kind is open, do this in it, and close it whatever comes; the list gets it."""
    done = []

    def look():
        dialog = QApplication.activeModalWidget()
        focused = QApplication.focusWidget()
        if dialog is None or focused is None or not dialog.isAncestorOf(focused):
            QTimer.singleShot(20, look)
            return
        try:
            assert isinstance(dialog, kind)
            do(dialog)
            done.append(dialog)
        finally:
            dialog.close()

    QTimer.singleShot(20, look)
    return done


def test_a_key_opens_the_page_in_place_of_the_article_and_esc_returns(bench, page, qtbot):
    assert page.isVisible()
    assert not bench.reader.isVisible()
    assert bench.window.docks.shown("left") == bench.window.docks.shown("right") == []
    assert bench.window.status.isVisible()
    assert page.desk.heat.hasFocus()
    press("Esc")
    assert bench.reader.isVisible()
    assert not page.isVisible()
    assert bench.window.docks.shown("left")
    assert bench.reader.hasFocus()
    press("Ctrl+Shift+G")
    assert page.isVisible()
    press("Ctrl+Shift+G")
    assert bench.reader.hasFocus()


def test_the_strip_shows_what_the_terminal_says(bench, page):
    report = finish(agree(bench.session.project, resamples=0)).whole
    shown = {bar.name: bar.figure for bar in page.desk.strip.figures}
    for name in tables.STRIP:
        here, there = shown[tables.TITLES[name]], report.figures[name]
        assert here.value == pytest.approx(there.value) if there.value is not None else here.value is None
        assert (here.n, here.skipped, here.why) == (there.n, there.skipped, there.why)
    assert shown["Span F1, strict"].interval is not None
    assert page.desk.strip.say((0, 4)).startswith("Sentence sentiment, α: undefined because there are no")
    assert "1 finished by one" in page.asking.said.words()


def test_arrows_move_through_the_cells_and_say_them(page):
    heat = page.desk.heat
    assert (heat.met.row, heat.met.column) == ("ann", "bob")
    assert page.desk.met_foot.heading.text() == "LOC met GPE"
    assert heat.accessibleDescription() == "LOC met GPE: 67 of 100 times; 2 positions, mostly “Tarn Quarter”."
    press("Ctrl+Home")
    assert heat.at == (0, 0)
    assert page.desk.met_foot.rest.words() == "100 of 100 times; 3 positions, mostly “Ilse Maren”."
    press("Down", "Right", "Right", "Left")
    assert heat.at == (1, 1)
    press("Ctrl+End")
    assert "not counted" in heat.accessibleDescription()
    press("Right", "Down")
    assert heat.at == (4, 4)


def test_enter_lists_the_positions_and_enter_goes_to_the_article(bench, page, qtbot):
    def choose(dialog):
        assert [row[0] for row in dialog.table.rows()] == ["Tarn Quarter", "Tarn Quarter"]
        assert dialog.table.rows()[0][1:] == ("LOC 60–72", "GPE 60–72", "Report 1")
        press("Down", "Return")

    done = in_dialog(Positions, choose)
    press("Return")
    assert done
    assert bench.session.document.title == "Report 2"
    assert bench.window.focusWidget() is bench.reader
    start, end = bench.reader.selection
    assert bench.session.document.text[start:end] == "Tarn Quarter"


def test_a_cell_without_positions_says_so(bench, page):
    press("Ctrl+Home", "Right", "Return")
    assert page.isVisible()
    assert not page.desk.met_foot.button.isEnabled()


def test_a_pair_is_chosen_in_the_matrix(page, qtbot):
    pairs = page.desk.pairs
    pairs.setFocus()
    press("Ctrl+Home", "Right", "Right")
    assert pairs.accessibleDescription().startswith("ann and cleo, F1 strict: 0.50")
    press("Return")
    qtbot.waitUntil(lambda: page.desk.heat.met.column == "cleo")
    assert page.desk.heat.met.documents == 1
    press("Ctrl+Home", "Down", "Return")
    qtbot.waitUntil(lambda: (page.desk.heat.met.row, page.desk.heat.met.column) == ("bob", "ann"))


def test_a_bar_leads_to_what_the_label_met(page):
    page.desk.bars.setFocus()
    labels = [bar.name for bar in page.desk.bars.bars]
    for _ in range(labels.index("ORG")):
        press("Down")
    press("Return")
    assert page.desk.heat.hasFocus()
    assert page.desk.met_foot.heading.text() == "ORG met ORG"


def test_the_worst_articles_open_by_enter(bench, page):
    page.desk.worst.setFocus()
    rows = page.desk.worst.rows()
    assert [row[0] for row in rows] == ["Report 1", "Report 2", "Report 3"]
    assert rows[0] == ("Report 1", "2", "0.333", "0.833", "6")
    press("Down", "Return")
    assert bench.session.document.title == "Report 2"
    assert bench.reader.hasFocus()


def test_other_articles_labels_and_layers_are_asked_for(bench, page, qtbot):
    page.asking.which.setFocus()
    press("Down")
    page.foot.say("")
    page.asking.which.activated.emit(1)
    reckoned(page, qtbot)
    assert "1 article finished by all of ann, bob and cleo" in page.asking.said.words()
    assert "2 left out" in page.asking.said.words()

    def only_per(dialog):
        press("Space")  # PER is the first, and unticked by it
        dialog.primary.click()

    page.foot.say("")
    done = in_dialog(Choose, only_per)
    page.asking.labels.click()
    assert done
    reckoned(page, qtbot)
    assert "PER" not in page.desk.heat.met.labels
    assert "any other label counts as none" in page.desk.heat.caption

    def two(dialog):
        press("End", "Space", "Return")

    page.foot.say("")
    chosen = page.asking.asked.layers
    in_dialog(Choose, two)
    page.asking.layers.click()
    reckoned(page, qtbot)
    assert page.asking.asked.layers != chosen


def test_a_choice_of_one_layer_is_refused(page, qtbot):
    said = []

    def none(dialog):
        dialog.findChildren(type(dialog.cancel))
        for button in dialog._sides:
            if button.text() == "None":
                button.click()
        dialog.primary.click()
        said.append(dialog.problem.text())
        dialog.reject()

    in_dialog(Choose, none)
    page.asking.layers.click()
    assert said == ["Tick at least 2 layers."]


def test_charts_are_written_as_picture_drawing_and_table(page, tmp_path):
    desk = page.desk
    for title, chart in desk._charts.items():
        for kind in ("png", "svg", "csv"):
            desk.export(title, tmp_path / f"chart.{kind}")
        image = QImage(str(tmp_path / "chart.png"))
        assert image.width() == 2 * (chart.width() + 32)
        assert QSvgRenderer(str(tmp_path / "chart.svg")).isValid()
        read = list(csv.reader(io.StringIO((tmp_path / "chart.csv").read_text(encoding="utf-8"))))
        assert tuple(read[0]) == desk._tables[title]().columns
        assert len(read) == len(desk._tables[title]().rows) + 1


def test_a_chart_is_read_as_a_table(page, qtbot, tmp_path):
    seen = []

    def read(dialog):
        seen.extend(dialog.figures.rows())
        dialog.save(tmp_path / "pairs.csv")
        assert wanting(dialog) == []
        dialog.reject()

    in_dialog(TableDialog, read)
    page.desk.cards["Pair by pair"].as_table.click()
    assert [row[:2] for row in seen] == [("ann", "bob"), ("ann", "cleo"), ("bob", "cleo")]
    assert (tmp_path / "pairs.csv").read_text(encoding="utf-8").startswith("layer,layer,articles,spans,F1")


def test_everything_on_the_page_says_what_it_is(bench, page):
    assert wanting(bench.window) == []
    charts = [QAccessible.queryAccessibleInterface(one) for one in page.desk._charts.values()]
    assert {chart.role() for chart in charts} == {QAccessible.Role.Chart}
    assert all(chart.text(QAccessible.Text.Description) for chart in charts)


def test_tab_comes_to_every_chart(page):
    reached = []
    for _ in range(40):
        reached.append(QApplication.focusWidget())
        press("Tab")
    desk = page.desk
    for widget in (desk.heat, desk.pairs, desk.bars, desk.split, desk.line, desk.strip, desk.worst):
        assert widget in reached


def test_a_project_without_two_layers_says_what_to_do(empty, qtbot):
    press("Ctrl+Shift+G")
    page = empty.window.findChild(AgreementPage)
    qtbot.waitUntil(lambda: "two layers" in page.empty.words())
    assert page.empty.hasFocus()
    press("Esc")
    assert not page.isVisible()


def test_an_edit_is_looked_at_again_and_another_project_begins_anew(bench, page, qtbot, tmp_path):
    spans = page._heard.spans
    bring(tmp_path, bench.session.project, [*ROWS, ("cleo", 3, [], None)][-1:])
    page.look(page.asking.asked)
    qtbot.waitUntil(lambda: "cleo" in page._heard.layers and len(page._heard.articles) == 3)
    assert page._heard.spans == spans
    bench.session.close()
    assert not page.isVisible()
    assert page._heard is None


def test_closing_the_window_with_the_page_open_remembers_the_article(bench, page):
    bench.window.close()
    assert bench.session.project is None


def test_stopping_leaves_what_is_there(bench, page, qtbot):
    page.look(page.asking.asked)
    page.foot.cancel.click()
    qtbot.waitUntil(lambda: not page.reckoning.is_running)
    assert "Stopped" in page.foot.words.text()
    assert page.desk.strip.figures
