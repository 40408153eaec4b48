"""Bringing one thing back to how it was: one span, mark, opinion or status, as a new edit."""

from annotator.domain.annotations import Annotations
from annotator.domain.change import Change, Edit
from annotator.domain.edits import begun, check_rules, quoted
from annotator.domain.entities import Entity, Key, Mark, Opinion, Span, Status
from annotator.domain.scheme import Scheme
from annotator.errors import Refused


def then(change: Change) -> Entity | None:
    """How a thing was by an edit in the past: what the edit made of it, or what it took away."""
    return change.after or change.before


def restore(scheme: Scheme, on: Annotations, text: str, change: Change) -> Edit:
    """Make the changed thing again what it was then."""
    value, now = then(change), _now(on, change.key)
    if value is None or change.key.layer != on.layer or change.key.document != on.document:
        raise Refused("This is not in the layer that is shown.")
    if isinstance(value, Span):
        _check_span(scheme, on, value)
        title = f"restore {quoted(text, value.start, value.end)}"
    elif isinstance(value, Opinion):
        title = f"restore the opinion towards {_target(on, text, value)}"
    elif isinstance(value, Status):
        title = "restore the status"
        return Edit(title, (_different(now, None if value.value == "new" else value),))
    elif isinstance(value, Mark):
        title = f"restore {value.name}"
        return Edit(title, (_different(now, value),))
    else:
        raise Refused("Where an article appeared is restored by importing it again.")
    return begun(on, title, [_different(now, value)])


def _now(on: Annotations, key: Key) -> Entity | None:
    if key.kind == Status.kind:
        return None if on.status == "new" else Status(on.layer, on.document, on.status)
    held: dict[str, tuple[Span, ...] | tuple[Mark, ...] | tuple[Opinion, ...]] = {
        Span.kind: on.spans,
        Mark.kind: on.marks,
        Opinion.kind: on.opinions,
    }
    return next((one for one in held.get(key.kind, ()) if one.id == key.id), None)


def _check_span(scheme: Scheme, on: Annotations, value: Span) -> None:
    label = scheme.label(value.label)
    if label is None:
        raise Refused("The scheme has no such label any more.")
    now = on.span(value.id)
    if now is not None and (now.start, now.end, now.label) == (value.start, value.end, value.label):
        raise Refused("It is so now. Choose an earlier edit to go back to.")
    others = [one for one in on.spans if one.id != value.id]
    check_rules(scheme, others, value.start, value.end, label)


def _target(on: Annotations, text: str, value: Opinion) -> str:
    target = on.span(value.target)
    if target is None:
        raise Refused("The words that the opinion is about have no label now. Restore that first.")
    if value.holder is not None and on.span(value.holder) is None:
        raise Refused("The words that hold the opinion have no label now. Restore that first.")
    return quoted(text, target.start, target.end)


def _different(before: Entity | None, after: Entity | None) -> Change:
    if before == after:
        raise Refused("It is so now. Choose an earlier edit to go back to.")
    return Change(before, after)
