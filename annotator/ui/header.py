"""The header: the menu bar, the field that searches all articles, the choice of the layer."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QMenuBar, QToolButton, QWidget

from annotator.domain.change import Edit
from annotator.domain.entities import Appearance
from annotator.ui import fonts, icons, plain
from annotator.ui.widgets import KeyCap
from annotator.ui.workbench import Workbench

HEIGHT = 44
_SEARCH_WIDTH, _FIELD_HEIGHT, _GAP = 380, 28, 16
_TYPING_PAUSE_MS = 120


class Header(QWidget):
    """Menu bar at the left, search in the middle of the window, layer at the right."""

    def __init__(self, bench: Workbench) -> None:
        """The menu bar is empty: the actions fill it."""
        super().__init__()
        self._bench = bench
        self.menu_bar = QMenuBar(self)
        self.search = SearchField(bench)
        self.search.setParent(self)
        self.layers = LayerChooser(bench)
        self.setFixedHeight(HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 1)
        row.addWidget(self.menu_bar, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch()
        row.addWidget(self.layers, 0, Qt.AlignmentFlag.AlignVCenter)
        bench.appearance.changed.connect(self.update)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Centre the search field in the window, or between its neighbours where they are in the way."""
        super().resizeEvent(event)
        left = self.menu_bar.sizeHint().width() + 12 + _GAP
        right = self.width() - self.layers.sizeHint().width() - 12 - _GAP
        width = max(0, min(_SEARCH_WIDTH, right - left))
        x = max(left, min((self.width() - width) // 2, right - width))
        self.search.setGeometry(x, (HEIGHT - _FIELD_HEIGHT) // 2, width, _FIELD_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the plane and the hairline below it."""
        painter, theme = QPainter(self), self._bench.appearance.theme
        painter.fillRect(self.rect(), theme.colour("chrome"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("line"))


class SearchField(QLineEdit):
    """What is typed here narrows the list of articles. Enter shows the first one found, Esc clears."""

    def __init__(self, bench: Workbench) -> None:
        """Empty."""
        super().__init__()
        self._bench = bench
        self._icon = QAction(self)
        self.addAction(self._icon, QLineEdit.ActionPosition.LeadingPosition)
        self._cap = KeyCap(bench.appearance, "/")
        self._cap.setParent(self)
        self.setTextMargins(2, 0, 28, 0)
        self.setAccessibleName("Search all articles")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TYPING_PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self.textEdited.connect(lambda: self._pause.start())
        self.textChanged.connect(lambda words: self._cap.setVisible(not words))
        bench.session.opened.connect(self._begin)
        bench.session.edited.connect(self._count_again)
        bench.appearance.changed.connect(self._paint)
        self._paint()

    def event(self, event: QEvent) -> bool:
        """Keep Esc from the window while there are words to clear."""
        clears = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and bool(self.text())
        if clears and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter shows the first article found, Down goes to the list, Esc clears."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._search()
            self._show_first()
        elif key == Qt.Key.Key_Down and "documents" in self._bench.panels:
            self._search()
            self._bench.panels["documents"].setFocus()
        elif key == Qt.Key.Key_Escape:
            self.start_over()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the key cap at the right end."""
        super().resizeEvent(event)
        size = self._cap.sizeHint()
        self._cap.setGeometry(
            self.width() - size.width() - 8, (self.height() - size.height()) // 2, size.width(), size.height()
        )

    def start_over(self) -> None:
        """Search for nothing: the list shows all its articles again."""
        self.clear()
        self._search()

    def _search(self) -> None:
        self._pause.stop()
        session = self._bench.session
        if session.query.words != self.text().strip():
            session.set_query(replace(session.query, words=self.text().strip()))

    def _show_first(self) -> None:
        session = self._bench.session
        if not session.numbers:
            session.message.emit("No article matches. Esc clears the search.")
            return
        session.show(session.numbers[0])
        self._bench.reader.setFocus()

    def _begin(self) -> None:
        self.clear()
        self._count()

    def _count(self) -> None:
        project = self._bench.session.project
        count = project.documents.count() if project else 0
        self.setPlaceholderText(f"Search {count:,} article{'' if count == 1 else 's'}")

    def _count_again(self, edit: Edit) -> None:
        if edit.touches(Appearance.kind):
            self._count()

    def _paint(self) -> None:
        self._icon.setIcon(icons.icon("search", self._bench.appearance.theme.colour("ink3")))


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
