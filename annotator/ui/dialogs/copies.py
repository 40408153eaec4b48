"""Copies of one story: found beside the window, and compared word by word."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout

from annotator.domain import word_diff
from annotator.domain.document import Document
from annotator.domain.origin import row_without_origin, without_origin
from annotator.domain.query import DocumentRow
from annotator.errors import Refused, UserError
from annotator.services import carrying, copies
from annotator.services.copies import Found, Kind, Story
from annotator.services.import_report import counted
from annotator.services.progress import Progress
from annotator.storage.project import Project
from annotator.ui import plain
from annotator.ui.dialogs.carrying import Carrying
from annotator.ui.dialogs.copies_parts import StoryDelegate, StoryList, StoryRows, origin
from annotator.ui.dialogs.diff_view import DiffView
from annotator.ui.dialogs.frame import Dialog
from annotator.ui.dialogs.twin_parts import Footer
from annotator.ui.jobs import Jobs
from annotator.ui.reader.offsets import display
from annotator.ui.switches import HIDE_ORIGIN
from annotator.ui.workbench import Workbench

_HINT = (
    "The first of a story beside each later one. ← and → turn to another copy, Space goes to the next change,"
    " C carries your labels over, Enter goes to the article."
)
_SIZE = (1120, 720)
_LIST_WIDTH = 380
_KINDS: tuple[tuple[str, Kind | None], ...] = (
    ("All copies", None),
    ("Nearly the same words", "near"),
    ("The same text in several places", "exact"),
    ("Reports of one kind, which are no copies", "reports"),
)


def run(bench: Workbench) -> None:
    """Show the list, as it was left where it is open already and no article came since."""
    project = bench.session.project
    if project is None:
        return
    dialog = bench.window.findChild(Copies)
    if dialog is None:
        dialog = Copies(bench, project)
    elif dialog.is_old:
        dialog.look()
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()
    dialog.list.setFocus()


class Copies(Dialog):
    """The stories, and what the chosen copy says otherwise than the first. It stays while a person reads."""

    def __init__(self, bench: Workbench, project: Project) -> None:
        """Looks through the project at once."""
        super().__init__(bench.window, "Copies", _HINT, "Go to the article")
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._bench, self._project = bench, project
        self._jobs = Jobs(self)
        self._found = Found()
        self._is_whole = False
        self._articles = 0
        self._at = 1
        self._doing = ""
        self.kinds = QComboBox()
        for title, kind in _KINDS:
            self.kinds.addItem(title, kind)
        self.rows = StoryRows(self)
        self.list = StoryList()
        self.list.setModel(self.rows)
        self.list.setItemDelegate(StoryDelegate(bench.appearance, self.list))
        self.which, self.amount = plain.label(wrap=True), plain.label(tone="ink2", wrap=True)
        self.diff = DiffView("What changed", bench.appearance)
        self.footer = Footer()
        self.carry = self.add_side_button("Carry labels…")
        self.cancel.setText("Close")
        self._lay_out()
        self._connect()
        self.resize(*_SIZE)
        self.look()

    @property
    def is_busy(self) -> bool:
        """Whether copies are looked for."""
        return self._jobs.running is not None

    @property
    def is_old(self) -> bool:
        """Whether articles came or went since the copies were looked for."""
        return not self.is_busy and self._articles != self._project.documents.count()

    @property
    def story(self) -> Story | None:
        """The story at hand."""
        at = self.list.current_row()
        return None if at is None else self.rows.stories[at]

    @property
    def article(self) -> DocumentRow | None:
        """The copy at hand: the one that is compared with the first."""
        story = self.story
        return story.articles[min(self._at, len(story.articles) - 1)] if story else None

    def look(self) -> None:
        """Look for copies anew; only articles that came since are read."""
        self._jobs.cancel()
        self._is_whole = False
        self._articles = self._project.documents.count()
        self._take(Found())
        self.say("")
        self._doing = "Looking"
        self.footer.begin(self._doing)
        self._jobs.run("Looking", copies.find(self._project), self._show)

    def accept(self) -> None:
        """Show the copy at hand; the list waits until it is asked for again."""
        article = self.article
        if article is None:
            return
        self.hide()
        self._bench.session.show(article.number)
        self._bench.window.activateWindow()
        self._bench.reader.setFocus()
        self._bench.session.message.emit("Go > Copies shows the list again.")

    def _carry(self) -> None:
        """Offer the labels of the first copy for the one at hand."""
        layer, story, article = self._project.own_layer(), self.story, self.article
        if layer is None or story is None or article is None or story.kind == "exact":
            raise Refused("There is no other copy to carry labels to.")
        first, copy = (self._project.id_of(one.number) for one in (story.articles[0], article))
        offered = carrying.offer(self._project, layer, first, copy)
        dialog = Carrying(self._bench, layer, offered, self)
        dialog.finished.connect(self.activateWindow)
        dialog.open()

    def done(self, result: int) -> None:
        """Close, and look for nothing more."""
        self._jobs.close()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The same by the window's own button."""
        self._jobs.close()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the article from wherever it is pressed, but on a button."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and not isinstance(self.focusWidget(), QPushButton):
            self.accept()
        else:
            super().keyPressEvent(event)

    def _show(self, found: Found) -> None:
        self._is_whole = True
        if self._bench.switches.is_on(HIDE_ORIGIN):
            found = replace(found, stories=tuple(map(_without_origin, found.stories)))
        self._take(found)

    def _take(self, found: Found) -> None:
        self._found = found
        self._show_kind()

    def _show_kind(self) -> None:
        self.rows.show_stories(self._found.of(self.kinds.currentData()))
        self.list.show_current(0 if self.rows.stories else None)
        self._show_story()
        if self._is_whole:
            self.footer.show_words(self._sentence(), again=True)

    def _sentence(self) -> str:
        stories = self.rows.stories
        if not stories:
            return "Nothing of this kind was found."
        published = sum(len(one.articles) if one.kind == "reports" else one.size for one in stories)
        what = "kind" if self.kinds.currentData() == "reports" else "story"
        many = "kinds" if what == "kind" else "stories"
        return f"{counted(len(stories), what, many)}, {counted(published, 'article')}"

    def _show_story(self) -> None:
        self._at = 1
        self._compare()

    def _turn(self, by: int) -> None:
        """The next copy, or the one before."""
        story = self.story
        if story is not None and 1 <= self._at + by < len(story.articles):
            self._at += by
            self._compare()

    def _compare(self) -> None:
        """Show what the copy at hand says otherwise than the first."""
        story, article = self.story, self.article
        self.primary.setEnabled(article is not None)
        if story is None or article is None:
            self._tell("", "")
            self.diff.show_parts("", "", (), None)
            return
        try:
            first, copy = (self._document(one) for one in (story.articles[0], article))
        except KeyError:
            self._tell("That article is not in the project any more.", "Look again.")
            return
        parts = word_diff.parts(first.text, copy.text)
        self.diff.show_parts(first.text, copy.text, parts, copy.language)
        if story.kind == "exact":
            places = (origin(one.source, one.published) or "no source" for one in copy.appearances)
            self._tell(f"The same text, {len(copy.appearances):,} times", "; ".join(places))
            return
        told = word_diff.amount(first.text, copy.text, parts)
        name = "Report" if story.kind == "reports" else "Copy"
        self._tell(
            f"{name} {self._at + 1:,} of {len(story.articles):,}: {_named(article)}",
            f"{counted(told.deleted, 'word')} out, {told.inserted:,} in, {told.equal:,} the same."
            f" The first is {_named(story.articles[0])}.",
        )

    def _document(self, row: DocumentRow) -> Document:
        found = self._project.document(self._project.id_of(row.number))
        return without_origin(found) if self._bench.switches.is_on(HIDE_ORIGIN) else found

    def _tell(self, which: str, amount: str) -> None:
        self.which.setText(display(which))
        self.amount.setText(display(amount))

    def _stop(self) -> None:
        self._jobs.cancel()
        self._doing = ""
        self.footer.show_words("Not everything was looked through.", again=True)

    def _fail(self, error: UserError) -> None:
        self.footer.show_words("", again=True)
        self.say(f"{error.message} {error.hint}".strip())

    def _go_on(self, progress: Progress) -> None:
        if not self._doing:  # stopped, but not yet over
            return
        if progress.what != self._doing:
            self._doing = progress.what
            self.footer.begin(progress.what)
        self.footer.go_on(progress)

    def _connect(self) -> None:
        self.kinds.currentIndexChanged.connect(self._show_kind)
        self.list.selectionModel().currentChanged.connect(self._show_story)
        self.list.turning.connect(self._turn)
        self.list.stepping.connect(self.diff.step)
        self.list.carrying.connect(self.carry.click)
        self.carry.clicked.connect(lambda: self.attempt(self._carry))
        self.list.doubleClicked.connect(self.accept)
        self.footer.stop.clicked.connect(self._stop)
        self.footer.again.clicked.connect(self.look)
        self._jobs.progressed.connect(self._go_on)
        self._jobs.failed.connect(self._fail)
        for closing in (self._bench.session.closed, self._bench.session.opened):
            closing.connect(self.close)
        QShortcut(QKeySequence("F5"), self, self.look)

    def _lay_out(self) -> None:
        what = QHBoxLayout()
        what.setSpacing(8)
        name = plain.label("Show", tone="ink2")
        name.setBuddy(self.kinds)
        self.kinds.setAccessibleName("Show")
        what.addWidget(name)
        what.addWidget(self.kinds)
        what.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(4)
        for label in (self.which, self.amount):
            label.setMinimumWidth(1)
            right.addWidget(label)
        right.addSpacing(4)
        right.addWidget(self.diff, 1)
        self.list.setFixedWidth(_LIST_WIDTH)
        sides = QHBoxLayout()
        sides.setSpacing(16)
        sides.addWidget(self.list)
        sides.addLayout(right, 1)
        self.body.addLayout(what)
        self.body.addLayout(sides, 1)
        self.body.addWidget(self.footer)


def _without_origin(story: Story) -> Story:
    return replace(story, articles=tuple(map(row_without_origin, story.articles)))


def _named(article: DocumentRow) -> str:
    return ", ".join(filter(None, [article.title, origin(article.source, article.published)]))
