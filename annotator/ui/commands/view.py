"""The View menu: how it looks, whose layer is shown, where the keys go.

Ctrl with `-`, `0` and `+` is the article's polarity, so the text size has Ctrl with `<`, `>` and the wheel.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from annotator.ui.actions import action
from annotator.ui.commands.conditions import has_project
from annotator.ui.panels.guideline import GuidelinePanel
from annotator.ui.past import look_now
from annotator.ui.switches import HIDE_ORIGIN
from annotator.ui.theme import Choice
from annotator.ui.workbench import Workbench

_ZOOM_STEPS = (50, 67, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300, 400)


@action("view.layer", "Choose layer…", keys="Ctrl+L", menu="View", when=has_project)
def choose_layer(bench: Workbench) -> None:
    """Open the list of layers."""
    bench.window.header.layers.open_list()


@action("view.larger", "Larger text", keys="Ctrl+>", menu="View", separated=True)
def larger(bench: Workbench) -> None:
    """One step up."""
    set_zoom(bench, next((step for step in _ZOOM_STEPS if step > bench.settings.zoom), _ZOOM_STEPS[-1]))


@action("view.smaller", "Smaller text", keys="Ctrl+<", menu="View")
def smaller(bench: Workbench) -> None:
    """One step down."""
    below = [step for step in _ZOOM_STEPS if step < bench.settings.zoom]
    set_zoom(bench, below[-1] if below else _ZOOM_STEPS[0])


@action("view.normal", "Normal text size", menu="View")
def normal(bench: Workbench) -> None:
    """As designed."""
    set_zoom(bench, 100)


@action(
    "view.system", "As the system has it", menu="View/Theme", choice=lambda bench: _theme(bench) == "system"
)
def system_theme(bench: Workbench) -> None:
    """Follow the system."""
    _choose(bench, "system")


@action("view.light", "Light", menu="View/Theme", choice=lambda bench: _theme(bench) == "light")
def light_theme(bench: Workbench) -> None:
    """Light, whatever the system says."""
    _choose(bench, "light")


@action("view.dark", "Dark", menu="View/Theme", choice=lambda bench: _theme(bench) == "dark")
def dark_theme(bench: Workbench) -> None:
    """Dark, whatever the system says."""
    _choose(bench, "dark")


@action("view.next_region", "Next region", keys="F6", menu="View", when=has_project, separated=True)
def next_region(bench: Workbench) -> None:
    """Give the focus to the next part of the window."""
    _cycle(bench, 1)


@action("view.previous_region", "Previous region", keys="Shift+F6", menu="View", when=has_project)
def previous_region(bench: Workbench) -> None:
    """Give the focus to the part of the window before this one."""
    _cycle(bench, -1)


@action("view.left", "Panels at the left", keys="F7", menu="View", when=has_project)
def toggle_left(bench: Workbench) -> None:
    """Hide the panels at the left, or bring them."""
    bench.window.docks.toggle("left")


@action("view.right", "Panels at the right", keys="F8", menu="View", when=has_project)
def toggle_right(bench: Workbench) -> None:
    """Hide the panels at the right, or bring them."""
    bench.window.docks.toggle("right")


@action(
    "view.origin",
    "Hide source, author and date until done",
    menu="View",
    ticked=lambda bench: bench.switches.is_on(HIDE_ORIGIN),
)
def hide_origin(bench: Workbench) -> None:
    """Leave out where an article comes from until it is done, or show it."""
    bench.switches.flip(HIDE_ORIGIN)


@action(
    "view.article",
    "Back to the article",
    keys="Esc",
    menu="View",
    when=has_project,
    modes=("labelling", "reviewing"),
)
def back_to_article(bench: Workbench) -> None:
    """From the past to now; else to the reader; there already, show all articles again after a search."""
    if not look_now(bench.session) and bench.reader.hasFocus():
        bench.window.header.search.start_over()
    bench.reader.setFocus()


def set_zoom(bench: Workbench, per_cent: int) -> None:
    """Show the article's text in this size from now on."""
    bench.settings.set("zoom", per_cent)
    bench.reader.set_zoom(per_cent)
    guideline = bench.panels["guideline"]
    if isinstance(guideline, GuidelinePanel):
        guideline.set_zoom(per_cent)


def _theme(bench: Workbench) -> Choice:
    return bench.appearance.choice


def _choose(bench: Workbench, choice: Choice) -> None:
    bench.settings.set("theme", choice)
    bench.appearance.choose(choice)
    bench.actions.ask_again()


def _cycle(bench: Workbench, step: int) -> None:
    """Go to the next region that takes the focus."""
    regions, focused = bench.window.regions(), QApplication.focusWidget()
    inside = [focused is not None and (one is focused or one.isAncestorOf(focused)) for one in regions]
    at = inside.index(True) if any(inside) else -step
    for distance in range(1, len(regions) + 1):
        stop = _first_stop(regions[(at + step * distance) % len(regions)])
        if stop is not None:
            stop.setFocus(Qt.FocusReason.TabFocusReason)
            return


def _first_stop(region: QWidget) -> QWidget | None:
    """The region itself if it takes the focus by Tab, else the first widget in it that does."""
    for widget in (region, *region.findChildren(QWidget)):
        takes_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
        if takes_tab and widget.isVisibleTo(region.window()) and widget.isEnabled():
            return widget
    return None
