"""What stands at a position, in words: its kind, what a candidate says, how the layers differ."""

from typing import Final

from annotator.domain.deciding import Why
from annotator.domain.entities import About, Candidate, Decision, Said
from annotator.domain.positions import Kind, Position
from annotator.domain.proposing import Proposal
from annotator.domain.review import Review, State
from annotator.domain.scheme import Scheme
from annotator.services.reviewing import Counts

KINDS: Final[dict[Kind, str]] = {
    "agreed": "Agreed",
    "boundary": "Boundary",
    "label": "Label",
    "missing": "Missing",
    "sentiment": "Sentiment",
    "opinion": "Opinion",
}
NOTHING: Final = "nothing here"
_CHANGED: Final = "changed since it was decided"


def subject(on: Review, position: Position) -> str:
    """The words that the position is about."""
    if position.start is None or position.end is None:
        return "The whole article"
    words = _one_line(on.text[position.start : position.end])
    return f"towards {words}" if position.about == "opinion" else words


def quoted(on: Review, position: Position, said: Said | None) -> str:
    """The words that a candidate gives a label; for a judgement, what it judges, or by which words, where
    versions differ in those.
    """
    if said is None:
        return "Nothing here"
    if said.start is not None and said.end is not None:
        return _one_line(on.text[said.start : said.end])
    if len({one.said.expression for one in position.versions if one.said}) < 2:
        return subject(on, position)
    pieces = [_one_line(on.text[start:end]) for start, end in said.expression]
    return f"by “{' … '.join(pieces)}”" if pieces else "by no words of its own"


def value(scheme: Scheme, position: Position, said: Said | None) -> str:
    """The label's tag, or the title of a step of the scale."""
    return value_of(scheme, position.about, said)


def value_of(scheme: Scheme, about: About, said: Said | None) -> str:
    """The same, of what is about something."""
    if said is None:
        return NOTHING
    if about == "span":
        label = scheme.label(said.value)
        return label.tag if label else "?"
    found = scheme.value(said.value)
    words = found.title if found else said.value
    return f"{words}, {said.intensity}" if said.intensity else words


def summary(on: Review, position: Position, proposal: Proposal | None) -> str:
    """How the layers differ, in a few words; and that it was decided, where it was."""
    state: State = on.states[position.id]
    if state == "changed":
        return _CHANGED
    if state == "decided":
        return "decided"
    if proposal is None:
        return "nobody says anything here any more"
    if proposal.is_tie:
        return "the layers are evenly split"
    chosen = next((one for one in position.candidates if one.said == proposal.said), None)
    count, total = len(chosen.sources) if chosen else 0, len(position.layers)
    return f"{count} of {total} layers {_verb(position, chosen, count)}"


def decided(scheme: Scheme, on: Review, position: Position, decision: Decision) -> str:
    """What gold says since the decision."""
    said = value(scheme, position, decision.outcome)
    return "gold: nothing" if decision.outcome is None else f"gold {said}"


def reason(why: Why | None, decision: Decision | None) -> str:
    """The reason that was given, or that will be."""
    if decision is not None:
        return decision.reason
    return why.words if why else ""


def end_of_the_way(layers: int, counts: Counts | None, *, backwards: bool) -> str:
    """That nothing open is further on in this direction, and what is left. `counts` is None where they are
    not known, or not of what is looked for.
    """
    if layers < 2:
        return "There is nothing to compare: fewer than two layers say anything beside gold."
    left = counts.open_disagreements() if counts is not None else None
    if counts is not None and left == 0:
        agreed = counts.of("agreed") - counts.of("agreed", "decided")
        rest = f" What is agreed is not accepted yet: Shift+A takes all {agreed:,}." if agreed else ""
        return f"Every disagreement is decided.{rest}"
    if backwards:
        return "Nothing is open before this. N goes on."
    before = f"{left:,} before it, P goes back." if left else "P goes back."
    return f"Nothing is open after this. {before}"


def _verb(position: Position, chosen: Candidate | None, count: int) -> str:
    s = "s" if count == 1 else ""
    if chosen is None or chosen.said is None:
        return f"see{s} nothing here"
    if position.kind == "missing":
        return f"see{s} something here"
    if position.kind == "boundary" and chosen.said.start is not None and chosen.said.end is not None:
        lengths = [
            one.said.end - one.said.start
            for one in position.versions
            if one.said and one.said.start is not None and one.said.end is not None
        ]
        length = chosen.said.end - chosen.said.start
        if length == max(lengths) > min(lengths):
            return f"take{s} the longer words"
        return f"take{s} the shorter words" if length == min(lengths) < max(lengths) else f"agree{s}"
    return f"say{s} so"


def _one_line(words: str) -> str:
    return " ".join(words.split())
