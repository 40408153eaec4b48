"""What a layer labels unevenly: found beside the window, looked through, mended or kept, each as one edit."""

from collections.abc import Callable, Generator
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QCloseEvent,
    QKeyEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton

from annotator.domain.change import Edit
from annotator.domain.consistency import Finding
from annotator.domain.consistency_edits import overtaken
from annotator.domain.entities import Layer
from annotator.errors import Refused, UserError
from annotator.services import consistency
from annotator.services.consistency import Found
from annotator.services.progress import Progress
from annotator.storage.project import Project
from annotator.ui import plain
from annotator.ui.dialogs.consistency_delegate import KIND_HEIGHT, FindingDelegate, KindDelegate
from annotator.ui.dialogs.consistency_parts import FindingList
from annotator.ui.dialogs.frame import Dialog
from annotator.ui.dialogs.list_view import ListView
from annotator.ui.dialogs.twin_parts import Footer
from annotator.ui.jobs import Jobs
from annotator.ui.models.consistency_rows import FindingRows, KindRows, without
from annotator.ui.widgets.painting import key_text
from annotator.ui.workbench import Workbench

_HINT = (
    "What the rest of the layer contradicts, the likeliest fault first. Space turns a tick, F mends what is"
    " ticked, R says that it is right, Enter goes there."
)
_SIZE = (1040, 680)
_KINDS_WIDTH = 216
_READINGS = 3  # of the layer, in one search
_Decide = Callable[[Project, Layer, list[Finding]], Generator[Progress, None, Edit]]


def run(bench: Workbench) -> None:
    """Show the list, as it was left where it is open already."""
    session = bench.session
    if session.project is None or session.layer is None:
        return
    found = bench.window.findChild(Consistency)
    dialog = found or Consistency(bench, session.project, session.layer)
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()
    dialog.list.setFocus()


class Consistency(Dialog):
    """The findings of a layer by kind. It stays as it is while a person looks at a place in the article."""

    def __init__(self, bench: Workbench, project: Project, layer: Layer) -> None:
        """Looks through the layer at once."""
        super().__init__(bench.window, "Consistency", _HINT, "Mend")
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._bench, self._project = bench, project
        self._jobs = Jobs(self)
        self._is_whole = False
        self._at = 0
        self.layers = QComboBox()
        self.layers.setAccessibleName("Layer")
        self.kinds = ListView("Kinds", KIND_HEIGHT)
        self.kind_rows = KindRows(self)
        self.kinds.setModel(self.kind_rows)
        self.kinds.setItemDelegate(KindDelegate(bench.appearance, self.kinds))
        self.rows = FindingRows(project.scheme(), self)
        self.list = FindingList()
        self.list.setModel(self.rows)
        self.list.setItemDelegate(FindingDelegate(bench.appearance, self.list))
        self.footer = Footer()
        self.right = self.add_side_button("Right as it is")
        self.cancel.setText("Close")
        self._layers = project.layers()
        for one in self._layers:
            self.layers.addItem(plain.literal(one.name))
        self.layers.setCurrentIndex(self._layers.index(layer) if layer in self._layers else 0)
        self._lay_out()
        self._connect()
        self.resize(*_SIZE)
        self.kinds.show_current(0)
        self.look()

    @property
    def layer(self) -> Layer:
        """The layer that is looked at."""
        return self._layers[max(0, self.layers.currentIndex())]

    @property
    def is_busy(self) -> bool:
        """Whether something is looked for or decided."""
        return self._jobs.running is not None

    def accept(self) -> None:
        """Mend what is ticked; the list stays open."""
        self._decide(consistency.fix)

    def done(self, result: int) -> None:
        """Close, and look for nothing more."""
        self._jobs.close()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The same by the window's own button."""
        self._jobs.close()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the place from wherever it is pressed, but on a button."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and not isinstance(self.focusWidget(), QPushButton):
            self._go()
        else:
            super().keyPressEvent(event)

    def look(self) -> None:
        """Look through the layer anew."""
        self._jobs.cancel()
        self._is_whole = False
        self._take(Found())
        self.say("")
        self.footer.begin("Looking")
        self._jobs.run("Looking", consistency.find(self._project, self.layer), self._show)

    def _show(self, found: Found) -> None:
        self._is_whole = True
        self._take(found)
        self.list.show_current(0 if self.rows.rowCount() else None)

    def _take(self, found: Found) -> None:
        self.rows.show_found(found)
        self.kind_rows.show_found(found)
        self._count()

    def _stop(self) -> None:
        self._jobs.cancel()
        self.footer.show_words("Not everything was looked through.", again=True)

    def _turn_to(self, step: int) -> None:
        """The next kind, or the one before."""
        at = (self.kinds.current_row() or 0) + step
        if 0 <= at < self.kind_rows.rowCount():
            self.kinds.show_current(at)

    def _show_kind(self) -> None:
        at = self.kinds.current_row()
        self.rows.show_kind(None if at is None else self.kind_rows.rows[at].kind)
        self.list.show_current(0 if self.rows.rowCount() else None)
        self._count()

    def _chosen(self) -> list[Finding]:
        """What is ticked, else the current one."""
        current = self.list.current_row()
        return self.rows.chosen() or ([] if current is None else [self.rows.row(current).item.finding])

    def _decide(self, decide: _Decide) -> None:
        """Decide about what is chosen, then commit it, both beside the window."""
        if not self.attempt(self._check):
            return
        chosen, self._at = self._chosen(), self.list.current_row() or 0
        self.footer.begin("Mending" if decide is consistency.fix else "Keeping")
        work = _deciding(decide, self._project, self.layer, chosen)
        self._jobs.run("Deciding", work, partial(self._told, chosen))

    def _told(self, chosen: list[Finding], edit: Edit | Refused) -> None:
        """Take what was decided off the list, and say how it is taken back."""
        if isinstance(edit, Refused):
            self._count()
            self.say(str(edit))
            return
        self._bench.session.reread()
        self._take(without(self.rows.found, chosen))
        count = self.rows.rowCount()
        self.list.show_current(min(self._at, count - 1) if count else None)
        key = self._bench.actions.key("edit.undo")
        back = f"{key_text(key)} takes it back." if key else "Undo takes it back."
        said = f"{edit.title[:1].upper()}{edit.title[1:]}. {back}"
        self._tell(said)
        self._bench.session.message.emit(said)

    def _follow(self, edit: Edit) -> None:
        """Take off the list what was decided in the article."""
        items, layer = self.rows.found.items, self.layer.id
        gone = [one.finding for one in items if overtaken(one.finding, layer, edit)]
        if gone:
            at = self.list.current_row() or 0
            self._take(without(self.rows.found, gone))
            count = self.rows.rowCount()
            self.list.show_current(min(at, count - 1) if count else None)

    def _undo(self) -> None:
        """Undo as in the window, then look anew."""
        if not self.is_busy and self._bench.jobs.running is None:
            self._bench.session.undo()
            self.look()

    def _go(self) -> None:
        """Show the place in the article; the list waits until it is asked for again."""
        at, session = self.list.current_row(), self._bench.session
        if at is None:
            return
        finding = self.rows.row(at).item.finding
        number = self._project.number_of(finding.document)
        if number is None:
            self.say("That article is not in the project any more.")
            return
        self.hide()
        if session.layer_id != self.layer.id:
            session.set_layer(self.layer)
        if session.number != number or session.past is not None:
            session.show(number)
        window, reader = self._bench.window, self._bench.reader
        window.activateWindow()
        reader.setFocus()
        reader.select(finding.start, finding.end)
        key = self._bench.actions.key("review.consistency")
        back = key_text(key) if key else "Consistency"
        session.message.emit(f"{finding.evidence}. {back} shows the list again.")

    def _check(self) -> None:
        if self.is_busy:
            raise Refused("Wait until everything is looked through, or stop it first.")
        if not self._chosen():
            raise Refused("There is nothing to do here.")
        if self._bench.jobs.running is not None:
            raise Refused(f"“{self._bench.jobs.running}” is not through. Wait for it, or cancel it.")

    def _count(self) -> None:
        """Say what there is, and in the buttons what would be done."""
        ticked, listed = len(self.rows.chosen()), self.rows.rowCount()
        may = consistency.may_mend(self._project, self.layer)
        for button, does in ((self.primary, "Mend"), (self.right, "Right as it is")):
            button.setText(plain.literal(f"{does} ({ticked:,})" if ticked else does))
            button.setEnabled(may and listed > 0)
        if not self._is_whole:
            return
        kind = self.rows.kind
        total = self.rows.found.counts[kind] if kind else self.rows.found.counts.total()
        words = f"{listed:,} places" if listed != 1 else "1 place"
        if listed < total:
            words = f"The {listed:,} likeliest of {total:,} places"
        if not listed:
            words = "Nothing of this kind is uneven." if kind else "Nothing in this layer is uneven."
        if not may:
            words += ". Only your own layer and gold can be mended."
        self._tell(words)

    def _tell(self, words: str) -> None:
        self.footer.show_words(words, again=self._is_whole)

    def _tell_ticks(self) -> None:
        """Count anew, and tell who cannot see it what has a tick now."""
        self._count()
        at = self.list.current_row()
        is_ticked = at is not None and self.rows.row(at).is_ticked
        said = f"{'Ticked' if is_ticked else 'Not ticked'}. {self.primary.text()}"
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.list, said))

    def _fail(self, error: UserError) -> None:
        self.footer.show_words("", again=True)
        self.say(f"{error.message} {error.hint}".strip())

    def _go_on(self, progress: Progress) -> None:
        """As so many articles of all, though they are read several times."""
        total = progress.total
        self.footer.go_on(
            Progress(progress.done // _READINGS, total // _READINGS, progress.what) if total else progress
        )

    def _connect(self) -> None:
        self.layers.currentIndexChanged.connect(self.look)
        self.kinds.selectionModel().currentChanged.connect(self._show_kind)
        self.list.turning.connect(self._turn_to)
        self.list.going.connect(self._go)
        self.list.mending.connect(self.accept)
        self.list.keeping.connect(self.right.click)
        self.right.clicked.connect(partial(self._decide, consistency.keep))
        self.rows.dataChanged.connect(self._tell_ticks)
        self.footer.stop.clicked.connect(self._stop)
        self.footer.again.clicked.connect(self.look)
        self._jobs.progressed.connect(self._go_on)
        self._jobs.failed.connect(self._fail)
        self._jobs.cancelled.connect(self._bench.session.reread)  # what it wrote until then is in the file
        self._bench.session.edited.connect(self._follow)
        for closing in (self._bench.session.closed, self._bench.session.opened):
            closing.connect(self.close)
        for keys, do in (("Ctrl+A", self.rows.turn_all), ("Ctrl+Z", self._undo), ("F5", self.look)):
            QShortcut(QKeySequence(keys), self, do)

    def _lay_out(self) -> None:
        what = QHBoxLayout()
        what.setSpacing(8)
        name = plain.label("Layer", tone="ink2")
        name.setBuddy(self.layers)
        what.addWidget(name)
        self.layers.setMinimumWidth(200)
        what.addWidget(self.layers)
        what.addStretch(1)
        lists = QHBoxLayout()
        lists.setSpacing(12)
        self.kinds.setFixedWidth(_KINDS_WIDTH)
        lists.addWidget(self.kinds)
        lists.addWidget(self.list, 1)
        self.body.addLayout(what)
        self.body.addLayout(lists, 1)
        self.body.addWidget(self.footer)


def _deciding(
    decide: _Decide, project: Project, layer: Layer, chosen: list[Finding]
) -> Generator[Progress, None, Edit | Refused]:
    try:
        edit = yield from decide(project, layer, chosen)
    except Refused as refused:
        return refused
    return (yield from consistency.committing(project, edit))
