"""The panel at the left of a review: what differs in the article, and how much is decided."""

from dataclasses import replace
from typing import ClassVar, Final

from PySide6.QtCore import QEvent, QModelIndex, QRectF, Qt
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from annotator.domain.positions import DISAGREEMENTS, Kind
from annotator.ui import fonts, plain
from annotator.ui.panels import rows
from annotator.ui.panels.empty import Empty
from annotator.ui.panels.heading import Heading
from annotator.ui.panels.row_view import RowView
from annotator.ui.panels.tabs import CountTabs, Tab
from annotator.ui.review.disagreement_delegate import ROW_HEIGHT, DisagreementDelegate, columns
from annotator.ui.review.disagreement_list import DisagreementList
from annotator.ui.review.filter_menu import fill_filters
from annotator.ui.review.hints import empty_hint
from annotator.ui.workbench import Workbench

_TABS: Final[tuple[tuple[Tab, frozenset[Kind]], ...]] = (
    (Tab("All", "All disagreements"), DISAGREEMENTS.kinds),
    (Tab("Bound.", "Other words"), frozenset(("boundary",))),
    (Tab("Label", "Other labels"), frozenset(("label",))),
    (Tab("Miss.", "Missed by some"), frozenset(("missing",))),
    (Tab("Sent.", "Other sentiment"), frozenset(("sentiment", "opinion"))),
)
_HEAD, _FOOT = 24, 44
_ROOMY = 24.0  # columns in which the initial stands at the left


class DisagreementsPanel(QWidget):
    """The review's list. The current row is the position at hand."""

    name: ClassVar = "disagreements"
    title: ClassVar = "Disagreements"
    area: ClassVar = "left"

    def __init__(self, bench: Workbench) -> None:
        """Follows the review."""
        super().__init__()
        self._bench = bench
        self.model = DisagreementList(bench, self)
        self.heading = Heading(self.title, bench.appearance)
        self._filters = QMenu(self)
        self._filters.aboutToShow.connect(lambda: fill_filters(self._filters, bench))
        self.heading.add_menu("filter", "Which disagreements", self._filters)
        self.tabs = CountTabs("Which disagreements", [tab for tab, _ in _TABS], bench.appearance)
        self.view = _Rows("Disagreements", ROW_HEIGHT)
        self.view.setModel(self.model)
        self.view.setItemDelegate(DisagreementDelegate(bench, self.view))
        self.empty = Empty(bench.appearance)
        self.progress = plain.label(tone="ink2", font=fonts.ui_font(12.5))
        self.bar = QProgressBar()
        self._lay_out()
        self.tabs.currentChanged.connect(self._choose_kinds)
        self.view.clicked.connect(self._press)
        self.view.selectionModel().currentRowChanged.connect(self._walk)
        bench.reviewing.changed.connect(self._follow)
        bench.reviewing.toggled.connect(self._begin)
        bench.reviewing.beside.counted.connect(self._count)

    def _lay_out(self) -> None:
        self._pages = QStackedWidget()
        self._pages.addWidget(self.view)
        self._pages.addWidget(self.empty)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 0, 16, 0)
        foot.addWidget(self.progress)
        foot.addStretch(1)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(110)
        self.bar.setAccessibleName("Decided")
        foot.addWidget(self.bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(_Head(self._bench))
        column.addWidget(self._pages, 1)
        below = _Foot(self._bench)
        below.setLayout(foot)
        column.addWidget(below)

    def _begin(self) -> None:
        self.tabs.setCurrentIndex(0)
        self._count()
        self._follow()

    def _choose_kinds(self, at: int) -> None:
        at_work = self._bench.reviewing
        if at_work.is_on and 0 <= at < len(_TABS):
            at_work.show(replace(at_work.wanted, kinds=_TABS[at][1]))

    def _press(self, index: QModelIndex) -> None:
        self._bench.reviewing.go(self.model.position(index.row()).id)

    def _walk(self, now: QModelIndex) -> None:
        """Arrows in the list take the row they come to in hand."""
        if now.isValid() and self.view.hasFocus():
            self._bench.reviewing.go(self.model.position(now.row()).id)

    def _follow(self) -> None:
        at_work = self._bench.reviewing
        if not at_work.is_on:
            return
        if not self.model.rowCount():
            self.empty.say(*_sentences(*empty_hint(self._bench)))
        self._pages.setCurrentIndex(0 if self.model.rowCount() else 1)
        left = [one.kind for one in at_work.review.undecided] if at_work.review else []
        self.tabs.show_counts([sum(kind in kinds for kind in left) for _, kinds in _TABS])
        row = self.model.row_of(at_work.position.id if at_work.position else None)
        self.view.show_current(row)
        if row is not None:
            self.view.scrollTo(self.model.index(row, 0))

    def _count(self) -> None:
        counts = self._bench.reviewing.beside.counts
        if counts is None:
            self.heading.show_about("")
            self.progress.setText("Counting." if self._bench.reviewing.is_on else "")
            self.bar.setValue(0)
            return
        total, left = counts.disagreements(), counts.open_disagreements()
        self.heading.show_about(f"{left:,} open of {total:,}")
        self.progress.setText(f"{total - left:,} of {total:,} decided")
        self.bar.setRange(0, max(1, total))
        self.bar.setValue(total - left)


class _Rows(RowView):
    """Leaves letters and Enter to the actions of the review."""

    def event(self, event: QEvent) -> bool:
        """No type-ahead: the keys decide."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.ignore()
            return False
        return super().event(event)


class _Head(QWidget):
    """Above the rows: whose columns they are."""

    def __init__(self, bench: Workbench) -> None:
        """Follows the review."""
        super().__init__()
        self._bench = bench
        self._font = fonts.ui_font(12)
        self._bold = fonts.ui_font(11, QFont.Weight.DemiBold)
        self.setFixedHeight(_HEAD)
        bench.reviewing.changed.connect(self._follow)
        bench.appearance.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write the initials over their columns."""
        painter, theme = QPainter(self), self._bench.appearance.theme
        at_work = self._bench.reviewing
        box = QRectF(16, 0, 90, self.height())
        rows.paint_words(painter, box, "This article", self._font, theme.colour("ink2"))
        painter.setFont(self._bold)
        painter.setPen(theme.colour("ink2"))
        layers = at_work.shown_layers
        for layer, (left, width) in zip(layers, columns(self.width(), len(layers)), strict=True):
            side = Qt.AlignmentFlag.AlignLeft if width > _ROOMY else Qt.AlignmentFlag.AlignHCenter
            cell = QRectF(left, 0, width, self.height()).adjusted(0 if width > _ROOMY else -4, 0, 4, 0)
            painter.drawText(cell, side | Qt.AlignmentFlag.AlignVCenter, at_work.faces.initial(layer))

    def _follow(self) -> None:
        at_work = self._bench.reviewing
        self.setAccessibleName("Columns: " + at_work.faces.names(at_work.shown_layers))
        self.update()


class _Foot(QWidget):
    """A hairline above how much is decided."""

    def __init__(self, bench: Workbench) -> None:
        """Empty."""
        super().__init__()
        self._appearance = bench.appearance
        self.setFixedHeight(_FOOT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the hairline."""
        QPainter(self).fillRect(0, 0, self.width(), 1, self._appearance.theme.colour("line"))


def _sentences(what: str, how: str) -> tuple[str, str]:
    return (f"{what}." if what else "", how)
