"""The candidates of the position at hand, as cards say them."""

from annotator.domain.entities import Candidate, Said
from annotator.domain.positions import Position
from annotator.domain.review import Review, said_by
from annotator.ui.review import words
from annotator.ui.review.version_card import Version
from annotator.ui.workbench import Workbench

MOST_KEYS = 9


def versions(bench: Workbench, *, with_keys: bool) -> list[Version]:
    """A version for each candidate, what most say first; with the keys that take them, or without."""
    at_work = bench.reviewing
    on, position = at_work.review, at_work.position
    if on is None or position is None:
        return []
    return [
        _version(bench, on, position, one, at if with_keys and at <= MOST_KEYS else 0)
        for at, one in enumerate(position.candidates, 1)
    ]


def _version(bench: Workbench, on: Review, position: Position, one: Candidate, number: int) -> Version:
    scheme, at_work = bench.session.scheme, bench.reviewing
    said, proposal = one.said, at_work.proposal(position)
    label = scheme.label(said.value) if said and position.about == "span" else None
    step = scheme.value(said.value) if said and position.about != "span" else None
    is_open = on.states[position.id] != "decided"
    proposed = proposal is not None and not proposal.is_tie and proposal.said == said and is_open
    return Version(
        words.quoted(on, position, said),
        "" if said is None else words.value(scheme, position, said),
        at_work.faces.names(source.layer for source in one.sources),
        f"{len(one.sources)} of {len(position.layers)}",
        bench.actions.key(f"review.take_{number}") if number else "",
        bench.actions.key("review.proposed") if number and proposed else "",
        label.colour if label else "",
        (step.sign if step else 0) if said and position.about != "span" else None,
        _is_gold(on, position, said),
        said is None,
    )


def _is_gold(on: Review, position: Position, said: Said | None) -> bool:
    """Whether gold says this since it was decided; of a label, also from before that."""
    decision = on.decisions.get(position.id)
    if decision is not None and on.states[position.id] == "decided":
        return decision.outcome == said
    return position.about == "span" and any(said_by(span) == said for span in on.gold.spans)
