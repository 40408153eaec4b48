"""The header: the menu bar, the field that searches all articles, the choice of the queue and the layer."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QMenuBar, QStyle, QToolButton, QWidget

from annotator.ui import fonts, icons, plain
from annotator.ui.queue_chooser import QueueChooser
from annotator.ui.search_field import SearchField
from annotator.ui.workbench import Workbench

HEIGHT = 44
_SEARCH_WIDTH, _FIELD_HEIGHT, _GAP = 380, 28, 16


class Header(QWidget):
    """Menu bar at the left, search in the middle of the window, queue and layer at the right."""

    def __init__(self, bench: Workbench) -> None:
        """The menu bar is empty: the actions fill it."""
        super().__init__()
        self._bench = bench
        self.menu_bar = QMenuBar(self)
        self.search = SearchField(bench)
        self.search.setParent(self)
        self.queues = QueueChooser(bench, self.search)
        self.layers = LayerChooser(bench)
        self.review = ReviewButton(bench)
        self.setFixedHeight(HEIGHT)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 1)
        row.addWidget(self.menu_bar, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch()
        row.addWidget(self.queues, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.layers, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.review, 0, Qt.AlignmentFlag.AlignVCenter)
        bench.appearance.changed.connect(self.update)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Centre the search field in the window, or between its neighbours where they are in the way."""
        super().resizeEvent(event)
        left = self.menu_bar.sizeHint().width() + 12 + _GAP
        choices = (self.queues, self.layers, self.review)
        taken = sum(one.sizeHint().width() + self._row.spacing() for one in choices)
        right = self.width() - taken - 12 - _GAP
        width = max(0, min(_SEARCH_WIDTH, right - left))
        x = max(left, min((self.width() - width) // 2, right - width))
        place = QRect(x, (HEIGHT - _FIELD_HEIGHT) // 2, width, _FIELD_HEIGHT)
        self.search.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), place))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the plane and the hairline below it."""
        painter, theme = QPainter(self), self._bench.appearance.theme
        painter.fillRect(self.rect(), theme.colour("chrome"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("line"))


class ReviewButton(QToolButton):
    """Begins a review and ends it; pressed in while there is one."""

    def __init__(self, bench: Workbench) -> None:
        """Follows the review."""
        super().__init__()
        self._bench = bench
        self.setText("Review")
        self.setAccessibleName("Review")
        self.setCheckable(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFont(fonts.ui_font(13))
        plain.set_tooltip(self, "Compare what several people labelled, and decide")
        self.clicked.connect(lambda: bench.actions["review.toggle"].trigger())
        bench.reviewing.toggled.connect(self._follow)
        bench.appearance.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        is_on, theme = self._bench.reviewing.is_on, self._bench.appearance.theme
        self.setChecked(is_on)
        self.setIcon(icons.icon("review", theme.colour("onprimary" if is_on else "ink2")))


class LayerChooser(QToolButton):
    """Whose layer is shown; its list has all layers, and says which one is one's own."""

    def __init__(self, bench: Workbench) -> None:
        """Follows the session."""
        super().__init__()
        self._bench = bench
        self._list = QMenu(self)
        self._list.aboutToShow.connect(self._fill)
        self.setMenu(self._list)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFont(fonts.ui_font(13))
        plain.set_tooltip(self, "Whose labels are shown")
        bench.session.opened.connect(self._name)
        bench.session.layer_changed.connect(self._name)
        bench.appearance.changed.connect(self._paint)
        self._paint()

    def open_list(self) -> None:
        """Show the layers below the button."""
        self._list.popup(self.mapToGlobal(QPoint(0, self.height())))

    def _fill(self) -> None:
        session = self._bench.session
        self._list.clear()
        for layer in session.project.layers() if session.project else []:
            own = layer.author == session.author.id
            chosen = self._list.addAction(plain.literal(layer.name + (" (yours)" if own else "")))
            chosen.setCheckable(True)
            chosen.setChecked(layer.id == session.layer_id)
            chosen.triggered.connect(lambda _=False, layer=layer: session.set_layer(layer))
            if layer.id == session.layer_id:
                self._list.setActiveAction(chosen)

    def _name(self) -> None:
        layer = self._bench.session.layer
        self.setText(plain.literal(f"Layer: {layer.name if layer else 'none'}"))
        self.setAccessibleName(f"Layer: {layer.name if layer else 'none'}")
        self.updateGeometry()

    def _paint(self) -> None:
        self.setIcon(icons.icon("layers", self._bench.appearance.theme.colour("ink2")))
