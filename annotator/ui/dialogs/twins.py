"""Equal words all over the corpus: found beside the window, looked through, then labelled as one edit."""

from collections.abc import Generator, Iterable
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout

from annotator.domain import edits
from annotator.domain.change import Edit
from annotator.domain.entities import Layer
from annotator.domain.twins import Options
from annotator.errors import Refused, UserError
from annotator.services import twinning
from annotator.services.import_report import counted
from annotator.services.progress import Progress
from annotator.storage.project import Project
from annotator.ui import plain
from annotator.ui.dialogs.frame import Dialog
from annotator.ui.dialogs.twin_delegate import TwinDelegate
from annotator.ui.dialogs.twin_parts import Footer, LabelBox, TwinList
from annotator.ui.dialogs.twin_rows import TwinRow, TwinRows
from annotator.ui.jobs import Jobs
from annotator.ui.reader.offsets import is_right_to_left
from annotator.ui.widgets.painting import key_text
from annotator.ui.workbench import Workbench

_HINT = (
    "What is ticked becomes one edit. Space turns a tick, Ctrl A all; a label’s key chooses it, ⌫ removes."
)
_LEFT_TO_RIGHT = "\u200e"  # the sentence is, whatever it quotes
_SIZE = (1000, 680)
_TAB = Qt.FocusPolicy.StrongFocus


class Sought(NamedTuple):
    """What was looked for: what else than equal words, and the id of the label they shall get."""

    options: Options
    aim: str | None


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose twins are wanted: the words and their language; the ids of their label, and of one to offer."""

    surface: str
    language: str | None
    was: str | None
    first: str | None


def run(bench: Workbench, asked: Asked) -> None:
    """Let a person look through the twins; what is decided is committed beside the window."""
    session = bench.session
    if session.project is None or session.layer is None:
        return
    dialog = Everywhere(bench, session.project, session.layer, asked)
    dialog.decided.connect(partial(_commit, bench, session.project))
    dialog.open()


class Everywhere(Dialog):
    """The places, with what may differ and what shall be done to them. `decided` carries the edit."""

    decided = Signal(object)

    def __init__(self, bench: Workbench, project: Project, layer: Layer, asked: Asked) -> None:
        """Looks for the words at once."""
        quoted = edits.quoted(asked.surface, 0, len(asked.surface))
        title = f"{_LEFT_TO_RIGHT if is_right_to_left(asked.surface) else ''}{quoted} everywhere"
        super().__init__(bench.window, title, _HINT, "Label")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._bench, self._project, self._layer, self._asked = bench, project, layer, asked
        self._scheme = bench.session.scheme
        self._jobs = Jobs(self)
        self._sought: Sought | None = None
        self._found = twinning.Found()
        self.rows = TwinRows(self._scheme, asked.was, self)
        self.list = TwinList()
        self.list.setModel(self.rows)
        self.list.setItemDelegate(TwinDelegate(bench.appearance, self.list))
        self.marks = plain.radio_button("Label as")
        self.removes = plain.radio_button("Remove the label")
        self.label = LabelBox()
        self.case = plain.check_box("In other letters")
        self.inflected = plain.check_box("Inflected")
        self.damaged = plain.check_box("Damaged")
        self.footer = Footer()
        self._lay_out()
        self._fill_labels()
        self._connect()
        self.resize(*_SIZE)
        self._aim()
        self._look()
        (self.list if asked.was or asked.first else self.label).setFocus()

    @property
    def options(self) -> Options:
        """What else than equal words is wanted."""
        ticked = (self.case.isChecked(), self.inflected.isChecked(), self.damaged.isChecked())
        return Options(*ticked, self._asked.language)

    @property
    def is_looking(self) -> bool:
        """Whether something is looked for or decided."""
        return self._jobs.running is not None

    def accept(self) -> None:
        """Decide on the edit beside the window; close when it is there."""
        if self.attempt(self._check):
            self._begin("Labelling" if self.rows.aim else "Removing")
            self._jobs.run("Deciding", self._deciding(), self._take)

    def done(self, result: int) -> None:
        """Close, and look for nothing more."""
        self._jobs.close()
        super().done(result)

    def _look(self) -> None:
        """Look for the words as the options say, instead of what is being looked for."""
        aim = self.rows.aim
        self._sought = sought = Sought(self.options, aim.id if aim else None)
        self._found = twinning.Found()
        self._jobs.cancel()
        self.rows.show_places(())
        self.say("")
        self._begin("Looking")
        self._jobs.run("Looking", self._looking(sought), partial(self._show, sought))

    def _looking(self, sought: Sought) -> Generator[Progress, None, twinning.Found]:
        if sought != self._sought:
            return twinning.Found()
        words = self._asked.surface
        return (yield from twinning.find(self._project, self._layer, words, *sought))

    def _show(self, sought: Sought, found: twinning.Found) -> None:
        if sought != self._sought:
            return
        self._found = found
        if self._misses_some():
            self._look()
            return
        self.rows.show_places(found.places)
        self.list.show_current(next((at for at, row in enumerate(self.rows.rows) if row.is_ticked), 0))
        self._count()

    def _stop(self) -> None:
        """Look no further: what was found so far is not worth a decision."""
        self._sought = None
        self._jobs.cancel()
        self.footer.show_words("Not everything was looked through.", again=True)

    def _deciding(self) -> Generator[Progress, None, Edit | Refused]:
        chosen, label, was = self.rows.chosen(), self.rows.aim, self._asked.was
        try:
            if label is None:
                return (yield from twinning.unlabel(self._project, self._layer, chosen, was))
            return (yield from twinning.label(self._project, self._layer, chosen, label, was))
        except Refused as refused:
            return refused

    def _take(self, decided: Edit | Refused) -> None:
        if isinstance(decided, Refused):
            self._count()
            self.say(str(decided))
        else:
            super().accept()
            self.decided.emit(decided)

    def _check(self) -> None:
        if self.is_looking:
            raise Refused("Wait until everything is looked through, or stop it and close the window.")
        if self._sought is None:
            raise Refused("Not everything was looked through. Look again first.")
        if not any(row.is_ticked for row in self.rows.rows):
            raise Refused("Nothing is ticked." if self.rows.rows else "There is nothing to do here.")
        if self._bench.jobs.running is not None:
            raise Refused(f"“{self._bench.jobs.running}” is not through. Wait for it, or cancel it.")

    def _aim(self) -> None:
        label = self._scheme.label(self.label.currentData()) if self.marks.isChecked() else None
        self.label.setEnabled(self.marks.isChecked())
        for choice in (self.marks, self.removes):  # Tab goes to the one that is chosen, arrows to the other
            choice.setFocusPolicy(_TAB if choice.isChecked() else Qt.FocusPolicy.ClickFocus)
        self.rows.aim_at(label)
        if self.is_looking or self._sought is None:
            return
        if self._misses_some():
            self._look()
            return
        self.list.show_current(0 if self.rows.rows else None)
        self._count()

    def _misses_some(self) -> bool:
        """Whether what was left out may matter, since something else was wanted when it was looked for."""
        was, aim = self._sought.aim if self._sought else None, self.rows.aim
        if was == (aim.id if aim else None):
            return False
        return self._found.has_gaps or (self._found.is_cut and (was is None or aim is None))

    def _choose(self, key: str) -> None:
        """The key of a label chooses it, and goes on to the places."""
        label = self._scheme.for_key(key)
        if label is not None:
            self.marks.setChecked(True)
            self.label.setCurrentIndex(self.label.findData(label.id))
            self.list.setFocus()

    def _begin(self, what: str) -> None:
        self.footer.begin(what)
        self.primary.setText(plain.literal("Label" if self.rows.aim else "Remove"))

    def _count(self) -> None:
        """Say what there is, and in the button what would be done."""
        rows, marks = self.rows.rows, self.rows.aim is not None
        ticked = [row for row in rows if row.is_ticked]
        what = counted(len(ticked), "place" if marks else "label")
        self.primary.setText(plain.literal(f"{'Label' if marks else 'Remove'} {what} in {_articles(ticked)}"))
        found = f"{counted(len(rows), 'place')} in {_articles(rows)}"
        if self._found.is_cut:
            do = "Label" if marks else "Remove"
            found = f"Only the first {len(rows):,} places are listed. {do} these, then ask for more."
        elif not rows:
            found = "Nothing in the corpus says this." if marks else "None of these words has a label."
        self.footer.show_words(found)

    def _tell_ticks(self) -> None:
        """Count anew, and tell who cannot see it what has a tick now."""
        self._count()
        at = self.list.current_row()
        is_ticked = at is not None and self.rows.rows[at].is_ticked
        said = f"{'Ticked' if is_ticked else 'Not ticked'}. {self.primary.text()}"
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.list, said))

    def _fail(self, error: UserError) -> None:
        self._sought = None
        self.footer.show_words("", again=True)
        self.say(f"{error.message} {error.hint}".strip())

    def _fill_labels(self) -> None:
        for label in self._scheme.labels:
            self.label.addItem(label.title, label.id)
        first = self.label.findData(self._asked.was or self._asked.first)
        self.label.setCurrentIndex(max(0, first))
        self.marks.setChecked(True)

    def _connect(self) -> None:
        for box in (self.case, self.inflected, self.damaged):
            box.toggled.connect(self._look)
        self.marks.toggled.connect(self._aim)
        self.label.currentIndexChanged.connect(self._aim)
        self.list.label_key.connect(self._choose)
        self.label.label_key.connect(self._choose)
        self.list.removing.connect(partial(self.removes.setChecked, True))
        self.rows.dataChanged.connect(self._tell_ticks)
        self.footer.stop.clicked.connect(self._stop)
        self.footer.again.clicked.connect(self._look)
        self._jobs.progressed.connect(self.footer.go_on)
        self._jobs.failed.connect(self._fail)
        QShortcut(QKeySequence("Ctrl+A"), self, self.rows.turn_all)

    def _lay_out(self) -> None:
        self.label.setAccessibleName("Label")
        self.label.setMinimumWidth(200)
        kinds = QButtonGroup(self)
        kinds.addButton(self.marks)
        kinds.addButton(self.removes)
        what = QHBoxLayout()
        what.setSpacing(8)
        for widget in (self.marks, self.label, self.removes):
            what.addWidget(widget)
        what.insertSpacing(2, 16)
        what.addStretch(1)
        what.addWidget(plain.label("Also", tone="ink2"))
        for box in (self.case, self.inflected, self.damaged):
            what.addWidget(box)
        self.body.addLayout(what)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.footer)


def _articles(rows: Iterable[TwinRow]) -> str:
    return counted(len({row.place.document for row in rows}), "article")


def _commit(bench: Workbench, project: Project, edit: Edit) -> None:
    bench.jobs.run(edit.title, twinning.committing(project, edit), partial(_show_committed, bench, edit))


def _show_committed(bench: Workbench, edit: Edit, spans: int) -> None:
    """Read the article again without losing the place in it, and say what was done."""
    reader, bar = bench.reader, bench.reader.verticalScrollBar()
    selection, top = reader.selection, bar.value()
    bench.session.reread()
    bar.setValue(top)
    if selection is not None:
        reader.select(*selection)
    key = bench.actions.key("edit.undo")
    back = f"{key_text(key)} takes it back." if key else "Undo takes it back."
    title = edit.title[:1].upper() + edit.title[1:]
    bench.session.message.emit(f"{title}: {counted(spans, 'place')}. {back}")
