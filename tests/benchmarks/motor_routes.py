"""Routes: the cheapest keys from a selection to the words that are wanted, as a trained person knows them.

It knows the rules of the keys (`domain.cursor`) and what is in sight. Where Tab stops is not told beforehand
but for what is painted: of the rest, runs of capitals are expected to be stops; a surprise costs its keys.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count

from annotator.domain import cursor
from annotator.domain.candidates import Candidate, next_candidate
from annotator.domain.capital_words import BEGINNINGS
from annotator.domain.cursor import Edge, Selection, Step, Tokens
from annotator.domain.span_index import SpanIndex

Range = tuple[int, int]
_LETTERS = 2  # of a hint, as far as one can know before they are shown
_NEAR = 80  # characters around the wanted words, and around the cursor, that arrows are thought through
_AROUND = 4  # words around the wanted ones that a hint may lead to
_MOST = 4_000


@dataclass(frozen=True, slots=True)
class Act:
    """Keys with one meaning: `key` alone; with `word`, the key that shows letters and those of the word."""

    key: str
    word: Range | None = None

    @property
    def modifier(self) -> str:
        """The modifier that is held."""
        if self.key in ("{", "}"):
            return "Shift"
        return self.key.rpartition("+")[0]

    def cost(self, held: str) -> int:
        """How many keys, where `held` is held already."""
        shift = bool(self.modifier) and self.modifier != held
        return 1 + shift + (_LETTERS if self.word else 0)

    @property
    def leaves(self) -> str:
        """The modifier that is still held afterwards."""
        return "" if self.word else self.modifier


def stop(start: int, end: int) -> Candidate:
    """Where Tab is expected to stop."""
    return Candidate(start, end, None, None, "capitals")


@dataclass(frozen=True, slots=True)
class Sight:
    """What a person sees: the words, the labels on them, the words that get letters, where Tab will stop.

    `sentences` are where sentences begin. `forward` is the arrow that goes on in this script.
    """

    words: Tokens
    spans: SpanIndex
    sentences: Sequence[int]
    lettered: frozenset[Range]
    visible: frozenset[Range]
    stops: Sequence[Candidate]
    forward: str = "Right"


def route(sight: Sight, here: Selection, wanted: Range, most: float = 20) -> tuple[int, list[Act]] | None:
    """The keys that select the wanted words, and how many; None where that takes more than `most`."""
    order = count()
    queue: list[tuple[int, int, Selection, str, tuple[Act, ...]]] = [(0, next(order), here, "", ())]
    done: set[tuple[Range, str | None, str]] = set()
    hints = [word for word in sight.lettered if _is_near(sight, word, wanted)]
    while queue and len(done) < _MOST:
        spent, _, at, held, acts = heappop(queue)
        if at.range == wanted:
            return spent, list(acts)
        known = (at.range, at.active, held)
        if known in done or spent >= most:
            continue
        done.add(known)
        for act, to in _edges(sight, at, wanted, hints if not acts else ()):
            if _is_sensible(to, here, wanted):
                cost = spent + act.cost(held)
                heappush(queue, (cost, next(order), to, act.leaves, (*acts, act)))
    return None


def capital_runs(text: str, words: Sequence[Range], language: str | None) -> list[Range]:
    """Words with capitals that stand together, without those that open sentences: likely stops of Tab."""
    common = BEGINNINGS.get((language or "en").split("-")[0].lower(), frozenset())
    runs: list[Range] = []
    for start, end in words:
        word = text[start:end]
        if not word[0].isupper() or word.lower() in common:
            continue
        if runs and text[runs[-1][1] : start] == " ":
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return runs


def _edges(
    sight: Sight, at: Selection, wanted: Range, hints: Sequence[Range]
) -> Iterator[tuple[Act, Selection]]:
    back = {"Right": "Left", "Left": "Right"}[sight.forward]
    arrows: tuple[tuple[str, Step], ...] = ((sight.forward, 1), (back, -1))
    tabs: tuple[tuple[str, Step], ...] = (("Tab", 1), ("Shift+Tab", -1))
    for key, step in arrows:
        yield from _one(key, cursor.move(sight.words, sight.spans, at, step))
        yield from _one(f"Shift+{key}", cursor.extend(sight.words, at, step))
    yield from _one("Alt+Down", cursor.into(sight.words, sight.spans, at))
    yield from _one("Alt+Up", cursor.out(sight.spans, at))
    if not sight.spans.on(*at.range):
        yield from _edge_keys(sight, at)
    yield from _sentence_keys(sight, at, (sight.forward, back))
    for key, step in tabs:
        there = next_candidate(sight.stops, at, step)
        yield from _one(key, Selection(*there.range) if there else None)
    for hint in hints:
        yield Act("F", hint), Selection(*hint)
    for edge in {wanted[0], wanted[1]}:
        word = sight.words.nearest(edge if edge == wanted[0] else edge - 1)
        if word is not None and word in sight.visible:
            yield Act("Shift+F", word), Selection(min(at.start, word[0]), max(at.end, word[1]))


def _edge_keys(sight: Sight, at: Selection) -> Iterator[tuple[Act, Selection]]:
    edges: tuple[tuple[str, Edge, Step], ...] = (
        ("]", "end", 1),
        ("[", "end", -1),
        ("{", "start", -1),
        ("}", "start", 1),
    )
    for key, which, step in edges:
        moved = cursor.shift_edge(sight.words, at.range, which, step)
        yield from _one(key, Selection(*moved) if moved else None)


def _sentence_keys(sight: Sight, at: Selection, arrows: tuple[str, str]) -> Iterator[tuple[Act, Selection]]:
    after = next((start for start in sight.sentences if start > at.start), None)
    before = next((start for start in reversed(sight.sentences) if start < at.start), None)
    for key, start in zip(arrows, (after, before), strict=True):
        word = sight.words.starting_from(start) if start is not None else None
        yield from _one(f"Ctrl+{key}", Selection(*word) if word else None)


def _one(key: str, to: Selection | None) -> Iterator[tuple[Act, Selection]]:
    if to is not None:
        yield Act(key), to


def _is_near(sight: Sight, word: Range, wanted: Range) -> bool:
    return wanted[0] - 12 * _AROUND <= word[0] < wanted[1] + 12 * _AROUND


def _is_sensible(at: Selection, here: Selection, wanted: Range) -> bool:
    return any(one[0] - _NEAR <= at.start and at.end <= one[1] + _NEAR for one in (here.range, wanted)) or (
        min(here.start, wanted[0]) <= at.start <= max(here.end, wanted[1])
    )
