"""What several layers say about one document becomes positions: where they agree, and where and how not."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from annotator.domain.annotations import Annotations
from annotator.domain.entities import SENTIMENT, Candidate, Decision, Said, Source
from annotator.domain.positions import Kind, Position, kind_of_opinion, kind_of_span, ordered
from annotator.domain.span_groups import Group, closeness, grouped

_Place = tuple[int, int]
_Heard = dict[str, tuple[Said, Source]]  # by layer


def takes_part(on: Annotations) -> bool:
    """Whether the layer has an opinion on this document: it is done, or has labels and is not skipped."""
    return on.status == "done" or (on.status != "skipped" and bool(on.spans or on.opinions or _judged(on)))


def compare(
    text: str, layers: Sequence[Annotations], decisions: Iterable[Decision] = ()
) -> tuple[Position, ...]:
    """The positions of a document by place, the article itself first; none unless two layers take part.

    A position that was decided has the id of its decision, however the labels under it changed since. Where
    all of them are gone, it has no version left.
    """
    taking = [on for on in layers if takes_part(on)]
    if len(taking) < 2:
        return ()
    decided: dict[str, list[Decision]] = {"span": [], "sentiment": [], "opinion": []}
    for decision in decisions:
        decided[decision.about].append(decision)
    groups = grouped(taking)
    ids = _ids(groups, decided["span"])
    spans = list(_spans(text, taking, groups, ids))
    found = [*_sentiments(taking), *spans, *_opinions(taking, groups, spans)]
    present = {position.id for position in found}
    everyone = [on.layer for on in taking]
    for one in chain.from_iterable(decided.values()):
        if one.id not in present and _spoke(one) & set(everyone):
            found.append(_left(one, everyone))
    found.sort(key=lambda one: -1 if one.start is None else one.start)
    return tuple(found)


def _spans(
    text: str, layers: Sequence[Annotations], groups: Sequence[Group], ids: Sequence[str]
) -> Iterator[Position]:
    labelled: dict[str, int] = {}
    for group in groups:
        for version in group.versions:
            words = text[version.start : version.end]
            labelled[words] = labelled.get(words, 0) | version.layers
    everyone = (1 << len(layers)) - 1
    saying_nothing: dict[int, Candidate] = {}
    for group, id in zip(groups, ids, strict=True):
        candidates = [Candidate(version.said, tuple(version.sources)) for version in group.versions]
        silent, is_twin = everyone & ~group.layers, False
        if silent:
            if silent not in saying_nothing:
                names = (Source(on.layer, "") for at, on in enumerate(layers) if silent >> at & 1)
                saying_nothing[silent] = Candidate(None, tuple(names))
            candidates.append(saying_nothing[silent])
            is_twin = any(labelled[text[version.start : version.end]] & silent for version in group.versions)
        kind: Kind = "agreed"
        if len(candidates) > 1:
            candidates, kind = list(ordered(candidates)), kind_of_span(candidates)
        yield Position(id, "span", group.start, group.end, tuple(candidates), kind, is_twin)


def _sentiments(layers: Sequence[Annotations]) -> Iterator[Position]:
    """Whoever judges no sentence of the article at all is not asked about each."""
    heard: dict[_Place | None, _Heard] = {}
    judging: set[str] = set()
    for on in layers:
        for mark in on.marks:
            if mark.name != SENTIMENT:
                continue
            place = None if mark.start is None or mark.end is None else (mark.start, mark.end)
            heard.setdefault(place, {})[on.layer] = (Said(mark.value), Source(on.layer, mark.id))
            if place is not None:
                judging.add(on.layer)
    everyone = [on.layer for on in layers]
    asked = everyone if len(judging) < 2 else [layer for layer in everyone if layer in judging]
    for place, said in heard.items():
        candidates = _candidates(said, everyone if place is None else asked)
        start, end = place or (None, None)
        id = SENTIMENT if place is None else f"{SENTIMENT}:{start}-{end}"
        kind: Kind = "sentiment" if len(candidates) > 1 else "agreed"
        yield Position(id, "sentiment", start, end, candidates, kind)


def _opinions(
    layers: Sequence[Annotations], groups: Sequence[Group], spans: Sequence[Position]
) -> Iterator[Position]:
    """Opinions are alike whose targets and holders are; whoever has none in the article is not asked."""
    having = [on.layer for on in layers if on.opinions]
    if not having:
        return
    at = {
        source: position
        for group, position in zip(groups, spans, strict=True)
        for version in group.versions
        for source in version.sources
    }
    heard: dict[tuple[str, str | None], _Heard] = {}
    places: dict[str, Position] = {}
    for on in layers:
        for one in on.opinions:
            target = at.get(Source(on.layer, one.target))
            holder = at.get(Source(on.layer, one.holder)) if one.holder else None
            if target is None or (one.holder and holder is None):
                continue
            places[target.id] = target
            said = Said(one.polarity, None, None, one.intensity, one.expression)
            of = heard.setdefault((target.id, holder.id if holder else None), {})
            of.setdefault(on.layer, (said, Source(on.layer, one.id)))
    asked = [on.layer for on in layers] if len(having) < 2 else having
    for (target_id, holder_id), words in heard.items():
        candidates = _candidates(words, asked)
        place = places[target_id]
        yield Position(
            f"opinion:{target_id}:{holder_id or ''}",
            "opinion",
            place.start,
            place.end,
            candidates,
            kind_of_opinion(candidates),
            target=target_id,
            holder=holder_id,
        )


def _candidates(heard: Mapping[str, tuple[Said, Source]], asked: Iterable[str]) -> tuple[Candidate, ...]:
    sources: dict[Said | None, list[Source]] = {}
    for layer in asked:
        said, source = heard.get(layer, (None, Source(layer, "")))
        sources.setdefault(said, []).append(source)
    return ordered(Candidate(said, tuple(of)) for said, of in sources.items())


def _ids(groups: Sequence[Group], decisions: Sequence[Decision]) -> list[str]:
    """An id for each group: that of the decision about its spans or its place, else that of its place."""
    decided = _decided(groups, decisions)
    taken = {decision.id for decision in decisions}
    ids = []
    for at, group in enumerate(groups):
        id = decided.get(at)
        if id is None:
            wish = id = f"span:{group.start}-{group.end}"
            number = 2
            while id in taken:
                id, number = f"{wish}:{number}", number + 1
            taken.add(id)
        ids.append(id)
    return ids


def _decided(groups: Sequence[Group], decisions: Sequence[Decision]) -> dict[int, str]:
    """The decisions by the numbers of the groups they are about: by spans that they knew, then by place."""
    if not decisions:
        return {}
    at = {
        source: number
        for number, group in enumerate(groups)
        for version in group.versions
        for source in version.sources
    }
    claims: list[tuple[float, str, int]] = []
    for decision in decisions:
        known = Counter(
            number
            for candidate in decision.candidates
            for source in candidate.sources
            if (number := at.get(source)) is not None
        )
        claims += [(-count, decision.id, number) for number, count in known.items()]
    found = _granted(claims, {})
    left = [decision for decision in decisions if decision.id not in found.values()]
    claims = [
        (-close, decision.id, number)
        for decision in left
        for number, group in enumerate(groups)
        if number not in found and (close := _closest(decision, group)) > 0
    ]
    return _granted(claims, found)


def _granted(claims: list[tuple[float, str, int]], before: Mapping[int, str]) -> dict[int, str]:
    """The strongest claims, each decision and each group once."""
    found, claimed = dict(before), set(before.values())
    for _, id, number in sorted(claims):
        if number not in found and id not in claimed:
            found[number] = id
            claimed.add(id)
    return found


def _closest(decision: Decision, group: Group) -> float:
    """How close what was decided about is to what is there."""
    if decision.start is None or decision.end is None:
        return 0.0
    if decision.end <= group.start or group.end <= decision.start:
        return 0.0
    known = [candidate.said for candidate in decision.candidates if candidate.said is not None]
    return max((closeness(one, version) for one in known for version in group.versions), default=0.0)


def _spoke(decision: Decision) -> set[str]:
    """The layers that said something when it was decided."""
    return {source.layer for one in decision.candidates if one.said is not None for source in one.sources}


def _left(decision: Decision, everyone: Iterable[str]) -> Position:
    """The position of a decision under which nobody says anything any more."""
    silent = tuple(Source(layer, "") for layer in everyone)
    place = (decision.start, decision.end, (Candidate(None, silent),))
    kind: Kind = "missing" if decision.about == "span" else decision.about
    return Position(decision.id, decision.about, *place, kind, target=decision.target, holder=decision.holder)


def _judged(on: Annotations) -> bool:
    return any(mark.name == SENTIMENT for mark in on.marks)
