"""What was decided otherwise than a layer said: a list, the decision in words, and her one answer."""

from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout

from annotator.domain.answering import AGREED, answer
from annotator.domain.entities import Layer
from annotator.errors import Refused
from annotator.services import inbox
from annotator.services.inbox import Item
from annotator.ui import fonts, plain
from annotator.ui.dialogs.frame import Dialog, commit
from annotator.ui.dialogs.inbox_rows import ROW_HEIGHT, InboxDelegate, InboxList, InboxRows, heading
from annotator.ui.models.dates import short_date
from annotator.ui.reader.offsets import display
from annotator.ui.switches import BLIND
from annotator.ui.widgets.markdown_view import MarkdownView
from annotator.ui.workbench import Workbench

_SIZE = (960, 620)
_HINT = (
    "Decisions that went otherwise than this layer said. Enter goes to the place, A agrees, Tab to answer."
)


def run(bench: Workbench) -> None:
    """Read the decisions about the shown layer beside the window, then show what went otherwise."""
    project, layer = bench.session.project, bench.session.layer
    if project is None or layer is None:
        return
    work = inbox.inbox(project, layer, blind=bench.switches.is_on(BLIND))
    bench.jobs.run("Reading decisions", work, partial(_show, bench, layer))


class InboxDialog(Dialog):
    """Goes to the place of the current decision. Each answer is written as soon as it is given."""

    def __init__(self, bench: Workbench, layer: Layer, items: list[Item]) -> None:
        """Of a layer whose decisions are read."""
        super().__init__(bench.window, "Decided otherwise", _HINT, "Go to the place")
        self._bench = bench
        self._layer = layer
        self.rows = InboxRows()
        self.view = InboxList("Decisions that went otherwise", ROW_HEIGHT)
        self.view.setModel(self.rows)
        self.view.setItemDelegate(InboxDelegate(bench.appearance, self.view))
        self.count = plain.label("", tone="ink2")
        self.title = self._line(strong=True)
        self.article, self.where, self.said, self.decided, self.others, self.reason = (
            self._line() for _ in range(6)
        )
        self.paragraph = MarkdownView("The paragraph of the guideline")
        self.answered = self._line()
        self.field = QLineEdit()
        self.field.setPlaceholderText("Your answer, once")
        self.field.setAccessibleName("Your answer")
        self.agree, self.send = plain.button("Agree"), plain.button("Answer")
        self.cancel.setText("Close")
        self._lay_out()
        self._connect()
        self.resize(*_SIZE)
        self.rows.show_items(items)
        if items:
            self.view.show_current(0)
        self._show_current()
        self.view.setFocus()

    def act(self) -> None:
        """Show the article with the place in it."""
        item = self._current()
        if item is None:
            raise Refused("There is nothing here to go to.")
        self._bench.session.show(item.number)
        if item.place is not None:
            self._bench.reader.select(*item.place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the field answers."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.field.hasFocus():
            self.send.click()
        else:
            super().keyPressEvent(event)

    def _answer(self, words: str) -> None:
        item, row = self._current(), self.view.current_row()
        if item is None or row is None:
            return
        edit = answer(item.decision, self._layer.id, words, item.answer)
        commit(self._bench.session, edit)
        given = self._bench.session.project
        marks = given.annotations(item.decision.document, self._layer.id).marks if given else ()
        mine = next(mark for mark in marks if mark.key == edit.keys[0])
        self.rows.replace(row, replace(item, answer=mine))
        self.field.clear()
        self._go_on(row)

    def _go_on(self, row: int) -> None:
        """To the next that waits for an answer, if any does."""
        places = [*range(row + 1, len(self.rows.items)), *range(row)]
        following = next((at for at in places if self.rows.items[at].is_open), None)
        if following is None:
            self._show_current()
        else:
            self.view.show_current(following)
        self.view.setFocus()

    def _current(self) -> Item | None:
        row = self.view.current_row()
        return None if row is None else self.rows.items[row]

    def _show_current(self) -> None:
        item = self._current()
        waiting = sum(one.is_open for one in self.rows.items)
        self.count.setText(
            f"Layer {self._layer.name}: {waiting:,} of {len(self.rows.items):,} wait for an answer"
        )
        session = self._bench.session
        is_hers = session.can_edit and session.layer_id == self._layer.id  # another may be shown by now
        can_answer = item is not None and item.is_open and is_hers
        for widget in (self.field, self.agree, self.send):
            widget.setVisible(can_answer)
        self.primary.setEnabled(item is not None)
        self.say("")
        if item is None:
            self.title.setText("Nothing was decided otherwise than this layer said.")
            return
        when = short_date(item.at, date.today()) if item.at else ""
        by = " by ".join(filter(None, [f"Decided {when}".strip(), item.decider]))
        lines = {
            self.title: heading(item),
            self.article: item.title,
            self.where: f"{item.before}{item.words}{item.after}",
            self.said: f"You said: {item.hers}",
            self.decided: f"{by}: {item.outcome}",
            self.others: " · ".join(f"{voice.who} said {voice.said}" for voice in item.others),
            self.reason: f"Because: {item.decision.reason}"
            if item.decision.reason
            else "No reason was given.",
            self.answered: f"Your answer: {item.answer.value}" if item.answer else "",
        }
        for line, words in lines.items():
            line.setText(display(words))
            line.setVisible(bool(words))
        self.paragraph.setVisible(bool(item.paragraph))
        self.paragraph.show_text(item.paragraph)

    def _line(self, *, strong: bool = False) -> QLabel:
        made = plain.label(font=fonts.ui_font(14, QFont.Weight.DemiBold) if strong else None, wrap=True)
        made.setMinimumWidth(1)
        return made

    def _connect(self) -> None:
        self.view.selectionModel().currentChanged.connect(self._show_current)
        self.view.agreed.connect(self.agree.click)
        self.view.doubleClicked.connect(self.primary.click)
        self.agree.clicked.connect(lambda: self.attempt(lambda: self._answer(AGREED)))
        self.send.clicked.connect(lambda: self.attempt(lambda: self._answer(self.field.text())))

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.count)
        left.addWidget(self.view, 1)
        right = QVBoxLayout()
        right.setSpacing(8)
        lines = (self.title, self.article, self.where, self.said, self.decided, self.others, self.reason)
        for line in lines:
            right.addWidget(line)
        right.addWidget(self.paragraph, 1)
        right.addStretch(0)
        right.addWidget(self.answered)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.send)
        row.addWidget(self.agree)
        right.addLayout(row)
        for quiet in (self.article, self.others):
            plain.set_tone(quiet, "ink2")
        sides = QHBoxLayout()
        sides.setSpacing(24)
        sides.addLayout(left, 2)
        sides.addLayout(right, 3)
        self.body.addLayout(sides, 1)


def _show(bench: Workbench, layer: Layer, items: list[Item]) -> None:
    InboxDialog(bench, layer, items).exec()
