"""Which label of one layer met which of another, with every place."""

from collections.abc import Generator, Mapping
from dataclasses import dataclass

from annotator.domain.agreement.pairing import Unit, paired
from annotator.services.agreement_reading import Heard, Range
from annotator.services.progress import Progress


@dataclass(frozen=True, slots=True)
class Meeting:
    """A place of an article where a span of the row's layer met one of the column's, or None."""

    number: int
    one: Unit | None
    other: Unit | None
    words: str

    @property
    def range(self) -> Range:
        """Where to look: the first of the two that is there."""
        unit = self.one or self.other
        return unit[:2] if unit else (0, 0)


@dataclass(frozen=True, slots=True)
class Met:
    """Which label of the row's layer met which of the column's, with every place. None: no span there."""

    row: str
    column: str
    documents: int
    labels: tuple[str, ...]
    places: Mapping[tuple[str | None, str | None], tuple[Meeting, ...]]

    def n(self, row: str | None, column: str | None) -> int:
        """How often they met."""
        return len(self.places.get((row, column), ()))

    def total(self, row: str | None) -> int:
        """How often the row's label, or none, met anything."""
        return sum(self.n(row, column) for column in (*self.labels, None))

    def share(self, row: str | None, column: str | None) -> float | None:
        """Which share of the row this is; None where the row has nothing, or where nothing meets nothing."""
        total = self.total(row)
        return self.n(row, column) / total if total and (row, column) != (None, None) else None


def met(heard: Heard, row: int, column: int) -> Generator[Progress, None, Met]:
    """Pair the spans of two layers, by their places, and keep where they met."""
    places: dict[tuple[str | None, str | None], list[Meeting]] = {}
    documents = 0
    for at, article in enumerate(heard.articles):
        yield Progress(at, len(heard.articles), "pairing labels")
        one, other = article.voices[row], article.voices[column]
        if one is None or other is None:
            continue
        documents += 1
        for mine, theirs in paired(one.units, other.units).met:
            labels = mine.label if mine else None, theirs.label if theirs else None
            unit = mine or theirs
            words = article.words[unit[:2]] if unit else ""
            places.setdefault(labels, []).append(Meeting(article.number, mine, theirs, words))
    used = {label for labels in places for label in labels if label is not None}
    kept = {labels: tuple(found) for labels, found in places.items()}
    return Met(heard.layers[row], heard.layers[column], documents, heard.in_order(used), kept)
