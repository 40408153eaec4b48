"""A card of the page: a title, a caption, what it holds, and its ways out as a table or a file."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from annotator.ui import fonts, plain
from annotator.ui.agreement.chart import Chart
from annotator.ui.agreement.elided import Elided
from annotator.ui.panels.heading import IconButton
from annotator.ui.theme import Appearance

_RADIUS, _PADDING, _BAR = 10.0, 20, 10


class Plane(QWidget):
    """Paper with round corners."""

    def __init__(self, appearance: Appearance) -> None:
        """Follows the theme."""
        super().__init__()
        self._appearance = appearance
        appearance.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the paper and its border."""
        painter, theme = QPainter(self), self._appearance.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("line2"), 1))
        painter.setBrush(theme.colour("paper"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)


class Card(Plane):
    """Holds one widget; `table` and `export` are asked for by its buttons."""

    table = Signal()
    export = Signal()

    def __init__(self, appearance: Appearance, title: str, held: QWidget) -> None:
        """`title` names the buttons too."""
        super().__init__(appearance)
        self.held = held
        self._caption = Elided(appearance, fonts.ui_font(12))
        self.as_table = IconButton("grid", f"Show as a table: {title}", appearance, "ink3")
        self.to_file = IconButton("export", f"Export: {title}", appearance, "ink3")
        self.as_table.clicked.connect(self.table)
        self.to_file.clicked.connect(self.export)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(plain.label(title, font=fonts.ui_font(13, QFont.Weight.DemiBold)))
        row.addWidget(self._caption, 1)
        row.addWidget(self.as_table)
        row.addWidget(self.to_file)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(_PADDING, 14, _PADDING - 6, 16)
        self.body.setSpacing(8)
        self.body.addLayout(row)
        self.body.addWidget(held)

    def say(self, caption: str) -> None:
        """What is shown, beside the title."""
        self._caption.say(caption)


class Window(QScrollArea):
    """A chart that may be larger than its place; as high as the chart, up to so much."""

    def __init__(self, chart: Chart, most: int) -> None:
        """The chart keeps the keys."""
        super().__init__()
        self._chart, self._most = chart, most
        self.setWidget(chart)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(chart.title)
        self.viewport().setAutoFillBackground(False)
        chart.setAutoFillBackground(False)
        chart.installEventFilter(self)
        chart.moved.connect(self._follow)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(chart.update)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Be as high as the chart has become."""
        if watched is self._chart and event.type() == QEvent.Type.Resize:
            bar = _BAR if self._chart.minimumWidth() > self.viewport().width() else 0
            self.setFixedHeight(min(self._chart.height() + bar, self._most))
        elif watched is self._chart and event.type() == QEvent.Type.FocusIn:
            self._follow()
        return False

    def _follow(self) -> None:
        rect = self._chart.cell_rect(self._chart.at).center().toPoint()
        self.ensureVisible(rect.x(), rect.y(), 140, 90)
