"""The status bar: is it saved, where am I, what can be undone, what is being worked on."""

from datetime import datetime

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QSizePolicy, QStatusBar, QWidget

from annotator.domain.change import Edit
from annotator.domain.document import Document
from annotator.domain.entities import Label, Span
from annotator.domain.scheme import Scheme
from annotator.errors import UserError
from annotator.services.progress import Progress
from annotator.ui import fonts, icons, plain
from annotator.ui.panels.heading import IconButton
from annotator.ui.widgets import KeyCap
from annotator.ui.workbench import Workbench

HEIGHT = 28
_MESSAGE_MS = 6000
_BAR_WIDTH = 110
_GAP = 16
_FINE = 1000


class StatusBar(QStatusBar):
    """Listens to the session and the jobs. A failed save turns the whole bar red until the next success."""

    def __init__(self, bench: Workbench) -> None:
        """Says nothing until a project is open."""
        super().__init__()
        self._bench = bench
        self._heard = ""
        self.setSizeGripEnabled(False)
        self.setFixedHeight(HEIGHT)
        self.saved = IconWords(bench, "saved", "ok")
        self.saved.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.place = plain.label(tone="ink2", font=fonts.ui_font(12))
        self.counts = plain.label(tone="ink2", font=fonts.ui_font(12))
        self.undo = IconWords(bench, "undo", "ink2")
        self._undo_cap = KeyCap(bench.appearance, bench.actions.key("edit.undo"))
        self.message = Elided(bench, fonts.ui_font(12, QFont.Weight.DemiBold))
        self.job = JobPart(bench)
        self._about_project = QWidget()
        self._lay_out()
        self._is_opening = False
        self.silence = QTimer(self)
        self.silence.setSingleShot(True)
        self.silence.timeout.connect(lambda: self._show_message(""))
        self._listen()
        self._show_where()

    def say(self, words: str) -> None:
        """Show a sentence for some seconds, and tell it to a screen reader.

        Where the last thing done is not saved, that stays in sight and the sentence is only spoken.
        """
        if not self.failed:
            self._show_message(words)
            self.silence.start(_MESSAGE_MS)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    @property
    def failed(self) -> bool:
        """Whether the last thing done is not on the disk."""
        return bool(self.property("failed"))

    def _lay_out(self) -> None:
        whole = QWidget()
        self._row = row = QHBoxLayout(whole)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(_GAP)
        about_project = QHBoxLayout(self._about_project)
        about_project.setContentsMargins(0, 0, 0, 0)
        about_project.setSpacing(_GAP)
        for part in (self.saved, _line(), self.place, _line(), self.counts, _line()):
            about_project.addWidget(part)
        about_project.addWidget(self.undo)
        about_project.addWidget(self._undo_cap)
        row.addWidget(self._about_project)
        row.addStretch(1)
        row.addWidget(self.message)
        row.addWidget(self.job)
        self.addWidget(whole, 1)

    def _listen(self) -> None:
        session = self._bench.session
        session.message.connect(self.say)
        session.saved.connect(self._show_saved)
        session.failed.connect(self._show_failed)
        session.opened.connect(self._show_opened)
        session.edited.connect(self._hear)
        actions = self._bench.actions
        actions.keyboard.changed.connect(lambda: self._undo_cap.show_keys(actions.key("edit.undo")))
        for signal in (
            session.shown,
            session.list_changed,
            session.layer_changed,
            session.edited,
            session.closed,
        ):
            signal.connect(self._show_where)
        self._bench.reviewing.toggled.connect(self._show_where)
        session.shown.connect(self._hear_shown)
        session.layer_changed.connect(self._fall_silent)
        session.edited.connect(self._hear_edited)

    def _show_opened(self) -> None:
        project = self._bench.session.project
        read_only = project is not None and project.read_only
        self._set_failed(False)
        self._is_opening = True
        self.saved.show_words("Read-only" if read_only else "All saved", "lock" if read_only else "saved")
        self._show_where()

    def _hear(self, edit: Edit) -> None:
        document = self._bench.session.document
        self._heard = spoken(edit, self._bench.session.scheme, document)

    def _show_saved(self, at: datetime) -> None:
        self._set_failed(False)
        self.saved.show_words(f"Saved {at.astimezone():%H:%M:%S}")
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, f"{self._heard}, saved"))

    def _show_failed(self, error: UserError) -> None:
        self._set_failed(True)
        self.saved.show_words("Not saved", "warning")
        self.silence.stop()
        self._show_message(f"{error.message} {error.hint}".strip())
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, f"Not saved. {error.message}"))

    def _set_failed(self, failed: bool) -> None:
        if failed == self.failed:
            return
        self.setProperty("failed", failed)
        for dressed in (self, self.place, self.counts, self.job.words):
            dressed.style().unpolish(dressed)
            dressed.style().polish(dressed)
        colour = "paper" if failed else None
        for part in (self.saved, self.undo, self.message):
            part.show_in(colour)
        if not failed:
            self.saved.show_words("All saved", "saved")
            self._show_message("")

    def _hear_shown(self) -> None:
        """Another article; the first of a project lets stand what was said as it was opened."""
        if not self._is_opening:
            self._fall_silent()
        self._is_opening = False

    def _hear_edited(self, edit: Edit) -> None:
        """An edit; one of labels lets stand what it means for their keys."""
        if not edit.touches(Label.kind):
            self._fall_silent()

    def _fall_silent(self) -> None:
        """What was said was about what is past now, unless it is that something is not saved."""
        if not self.failed:
            self.silence.stop()
            self._show_message("")

    def _show_message(self, words: str) -> None:
        """Show a sentence whole if it can be: what could be undone gives way to it."""
        self.message.show_words(words)
        self._show_where()
        if words and self._row.sizeHint().width() > self.width():
            self.undo.hide()
            self._undo_cap.hide()

    def _show_where(self) -> None:
        session = self._bench.session
        self._about_project.setVisible(session.project is not None)
        at = session.position
        nowhere = "No article" if session.document is None else "Article not in this list"
        self.place.setText(f"Article {at + 1:,} of {len(session.numbers):,}" if at is not None else nowhere)
        spans, opinions = len(session.annotations.spans), len(session.annotations.opinions)
        counts = f"{_count(spans, 'label')}, {_count(opinions, 'opinion')}"
        self.counts.setText(f"Reviewer: {session.author.name}" if self._bench.reviewing.is_on else counts)
        can_write = session.project is not None and not session.project.read_only
        title = session.project.undo_title() if session.project and can_write else None
        self.undo.setVisible(can_write)
        self.undo.show_words(title or "Nothing to undo")
        self._undo_cap.setVisible(title is not None)


class JobPart(QWidget):
    """What is being worked on: its title and how far it is, and a button that stops it."""

    def __init__(self, bench: Workbench) -> None:
        """Hidden until a job runs."""
        super().__init__()
        self._bench = bench
        self._title = ""
        self.words = plain.label(tone="ink2", font=fonts.ui_font(12))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, _FINE)
        self.bar.setFixedWidth(_BAR_WIDTH)
        self.stop = IconButton("cross", "Cancel", bench.appearance)
        self.stop.clicked.connect(bench.jobs.cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for part in (self.words, self.bar, self.stop):
            row.addWidget(part)
        bench.jobs.started.connect(self._begin)
        bench.jobs.progressed.connect(self._go_on)
        for over in (bench.jobs.finished, bench.jobs.failed, bench.jobs.cancelled):
            over.connect(self.hide)
        self.hide()

    def _begin(self, title: str) -> None:
        self._title = title
        self.words.setText(title)
        self.bar.setValue(0)
        self.bar.setAccessibleName(title)
        self.show()

    def _go_on(self, progress: Progress) -> None:
        total = progress.total or 0
        self.words.setText(
            f"{self._title}, {progress.done:,} of {total:,}" if total else f"{self._title}, {progress.done:,}"
        )
        self.bar.setValue(round(_FINE * (progress.share or 0)))


class Elided(QWidget):
    """One line of words in the bar that gives way: what does not fit ends in an ellipsis."""

    def __init__(self, bench: Workbench, font: QFont) -> None:
        """Empty."""
        super().__init__()
        self._bench = bench
        self._words = ""
        self._colour: str | None = None
        self.setFont(font)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    @property
    def words(self) -> str:
        """What it says, in full."""
        return self._words

    def show_words(self, words: str) -> None:
        """Say this instead."""
        if words != self._words:
            self._words = words
            self.setAccessibleName(words)
            plain.set_tooltip(self, words)
            self.updateGeometry()
            self.update()

    def show_in(self, colour: str | None) -> None:
        """Write in this colour of the theme; None: in the usual one."""
        self._colour = colour
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the words, with what stands before them."""
        return QSize(self._indent() + self.fontMetrics().horizontalAdvance(self._words) + 2, self._height())

    def minimumSizeHint(self) -> QSize:
        """Room for nothing but what stands before the words."""
        return QSize(self._indent(), self._height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write the words, or as many of them as fit."""
        painter = QPainter(self)
        painter.setPen(self._bench.appearance.theme.colour(self._colour or self._usual()))
        area = self.rect().adjusted(self._indent(), 0, 0, 0)
        fitting = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, fitting)

    def _height(self) -> int:
        return max(16, self.fontMetrics().height())

    def _indent(self) -> int:
        return 0

    def _usual(self) -> str:
        return "ink"


class IconWords(Elided):
    """Words with an icon before them."""

    def __init__(self, bench: Workbench, icon: str, tone: str) -> None:
        """`tone` is the icon's colour in the theme."""
        super().__init__(bench, fonts.ui_font(12))
        self._icon = icon
        self._tone = tone

    def show_words(self, words: str, icon: str | None = None) -> None:
        """Say this instead, with this icon if another one is meant."""
        self._icon = icon or self._icon
        super().show_words(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon and the words."""
        painter = QPainter(self)
        colour = self._bench.appearance.theme.colour(self._colour or self._tone)
        painter.drawPixmap(
            0, (self.height() - 16) // 2, icons.pixmap(self._icon, colour, 16, self.devicePixelRatio())
        )
        painter.end()
        super().paintEvent(event)

    def _indent(self) -> int:
        return 22

    def _usual(self) -> str:
        return "ink2"


def spoken(edit: Edit, scheme: Scheme, document: Document | None) -> str:
    """What a screen reader says of an edit: `Person: Mark Milley` for one label, else its title."""
    made = [change.after for change in edit.changes if isinstance(change.after, Span)]
    label = scheme.label(made[0].label) if len(made) == 1 else None
    if label is None or document is None or made[0].document != document.id:
        return edit.title
    return f"{label.title}: {document.text[made[0].start : made[0].end]}"


def _line() -> QFrame:
    line = QFrame()
    line.setFrameShape(QFrame.Shape.VLine)
    line.setFixedHeight(14)
    return line


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"
