"""The real window in a benchmark: made, opened, and waited for until it has painted."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QObject, QPointF
from PySide6.QtGui import QImage, QKeySequence, QPainter, QTextLayout
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from annotator.ui import fonts
from annotator.ui.app import make_workbench
from annotator.ui.theme import Appearance
from annotator.ui.workbench import Workbench
from tests.benchmarks.harness import Bench, Moment

SIZE = (1440, 900)
_COLUMN, _LINE = 576, 35  # the reader's, in pixels


class Paints(QObject):
    """Notes when one of some widgets was painted."""

    def __init__(self, *widgets: QWidget) -> None:
        """Notes from now on."""
        super().__init__(widgets[0])
        self._painted: Moment | None = None
        self._is_painting = False
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let everything through, and note the end of the first painting."""
        if event.type() != QEvent.Type.Paint or self._is_painting:
            return False
        self._is_painting = True
        QApplication.sendEvent(watched, event)
        self._is_painting = False
        self._painted = self._painted or Moment.now()
        return True

    def after(self, act: Callable[[], object]) -> Moment:
        """Act, then handle events until one of them was painted; returns when that was."""
        self._painted = None
        act()
        while self._painted is None:
            QApplication.processEvents()
        return self._painted

    def all_after(self, act: Callable[[], object]) -> None:
        """Act, then handle events until one of them was painted and nothing else is left to do."""
        self.after(act)
        QApplication.processEvents()


def application() -> QApplication:
    """The one of this process."""
    running = QApplication.instance()
    return running if isinstance(running, QApplication) else QApplication([])


@contextmanager
def opened(bench: Bench) -> Iterator[Workbench]:
    """The window with the big project, its list whole."""
    path = bench.bulk.path
    app = application()
    workbench = make_workbench(bench.settings, Appearance(app, "light"))
    workbench.window.resize(*SIZE)
    workbench.window.show()
    workbench.window.activateWindow()
    try:
        workbench.session.open(path)
        settle(workbench)
        yield workbench
    finally:
        workbench.window.close()
        workbench.window.deleteLater()
        QApplication.sendPostedEvents(None, 0)


def settle(workbench: Workbench) -> None:
    """Handle events until the list of all articles is whole and painted."""
    project = workbench.session.project
    assert project is not None
    count = project.documents.count()
    while len(workbench.session.numbers) < count:
        QApplication.processEvents()
    QApplication.processEvents()


def rest(milliseconds: int = 50) -> None:
    """Handle events until whatever the last act left to do is done."""
    QTest.qWait(milliseconds)


def press(key: str) -> None:
    """Press a key where the focus is."""
    target = QApplication.focusWidget()
    assert target is not None, "no window has the focus"
    combination = QKeySequence(key)[0]  # type: ignore[index]  # the stubs know of none
    QTest.keyClick(target, combination.key(), combination.keyboardModifiers())


def paint_bare(text: str, size: tuple[int, int]) -> None:
    """As much of a text as fits, wrapped and drawn by bare layouts."""
    width, height = size
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0xFFFDFCFA)
    painter = QPainter(image)
    y = 0.0
    for paragraph in text[:6_000].split("\n\n"):
        layout = QTextLayout(paragraph, fonts.reader_font("en"))
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(_COLUMN)
            line.setPosition(QPointF(0, y))
            y += _LINE
        layout.endLayout()
        layout.draw(painter, QPointF(72, 0))
        if y > height:
            break
    painter.end()
