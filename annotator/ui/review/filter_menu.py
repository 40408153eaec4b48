"""The menu that says which disagreements are shown: with this label, between these two, only open ones."""

from dataclasses import replace
from itertools import combinations, islice

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from annotator.domain.positions import Wanted
from annotator.ui import plain
from annotator.ui.workbench import Workbench

_MOST_PAIRS = 66  # of twelve layers


def fill_filters(menu: QMenu, bench: Workbench) -> None:
    """Offer what there is to choose from now."""
    menu.clear()
    at_work, wanted = bench.reviewing, bench.reviewing.wanted
    only = menu.addAction("Only what is open")
    only.setCheckable(True)
    only.setChecked(at_work.only_open)
    only.toggled.connect(at_work.show_only_open)
    labels = menu.addMenu("Label")
    choices = [("Any label", "")] + [(label.title, label.id) for label in bench.session.scheme.labels]
    _fill(labels, bench, [(name, replace(wanted, value=value)) for name, value in choices])
    pairs = menu.addMenu("Between")
    faces = at_work.faces
    named = [
        (f"{faces.name(one)} and {faces.name(other)}", (one, other))
        for one, other in islice(combinations(at_work.taking_part, 2), _MOST_PAIRS)
    ]
    every = [("Any two", replace(wanted, pair=None))]
    _fill(pairs, bench, every + [(name, replace(wanted, pair=pair)) for name, pair in named])


def _fill(menu: QMenu, bench: Workbench, choices: list[tuple[str, Wanted]]) -> None:
    group = QActionGroup(menu)
    for name, wanted in choices:
        one = menu.addAction(plain.literal(name))
        one.setCheckable(True)
        one.setChecked(wanted == bench.reviewing.wanted)
        group.addAction(one)
        one.triggered.connect(lambda _=False, wanted=wanted: bench.reviewing.show(wanted))
