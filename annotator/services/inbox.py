"""Back to the annotators: what was decided otherwise than a layer said, why, and what she answered."""

from collections import Counter
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotator.domain import guideline
from annotator.domain.annotations import Annotations
from annotator.domain.answering import AGREED, ANSWER, answer_id, in_words, is_otherwise, said_by
from annotator.domain.document import Document
from annotator.domain.entities import GOLD, Decision, Layer, Mark, Said
from annotator.domain.scheme import Scheme
from annotator.services.progress import Progress
from annotator.storage import otherwise, reviews
from annotator.storage.project import Project

SOMEBODY = "another annotator"
_AROUND = 60  # code points on either side


@dataclass(frozen=True, slots=True)
class Voice:
    """What somebody said, and who: layers by name, or how many of them where names are hidden."""

    said: str
    who: str


@dataclass(frozen=True, slots=True)
class Item:
    """One decision that went otherwise, in words. `number` and `title` are the article's; `before`, `words`
    and `after` the place in it, empty for the whole article. `paragraph` is the guideline's heading and text.
    """

    decision: Decision
    number: int
    title: str
    before: str
    words: str
    after: str
    hers: str
    outcome: str
    others: tuple[Voice, ...]
    decider: str
    at: str
    paragraph: str
    answer: Mark | None

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.answer is None

    @property
    def is_agreed(self) -> bool:
        """Whether she agreed, and had nothing to add."""
        return self.answer is not None and self.answer.value == AGREED

    @property
    def place(self) -> tuple[int, int] | None:
        """The code points to go to: those of her label, or of what was decided."""
        start, end = self.decision.start, self.decision.end
        return None if start is None or end is None else (start, end)


@dataclass(frozen=True, slots=True)
class Answer:
    """What an annotator answered to a decision."""

    who: str
    words: str


def inbox(project: Project, layer: Layer, *, blind: bool = False) -> Generator[Progress, None, list[Item]]:
    """What was decided otherwise than the layer said, by article and place; what waits for an answer first.

    With `blind`, no name of another annotator or of the reviewer is said.
    """
    gold = project.layer(GOLD)
    if gold is None or gold.id == layer.id:
        return []
    names = {} if blind else {one.id: one.name for one in project.layers()}
    scheme, found = project.scheme(), list[Item]()
    told = _Told(scheme, layer.id, names, guideline.read(scheme.rules.guideline), blind=blind)
    documents = otherwise.documents(project.reader, gold.id, layer.id)
    for done, (number, id) in enumerate(documents, 1):
        document, on = project.document(id), project.annotations(id, layer.id)
        for one in reviews.decided(project.reader, id, gold.id):
            if is_otherwise(one.decision, layer.id):
                found.append(told.item(one, number, document, on))
        yield Progress(done, len(documents), "Reading decisions")
    return sorted(found, key=lambda one: not one.is_open)


def answers(project: Project, document: str) -> Mapping[str, Sequence[Answer]]:
    """What annotators answered to the present decisions about a document, by the id of the position."""
    gold = project.layer(GOLD)
    found: dict[str, list[Answer]] = {}
    if gold is None:
        return found
    decided = reviews.decided(project.reader, document, gold.id)
    for layer in project.layers() if decided else []:
        marks = {one.id: one for one in project.annotations(document, layer.id).marks if one.name == ANSWER}
        for one in decided:
            mark = marks.get(answer_id(one.decision))
            if mark is not None:
                found.setdefault(one.decision.id, []).append(Answer(layer.name, mark.value))
    return found


@dataclass(frozen=True, slots=True)
class _Told:
    """Tells decisions to one layer."""

    scheme: Scheme
    layer: str
    names: Mapping[str, str]
    guideline: guideline.Guideline
    blind: bool

    def item(self, one: reviews.Decided, number: int, document: Document, on: Annotations) -> Item:
        decision, text = one.decision, document.text
        hers = said_by(decision, self.layer)
        before, words, after = _around(text, decision)
        part = self.guideline.part(decision.guideline)
        wanted = answer_id(decision)
        return Item(
            decision,
            number,
            document.title,
            before,
            words,
            after,
            self._words(text, decision, hers.said if hers else None),
            self._words(text, decision, decision.outcome),
            tuple(self._others(text, decision)),
            "" if self.blind else one.decider,
            one.at,
            self.guideline.text(part) if part else "",
            next((mark for mark in on.marks if mark.id == wanted), None),
        )

    def _words(self, text: str, decision: Decision, said: Said | None) -> str:
        return in_words(self.scheme, text, decision.about, said)

    def _others(self, text: str, decision: Decision) -> Iterator[Voice]:
        for candidate in decision.candidates:
            others = [source.layer for source in candidate.sources if source.layer != self.layer]
            names = Counter(self.names.get(layer, SOMEBODY) for layer in others)
            unknown = names.pop(SOMEBODY, 0)
            who = sorted(names)
            if unknown:
                who.append(SOMEBODY if unknown == 1 else f"{unknown} other annotators")
            if who:
                yield Voice(self._words(text, decision, candidate.said), ", ".join(who))


def _around(text: str, decision: Decision) -> tuple[str, str, str]:
    """The place that was decided about, and the words on either side, each on one line."""
    start, end = decision.start, decision.end
    if start is None or end is None:
        return "", "", ""
    first, last = max(0, start - _AROUND), end + _AROUND
    before, after = text[first:start].rpartition("\n")[2], text[end:last].partition("\n")[0]
    words = " ".join(text[start:end].split())
    before = ("…" if first and before == text[first:start] else "") + before
    return before, words, after + ("…" if last < len(text) and after == text[end:last] else "")
