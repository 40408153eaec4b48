"""Below the heat map: the cell in a sentence, and the way to its places."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QWidget

from annotator.ui import fonts, plain
from annotator.ui.agreement.elided import Elided
from annotator.ui.agreement.grids import HeatMap
from annotator.ui.agreement.tags import Tags
from annotator.ui.theme import Appearance
from annotator.ui.widgets import KeyCap


class MetFoot(QWidget):
    """Follows the heat map's cell."""

    asked = Signal()

    def __init__(self, appearance: Appearance, chart: HeatMap, tags: Tags) -> None:
        """`asked` is sent when somebody wants to see the places."""
        super().__init__()
        self._chart, self._tags = chart, tags
        self.heading = plain.label(font=fonts.ui_font(13, QFont.Weight.DemiBold))
        self.rest = Elided(appearance, fonts.ui_font(13))
        self.button = plain.button("Show them")
        self.button.setAccessibleName("Show the positions of the cell")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 6, 0)
        row.setSpacing(8)
        row.addWidget(self.heading)
        row.addWidget(self.rest, 1)
        row.addWidget(self.button)
        row.addWidget(KeyCap(appearance, "Return"))
        self.button.clicked.connect(self.asked)
        chart.moved.connect(self.follow)
        chart.chosen.connect(self.asked)

    def follow(self) -> None:
        """Say the present cell."""
        met = self._chart.met
        if met is None:
            return
        labels = self._chart.labels(self._chart.at)
        self.heading.setText(self._tags.heading(*labels))
        self.rest.say(self._tags.rest(met, *labels))
        self.button.setEnabled(met.n(*labels) > 0)
