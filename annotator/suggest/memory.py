"""Memory: strings that were labelled before, wherever they stand again.

It looks strings up by their tokens, in scripts without spaces by their graphemes; the longest wins. How sure
it is of a string is how often it was labelled among the times it was seen: every labelled document counts,
and from a done one also what it leaves without a label, once the string is known. Within a longer known
string it offers another only if that was usual, and the scheme lets spans overlap.

One new span costs microseconds, so memory may follow every keystroke; and whatever is added can be forgotten.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Final, NamedTuple

from annotator.domain.annotations import Annotations
from annotator.domain.document import Document
from annotator.domain.entities import Span
from annotator.domain.exchange import AnnotatedDocument
from annotator.domain.scheme import Scheme
from annotator.suggest import Suggestion
from annotator.suggest.words import Run, Words, outermost, words_of

Key = tuple[str, ...]

THRESHOLD: Final = 0.6
_EXPECTED: Final = 0.5  # what one sighting more, half labelled, would say: a string seen once is not certain
_INSIDE: Final = 0.3  # how much a sighting inside a longer span speaks against a label of its own
_ACRONYM: Final = 4  # no longer one in capitals is another way to write a name, not another name
_MODULUS: Final = 2**64


class Fact(NamedTuple):
    """One sighting of a string in a document: under which label, if any, and whether in a longer span."""

    key: Key
    label: str
    inside: bool


class Match(NamedTuple):
    """Tokens [first, last) that are a known string, and what that says."""

    first: int
    last: int
    label: str
    confidence: float


@dataclass(slots=True)
class Sightings:
    """How often a string was seen under each label ("" for none), on its own and inside a longer span."""

    alone: Counter[str] = field(default_factory=Counter)
    inside: Counter[str] = field(default_factory=Counter)

    @property
    def has_labels(self) -> bool:
        """Whether it ever had one."""
        return any(self.alone) or any(self.inside)

    def count(self, fact: Fact, by: int) -> bool:
        """Count the fact `by` times more; whether anything is left."""
        counter = self.inside if fact.inside else self.alone
        counter[fact.label] += by
        if not counter[fact.label]:
            del counter[fact.label]
        return bool(self.alone or self.inside)


class Memory:
    """Remembers labelled strings; see the module. Tokens are the house's, so is the meaning of an edge."""

    name = "memory"
    title = "Strings labelled before"

    def __init__(self) -> None:
        """Knows nothing yet."""
        self._strings: dict[Key, dict[Key, Sightings]] = {}  # by the string without case, then as written
        self._lengths: dict[str, list[int]] = {}  # of the strings that begin with this token, longest first
        self._facts: dict[str, list[Fact]] = {}  # by document
        self._sum = 0

    @property
    def version(self) -> str:
        """Names what is known; empty where nothing is."""
        return f"{self._sum:016x}" if self._strings else ""

    def learn(self, examples: Iterable[AnnotatedDocument]) -> None:
        """Forget everything, then add the examples."""
        for document_id in list(self._facts):
            self.forget(document_id)
        for example in examples:
            self.add(example)

    def add(self, example: AnnotatedDocument) -> None:
        """Know the document as the example has it; what was known of it before is replaced."""
        self.add_words(example.document.id, words_of(example.document.text), example.annotations)

    def add_words(self, document_id: str, words: Words, said: Annotations) -> None:
        """As `add`, for one who has the words of the document at hand."""
        self.forget(document_id)
        labelled = _labelled(words, said)
        for fact in labelled.values():
            self._count(document_id, fact)
        if said.status == "done":
            for fact in list(self._unlabelled(words, said, labelled)):
                self._count(document_id, fact)

    def forget(self, document_id: str) -> None:
        """Know nothing of this document any more."""
        for fact in self._facts.pop(document_id, ()):
            self._uncount(fact)

    @contextmanager
    def without(self, document_id: str) -> Iterator[None]:
        """For a while, know nothing of this document."""
        facts = self._facts.get(document_id, [])
        for fact in facts:
            self._sightings(fact).count(fact, -1)
        try:
            yield
        finally:
            for fact in facts:
                self._sightings(fact).count(fact, 1)

    def add_span(self, document: Document, span: Span) -> None:
        """Count one new span of a document that is being labelled; `add` sees it in its surroundings."""
        if fact := _fact(document, span):
            self._count(document.id, fact)

    def remove_span(self, document: Document, span: Span) -> None:
        """Take back what `add_span`, or `add`, counted for this span."""
        fact, facts = _fact(document, span), self._facts.get(document.id, [])
        if fact is None:
            return
        for known in (fact, fact._replace(inside=True)):
            if known in facts:
                facts.remove(known)
                self._uncount(known)
                return

    def suggest(self, document: Document, scheme: Scheme) -> list[Suggestion]:
        """The known strings in the document, by place and longest first; see `Suggester`."""
        words = words_of(document.text)
        labels = {label.id for label in scheme.labels}
        found: list[Match] = []
        for match in self.matches(words, labels, THRESHOLD):
            found.append(match)
            if scheme.rules.overlap and match.last - match.first > 1:
                found.extend(self._nested(words, match, labels))
        return [
            Suggestion(words.tokens[one.first][0], words.tokens[one.last - 1][1], one.label, one.confidence)
            for one in found
        ]

    def matches(self, words: Words, labels: Collection[str] | None, least: float) -> Iterator[Match]:
        """The longest known strings of at least this confidence, from left to right, none overlapping.

        Only these labels count; None means all.
        """
        at = 0
        for first, last, seen in self._known(words, 0, len(words.said)):
            if first < at:
                continue
            label, confidence = _surest(seen.alone, _INSIDE * sum(seen.inside.values()), labels)
            if confidence >= least:
                yield Match(first, last, label, confidence)
                at = last

    def _nested(self, words: Words, outer: Match, labels: Collection[str]) -> Iterator[Match]:
        """Within a match what was usually labelled within a longer span, none overlapping."""
        at = outer.first
        for first, last, seen in self._known(words, outer.first, outer.last):
            if first < at or last - first == outer.last - outer.first:
                continue
            label, confidence = _surest(seen.inside, 0, labels)
            if confidence >= THRESHOLD:
                yield Match(first, last, label, confidence)
                at = last

    def _known(self, words: Words, start: int, end: int) -> Iterator[tuple[int, int, Sightings]]:
        """What is known of each run of the tokens [start, end), by place and longest first."""
        folded = [said.casefold() for said in words.said[start:end]]
        for at, token in enumerate(folded):
            for length in self._lengths.get(token, ()):
                forms = self._strings.get(tuple(folded[at : at + length]))
                if forms and at + length <= len(folded):
                    first, last = start + at, start + at + length
                    if seen := _evidence(forms, tuple(words.said[first:last])):
                        yield first, last, seen

    def _unlabelled(self, words: Words, said: Annotations, labelled: Mapping[Run, Fact]) -> Iterator[Fact]:
        """Known strings that a done document leaves without a label."""
        covered = _covered(words, said)
        for first, last, _ in self._known(words, 0, len(words.said)):
            if (first, last) not in labelled:
                yield Fact(tuple(words.said[first:last]), "", any(covered[first:last]))

    def _sightings(self, fact: Fact) -> Sightings:
        return self._strings[tuple(token.casefold() for token in fact.key)][fact.key]

    def _count(self, document_id: str, fact: Fact) -> None:
        self._facts.setdefault(document_id, []).append(fact)
        folded = tuple(token.casefold() for token in fact.key)
        forms = self._strings.setdefault(folded, {})
        if fact.key not in forms:
            forms[fact.key] = Sightings()
        forms[fact.key].count(fact, 1)
        lengths = self._lengths.setdefault(folded[0], [])
        if len(folded) not in lengths:
            lengths.append(len(folded))
            lengths.sort(reverse=True)
        self._sum = (self._sum + _number(fact)) % _MODULUS

    def _uncount(self, fact: Fact) -> None:
        folded = tuple(token.casefold() for token in fact.key)
        forms = self._strings[folded]
        if not forms[fact.key].count(fact, -1):
            del forms[fact.key]
        if not forms:
            del self._strings[folded]  # its length stays listed: looking in vain costs little
        self._sum = (self._sum - _number(fact)) % _MODULUS


suggester = Memory


def _labelled(words: Words, said: Annotations) -> dict[Run, Fact]:
    """One fact for each run of tokens that has a label; of two labels on one run the first counts."""
    outer = {span.id for span in outermost(said.spans)}
    found: dict[Run, Fact] = {}
    for span in said.spans:
        if run := words.run(span.start, span.end):
            key = tuple(words.said[run[0] : run[1]])
            found.setdefault(run, Fact(key, span.label, span.id not in outer))
    return found


def _fact(document: Document, span: Span) -> Fact | None:
    words = words_of(document.text)
    run = words.run(span.start, span.end)
    return Fact(tuple(words.said[run[0] : run[1]]), span.label, False) if run else None


def _covered(words: Words, said: Annotations) -> list[bool]:
    """For each token whether it stands in a span."""
    covered = [False] * len(words.tokens)
    for span in outermost(said.spans):
        for number in range(*words.over(span.start, span.end)):
            covered[number] = True
    return covered


def _evidence(forms: Mapping[Key, Sightings], seen: Key) -> Sightings | None:
    """What is known of the string as it is written here; if no label is, of other ways to write it."""
    own = forms.get(seen)
    if own and own.has_labels:
        return own
    others = [one for form, one in forms.items() if one.has_labels and _may_write(seen, form)]
    if not others:
        return None
    merged = Sightings()
    for one in others if own is None else [own, *others]:
        merged.alone.update(one.alone)
        merged.inside.update(one.inside)
    return merged


def _may_write(seen: Key, form: Key) -> bool:
    """Whether a headline, or a sentence that begins, writes `form` as `seen`; they differ in case only."""
    words, known = " ".join(seen), " ".join(form)
    if words.isupper():
        return True
    if known.isupper():
        return len(known) > _ACRONYM and words.istitle()
    return words == known[:1].upper() + known[1:]


def _surest(counts: Mapping[str, int], against: float, labels: Collection[str] | None) -> tuple[str, float]:
    """The label that was seen most, and how likely it is; nothing, and 0, if none of these was seen."""
    usable = [label for label in sorted(counts) if label and (labels is None or label in labels)]
    if not usable:
        return "", 0.0
    label = max(usable, key=counts.__getitem__)
    return label, (counts[label] + _EXPECTED) / (sum(counts.values()) + against + 1)


def _number(fact: Fact) -> int:
    said = f"{fact.key}{fact.label}{fact.inside}".encode()
    return int.from_bytes(blake2b(said, digest_size=8).digest())
