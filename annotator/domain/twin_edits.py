"""What is done to all equal words of an article at once. Raises `Refused` as the edits of one span do."""

from collections.abc import Iterator
from contextlib import suppress

from annotator.domain import edits
from annotator.domain.annotations import Annotations
from annotator.domain.change import Change, Edit
from annotator.domain.entities import Key, Label, Span
from annotator.domain.scheme import Scheme
from annotator.domain.twins import twins
from annotator.errors import Refused


def label_twins(scheme: Scheme, on: Annotations, text: str, span: Span) -> Edit:
    """Give the span's label to all that says the same and has none; if all do, to what has another.

    So a wrong label that all of them got is mended by labelling one anew and asking again. What was said not
    to deserve the label stays without it.
    """
    label = scheme.label(span.label)
    if label is None:
        raise Refused("The scheme has no such label any more.")
    taken = {(one.start, one.end) for one in on.spans}
    taken |= {(start, end) for start, end, no in on.rejected if no in (None, label.id)}
    free = [place for place in _places(text, span) if place not in taken]
    with suppress(Refused):
        return edits.add_spans(scheme, on, text, free, label)
    changes = list(_relabelled(scheme, on, text, span, label))
    if not changes:
        raise Refused("Every place that says this is labelled already.")
    return edits.begun(on, _title(label.tag, text, span, len(changes)), changes)


def remove_twins(on: Annotations, text: str, span: Span) -> Edit:
    """Remove the span's label, and what is said about it, from all that says the same."""
    places = _places(text, span)
    equal = [one for one in on.spans if one.label == span.label and (one.start, one.end) in places]
    gone: dict[Key, Change] = {}
    for one in equal:
        gone |= {change.key: change for change in edits.remove_span(on, text, one).changes}
    return Edit(_title("remove", text, span, len(equal)), tuple(gone.values()))


def _relabelled(scheme: Scheme, on: Annotations, text: str, span: Span, label: Label) -> Iterator[Change]:
    """A change for each place that has other labels only, of the first of them."""
    for place in _places(text, span):
        here = [one for one in on.spans if (one.start, one.end) == place]
        if here and all(one.label != label.id for one in here):
            with suppress(Refused):
                yield edits.relabel(scheme, on, text, here[0], label).changes[0]


def _places(text: str, span: Span) -> list[tuple[int, int]]:
    """Where the text says what the span does, itself included."""
    found = [(one.start, one.end) for one in twins(text, text[span.start : span.end])]
    return sorted({*found, (span.start, span.end)})


def _title(what: str, text: str, span: Span, count: int) -> str:
    return f"{what} {edits.quoted(text, span.start, span.end)} ×{count}"
