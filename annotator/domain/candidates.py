"""Candidates: what probably wants a label next, so that one key gets there and another one accepts it."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, Protocol

from annotator.domain.annotations import Annotations
from annotator.domain.cursor import Selection, Step
from annotator.domain.entities import Span
from annotator.domain.likely import likely
from annotator.domain.scheme import Scheme
from annotator.domain.span_index import SpanIndex
from annotator.domain.words import occurrences

Origin = Literal["suggestion", "twin", "capitals"]
Rejected = tuple[int, int, str | None]

_NUMBERS: Final = frozenset(
    (
        "DATE",
        "TIME",
        "DURATION",
        "QTY",
        "QUANTITY",
        "MON",
        "MONEY",
        "PERCENT",
        "CARDINAL",
        "ORDINAL",
        "AMOUNT",
    )
)


class Suggested(Protocol):
    """What a suggester says: code points that may deserve a label, `confidence` above 0 and at most 1."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102
    @property
    def label_id(self) -> str: ...  # noqa: D102
    @property
    def confidence(self) -> float: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Candidate:
    """Code points [start, end) that probably want a label, which one if that is known, and why.

    `seen` is how often the article has these words with that label; `evidence` says it for people.
    """

    start: int
    end: int
    label_id: str | None
    confidence: float | None
    origin: Origin
    evidence: str = ""
    seen: int = 0

    @property
    def range(self) -> tuple[int, int]:
        """Start and end."""
        return self.start, self.end

    @property
    def key(self) -> Rejected:
        """What a rejection remembers."""
        return self.start, self.end, self.label_id


def candidates(
    text: str,
    language: str | None,
    annotations: Annotations,
    suggestions: Iterable[Suggested] = (),
    rejected: Collection[Rejected] = (),
    *,
    numbers: bool = False,
    overlap: bool = False,
) -> list[Candidate]:
    """What probably wants a label, in text order, overlapping neither each other nor a span.

    With `overlap`, what is known by its label may lie within spans that have other labels, or around them.

    Of what overlaps, suggestions go first, by confidence, then twins of what is labelled here, then what
    looks like a name. What was rejected with its label stays out, and so does what only looks like a name
    there; a rejection without a label keeps out all. With `numbers`, dates and amounts look like names too.
    """
    seen = Counter((text[span.start : span.end], span.label) for span in annotations.spans)
    no_entity = {(start, end) for start, end, label in rejected if label is None}
    any_rejected = {(start, end) for start, end, _ in rejected}
    labelled, covered = bytearray(len(text)), bytearray(len(text))
    for span in annotations.spans:
        _cover(labelled, span.start, span.end)
    index = SpanIndex(annotations.spans)
    found: list[Candidate] = []
    offers = (_suggested(text, suggestions, seen), _twins(text, seen), _likely(text, language, numbers))
    for one in (one for offer in offers for one in offer):
        is_out = one.key in rejected or one.range in (any_rejected if one.label_id is None else no_entity)
        is_free = not any(labelled[one.start : one.end]) or (
            overlap
            and one.label_id is not None
            and nests(one.range, one.label_id, index.touching(*one.range))
        )
        if not is_out and is_free and not any(covered[one.start : one.end]):
            _cover(covered, one.start, one.end)
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def next_candidate(
    candidates: Sequence[Candidate], selection: Selection | tuple[int, int] | None, step: Step
) -> Candidate | None:
    """The candidate behind (before) the selection; at the end of the text, the first (last) one."""
    if not candidates:
        return None
    if selection is None:
        return candidates[0 if step > 0 else -1]
    start = selection.start if isinstance(selection, Selection) else selection[0]
    if step > 0:
        at = bisect_right(candidates, start, key=lambda one: one.start)
        return candidates[at % len(candidates)]
    return candidates[bisect_left(candidates, start, key=lambda one: one.start) - 1]


def nests(place: tuple[int, int], label_id: str, spans: Iterable[Span]) -> bool:
    """Whether the place lies strictly within or around each of the spans, and each has another label."""
    start, end = place
    return all(
        (span.start, span.end) != place
        and span.label != label_id
        and ((span.start <= start and end <= span.end) or (start <= span.start and span.end <= end))
        for span in spans
    )


def wants_numbers(scheme: Scheme) -> bool:
    """Whether a label of the scheme is for dates or amounts, by its name."""
    return any(label.name.upper() in _NUMBERS for label in scheme.labels)


def _cover(covered: bytearray, start: int, end: int) -> None:
    covered[start:end] = b"\1" * (end - start)


def _suggested(
    text: str, suggestions: Iterable[Suggested], seen: Counter[tuple[str, str]]
) -> Iterator[Candidate]:
    for one in sorted(suggestions, key=lambda one: (-one.confidence, one.start - one.end, one.start)):
        times = seen[text[one.start : one.end], one.label_id]
        evidence = f"seen {times}×" if times else f"{round(100 * one.confidence)} % sure"
        yield Candidate(one.start, one.end, one.label_id, one.confidence, "suggestion", evidence, times)


def _twins(text: str, seen: Counter[tuple[str, str]]) -> Iterator[Candidate]:
    """The places of each labelled string, the longest string first, with the label it has most often."""
    most = {surface: (label, times) for (surface, label), times in reversed(seen.most_common())}
    for surface in sorted(most, key=len, reverse=True):
        label, times = most[surface]
        for start, end in _places(text, surface):
            yield Candidate(start, end, label, None, "twin", f"seen {times}×", times)


@lru_cache(maxsize=1024)
def _places(text: str, surface: str) -> list[tuple[int, int]]:
    """Where the surface stands; kept, as each keystroke asks again and labels one string more."""
    return occurrences(text, surface) if text.count(surface) > 1 else []


@lru_cache(maxsize=4)
def _likely(text: str, language: str | None, numbers: bool) -> list[Candidate]:
    places = likely(text, language, numbers)
    said = Counter(text[start:end] for start, end in places)
    evidence = {words: f"stands here {times}×" if times > 1 else "" for words, times in said.items()}
    return [Candidate(start, end, None, None, "capitals", evidence[text[start:end]]) for start, end in places]
