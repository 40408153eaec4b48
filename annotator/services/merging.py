"""Colleagues' files in: what would come, a backup, and then the union of the change logs.

Edits come in batches, each on the disk when the next one begins; all of a merge is one action, so that one
undo takes it back. Closing the generator keeps what came, and merging again brings the rest.
"""

from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from annotator.domain.change import Change, Edit
from annotator.domain.entities import Key, Label
from annotator.domain.merging import Conflict, Decisions, Plan
from annotator.domain.scheme import Scheme
from annotator.errors import UserError
from annotator.services.backups import Backups
from annotator.services.progress import Progress
from annotator.storage import looking
from annotator.storage.colleague import Colleague, opened
from annotator.storage.forks import compare
from annotator.storage.merging import Batch
from annotator.storage.project import Project

_BATCH_EDITS, _BATCH_CHANGES, _BATCH_CHARACTERS = 2_000, 10_000, 10_000_000
_DECIDED_AT_ONCE = 10_000
_YIELD_EVERY = 200


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did: each file's plan, where the backup is, and what stands side by side now."""

    plans: tuple[Plan, ...]
    backup: Path | None
    conflicts: tuple[Conflict, ...]


def look(project: Project, paths: Sequence[Path]) -> Generator[Progress, None, list[Plan]]:
    """What merging each of these files would do; nothing is written. Raises UserError."""
    found = yield from _looked_at_all(project, paths)
    known = len(list(looking.conflicts(project.reader)))
    return [replace(one.plan, known_conflicts=known) for one in found]


def look_each(project: Project, paths: Sequence[Path]) -> Generator[Progress, None, list[Plan | UserError]]:
    """What merging each of these files would do, or why that one cannot be merged; nothing is written."""
    found: list[Plan | UserError] = []
    for path in paths:
        try:
            found += yield from look(project, [path])
        except UserError as error:
            found.append(error)
    return found


def merge(
    project: Project,
    paths: Sequence[Path],
    backups: Backups | None = None,
    decisions: Decisions | None = None,
) -> Generator[Progress, None, Merged]:
    """Take in what the files have and the project lacks. Raises UserError, and then nothing is written if
    any of the files is not as it should be.
    """
    found = yield from _looked_at_all(project, paths)
    plans = tuple(one.plan for one in found)
    if decisions is None and all(plan.is_empty for plan in plans):
        return Merged(plans, None, _conflicts(project))
    backup = None
    if backups is not None:
        yield Progress(0, None, "Backing up")
        backup = backups.before(project.path, datetime.now())
    if any(project.replica in one.comparison.roots for one in found):
        project.part()
    run = _Merge(project, decisions or Decisions())
    for path in paths:
        with _opened(project, path) as colleague:
            yield from run.file(colleague)
    yield Progress(0, None, "Deciding")
    run.decide()
    return Merged(plans, backup, _conflicts(project))


def mapped(scheme: Scheme, plans: Sequence[Plan], pairs: Sequence[str]) -> dict[str, str]:
    """Label ids from "THEIRS=OURS", each a label's name or id; raises UserError for one that is not there."""
    theirs = [new.label for plan in plans for new in plan.labels]
    found = {}
    for pair in pairs:
        left, equals, right = pair.partition("=")
        ours = scheme.named(right) or scheme.label(right)
        label = next((one for one in theirs if left in (one.name, one.id)), None)
        if not equals or ours is None or label is None:
            raise UserError(
                f"{pair} does not name a new label of theirs and one of yours.",
                hint="See: annotator merge --dry-run",
            )
        found[label.id] = ours.id
    return found


@dataclass(slots=True)
class _Merge:
    """One merge under way."""

    project: Project
    decisions: Decisions
    action: int | None = None
    _labels: dict[str, Label] = field(default_factory=dict)

    def file(self, colleague: Colleague) -> Generator[Progress, None, None]:
        """Take one file in."""
        yield Progress(0, None, f"Reading {colleague.path.name}")
        comparison = compare(
            self.project.reader, colleague.connection
        )  # a file before it may have brought some
        self._labels |= {label.id: label for label in colleague.labels()}
        names: Mapping[str, str] = comparison.our_names
        title, done = f"merge {colleague.path.name}", 0
        for batch in _batches(colleague, comparison.new, comparison.their_names):
            batch.names = names
            self._receive(batch, title)
            names, done = {}, done + len(batch.records)
            yield Progress(done, len(comparison.new), colleague.path.name)

    def decide(self) -> None:
        """Write what the person decided, and see that every label that came with spans is in the scheme: one
        that was removed here comes back with them, and without any it stays removed.
        """
        changes = self._decided()
        for at in range(0, len(changes), _DECIDED_AT_ONCE):
            decided = Edit("merge: as decided", tuple(changes[at : at + _DECIDED_AT_ONCE]))
            self._receive(Batch(), "merge: as decided", decided)

    def _receive(self, batch: Batch, title: str, decided: Edit | None = None) -> None:
        commit = self.project.receive(batch, title, decided=decided, action=self.action)
        self.action = commit.action if self.action is None else self.action

    def _decided(self) -> list[Change]:
        scheme = self.project.scheme()
        changed: dict[Key, Change] = {}
        for theirs, ours in self.decisions.labels.items():
            if theirs == ours or scheme.label(ours) is None:
                raise UserError(
                    f"There is no label “{ours}” to stand for “{theirs}”.", hint="See: annotator info"
                )
            spans = self.project.spans_with(theirs)
            changed |= {span.key: Change(span, replace(span, label=ours)) for span in spans}
            changed |= {label.key: Change(label, None) for label in scheme.labels if label.id == theirs}
        for id, label in self._labels.items():
            is_kept = id not in self.decisions.labels and self.project.uses(label)
            if scheme.label(id) is None and is_kept:
                changed[label.key] = Change(None, label)
        now = self.project.current(self.decisions.chosen)
        changed |= {key: Change(now.get(key), one) for key, one in self.decisions.chosen.items()}
        return list(changed.values())


def _opened(project: Project, path: Path) -> AbstractContextManager[Colleague]:
    if path.exists() and path.resolve() == project.path:
        raise UserError("That is the project itself.", hint="Choose a colleague's file.")
    return opened(path)


def _looked_at_all(project: Project, paths: Sequence[Path]) -> Generator[Progress, None, list[looking.Found]]:
    found = []
    for path in paths:
        with _opened(project, path) as colleague:
            found.append((yield from _looked(project, colleague)))
    return found


def _looked(project: Project, colleague: Colleague) -> Generator[Progress, None, looking.Found]:
    name = colleague.path.name
    yield Progress(0, None, f"Reading {name}")
    steps = looking.look(project.reader, colleague, project.author.id)
    try:
        while True:
            done, total = next(steps)
            if done % _YIELD_EVERY == 0:
                yield Progress(done, total, f"Reading {name}")
    except StopIteration as end:
        colleague.refuse_if_written()
        found: looking.Found = end.value
        return found


def _batches(colleague: Colleague, seqs: Sequence[int], names: Mapping[str, str]) -> Iterator[Batch]:
    """The edits in their order, in batches that a disk takes in about a second."""
    batch, changes, characters = Batch(), 0, 0
    for seq in seqs:
        record = colleague.record(seq, names)
        batch.records.append(record)
        changes += len(record.changes)
        for document in {told.document for told in record.changes} - {"", *batch.texts}:
            batch.texts[document] = text = colleague.text(document)
            characters += len(text or "")
        full = len(batch.records) >= _BATCH_EDITS or changes >= _BATCH_CHANGES
        if full or characters >= _BATCH_CHARACTERS:
            colleague.refuse_if_written()
            yield batch
            batch, changes, characters = Batch(), 0, 0
    if batch.records:
        colleague.refuse_if_written()
        yield batch


def _conflicts(project: Project) -> tuple[Conflict, ...]:
    return tuple(looking.conflicts(project.reader))
