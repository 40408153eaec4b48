"""Replay: what suggestions would have offered, had they been there while these documents were labelled."""

from collections.abc import Iterable
from dataclasses import dataclass

from annotator.domain.exchange import AnnotatedDocument
from annotator.domain.scheme import Scheme
from annotator.suggest import NotReady, Suggestion, best
from annotator.suggest.learner import Learner
from annotator.suggest.memory import Memory
from annotator.suggest.words import outermost


@dataclass(frozen=True, slots=True)
class Replay:
    """Outermost spans, and those offered before they were marked; what was proposed at first, and right."""

    spans: int = 0
    offered: int = 0
    proposed: int = 0
    right: int = 0

    @property
    def share(self) -> float:
        """Of the spans, the part that was offered in time."""
        return self.offered / self.spans if self.spans else 0.0

    @property
    def precision(self) -> float:
        """Of what was proposed when an article was opened, the part that was right."""
        return self.right / self.proposed if self.proposed else 0.0


def replay(examples: Iterable[AnnotatedDocument], scheme: Scheme, every: int) -> Replay:
    """Label the documents in their order, spans by place, from nothing known at the start.

    Memory follows each span and each document; the learner starts again after each `every` documents.
    """
    memory, learner = Memory(), Learner()
    done: list[AnnotatedDocument] = []
    spans = offered = proposed = right = 0
    for example in examples:
        if done and len(done) % every == 0:
            _learn(learner, done)
        document = example.document
        learned = learner.suggest(document, scheme)
        open_offers = _offers(learned, memory.suggest(document, scheme))
        marked = outermost(example.annotations.spans)
        spans += len(marked)
        proposed += len(open_offers)
        right += len(open_offers & {(span.start, span.end, span.label) for span in marked})
        for span in marked:
            memory.add_span(document, span)
            if (span.start, span.end, span.label) in open_offers:
                offered += 1
            else:  # it is news, and may be offered further down
                open_offers = _offers(learned, memory.suggest(document, scheme))
        memory.add(example)
        done.append(example)
    return Replay(spans, offered, proposed, right)


def _offers(*suggestions: Iterable[Suggestion]) -> set[tuple[int, int, str]]:
    every = [one for some in suggestions for one in some]
    return {(one.start, one.end, one.label_id) for one in best(every)}


def _learn(learner: Learner, done: Iterable[AnnotatedDocument]) -> None:
    try:
        learner.learn(done)
    except NotReady:
        return  # it suggests nothing, or goes on with what it knows
