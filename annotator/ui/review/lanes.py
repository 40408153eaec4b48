"""What the reader shows of a review: the open places, and a clip a layer at each."""

from collections.abc import Mapping, Sequence

from annotator.domain.entities import Said
from annotator.domain.positions import Position
from annotator.domain.proposing import Proposal
from annotator.domain.review import Review
from annotator.domain.scheme import Scheme
from annotator.ui.reader.compared import Clip, Compared, ComparedPlace


def lanes(
    on: Review,
    layers: Sequence[str],
    initials: Sequence[str],
    at_hand: Position | None,
    proposals: Mapping[str, Proposal],
    scheme: Scheme,
) -> Compared:
    """The open disagreements in the text, and the position at hand whatever it is, in these layers' lanes."""
    shown = [one for one in on.positions if _is_shown(on, one) or one is at_hand]
    places = [
        _place(position, position.start, position.end, layers, proposals.get(position.id), scheme)
        for position in shown
        if position.start is not None and position.end is not None
    ]
    return Compared(tuple(initials), tuple(places), at_hand.id if at_hand else None)


def _is_shown(on: Review, position: Position) -> bool:
    return position.kind != "agreed" and on.states[position.id] != "decided"


def _place(
    position: Position,
    start: int,
    end: int,
    layers: Sequence[str],
    proposal: Proposal | None,
    scheme: Scheme,
) -> ComparedPlace:
    def clip(said: Said | None) -> Clip:
        if said is None:
            return Clip(start, end)
        if position.about == "span" and said.start is not None and said.end is not None:
            return Clip(said.start, said.end, said.value)
        value = scheme.value(said.value)
        return Clip(start, end, sign=value.sign if value else 0)

    compared = position.layers
    clips = tuple(clip(position.says(layer)) if layer in compared else None for layer in layers)
    is_proposed = proposal is not None and not proposal.is_tie and proposal.said is not None
    return ComparedPlace(
        position.id, start, end, clips, clip(proposal.said) if proposal and is_proposed else None
    )
