"""The part of the guideline that the position at hand is about."""

from annotator.domain import guideline
from annotator.domain.entities import Label
from annotator.domain.guideline import Part
from annotator.ui.workbench import Workbench


def label_in_question(bench: Workbench) -> Label | None:
    """The label of what is proposed, else of the version that most say."""
    at_work = bench.reviewing
    position = at_work.position
    if position is None or position.about != "span":
        return None
    proposal = at_work.proposal(position)
    said = [proposal.said] if proposal and proposal.said else [one.said for one in position.versions]
    return next((label for one in said if one and (label := bench.session.scheme.label(one.value))), None)


def part_in_question(bench: Workbench) -> Part | None:
    """The part about that label."""
    label = label_in_question(bench)
    return guideline.read(bench.session.scheme.rules.guideline).part_of(label) if label else None


def rule_in_question(bench: Workbench) -> str:
    """What the scheme says of when to use that label, as Markdown."""
    label = label_in_question(bench)
    if label is None:
        return ""
    read = guideline.read(bench.session.scheme.rules.guideline)
    part = read.part_of(label)
    said = [guideline.escaped(label.meaning), read.body(part) if part else ""]
    return "\n\n".join(words for words in said if words)
