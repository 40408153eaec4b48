"""The mentions of one text, grouped by their words."""

from bisect import insort
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from annotator.domain.annotations import Annotations
from annotator.domain.change import Change, Edit
from annotator.domain.edits import remove_span
from annotator.domain.entities import Opinion, Span


class Mention(NamedTuple):
    """A span, the words it is grouped by, and the polarity that was last said about it."""

    name: str
    span: Span
    polarity: str | None


class Group(NamedTuple):
    """Mentions that read the same, white space aside, in the order of the text; never empty."""

    name: str
    mentions: tuple[Mention, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """The ids of their labels, the most frequent first."""
        return tuple(label for label, _ in Counter(one.span.label for one in self.mentions).most_common())

    @property
    def polarities(self) -> tuple[str, ...]:
        """What was said about them, each value once, the last mention's first."""
        said = (one.polarity for one in reversed(self.mentions))
        return tuple(dict.fromkeys(value for value in said if value is not None))


def entity_groups(text: str, on: Annotations) -> list[Group]:
    """The groups, by their first mention."""
    return _grouped(text, on.spans, on)


def groups_after(groups: Sequence[Group], text: str, on: Annotations, edit: Edit) -> list[Group]:
    """The groups after the edit, when the layer holds `on`; those it does not touch are the same objects."""
    changes = edit.on(on.layer, on.document)
    entities = [entity for one in changes for entity in (one.before, one.after)]
    spans = [entity for entity in entities if isinstance(entity, Span)]
    targets = (on.span(entity.target) for entity in entities if isinstance(entity, Opinion))
    touched = {name_of(text, span) for span in (*spans, *targets) if span is not None}
    if not touched:
        return list(groups)
    changed = {span.id for span in spans}
    kept = [
        one.span
        for group in groups
        if group.name in touched
        for one in group.mentions
        if one.span.id not in changed
    ]
    come = [one.after for one in changes if isinstance(one.after, Span)]
    found = [group for group in groups if group.name not in touched]
    for group in _grouped(text, sorted([*kept, *come], key=_place), on):
        insort(found, group, key=_first_place)
    return found


def name_of(text: str, span: Span) -> str:
    """The words of a span, on one line."""
    return " ".join(text[span.start : span.end].split())


def remove_mentions(on: Annotations, text: str, spans: Sequence[Span]) -> Edit:
    """Remove these spans, and what is said about them, as one edit."""
    changes: list[Change] = []
    title = ""
    for span in spans:
        edit = remove_span(on, text, span)
        title = title or edit.title
        changes += edit.changes
        on = on.after(edit)
    return Edit(title if len(spans) == 1 else f"{title} ×{len(spans)}", tuple(changes))


def context(text: str, span: Span, before: int = 24, after: int = 60) -> tuple[str, str, str]:
    """What stands around a span on its line: words before, the span's own, words after, each on one line."""
    line_start = text.rfind("\n", 0, span.start) + 1
    line_end = text.find("\n", span.end)
    line_end = len(text) if line_end < 0 else line_end
    start = max(line_start, span.start - before)
    if start > line_start and not text[start - 1].isspace():
        start = next((at for at in range(start, span.start) if text[at].isspace()), start)
    end = min(line_end, span.end + after)
    pieces = text[start : span.start], text[span.start : span.end], text[span.end : end]
    return _on_one_line(pieces[0]).lstrip(), _on_one_line(pieces[1]), _on_one_line(pieces[2]).rstrip()


def _grouped(text: str, spans: Iterable[Span], on: Annotations) -> list[Group]:
    """The groups of these spans, which come by place, with what `on` says about them."""
    polarity = {opinion.target: opinion.polarity for opinion in on.opinions if opinion.holder is not None}
    polarity.update({one.target: one.polarity for one in on.opinions if one.holder is None})
    found: dict[str, list[Mention]] = {}
    for span in spans:
        name = name_of(text, span)
        found.setdefault(name, []).append(Mention(name, span, polarity.get(span.id)))
    return [Group(name, tuple(mentions)) for name, mentions in found.items()]


def _first_place(group: Group) -> tuple[int, int, str]:
    return _place(group.mentions[0].span)


def _place(span: Span) -> tuple[int, int, str]:
    return span.start, -span.end, span.id


def _on_one_line(words: str) -> str:
    return "".join(" " if character.isspace() else character for character in words)
