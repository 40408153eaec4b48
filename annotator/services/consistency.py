"""What a layer labels unevenly: found in three readings of it, shown, then mended as one edit."""

import heapq
from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from annotator.domain.annotations import Annotations
from annotator.domain.change import Change, Edit
from annotator.domain.consistency import KINDS, Finding, Kind, is_right
from annotator.domain.consistency_counts import Counts, Strings
from annotator.domain.consistency_edits import decided, fixed, is_about, kept
from annotator.domain.consistency_forms import Habits, form_findings
from annotator.domain.consistency_search import Article, Search
from annotator.domain.entities import GOLD, Decision, Layer
from annotator.domain.exchange import AnnotatedDocument
from annotator.domain.scheme import Scheme
from annotator.domain.span_index import SpanIndex
from annotator.domain.twins import context
from annotator.errors import Refused
from annotator.services.progress import Progress
from annotator.storage import reviews
from annotator.storage.project import Project

MOST = 1_000
_CONTEXT = 64
_EVERY = 10


@dataclass(frozen=True, slots=True)
class Item:
    """A finding as it is shown: the article's title and language, and the line around the words.

    `instead` are the words that the label should have, where they are others.
    """

    finding: Finding
    title: str
    language: str | None
    before: str
    words: str
    after: str
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """The likeliest findings of each kind, the likeliest first; `counts` says how many there are of each."""

    items: tuple[Item, ...] = ()
    counts: Counter[Kind] = field(default_factory=Counter)

    def of(self, kind: Kind | None) -> list[Item]:
        """Those of this kind; None: all."""
        return [one for one in self.items if kind in (None, one.finding.kind)]


class _Best:
    """Keeps the likeliest of each kind, however many come."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._heaps: dict[Kind, list[tuple[float, int, Item]]] = {kind: [] for kind in KINDS}
        self._order = count(0, -1)  # of equals the first one stays
        self.counts: Counter[Kind] = Counter()

    def add(self, finding: Finding, one: AnnotatedDocument) -> None:
        self.counts[finding.kind] += 1
        heap = self._heaps[finding.kind]
        if len(heap) >= self._most and finding.score <= heap[0][0]:
            return
        entry = (finding.score, next(self._order), _item(finding, one))
        (heapq.heappush if len(heap) < self._most else heapq.heapreplace)(heap, entry)

    def items(self) -> tuple[Item, ...]:
        entries = [entry for heap in self._heaps.values() for entry in heap]
        return tuple(item for _, _, item in sorted(entries, key=lambda one: one[:2], reverse=True))


def find(
    project: Project, layer: Layer, kinds: Iterable[Kind] = tuple(KINDS), most: int = MOST
) -> Generator[Progress, None, Found]:
    """Everything of these kinds in the layer that nobody called right, at most so many of a kind."""
    scheme, total, wanted = project.scheme(), project.documents.count(), set(kinds)
    counts, habits, best = Counts(), Habits(), _Best(most)
    for done, one in enumerate(project.annotated(layer), 1):
        counts.note_labels(one.document.text, SpanIndex(one.annotations.spans))
        habits.note(one.document.text, one.annotations, scheme)
        if done % _EVERY == 0:
            yield Progress(done, 3 * total, "Counting labels")
    strings = Strings(counts.strings)
    for done, one in enumerate(project.annotated(layer), 1):
        counts.note_silence(one.document.text, SpanIndex(one.annotations.spans), strings, _heard(one))
        if done % _EVERY == 0:
            yield Progress(total + done, 3 * total, "Counting words without a label")
    del strings
    search = Search(counts, scheme)
    for done, one in enumerate(project.annotated(layer), 1):
        for finding in _of_document(one, search, habits, scheme):
            if finding.kind in wanted and not is_right(one.annotations, finding):
                best.add(finding, one)
        if done % _EVERY == 0:
            yield Progress(2 * total + done, 3 * total, "Comparing")
    return Found(best.items(), best.counts)


def fix(project: Project, layer: Layer, chosen: Sequence[Finding]) -> Generator[Progress, None, Edit]:
    """One edit that mends these; what was changed since, or is against the rules, is passed over.

    In gold the decisions that are mended say so, with the evidence as their reason. Raises Refused where
    nothing would change.
    """
    _refuse_others(project, layer)
    scheme, changes = project.scheme(), list[Change]()
    for done, (on, text, here) in enumerate(_by_document(project, layer, chosen), 1):
        mended = fixed(scheme, on, text, here)
        changes += mended
        changes += _decided(project, layer, scheme, mended, here)
        yield Progress(done, None, "Mending")
    return _edit("mend", chosen, changes)


def keep(project: Project, layer: Layer, chosen: Sequence[Finding]) -> Generator[Progress, None, Edit]:
    """One edit that says that these are right as they are. Raises Refused where all are known to be."""
    _refuse_others(project, layer)
    changes: list[Change] = []
    for done, (on, _, here) in enumerate(_by_document(project, layer, chosen), 1):
        changes += kept(on, here)
        yield Progress(done, None, "Keeping")
    return _edit("right as it is", chosen, changes)


def committing(project: Project, edit: Edit) -> Generator[Progress, None, Edit]:
    """Commit the edit beside the window. Raises UserError."""
    yield Progress(0, None, edit.title)
    return project.commit(edit).edit


def may_mend(project: Project, layer: Layer) -> bool:
    """Whether the person at work may change the layer: her own, or gold."""
    return not project.read_only and (layer.author == project.author.id or layer.name == GOLD)


def _heard(one: AnnotatedDocument) -> int:
    """Up to which offset silence means that nothing is there.

    All of an article that is done, or came labelled; of one in hand, what stands before the last label.
    """
    on = one.annotations
    if on.status == "done" or (on.status == "new" and on.spans):
        return len(one.document.text)
    return max((span.end for span in on.spans), default=0)


def _of_document(one: AnnotatedDocument, search: Search, habits: Habits, scheme: Scheme) -> Iterator[Finding]:
    """Of a label that is faulty by its form, that alone."""
    text, on = one.document.text, one.annotations
    forms = list(form_findings(text, on, one.document.headline, habits, scheme))
    faulty = {finding.span.id for finding in forms if finding.span}
    yield from forms
    article = Article(one.document.id, text, SpanIndex(on.spans), _heard(one))
    for finding in search.findings(article):
        if finding.span is None or finding.span.id not in faulty:
            yield finding


def _item(finding: Finding, one: AnnotatedDocument) -> Item:
    document = one.document
    around = context(document.text, finding.start, finding.end, _CONTEXT)
    wanted, instead = finding.proposed, ""
    if wanted is not None and (wanted.start, wanted.end) != (finding.start, finding.end):
        instead = " ".join(document.text[wanted.start : wanted.end].split())
    return Item(finding, document.title, document.language, *around, instead)


def _by_document(
    project: Project, layer: Layer, chosen: Iterable[Finding]
) -> Iterator[tuple[Annotations, str, list[Finding]]]:
    found: dict[str, list[Finding]] = {}
    for one in chosen:
        found.setdefault(one.document, []).append(one)
    for document, here in found.items():
        yield project.annotations(document, layer.id), project.document(document).text, here


def _decided(
    project: Project, layer: Layer, scheme: Scheme, mended: Sequence[Change], here: Sequence[Finding]
) -> Iterator[Change]:
    if layer.name != GOLD or not mended:
        return
    decisions: Sequence[Decision] = reviews.said(project.reader, here[0].document, (), layer.id).decisions
    left = list(mended)
    for one in here:  # of two about one label, the first says why
        own = [change for change in left if is_about(one, change)]
        left = [change for change in left if change not in own]
        yield from decided(own, decisions, project.author.id, f"Consistency: {one.evidence}.", scheme)


def _refuse_others(project: Project, layer: Layer) -> None:
    if not may_mend(project, layer):
        raise Refused(f"This is the layer of {layer.name}. Only your own layer and gold can be mended.")


def _edit(what: str, chosen: Sequence[Finding], changes: Sequence[Change]) -> Edit:
    if not changes:
        raise Refused("Nothing would change.")
    return Edit(f"{what} ×{len(chosen)}", tuple(changes))
