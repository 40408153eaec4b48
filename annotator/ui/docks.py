"""The docks: the panels at the sides of the article, where they are, and when they give way to it."""

from typing import Literal

from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QMenu, QVBoxLayout, QWidget

from annotator.ui.memory import Memory
from annotator.ui.panels import PANELS
from annotator.ui.review.disagreements import DisagreementsPanel
from annotator.ui.review.position_panel import PositionPanel
from annotator.ui.workbench import Workbench

Side = Literal["left", "right"]

_AREAS: dict[Side, Qt.DockWidgetArea] = {
    "left": Qt.DockWidgetArea.LeftDockWidgetArea,
    "right": Qt.DockWidgetArea.RightDockWidgetArea,
}
_WIDTHS: dict[Side, int] = {"left": 288, "right": 316}
_REVIEW_WIDTHS = (300, 308)
_FOLDED_UNDER: dict[Side, int] = {"left": 960, "right": 1120}
_CLOSED_AT_FIRST = frozenset(("guideline",))
_TAKES_THE_REST = "entities"
_ENTITIES_BUT_ROWS, _NAME, _LEAST_NAMES = 36, 29, 3
_SENTIMENT = 207  # its controls and two opinions
_NOTES_SHARE, _LEAST_NOTES = 0.17, 122


class Docks(QObject):
    """A dock for each panel, stacked at its side; a person moves, closes and finds them again."""

    def __init__(self, bench: Workbench, window: QMainWindow, memory: Memory) -> None:
        """Make the panels and put them on the bench by their names."""
        super().__init__(window)
        self._window = window
        self._memory = memory
        self._folded: set[Side] = set()
        self._closed: dict[Side, list[QDockWidget]] = {}
        self._all: list[QDockWidget] = []
        self._tall: dict[QDockWidget, int] = {}
        self._window_tall = 0
        self._at_work = bench.reviewing
        self._kept: QByteArray | None = None
        for make in PANELS:
            panel = make(bench)
            bench.panels[panel.name] = panel
            self._all.append(self._dock(panel, panel.heading, panel.name, panel.title, panel.area))
        self._others: list[QDockWidget] = []
        for review in (DisagreementsPanel(bench), PositionPanel(bench)):
            bench.panels[review.name] = review
            bench.actions.answer_in(review)
            self._others.append(self._dock(review, review.heading, review.name, review.title, review.area))
            self._others[-1].hide()
        bench.reviewing.toggled.connect(self._change_places)

    def offer_in(self, menu: QMenu) -> None:
        """Add an entry a panel, which shows or hides it."""
        for dock in self._all:
            menu.addAction(dock.toggleViewAction())

    def on(self, side: Side) -> list[QDockWidget]:
        """The docks that are at this side now."""
        return [dock for dock in self._all if self._window.dockWidgetArea(dock) == _AREAS[side]]

    def shown(self, side: Side) -> list[QWidget]:
        """The panels that can be seen at this side."""
        return [dock.widget() for dock in self.on(side) if dock.isVisible()]

    def toggle(self, side: Side) -> None:
        """Hide the docks of a side, or show those that were there."""
        self._set_shown(side, not self.shown(side))

    def bring(self, name: str) -> None:
        """Show the panel of this name if it was hidden."""
        for dock in self._all:
            if dock.objectName() == name:
                is_new = dock.isHidden()
                dock.show()
                dock.raise_()
                if is_new and name in _CLOSED_AT_FIRST:
                    self._window.resizeDocks([dock], [dock.sizeHint().height()], Qt.Orientation.Vertical)

    def hide(self) -> None:
        """Hide all of them."""
        for dock in self._all:
            dock.hide()
            dock.toggleViewAction().setEnabled(False)

    def place(self) -> None:
        """Show them where they were, else as drawn. Qt sizes docks only in a window on the screen."""
        for dock in self._all:
            dock.setVisible(dock.objectName() not in _CLOSED_AT_FIRST)
            dock.toggleViewAction().setEnabled(True)
        self._folded.clear()
        self._closed.clear()
        if not self._memory.place_docks(self._window):
            self._place_as_drawn()
        self.fold()
        self._note_heights()

    def keep(self) -> None:
        """Remember where they are."""
        for side in list(self._folded):
            self._fold(side, False)
        self._memory.keep_docks(self._window)

    def fold(self) -> None:
        """Hide a side where the article would get too narrow, and bring it back where there is room again."""
        tall = dict(self._tall)
        for side, least in _FOLDED_UNDER.items():
            narrow = self._window.width() < least
            if narrow != (side in self._folded):
                self._fold(side, narrow)
                self._lay_out()
        self._tall = tall

    def give_way(self) -> None:
        """Give what a window has become taller or lower by to the names: nothing beside them needs it.

        In a window that is too low for that all give way; as it grows they are as tall again as they were.
        """
        docks = self._beside_the_names()
        heights = [self._tall.get(dock, dock.height()) for dock in docks]
        change = self._window.height() - self._window_tall
        for at, dock in enumerate(docks):
            heights[at] += change if dock.objectName() == _TAKES_THE_REST else 0
        if docks and all(
            height >= dock.minimumSizeHint().height() for dock, height in zip(docks, heights, strict=True)
        ):
            self._window.resizeDocks(docks, heights, Qt.Orientation.Vertical)
            self._note_heights()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note the heights that a person gives the docks; those of a changed window are not hers."""
        if event.type() == QEvent.Type.Resize and self._window.height() == self._window_tall:
            self._note_heights()
        return False

    def _note_heights(self) -> None:
        self._tall |= {dock: dock.height() for dock in self._beside_the_names()}
        self._window_tall = self._window.height()

    def _beside_the_names(self) -> list[QDockWidget]:
        """The docks that can be seen at the side of the names, if those can be."""
        for side in _AREAS:
            docks = [dock for dock in self.on(side) if dock.isVisible()]
            if any(dock.objectName() == _TAKES_THE_REST for dock in docks):
                return docks
        return []

    def _change_places(self) -> None:
        """The docks of labelling and those of a review give way to each other, and come back as they were."""
        for side in list(self._folded):
            self._fold(side, False)
        if self._at_work.is_on:
            self._kept = self._window.saveState()
        for dock in self._all:
            dock.hide()
            dock.toggleViewAction().setEnabled(False)
        self._all, self._others = self._others, self._all
        self._closed.clear()
        for dock in self._all:
            dock.toggleViewAction().setEnabled(True)
        if self._at_work.is_on:
            for dock in self._all:
                dock.show()
            self._lay_out()
            self._window.resizeDocks(self._all, list(_REVIEW_WIDTHS), Qt.Orientation.Horizontal)
        elif self._kept is not None:
            self._window.restoreState(self._kept)
        self.fold()
        self._note_heights()

    def _dock(self, panel: QWidget, heading: QWidget, name: str, title: str, area: str) -> QDockWidget:
        dock = QDockWidget(title, self._window)
        dock.setObjectName(name)
        dock.setWidget(panel)
        dock.setTitleBarWidget(_whole(heading))
        dock.setAllowedAreas(_AREAS["left"] | _AREAS["right"])
        self._window.addDockWidget(_AREAS["left" if area == "left" else "right"], dock)
        dock.installEventFilter(self)
        return dock

    def _place_as_drawn(self) -> None:
        for side, width in _WIDTHS.items():
            docks = self.on(side)
            self._window.resizeDocks(docks, [width] * len(docks), Qt.Orientation.Horizontal)
        stacked, article = self.on("right"), self._window.centralWidget()
        if article is None:
            return
        self._lay_out()  # else the height is that without header and status bar
        room = article.height() - len(stacked)  # a separator takes one pixel
        heights = _drawn_heights(room, {dock.objectName(): dock.sizeHint().height() for dock in stacked})
        self._window.resizeDocks(
            stacked, [heights[dock.objectName()] for dock in stacked], Qt.Orientation.Vertical
        )

    def _lay_out(self) -> None:
        """Qt sizes no dock that was not laid out before."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        layout = self._window.layout()
        if layout is not None:
            layout.activate()

    def _set_shown(self, side: Side, shown: bool) -> None:
        """Hide the docks of a side and remember which there were, or show those; else those open at first."""
        docks = self.on(side)
        if not shown:
            self._closed[side] = [dock for dock in docks if not dock.isHidden()]
        usual = [dock for dock in docks if dock.objectName() not in _CLOSED_AT_FIRST]
        for dock in (self._closed.pop(side, []) or usual) if shown else docks:
            dock.setVisible(shown)

    def _fold(self, side: Side, fold: bool) -> None:
        self._set_shown(side, not fold)
        self._folded = self._folded | {side} if fold else self._folded - {side}


def _drawn_heights(room: int, wanted: dict[str, int]) -> dict[str, int]:
    """Labels as they are, sentiment with two opinions, some notes; the entities the rest, in whole rows."""
    notes = max(_LEAST_NOTES, round(room * _NOTES_SHARE))
    heights = {**wanted, "sentiment": _SENTIMENT, "notes": notes}
    others = sum(heights[name] for name in wanted if name != _TAKES_THE_REST)
    rows = max(_LEAST_NAMES, (room - others - _ENTITIES_BUT_ROWS) // _NAME)
    heights[_TAKES_THE_REST] = _ENTITIES_BUT_ROWS + rows * _NAME
    heights["notes"] += max(0, room - others - heights[_TAKES_THE_REST])  # what is left of a row
    return heights


def _whole(heading: QWidget) -> QWidget:
    """The heading as a title bar: Qt asks that for its size hint and passes over a fixed height."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(heading)
    return whole
