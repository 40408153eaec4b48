"""Copies of one story all over a project: one text in several places, nearly the same words, and apart from
these the reports of one kind, which say other numbers in the same words.

What is reckoned from a text is kept beside the project, so that after an import only new articles are read.
"""

import contextlib
from array import array
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from annotator.domain.near_copies import Stories, likeness, signature_of
from annotator.domain.near_pairs import pairs
from annotator.domain.query import DocumentRow
from annotator.services.progress import Progress
from annotator.storage import signatures as kept
from annotator.storage.project import Project
from annotator.storage.signatures import Pair, Signatures

Kind = Literal["near", "exact", "reports"]
_BATCH = 200
_EVERY = 20
_TRIES = 12  # of candidates, the likeliest first: the rest of a form's thousands is no copy either
_ROWS = 400


@dataclass(frozen=True, slots=True)
class Story:
    """Articles that belong together, the first that was published first. `exact` is one text in several
    places; `reports` say other numbers in the same words. `alike` is the least that two of them have in
    common, of those that were found to belong together, between 0 and 1.
    """

    kind: Kind
    articles: tuple[DocumentRow, ...]
    alike: float = 1.0

    @property
    def size(self) -> int:
        """How often it was published."""
        return sum(article.appearances for article in self.articles)

    @property
    def numbers(self) -> list[int]:
        """The local numbers of the articles."""
        return [article.number for article in self.articles]


@dataclass(frozen=True, slots=True)
class Found:
    """The stories with copies, then the reports of one kind, the largest of each first; `new` says how many
    articles had to be read.
    """

    stories: tuple[Story, ...] = ()
    new: int = 0

    def of(self, kind: Kind | None) -> list[Story]:
        """Those of this kind; None: the copies, near and exact."""
        if kind is None:
            return [one for one in self.stories if one.kind != "reports"]
        return [one for one in self.stories if one.kind == kind]


def usual_cache(project: Project) -> Path:
    """Where the reckoning for this project is kept, among what the person's programs can make again."""
    from platformdirs import user_cache_path

    return user_cache_path("annotator", appauthor=False) / "copies" / f"{project.replica}.db"


def find(project: Project, cache: Path | None = None) -> Generator[Progress, None, Found]:
    """All copies and reports of one kind. `cache` is the file for what is reckoned, else the usual one."""
    with contextlib.closing(Signatures.open(cache or usual_cache(project))) as known:
        there = kept.contents(project.reader)
        has = known.keep_only(there.keys())
        new = {number: id for id, number in there.items() if id not in has}
        yield from _sign(project, known, new)
        named, signatures = known.all()
        texts = _Texts(project, {number: there[id] for number, id in named if id in there})
        yield from _pair(known, named, signatures, texts)
        found = list(known.pairs())
    yield Progress(0, None, "Putting stories together")
    return Found(tuple(_listed(project, found, texts.local)), len(new))


def facts(found: Found, ids: Mapping[int, str]) -> dict[str, object]:
    """One object: the stories and the reports of one kind, with the content ids of their articles."""
    return {
        "copies": [_fact(story, ids) for story in found.of(None)],
        "reports": [_fact(story, ids) for story in found.of("reports")],
    }


def _fact(story: Story, ids: Mapping[int, str]) -> dict[str, object]:
    return {
        "kind": story.kind,
        "published": story.size,
        "alike": round(story.alike, 3),
        "articles": [
            {
                "document": ids[article.number],
                "title": article.title,
                "source": article.source,
                "published": article.published,
                "appearances": article.appearances,
            }
            for article in story.articles
        ],
    }


class _Texts:
    """The texts of articles by their numbers among the signatures; `local` has those of the project."""

    def __init__(self, project: Project, local: Mapping[int, int]) -> None:
        self._project = project
        self.local = local

    def of(self, number: int) -> str:
        return dict(kept.texts(self._project.reader, [self.local[number]])).popitem()[1]


def _sign(project: Project, known: Signatures, new: Mapping[int, str]) -> Iterator[Progress]:
    """Read the new articles, and keep their signatures."""
    batch: list[tuple[str, array[int]]] = []
    for done, (number, text) in enumerate(kept.texts(project.reader, list(new)), 1):
        batch.append((new[number], signature_of(text)))
        if len(batch) == _BATCH or done == len(new):
            known.add(batch)
            batch.clear()
        if done % _EVERY == 0:
            yield Progress(done, len(new), "Reading new articles")


def _pair(
    known: Signatures, named: Sequence[tuple[int, str]], signatures: "array[int]", texts: _Texts
) -> Iterator[Progress]:
    """Find and keep the pairs with one of the articles that came since the last time."""
    settled = known.settled
    numbers = [number for number, _ in named]
    first = sum(number <= settled for number in numbers)
    if first == len(numbers):
        return
    search = pairs(signatures, first)
    try:
        while True:
            yield Progress(next(search) * len(numbers) // 100, len(numbers), "Comparing all articles")
    except StopIteration as end:
        candidates: list[tuple[int, list[int]]] = end.value
    stories, found = Stories(), list[Pair]()
    for pair in known.pairs():
        if not pair.is_look_alike:
            stories.join(pair.one, pair.other)
    for done, (place, others) in enumerate(candidates, 1):
        found += _verified(numbers[place], [numbers[other] for other in others], stories, texts)
        yield Progress(done, len(candidates), "Comparing words")
    known.settle(found, numbers[-1])


def _verified(number: int, others: Iterable[int], stories: Stories, texts: _Texts) -> Iterator[Pair]:
    """The articles among `others` that this one belongs to; it joins their stories."""
    mine = texts.of(number)
    for other in list(others)[:_TRIES]:
        if stories.of(number) == stories.of(other):
            continue
        found = likeness(mine, texts.of(other))
        if found.is_copy:
            stories.join(number, other)
        if found.is_copy or found.is_look_alike:
            yield Pair(other, number, found.jaccard, found.is_look_alike)


def _listed(project: Project, found: Sequence[Pair], local: Mapping[int, int]) -> Iterator[Story]:
    """The stories, then the reports of one kind, the largest of each first."""
    copies = list(_together(project, "near", [one for one in found if not one.is_look_alike], local))
    told = {article.number for story in copies for article in story.articles}
    alone = [number for number in kept.republished(project.reader) if number not in told]
    copies += [Story("exact", (row,)) for row in _rows(project, alone)]
    reports = list(_together(project, "reports", [one for one in found if one.is_look_alike], local))
    for stories in (copies, reports):
        yield from sorted(stories, key=lambda one: (-one.size, _age(one.articles[0])))


def _together(
    project: Project, kind: Kind, found: Sequence[Pair], local: Mapping[int, int]
) -> Iterator[Story]:
    """What the pairs join."""
    stories, alike = Stories(), dict[int, float]()
    for pair in found:
        stories.join(pair.one, pair.other)
    for pair in found:
        story = stories.of(pair.one)
        alike[story] = min(pair.jaccard, alike.get(story, 1.0))
    members = sorted({number for pair in found for number in (pair.one, pair.other)})
    rows = {row.number: row for row in _rows(project, [local[number] for number in members])}
    for together in stories.together(members):
        articles = [rows[local[number]] for number in together if local[number] in rows]
        if len(articles) > 1:
            yield Story(kind, tuple(sorted(articles, key=_age)), alike[stories.of(together[0])])


def _rows(project: Project, numbers: Sequence[int]) -> Iterator[DocumentRow]:
    for at in range(0, len(numbers), _ROWS):
        yield from project.documents.rows(numbers[at : at + _ROWS], "")


def _age(article: DocumentRow) -> tuple[bool, str, int]:
    """What is published first is first, then what has no date, by arrival."""
    return not article.published, article.published or "", article.number
