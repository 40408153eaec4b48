"""Damage all over a project: every text looked at, counted by kind and source, and kept for filters."""

from collections import Counter
from collections.abc import Generator, Iterable
from dataclasses import dataclass, field

from annotator.domain.damage import VERSION, find
from annotator.domain.damage.article import Article
from annotator.domain.damage.sources import Signs, verdicts
from annotator.domain.damage_kinds import KINDS, Kind
from annotator.domain.document import Document
from annotator.services.progress import Progress
from annotator.storage.project import Project

MOST = 1_000
_BATCH = 500
_EVERY = 20


@dataclass(frozen=True, slots=True)
class Damaged:
    """A damaged document, by its local number and content id, and how often each kind was found."""

    number: int
    document: str
    title: str
    source: str
    kinds: Counter[Kind]


@dataclass(slots=True)
class Report:
    """What was found: of all, by source (an empty name where none is known), and the first documents."""

    all: Signs = field(default_factory=Signs)
    sources: dict[str, Signs] = field(default_factory=dict)
    documents: list[Damaged] = field(default_factory=list)

    def verdicts(self) -> list[tuple[str, str]]:
        """The sources with something wrong with all they have, with a sentence that says what."""
        return [(name, said) for name, signs in self.ordered() for said in verdicts(signs)]

    def ordered(self) -> list[tuple[str, Signs]]:
        """The sources, the one with the most damaged articles first."""
        return sorted(self.sources.items(), key=lambda one: (-one[1].any_damaged, one[0]))


def look(project: Project, source: str | None = None) -> Generator[Progress, None, Report]:
    """Look at every text, or at those of one source, and report.

    What is found is kept for filters, where the project can be written and all of it is looked at.
    """
    report, total = Report(), project.documents.count()
    keeps = source is None and not project.read_only
    batch: list[tuple[int, Counter[Kind]]] = []
    last = 0
    if keeps:
        project.damage.forget()
    for done, (last, document) in enumerate(project.damage.documents(source), 1):
        kinds = _take(report, last, document)
        if kinds:
            batch.append((last, kinds))
        if keeps and done % _BATCH == 0:
            project.damage.note(batch, last, VERSION)
            batch.clear()
        if done % _EVERY == 0:
            yield Progress(done, total, "Looking for damage")
    if keeps and last:
        project.damage.note(batch, last, VERSION)
    return report


def catch_up(project: Project) -> Generator[Progress, None, int]:
    """Look at the texts that came since, for filters to know them; how many there were."""
    after, total = project.damage.looked(VERSION), unseen(project)
    if not after:
        project.damage.forget()
    batch: list[tuple[int, Counter[Kind]]] = []
    done = last = 0
    for done, (last, document) in enumerate(project.damage.documents(after=after), 1):
        kinds = Counter(one.kind for one in find(Article.of(document)))
        if kinds:
            batch.append((last, kinds))
        if done % _BATCH == 0:
            project.damage.note(batch, last, VERSION)
            batch.clear()
        if done % _EVERY == 0:
            yield Progress(done, total, "Looking for damage")
    if last:
        project.damage.note(batch, last, VERSION)
    return done


def unseen(project: Project) -> int:
    """How many documents no filter for damage knows yet."""
    return project.damage.unseen(VERSION)


def facts(report: Report) -> dict[str, object]:
    """One object: counts of articles and places by kind, the sources, the damaged documents."""
    return {
        "articles": report.all.articles,
        "damaged": report.all.any_damaged,
        "kinds": _kinds(report.all),
        "sources": [
            {
                "source": name or None,
                "articles": signs.articles,
                "damaged": signs.any_damaged,
                "kinds": _kinds(signs),
                "verdicts": list(verdicts(signs)),
            }
            for name, signs in report.ordered()
        ],
        "documents": [
            {
                "document": one.document,
                "title": one.title,
                "source": one.source or None,
                "kinds": dict(one.kinds),
            }
            for one in report.documents
        ],
    }


def _kinds(signs: Signs) -> dict[str, dict[str, int]]:
    there: Iterable[Kind] = (kind for kind in KINDS if signs.damaged[kind])
    return {kind: {"articles": signs.damaged[kind], "places": signs.places[kind]} for kind in there}


def _take(report: Report, number: int, document: Document) -> Counter[Kind]:
    article = Article.of(document)
    found = find(article)
    sources = {one.source or "" for one in document.appearances}
    for signs in (report.all, *(report.sources.setdefault(name, Signs()) for name in sorted(sources))):
        signs.add(article, found)
    kinds = Counter(one.kind for one in found)
    if kinds and len(report.documents) < MOST:
        first = document.first.source or ""
        report.documents.append(Damaged(number, document.id, document.title, first, kinds))
    return kinds
