"""Which spans of different layers are about the same words.

Equal spans are, and so are spans on the same words, spans of one label that overlap, and spans of two labels
that share at least half of the words they cover together. A group holds at most one version of each layer, so
nested spans do not become one; where a span could go to several, the closest are joined first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotator.domain.annotations import Annotations
from annotator.domain.entities import Said, Source

_SHARED = 0.5
_SAME_LABEL = 0.5


@dataclass(slots=True, eq=False)
class Version:
    """One label on the code points [start, end), and who says it: `layers` has a bit for each, by number."""

    start: int
    end: int
    label: str
    layers: int
    sources: list[Source]

    @property
    def said(self) -> Said:
        """What they say."""
        return Said(self.label, self.start, self.end)


@dataclass(slots=True, eq=False)
class Group:
    """Versions about the same words, which cover [start, end); `layers` has a bit for each that has one."""

    start: int
    end: int
    layers: int
    versions: list[Version]


def closeness(one: Version | Said, other: Version | Said) -> float:
    """How much two labelled places are about the same words, 1 or more for the closest; 0 for not at all."""
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return 0.0
    is_same = _label(one) == _label(other)
    return _closeness(one.start, one.end, other.start, other.end, is_same=is_same)


def grouped(layers: Sequence[Annotations]) -> list[Group]:
    """The spans of these layers in groups, by place."""
    everyone = (1 << len(layers)) - 1
    groups, split = [], []
    for version in _versions(layers):
        if version.layers == everyone:
            groups.append(Group(version.start, version.end, everyone, [version]))
        else:
            split.append(version)
    groups += _joined(split)
    groups.sort(key=lambda group: (group.start, -group.end, group.versions[0].label))
    return groups


def _versions(layers: Sequence[Annotations]) -> Iterable[Version]:
    found: dict[tuple[int, int, str], Version] = {}
    for place, on in enumerate(layers):
        bit, layer = 1 << place, on.layer
        for span in on.spans:
            start, end, label = span.start, span.end, span.label
            version = found.get((start, end, label))
            if version is None:
                found[start, end, label] = Version(start, end, label, bit, [Source(layer, span.id)])
            else:
                version.layers |= bit
                version.sources.append(Source(layer, span.id))
    return found.values()


def _joined(versions: list[Version]) -> list[Group]:
    """Groups of versions that not all layers have: the closest pairs first, while no layer comes twice."""
    versions.sort(key=lambda version: (version.start, version.end, version.label))
    group_of = {
        id(version): Group(version.start, version.end, version.layers, [version]) for version in versions
    }
    for _, first, second in _pairs(versions):
        one, other = group_of[id(versions[first])], group_of[id(versions[second])]
        if one.layers & other.layers:  # also where they are one group already
            continue
        one.start, one.end = min(one.start, other.start), max(one.end, other.end)
        one.layers |= other.layers
        one.versions += other.versions
        for version in other.versions:
            group_of[id(version)] = one
    return list({id(group): group for group in group_of.values()}.values())


def _pairs(versions: Sequence[Version]) -> list[tuple[float, int, int]]:
    """Places of versions of different layers that are about the same words, the closest first."""
    pairs = []
    near: list[int] = []
    for at, version in enumerate(versions):
        start, end, label, layers = version.start, version.end, version.label, version.layers
        near = [other for other in near if versions[other].end > start]
        for place in near:
            other = versions[place]
            if layers & other.layers:
                continue
            close = _closeness(other.start, other.end, start, end, is_same=label == other.label)
            if close:
                pairs.append((-close, place, at))
        near.append(at)
    pairs.sort()
    return pairs


def _closeness(start: int, end: int, other_start: int, other_end: int, *, is_same: bool) -> float:
    shared = (end if end < other_end else other_end) - (start if start > other_start else other_start)
    if shared <= 0:
        return 0.0
    share = shared / (end - start + other_end - other_start - shared)
    if is_same:
        return share + _SAME_LABEL
    return share if share >= _SHARED else 0.0


def _label(one: Version | Said) -> str:
    return one.label if isinstance(one, Version) else one.value
