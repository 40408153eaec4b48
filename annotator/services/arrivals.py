"""Rows on their way in: what they change in a project, as one edit a batch."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace

from annotator.domain.change import Change, Edit
from annotator.domain.edits import opinion_id
from annotator.domain.entities import (
    FLAG,
    NOTE,
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
from annotator.domain.exchange import Incoming, Problem
from annotator.domain.ids import derived_id
from annotator.domain.scheme import make_label
from annotator.storage.project import Project

MOST_LABELS = 200


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

    def edit(self, title: str) -> Edit | None:
        """The edit of this title; None where nothing changes."""
        return Edit(title, tuple(self.changes)) if self.changes else None


class Arrivals:
    """Knows the project's scheme and layers as the import goes along."""

    def __init__(self, project: Project, layer: str | None) -> None:
        """`layer` takes what all rows say; None: each row's own layer decides, else the person's own."""
        self._project = project
        self._only_layer = layer
        self._layers: dict[str, Layer] = {}
        self._scheme = project.scheme()
        self._labels = {label.name: label for label in self._scheme.labels}
        self._scale = {value.name for value in self._scheme.scale}

    def batch(self, arrivals: Sequence[Arrival]) -> Batch:
        """What these rows change in the project as it is now. Makes the layers they need."""
        batch = Batch()
        new_labels: list[Label] = []
        said = [
            [(entity.key, entity) for entity in _Reading(self, one, batch.problems, new_labels).entities()]
            for one in arrivals
        ]
        self._count_documents(arrivals, batch)
        before = self._project.current(key for row in said for key, _ in row)
        now: dict[Key, Entity] = dict(before)
        updated: set[str] = set()
        for entities in said:
            differing = [(key, entity) for key, entity in entities if now.get(key) != entity]
            batch.tally.already_here += not differing
            updated |= {key.document for key, _ in differing if key in now}
            now.update(differing)
        changed = [(key, entity) for key, entity in now.items() if before.get(key) is not entity]
        batch.tally.count(key.kind for key, _ in changed if key not in before)
        batch.tally.updated = len(updated)
        batch.tally.copies = batch.tally.appearances - batch.tally.documents
        batch.labels = [label.name for label in new_labels]
        batch.changes += [Change(None, label) for label in new_labels]
        batch.changes += [Change(before.get(key), entity) for key, entity in changed]
        return batch

    def layer_for(self, row: Incoming) -> Layer | None:
        """The layer that takes what the row says; None where it says nothing and names none."""
        if row.layer is None and not row.is_annotated:
            return None
        name = self._only_layer or row.layer or ""
        if name not in self._layers:
            self._layers[name] = (
                self._project.ensure_layer(name) if name else self._project.ensure_own_layer()
            )
        return self._layers[name]

    def label(self, name: str, new: list[Label]) -> Label | None:
        """The label of this name, made and put into `new` if there is none; None where there are too many."""
        found = self._labels.get(name)
        if found is None and len(self._labels) < MOST_LABELS:
            found = make_label(self._scheme, name)
            self._scheme = replace(self._scheme, labels=(*self._scheme.labels, found))
            self._labels[name] = found
            new.append(found)
        return found

    def knows(self, sentiment: str) -> bool:
        """Whether the scale has this value."""
        return sentiment in self._scale

    def _count_documents(self, arrivals: Sequence[Arrival], batch: Batch) -> None:
        """Put the texts into the batch, and count those that are new."""
        batch.texts = {one.row.appearances[0].document: one.row.text for one in arrivals}
        batch.tally.documents = sum(self._project.number_of(id) is None for id in batch.texts)


class _Reading:
    """Reads the entities off one row."""

    def __init__(
        self, arrivals: Arrivals, one: Arrival, problems: list[Problem], new_labels: list[Label]
    ) -> None:
        self._arrivals = arrivals
        self._file = one.file
        self._row = one.row
        self._document = one.row.appearances[0].document
        self._problems = problems
        self._new_labels = new_labels
        self._left_out: set[str | None] = set()

    def entities(self) -> Iterator[Entity]:
        """Appearances first, then what the row says in its layer."""
        row = self._row
        yield from row.appearances
        layer = self._arrivals.layer_for(row)
        if layer is None:
            return
        if row.status not in (None, "new"):
            yield Status(layer.id, self._document, row.status or "new")
        yield from self._marks(layer.id)
        yield from self._spans(layer.id)
        yield from self._opinions(layer.id)

    def _marks(self, layer: str) -> Iterator[Mark]:
        row, document = self._row, self._document
        if row.flag is not None:
            yield Mark(FLAG, layer, document, FLAG, row.flag)
        if row.sentiment is not None and self._known(row.sentiment, "The article's sentiment"):
            yield Mark(SENTIMENT, layer, document, SENTIMENT, row.sentiment)
        for one in row.sentences:
            if self._known(one.sentiment, f"The sentiment of the sentence at {one.start}-{one.end}"):
                id = f"{SENTIMENT}:{one.start}-{one.end}"
                yield Mark(id, layer, document, SENTIMENT, one.sentiment, one.start, one.end)
        for note in set(row.notes):
            id = derived_id(NOTE, note.start, note.end, note.text)
            yield Mark(id, layer, document, NOTE, note.text, note.start, note.end)

    def _spans(self, layer: str) -> Iterator[Span]:
        document, unnamed = self._document, set[str]()
        for one in self._row.spans:
            label = self._arrivals.label(one.label, self._new_labels)
            if label is None:
                self._wrong(f"The scheme has {MOST_LABELS} labels; “{one.label[:40]}” was left out.")
                self._left_out.add(one.id)
                continue
            id = one.id
            if id is None:
                id = derived_id("span", one.start, one.end, one.label)
                if id in unnamed:
                    self._wrong(
                        f"The span {one.label} at {one.start}-{one.end} stands here twice; one was kept."
                    )
                    continue
                unnamed.add(id)
            yield Span(id, layer, document, one.start, one.end, label.id, one.origin, one.confidence)

    def _opinions(self, layer: str) -> Iterator[Opinion]:
        told: dict[tuple[str, str | None], int] = {}
        for one in self._row.opinions:
            if one.target in self._left_out or not self._known(one.polarity, "The polarity of an opinion"):
                continue
            number = told.get((one.target, one.holder), 0)
            told[one.target, one.holder] = number + 1
            id = opinion_id(one.target, one.holder, number)
            holder = None if one.holder in self._left_out else one.holder
            yield Opinion(
                id, layer, self._document, one.target, one.polarity, holder, one.expression, one.intensity
            )

    def _known(self, value: str, what: str) -> bool:
        known = self._arrivals.knows(value)
        if not known:
            self._wrong(f"{what}, “{value[:40]}”, is not on the scheme's scale; it was left out.")
        return known

    def _wrong(self, sentence: str) -> None:
        self._problems.append(Problem(self._file, self._row.line, sentence, skipped=False))
