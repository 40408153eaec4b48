"""What a reviewer can do: each function returns an edit that writes gold and the decision together.

They touch nothing, and raise `Refused` with one sentence where it cannot be. What is not decided stays as it
is: gold says nothing of it. With the last position of a document, gold is done with it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from annotator.domain.change import Change, Edit
from annotator.domain.edits import quoted
from annotator.domain.entities import Choice, Decision, Said, Status, StatusValue
from annotator.domain.gold import Gold
from annotator.domain.positions import Position
from annotator.domain.proposing import Proposal
from annotator.domain.review import Review
from annotator.domain.scheme import Scheme
from annotator.errors import Refused

NOTHING_AGREED: Final = "Nothing that all layers agree on is left to accept."
USUAL_REASONS: Final = (
    "The guideline says so.",
    "Missed by an oversight.",
    "The whole name counts.",
    "Only the name counts.",
    "The context tells which it is.",
)


@dataclass(frozen=True, slots=True)
class Why:
    """The reason, in words, and the anchor of a paragraph of the guideline; both may be empty."""

    words: str = ""
    guideline: str = ""


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who decides, an author's id, under which scheme, and for which reason unless another is given."""

    author: str
    scheme: Scheme
    why: Why = Why()


def take(
    by: Reviewer, on: Review, position: Position, said: Said | None, proposal: Proposal | None = None
) -> Edit:
    """Gold says what this candidate of the position says; `proposal` is what was proposed, if anything."""
    if all(one.said != said for one in position.candidates):
        raise Refused("No layer says that here.")
    is_proposed = proposal is not None and not proposal.is_tie and proposal.said == said
    choice: Choice = "proposed" if is_proposed else "nothing" if said is None else "version"
    return _one(by, on, position, said, choice, proposal)


def take_proposed(by: Reviewer, on: Review, position: Position, proposal: Proposal) -> Edit:
    """Gold says what is proposed."""
    if proposal.is_tie:
        raise Refused("The layers are evenly split, so nothing is proposed. Take one of the versions.")
    return take(by, on, position, proposal.said, proposal)


def nothing_here(by: Reviewer, on: Review, position: Position, proposal: Proposal | None = None) -> Edit:
    """Gold says nothing here, whatever the layers say."""
    return _one(by, on, position, None, "nothing", proposal)


def write(by: Reviewer, on: Review, position: Position, said: Said, proposal: Proposal | None = None) -> Edit:
    """Gold says something that no layer says."""
    return _one(by, on, position, said, "edited", proposal)


def accept_agreed(by: Reviewer, on: Review, positions: Iterable[Position] | None = None) -> Edit:
    """Gold says what all layers say, at these positions or at all that are agreed, as one edit.

    Those that are decided, or that the rules do not allow, are passed over. An opinion about what was decided
    to be nothing is none.
    """
    gold, count = Gold(on, by.scheme), 0
    wanted = on.positions if positions is None else positions
    for one in sorted(wanted, key=lambda one: one.about == "opinion"):  # they need their spans
        if one.kind != "agreed" or on.states[one.id] != "open":
            continue
        said = None if _is_groundless(on, one) else one.candidates[0].said
        try:
            made = gold.say(one, said)
        except Refused:
            continue
        decision = _decision(by, on, one, said, "version" if said else "nothing", made, None)
        gold.put(None, replace(decision, origin="bulk", model=gold.model_of(one, decision.outcome)))
        count += 1
    if not count:
        raise Refused(NOTHING_AGREED)
    return _edit(on, gold, f"gold: agreed ×{count}")


def give_reason(on: Review, position: Position, why: Why) -> Edit:
    """Say why it was decided so; a decision keeps its decider."""
    decision = on.decisions.get(position.id)
    if decision is None:
        raise Refused("Decide first, then say why.")
    after = replace(decision, reason=why.words.strip(), guideline=why.guideline)
    if after == decision:
        raise Refused("Nothing to change: it says so already.")
    return Edit(f"why: {_what(on, position)}", (Change(decision, after),))


def reopen(on: Review, position: Position) -> Edit:
    """Take the decision back; gold says nothing here until it is decided again."""
    decision = on.decisions.get(position.id)
    if decision is None:
        raise Refused("This is not decided yet.")
    gold = Gold(on, None)
    gold.say(position, None)
    gold.put(decision, None)
    return _edit(on, gold, f"open again: {_what(on, position)}")


def finish(on: Review) -> Edit:
    """Gold is done with the document; there may be nothing in it to decide."""
    count = len(on.undecided)
    if count:
        are = "position is" if count == 1 else "positions are"
        raise Refused(f"{count:,} {are} open here. Decide them first.")
    if on.gold.status == "done":
        raise Refused("Gold is done with this article already.")
    return _settled(on, Edit("gold: done", ()))


def _is_groundless(on: Review, position: Position) -> bool:
    """Whether the target or the holder was decided to be nothing."""
    ends = [id for id in (position.target, position.holder) if id and on.states.get(id) == "decided"]
    return any(on.decisions[id].outcome is None for id in ends)


def _one(
    by: Reviewer, on: Review, position: Position, said: Said | None, choice: Choice, proposal: Proposal | None
) -> Edit:
    gold = Gold(on, by.scheme)
    made = gold.say(position, said)
    decision = _decision(by, on, position, said, choice, made, proposal)
    model = None if choice == "edited" else gold.model_of(position, said)
    decision = replace(decision, model=model, origin="suggestion" if model else "hand")
    before = on.decisions.get(position.id)
    if before == decision and on.states[position.id] == "decided":
        raise Refused("This is decided so already.")
    gold.put(before, decision)
    return _edit(on, gold, f"gold {_saying(by.scheme, position, said)} {_what(on, position)}")


def _decision(
    by: Reviewer,
    on: Review,
    position: Position,
    said: Said | None,
    choice: Choice,
    made: str,
    proposal: Proposal | None,
) -> Decision:
    return Decision(
        position.id,
        on.gold.layer,
        on.document,
        position.about,
        position.start,
        position.end,
        position.candidates,
        choice,
        said,
        made,
        by.author,
        by.why.words.strip(),
        by.why.guideline,
        by.scheme.clock,
        aggregation=proposal.by if proposal else "",
        target=position.target,
        holder=position.holder,
    )


def _edit(on: Review, gold: Gold, title: str) -> Edit:
    return _settled(on, Edit(title, tuple(gold.changes())))


def _settled(on: Review, edit: Edit) -> Edit:
    """The edit with what it makes of the status of gold: done where nothing is open after it."""
    before: StatusValue = on.gold.status
    after: StatusValue = "in_progress" if on.after(edit).undecided else "done"
    if before == after:
        return edit
    old = None if before == "new" else Status(on.gold.layer, on.document, before)
    new = Status(on.gold.layer, on.document, after)
    return Edit(edit.title, (*edit.changes, Change(old, new)))


def _saying(scheme: Scheme, position: Position, said: Said | None) -> str:
    if said is None:
        return "nothing"
    label = scheme.label(said.value) if position.about == "span" else None
    return label.tag if label else said.value


def _what(on: Review, position: Position) -> str:
    if position.start is None or position.end is None:
        return "article"
    words = quoted(on.text, position.start, position.end)
    return f"towards {words}" if position.about == "opinion" else words
