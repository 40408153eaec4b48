"""The panel at the right of a review: who is compared, this position, its rule, what was decided before."""

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from annotator.domain.entities import Decision
from annotator.ui import fonts, plain
from annotator.ui.panels.heading import Heading
from annotator.ui.review import words
from annotator.ui.review.guideline_part import label_in_question, rule_in_question
from annotator.ui.review.layer_rows import LayerRows
from annotator.ui.review.precedents import Precedents
from annotator.ui.review.version_card import VersionCard
from annotator.ui.review.versions import versions
from annotator.ui.widgets import KeyCap
from annotator.ui.widgets.markdown_view import MarkdownView
from annotator.ui.workbench import Workbench

_SIDE = 16
_RULE = 168  # at most: the rest of a longer rule scrolls


class PositionPanel(QWidget):
    """Sections with a hairline between; the whole scrolls where there is little room."""

    name: ClassVar = "position"
    title: ClassVar = "Layers"
    area: ClassVar = "right"

    def __init__(self, bench: Workbench) -> None:
        """Follows the review."""
        super().__init__()
        self._bench = bench
        self.heading = Heading(self.title, bench.appearance)
        self.heading.add_button("settings", "Layers to compare", lambda: self._trigger("review.layers"))
        self.layers = LayerRows(bench)
        self.here = Heading("This position", bench.appearance)
        self.rule_heading = Heading("Guideline", bench.appearance)
        self.rule = MarkdownView("Guideline of the label in question")
        self.before = Heading("Decided like this before", bench.appearance)
        self.precedents = Precedents(bench)
        self.why_heading = Heading("Reason", bench.appearance)
        self.why = plain.label(wrap=True, font=fonts.ui_font(12.5))
        self.cards: list[VersionCard] = []
        self._cards = QVBoxLayout()
        self._cards.setContentsMargins(_SIDE, 0, _SIDE, 12)
        self._cards.setSpacing(8)
        self._lay_out()
        bench.reviewing.changed.connect(self._follow)
        bench.reviewing.toggled.connect(self._follow)

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setAutoFillBackground(False)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.layers)
        column.addWidget(_line())
        column.addWidget(self.here)
        column.addLayout(self._cards)
        self._rule_line, self._before_line = _line(), _line()
        for part in (self._rule_line, self.rule_heading, self.rule, self._before_line, self.before):
            column.addWidget(part)
        column.addWidget(self.precedents)
        column.addWidget(_line())
        why = QHBoxLayout()
        why.setContentsMargins(0, 0, _SIDE, 0)
        why.addWidget(self.why_heading, 1)
        why.addWidget(KeyCap(self._bench.appearance, self._bench.actions.key("review.reason")))
        column.addLayout(why)
        said = QHBoxLayout()
        said.setContentsMargins(_SIDE, 0, _SIDE, 12)
        said.addWidget(self.why)
        column.addLayout(said)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.viewport().setAutoFillBackground(False)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def _follow(self) -> None:
        at_work = self._bench.reviewing
        if not at_work.is_on:
            return
        self.heading.show_about(f"{len(at_work.taking_part):,} compared here")
        self.layers.follow()
        self._deal()
        self._show_rule()
        self._show_before()
        self._show_why()

    def _deal(self) -> None:
        for card in self.cards:
            self._cards.removeWidget(card)
            card.hide()
            card.deleteLater()
        at_work, session = self._bench.reviewing, self._bench.session
        language = session.document.language if session.document else None
        appearance = self._bench.appearance
        self.cards = [
            VersionCard(appearance, one, language) for one in versions(self._bench, with_keys=False)
        ]
        for at, card in enumerate(self.cards, 1):
            self._cards.addWidget(card)
            id = f"review.take_{at}"
            if id in self._bench.actions:
                card.clicked.connect(self._bench.actions[id].trigger)
        position = at_work.position
        self.here.show_about(words.KINDS[position.kind].lower() if position else "none")

    def _show_rule(self) -> None:
        label, rule = label_in_question(self._bench), rule_in_question(self._bench)
        for part in (self._rule_line, self.rule_heading, self.rule):
            part.setVisible(bool(rule))
        self.rule_heading.show_about(label.tag if label else "")
        if rule != self.rule.markdown:
            self.rule.show_text(rule)
            self.rule.setFixedHeight(min(_RULE, round(self.rule.document().size().height()) + 2))

    def _show_before(self) -> None:
        count = self.precedents.follow()
        for part in (self._before_line, self.before, self.precedents):
            part.setVisible(count > 0)
        self.before.show_about(f"{count}")

    def _show_why(self) -> None:
        at_work = self._bench.reviewing
        on, position = at_work.review, at_work.position
        decision: Decision | None = on.decisions.get(position.id) if on and position else None
        said = words.reason(at_work.why, decision)
        self.why_heading.show_about("" if said else "optional")
        self.why.setText(said)

    def _trigger(self, id: str) -> None:
        self._bench.actions[id].trigger()


def _line() -> QFrame:
    made = QFrame()
    made.setFrameShape(QFrame.Shape.HLine)
    made.setProperty("hairline", True)
    made.setFixedHeight(1)
    return made
