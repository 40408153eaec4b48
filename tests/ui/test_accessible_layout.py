"""What larger type, a mirrored layout or a small window must not do: cut words, lay one thing on another."""

from itertools import combinations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QLabel,
    QLayout,
    QPushButton,
    QRadioButton,
    QStackedWidget,
    QTabWidget,
    QWidget,
)

from annotator.ui.commands.view import set_zoom
from tests.ui.test_accessible_tree import MADE, pages
from tests.windows import close_window, open_window

WITH_WORDS = (QPushButton, QCheckBox, QRadioButton)
DIRECTIONS = (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft)


@pytest.fixture(params=DIRECTIONS, ids=lambda direction: direction.name)
def direction(request):
    app = QApplication.instance()
    app.setLayoutDirection(request.param)
    yield request.param
    app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture
def small(direction, qtbot, tmp_path):
    """The window, 1280 wide, in this direction."""
    made = open_window(tmp_path)
    made.window.resize(1280, 800)
    qtbot.waitUntil(made.reader.hasFocus)
    yield made
    close_window(made)


def shown(top: QWidget) -> list[QWidget]:
    return [one for one in top.findChildren(QWidget) if one.isVisibleTo(top) and not one.size().isEmpty()]


def cut(top: QWidget) -> list[str]:
    """Buttons that are too narrow for their words, and labels that are and do not elide them."""
    found = [
        f"{type(one).__name__} “{one.text()}”"
        for one in shown(top)
        if isinstance(one, WITH_WORDS) and one.width() < one.sizeHint().width()
    ]
    return found + [
        f"QLabel “{one.text()}”"
        for one in shown(top)
        if isinstance(one, QLabel)
        and not one.wordWrap()
        and one.sizePolicy().horizontalPolicy() != one.sizePolicy().Policy.Ignored
        and one.width() < one.fontMetrics().horizontalAdvance(one.text().partition("\n")[0])
    ]


def overlapping(top: QWidget) -> list[str]:
    """Neighbours in one parent that lie on each other, unless they are meant to."""
    found = []
    for parent in (top, *shown(top)):
        if isinstance(parent, QStackedWidget | QTabWidget) or parent.layout() is None:
            continue
        inside = parent.layout()
        children = [one for one in shown(parent) if one.parent() is parent and holds(inside, one)]
        for one, other in combinations(children, 2):
            shared: QRect = one.geometry() & other.geometry()
            if not shared.isEmpty():
                found.append(f"{type(one).__name__} and {type(other).__name__} in {type(parent).__name__}")
    return found


def holds(layout: QLayout, widget: QWidget) -> bool:
    """Whether the layout, or one within it, has placed the widget.

    Its items are not asked: PySide would keep a spacer's wrapper, and take a later widget at its place
    in memory for it.
    """
    return any(one.indexOf(widget) >= 0 for one in (layout, *layout.findChildren(QLayout)))


@pytest.mark.parametrize("zoom", [50, 300])
def test_nothing_is_cut_or_overlaps_in_the_window(small, qtbot, zoom):
    set_zoom(small, zoom)
    qtbot.wait(50)
    assert cut(small.window) == []
    assert overlapping(small.window) == []
    assert small.window.grab().width() == 1280


def test_nothing_is_cut_or_overlaps_in_any_dialog(small, qtbot, tmp_path):
    source = tmp_path / "wire.csv"
    source.write_text("title,text\nTalks,They ended.\n", encoding="utf-8")
    for kind, make in MADE.items():
        dialog: QDialog = make(small, source)
        dialog.open()
        qtbot.wait(50)
        for show in pages(dialog):
            show()
            qtbot.wait(10)
            assert (kind, cut(dialog), overlapping(dialog)) == (kind, [], [])
        dialog.close()
