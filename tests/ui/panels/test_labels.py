"""The grid of labels shows what can be said of a selection, and says it when clicked."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from annotator.domain.change import Change, Edit, added
from annotator.domain.scheme import make_label, with_labels
from tests.ui.panels.hands import click_named, click_row
from tests.windows import press, select, slices


@pytest.fixture
def panel(bench):
    return bench.panels["labels"]


def test_a_click_labels_the_selection(bench, panel):
    select(bench, "Ilse Maren")
    click_row(panel.view, 0)
    assert slices(bench) == [("PER", "Ilse Maren")]
    assert panel.marked == bench.session.scheme.labels[0].id


def test_enter_labels_the_selection_with_the_label_the_arrows_are_at(bench, panel):
    select(bench, "Ilse Maren")
    panel.view.setFocus()
    panel.view.setCurrentIndex(panel.model.index(0, 0))
    press("Down", "Return")
    assert slices(bench) == [(bench.session.scheme.labels[1].name, "Ilse Maren")]


def test_the_label_of_the_selected_span_is_marked(bench, panel):
    select(bench, "Ilse Maren")
    assert panel.marked is None
    bench.reader.setFocus()
    press("1")
    assert panel.marked == bench.session.scheme.labels[0].id
    press("2")
    assert panel.marked == bench.session.scheme.labels[1].id
    press("Ctrl+Z")
    assert panel.marked == bench.session.scheme.labels[0].id
    press("Backspace")
    assert panel.marked is None


def test_the_heading_counts_labels_and_names_the_version(bench, panel):
    scheme = bench.session.scheme
    assert panel.heading.about() == f"{len(scheme.labels)} · scheme v1"
    more = with_labels(scheme, [*scheme.labels, make_label(scheme, "SHIP")])
    bench.session.commit(added("label", more.labels[len(scheme.labels) :]))
    assert panel.heading.about() == f"{len(scheme.labels) + 1} · scheme v2"


def test_the_meaning_is_in_the_tool_tip_as_it_is_written(bench, panel):
    label = bench.session.scheme.labels[0]
    new = replace(label, meaning="People, <i>not</i> their roles")
    bench.session.commit(Edit("label", (Change(label, new),)))
    shown = panel.model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;i&gt;not&lt;/i&gt;" in shown


def test_more_labels_than_fit_scroll(bench, panel, qtbot):
    scheme = bench.session.scheme
    made = scheme
    for number in range(20):
        made = with_labels(made, [*made.labels, make_label(made, f"LABEL{number}")])
    bench.session.commit(added("labels", made.labels[len(scheme.labels) :]))
    qtbot.waitUntil(lambda: panel.view.verticalScrollBar().maximum() > 0)
    last = panel.model.index_of(made.labels[-1].id)
    panel.view.setCurrentIndex(last)
    qtbot.waitUntil(lambda: panel.view.viewport().rect().contains(panel.view.visualRect(last)))


def test_the_pencil_opens_the_scheme_editor(bench, panel, monkeypatch):
    from annotator.ui.dialogs import scheme_editor

    opened = []
    monkeypatch.setattr(scheme_editor, "run", opened.append)
    click_named(panel.heading, "Edit the scheme")
    assert opened == [bench]


def test_letters_in_the_grid_label_nothing(bench, panel):
    select(bench, "Ilse Maren")
    panel.view.setFocus()
    press("1", "M")
    assert slices(bench) == []
