"""What was found to be uneven, as lines to read and as facts."""

from collections.abc import Iterator

from annotator.domain.consistency import KINDS
from annotator.domain.entities import Layer
from annotator.domain.scheme import Scheme
from annotator.services.consistency import Found, Item


def facts(found: Found, layer: Layer, scheme: Scheme) -> dict[str, object]:
    """One object: the counts by kind, and the findings, the likeliest first."""
    return {
        "layer": layer.name,
        "counts": {kind: found.counts[kind] for kind in KINDS},
        "findings": [_fact(one, scheme) for one in found.items],
    }


def lines(found: Found, scheme: Scheme) -> Iterator[str]:
    """A heading for each kind, and a line for each finding."""
    for kind, title in KINDS.items():
        items = found.of(kind)
        if items:
            yield f"{title}: {found.counts[kind]:,}"
            for one in items:
                said = f"{one.before}[{one.words}]{one.after}"
                yield f"  {one.finding.score:.2f}  {said}  {_change(one, scheme)}"
                yield f"        {one.finding.evidence}  ({one.title})"
    if not found.items:
        yield "Nothing is uneven."


def _fact(one: Item, scheme: Scheme) -> dict[str, object]:
    finding, wanted = one.finding, one.finding.proposed
    return {
        "kind": finding.kind,
        "score": round(finding.score, 4),
        "document": finding.document,
        "start": finding.start,
        "end": finding.end,
        "words": one.words,
        "label": _name(finding.span.label, scheme) if finding.span else None,
        "proposed": wanted
        and {"start": wanted.start, "end": wanted.end, "label": _name(wanted.label, scheme)},
        "evidence": finding.evidence,
    }


def _change(one: Item, scheme: Scheme) -> str:
    finding = one.finding
    if not finding.has_fix:
        return ""
    if one.instead:
        return f"→ “{one.instead}”"
    now = _name(finding.span.label, scheme) if finding.span else "no label"
    wanted = _name(finding.proposed.label, scheme) if finding.proposed else "nothing"
    return f"{now} → {wanted}"


def _name(label: str, scheme: Scheme) -> str:
    found = scheme.label(label)
    return found.name if found else label
