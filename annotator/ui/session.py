"""The session: the open project, the shown document and the active layer, and the one road to the disk."""

from array import array
from collections.abc import Callable, Generator, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from annotator.domain.annotations import Annotations
from annotator.domain.change import Change, Edit
from annotator.domain.document import Document
from annotator.domain.entities import Author, Label, Layer, Rules
from annotator.domain.query import ListQuery
from annotator.domain.scheme import Scheme
from annotator.errors import Refused, UserError
from annotator.services.backups import Backups
from annotator.services.progress import Progress
from annotator.storage.project import Project
from annotator.ui.jobs import Jobs

FIRST_PAGE = 500
FIRST_PAGE_MS = 40
_Steps = Callable[[Project], Iterator[Edit]]
_Size = Callable[[Project, int], tuple[int, int]]
_MOST_AT_ONCE = 300  # changes, which are written and shown in some 20 ms
_IN_THE_PAST = "This is the article as it was. Press Esc to come back, then do it."
_NO_SCHEME = Scheme(Rules("none", "No scheme"))


class Session(QObject):
    """Holds ids and values, never widgets. Views listen to its signals and read its attributes.

    `edited` says that an edit is on the disk, and is sent for undo and redo too; `did` only for a new one.
    While `past` says as of when, `annotations` are those of then, and nothing can be changed.
    """

    opened = Signal()
    closed = Signal()
    shown = Signal()
    edited = Signal(object)
    did = Signal(object)
    layer_changed = Signal()
    list_changed = Signal()
    saved = Signal(object)
    message = Signal(str)
    failed = Signal(object)

    def __init__(
        self, author: Author, jobs: Jobs, parent: QObject | None = None, backups: Backups | None = None
    ) -> None:
        """`author` is the person at work; `jobs` runs what takes long; `backups` copies what is closed."""
        super().__init__(parent)
        self.author = self._person = author  # in a file that was handed out, whom it was made for
        self.backups = backups
        self.project: Project | None = None
        self.scheme: Scheme = _NO_SCHEME
        self.layer: Layer | None = None
        self.document: Document | None = None
        self.number: int | None = None
        self.annotations = Annotations("", "")
        self.past: str | None = None
        self.query = ListQuery("")
        self.numbers: array[int] = array("q")
        self.is_searching = False
        self.is_whole = True
        self._is_walking = False  # through an undo of many edits, beside the window
        self._jobs = jobs
        jobs.idle.connect(self._stand_still)
        self._list_jobs = Jobs(self)
        for broken_off in (jobs.cancelled, jobs.failed):  # what it wrote until then is in the file
            broken_off.connect(lambda *_: self.reread())

    # Opening and closing

    def open(self, path: Path, *, read_only: bool = False) -> None:
        """Open a project in place of the present one; raises UserError and then keeps the present one."""
        is_same = self.project is not None and path.resolve() == self.project.path
        if is_same and self.project is not None and self.project.read_only == read_only:
            return
        self._take(Project.open(path, self._person, read_only=read_only))

    def create(self, path: Path, scheme: Scheme) -> None:
        """Make a project and open it; raises UserError."""
        self._take(Project.create(path, scheme, self._person))

    def close(self) -> None:
        """Close the project; all that was done in it is on the disk."""
        self._list_jobs.close()
        if self.project is None:
            return
        self._jobs.close()
        if self.backups is not None and not self.project.read_only:
            try:
                self.backups.take(self.project.path, datetime.now())
            except UserError as error:
                self.failed.emit(error)
        self.project.close()
        self.project = None
        self._forget()
        self.closed.emit()

    def _take(self, project: Project) -> None:
        try:
            scheme, layer = project.scheme(), _first_layer(project)
        except BaseException:
            project.close()
            raise
        self.close()
        self._forget()
        self.project, self.scheme, self.layer, self.author = project, scheme, layer, project.author
        self.query = ListQuery(self.layer_id)
        self._load_numbers()
        self.opened.emit()
        self.list_changed.emit()
        if self.numbers:
            self.show(self.numbers[0])

    def _forget(self) -> None:
        self.scheme, self.layer, self.document, self.number = _NO_SCHEME, None, None, None
        self.past, self.author = None, self._person
        self.annotations, self.numbers, self.query = Annotations("", ""), array("q"), ListQuery("")

    @property
    def layer_id(self) -> str:
        """The active layer's id, empty without a layer."""
        return self.layer.id if self.layer else ""

    @property
    def can_edit(self) -> bool:
        """Whether the active layer is one's own, as it is now, in a project that can be written."""
        return self.can_write and self.layer is not None and self.layer.author == self.author.id

    @property
    def can_write(self) -> bool:
        """Whether the project can be written, and is shown as it is now."""
        return self.project is not None and not self.project.read_only and self.past is None

    # Documents

    def show(self, number: int) -> None:
        """Show the document with this local number."""
        if self.project is None:
            return
        try:
            document = self.project.document(self.project.id_of(number))
            annotations = self.project.annotations(document.id, self.layer_id)
        except KeyError:
            self.message.emit("That article is not in the project any more.")
            return
        self.document, self.number, self.annotations = document, number, annotations
        self.past = None
        self.shown.emit()

    def show_next(self, step: int = 1) -> bool:
        """Show the next article of the list (or an earlier one); says so and returns False at its end."""
        at = self.position
        target = at + step if at is not None else 0
        if not 0 <= target < len(self.numbers):
            self.message.emit(
                "This is the last article of the list." if step > 0 else "This is the first article."
            )
            return False
        self.show(self.numbers[target])
        return True

    @property
    def position(self) -> int | None:
        """Where the shown document stands in the list, counted from 0."""
        if self.number is None:
            return None
        try:
            return self.numbers.index(self.number)
        except ValueError:
            return None

    def set_layer(self, layer: Layer) -> None:
        """Look at another layer; one that is not one's own cannot be edited."""
        self.layer = layer
        self.query = replace(self.query, layer=layer.id)
        if self.project is not None and self.document is not None:
            self.annotations = self.project.annotations(self.document.id, layer.id)
        self.past = None
        self.layer_changed.emit()
        self.refresh_list()

    def set_query(self, query: ListQuery) -> None:
        """Show other documents in the list, or in another order."""
        self.query = replace(query, layer=self.layer_id)
        self.refresh_list()
        if self.project is not None and self.project.documents.order_of(self.query) != query.order:
            self.message.emit("No model has suggested anything yet: the list is by arrival.")

    def refresh_list(self) -> None:
        """Ask again which documents the list shows."""
        self._load_numbers()
        self.list_changed.emit()

    def reread(self) -> None:
        """Read again what a job may have written beside the session: the scheme, the article, the list."""
        if self.project is None:
            return
        known, self.scheme = self.scheme, self.project.scheme()
        new = [Change(None, label) for label in self.scheme.labels if known.label(label.id) is None]
        if new:
            self.edited.emit(Edit("new labels", tuple(new)))
        self.refresh_list()
        if self.document is None or self.number is None:
            if self.numbers:
                self.show(self.numbers[0])
        elif self.project.annotations(self.document.id, self.layer_id) != self.annotations:
            self.show(self.number)

    def _load_numbers(self) -> None:
        """The first page at once, unless even that takes long; the rest, if there is more, beside the window.

        While there is no first page yet, `is_searching` says that the empty list is not the answer; until the
        rest is there, `is_whole` says that there is more.
        """
        if self.project is None:
            return
        documents, query = self.project.documents, self.query
        first = documents.first(query, FIRST_PAGE, FIRST_PAGE_MS)
        self.is_searching = first is None
        self.numbers = array("q") if first is None else first
        self.is_whole = first is not None and len(first) < FIRST_PAGE
        if self.is_whole:
            return

        def load() -> Generator[Progress, None, "array[int] | None"]:
            yield Progress(0, None, "Reading the list")
            return documents.numbers(query) if query == self.query else None

        def loaded(numbers: "array[int] | None") -> None:
            if query == self.query and numbers is not None:
                self.numbers, self.is_searching, self.is_whole = numbers, False, True
                self.list_changed.emit()

        self._list_jobs.run("Reading the list", load(), loaded)

    # Edits

    def attempt(self, decide: Callable[[], Edit], *, of_gold: bool = False) -> bool:
        """Decide on an edit and commit it; a refusal becomes a message. Returns whether it is on the disk.

        The edit is of the active layer, or of what nobody owns; `of_gold` if a reviewer decides.
        """
        if self.project is None or not self.may_edit(of_gold=of_gold):
            return False
        try:
            edit = decide()
            commit = self.project.commit(edit)
        except Refused as refused:
            self.message.emit(str(refused))
            return False
        except UserError as error:
            self.failed.emit(error)
            return False
        self._took(edit)
        self.did.emit(edit)
        self.saved.emit(commit.at)
        return True

    def may_edit(self, *, of_gold: bool = False) -> bool:
        """Whether there can be an edit now; if not, a message says why."""
        can_write = self.can_write if of_gold else self.can_edit
        if not can_write:
            self.message.emit(_why_not(self))
        elif self._is_walking:
            self.message.emit("Wait until the undo is through, or cancel it.")
        return can_write and not self._is_walking

    def commit(self, edit: Edit) -> bool:
        """Commit an edit that is decided already."""
        return self.attempt(lambda: edit)

    def undo(self) -> None:
        """Take back the last thing done, wherever it was done."""
        self._walk(Project.undoing, Project.undo_size, "undo")

    def redo(self) -> None:
        """Do again what was undone last."""
        self._walk(Project.redoing, Project.redo_size, "redo")

    def _walk(self, steps: _Steps, size: _Size, word: str) -> None:
        """What is soon done, at once; what is much, as a job beside the window."""
        project = self.project
        if project is None or project.read_only:
            self.message.emit(f"There is nothing to {word}.")
            return
        count, changes = size(project, _MOST_AT_ONCE + 1)
        if self.past is not None:
            self.message.emit(_IN_THE_PAST)
        elif count == 0:
            self.message.emit(f"There is nothing to {word}.")
        elif count == 1 and changes <= _MOST_AT_ONCE:
            try:
                for edit in steps(project):
                    self._took(edit)
                    if (number := _elsewhere(self, edit)) is not None:
                        self.show(number)
                    self.message.emit(f"{word.capitalize()}: {edit.title}")
                self.saved.emit(datetime.now(UTC))
            except Refused as refused:
                self.message.emit(str(refused))
            except UserError as error:
                self.failed.emit(error)
        elif self._jobs.running is not None:
            self.message.emit(f"“{self._jobs.running}” is not through. Wait for it, or cancel it.")
        else:
            self._is_walking = True
            self._jobs.run(word.capitalize(), _stepped(steps(project), count), self._took_all)

    def _stand_still(self) -> None:
        self._is_walking = False

    def _took_all(self, edits: list[Edit]) -> None:
        self.refresh_list()
        for edit in edits:
            self._took(edit)
        self.saved.emit(datetime.now(UTC))

    def _took(self, edit: Edit) -> None:
        if edit.touches(Label.kind, Rules.kind) and self.project is not None:
            self.scheme = self.project.scheme()
        self.annotations = self.annotations.after(edit)
        self.edited.emit(edit)


def _elsewhere(session: Session, edit: Edit) -> int | None:
    """The local number of the one article that the edit was in, if another is shown."""
    documents = edit.documents()
    is_here = session.document is not None and session.document.id in documents
    if session.project is None or len(documents) != 1 or is_here:
        return None
    return session.project.number_of(next(iter(documents)))


def _why_not(session: Session) -> str:
    """Why the session cannot be edited."""
    if session.past is not None:
        return _IN_THE_PAST
    if session.project is not None and session.project.read_only:
        return f"{session.project.path.name} is open read-only."
    name = session.layer.name if session.layer else "no layer"
    return f"This is the layer of {name}. Choose your own layer to label."


def _first_layer(project: Project) -> Layer | None:
    """One's own layer, made if it can be, else any."""
    if project.read_only:
        return project.own_layer() or next(iter(project.layers()), None)
    return project.ensure_own_layer()


def _stepped(steps: Iterator[Edit], count: int) -> Generator[Progress, None, list[Edit]]:
    done: list[Edit] = []
    for edit in steps:
        done.append(edit)
        yield Progress(len(done), count, edit.title)
    return done
