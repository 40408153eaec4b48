"""The window onto a page: scrolls it, lays out what comes into sight, repaints what has changed."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRect, QRectF, QSignalBlocker, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from annotator.domain.damage_kinds import Finding
from annotator.domain.document import Document
from annotator.ui import fonts
from annotator.ui.reader import links
from annotator.ui.reader.page import Page
from annotator.ui.reader.painter import PagePainter, Pointed
from annotator.ui.theme import Theme

LINE_STEP = 35
_REACH = 24  # how far a tag or a handle hangs out of its line
_REVEAL_MARGIN = 70
_EMPTY_TITLE_PIXELS, _EMPTY_HINT_PIXELS = 20, 13


class PageView(QAbstractScrollArea):
    """Shows a page, or the words of an empty state, and what the cursor and the pointer are at.

    Heights are pixels of the page, `top` is the one at the upper edge of the viewport.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Empty, without words."""
        super().__init__(parent)
        self._theme = theme
        self._page: Page | None = None
        self._pointed = Pointed()
        self._top = 0
        self._links: frozenset[str] = frozenset()
        self._empty = ("", "")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Its room is always there, so that lines are never broken anew because the bar came or went.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().setSingleStep(LINE_STEP)
        self._dress()

    @property
    def page(self) -> Page | None:
        """The page as it stands: where everything is."""
        return self._page

    @property
    def top(self) -> int:
        """The page's height at the upper edge of the viewport."""
        return self._top

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours."""
        self._theme = theme
        self._dress()
        self.viewport().update()

    def show_origin(self, document: Document) -> None:
        """Show of the same text what this document says of where it comes from."""
        if self._page is not None:
            self._page.describe(document)
            self.viewport().update()

    def show_damage(self, findings: Sequence[Finding]) -> None:
        """Show where the text is damaged, and how often above it."""
        page = self._page
        if page is not None and page.damage.findings != tuple(findings):
            self._remark(page, lambda: page.show_damage(findings))
            self.viewport().update()

    @property
    def damage(self) -> Sequence[Finding]:
        """The damage that is shown, in text order."""
        return self._page.damage.findings if self._page else ()

    def show_links(self, opinions: Iterable[str]) -> None:
        """Show the links of the opinions with these ids, and no others."""
        shown = frozenset(opinions)
        if shown or self._links:
            self._links = shown
            self.viewport().update()

    @property
    def links(self) -> frozenset[str]:
        """The ids of the opinions whose links are shown."""
        return self._links

    def reveal(self, start: int, end: int) -> None:
        """Scroll as little as it takes to see the code points [start, end) with some lines around them."""
        if self._page is None:
            return
        first, last = self._page.place_of(start), self._page.place_of(max(start, end - 1))
        height = self.viewport().height()
        margin = min(_REVEAL_MARGIN, height // 4)
        top, bottom = int(first.top()), int(last.bottom())
        if bottom - top > height - 2 * margin:
            bottom = int(first.bottom())
        if bottom + margin < height:
            wanted = min(self._top, 0)  # the title is in sight with the first lines
        else:
            wanted = max(min(self._top, top - margin), bottom + margin - height)
        if wanted != self._top:
            self._scroll_to(wanted)

    def _dress(self) -> None:
        """Make the strip under the scroll bar paper too."""
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, self._theme.colour("paper"))
        self.setPalette(palette)

    def _show(self, page: Page | None) -> None:
        """Show a page from its top."""
        self._page = page
        self._top = 0
        self._settle(0)
        self.viewport().update()

    def _point(self, pointed: Pointed) -> None:
        """Show another cursor, repainting what it was and what it is at."""
        old, self._pointed = self._pointed, pointed
        if old.selection != pointed.selection or old.selected != pointed.selected:
            self._update_words(old.selection)
            self._update_words(pointed.selection)
        if old.has_focus != pointed.has_focus:
            self._update_words(pointed.selection)
        if old.sentence != pointed.sentence:
            self._update_words(old.sentence)
            self._update_words(pointed.sentence)

    def _again(self, change: Callable[[Page], None]) -> None:
        """Lay the page out anew, keeping the line at the top of the window where it is."""
        page = self._page
        if page is None:
            return
        at = page.piece_at(self._top)
        inside = self._top - page.top_of(at)
        geometry = page.need(at)
        row = geometry.rows[geometry.row_at(inside)]
        change(page)
        if self._top > 0:
            self._top = int(page.place_of(row.start).top()) + inside - row.top
        self._settle(self._top)
        self.viewport().update()

    def _scroll_to(self, top: int) -> None:
        """Show what is at this height, moving the pixels that stay in sight."""
        page = self._page
        if page is None:
            self._settle(0)
            return
        kept = page.piece_at(self._top)
        before = page.top_of(kept) - self._top
        self._settle(top)
        moved = page.top_of(kept) - self._top - before
        if abs(moved) < self.viewport().height():
            self.viewport().scroll(0, moved)
            self._update_margin()
        else:
            self.viewport().update()

    def _settle(self, top: int) -> None:
        """Lay out what shows at `top`, and bring the scroll bar in line without a further scroll."""
        height = self.viewport().height()
        page = self._page
        if page is not None:
            kept: int | None = page.piece_at(self._top)
            while True:  # the end of the page may move when it is first looked at
                bounded = max(0, min(top, page.height - height))
                top = page.ensure(bounded, height, kept)
                if top == max(0, min(top, page.height - height)):
                    break
                kept = None
        bar = self.verticalScrollBar()
        with QSignalBlocker(bar):
            bar.setPageStep(height)
            bar.setRange(0, max(0, page.height - height) if page else 0)
            bar.setValue(top if page else 0)
        bar.setVisible(bar.maximum() > 0)
        self._top = bar.value()

    def _update_words(self, place: tuple[int, int] | None) -> None:
        """Repaint the lines of the code points [start, end), with gutter and margin."""
        if place is not None and self._page is not None:
            rows = self._page.bands(*place)
            if rows:
                self._update_rows(rows[0].top(), rows[-1].bottom())

    def _update_rows(self, top: float, bottom: float) -> None:
        """Repaint what stands between two heights of the page."""
        height = int(bottom - top) + 2 * _REACH
        self.viewport().update(QRect(0, int(top) - self._top - _REACH, self.viewport().width(), height))

    def _remark(self, page: Page, change: Callable[[], list[int]]) -> None:
        """Repaint the pieces that `change` says it changed; if that moved any, the one at the top stays."""
        kept = page.piece_at(self._top)
        kept_at, height = page.top_of(kept), page.height
        changed = change()
        if page.height == height:
            for at in changed:
                self._update_rows(page.top_of(at), page.bottom_of(at))
        else:
            self._settle(self._top + page.top_of(kept) - kept_at)
            self.viewport().update()

    def _update_margin(self, *, whole: bool = False) -> None:
        """Repaint the margin notes, as one that comes or goes may push others; `whole`: even without any."""
        page = self._page
        if page is not None and (whole or page.marking.has_notes):
            left, right = page.columns.notes()
            self.viewport().update(QRect(int(left), 0, int(right - left) + 1, self.viewport().height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what was asked for."""
        painter = QPainter(self.viewport())
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # the article's own holds here
        painter.fillRect(event.rect(), self._theme.colour("paper"))
        page = self._page
        if page is None:
            self._paint_empty(painter)
            return
        clip = QRectF(event.rect().translated(0, self._top))
        painter.translate(0, -self._top)
        self._paint_page(painter, page, clip)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew if the width is another."""
        width = self.viewport().width()
        if self._page is not None and self._page.columns.width != width:
            self._again(lambda page: page.resize(width))
        else:
            self._settle(self._top)
        super().resizeEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Go where the scroll bar says."""
        self._scroll_to(self.verticalScrollBar().value())

    def _paint_page(self, painter: QPainter, page: Page, clip: QRectF) -> None:
        page.paint_header(painter, self._theme, clip)
        pieces = range(page.piece_at(clip.top() - _REACH), page.piece_at(clip.bottom() + _REACH) + 1)
        PagePainter(painter, page, self._theme, self._pointed, clip).paint(pieces)
        linked = [one for one in page.marking.annotations.opinions if one.id in self._links]
        links.paint(painter, page, linked, self._theme, clip)

    def _paint_now(self) -> None:
        """Paint what has changed, without waiting for whatever else the event that changed it will bring."""
        QCoreApplication.sendPostedEvents(self.window(), QEvent.Type.UpdateRequest)

    def _paint_empty(self, painter: QPainter) -> None:
        title, hint = self._empty
        middle = self.viewport().rect().center()
        lines = (
            (title, fonts.serif_font(_EMPTY_TITLE_PIXELS), "ink", -6),
            (hint, fonts.ui_font(_EMPTY_HINT_PIXELS), "ink2", 20),
        )
        for words, font, token, below in lines:
            painter.setFont(font)
            painter.setPen(self._theme.colour(token))
            width = painter.fontMetrics().horizontalAdvance(words)
            painter.drawText(QPointF(middle.x() - width / 2, middle.y() + below), words)
