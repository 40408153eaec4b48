"""A project: one file that holds documents, a scheme, layers and everything that was ever done to them."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from annotator.domain.annotations import Annotations
from annotator.domain.change import Change, Edit, added
from annotator.domain.document import Document
from annotator.domain.entities import GOLD, Author, Entity, Key, Label, Layer, ScaleValue, Span
from annotator.domain.exchange import AnnotatedDocument
from annotator.domain.ids import derived_id, new_id
from annotator.domain.query import LoggedEdit, Statistics
from annotator.domain.scheme import Scheme
from annotator.errors import UserError
from annotator.storage import content, log, merging, reading, schemes, writing
from annotator.storage.damage import KeptDamage
from annotator.storage.database import Database, explained, explains
from annotator.storage.documents import Documents
from annotator.storage.rows import AUTHOR, LAYER

SUFFIX = ".annot"


@dataclass(frozen=True, slots=True)
class Commit:
    """An edit that is on the disk; edits of one `action` are undone together. `edit` is all that changed."""

    number: int
    action: int
    at: datetime
    edit: Edit


@explains
class Project:
    """One `*.annot` file, open. Any thread may read; writes wait for each other."""

    def __init__(self, database: Database, author: Author) -> None:
        """Use `open` or `create`."""
        self._database = database
        self.path = database.path
        self.author = author
        self.read_only = database.read_only
        self.documents = Documents(self.path, lambda: self._database.reader)
        self.damage = KeptDamage(database)
        row = database.reader.execute("select id from replica limit 1").fetchone()
        self.replica = str(row[0]) if row else self._begin()
        newest = database.reader.execute("select max(clock) from edit").fetchone()[0]
        self._clock = int(newest or 0)

    @classmethod
    def create(cls, path: Path, scheme: Scheme, author: Author) -> "Project":
        """Make a new project file with this scheme, and the author's own layer in it.

        Raises UserError where the file exists already or cannot be made.
        """
        if path.exists():
            raise UserError(f"{path.name} exists already.", hint="Choose another name, or open it.")
        if not path.parent.is_dir():
            raise UserError(
                f"The folder {path.parent} does not exist.", hint="Make it first, or choose another."
            )
        entities: list[Entity] = [author, Layer(new_id(), _free_name(author, ()), author.id)]
        entities += [scheme.rules, *scheme.labels]
        database = None
        try:
            database = Database(path, new=True)
            project = cls(database, author)
            project._commit(added("new project", entities), {}, action=log.NOT_AN_ACTION)
        except BaseException:
            if database is not None:
                database.close()
            for left in (path, *path.parent.glob(f"{path.name}-*"), path.with_name(f".{path.name}.lock")):
                left.unlink(missing_ok=True)
            raise
        return project

    @classmethod
    def open(cls, path: Path, author: Author, *, read_only: bool = False) -> "Project":
        """Open a project; who has no layer in a file that was handed out is whom it was made for. Raises
        UserError for one that is missing, damaged, foreign or newer; OnlyReadable, one too, if only that.
        """
        if not path.is_file():
            raise UserError(f"{path} does not exist.", hint="See whether it was moved or renamed.")
        with explained(path):
            project = cls(Database(path, read_only=read_only), author)
            project.author = reading.person(project.reader, author)
            return project

    def _begin(self) -> str:
        """Give the file a replica id; one that only is read needs none."""
        id = new_id()
        if not self.read_only:
            with self._database.writing() as connection:
                moment = datetime.now(UTC).isoformat()
                connection.execute("insert into replica (id, created) values (?, ?)", (id, moment))
        return id

    def close(self) -> None:
        """Let go of the file; everything is on the disk already."""
        self._database.close()

    def __enter__(self) -> "Project":
        """Itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self.close()

    # The scheme and the layers

    def scheme(self) -> Scheme:
        """The labels in their order, the rules, and the version."""
        return schemes.present(self._database.reader)

    def schemes(self) -> list[Scheme]:
        """Every scheme that it had, the present one last; the labels of each in no particular order."""
        return list(schemes.every(self._database.reader))

    def layers(self) -> list[Layer]:
        """Every layer, in the order they were made."""
        rows = self._database.reader.execute("select id, name, author from layer order by rowid")
        return [LAYER.entity(Key(LAYER.name, "", "", row[0]), row[1:]) for row in rows]

    def layer(self, name: str) -> Layer | None:
        """The layer of this name."""
        return next((layer for layer in self.layers() if layer.name == name), None)

    def own_layer(self) -> Layer | None:
        """The layer of the person at work."""
        return next((layer for layer in self.layers() if layer.author == self.author.id), None)

    def authors(self) -> list[Author]:
        """Everyone who has a layer or made an edit here."""
        rows = self._database.reader.execute("select id, name, is_model from author order by rowid")
        return [AUTHOR.entity(Key(AUTHOR.name, "", "", row[0]), row[1:]) for row in rows]

    def ensure_layer(self, name: str, author: Author | None = None) -> Layer:
        """The layer of this name, made if it is missing, with its author; undo passes over that."""
        found = self.layer(name)
        if found is not None:
            return found
        known = {one.id for one in self.authors()}
        id = derived_id(name) if name == GOLD else new_id()  # gold is one, whoever began it
        maker = author or Author(id, name)
        layer = Layer(id, name, maker.id)
        entities: list[Entity] = [layer] if maker.id in known else [maker, layer]
        self._commit(added(f"new layer {name}", entities), {}, action=log.NOT_AN_ACTION)
        return layer

    def ensure_own_layer(self) -> Layer:
        """The layer of the person at work, made if it is missing; a name that is taken gets a number."""
        own = self.own_layer()
        if own is not None:
            return own
        name = _free_name(self.author, [layer.name for layer in self.layers()])
        return self.ensure_layer(name, self.author)

    def spans_with(self, label: str) -> list[Span]:
        """Every span with the label of this id, in all layers."""
        return reading.spans_with(self._database.reader, label)

    def uses(self, what: Label | ScaleValue) -> int:
        """How many spans have this label, or judgements this value, in all layers."""
        return reading.uses(self._database.reader, what)

    # Edits

    def commit(
        self, edit: Edit, *, texts: Mapping[str, str] | None = None, action: int | None = None
    ) -> Commit:
        """Write the edit; it is on the disk when this returns.

        `texts` holds the texts, by content id, of documents that may be new. Several edits with one `action`
        (that of the first one's Commit) are undone together. Raises Stale where an entity is not as the edit
        says it was, and UserError where the file or the disk says no.
        """
        return self._commit(edit, texts or {}, action=action)

    def undo(self) -> list[Edit]:
        """Take back the last action that is still done; empty where there is none."""
        return list(self.undoing())

    def redo(self) -> list[Edit]:
        """Do again what was undone last, unless something new was done since."""
        return list(self.redoing())

    def undoing(self) -> Iterator[Edit]:
        """Undo, one edit of the action at a time, each on the disk when it is yielded."""
        return self._reverse(log.undoable(self._database.reader, self.replica), "undo")

    def redoing(self) -> Iterator[Edit]:
        """Redo, one edit of the action at a time, each on the disk when it is yielded."""
        return self._reverse(log.redoable(self._database.reader, self.replica), "redo")

    def undo_size(self, most: int) -> tuple[int, int]:
        """How many edits undo would take back, and how many changes, counted no further than `most`."""
        return log.size(self._database.reader, log.undoable(self._database.reader, self.replica), most)

    def redo_size(self, most: int) -> tuple[int, int]:
        """How many edits redo would do again, and how many changes, counted no further than `most`."""
        return log.size(self._database.reader, log.redoable(self._database.reader, self.replica), most)

    def undo_title(self) -> str | None:
        """What undo would take back."""
        return log.undoable_title(self._database.reader, self.replica)

    def redo_title(self) -> str | None:
        """What redo would do again."""
        found = log.redoable(self._database.reader, self.replica)
        return found[0].title if found else None

    def _reverse(self, logged: list[log.Logged], act: str) -> Iterator[Edit]:
        action = None
        for line in logged:
            with explained(self.path):
                edit = log.load(self._database.reader, line).inverse()
            of = line.number if line.of is None else line.of
            commit = self._commit(edit, {}, action=action, act=act, of=of)
            action = commit.action
            yield commit.edit

    def _commit(
        self,
        edit: Edit,
        texts: Mapping[str, str],
        *,
        action: int | None,
        act: str = "do",
        of: int | None = None,
    ) -> Commit:
        with self._database.writing() as connection:
            stamp = self._stamp(connection, action, act, of)
            moved: list[Change] = []
            if of is not None:
                moved, edit = merging.reverse(connection, edit, self.replica, of, act)
            writing.write(connection, edit, stamp, texts)
            self._clock += 1
        changed = merging.together(moved, edit) if moved else edit
        return Commit(stamp.number, stamp.action, stamp.at, changed)

    def _stamp(
        self, connection: sqlite3.Connection, action: int | None, act: str = "do", of: int | None = None
    ) -> writing.Stamp:
        last = connection.execute(
            "select max(number) from edit where replica = ?", (self.replica,)
        ).fetchone()
        number = (last[0] or 0) + 1
        moment = datetime.now(UTC)
        joined = number if action is None else action
        return writing.Stamp(self.replica, number, self._clock + 1, moment, self.author.id, act, of, joined)

    # Merging

    def receive(
        self, batch: merging.Batch, title: str, *, decided: Edit | None = None, action: int | None = None
    ) -> Commit:
        """Take edits of another file in; it is on the disk when this returns. `decided` is what the person
        decided about them. Undoing it takes both out of the log again.
        """
        with self._database.writing() as connection:
            stamp = self._stamp(connection, action)
            edit, self._clock = merging.unite(connection, batch, stamp, title, decided)
        return Commit(stamp.number, stamp.action, stamp.at, edit)

    def part(self) -> None:
        """Go on under another replica id, as another file has the present one and may use its numbers too."""
        id = new_id()
        with self._database.writing() as connection:
            connection.execute("update replica set id = ?", (id,))
        self.replica = id

    @property
    def reader(self) -> sqlite3.Connection:
        """This thread's own connection, for the rest of this package."""
        return self._database.reader

    # Reading

    def document(self, id: str) -> Document:
        """The document with this content id; raises KeyError."""
        return reading.document(self._database.reader, id)

    def id_of(self, number: int) -> str:
        """The content id of the document with this local number; raises KeyError."""
        row = self._database.reader.execute("select id from content where number = ?", (number,)).fetchone()
        if row is None:
            raise KeyError(number)
        return str(row[0])

    def number_of(self, id: str) -> int | None:
        """The local number of a document that has an appearance."""
        row = self._database.reader.execute(
            "select d.number from content c join document d on d.number = c.number where c.id = ?", (id,)
        ).fetchone()
        return None if row is None else int(row[0])

    def annotations(self, document: str, layer: str) -> Annotations:
        """What the layer holds on the document."""
        return reading.annotations(self._database.reader, document, layer)

    def annotated(self, layer: Layer, statuses: Collection[str] | None = None) -> Iterator[AnnotatedDocument]:
        """The documents, in order of arrival, with what the layer says; of these statuses, if any are named.

        It reads one consistent state of the project, however long it takes.
        """
        return reading.annotated(self._database.path, layer, statuses)

    def current(self, keys: Iterable[Key]) -> dict[Key, Entity]:
        """The entities with these keys that are there."""
        return reading.current(self._database.reader, keys)

    def history(self, document: str | None = None, limit: int = 100) -> list[LoggedEdit]:
        """What was done last, to this document or to the project, the latest first."""
        return reading.history(self._database.reader, document, limit)

    def problems(self) -> Iterator[str]:
        """What is wrong with the project's content, a sentence each."""
        return content.problems(self._database.reader)

    def rebuild(self) -> None:
        """Write every table anew from the change log."""
        with self._database.writing() as connection:
            content.rebuild(connection)

    def statistics(self) -> Statistics:
        """The project in figures."""
        return reading.statistics(self._database.reader, self.path)


def _free_name(author: Author, taken: Collection[str]) -> str:
    """What a person's own layer is called: as she is, with a number where another is. Gold is nobody's."""
    name, number = author.name, 2
    while name == GOLD or name in taken:
        name, number = f"{author.name} {number}", number + 1
    return name
