"""Rows on their way in: what they change in a project, as one edit a batch."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field, fields, replace

from annotator.domain.change import Change, Edit
from annotator.domain.edits import opinion_id
from annotator.domain.entities import (
    FLAG,
    SENTIMENT,
    Appearance,
    Entity,
    Key,
    Label,
    Layer,
    Mark,
    Opinion,
    Span,
    Status,
)
from annotator.domain.exchange import Incoming, IncomingNote, Problem
from annotator.domain.scheme import make_label
from annotator.services.held import Held
from annotator.storage.project import Project

MOST_LABELS = 200
_MOST_CHANGES = 20_000  # of one edit: what a disk takes in about a second


@dataclass(slots=True)
class Tally:
    """How much came in. `updated` documents had been labelled before, and differently; `copies` are new
    appearances of texts that are here; `already_here` are rows that changed nothing.
    """

    documents: int = 0
    appearances: int = 0
    copies: int = 0
    already_here: int = 0
    updated: int = 0
    spans: int = 0
    marks: int = 0
    opinions: int = 0

    def count(self, kinds: Iterable[str]) -> None:
        """Count new entities of these kinds."""
        found = Counter(kinds)
        self.appearances += found[Appearance.kind]
        self.spans += found[Span.kind]
        self.marks += found[Mark.kind]
        self.opinions += found[Opinion.kind]

    def add(self, other: "Tally") -> None:
        """Count the other's as well."""
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))


@dataclass(frozen=True, slots=True)
class Arrival:
    """A row, and the file it is from."""

    file: str
    row: Incoming


@dataclass(slots=True)
class Batch:
    """What a batch of rows does: the edit's changes, the texts it brings, and what it counts."""

    changes: list[Change] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    tally: Tally = field(default_factory=Tally)
    labels: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    said: set[int] = field(default_factory=set)

    def edits(self, title: str) -> Iterator[Edit]:
        """The edit of this title, in parts where one row is huge; none where nothing changes."""
        for at in range(0, len(self.changes), _MOST_CHANGES):
            yield Edit(title, tuple(self.changes[at : at + _MOST_CHANGES]))


class Arrivals:
    """Knows the layers, and what the import said before, as it goes along."""

    def __init__(self, project: Project, layer: str | None) -> None:
        """`layer` takes what all rows say; None: each row's own layer decides, else the person's own."""
        self._project = project
        self._only_layer = layer
        self._layers: dict[str, Layer] = {}
        self._said: set[int] = set()  # hashes: an import may say millions of things

    def batch(self, arrivals: Sequence[Arrival]) -> Batch:
        """What these rows change in the project and its scheme as they are. Makes the layers they need."""
        return _Collecting(self._project, arrivals, self._layer_for, self._said).batch()

    def written(self, batch: Batch) -> None:
        """Remember that the batch is on the disk."""
        self._said |= batch.said

    def _layer_for(self, row: Incoming) -> Layer | None:
        """The layer that takes what the row says; None where it says nothing and names none."""
        if row.layer is None and not row.is_annotated:
            return None
        name = self._only_layer or row.layer or ""
        if name not in self._layers:
            self._layers[name] = (
                self._project.ensure_layer(name) if name else self._project.ensure_own_layer()
            )
        return self._layers[name]


class _Collecting:
    """Collects what the rows of one batch change."""

    def __init__(
        self,
        project: Project,
        arrivals: Sequence[Arrival],
        layer_for: Callable[[Incoming], Layer | None],
        said: Set[int],
    ) -> None:
        self.layer_for = layer_for
        self._project = project
        self._arrivals = arrivals
        self._said = said
        self._scheme = project.scheme()
        self._labels = {label.id: label for label in self._scheme.labels}
        self._labels |= {label.name: label for label in self._scheme.labels}
        self._scale = {value.name for value in self._scheme.scale}
        self._batch = Batch(texts={one.row.appearances[0].document: one.row.text for one in arrivals})
        self._new = {id for id in self._batch.texts if project.number_of(id) is None}
        self._new_labels: list[Label] = []
        self._held: dict[tuple[str, str], Held] = {}
        keys = (appearance.key for one in arrivals for appearance in one.row.appearances)
        # What is said to have appeared without a text is news when the text comes.
        known = project.current(keys).items()
        self._before = {key: entity for key, entity in known if key.document not in self._new}
        self._now: dict[Key, Entity] = dict(self._before)

    def batch(self) -> Batch:
        """What all of the rows change."""
        batch, updated = self._batch, set[str]()
        for one in self._arrivals:
            said = [(entity.key, entity) for entity in _Reading(self, one, batch.problems).entities()]
            differing = [(key, entity) for key, entity in said if self._is_news(one, key, entity)]
            batch.tally.already_here += not differing
            updated |= {key.document for key, _ in differing if key in self._now}
            self._now.update(differing)
        before = self._before
        changed = [(key, entity) for key, entity in self._now.items() if before.get(key) is not entity]
        batch.tally.documents = len(self._new)
        batch.tally.count(key.kind for key, _ in changed if key not in before)
        batch.tally.updated = len(updated)
        batch.tally.copies = batch.tally.appearances - batch.tally.documents
        batch.labels = [label.name for label in self._new_labels]
        batch.changes += [Change(None, label) for label in self._new_labels]
        batch.changes += [Change(before.get(key), entity) for key, entity in changed]
        return batch

    def held(self, layer: str, document: str) -> Held:
        """What the layer holds on the document, with what the rows before said."""
        if (layer, document) not in self._held:
            on = self._project.annotations(document, layer)  # maybe more than nothing, though the text is new
            there: list[Entity] = [*on.spans, *on.marks, *on.opinions]
            if on.status != "new":
                there.append(Status(layer, document, on.status))
            self._before.update((entity.key, entity) for entity in there)
            self._now.update((entity.key, entity) for entity in there)
            self._held[layer, document] = Held(on, self._scheme)
        return self._held[layer, document]

    def says_again(self, *what: str) -> bool:
        """Whether the import has said this before; from now on it has."""
        mark = hash(what)
        again = mark in self._said or mark in self._batch.said
        self._batch.said.add(mark)
        return again

    def label(self, name: str) -> Label | None:
        """The label of this name, else of this id, else a new one; None where there are too many."""
        found = self._labels.get(name)
        if found is None and len(self._scheme.labels) < MOST_LABELS:
            found = make_label(self._scheme, name)
            self._scheme = replace(self._scheme, labels=(*self._scheme.labels, found))
            self._labels[name] = found
            self._new_labels.append(found)
        return found

    def knows(self, sentiment: str) -> bool:
        """Whether the scale has this value."""
        return sentiment in self._scale

    def _is_news(self, one: Arrival, key: Key, entity: Entity) -> bool:
        """Whether the project does not say so yet; a row that takes back an earlier one's word is told."""
        now = self._now.get(key)
        what = _judged(entity)
        if what and self.says_again(*key) and now != entity:
            sentence = f"{what} is not what an earlier row said of this text; this last one was kept."
            self._batch.problems.append(Problem(one.file, one.row.line, sentence, skipped=False))
        return now != entity


def _judged(entity: Entity) -> str:
    """What the entity is, in words, where a layer has but one answer to it."""
    if isinstance(entity, Span):  # there are most of them
        return ""
    if isinstance(entity, Status):
        return "The status"
    if isinstance(entity, Opinion):
        return "An opinion"
    if not isinstance(entity, Mark) or entity.name not in (SENTIMENT, FLAG):
        return ""
    what = "sentence" if entity.name == SENTIMENT else "words"
    at = "" if entity.start is None else f" of the {what} at {entity.start}-{entity.end}"
    return f"The {entity.name}{at}"


class _Reading:
    """Reads the entities off one row."""

    def __init__(self, known: _Collecting, one: Arrival, problems: list[Problem]) -> None:
        self._known = known
        self._file = one.file
        self._row = one.row
        self._document = one.row.appearances[0].document
        self._problems = problems
        self._ids: dict[str | None, str] = {}  # of spans: the row's own, and those they have now

    def entities(self) -> Iterator[Entity]:
        """Appearances first, then what the row says in its layer."""
        row = self._row
        yield from row.appearances
        layer = self._known.layer_for(row)
        if layer is None:
            return
        held = self._known.held(layer.id, self._document)
        if row.status not in (None, "new"):
            yield Status(layer.id, self._document, row.status or "new")
        yield from self._marks(layer.id)
        yield from self._notes(held)
        yield from self._spans(layer.id, held)
        yield from self._opinions(layer.id)

    def _marks(self, layer: str) -> Iterator[Mark]:
        row, document = self._row, self._document
        if row.flag is not None:
            yield Mark(FLAG, layer, document, FLAG, row.flag)
        if row.sentiment is not None and self._is_known(row.sentiment, "The article's sentiment"):
            yield Mark(SENTIMENT, layer, document, SENTIMENT, row.sentiment)
        for one in row.sentences:
            if self._is_known(one.sentiment, f"The sentiment of the sentence at {one.start}-{one.end}"):
                id = f"{SENTIMENT}:{one.start}-{one.end}"
                yield Mark(id, layer, document, SENTIMENT, one.sentiment, one.start, one.end)

    def _notes(self, held: Held) -> Iterator[Mark]:
        told: Counter[IncomingNote] = Counter()
        for one in self._row.notes:
            yield held.note(one, told[one])
            told[one] += 1

    def _spans(self, layer: str, held: Held) -> Iterator[Span]:
        if not self._row.spans:
            return
        again = self._known.says_again(layer, self._document)
        claimed = set(held.ids()) if again else set[str]()
        kept: set[str] = set()
        moved = 0
        for one in self._row.spans:
            label = self._known.label(one.label)
            if label is None:
                self._wrong(f"The scheme has {MOST_LABELS} labels; “{one.label[:40]}” was left out.")
                continue
            span = held.take(one, label.id, claimed)
            where = f"The span {one.label} at {one.start}-{one.end}"
            if span is None:
                self._wrong(f"{where} overlaps another, which the scheme forbids; it was left out.")
                continue
            if one.id is not None:
                self._ids[one.id] = span.id
            if span.id in kept:
                self._wrong(f"{where} stands here twice; one was kept.")
                continue
            moved += one.id is not None and span.id != one.id and span.id not in claimed
            kept.add(span.id)
            claimed.add(span.id)
            yield span
        if moved:
            self._wrong(f"Span ids that this text has elsewhere already were replaced: {moved:,}.")

    def _opinions(self, layer: str) -> Iterator[Opinion]:
        told: dict[tuple[str, str | None], int] = {}
        for one in self._row.opinions:
            target = self._ids.get(one.target)
            holder = None if one.holder is None else self._ids.get(one.holder)
            if target is None or (one.holder is not None and holder is None):  # else it became the author's
                self._wrong(f"An opinion, {one.polarity[:40]}, was left out with its target or its holder.")
                continue
            if not self._is_known(one.polarity, "The polarity of an opinion"):
                continue
            number = told.get((target, holder), 0)
            told[target, holder] = number + 1
            id = opinion_id(target, holder, number)
            yield Opinion(
                id, layer, self._document, target, one.polarity, holder, one.expression, one.intensity
            )

    def _is_known(self, value: str, what: str) -> bool:
        known = self._known.knows(value)
        if not known:
            self._wrong(f"{what}, “{value[:40]}”, is not on the scheme's scale; it was left out.")
        return known

    def _wrong(self, sentence: str) -> None:
        self._problems.append(Problem(self._file, self._row.line, sentence, skipped=False))
