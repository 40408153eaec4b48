"""The reader: shows one article with what a layer says about it, and reports what is selected.

Offsets are code points. It knows no project and handles no keys: actions call its movements.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from PySide6.QtCore import QEvent, QPointF, Qt, QTimerEvent, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from annotator.domain import hints
from annotator.domain.annotations import Annotations
from annotator.domain.candidates import Candidate, next_candidate
from annotator.domain.cursor import Edge, Selection, Step
from annotator.domain.document import Document
from annotator.domain.entities import Span
from annotator.domain.scheme import Scheme
from annotator.ui.reader import hint_chips
from annotator.ui.reader.compared import Compared
from annotator.ui.reader.navigator import Navigator
from annotator.ui.reader.page import Page
from annotator.ui.reader.painter import Pointed
from annotator.ui.reader.pointer import Pointer
from annotator.ui.reader.proposal_view import ProposalView
from annotator.ui.reader.view import LINE_STEP
from annotator.ui.theme import Theme


class Reader(ProposalView):
    """One article at a time, or the words of an empty state.

    `zoom_asked` carries 1 for larger, -1 for smaller; `place_pressed` the id of an open place of a review.
    """

    selection_changed = Signal()
    zoom_asked = Signal(int)
    place_pressed = Signal(str)

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Empty, without words. `clock` gives the seconds by which candidates were in sight."""
        super().__init__(theme, parent, clock)
        self._zoom = 1.0
        self._navigator: Navigator | None = None
        self._selection: Selection | None = None
        self._picked: str | None = None
        self._line_x: float | None = None
        self.setAccessibleName("Article text")
        self._pointer = Pointer()
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)

    # What is shown

    def show_document(
        self,
        document: Document | None,
        scheme: Scheme,
        annotations: Annotations,
        compared: Compared | None = None,
    ) -> None:
        """Show this article from its top, the cursor at the beginning of its body; None: the empty state.

        `compared` is what several layers say, where they are under review.
        """
        page = None
        if document is not None:
            page = Page(document, scheme, annotations, self._zoom, self.viewport().width())
            page.compare(compared or Compared())
        self._begin(page)

    def show_empty(self, title: str, hint: str) -> None:
        """Show no article but what this place will hold, and how to fill it."""
        self._empty = (title, hint)
        self._begin(None)

    def show_annotations(self, annotations: Annotations) -> None:
        """Show another reading of the same article: scroll and selection stay, what changed is painted."""
        if self._page is not None:
            self._mark(self._page, self._page.marking.scheme, annotations)

    def show_compared(self, compared: Compared | None) -> None:
        """Show what these layers say at the open places, or None of it; the place at hand is in sight."""
        page = self._page
        if page is None:
            return
        shown = compared or Compared()
        self._remark(page, lambda: page.compare(shown))
        at_hand = shown.place(shown.current)
        if at_hand is not None:
            self.reveal(at_hand.start, at_hand.end)
        self.viewport().update()

    def show_scheme(self, scheme: Scheme) -> None:
        """Show the same annotations under another scheme."""
        if self._page is not None and scheme != self._page.marking.scheme:
            self._mark(self._page, scheme, self._page.marking.annotations)

    def set_zoom(self, percent: int) -> None:
        """Show the article larger or smaller than its 100 per cent; the line at the top stays there."""
        self._zoom = percent / 100
        self._again(lambda page: page.set_zoom(self._zoom))

    # What is selected

    @property
    def selection(self) -> tuple[int, int] | None:
        """The selected code points."""
        return self._selection.range if self._selection else None

    @property
    def selected_span(self) -> Span | None:
        """The span on exactly the selected words: of several the one that was picked, else the first."""
        if self._page is None or self._selection is None:
            return None
        found = self._page.marking.index.on(*self._selection.range)
        return next((span for span in found if span.id == self._picked), found[0] if found else None)

    @property
    def sentence(self) -> tuple[int, int] | None:
        """The sentence under the cursor."""
        if self._navigator is None or self._selection is None:
            return None
        return self._navigator.sentence(self._selection.start)

    def select(self, start: int, end: int) -> None:
        """Select these code points and show them."""
        if start < end:
            self._go(Selection(start, end))

    def select_words(self, start: int, end: int) -> None:
        """Select these code points widened to whole tokens, without scrolling."""
        found = self._navigator.snapped(start, end) if self._navigator else None
        if found is not None:
            self._go(found, reveal=False)

    def pick(self, span_id: str) -> None:
        """Select a span, also where several are on the same words."""
        span = self._page.marking.annotations.span(span_id) if self._page else None
        if span is not None:
            self._go(Selection(span.start, span.end), picked=span_id)

    def hover(self, span_id: str | None) -> None:
        """Show which span is under the pointer."""
        if self._page is None or span_id == self._pointed.hovered:
            return
        for id in (self._pointed.hovered, span_id):
            span = self._page.marking.annotations.span(id) if id else None
            if span is not None:
                self._update_words((span.start, span.end))
        self._point(replace(self._pointed, hovered=span_id))

    # Movements

    def move_token(self, step: Step, extend: bool = False) -> None:
        """To the next token or labelled span, or with the moving edge of the selection by a token."""
        self._travel(lambda navigator, selection: navigator.move(selection, step, extend))

    def move_sentence(self, step: Step) -> None:
        """To the first token of the next sentence; back, of this one first."""
        self._travel(lambda navigator, selection: navigator.move_sentence(selection, step))

    def move_line(self, step: Step) -> None:
        """To the line above or below, keeping the place in the line."""
        x = self._place_in_line()
        self._travel(lambda navigator, selection: navigator.move_line(selection, step, x))
        self._line_x = x

    def move_page(self, step: Step) -> None:
        """By nearly a windowful, keeping the cursor's place in the window."""
        if self._page is None or self._navigator is None or self._selection is None:
            return
        x, before = self._place_in_line(), self._page.place_of(self._selection.start).center().y()
        in_window = min(max(before - self._top, 0), self.viewport().height())
        bar = self.verticalScrollBar()
        old = self._top
        bar.setValue(bar.value() + step * max(LINE_STEP, self.viewport().height() - 2 * LINE_STEP))
        if self._top == old:
            self.to_edge("document", "start" if step < 0 else "end")
        else:
            found = self._navigator.at_point(QPointF(x, self._top + in_window))
            if found is not None:
                self._go(found, reveal=False)  # or the page would move back to have lines around it
        self._line_x = x

    def to_candidate(self, step: Step) -> Candidate | None:
        """To the next candidate behind (before) the cursor, round the article; which one that is."""
        found = next_candidate(self.candidates, self._selection, step)
        if found is not None:
            self._go(Selection(*found.range))
        return found

    def to_edge(self, of: Literal["line", "document"], edge: Edge) -> None:
        """To the first or last token of the `line` or the `document`."""
        if of == "line":
            self._travel(lambda navigator, selection: navigator.line_edge(selection, edge))
        else:
            self._travel(lambda navigator, selection: navigator.document_edge(edge))

    def into(self) -> None:
        """To the first labelled span, or else the first token, inside the selection."""
        self._travel(lambda navigator, selection: navigator.into(selection))

    def out(self) -> None:
        """To the smallest labelled span around the selection."""
        self._travel(lambda navigator, selection: navigator.out(selection))

    def visible_ranges(self) -> list[tuple[int, int]]:
        """The tokens of the lines that are wholly in sight, in text order."""
        if self._page is None or self._navigator is None:
            return []
        lines = self._page.lines_within(self._top, self._top + self.viewport().height())
        return [token for line in lines for token in self._navigator.between(*line)]

    def hint_targets(self) -> list[tuple[int, int]]:
        """The words in sight that may begin a label and have room for letters: nothing has a tag there."""
        page = self._page
        if page is None:
            return []
        free = [place for place in self.visible_ranges() if not self._has_tag(page, place)]
        worth = hints.worth_it(page.document.text, free, page.document.language)
        return hint_chips.with_room(page, worth)

    def edge_target(self, which: Edge, step: Step, *, by_character: bool = False) -> tuple[int, int] | None:
        """What the selection would be with one edge moved by a token, or by a character."""
        if self._navigator is None or self._selection is None:
            return None
        return self._navigator.edge(self._selection, which, step, by_character=by_character)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the keys come here."""
        self._point(replace(self._pointed, has_focus=True))
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keys go elsewhere."""
        self._point(replace(self._pointed, has_focus=False))
        super().focusOutEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select what is under the pointer."""
        self._pointer.press(self, event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second press selects as the first one did."""
        self._pointer.press(self, event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Select on, or show which span a click would select."""
        self._pointer.move(self, event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """What is selected stays."""
        self._pointer.release()

    def leaveEvent(self, event: QEvent) -> None:
        """No span is under the pointer."""
        self.hover(None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl, ask for another size."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            steps = self._pointer.notches(event)
            for _ in range(abs(steps)):
                self.zoom_asked.emit(1 if steps > 0 else -1)
        else:
            super().wheelEvent(event)

    def timerEvent(self, event: QTimerEvent) -> None:
        """The mouse may be held beyond the edge."""
        if not self._pointer.tick(self, event):
            super().timerEvent(event)

    def _begin(self, page: Page | None) -> None:
        self._navigator = Navigator(page) if page else None
        self._selection = self._navigator.first() if self._navigator else None
        self._picked = self._line_x = None
        self._show(page)
        self._show_cursor()
        self._paint_now()
        self.selection_changed.emit()

    def _travel(self, movement: Callable[[Navigator, Selection], Selection | None]) -> None:
        if self._navigator is not None and self._selection is not None:
            found = movement(self._navigator, self._selection)
            if found is not None:
                self._go(found)

    def _go(self, selection: Selection, picked: str | None = None, reveal: bool = True) -> None:
        """Select; says so if it is another selection."""
        before = (self.selection, self.selected_span)
        self._selection, self._picked, self._line_x = selection, picked, None
        self._show_cursor()
        if reveal:
            self.reveal(*selection.range)
        self._paint_now()
        if before != (self.selection, self.selected_span):
            self.selection_changed.emit()

    def _mark(self, page: Page, scheme: Scheme, annotations: Annotations) -> None:
        """Take another reading; the selection follows a selected span whose edge was moved."""
        span, before = self.selected_span, page.marking
        self._remark(page, lambda: page.mark(scheme, annotations))
        now = annotations.span(span.id) if span else None
        if span and now and (now.start, now.end) != (span.start, span.end):
            self._selection, self._picked = Selection(now.start, now.end), now.id
        self._show_cursor()
        if annotations.opinions != before.annotations.opinions or page.marking.noted != before.noted:
            self._update_margin(whole=True)
        self._paint_now()
        if span != self.selected_span:
            self.selection_changed.emit()

    def _show_cursor(self) -> None:
        span = self.selected_span
        selected = span.id if span else None
        sentence, has_focus, dimmed = self.sentence, self.hasFocus(), self._pointed.dimmed
        self._point(Pointed(self.selection, selected, None, sentence, has_focus, dimmed))

    def _place_in_line(self) -> float:
        """The x that moving by lines keeps to."""
        if self._line_x is None and self._page is not None and self._selection is not None:
            self._line_x = self._page.place_of(self._selection.start).center().x()
        return self._line_x or 0.0
