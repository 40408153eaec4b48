"""What a person does with findings: fix them, or say that they are right. Many become one edit."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from annotator.domain import edits
from annotator.domain.annotations import Annotations
from annotator.domain.change import Change, Edit
from annotator.domain.consistency import Finding, verdict
from annotator.domain.entities import Decision, Entity, Key, Opinion, Span
from annotator.domain.review import said_by
from annotator.domain.scheme import Scheme
from annotator.errors import Refused

_CHANGED = "This place was changed since. Look again."


def fix(scheme: Scheme, on: Annotations, text: str, finding: Finding) -> Edit:
    """Do what the finding proposes."""
    if not finding.has_fix:
        raise Refused("Only a person can tell what is missing here. Go there and label it.")
    if finding.opinion is not None:
        gone = next((one for one in on.opinions if one.id == finding.opinion), None)
        if gone is None:
            raise Refused(_CHANGED)
        return Edit("remove an opinion without a target", (Change(gone, None),))
    span, wanted = finding.span, finding.proposed
    if span is not None and on.span(span.id) != span:
        raise Refused(_CHANGED)
    if wanted is None:
        assert span is not None  # has_fix
        return edits.remove_span(on, text, span)
    label = scheme.label(wanted.label)
    if label is None:
        raise Refused("The scheme has no such label any more.")
    if span is None:
        return edits.add_span(scheme, on, text, wanted.start, wanted.end, label)
    if (span.start, span.end) == (wanted.start, wanted.end):
        return edits.relabel(scheme, on, text, span, label)
    if span.label != label.id:  # the new label first: by it the rules judge the new place
        others = [one for one in on.spans if one.id != span.id]
        edits.check_rules(scheme, others, wanted.start, wanted.end, label)
        relabelled = on.after(Edit("", (Change(span, replace(span, label=label.id)),)))
        moved = edits.move_edge(
            scheme, relabelled, text, replace(span, label=label.id), wanted.start, wanted.end
        )
        return Edit(moved.title, tuple(_between(on, relabelled.after(moved))))
    return edits.move_edge(scheme, on, text, span, wanted.start, wanted.end)


def fixed(scheme: Scheme, on: Annotations, text: str, findings: Iterable[Finding]) -> tuple[Change, ...]:
    """What fixing all of these in one document changes; those that are refused are passed over.

    The status stays: mending from afar takes no article in hand.
    """
    after = on
    for finding in findings:
        try:
            after = after.after(fix(scheme, after, text, finding))
        except Refused:
            continue
    return tuple(_between(on, after))


def kept(on: Annotations, findings: Iterable[Finding]) -> tuple[Change, ...]:
    """What saying of all of these that they are right as they are changes in one document."""
    known = {mark.id for mark in on.marks}
    marks = {mark.id: mark for mark in (verdict(on, finding) for finding in findings)}
    return tuple(Change(None, mark) for id, mark in marks.items() if id not in known)


def decided(
    changes: Sequence[Change], decisions: Iterable[Decision], author: str, why: str, scheme: Scheme
) -> Iterator[Change]:
    """The decisions of a review that made what these changes mend: they say so, and who did it."""
    changed = {change.key.id: change.after for change in changes}
    for one in decisions:
        if one.made not in changed:
            continue
        after = changed[one.made]
        outcome = said_by(after) if isinstance(after, Span | Opinion) else None
        yield Change(
            one,
            replace(
                one,
                choice="edited" if outcome else "nothing",
                outcome=outcome,
                made=one.made if outcome else "",
                decider=author,
                reason=why,
                guideline="",
                origin="bulk",
                model=None,
                aggregation="",
                scheme=scheme.clock,
            ),
        )


def is_about(finding: Finding, change: Change) -> bool:
    """Whether the change mends what was found: the span, or an opinion that is without it or of it."""
    id, entity = change.key.id, change.before
    ids = {id, entity.target, entity.holder} if isinstance(entity, Opinion) else {id}
    return finding.opinion == id or (finding.span is not None and finding.span.id in ids)


def overtaken(finding: Finding, layer: str, edit: Edit) -> bool:
    """Whether the edit changes in this layer what the finding is about, so that it has to be judged anew."""
    for change in edit.changes:
        if (change.key.layer, change.key.document) != (layer, finding.document):
            continue
        span = change.after
        if change.before is not None and change.before == finding.span:
            return True
        if isinstance(span, Span) and span.start < finding.end and finding.start < span.end:
            return True
        if finding.kind == "sentiment" and change.key.kind == Opinion.kind:
            return True
    return False


def _between(before: Annotations, after: Annotations) -> Iterator[Change]:
    """What differs, the status apart."""
    old, new = _entities(before), _entities(after)
    for key in dict.fromkeys((*old, *new)):
        if old.get(key) != new.get(key):
            yield Change(old.get(key), new.get(key))


def _entities(on: Annotations) -> dict[Key, Entity]:
    entities: list[Entity] = [*on.spans, *on.marks, *on.opinions]
    return {one.key: one for one in entities}
