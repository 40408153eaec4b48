"""The view of a page with what is proposed on it: candidates, hint letters, and which of them were seen."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF
from PySide6.QtGui import QHideEvent, QPainter
from PySide6.QtWidgets import QWidget

from annotator.domain.candidates import Candidate, Rejected
from annotator.domain.viewing import Viewing
from annotator.ui.reader import candidate_note, hint_chips, notes
from annotator.ui.reader.candidate_note import Keys
from annotator.ui.reader.page import Page
from annotator.ui.reader.painter import Pointed
from annotator.ui.reader.view import PageView
from annotator.ui.theme import Theme

Range = tuple[int, int]


class ProposalView(PageView):
    """Shows candidates and hint letters. Ranges are code points."""

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Nothing is proposed. `clock` gives the seconds by which candidates were in sight."""
        super().__init__(theme, parent)
        self._keys = Keys()
        self._hints: Mapping[Range, str] = {}
        self._viewing: Viewing[Rejected] = Viewing(clock)
        self._in_sight: tuple[object, ...] = ()

    def show_candidates(self, candidates: Sequence[Candidate], keys: Keys | None = None) -> None:
        """Show these candidates, in text order, for the ones there were; `keys` as they are written."""
        page = self._page
        self._keys = keys or self._keys
        if page is not None:
            before = self.candidate
            self._remark(page, lambda: page.propose(candidates))
            if before != self.candidate:
                self._update_words(self._pointed.selection)
                self._update_margin(whole=True)
            self.viewport().update(0, 0, 1, 1)  # what is in sight is noted when it is painted

    @property
    def candidates(self) -> Sequence[Candidate]:
        """The candidates that are shown, in text order."""
        return self._page.proposals.candidates if self._page else ()

    @property
    def candidate(self) -> Candidate | None:
        """The candidate under the cursor."""
        return self._page.proposals.at(self._pointed.selection) if self._page else None

    def seen(self) -> set[Range]:
        """The candidates, as they are now, that were wholly on the screen for 300 ms at a time."""
        seen = self._viewing.seen()
        return {one.range for one in self.candidates if one.key in seen}

    def show_hints(self, hints: Mapping[Range, str]) -> None:
        """Show letters under the words that begin these ranges, whose paragraphs stand back meanwhile."""
        page = self._page
        if page is not None:
            self._hints = {place: letters for place, letters in hints.items() if letters}
            back = frozenset(page.piece_of(start) for start, _ in self._hints)
            dimmed = self._pointed.dimmed | back if back else back
            self._pointed = replace(self._pointed, dimmed=dimmed)
            self.viewport().update()

    def hide_hints(self) -> None:
        """Show no letters any more."""
        self.show_hints({})

    @property
    def hints(self) -> Mapping[Range, str]:
        """The letters that are shown."""
        return self._hints

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is in sight."""
        self._viewing.show(())
        self._in_sight = ()
        super().hideEvent(event)

    def _show(self, page: Page | None) -> None:
        """Another page: nothing is proposed on it yet, and nothing of it was seen."""
        self._hints = {}
        self._pointed = replace(self._pointed, dimmed=frozenset())
        self._viewing.forget()
        self._in_sight = ()
        super()._show(page)

    def _paint_page(self, painter: QPainter, page: Page, clip: QRectF) -> None:
        super()._paint_page(painter, page, clip)
        hint_chips.paint(painter, page, self._hints, self._theme, clip)
        candidate = self.candidate
        beside = None
        if candidate is not None:
            beside = candidate_note.place(page, candidate)
            candidate_note.paint(painter, page, candidate, self._keys, self._theme)
        notes.paint(painter, page, notes.place(page, beside), self._theme, clip)
        self._note_sight(page)

    def _point(self, pointed: Pointed) -> None:
        """Show another cursor; the margin beside a candidate changes with it."""
        before = self.candidate
        super()._point(pointed)
        if before != self.candidate:
            self._update_margin(whole=True)

    def _has_tag(self, page: Page, place: Range) -> bool:
        """Whether a word is labelled, suggested, or of the candidate under the cursor."""
        near = page.proposals.between(*place)
        return bool(page.marking.index.touching(*place)) or any(
            one.origin == "suggestion" or one == self.candidate for one in near
        )

    def _note_sight(self, page: Page) -> None:
        """Remember which candidates are wholly in sight, if that can have changed since the last painting."""
        sight = (page, page.proposals, page.height, self._top, self.viewport().height())
        if sight != self._in_sight:
            self._in_sight = sight
            window = QRectF(0, self._top, page.columns.width, self.viewport().height())
            first, last = page.piece_at(window.top()), page.piece_at(window.bottom())
            near = page.proposals.between(page.pieces[first].start, page.pieces[last].end)
            self._viewing.show(one.key for one in near if page.is_within(one.range, window))
