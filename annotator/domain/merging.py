"""What a merge brings, decides and asks; and whether what a stranger's file says can be true."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, get_args

from annotator.domain.entities import (
    STATUS_VALUES,
    About,
    Appearance,
    Author,
    Choice,
    DecidedBy,
    Decision,
    Entity,
    Key,
    Label,
    Layer,
    Mark,
    Opinion,
    Rules,
    Said,
    Span,
    Status,
)

MOST_CHARACTERS = 1_000_000  # of one value, such as a note or the guideline
_LONGEST_ID = 200
_FARTHEST = 2**31  # code point, where the text is not there to say
_FREE_OF_DOCUMENTS = frozenset([Author.kind, Layer.kind, Label.kind, Rules.kind])
_IN_LAYER = frozenset([Span.kind, Mark.kind, Opinion.kind, Status.kind, Decision.kind])
_COLOUR = re.compile(r"[a-z]{1,20}|#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True)
class Standing:
    """One of several values of an entity, None where it is gone; who said so, and when (ISO 8601, UTC)."""

    entity: Entity | None
    author: str
    at: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """An entity of which different values stand side by side, the one that counts first. `layer` and
    `document` are names to show, empty where it is in none.
    """

    key: Key
    layer: str
    document: str
    values: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Decisions:
    """What a person decided about a merge: which of our labels stands for a label of theirs, by ids; which
    value of a conflict counts from now on. What is not decided stays side by side.
    """

    labels: Mapping[str, str] = field(default_factory=dict)
    chosen: Mapping[Key, Entity | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewLabel:
    """A label of theirs that the project's scheme lacks; `spans` have it in their file. `namesake` is a label
    of ours that has the same name, which need not mean the same.
    """

    label: Label
    spans: int
    namesake: Label | None


@dataclass(frozen=True, slots=True)
class LayerNews:
    """What comes into a layer: new or changed things, and how many of them."""

    id: str
    name: str
    author: str
    is_new: bool
    spans: int = 0
    marks: int = 0
    opinions: int = 0
    statuses: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """What merging a file would do. `without_text` counts documents whose text neither file holds; `of_yours`
    changes that others made in layers of the person at work.
    """

    file: str
    new_documents: int = 0
    known_documents: int = 0
    new_edits: int = 0
    known_edits: int = 0
    layers: tuple[LayerNews, ...] = ()
    labels: tuple[NewLabel, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    known_conflicts: int = 0
    forked: bool = False
    without_text: int = 0
    of_yours: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether the project has everything already."""
        return self.new_edits == 0


def problem(entity: Entity, key: Key, text: str | None) -> str:
    """What cannot be true of an entity under this key on this text (None: not there); empty if all can."""
    if entity.key != key:
        return f"The {key.kind} {key.id[:20]} is filed under another name."
    if any(len(part) > _LONGEST_ID for part in key) or not key.id:
        return f"A {key.kind} has an impossible name."
    if bool(key.document) == (key.kind in _FREE_OF_DOCUMENTS) or bool(key.layer) != (key.kind in _IN_LAYER):
        return f"The {key.kind} {key.id[:20]} is in an impossible place."
    if not all(_is_text(value) for value in _texts(entity)):
        return f"The {key.kind} {key.id[:20]} holds something that is no text, or too long."
    return _PROBLEMS[key.kind](entity, _FARTHEST if text is None else len(text))


def _author(one: Author, _: int) -> str:
    return "" if one.name else "An author has no name."


def _layer(one: Layer, _: int) -> str:
    return "" if one.name and one.author else "A layer has no name or no author."


def _label(one: Label, _: int) -> str:
    sound = one.name and _COLOUR.fullmatch(one.colour) and len(one.key_cap) <= 1 and _is_count(one.position)
    return "" if sound else f"The label {one.id[:20]} has an impossible name, colour, key or place."


def _rules(one: Rules, _: int) -> str:
    names = [value.name for value in one.scale]
    sound = (
        all(names) and len(set(names)) == len(names) and all(value.sign in (-1, 0, 1) for value in one.scale)
    )
    return "" if sound else "The sentiment scale has impossible steps."


def _appearance(one: Appearance, length: int) -> str:
    if one.headline is not None and not _is_range(*one.headline, length):
        return "A headline lies beyond its text."
    return "" if isinstance(one.meta, Mapping) else "What is known of an appearance is no table."


def _span(one: Span, length: int) -> str:
    if not _is_range(one.start, one.end, length):
        return f"A span lies beyond its text: [{one.start}, {one.end}) of {length} characters."
    sound = one.confidence is None or (isinstance(one.confidence, float | int) and 0 < one.confidence <= 1)
    if not sound or not (one.scheme is None or _is_count(one.scheme)):
        return "A span has an impossible confidence or scheme."
    return "" if one.label else "A span has no label."


def _mark(one: Mark, length: int) -> str:
    if (one.start is None) != (one.end is None):
        return "A mark has but one end."
    if one.start is not None and not _is_range(one.start, one.end, length):
        return f"A mark lies beyond its text: [{one.start}, {one.end}) of {length} characters."
    return "" if one.name else "A mark has no name."


def _opinion(one: Opinion, length: int) -> str:
    if not all(_is_range(*piece, length) for piece in one.expression):
        return "The words of an opinion lie beyond its text."
    return "" if one.target and one.polarity else "An opinion has no target or no polarity."


def _status(one: Status, _: int) -> str:
    return "" if one.value in STATUS_VALUES and one.value != "new" else "A status is none that there is."


def _decision(one: Decision, length: int) -> str:
    words = [one.made, one.decider, one.reason, one.guideline, one.aggregation]
    words += [part for candidate in one.candidates for source in candidate.sources for part in source]
    if not all(isinstance(word, str) for word in words):
        return "A decision lacks words that each has."
    if not all(_can_be_said(candidate.said, length) for candidate in one.candidates):
        return "A decision was about something impossible."
    place = (one.start, one.end)
    is_sound = place == (None, None) or _is_range(one.start, one.end, length)
    known = (
        one.about in get_args(About) and one.choice in get_args(Choice) and one.origin in get_args(DecidedBy)
    )
    if not (is_sound and known and _can_be_said(one.outcome, length)):
        return "A decision has an impossible place, choice or origin."
    if (one.outcome is None) == bool(one.made) or not one.decider:
        return "A decision has no outcome or no decider."
    return "" if one.scheme is None or _is_count(one.scheme) else "A decision has an impossible scheme."


def _can_be_said(said: Said | None, length: int) -> bool:
    if said is None:
        return True
    if (said.start, said.end) != (None, None) and not _is_range(said.start, said.end, length):
        return False
    return bool(said.value) and all(_is_range(*piece, length) for piece in said.expression)


_PROBLEMS: Mapping[str, Callable[[Any, int], str]] = {
    Author.kind: _author,
    Layer.kind: _layer,
    Label.kind: _label,
    Rules.kind: _rules,
    Appearance.kind: _appearance,
    Span.kind: _span,
    Mark.kind: _mark,
    Opinion.kind: _opinion,
    Status.kind: _status,
    Decision.kind: _decision,
}


def _texts(entity: Entity) -> Iterable[object]:
    """Every value that must be text, or may be missing."""
    match entity:
        case Author():
            return (entity.name,)
        case Layer():
            return (entity.name, entity.author)
        case Label():
            return (entity.name, entity.title, entity.tag, entity.colour, entity.key_cap, entity.meaning)
        case Rules():
            steps = [part for value in entity.scale for part in (value.name, value.title)]
            return (entity.name, entity.title, entity.question, entity.guideline, *steps)
        case Appearance():
            names = (entity.title, entity.ref, entity.source, entity.author, entity.url)
            return (*names, entity.published, entity.language)
        case Span():
            return (entity.label, entity.origin)
        case Mark():
            return (entity.name, entity.value)
        case Opinion():
            return (entity.target, entity.polarity, entity.holder, entity.intensity)
        case Status():
            return (entity.value,)
        case _:
            return _texts_of_decision(entity)


def _texts_of_decision(one: Decision) -> Iterable[object]:
    said = [one.outcome, *(candidate.said for candidate in one.candidates)]
    spoken = [part for words in said if words is not None for part in (words.value, words.intensity)]
    sources = [part for candidate in one.candidates for source in candidate.sources for part in source]
    why = (one.reason, one.guideline, one.model, one.aggregation)
    return (one.made, one.decider, *why, one.target, one.holder, *spoken, *sources)


def _is_text(value: object) -> bool:
    """Whether it is missing or text that can be written: half a surrogate pair cannot."""
    if value is None:
        return True
    if not isinstance(value, str) or len(value) > MOST_CHARACTERS:
        return False
    return not any("\ud800" <= character <= "\udfff" for character in value) if not value.isascii() else True


def _is_count(value: object) -> bool:
    return type(value) is int and 0 <= value < 2**53


def _is_range(start: object, end: object, length: int) -> bool:
    return type(start) is int and type(end) is int and 0 <= start < end <= length
