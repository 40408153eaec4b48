"""What a person can do to a document in a layer.

Each function decides and returns an edit, and touches nothing. They raise `Refused` with one sentence where
the scheme or the text says no.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from annotator.domain.annotations import Annotations
from annotator.domain.change import Change, Edit
from annotator.domain.entities import (
    FLAG,
    NOTE,
    REJECTED,
    SENTIMENT,
    Entity,
    Label,
    Mark,
    Opinion,
    Span,
    Status,
    StatusValue,
)
from annotator.domain.ids import derived_id, new_id
from annotator.domain.scheme import Scheme
from annotator.errors import Refused

_QUOTE_LENGTH = 40
_TAKE_FLAG = "take the flag off"


def add_span(scheme: Scheme, on: Annotations, text: str, start: int, end: int, label: Label) -> Edit:
    """Label text[start:end]."""
    check_range(text, start, end)
    check_rules(scheme, on.spans, start, end, label)
    span = Span(new_id(), on.layer, on.document, start, end, label.id, scheme=scheme.clock)
    return begun(on, f"{label.tag} {quoted(text, start, end)}", [Change(None, span)])


def add_spans(
    scheme: Scheme, on: Annotations, text: str, ranges: Iterable[tuple[int, int]], label: Label
) -> Edit:
    """Label every one of these ranges that may have the label, as one edit."""
    spans = list(on.spans)
    made: list[Span] = []
    for start, end in ranges:
        if not _is_allowed(scheme, spans, start, end, label):
            continue
        made.append(Span(new_id(), on.layer, on.document, start, end, label.id, scheme=scheme.clock))
        spans.append(made[-1])
    if not made:
        raise Refused("Every place that says this is labelled already.")
    what = quoted(text, made[0].start, made[0].end)
    return begun(on, f"{label.tag} {what} ×{len(made)}", [Change(None, span) for span in made])


def accept(scheme: Scheme, on: Annotations, text: str, proposed: Span) -> Edit:
    """Make a proposed span one's own: the label, the place and the model it came from."""
    label = scheme.label(proposed.label)
    if label is None:
        raise Refused("The scheme has no such label any more.")
    check_range(text, proposed.start, proposed.end)
    check_rules(scheme, on.spans, proposed.start, proposed.end, label)
    title = f"{label.tag} {quoted(text, proposed.start, proposed.end)}"
    return begun(on, title, [Change(None, _own(scheme, on, proposed))])


def accept_all(scheme: Scheme, on: Annotations, proposed: Iterable[Span]) -> Edit:
    """Make all of these proposed spans one's own that the rules allow, as one edit."""
    spans = list(on.spans)
    made: list[Span] = []
    for one in proposed:
        label = scheme.label(one.label)
        if label is None or not _is_allowed(scheme, spans, one.start, one.end, label):
            continue
        made.append(_own(scheme, on, one))
        spans.append(made[-1])
    if not made:
        raise Refused("There is no suggestion to accept here.")
    return begun(on, f"accept suggestions ×{len(made)}", [Change(None, span) for span in made])


def reject(on: Annotations, text: str, start: int, end: int, label: str | None) -> Edit:
    """Say that text[start:end] does not deserve the label with this id, or any (None); it stays said."""
    id = f"{REJECTED}:{start}-{end}:{label or ''}"
    before = next((mark for mark in on.marks if mark.id == id), None)
    after = Mark(id, on.layer, on.document, REJECTED, label or "", start, end)
    return Edit(f"no {label or 'entity'}: {quoted(text, start, end)}", (_different(before, after),))


def relabel(scheme: Scheme, on: Annotations, text: str, span: Span, label: Label) -> Edit:
    """Give the span another label."""
    if span.label == label.id:
        raise Refused(f"{quoted(text, span.start, span.end)} is {label.tag} already.")
    others = [one for one in on.spans if one.id != span.id]
    check_rules(scheme, others, span.start, span.end, label)
    title = f"{label.tag} {quoted(text, span.start, span.end)}"
    return begun(on, title, [Change(span, replace(span, label=label.id, scheme=scheme.clock))])


def remove_span(on: Annotations, text: str, span: Span) -> Edit:
    """Remove the span, the opinions towards it, and its place as a holder."""
    changes = [Change(span, None)]
    for opinion in on.opinions:
        if opinion.target == span.id or opinion.holder == span.id:
            changes.append(Change(opinion, None))
    return begun(on, f"remove {quoted(text, span.start, span.end)}", changes)


def move_edge(scheme: Scheme, on: Annotations, text: str, span: Span, start: int, end: int) -> Edit:
    """Move the span to [start, end), keeping its label, what is said about it, and the notes on its words."""
    check_range(text, start, end)
    if (span.start, span.end) == (start, end):
        raise Refused("The edge cannot move further.")
    others = [one for one in on.spans if one.id != span.id]
    label = scheme.label(span.label)
    if label is not None:
        check_rules(scheme, others, start, end, label)
    moved = replace(span, start=start, end=end, scheme=scheme.clock)
    return begun(on, f"edge of {quoted(text, start, end)}", [Change(span, moved), *_carried(on, span, moved)])


def look_again(scheme: Scheme, on: Annotations, text: str, spans: Sequence[Span]) -> Edit:
    """Say that these spans are right under the present scheme, which they then remember."""
    changes = [Change(span, replace(span, scheme=scheme.clock)) for span in spans]
    if all(change.before == change.after for change in changes):
        raise Refused("Nothing here was made under an older rule.")
    what = quoted(text, spans[0].start, spans[0].end) if len(spans) == 1 else f"×{len(spans)}"
    return begun(on, f"still right: {what}", [one for one in changes if one.before != one.after])


def set_sentiment(on: Annotations, value: str | None, sentence: tuple[int, int] | None = None) -> Edit:
    """Say how the article, or the sentence [start, end), reads; None takes it back."""
    start, end = sentence or (None, None)
    id = SENTIMENT if sentence is None else f"{SENTIMENT}:{start}-{end}"
    before = next((mark for mark in on.marks if mark.id == id), None)
    after = None if value is None else Mark(id, on.layer, on.document, SENTIMENT, value, start, end)
    where = "article" if sentence is None else "sentence"
    return begun(on, f"{where} {value or 'sentiment removed'}", [_different(before, after)])


def set_polarity(on: Annotations, text: str, target: Span, value: str | None) -> Edit:
    """Say what the author of the text thinks of the target; None takes it back."""
    before = on.opinion(target.id)
    after: Opinion | None = None
    if value is not None and before is not None:
        after = replace(before, polarity=value)
    elif value is not None:
        after = Opinion(opinion_id(target.id), on.layer, on.document, target.id, value)
    what = quoted(text, target.start, target.end)
    title = f"{value} towards {what}" if value else f"no polarity towards {what}"
    return begun(on, title, [_different(before, after)])


def set_status(on: Annotations, value: StatusValue) -> Edit:
    """Say how far the document is."""
    title = {"new": "not begun", "in_progress": "in progress", "done": "done", "skipped": "skipped"}[value]
    return Edit(title, (_different(_status(on, on.status), _status(on, value)),))


def set_flag(on: Annotations, reason: str | None, place: tuple[int, int] | None = None) -> Edit:
    """Flag the document, or its code points [start, end), with a reason, which may be empty; None takes the
    flag off.
    """
    start, end = place or (None, None)
    id = FLAG if place is None else f"{FLAG}:{start}-{end}"
    before = next((mark for mark in on.marks if mark.id == id), None)
    after = None if reason is None else Mark(id, on.layer, on.document, FLAG, reason, start, end)
    return Edit(_TAKE_FLAG if after is None else "flag", (_different(before, after),))


def add_note(on: Annotations, words: str, place: tuple[int, int] | None = None) -> Edit:
    """Write a note on the document, or on its code points [start, end)."""
    if not words.strip():
        raise Refused("A note needs words.")
    start, end = place or (None, None)
    note = Mark(new_id(), on.layer, on.document, NOTE, words, start, end)
    return Edit("note", (Change(None, note),))


def change_note(note: Mark, words: str) -> Edit:
    """Write the note, or the reason of the flag on words, anew; a note without words is removed."""
    if note.name == FLAG:
        return Edit("flag", (_different(note, replace(note, value=words.strip())),))
    if not words.strip():
        return remove_note(note)
    return Edit("note", (_different(note, replace(note, value=words)),))


def remove_note(note: Mark) -> Edit:
    """Remove the note, or take the flag off the words."""
    return Edit(_TAKE_FLAG if note.name == FLAG else "remove note", (Change(note, None),))


def opinion_id(target: str, holder: str | None = None, number: int = 0) -> str:
    """The id of the opinion of a holder towards a target: the same wherever one author says it."""
    return derived_id("opinion", target, holder or "", number)


def quoted(text: str, start: int, end: int) -> str:
    """The words in quotation marks, on one line and not too long to show."""
    words = " ".join(text[start:end].split())
    return f"“{words}”" if len(words) <= _QUOTE_LENGTH else f"“{words[: _QUOTE_LENGTH - 1]}…”"


def begun(on: Annotations, title: str, changes: list[Change]) -> Edit:
    """An edit that also takes a new document in hand."""
    if on.status == "new":
        changes = [*changes, _different(None, _status(on, "in_progress"))]
    return Edit(title, tuple(changes))


def check_range(text: str, start: int, end: int) -> None:
    """Refuse a range of no words."""
    if not 0 <= start < end <= len(text):
        raise Refused("Select some words first.")
    if not text[start:end].strip():
        raise Refused("There is only white space here.")


def _carried(on: Annotations, span: Span, moved: Span) -> Iterator[Change]:
    """Notes and flags on just the words of the span go with it, unless another span has them too."""
    place = (span.start, span.end)
    if any((one.start, one.end) == place and one.id != span.id for one in on.spans):
        return
    taken = {mark.id for mark in on.marks}
    for mark in on.marks:
        if mark.name not in (NOTE, FLAG) or (mark.start, mark.end) != place:
            continue
        after = replace(mark, start=moved.start, end=moved.end)
        if mark.name == NOTE:
            yield Change(mark, after)
        elif (id := f"{FLAG}:{moved.start}-{moved.end}") not in taken:
            yield Change(mark, None)
            yield Change(None, replace(after, id=id))


def _own(scheme: Scheme, on: Annotations, proposed: Span) -> Span:
    return replace(proposed, id=new_id(), layer=on.layer, document=on.document, scheme=scheme.clock)


def _status(on: Annotations, value: StatusValue) -> Status | None:
    return None if value == "new" else Status(on.layer, on.document, value)


def _different(before: Entity | None, after: Entity | None) -> Change:
    if before == after:
        raise Refused("Nothing to change: it says so already.")
    return Change(before, after)


def check_rules(scheme: Scheme, spans: Iterable[Span], start: int, end: int, label: Label) -> None:
    """Refuse what the scheme does not allow beside these spans."""
    for span in spans:
        if (span.start, span.end, span.label) == (start, end, label.id):
            raise Refused(f"These words are {label.tag} already.")
        if not scheme.rules.overlap and span.start < end and start < span.end:
            raise Refused("Spans may not overlap in this scheme.")


def _is_allowed(scheme: Scheme, spans: Iterable[Span], start: int, end: int, label: Label) -> bool:
    try:
        check_rules(scheme, spans, start, end, label)
    except Refused:
        return False
    return True
