"""What was decided otherwise than an annotator said, and what she answers to it, once for each decision."""

from annotator.domain.change import Edit, added
from annotator.domain.edits import quoted
from annotator.domain.entities import About, Candidate, Decision, Mark, Said
from annotator.domain.ids import derived_id
from annotator.domain.scheme import Scheme
from annotator.errors import Refused

ANSWER = "answer"
AGREED = "agreed"


def said_by(decision: Decision, layer: str) -> Candidate | None:
    """What the layer said when it was decided; None where it took no part."""
    for candidate in decision.candidates:
        if any(source.layer == layer for source in candidate.sources):
            return candidate
    return None


def is_otherwise(decision: Decision, layer: str) -> bool:
    """Whether it was decided otherwise than the layer said."""
    candidate = said_by(decision, layer)
    return candidate is not None and candidate.said != decision.outcome


def answer_id(decision: Decision) -> str:
    """The id of an answer: another outcome of the same position can be answered anew."""
    return derived_id(ANSWER, decision.id, decision.outcome)


def answer(decision: Decision, layer: str, words: str, before: Mark | None = None) -> Edit:
    """She answers with these words; `before` is what she answered already. It is hers, and lies in her layer.

    Raises Refused for a second answer, an empty one, or one to what was decided as she said.
    """
    words = words.strip()
    if before is not None:
        raise Refused("You have answered this already; undo takes an answer back.")
    if not words:
        raise Refused("Write an answer, or press A to agree.")
    if not is_otherwise(decision, layer):
        raise Refused("This was decided as you said.")
    mark = Mark(answer_id(decision), layer, decision.document, ANSWER, words, decision.start, decision.end)
    return added("agreed to a decision" if words == AGREED else "answered a decision", [mark])


def in_words(scheme: Scheme, text: str, about: About, said: Said | None) -> str:
    """What was said of a position, for people: with the words of a span, and the titles of the scheme."""
    if said is None:
        return "nothing"
    if about == "span":
        label = scheme.label(said.value)
        place = quoted(text, said.start or 0, said.end or 0)
        return f"{label.title if label else said.value} {place}"
    step = scheme.value(said.value)
    title = step.title if step else said.value
    details = [said.intensity] if said.intensity else []
    details += [quoted(text, *piece) for piece in said.expression]
    return f"{title} ({', '.join(details)})" if details else title
