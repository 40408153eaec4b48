"""The cards of the page, in two columns where there is room."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QFrame, QScrollArea, QVBoxLayout, QWidget

from annotator.errors import UserError
from annotator.services import agreement_tables as tables
from annotator.services.agreement_articles import OfArticle, OverTime
from annotator.services.agreement_figures import Matrix, Overview
from annotator.services.agreement_meetings import Met
from annotator.services.agreement_tables import Table
from annotator.ui.agreement import captions
from annotator.ui.agreement.bars import Bar, Bars
from annotator.ui.agreement.card import Card, Plane, Window
from annotator.ui.agreement.chart import Chart
from annotator.ui.agreement.grids import HeatMap, PairMap
from annotator.ui.agreement.line import TimeLine
from annotator.ui.agreement.met import MetFoot
from annotator.ui.agreement.strip import Strip
from annotator.ui.agreement.table import TableDialog, write_table
from annotator.ui.agreement.tags import Tags
from annotator.ui.agreement.worst import SHOWN, Worst
from annotator.ui.workbench import Workbench

_SIDES, _GAP, _LEFT_SHARE, _RIGHT_SHARE = 32, 20, 13, 16
_ONE_COLUMN_UNDER = 1100
_HEAT_MOST, _PAIRS_MOST = 640, 420
_CHART_KINDS = "Picture (*.png);;Drawing (*.svg);;Table (*.csv)"


class Desk(QScrollArea):
    """Shows what it is given; each card can be read as a table and saved."""

    def __init__(self, bench: Workbench) -> None:
        """Without figures."""
        super().__init__()
        self._bench, look = bench, bench.appearance
        self.tags = Tags()
        self._tables: dict[str, Callable[[], Table]] = {}
        self.strip = Strip(look)
        self.heat = HeatMap(look, self.tags)
        self.pairs = PairMap(look)
        self.bars = Bars(look, "Label by label", self.tags, goal=True)
        self.split = Bars(look, "What agreement is made of", self.tags, goal=False, skipped=True)
        self.line = TimeLine(look)
        self.worst = Worst()
        self.met_foot = MetFoot(look, self.heat, self.tags)
        self.cards = {
            chart.title: Card(look, chart.title, held)
            for chart, held in (
                (self.heat, Window(self.heat, _HEAT_MOST)),
                (self.pairs, Window(self.pairs, _PAIRS_MOST)),
                (self.bars, self.bars),
                (self.split, self.split),
                (self.line, self.line),
            )
        }
        self.cards[self.heat.title].body.addWidget(self.met_foot)
        self._charts = {
            chart.title: chart for chart in (self.heat, self.pairs, self.bars, self.split, self.line)
        }
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._place()
        self.clear()

    # What it shows

    def clear(self) -> None:
        """Show nothing."""
        self._tables.clear()
        self._whole.setVisible(False)

    def begin(self) -> None:
        """Make the cards seen, though their figures are yet to come."""
        self._whole.setVisible(True)

    def show_met(self, met: Met, caption: str) -> None:
        """Which label of two layers met which; the first look is at the most frequent confusion."""
        is_new = self.heat.met is None or self.heat.met.labels != met.labels
        self.heat.show_met(met, caption)
        if is_new:
            self.heat.at = _most_confused(met)
            self.heat.show_anew(caption)
        self.met_foot.follow()
        self._take(self.heat, caption, partial(tables.of_met, met))

    def show_matrix(self, found: Matrix, pair: tuple[int, int]) -> None:
        """How far each pair agrees."""
        caption = "span F1, strict above, partial below the diagonal; Enter shows the pair at the left"
        if len(found.layers) != len(self.pairs.names()[0]):
            self.pairs.at = pair
        self.pairs.show_matrix(found, caption)
        self.pairs.show_pair(pair)
        self._take(self.pairs, caption, partial(tables.of_matrix, found))

    def show_overview(self, found: Overview, only: str) -> None:
        """The strip, the labels, and what agreement is made of."""
        spread = captions.intervals(found)
        names = tables.TITLES
        strip = [Bar(names[name], found.figures[name]) for name in tables.STRIP]
        self.strip.show_figures(strip, f"{spread}{only}")
        split = [Bar(names[name], found.figures[name]) for name in tables.SPLIT]
        self.split.show_bars(split, spread)
        self._take(self.split, spread, partial(tables.of_figures, found))
        labels = [
            Bar(self.tags.tag(name[1]), figure, name[1])
            for name, figure in found.figures.items()
            if name[0] == "labels"
        ]
        labels.sort(key=lambda bar: -(bar.figure.value if bar.figure.value is not None else -1))
        caption = f"strict F1, {spread}, spans{only}"
        self.bars.show_bars(labels, caption)
        self._take(self.bars, caption, partial(tables.of_labels, found))

    def show_time(self, found: OverTime) -> None:
        """How agreement went on."""
        caption = "strict F1 of all layers with a 95 % interval; an import is one moment"
        self.line.show_time(found, caption)
        self._take(self.line, caption, partial(tables.of_time, found))

    def show_worst(self, found: list[OfArticle]) -> None:
        """The articles with the least agreement."""
        from annotator.ui.agreement.places import title_of

        titles = title_of(self._bench, [one.number for one in found[:SHOWN]])
        self.worst.show_articles(found, lambda number: titles.get(number, ""))

    # Ways out

    def export(self, title: str, path: Path) -> None:
        """Write a chart as its file is called: .png, .svg or .csv; raises UserError."""
        if path.suffix.lower() == ".csv":
            write_table(self._tables[title](), path)
        else:
            self._charts[title].save(path)

    def export_figures(self) -> None:
        """Ask where, and write all figures as a table."""
        table = self._tables.get(self.split.title)
        if table is not None:
            self._ask("agreement.csv", "CSV (*.csv)", lambda path: write_table(table(), path))

    def _take(self, chart: Chart, caption: str, table: Callable[[], Table]) -> None:
        self._tables[chart.title] = table
        self.cards[chart.title].say(caption)

    def _show_table(self, title: str) -> None:
        if title in self._tables:
            caption = self._charts[title].caption
            TableDialog(self._bench.window, title, caption, self._tables[title]()).exec()

    def _ask_and_export(self, title: str) -> None:
        if title in self._tables:
            self._ask(f"{title}.png", _CHART_KINDS, partial(self.export, title))

    def _ask(self, name: str, kinds: str, write: Callable[[Path], None]) -> None:
        chosen, kind = QFileDialog.getSaveFileName(self, "Export", name, kinds)
        if not chosen:
            return
        path = Path(chosen)
        if not path.suffix:
            path = path.with_suffix(kind.partition("*")[2].rstrip(")"))
        try:
            write(path)
        except UserError as error:
            self._bench.session.failed.emit(error)
        else:
            self._bench.session.message.emit(f"Written: {path.name}")

    # Where things are

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns where there is room."""
        super().resizeEvent(event)
        wide = event.size().width() >= _ONE_COLUMN_UNDER
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(direction)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Bring what the keys have come to into sight."""
        if isinstance(event, QFocusEvent) and event.gotFocus() and isinstance(watched, QWidget):
            self._bring(self.cards.get(watched.title) or watched if isinstance(watched, Chart) else watched)
        return False

    def _bring(self, widget: QWidget) -> None:
        """Scroll to all of the widget, or to its top where it is higher than the page."""
        top = widget.mapTo(self._whole, QPoint(0, 0)).y()
        room = self.viewport().height()
        bottom = top + min(widget.height(), room - _GAP)
        self.ensureVisible(0, bottom, 0, _GAP // 2)
        self.ensureVisible(0, top, 0, _GAP // 2)

    def _follow(self, chart: Chart) -> None:
        """Keep the current cell in sight."""
        rect = chart.cell_rect(chart.at)
        middle = chart.mapTo(self._whole, rect.center().toPoint()).y()
        self.ensureVisible(0, middle, 0, round(rect.height()) + _GAP)

    def _show_label(self) -> None:
        """From a label's bar to what it met in the pair that is looked at."""
        label = self.bars.bars[self.bars.at[0]].label
        if self.heat.met is not None and label in self.heat.met.labels:
            at = self.heat.met.labels.index(label)
            self.heat.setFocus()
            self.heat.go_to((at, at))

    def _place(self) -> None:
        self._whole = QWidget()
        whole = QVBoxLayout(self._whole)
        whole.setContentsMargins(_SIDES, 4, _SIDES, _GAP)
        whole.setSpacing(_GAP)
        strip = Plane(self._bench.appearance)
        inside = QVBoxLayout(strip)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.strip)
        whole.addWidget(strip)
        card = self.cards
        left, right = (self.heat, self.split), (self.pairs, self.bars, self.line)
        self._columns = self._two([card[one.title] for one in left], [card[one.title] for one in right])
        whole.addLayout(self._columns)
        worst = Card(self._bench.appearance, "Where they agree least", self.worst)
        worst.say("F1 of all layers, the worst first; Enter opens the article")
        worst.as_table.hide()
        worst.to_file.hide()
        whole.addWidget(worst)
        whole.addStretch(1)
        self.setWidget(self._whole)
        for title, one in card.items():
            one.table.connect(partial(self._show_table, title))
            one.export.connect(partial(self._ask_and_export, title))
        for widget in (*self._charts.values(), self.strip, self.worst):
            widget.installEventFilter(self)
        for chart in (*self._charts.values(), self.strip):
            chart.moved.connect(partial(self._follow, chart))
        self.bars.chosen.connect(self._show_label)

    def _two(self, left: list[Card], right: list[Card]) -> QBoxLayout:
        columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        columns.setSpacing(_GAP)
        for cards, share in ((left, _LEFT_SHARE), (right, _RIGHT_SHARE)):
            column = QVBoxLayout()
            column.setSpacing(_GAP)
            for one in cards:
                column.addWidget(one)
            column.addStretch(1)
            columns.addLayout(column, share)
        return columns


def _most_confused(met: Met) -> tuple[int, int]:
    """Where two different labels met most; else the first cell."""
    known = met.labels
    cells = [
        (met.n(row, column), at, place)
        for at, row in enumerate(known)
        for place, column in enumerate(known)
        if at != place
    ]
    n, row, column = max(cells, key=lambda cell: cell[0], default=(0, 0, 0))
    return (row, column) if n else (0, 0)
