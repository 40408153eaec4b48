"""What a person can do to an opinion: say who holds it, which words carry it, how strong it is; take it back.

Each function decides and returns an edit, and touches nothing; it raises `Refused` with one sentence. Whose
opinion of what it is names an opinion, so that one with another holder is another one.
"""

from collections.abc import Iterable
from dataclasses import replace

from annotator.domain.annotations import Annotations
from annotator.domain.change import Change, Edit
from annotator.domain.edits import begun, check_range, opinion_id, quoted
from annotator.domain.entities import Opinion, Span
from annotator.errors import Refused

INTENSITIES = ("weak", "medium", "strong")

_Range = tuple[int, int]


def set_holder(on: Annotations, text: str, opinion: Opinion, holder: Span) -> Edit:
    """Say that this span holds the opinion; where it does already, that the author of the text does."""
    whom, who = _target(on, text, opinion), quoted(text, holder.start, holder.end)
    if holder.id == opinion.target:
        raise Refused(f"The opinion is towards {who}. Select the name that holds it, then press H.")
    given = None if opinion.holder == holder.id else holder.id
    name = who if given else "The author"
    if on.opinion(opinion.target, given) is not None:
        raise Refused(f"{name} has an opinion towards {whom} already: pick it in the list to change it.")
    after = replace(opinion, id=opinion_id(opinion.target, given), holder=given)
    title = f"opinion towards {whom}: {who if given else 'the author'} holds it"
    return begun(on, title, [Change(opinion, None), Change(None, after)])


def toggle_words(on: Annotations, text: str, opinion: Opinion, start: int, end: int) -> Edit:
    """Let text[start:end] carry the opinion too; where all of it does already, no longer."""
    check_range(text, start, end)
    start, end = _trimmed(text, start, end)
    what = quoted(text, start, end)
    if _without(text, (start, end), opinion.expression):
        pieces = _joined(text, [*opinion.expression, (start, end)])
        title = f"opinion towards {_target(on, text, opinion)}: {what}"
    else:
        pieces = [left for piece in opinion.expression for left in _without(text, piece, [(start, end)])]
        title = f"opinion towards {_target(on, text, opinion)}: without {what}"
    return begun(on, title, [Change(opinion, replace(opinion, expression=tuple(pieces)))])


def step_intensity(on: Annotations, text: str, opinion: Opinion) -> Edit:
    """One step up from none to strong, and from there to none; a file's own word begins at the weakest."""
    steps = (None, *INTENSITIES)
    at = steps.index(opinion.intensity) if opinion.intensity in steps else 0
    value = steps[(at + 1) % len(steps)]
    title = f"opinion towards {_target(on, text, opinion)}: {value or 'no intensity'}"
    return begun(on, title, [Change(opinion, replace(opinion, intensity=value))])


def set_value(on: Annotations, text: str, opinion: Opinion, value: str | None) -> Edit:
    """Give just this opinion another polarity, whoever holds it; None removes it."""
    if value is None:
        return remove(on, text, opinion)
    if value == opinion.polarity:
        raise Refused("Nothing to change: it says so already.")
    title = f"{value} towards {_target(on, text, opinion)}"
    return begun(on, title, [Change(opinion, replace(opinion, polarity=value))])


def remove(on: Annotations, text: str, opinion: Opinion) -> Edit:
    """Take the opinion back."""
    return begun(on, f"no opinion towards {_target(on, text, opinion)}", [Change(opinion, None)])


def last_of(on: Annotations, sentence: _Range) -> Opinion | None:
    """The opinion towards the last judged target of the sentence; the author's, if there is one of theirs."""
    start, end = sentence
    places = {span.id: span.start for span in on.spans if start <= span.start < end}
    about = [one for one in on.opinions if one.target in places]
    return max(about, key=lambda one: (places[one.target], one.holder is None), default=None)


def touching(on: Annotations, selection: _Range) -> list[Opinion]:
    """The opinions of which the selected words are the target or the holder, or share words that carry it."""
    start, end = selection
    spans = {span.id for span in on.spans if (span.start, span.end) == selection}
    return [
        one
        for one in on.opinions
        if one.target in spans
        or one.holder in spans
        or any(first < end and start < last for first, last in one.expression)
    ]


def in_hand(held: str | None, edit: Edit, on: Annotations) -> str | None:
    """The id of the opinion in hand once the edit is done in the layer `on`: the only one it says, if it says
    one; else what was in hand, if that is still there."""
    mine = [one for one in edit.changes if (one.key.layer, one.key.document) == (on.layer, on.document)]
    said = [change.after for change in mine if isinstance(change.after, Opinion)]
    if len(said) == 1:
        return said[0].id
    return held if any(one.id == held for one in on.opinions) else None


def _target(on: Annotations, text: str, opinion: Opinion) -> str:
    span = on.span(opinion.target)
    return quoted(text, span.start, span.end) if span else "?"


def _trimmed(text: str, start: int, end: int) -> _Range:
    """Without white space at either end; empty if there is nothing else."""
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), max(start, end - len(words) + len(words.rstrip()))


def _without(text: str, place: _Range, holes: Iterable[_Range]) -> list[_Range]:
    """What is left of a place without the holes, but for white space."""
    left, (at, end) = [], place
    for start, stop in sorted(holes):
        if start < end and at < stop:
            left.append((at, start))
            at = max(at, stop)
    left.append((at, end))
    trimmed = [_trimmed(text, *one) for one in left if one[0] < one[1]]
    return [one for one in trimmed if one[0] < one[1]]


def _joined(text: str, pieces: Iterable[_Range]) -> list[_Range]:
    """The pieces in order, as one where nothing but white space parts them."""
    joined: list[_Range] = []
    for start, end in sorted(pieces):
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return joined
