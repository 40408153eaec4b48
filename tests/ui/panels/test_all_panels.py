"""What holds for every panel: names for all that takes the focus, plain text, both themes, no clipping."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QWidget

from annotator.domain import edits
from annotator.domain.change import Change, Edit
from annotator.ui import panels
from tests.windows import press, select

NAMES = [panel.name for panel in panels.PANELS]


def test_each_panel_has_a_name_a_title_and_an_area():
    assert NAMES == ["documents", "guideline", "labels", "entities", "sentiment", "notes"]
    assert all(panel.title and panel.area in ("left", "right") for panel in panels.PANELS)


@pytest.mark.parametrize("name", NAMES)
def test_whatever_takes_the_focus_has_an_accessible_name(bench, name):
    panel = bench.panels[name]
    nameless = [
        type(widget).__name__
        for top in (panel, panel.heading)
        for widget in top.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.accessibleName()
        and not getattr(widget, "text", lambda: "")()
        and not widget.objectName().startswith(("qt_", "Scroll"))
    ]
    assert nameless == []


@pytest.mark.parametrize("name", NAMES)
def test_a_panel_hands_the_focus_to_its_list_or_control(bench, name):
    bench.panels[name].setFocus()
    assert bench.panels[name].isAncestorOf(bench.window.focusWidget())


def test_names_that_look_like_markup_are_shown_as_they_are(bench):
    evil = "<img src=x>"
    label = bench.session.scheme.labels[0]
    bench.session.commit(
        Edit("label", (Change(label, type(label)(label.id, label.name, evil, "EVIL", "blue", "1", evil)),))
    )
    select(bench, "Ilse Maren")
    press("1")
    bench.session.attempt(lambda: edits.add_note(bench.session.annotations, evil))
    for name in NAMES:
        panel = bench.panels[name]
        panel.grab()
        for shown in panel.findChildren(QLabel):
            assert shown.textFormat() == Qt.TextFormat.PlainText or shown.text() == ""
    assert bench.panels["labels"].model.index(0, 0).data() == evil


@pytest.mark.parametrize("name", NAMES)
def test_a_panel_is_painted_anew_in_the_other_theme(bench, name):
    panel = bench.panels[name]
    light = panel.grab().toImage().pixelColor(3, panel.height() - 3)
    bench.appearance.choose("dark")
    dark = panel.grab().toImage().pixelColor(3, panel.height() - 3)
    bench.appearance.choose("light")
    assert light == bench.appearance.theme.colour("chrome")
    assert dark.lightness() < 40


def test_in_the_lowest_window_no_panel_reaches_into_another(bench, qtbot):
    bench.window.resize(1130, 600)
    select(bench, "Ilse Maren")
    press("1", "-", "!")
    select(bench, "Tomas Brandl")
    press("1", "+")
    bench.panels["notes"].write()
    bench.session.attempt(lambda: edits.add_note(bench.session.annotations, "Who?"))
    right = [bench.panels[name] for name in ("labels", "entities", "sentiment", "notes")]
    qtbot.waitUntil(lambda: are_apart(right))
    assert bench.window.height() == 600
    assert top(right[-1]) + right[-1].height() <= 600


def are_apart(panels_):
    edges = [(top(panel.heading), top(panel) + panel.height()) for panel in panels_]
    whole = all(panel.height() >= panel.minimumSizeHint().height() for panel in panels_)
    return whole and all(end <= start for (_, end), (start, _) in pairwise(edges))


def top(widget):
    return widget.mapTo(widget.window(), QPoint(0, 0)).y()
