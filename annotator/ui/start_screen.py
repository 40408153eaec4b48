"""The start screen: the sample, a new project, a project of one's own; below, the recent ones."""

from collections.abc import Generator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.domain.entities import Author
from annotator.errors import UserError
from annotator.services.progress import Progress
from annotator.storage.project import Project
from annotator.ui import fonts, plain
from annotator.ui.commands import file
from annotator.ui.jobs import Jobs
from annotator.ui.start_parts import Card, DropZone, Hairline, RecentRow
from annotator.ui.widgets import KeyCap
from annotator.ui.workbench import Workbench

_RECENT_SHOWN = 5
_CARD_WIDTH, _RECENT_WIDTH = 432, 570


class StartScreen(QWidget):
    """Two halves: what to do on paper, what was done last on the desk. Up and Down walk, Enter takes."""

    def __init__(self, bench: Workbench) -> None:
        """Lists the recent projects each time it is shown."""
        super().__init__()
        self._bench = bench
        self._reading = Jobs(self)
        self.cards = [
            Card(bench, "book", "Open the sample", "Invented articles, two annotators who differ", "S"),
            Card(bench, "plus", "New project", "Choose a label scheme, then drop in articles", "Ctrl+N"),
            Card(bench, "folder", "Open project…", "A single *.annot file", "Ctrl+O"),
        ]
        for card, command in zip(
            self.cards, (file.open_sample, file.new_project, file.choose_project), strict=True
        ):
            card.clicked.connect(lambda _=False, command=command: command(bench))
        self.rows: list[RecentRow] = []
        self._list = QVBoxLayout()
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._left(), 680)
        whole.addWidget(self._right(), 760)

    def refresh(self) -> None:
        """List the recent projects anew; their progress follows when it is read."""
        for row in self.rows:
            row.deleteLater()
        self.rows = [RecentRow(self._bench, path) for path in self._bench.settings.recent[:_RECENT_SHOWN]]
        for row in self.rows:
            self._list.addWidget(row)
            row.show()  # at once, or it cannot take the focus yet
            row.clicked.connect(lambda _=False, row=row: self._open(row))
        self._nothing.setVisible(not self.rows)
        (self.rows[0] if self.rows else self.cards[0]).setFocus()
        paths = [row.path for row in self.rows if row.exists]
        work = progress_of(paths, self._bench.session.author)
        self._reading.run("Reading recent projects", work, self._show_progress)

    def showEvent(self, event: QShowEvent) -> None:
        """List what was done last."""
        super().showEvent(event)
        self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """S opens the sample; Up and Down walk; Del takes a project off the list."""
        focused = self.focusWidget()
        if event.key() == Qt.Key.Key_S and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            file.open_sample(self._bench)
        elif event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        elif event.key() == Qt.Key.Key_Delete and isinstance(focused, RecentRow):
            self._bench.settings.forget(focused.path)
            self.refresh()
        else:
            super().keyPressEvent(event)

    def stop_reading(self) -> None:
        """Stop reading the recent projects."""
        self._reading.close()

    def _open(self, row: RecentRow) -> None:
        if row.exists:
            file.open_project(self._bench, row.path)
        elif file.ask_and_open(self._bench):
            self._bench.settings.forget(row.path)

    def _show_progress(self, found: dict[Path, tuple[int, int]]) -> None:
        for row in self.rows:
            if row.path in found:
                row.show_progress(*found[row.path])

    def _left(self) -> QWidget:
        paper = _Plane(self._bench, "paper")
        column = _column(paper, _CARD_WIDTH)
        title = plain.label("Annotator", font=fonts.serif_font(44, QFont.Weight.Bold))
        line = plain.label(
            "Mark who is named in the news,\nand what is said about them.",
            tone="ink2",
            font=fonts.serif_font(18),
        )
        for shown in (title, line):
            shown.setIndent(16)
        column.addStretch(5)
        column.addWidget(title)
        column.addSpacing(2)
        column.addWidget(line)
        column.addSpacing(40)
        for card in self.cards:
            column.addWidget(card)
            column.addSpacing(12)
        column.addStretch(12)
        promise = plain.label(
            "Everything stays on this computer. Nothing is sent anywhere.",
            tone="ink3",
            font=fonts.ui_font(12),
        )
        promise.setIndent(16)
        column.addWidget(promise)
        return paper

    def _right(self) -> QWidget:
        desk = _Plane(self._bench, "chrome")
        column = _column(desk, _RECENT_WIDTH)
        heading = plain.label("Recent projects", font=fonts.ui_font(13, QFont.Weight.DemiBold))
        self._nothing = plain.label(
            "No project yet. The sample opens with one key: S.", tone="ink2", font=fonts.serif_font(14)
        )
        for shown in (heading, self._nothing):
            shown.setIndent(14)
        column.addStretch(5)
        column.addWidget(heading)
        column.addSpacing(12)
        column.addWidget(Hairline(self._bench))
        column.addSpacing(8)
        column.addWidget(self._nothing)
        self._list.setSpacing(0)
        column.addLayout(self._list)
        column.addSpacing(32)
        column.addWidget(DropZone(self._bench))
        column.addStretch(12)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 0, 14, 0)
        foot.setSpacing(6)
        foot.addStretch()
        foot.addWidget(KeyCap(self._bench.appearance, "?"))
        foot.addWidget(plain.label("keys", tone="ink2", font=fonts.ui_font(12)))
        column.addLayout(foot)
        return desk


class _Plane(QWidget):
    """A plain area in one of the theme's planes."""

    def __init__(self, bench: Workbench, token: str) -> None:
        super().__init__()
        self._bench = bench
        self._token = token
        bench.appearance.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill it, with a hairline where it meets the plane at its left."""
        painter, theme = QPainter(self), self._bench.appearance.theme
        painter.fillRect(self.rect(), theme.colour(self._token))
        if self.x() > 0:
            painter.fillRect(0, 0, 1, self.height(), theme.colour("line"))


def _column(parent: QWidget, width: int) -> QVBoxLayout:
    """A column of at most this width in the middle of its parent."""
    inner = QWidget()
    inner.setMaximumWidth(width)
    row = QHBoxLayout(parent)
    row.setContentsMargins(24, 36, 24, 36)
    row.addStretch(1)
    row.addWidget(inner, 1000)
    row.addStretch(1)
    column = QVBoxLayout(inner)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column


def progress_of(paths: list[Path], author: Author) -> Generator[Progress, None, dict[Path, tuple[int, int]]]:
    """How many articles of each project the author has done, of how many; what cannot be read is left out."""
    found = {}
    for done, path in enumerate(paths):
        yield Progress(done, len(paths), path.name)
        try:
            with Project.open(path, author, read_only=True) as project:
                own = project.own_layer()
                counts = project.documents.counts(own.id if own else "")
        except UserError:
            continue
        found[path] = counts["done"], counts["all"]
    return found
