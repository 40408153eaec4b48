"""What a look at agreement compares: the layers, documents and labels asked for, read once and kept."""

import re
from collections import Counter
from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from annotator.domain.agreement.parts import Page
from annotator.domain.agreement.places import Places
from annotator.domain.agreement.units import Said, said, word_places
from annotator.domain.annotations import Annotations
from annotator.domain.entities import GOLD, Author, Label, Layer
from annotator.domain.query import ListQuery
from annotator.domain.words import tokens
from annotator.services.agreeing import compared_layers
from annotator.services.progress import Progress
from annotator.storage import moments, reviews
from annotator.storage.moments import Moment
from annotator.storage.project import Project
from annotator.storage.reviews import UnderReview

Which = Literal["two", "every", "listed"]
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which layers, by name (none: what people finished, without gold), which documents, which labels.

    Documents that `two` of the layers finished or more, that `every` one did, or those of two that are also
    `listed`, by their local numbers. `labels` are names; without any, all are compared.
    """

    layers: tuple[str, ...] = ()
    which: Which = "two"
    listed: frozenset[int] = frozenset()
    labels: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Article:
    """A document by its local number with what each layer says on it, None from one that has not finished.

    `words` are those of each range that somebody marked. `finished` is when the last of the layers was done.
    """

    number: int
    page: Page
    voices: tuple[Said | None, ...]
    places: Places
    words: Mapping[Range, str]
    finished: Moment

    @property
    def present(self) -> list[int]:
        """The layers that finished it, by their places."""
        return [at for at, voice in enumerate(self.voices) if voice is not None]


@dataclass(frozen=True, slots=True)
class Heard:
    """The documents compared, in order of arrival, and all labels of the scheme.

    `alone` were finished by one layer only, `left_out` by two or more and were not asked for: neither is
    compared with anything.
    """

    layers: tuple[str, ...]
    articles: tuple[Article, ...]
    labels: tuple[Label, ...]
    scale: tuple[str, ...]
    alone: int
    left_out: int
    asked: Asked

    @property
    def spans(self) -> int:
        """How many labels are compared."""
        return sum(len(voice.units) for one in self.articles for voice in one.voices if voice)

    def in_order(self, used: Collection[str]) -> tuple[str, ...]:
        """These labels in the scheme's order, then those that it does not know."""
        known = [label.name for label in self.labels if label.name in used]
        return (*known, *sorted(set(used).difference(known)))


def read(path: Path, author: Author, asked: Asked) -> Generator[Progress, None, Heard]:
    """Read what is asked for, by a connection of its own. Raises UserError where there are no two layers."""
    with Project.open(path, author, read_only=True) as project:
        layers = sorted(compared_layers(project, asked.layers), key=lambda layer: _by_name(layer.name))
        done = {layer.id: set(project.documents.numbers(ListQuery(layer.id, "done"))) for layer in layers}
        finished = Counter(number for numbers in done.values() for number in numbers)
        wanted = _wanted(finished, len(layers), asked)
        reader = _Reader(project, layers, asked)
        articles: list[Article] = []
        for on in reader.every(path, wanted):
            articles.append(reader.article(on))
            yield Progress(len(articles), len(wanted), "reading articles")
        shared = sum(times > 1 for times in finished.values())
        scheme = project.scheme()
        return Heard(
            tuple(layer.name for layer in layers),
            tuple(articles),
            scheme.labels,
            tuple(value.name for value in scheme.scale),
            len(finished) - shared,
            shared - len(articles),
            asked,
        )


def _wanted(finished: Mapping[int, int], layers: int, asked: Asked) -> set[int]:
    least = layers if asked.which == "every" else 2
    wanted = {number for number, times in finished.items() if times >= least}
    return wanted & asked.listed if asked.which == "listed" else wanted


def _by_name(name: str) -> list[tuple[int, str]]:
    """As people sort: the ninth before the tenth."""
    return [
        (int(part), "") if part.isdecimal() else (0, part.casefold()) for part in re.split(r"(\d+)", name)
    ]


class _Reader:
    """Turns documents into what is compared."""

    def __init__(self, project: Project, layers: Sequence[Layer], asked: Asked) -> None:
        scheme = project.scheme()
        self._connection = project.reader
        self._layers = layers
        self._names = {label.id: label.name for label in scheme.labels}
        self._scale = [value.name for value in scheme.scale]
        self._only = asked.labels
        gold = project.layer(GOLD)
        self._gold = gold.id if gold else ""

    def every(self, path: Path, wanted: Collection[int]) -> Iterator[UnderReview]:
        """The documents with these local numbers, as one moment has them."""
        left = set(wanted)
        before = min(left, default=0) - 1
        found = reviews.every(path, [layer.id for layer in self._layers], self._gold, before)
        for on in found:
            if not left:
                return
            if on.number in left:
                left.discard(on.number)
                yield on

    def article(self, on: UnderReview) -> Article:
        """The document, as it is compared."""
        words = word_places(tokens(on.text), on.text)
        voices = tuple(self._voice(own, words) for own in on.layers)
        ranges = {unit[:2] for voice in voices if voice for unit in voice.units}
        when = moments.said_done(self._connection, on.number)
        present = [layer.id for layer, voice in zip(self._layers, voices, strict=True) if voice is not None]
        return Article(
            on.number,
            Page(on.gold.document, len(on.text), len(words)),
            voices,
            Places([voice.units if voice else None for voice in voices]),
            {place: " ".join(on.text[slice(*place)].split()) for place in ranges},
            max((when[layer] for layer in present if layer in when), default=Moment("", "")),
        )

    def _voice(self, own: Annotations, words: Sequence[Range]) -> Said | None:
        if own.status != "done":
            return None
        if self._only:
            own = replace(own, spans=tuple(one for one in own.spans if self._named(one.label) in self._only))
        return said(own, self._names, words, self._scale)

    def _named(self, label: str) -> str:
        return self._names.get(label, label)
