"""Learner: a model made from this project's own done documents, a conditional random field over tokens.

It learns the outermost spans: of spans that overlap the one that begins first, and the longest of these. A
span whose edges cut a token is learned as whole tokens. The same examples give the same model, in whatever
order they come. It lives in memory only, is made from labels, and none that others made is ever read.

Of CoNLL-2003's development part, 150 articles learned and 66 suggested for, exact spans: precision .84,
recall .70. The library's averaged perceptron is no faster, never twice alike within a process, and its
probabilities are near 0 or 1. A second model for nested spans is left out: memory offers those.
"""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

import pycrfsuite  # type: ignore[import-untyped]

from annotator.domain.annotations import Annotations
from annotator.domain.document import Document
from annotator.domain.exchange import AnnotatedDocument
from annotator.domain.ids import derived_id
from annotator.domain.scheme import Scheme
from annotator.suggest import NotReady, Suggestion
from annotator.suggest.features import Line, lines_seen
from annotator.suggest.memory import Memory
from annotator.suggest.words import Words, outermost, words_of

THRESHOLD: Final = 0.5
LEAST_DOCUMENTS: Final = 10
LEAST_SPANS: Final = 50
MOST_TOKENS: Final = 500_000  # 20 seconds and 200 MB; twice the documents add some two points of F1

_REVISION: Final = 1  # of what is seen and how it is learned, so that a version names this too
_LEAST_KNOWN: Final = 0.3  # the model judges for itself what memory is not sure of
_REGULARISATION: Final = {"c1": 0.1, "c2": 0.02}
# Rounds: few examples need more of them, many have less time for each.
_LEAST_ROUNDS, _MOST_ROUNDS, _EFFORT = 20, 50, 22_000_000
_NONE: Final = "O"


class _Example(NamedTuple):
    document_id: str
    words: Words
    text: str
    said: Annotations


class _Found(NamedTuple):
    """Tokens [first, last) of the document, the number of their label, and how probable it is."""

    first: int
    last: int
    label: int
    probability: float


@dataclass(frozen=True, slots=True)
class _Model:
    version: str
    labels: Sequence[str]
    memory: Memory
    tagger: pycrfsuite.Tagger
    content: bytes  # which the tagger points into, and does not keep alive


class Learner:
    """Proposes what a model of the done documents finds; not to be used by two threads at once."""

    name = "learner"
    title = "Learned from done documents"

    def __init__(self) -> None:
        """Knows nothing yet, and suggests nothing."""
        self._model: _Model | None = None

    @property
    def version(self) -> str:
        """Names the examples that were learned; empty before any were."""
        return self._model.version if self._model else ""

    def learn(self, examples: Iterable[AnnotatedDocument]) -> None:
        """Make a model from those of the examples that are done; see `Suggester`."""
        done = [one for one in examples if one.annotations.status == "done"]
        done.sort(
            key=lambda one: one.document.id
        )  # by a hash of the text: where there are too many, a sample
        labels = sorted({span.label for one in done for span in one.annotations.spans})
        _refuse_too_little(done, labels)
        memory = Memory()
        kept: list[_Example] = []
        count = 0
        for one in done:
            words = words_of(one.document.text)
            memory.add_words(one.document.id, words, one.annotations)
            if count < MOST_TOKENS:
                kept.append(_Example(one.document.id, words, one.document.text, one.annotations))
                count += len(words.tokens)
        content = _trained(kept, labels, memory, _rounds(count, len(labels)))
        tagger = pycrfsuite.Tagger()
        tagger.open_inmemory(content)
        self._model = _Model(_version(done), labels, memory, tagger, content)

    def suggest(self, document: Document, scheme: Scheme) -> list[Suggestion]:
        """What is more probable than not; see `Suggester`. None overlaps another."""
        if self._model is None:
            return []
        words = words_of(document.text)
        offered = {label.id for label in scheme.labels}
        suggestions = []
        for line in _lines(self._model.memory, document.text, words):
            for first, last, number, probability in _found(self._model.tagger, line):
                label = self._model.labels[number]
                if probability >= THRESHOLD and label in offered:
                    start, end = words.tokens[first][0], words.tokens[last - 1][1]
                    suggestions.append(Suggestion(start, end, label, probability))
        return suggestions


suggester = Learner


def _refuse_too_little(done: Sequence[AnnotatedDocument], labels: Sequence[str]) -> None:
    if len(done) < LEAST_DOCUMENTS:
        raise NotReady(
            f"The learner needs {LEAST_DOCUMENTS} done documents; there are {len(done)}.",
            hint="Go on labelling: it learns by itself once there are enough.",
        )
    spans = sum(len(one.annotations.spans) for one in done)
    if spans < LEAST_SPANS:
        raise NotReady(
            f"The learner needs {LEAST_SPANS} labelled spans in done documents; there are {spans}.",
            hint="Go on labelling: it learns by itself once there are enough.",
        )
    if len(labels) < 2:
        raise NotReady(
            "The learner needs spans of two labels or more in done documents; there are spans of one.",
            hint="Until then, memory suggests the strings that were labelled before.",
        )


def _rounds(tokens: int, labels: int) -> int:
    return max(_LEAST_ROUNDS, min(_MOST_ROUNDS, _EFFORT // max(1, tokens * labels * 2)))


def _trained(kept: Sequence[_Example], labels: Sequence[str], memory: Memory, rounds: int) -> bytes:
    """The model as the library writes it."""
    trainer = pycrfsuite.Trainer("lbfgs", verbose=False)
    trainer.set_params({**_REGULARISATION, "max_iterations": rounds})
    for document_id, words, text, said in kept:
        tags = _tags(words, said, labels)
        with memory.without(document_id):  # else it knows all of it, and the model learns to trust it blindly
            for line in _lines(memory, text, words):
                trainer.append(line.seen, tags[line.first : line.last])
    with tempfile.TemporaryDirectory(prefix="annotator-") as folder:
        path = Path(folder, "model")
        trainer.train(str(path))
        return path.read_bytes()


def _tags(words: Words, said: Annotations, labels: Sequence[str]) -> list[str]:
    """For each token whether it begins a span of a label (by number), goes on with it, or is in none."""
    numbers = {label: number for number, label in enumerate(labels)}
    tags = [_NONE] * len(words.tokens)
    for span in outermost(said.spans):
        first, last = words.over(span.start, span.end)
        tags[first:last] = [f"I{numbers[span.label]}"] * (last - first)
        if first < last:
            tags[first] = f"B{numbers[span.label]}"
    return tags


def _lines(memory: Memory, text: str, words: Words) -> Iterator[Line]:
    return lines_seen(text, words, list(memory.matches(words, None, _LEAST_KNOWN)))


def _found(tagger: pycrfsuite.Tagger, line: Line) -> Iterator[_Found]:
    """The spans of the most probable tags; a span is as probable as the least probable of its tokens."""
    tags = tagger.tag(line.seen)
    known = set(tagger.labels())
    at = 0
    while at < len(tags):
        first, number = at, tags[at][1:]
        inside = f"I{number}"
        probability = tagger.marginal(tags[at], at)
        at += 1
        if tags[first] == _NONE:
            continue
        while at < len(tags) and tags[at] == inside:
            probability = min(probability, tagger.marginal(inside, at))
            at += 1
        if at < len(tags) and inside in known:
            probability = min(probability, 1 - tagger.marginal(inside, at))  # it may well go on
        yield _Found(line.first + first, line.first + at, int(number), probability)


def _version(done: Sequence[AnnotatedDocument]) -> str:
    said = (
        (one.document.id, [(span.start, span.end, span.label) for span in one.annotations.spans])
        for one in done
    )
    return derived_id(_REVISION, *said)
