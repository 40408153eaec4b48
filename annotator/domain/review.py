"""A document under review: its positions, what was decided about them, and whether that still holds."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from annotator.domain.annotations import Annotations
from annotator.domain.change import Edit
from annotator.domain.comparing import compare, takes_part
from annotator.domain.entities import Decision, Mark, Opinion, Said, Span
from annotator.domain.positions import Position

State = Literal["open", "decided", "changed"]


@dataclass(frozen=True, slots=True)
class Review:
    """One document: its text, what the compared layers and gold say, the positions by place, what was decided
    by position, and how each position stands. `changed` ones were decided, and something changed since.
    """

    text: str
    layers: tuple[Annotations, ...]
    gold: Annotations
    positions: tuple[Position, ...]
    decisions: Mapping[str, Decision]
    states: Mapping[str, State]

    @property
    def document(self) -> str:
        """The content id."""
        return self.gold.document

    @property
    def taking_part(self) -> frozenset[str]:
        """The layers that have an opinion on this document."""
        return frozenset(on.layer for on in self.layers if takes_part(on))

    def on(self, layer: str) -> Annotations | None:
        """What a compared layer says."""
        return next((on for on in self.layers if on.layer == layer), None)

    @property
    def undecided(self) -> tuple[Position, ...]:
        """What is open or was opened again."""
        return tuple(one for one in self.positions if self.states[one.id] != "decided")

    def position(self, id: str) -> Position | None:
        """The position with this id."""
        return next((one for one in self.positions if one.id == id), None)

    def after(self, edit: Edit) -> "Review":
        """The document once the edit, which changes gold and decisions alone, is done."""
        decisions = dict(self.decisions)
        for key, change in zip(edit.keys, edit.changes, strict=True):
            if (key.kind, key.layer, key.document) == (Decision.kind, self.gold.layer, self.document):
                decisions.pop(key.id, None)
                if isinstance(change.after, Decision):
                    decisions[key.id] = change.after
        gold = self.gold.after(edit)
        made, spans = said_in(gold), frozenset(map(said_by, gold.spans))
        states = {one.id: state(one, decisions.get(one.id), made, spans) for one in self.positions}
        return replace(self, gold=gold, decisions=decisions, states=states)


def review(
    text: str, layers: Sequence[Annotations], gold: Annotations, decisions: Iterable[Decision] = ()
) -> Review:
    """The document as it stands. The gold layer is not compared with itself, if it is among the layers."""
    by_id = {decision.id: decision for decision in decisions}
    compared = tuple(on for on in layers if on.layer != gold.layer)
    made, spans = said_in(gold), frozenset(map(said_by, gold.spans))
    positions, states = [], {}
    for one in compare(text, compared, by_id.values()):
        decision = by_id.get(one.id)
        if decision is not None and decision.outcome is None and not one.versions:
            continue  # nothing should be here, and nobody says otherwise any more
        positions.append(one)
        states[one.id] = state(one, decision, made, spans)
    return Review(text, compared, gold, tuple(positions), by_id, states)


def state(
    position: Position, decision: Decision | None, gold: Mapping[str, Said], spans: frozenset[Said]
) -> State:
    """How the position stands: a decision holds while all that it knew is said as it was, and gold, of which
    `spans` are the spans, says what was decided. A layer that is new to it opens it again by saying something
    else, but not by saying nothing.
    """
    if decision is None:
        return "open"
    if decision.outcome is not None and gold.get(decision.made) != decision.outcome:
        return "changed"
    if decision.outcome is None and (
        position.id in gold or any(one.said in spans for one in position.versions)
    ):
        return "changed"  # somebody else decided otherwise in another file, or wrote into gold
    known = {source.layer: one.said for one in decision.candidates for source in one.sources}
    for one in position.candidates:
        for source in one.sources:
            if source.layer in known:
                if known[source.layer] != one.said:
                    return "changed"
            elif one.said is not None and one.said != decision.outcome:
                return "changed"
    return "decided"


def strict_f1(on: Review) -> dict[str, float]:
    """For each layer that takes part, the strict F1 of its labels with those of all others that do: which
    share of the labels, its and theirs, stand on the same words with the same name. Layers without a label to
    compare are left out.
    """
    taking = on.taking_part
    units = {
        one.layer: {(span.start, span.end, span.label) for span in one.spans}
        for one in on.layers
        if one.layer in taking
    }
    found = Counter(unit for said in units.values() for unit in said)
    total, others, scores = found.total(), len(units) - 1, dict[str, float]()
    for layer, said in units.items():
        compared = others * len(said) + total - len(said)
        if others and compared:
            scores[layer] = 2 * sum(found[unit] - 1 for unit in said) / compared
    return scores


def said_in(on: Annotations) -> dict[str, Said]:
    """What the layer says, by the ids of its spans, marks and opinions."""
    entities: tuple[Span | Mark | Opinion, ...] = (*on.spans, *on.marks, *on.opinions)
    return {one.id: said_by(one) for one in entities}


def said_by(one: Span | Mark | Opinion) -> Said:
    """What this says about its position."""
    if isinstance(one, Span):
        return Said(one.label, one.start, one.end)
    if isinstance(one, Mark):
        return Said(one.value)
    return Said(one.polarity, None, None, one.intensity, one.expression)
