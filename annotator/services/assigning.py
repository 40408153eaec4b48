"""Assignments without a server: who reads what, a project file for each, and how far everybody is.

What a person is to read is a mark in her layer, so it is logged, undone and merged as everything is. Her file
holds her articles, the scheme and her own layer. Its first edit is hers: so it is hers wherever it is opened.
"""

import secrets
from collections import Counter
from collections.abc import Generator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from annotator.domain.assigning import Split, assigned, split
from annotator.domain.change import added
from annotator.domain.entities import GOLD, Layer, StatusValue
from annotator.errors import Refused, UserError
from annotator.files import companions, explained, shown, sync_folder
from annotator.services.import_report import counted
from annotator.services.progress import Progress
from annotator.storage import assignments, handing
from annotator.storage.handing import Hand
from annotator.storage.log import NOT_AN_ACTION
from annotator.storage.project import SUFFIX, Project

_EDIT = 500  # changes of one edit
_NOT_IN_NAMES = frozenset('/\\:*?"<>|\0')


@dataclass(frozen=True, slots=True)
class Plan:
    """Who would get what: each one's new articles, how many she has already, and whether she is new here."""

    names: tuple[str, ...]
    split: Split
    before: tuple[int, ...]
    is_new: tuple[bool, ...]

    @property
    def articles(self) -> int:
        """How many articles are split."""
        return len({id for share in self.split.shares for id in share})

    def shared(self, at: int) -> int:
        """How many of the new articles of this person somebody else reads too."""
        others = {id for place, share in enumerate(self.split.shares) if place != at for id in share}
        return len(others & set(self.split.shares[at]))


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a person is with what she is to read."""

    name: str
    articles: int
    done: int
    in_progress: int
    skipped: int
    new: int


@dataclass(frozen=True, slots=True)
class Assigned:
    """What was written: the plan that was carried out, and each person's file."""

    plan: Plan
    paths: tuple[Path, ...]

    def facts(self) -> dict[str, Any]:
        """The same, ready for JSON."""
        plan = self.plan
        people = {
            name: {
                "new": len(plan.split.shares[at]),
                "before": plan.before[at],
                "file": shown(self.paths[at]),
            }
            for at, name in enumerate(plan.names)
        }
        return {"articles": plan.articles, "people": people}

    def sentences(self) -> list[str]:
        """The same for people."""
        plan = self.plan
        said = [
            f"{name}: {counted(len(share), 'new article')}, {plan.shared(at):,} of them shared;"
            f" {plan.before[at]:,} before. {shown(path)}"
            for at, (name, share, path) in enumerate(
                zip(plan.names, plan.split.shares, self.paths, strict=True)
            )
        ]
        return [f"{counted(plan.articles, 'article')} assigned.", *said]


def look(project: Project, names: Sequence[str], overlap: int = 1, seed: int = 0) -> Plan:
    """Who would get what; articles that somebody has stay where they are. Raises UserError and Refused."""
    wanted = [" ".join(name.split()) for name in names]
    layers = [_layer(project, name) for name in wanted]
    _refuse_twice(wanted)
    had = assignments.assigned(project.reader)
    before = tuple(len(had.get(layer.id, ())) if layer else 0 for layer in layers)
    new = split(assignments.unassigned(project.reader), len(wanted), overlap, seed)
    return Plan(tuple(wanted), new, before, tuple(layer is None for layer in layers))


def ready(project: Project, plan: Plan, folder: Path) -> tuple[Path, ...]:
    """Where each file of the plan would come to stand; raises UserError and Refused where it cannot be."""
    for name, had, share in zip(plan.names, plan.before, plan.split.shares, strict=True):
        if not had and not share:
            raise Refused(f"There is nothing to assign to {name}: every article has its readers.")
    return _paths(project, plan.names, folder)


def assign(
    project: Project,
    names: Sequence[str],
    overlap: int = 1,
    seed: int = 0,
    folder: Path | None = None,
    *,
    with_gold: bool = False,
) -> Generator[Progress, None, Assigned]:
    """Split the articles that nobody has yet, and write each person's file into the folder, by default that
    of the project. With `with_gold` it holds what was decided about her articles.

    Where nothing is new, the files are written as things stand; so they are again if the disk failed. The
    split is one step of undo. Raises UserError and Refused.
    """
    plan = look(project, names, overlap, seed)
    paths = ready(project, plan, folder or project.path.parent)
    with explained(paths[0].parent):
        paths[0].parent.mkdir(parents=True, exist_ok=True)
    layers = [project.ensure_layer(name) for name in plan.names]
    yield from _mark(project, layers, plan.split)
    hands = [_hand(project, layer, with_gold=with_gold) for layer in layers]
    yield from _make_ready(project, hands)
    every = handing.travelling(project.reader, hands)
    for at, (hand, path, seqs) in enumerate(zip(hands, paths, every, strict=True)):
        progress = Progress(at, len(paths), f"Writing {path.name}")
        yield progress
        yield from _write(project, path, hand, seqs, progress)
    return Assigned(plan, paths)


def standing(project: Project) -> list[Standing]:
    """How far everybody is who has something to read, in the order in which the layers were made."""
    found = assignments.standing(project.reader)
    return [_standing(layer.name, found[layer.id]) for layer in project.layers() if layer.id in found]


def facts(people: Sequence[Standing]) -> dict[str, dict[str, int]]:
    """The same by name, ready for JSON."""
    counted = [asdict(one) for one in people]
    return {str(one.pop("name")): one for one in counted}


def lines(people: Sequence[Standing]) -> list[str]:
    """The same for people."""
    return [
        f"{one.name}: {one.done:,} of {counted(one.articles, 'article')} done,"
        f" {one.in_progress:,} in progress, {one.skipped:,} skipped, {one.new:,} new"
        for one in people
    ] or ["Nobody has been assigned anything yet."]


def _standing(name: str, counts: Counter[StatusValue]) -> Standing:
    by_status = {status: counts[status] for status in ("done", "in_progress", "skipped", "new")}
    return Standing(name, counts.total(), **by_status)


def _layer(project: Project, name: str) -> Layer | None:
    """The layer of this person, if there is one; raises UserError for a name that is nobody's alone."""
    found = [layer for layer in project.layers() if layer.name == name]
    makers = [author for author in project.authors() if author.name == name]
    models = {author.id for author in project.authors() if author.is_model}
    if not name:
        raise UserError("A person without a name can be given nothing.", hint="Write a name.")
    if name == GOLD or any(layer.author in models for layer in found):
        raise UserError(f"“{name}” is a layer that no person labels.", hint="Choose another name.")
    if len(found) > 1 or len({author.id for author in makers}) > 1:
        raise UserError(
            f"There are two people called {name} in this project.",
            hint="Rename one of them in her own file and merge it, or use another name.",
        )
    return found[0] if found else None


def _refuse_twice(names: Sequence[str]) -> None:
    for name, count in Counter(name.casefold() for name in names).items():
        if count > 1:
            raise UserError(f"The name {name} is there twice.", hint="Give each person a name of her own.")


def _paths(project: Project, names: Sequence[str], folder: Path) -> tuple[Path, ...]:
    """Where the files come to stand; raises UserError where one stands already."""
    safe = [
        "".join("_" if one in _NOT_IN_NAMES or not one.isprintable() else one for one in name)
        for name in names
    ]
    paths = tuple(folder / f"{project.path.stem}-{name[:80]}{SUFFIX}" for name in safe)
    for path, name in zip(paths, names, strict=True):
        if path.exists() or paths.count(path) > 1:
            raise UserError(
                f"{path.name}, the file for {name}, exists already.",
                hint="Choose another folder, or move it.",
            )
    return paths


def _mark(project: Project, layers: Sequence[Layer], new: Split) -> Generator[Progress, None, None]:
    action = None
    for layer, share in zip(layers, new.shares, strict=True):
        title = f"assign to {layer.name} ×{len(share)}"
        for at in range(0, len(share), _EDIT):
            marks = [assigned(document, layer.id) for document in share[at : at + _EDIT]]
            action = project.commit(added(title, marks), action=action).action
            yield Progress(0, None, f"Assigning to {layer.name}")


def _hand(project: Project, layer: Layer, *, with_gold: bool) -> Hand:
    gold = project.layer(GOLD) if with_gold else None
    authors = {one.id: one for one in project.authors()}
    deciders = handing.deciders(project.reader) | {gold.author} if gold else frozenset[str]()
    documents = assignments.assigned(project.reader)[layer.id]
    layers = {layer.id, gold.id} if gold else {layer.id}
    return Hand(authors[layer.author], deciders | {layer.author}, frozenset(layers), documents)


def _make_ready(project: Project, hands: Sequence[Hand]) -> Generator[Progress, None, None]:
    """Say again what no edit says that can travel; undo passes over it, as it changes nothing."""
    yield Progress(0, None, "Reading the log")
    every = handing.travelling(project.reader, hands)
    yield Progress(0, None, "Reading the log")
    for entities in handing.to_say_again(project.reader, hands, every).values():
        for at in range(0, len(entities), _EDIT):
            project.commit(handing.said_again(entities[at : at + _EDIT]), action=NOT_AN_ACTION)
            yield Progress(0, None, "Making ready")


def _write(
    project: Project, path: Path, hand: Hand, seqs: Sequence[int], progress: Progress
) -> Generator[Progress, None, None]:
    """Write one person's file, which stands there when it is whole."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with handing.begin(draft, hand.author) as file:
            for batch in handing.batches(project.reader, seqs):
                handing.take(file, batch)
                yield progress
        with explained(path):
            draft.rename(path)
            sync_folder(path.parent)
    finally:
        for left in (draft, *companions(draft)):
            left.unlink(missing_ok=True)
