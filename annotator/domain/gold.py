"""What has to change in the gold layer so that it says what was decided."""

from annotator.domain.annotations import Annotations
from annotator.domain.change import Change
from annotator.domain.edits import check_range, opinion_id
from annotator.domain.entities import SENTIMENT, Entity, Key, Mark, Opinion, Said, Source, Span
from annotator.domain.ids import derived_id
from annotator.domain.positions import Position
from annotator.domain.review import Review, said_by
from annotator.domain.scheme import Scheme
from annotator.domain.span_groups import closeness
from annotator.errors import Refused

_SAME = 3.0  # closer than any other words can be


class Gold:
    """The gold layer of a document, and the changes that were decided so far."""

    def __init__(self, on: Review, scheme: Scheme | None) -> None:
        """`scheme` says which labels there are and whether they may overlap; without one, nothing is made."""
        self._on = on
        self._scheme = scheme
        self._changes: dict[Key, Change] = {}
        self._spans = {span.id: span for span in on.gold.spans}
        self._opinions = {one.id: one for one in on.gold.opinions}
        self._made = {one.id: one.made for one in on.decisions.values()}
        self._owned = {made for made in self._made.values() if made}
        self._sources = _sources(on.layers)
        self._free = [span for span in on.gold.spans if span.id not in self._owned]
        self._meant = _meant(on) if self._free else {}
        self._taken = set(self._spans)
        self._places = {said_by(span): span.id for span in on.gold.spans}

    def changes(self) -> list[Change]:
        """All that changes, each entity once."""
        return [one for one in self._changes.values() if one.before != one.after]

    def put(self, before: Entity | None, after: Entity | None) -> None:
        """Write this instead of that."""
        entity = after or before
        if entity is None:
            return
        first = self._changes.get(entity.key)
        self._changes[entity.key] = Change(first.before if first else before, after)

    def say(self, position: Position, said: Said | None) -> str:
        """Gold says this about the position, or nothing; the id of what says it. Raises Refused."""
        if position.about == "span":
            made = self._say_span(position, said)
        elif position.about == "sentiment":
            made = self._say_sentiment(position, said)
        else:
            made = self._say_opinion(position, said)
        self._made[position.id] = made
        return made

    def model_of(self, position: Position, said: Said | None) -> str | None:
        """The model and version that proposed it to all who say it; None where somebody found it alone."""
        origins = [span.origin for span in self._spans_saying(position, said)]
        return origins[0] if origins and all(origins) else None

    def _say_span(self, position: Position, said: Said | None) -> str:
        before = self._span_of(position, said)
        if said is None or said.start is None or said.end is None:
            if before is not None:
                self._remove_span(before)
            return ""
        check_range(self._on.text, said.start, said.end)
        self._check_rules(said, before)
        model = self.model_of(position, said)
        sure = [one.confidence for one in self._spans_saying(position, said) if one.confidence is not None]
        after = Span(
            before.id if before else self._free_id(position),
            self._on.gold.layer,
            self._on.document,
            said.start,
            said.end,
            said.value,
            model,
            max(sure, default=None) if model else None,
            self._scheme.clock if self._scheme else None,
        )
        is_ours = position.id in self._on.decisions  # whatever else there was keeps its own origin
        if before is None or said_by(before) != said or (is_ours and before.origin != model):
            self.put(before, after)
            self._spans[after.id] = after
        self._owned.add(after.id)
        self._taken.add(after.id)
        return after.id

    def _say_sentiment(self, position: Position, said: Said | None) -> str:
        start, end = position.start, position.end
        id = SENTIMENT if start is None else f"{SENTIMENT}:{start}-{end}"
        before = next((mark for mark in self._on.gold.marks if mark.id == id), None)
        after = None
        if said is not None:
            self._check_scale(said)
            after = Mark(id, self._on.gold.layer, self._on.document, SENTIMENT, said.value, start, end)
        self.put(before, after)
        return id if after else ""

    def _say_opinion(self, position: Position, said: Said | None) -> str:
        target, holder = self._end_of(position.target), self._end_of(position.holder)
        is_grounded = target is not None and bool(holder) == bool(position.holder)
        before = self._opinions.get(self._made.get(position.id, ""))
        if before is None and is_grounded:
            before = self._opinion(target, holder)
        if said is None:
            if before is not None:
                self.put(before, None)
                del self._opinions[before.id]
            return ""
        self._check_scale(said)
        if target is None or not is_grounded:
            raise Refused("Decide first about the words that this opinion is about, and about its holder.")
        after = Opinion(
            before.id if before else opinion_id(target, holder),
            self._on.gold.layer,
            self._on.document,
            target,
            said.value,
            holder,
            said.expression,
            said.intensity,
        )
        self.put(before, after)
        self._opinions[after.id] = after
        return after.id

    def _span_of(self, position: Position, said: Said | None) -> Span | None:
        """What gold has here: what an earlier decision made, else a span about these words that none did."""
        made = self._made.get(position.id)
        if made is not None:
            return self._spans.get(made)
        if position.start is None or position.end is None:
            return None
        wanted = [said] if said else []
        wanted += [one.said for one in position.candidates if one.said is not None]
        best: tuple[float, Span] | None = None
        for span in self._free:
            if span.end <= position.start or position.end <= span.start or span.id in self._owned:
                continue
            here = said_by(span)
            if self._meant.get(here, position.id) != position.id:
                continue
            close = _SAME if here == said else max((closeness(one, here) for one in wanted), default=0.0)
            if close and (best is None or close > best[0]):
                best = close, span
        return best[1] if best else None

    def _remove_span(self, span: Span) -> None:
        self.put(span, None)
        del self._spans[span.id]
        self._owned.add(span.id)
        for opinion in list(self._opinions.values()):
            if span.id in (opinion.target, opinion.holder):
                self.put(opinion, None)
                del self._opinions[opinion.id]

    def _free_id(self, position: Position) -> str:
        """The same for the same position in everybody's file, so that two reviewers of it make one label."""
        number = 0
        while (id := derived_id("gold", position.id, number)) in self._taken:
            number += 1
        return id

    def _end_of(self, position: str | None) -> str | None:
        """The id of the gold span at the position of a target or holder."""
        if position is None:
            return None
        made = self._made.get(position)
        if made is None and (found := self._on.position(position)) is not None:
            span = self._span_of(found, None)
            made = span.id if span else None
        return made if made in self._spans else None

    def _opinion(self, target: str | None, holder: str | None) -> Opinion | None:
        return next(
            (one for one in self._opinions.values() if (one.target, one.holder) == (target, holder)), None
        )

    def _spans_saying(self, position: Position, said: Said | None) -> list[Span]:
        if position.about != "span":
            return []
        sources = (source for one in position.versions if one.said == said for source in one.sources)
        return [span for source in sources if (span := self._sources.get(source)) is not None]

    def _check_rules(self, said: Said, before: Span | None) -> None:
        label = self._scheme.label(said.value) if self._scheme else None
        if self._scheme is None or label is None:
            raise Refused("The scheme has no such label any more.")
        own = before.id if before else ""
        if self._places.get(said, own) != own:
            raise Refused(f"These words are {label.tag} in gold already.")
        start, end = said.start or 0, said.end or 0
        if not self._scheme.rules.overlap and any(
            span.start < end and start < span.end for span in self._spans.values() if span.id != own
        ):
            raise Refused("Spans may not overlap in this scheme, and gold has another one here.")

    def _check_scale(self, said: Said) -> None:
        if self._scheme is None or self._scheme.value(said.value) is None:
            raise Refused("The scheme has no such value any more.")


def _meant(on: Review) -> dict[Said, str]:
    """The positions of labels on their places: what gold has there already belongs to no other position."""
    return {one.said: position.id for position in on.positions for one in position.versions if one.said}


def _sources(layers: tuple[Annotations, ...]) -> dict[Source, Span]:
    """The spans by who says them."""
    return {Source(on.layer, span.id): span for on in layers for span in on.spans}
