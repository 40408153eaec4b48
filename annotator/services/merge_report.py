"""What a merge would bring or brought, for people and for scripts."""

from collections.abc import Iterator, Sequence
from typing import Any

from annotator.domain.entities import (
    Appearance,
    Author,
    Decision,
    Entity,
    Label,
    Layer,
    Mark,
    Opinion,
    Rules,
    Span,
    Status,
)
from annotator.domain.merging import Conflict, LayerNews, Plan
from annotator.services.import_report import counted

_SHOWN = 20


def sentences(plan: Plan) -> Iterator[str]:
    """What merging the file means, a sentence each."""
    if plan.is_empty:
        yield f"{plan.file} holds nothing new."
        return
    yield f"{plan.file}: {counts(plan)}"
    yield from (layer_sentence(layer) for layer in plan.layers)
    for new in plan.labels:
        also = " Yours of that name stays another label." if new.namesake else ""
        yield f"The label {new.label.name} ({counted(new.spans, 'span')}) comes into the scheme.{also}"
    yield from notices(plan)
    yield from conflict_sentences(plan.conflicts)


def counts(plan: Plan) -> str:
    """How much of the file is new."""
    return (
        f"{counted(plan.new_edits, 'edit')} new, {plan.known_edits:,} already here;"
        f" {counted(plan.new_documents, 'article')} new, {plan.known_documents:,} already here."
    )


def notices(plan: Plan) -> Iterator[str]:
    """What is out of the ordinary about the file."""
    if plan.forked:
        yield "One file is a copy that went on by itself. What was done in either is kept."
    if plan.without_text:
        yield f"{counted(plan.without_text, 'article')} without a text: what is said about them is kept."
    if plan.of_yours:
        yield f"Others changed your own layer in {counted(plan.of_yours, 'place')}."


def layer_sentence(layer: LayerNews) -> str:
    """What comes into one layer."""
    counts = (("span", layer.spans), ("mark", layer.marks), ("opinion", layer.opinions))
    things = ", ".join(counted(count, word) for word, count in counts if count)
    state = "new" if layer.is_new else "already here"
    done = counted(layer.statuses, "article") + " begun or done" if layer.statuses else ""
    said = ", ".join(part for part in (things, done) if part) or "nothing in it"
    by = f" by {layer.author}" if layer.author != layer.name else ""
    return f"Layer {layer.name}{by} ({state}): {said}."


def conflict_sentences(conflicts: Sequence[Conflict]) -> Iterator[str]:
    """What stands side by side; the rest of many is counted."""
    for one in conflicts[:_SHOWN]:
        values = " | ".join(f"{words(value.entity)} ({value.author})" for value in one.values)
        yield f"Side by side, {what(one)}: {values}"
    if len(conflicts) > _SHOWN:
        yield f"and {counted(len(conflicts) - _SHOWN, 'more')} side by side."


def what(conflict: Conflict) -> str:
    """What a conflict is about."""
    names = {"rules": "the scheme's rules"}
    thing = names.get(conflict.key.kind, f"{conflict.key.kind} {conflict.key.id}")
    where = ", ".join(part for part in (conflict.document, conflict.layer) if part)
    return f"{thing} ({where})" if where else thing


def words(entity: Entity | None) -> str:
    """One value of a conflict, in a few words."""
    match entity:
        case Label():
            return ", ".join(
                part for part in (entity.name, entity.title, entity.colour, entity.meaning) if part
            )
        case Rules():
            steps = ", ".join(value.name for value in entity.scale)
            rule = "overlap allowed" if entity.overlap else "no overlap"
            return f"{entity.title}: {steps}; {rule}; guideline of {len(entity.guideline):,} characters"
        case Author() | Layer():
            return entity.name
        case Appearance():
            return ", ".join(part for part in (entity.title, entity.source, entity.published) if part)
        case Span():
            return f"{entity.label} at {entity.start}-{entity.end}"
        case Mark() | Status():
            return entity.value
        case Opinion():
            return f"{entity.polarity} towards {entity.target[:8]}"
        case Decision():
            return _decided(entity)
        case None:
            return "removed"


def _decided(one: Decision) -> str:
    """What was decided, and why."""
    said = one.outcome
    what = "nothing here" if said is None else said.value
    where = "" if said is None or said.start is None else f" at {said.start}-{said.end}"
    return f"{what}{where}{f', {one.reason}' if one.reason else ''}"


def facts(plans: Sequence[Plan]) -> dict[str, Any]:
    """All of the plans as one JSON object; what two files bring alike is counted twice."""
    layers = [layer for plan in plans for layer in plan.layers]
    return {
        "files": [plan.file for plan in plans],
        "documents": _both(
            sum(one.new_documents for one in plans), sum(one.known_documents for one in plans)
        ),
        "edits": _both(sum(one.new_edits for one in plans), sum(one.known_edits for one in plans)),
        "layers": {
            "new": [_layer(layer) for layer in layers if layer.is_new],
            "here": [_layer(layer) for layer in layers if not layer.is_new],
        },
        "labels": {
            "new": [
                {"id": new.label.id, "name": new.label.name, "spans": new.spans}
                for plan in plans
                for new in plan.labels
            ]
        },
        "conflicts": {
            "new": [conflict_facts(one) for plan in plans for one in plan.conflicts],
            "here": max((plan.known_conflicts for plan in plans), default=0),
        },
        "forked": any(plan.forked for plan in plans),
    }


def conflict_facts(one: Conflict) -> dict[str, Any]:
    """A conflict for scripts."""
    values = [{"value": words(value.entity), "author": value.author, "at": value.at} for value in one.values]
    return {**one.key._asdict(), "values": values}


def _both(new: int, here: int) -> dict[str, int]:
    return {"new": new, "here": here}


def _layer(layer: LayerNews) -> dict[str, Any]:
    counts = {
        "spans": layer.spans,
        "marks": layer.marks,
        "opinions": layer.opinions,
        "statuses": layer.statuses,
    }
    return {"name": layer.name, "author": layer.author, **counts}
