"""What the article, the sentence under the cursor and the selected name have had said about them."""

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from annotator.domain import edits, opinions
from annotator.domain.change import Edit
from annotator.domain.entities import Opinion, Rules, Span
from annotator.ui import fonts, plain
from annotator.ui.models.entity_groups import name_of
from annotator.ui.models.opinion_list import OpinionList
from annotator.ui.panels.heading import PADDING, Heading
from annotator.ui.panels.opinion_delegate import OpinionDelegate
from annotator.ui.panels.selection import selected_span, show_span
from annotator.ui.panels.sentiment_list import OpinionView
from annotator.ui.widgets import PolarityPicker
from annotator.ui.workbench import Workbench

_ROW = 31
_NOBODY = "the selected name"


class SentimentPanel(QWidget):
    """Three controls and the list of opinions. What is picked is saved at once; picked again, taken back."""

    name: ClassVar = "sentiment"
    title: ClassVar = "Sentiment"
    area: ClassVar = "right"

    def __init__(self, bench: Workbench) -> None:
        """Follows the shown article and the reader's selection."""
        super().__init__()
        self._bench = bench
        self._session = bench.session
        self.model = OpinionList(bench.session, self)
        self.heading = Heading(self.title, bench.appearance)
        self.question = plain.label(tone="ink3", font=fonts.ui_font(12))
        self._grid = QGridLayout()
        self._names: list[QLabel] = []
        self._named: tuple[str, int] | None = None
        self.article = self._picker(0, "Article", self._judge_article)
        self.sentence = self._picker(1, "This sentence", self._judge_sentence)
        self.target = self._picker(2, "Towards the selected name", self._judge_target)
        delegate = OpinionDelegate(bench.session, bench.appearance)
        self.view = OpinionView(self.model, delegate, bench.hand)
        self._lay_out()
        self._listen()
        self._show_scheme()

    def _lay_out(self) -> None:
        self._grid.setContentsMargins(PADDING, 0, PADDING, 0)
        self._grid.setVerticalSpacing(0)
        self._grid.setHorizontalSpacing(PADDING)
        self._grid.setColumnStretch(0, 1)
        self.question.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._grid.addWidget(self.question, len(self._names), 0, 1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(0)
        column.addWidget(self.heading)
        column.addLayout(self._grid)
        column.addSpacing(6)
        column.addWidget(self.view, 1)
        column.addStretch()
        self.setMinimumWidth(264)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFocusProxy(self.article)

    def _picker(self, row: int, name: str, picked: Callable[[str | None], object]) -> PolarityPicker:
        """A row of the grid: what is judged, and the control."""
        made = PolarityPicker(self._bench.appearance, self._session.scheme.scale, name)
        made.picked.connect(picked)
        self._names.append(plain.label(name, font=fonts.ui_font(13)))
        self._grid.addWidget(self._names[row], row, 0)
        self._grid.addWidget(made, row, 1)
        self._grid.setRowMinimumHeight(row, _ROW)
        return made

    def _listen(self) -> None:
        session = self._session
        for signal in (session.shown, session.layer_changed, self._bench.reader.selection_changed):
            signal.connect(self._show_values)
        session.opened.connect(self._show_scheme)
        session.closed.connect(self._show_scheme)
        session.edited.connect(self._follow)
        self._bench.hand.changed.connect(self._show_values)
        self.view.chosen.connect(self._show_target)
        self.view.removal_asked.connect(lambda: self._change_held(None))
        self.view.step_asked.connect(self._step_held)

    def _follow(self, edit: Edit) -> None:
        document = self._session.document
        if edit.touches(Rules.kind):
            self._show_scheme()
        elif document and edit.touches("mark", "opinion", "span", document=document.id):
            self._show_values()

    def _show_scheme(self) -> None:
        rules = self._session.scheme.rules
        self.question.setVisible(bool(rules.question))
        for asked in (self.question, self.target):
            plain.set_tooltip(asked, rules.question)
        self._named = None
        self._write_question()
        for picker in (self.article, self.sentence, self.target):
            picker.show_scale(rules.scale)
        self._show_values()

    def _show_values(self) -> None:
        on, sentence = self._session.annotations, self._bench.reader.sentence
        has_document = self._session.document is not None
        self.article.show_value(on.sentiment)
        mark = on.sentence(*sentence) if sentence else None
        self.sentence.show_value(mark.value if mark else None)
        opinion = self._opinion()
        self.target.show_value(opinion.polarity if opinion else None)
        self.article.setEnabled(has_document)
        self.sentence.setEnabled(sentence is not None)
        self.target.setEnabled(self._target() is not None)
        self._name_target()
        count = len(on.opinions)
        self.heading.show_about(f"{count} opinion{'' if count == 1 else 's'}" if has_document else "")

    def _name_target(self) -> None:
        """Say whom the third control is about, in what room there is."""
        opinion, words = self._opinion(), self._words(self._target())
        holder = self._words(self._session.annotations.span(opinion.holder)) if opinion else ""
        about = (
            f"\u2068{holder}\u2069 → \u2068{words}\u2069"
            if holder
            else f"Towards \u2068{words or _NOBODY}\u2069"
        )
        room = self.width() - 3 * PADDING - self.target.sizeHint().width()
        if (about, room) == self._named:
            return
        self._named = about, room
        label, weight = self._names[2], QFont.Weight.DemiBold if words else QFont.Weight.Normal
        font = fonts.ui_font(13, weight)
        plain.set_tone(label, "ink" if words else "ink3")
        label.setFont(font)  # after the tone: a style that is set anew takes the font back
        label.setText(QFontMetrics(font).elidedText(about, Qt.TextElideMode.ElideRight, room))
        spoken = f"{holder} towards {words}" if holder else f"Towards {words or _NOBODY}"
        question = self._session.scheme.rules.question
        plain.set_tooltip(label, "\n".join(filter(None, (spoken if words else "", question))))
        self.target.setAccessibleName(spoken)

    def _write_question(self) -> None:
        """Write below the third control what it asks, in what room there is."""
        words, room = self._session.scheme.rules.question, self.width() - 2 * PADDING
        metrics = QFontMetrics(self.question.font())
        self.question.setText(metrics.elidedText(words, Qt.TextElideMode.ElideRight, room))

    def _words(self, span: Span | None) -> str:
        document = self._session.document
        return name_of(document.text, span) if span and document else ""

    def _opinion(self) -> Opinion | None:
        """What the third control shows: the opinion in hand, unless another name is selected; its, then."""
        span, held = selected_span(self._bench), self._bench.hand.opinion
        if span is None or (held is not None and held.target == span.id):
            return held
        return self._session.annotations.opinion(span.id)

    def _target(self) -> Span | None:
        """Whom the third control is about."""
        held = self._bench.hand.opinion
        return selected_span(self._bench) or self._session.annotations.span(held.target if held else None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the name and the question what room there is."""
        super().resizeEvent(event)
        self._name_target()
        self._write_question()

    def _judge_article(self, value: str | None) -> None:
        self._session.attempt(lambda: edits.set_sentiment(self._session.annotations, value))

    def _judge_sentence(self, value: str | None) -> None:
        sentence = self._bench.reader.sentence
        if sentence is not None:
            self._session.attempt(lambda: edits.set_sentiment(self._session.annotations, value, sentence))

    def _judge_target(self, value: str | None) -> None:
        session, span, opinion = self._session, self._target(), self._opinion()
        document, on = session.document, session.annotations
        if document is None or span is None:
            return
        if opinion is not None:
            session.attempt(lambda: opinions.set_value(on, document.text, opinion, value))
        else:
            session.attempt(lambda: edits.set_polarity(on, document.text, span, value))

    def _step_held(self, sign: int) -> None:
        """One press of a sign in the list: as in the text, but for the opinion in hand."""
        held = self._bench.hand.opinion
        if held is not None:
            self._change_held(self._session.scheme.step(held.polarity, sign))

    def _change_held(self, value: str | None) -> None:
        session, held = self._session, self._bench.hand.opinion
        document = session.document
        if document is not None and held is not None:
            session.attempt(lambda: opinions.set_value(session.annotations, document.text, held, value))

    def _show_target(self, index: QModelIndex) -> None:
        """Show the words that carry the opinion, and above all its target."""
        opinion = self.model.row(index.row()).opinion
        span = self._session.annotations.span(opinion.target)
        if span is not None:
            self._bench.hand.take(opinion)
            places = ((span.start, span.end), *opinion.expression)
            self._bench.reader.reveal(min(place[0] for place in places), max(place[1] for place in places))
            show_span(self._bench, span)
