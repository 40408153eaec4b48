"""Below the article: what the position at hand is about, what there is to choose from, and by which keys."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from annotator.domain.positions import Position
from annotator.domain.review import Review
from annotator.ui import fonts, plain
from annotator.ui.review import words
from annotator.ui.review.hints import empty_hint
from annotator.ui.review.version_card import VersionCard
from annotator.ui.review.versions import versions
from annotator.ui.widgets import KeyCap
from annotator.ui.workbench import Workbench

HEIGHT = 112
_SIDE = 20
_MOST_CARDS = 4
_ACTIONS = (("review.nothing", "nothing here"), ("review.correct", "edit"), ("review.reason", "why"))
_OF_EDIT = (("review.write", "write it"), ("review.leave_correcting", "leave it"))
_READ_ONLY = "This project is open to be read only, so nothing can be decided."


class DecisionBar(QWidget):
    """Follows the review; hidden outside of one."""

    def __init__(self, bench: Workbench) -> None:
        """Made before there is an article."""
        super().__init__()
        self._bench = bench
        self.kind = plain.label(font=fonts.ui_font(13, QFont.Weight.DemiBold))
        self.about = plain.label(tone="ink2", font=fonts.ui_font(12.5))
        self.cards: list[VersionCard] = []
        self._row = QHBoxLayout()
        self._row.setSpacing(9)
        self._more = plain.label(tone="ink3", font=fonts.ui_font(12))
        self._keys, self._of_edit, self._going = QWidget(), QWidget(), QWidget()
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName("Decision")
        self._lay_out()
        self.hide()
        bench.reviewing.toggled.connect(self._follow)
        bench.reviewing.changed.connect(self._follow)
        bench.reviewing.beside.counted.connect(self._say)
        bench.actions.keyboard.changed.connect(self._follow)
        bench.appearance.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the plane and the hairline above it."""
        painter, theme = QPainter(self), self._bench.appearance.theme
        painter.fillRect(self.rect(), theme.colour("chrome"))
        painter.fillRect(0, 0, self.width(), 1, theme.colour("line"))

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.kind)
        first.addWidget(self.about, 1)
        going = QHBoxLayout(self._going)
        going.setContentsMargins(0, 0, 0, 0)
        going.setSpacing(12)
        for id, name in (("review.previous", "previous"), ("review.next", "next")):
            going.addLayout(self._key(id, name))
        first.addWidget(self._going)
        first.addSpacing(4)
        second = QHBoxLayout()
        second.setSpacing(16)
        second.addLayout(self._row, 1)
        grid = QGridLayout(self._keys)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(8)
        for at, (id, name) in enumerate(_ACTIONS):
            grid.addLayout(self._key(id, name), min(at, 1), 0 if at < 2 else 1)
        second.addWidget(self._keys)
        edit = QVBoxLayout(self._of_edit)
        edit.setContentsMargins(0, 0, 0, 0)
        edit.setSpacing(8)
        for id, name in _OF_EDIT:
            edit.addLayout(self._key(id, name))
        second.addWidget(self._of_edit)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(_SIDE, 11, _SIDE, 14)
        whole.setSpacing(9)
        whole.addLayout(first)
        whole.addLayout(second, 1)

    def _key(self, id: str, name: str) -> QLayout:
        row = QHBoxLayout()
        row.setSpacing(7)
        cap = KeyCap(self._bench.appearance, self._bench.actions.key(id))
        self._bench.actions.keyboard.changed.connect(lambda: cap.show_keys(self._bench.actions.key(id)))
        row.addWidget(cap)
        row.addWidget(plain.label(name, tone="ink2", font=fonts.ui_font(12.5)))
        row.addStretch(1)
        return row

    def _follow(self) -> None:
        self.setVisible(self._bench.reviewing.is_on)
        if self.isHidden():
            return
        self._say()
        self._deal()

    def _say(self) -> None:
        """The first line."""
        at_work, scheme = self._bench.reviewing, self._bench.session.scheme
        on, position = at_work.review, at_work.position
        if at_work.beside.is_looking:
            self._show_line("", "Looking for the next disagreement.")
        elif on is None or position is None:
            self._show_line(*empty_hint(self._bench))
        elif at_work.draft is not None:
            draft = words.value(scheme, position, at_work.draft)
            moving = "Arrows and [ ] move the words, a label’s key writes that label"
            judging = "− 0 + say what it is"
            how = moving if position.about == "span" else judging
            self._show_line("Edit", f"{how}. Enter writes {draft}.")
        elif not self._bench.session.can_write:
            self._show_line(words.KINDS[position.kind], _READ_ONLY)
        else:
            self._show_line(words.KINDS[position.kind], self._number(position) + self._how(on, position))

    def _number(self, position: Position) -> str:
        counts = self._bench.reviewing.beside.counts
        if counts is None or position.kind == "agreed":
            return ""
        total = counts.disagreements()
        return f"{total - counts.open_disagreements():,} of {total:,} decided, "

    def _how(self, on: Review, position: Position) -> str:
        """How the layers differ, or what was decided; of an opinion also towards whom."""
        decision = on.decisions.get(position.id)
        if decision is not None and on.states[position.id] == "decided":
            return f"this one: {words.decided(self._bench.session.scheme, on, position, decision)}"
        said = words.summary(on, position, self._bench.reviewing.proposal(position))
        return f"{words.subject(on, position)}: {said}" if position.about == "opinion" else said

    def _show_line(self, kind: str, about: str) -> None:
        self.kind.setText(kind)
        self.kind.setVisible(bool(kind))
        self.about.setText(about)

    def _deal(self) -> None:
        """A card a version; where there are more than fit, how many."""
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if isinstance(widget, VersionCard):
                widget.hide()
                widget.deleteLater()
        session = self._bench.session
        is_edit = self._bench.reviewing.draft is not None
        found = versions(self._bench, with_keys=not is_edit)
        language = session.document.language if session.document else None
        appearance = self._bench.appearance
        self.cards = [VersionCard(appearance, one, language, in_row=True) for one in found[:_MOST_CARDS]]
        for at, card in enumerate(self.cards, 1):
            card.clicked.connect(self._bench.actions[f"review.take_{at}"].trigger)
            card.setEnabled(self._bench.session.can_write and not is_edit)
            self._row.addWidget(card, 100)
        left = len(found) - len(self.cards)
        self._more.setText(f"{left} more at the right" if left > 0 else "")
        self._more.setVisible(left > 0)
        self._row.addWidget(self._more, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addStretch(1)  # what the cards leave, as they do not grow without end
        self._keys.setVisible(bool(found) and not is_edit and self._bench.session.can_write)
        self._of_edit.setVisible(is_edit)
        self._going.setVisible(not is_edit)
