"""Two texts in one: what is only in the old one is struck through, what is only in the new one underlined."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from annotator.domain.word_diff import Kind, Part
from annotator.ui import fonts
from annotator.ui.reader.offsets import LaidText
from annotator.ui.theme import Appearance

_PIXELS, _LEADING = 15.0, 1.45
_MARGIN, _PARAGRAPH = 16.0, 10.0
_SPOKEN = 5_000  # characters, as much as anybody listens to
_BACK: Final = 0.16  # of the colour of a change, behind its words
_SAID: Final[dict[Kind, str]] = {"deleted": "out", "inserted": "in"}
_TONES: Final[dict[Kind, str]] = {"deleted": "neg", "inserted": "pos"}


class Change(NamedTuple):
    """Code points [start, end) of what is shown that only one text has."""

    kind: Kind
    start: int
    end: int


class _Paragraph(NamedTuple):
    top: float
    laid: LaidText


class _Page(QWidget):
    """As high as the text."""

    def __init__(self, paint: Callable[[QPainter, QRectF], None]) -> None:
        super().__init__()
        self._paint = paint

    def paintEvent(self, event: QPaintEvent) -> None:
        self._paint(QPainter(self), QRectF(event.rect()))


class DiffView(QScrollArea):
    """Shows the words of both texts in order. Space goes to the next change, with Shift to the one before."""

    def __init__(self, name: str, appearance: Appearance) -> None:
        """Empty; `name` is what a screen reader calls it."""
        super().__init__()
        self._appearance = appearance
        self._paragraphs: list[_Paragraph] = []
        self._language: str | None = None
        self.text = ""
        self.changes: list[Change] = []
        self.current: int | None = None
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._page = _Page(self._paint)
        self.setWidget(self._page)
        appearance.changed.connect(self._page.update)

    def show_parts(self, old: str, new: str, parts: Sequence[Part], language: str | None) -> None:
        """Show what became of the old text, from its beginning."""
        self.text, self.changes = merged(old, new, parts)
        self.current, self._language = None, language
        self._page.setAccessibleName(spoken(self.text[:_SPOKEN], self.changes))
        self._lay_out()
        self.verticalScrollBar().setValue(0)

    def step(self, by: int) -> None:
        """Go `by` changes on, and bring that one into sight; nothing beyond the last."""
        at = (-1 if self.current is None else self.current) + by
        if 0 <= at < len(self.changes):
            self.current = at
            self._bring(self.changes[at].start)
            self._page.update()
            change = self.changes[at]
            said = f"{_SAID[change.kind]}: {self.text[change.start : change.end]}"
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space steps; arrows and page keys scroll."""
        if event.key() == Qt.Key.Key_Space:
            self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        """Break them anew in another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._lay_out()

    def _paint(self, painter: QPainter, area: QRectF) -> None:
        """Paint what touches this part of the page."""
        theme, pitch = self._appearance.theme, self._pitch()
        painter.fillRect(area, theme.colour("paper"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for top, laid in self._paragraphs:
            if top > area.bottom():
                break
            rows = range(
                max(0, int((area.top() - top) / pitch)),
                min(len(laid.lines), int((area.bottom() - top) / pitch) + 1),
            )
            for row in rows:
                self._paint_changes(painter, laid, row, top + row * pitch, back=True)
            painter.setPen(theme.colour("ink"))
            if rows:
                laid.draw(painter, QPointF(_MARGIN, top), area)
            for row in rows:
                self._paint_changes(painter, laid, row, top + row * pitch, back=False)

    def _paint_changes(self, painter: QPainter, laid: LaidText, row: int, y: float, *, back: bool) -> None:
        """The planes behind the words of a line, or the strokes over them."""
        line, pitch, theme = laid.lines[row], self._pitch(), self._appearance.theme
        first = bisect_right(self.changes, line.start, key=lambda change: change.end)
        for at, change in enumerate(self.changes[first:], first):
            if change.start >= line.end:
                break
            colour = theme.colour(_TONES[change.kind])
            for left, right in laid.boxes(row, change.start, change.end):
                area = QRectF(_MARGIN + left, y + pitch * 0.1, right - left, pitch * 0.82)
                if back:
                    painter.setPen(QPen(colour, 1) if at == self.current else Qt.PenStyle.NoPen)
                    painter.setBrush(_faint(colour))
                    painter.drawRoundedRect(area.adjusted(-1, 0, 1, 0), 3, 3)
                else:
                    height = y + pitch * (0.53 if change.kind == "deleted" else 0.9)
                    painter.setPen(QPen(colour, 1.4))
                    painter.drawLine(QLineF(area.left(), height, area.right(), height))

    def _lay_out(self) -> None:
        font = fonts.serif_font(_PIXELS, language=self._language)
        width, pitch = max(40.0, self.viewport().width() - 2 * _MARGIN), self._pitch()
        baseline = (pitch + QFontMetricsF(font).ascent() - QFontMetricsF(font).descent()) / 2
        self._paragraphs, start, top = [], 0, _MARGIN
        for words in self.text.split("\n"):
            if words.strip():
                laid = LaidText(words, start, font, width)
                for row in range(len(laid.lines)):
                    laid.place(row, row * pitch + baseline)
                self._paragraphs.append(_Paragraph(top, laid))
                top += len(laid.lines) * pitch + _PARAGRAPH
            start += len(words) + 1
        height = max(self.viewport().height(), round(top + _MARGIN))
        self._page.resize(self.viewport().width(), height)
        self._page.update()
        self.verticalScrollBar().setSingleStep(round(pitch))

    def _bring(self, offset: int) -> None:
        """Scroll so that this code point is a third down."""
        for top, laid in reversed(self._paragraphs):
            row = next((row for row, line in enumerate(laid.lines) if line.start <= offset < line.end), None)
            if row is not None:
                y = top + row * self._pitch()
                self.verticalScrollBar().setValue(round(y - self.viewport().height() / 3))
                return

    def _pitch(self) -> float:
        return round(
            QFontMetricsF(fonts.serif_font(_PIXELS, language=self._language)).height() * _LEADING / 1.2
        )


def merged(old: str, new: str, parts: Sequence[Part]) -> tuple[str, list[Change]]:
    """Both texts in one, what is deleted before what stands there instead, and where that is."""
    pieces: list[str] = []
    changes: list[Change] = []
    length = 0
    for part, following in zip(parts, [*parts[1:], None], strict=False):
        is_old, is_changed = part.kind == "deleted", following is not None and following.kind != "equal"
        piece = (old if is_old else new)[slice(*(part.old if is_old else part.new))]
        if is_changed and piece[-1:].strip() and (is_old or old[part.old[1] - 1 : part.old[1]].isspace()):
            piece += " "  # so that it does not run into what follows
        if part.kind != "equal":
            changes.append(Change(part.kind, length, length + len(piece.rstrip())))
        pieces.append(piece)
        length += len(piece)
    return "".join(pieces), changes


def spoken(text: str, changes: Sequence[Change]) -> str:
    """What is shown, for who cannot see it: `out` before what is deleted, `in` before what is inserted."""
    said: list[str] = []
    at = 0
    for change in changes:
        said += [text[at : change.start], f"[{_SAID[change.kind]}: {text[change.start : change.end]}]"]
        at = change.end
        if at >= len(text):
            break
    return "".join([*said, text[at:]])


def _faint(colour: QColor) -> QColor:
    made = QColor(colour)
    made.setAlphaF(_BACK)
    return made
