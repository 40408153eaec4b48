"""What labels are called and how they look on the page, and the sentence about two that met."""

from collections import Counter
from collections.abc import Sequence

from annotator.domain.entities import Label
from annotator.services.agreement_meetings import Met
from annotator.ui.theme import UNKNOWN_HUE, LabelLook, Theme

_MOST_OFTEN = 0.3  # of the places: from there on words are called the most of them


class Tags:
    """By the labels' names, as agreement knows them."""

    def __init__(self) -> None:
        """None is known yet."""
        self._labels: dict[str, Label] = {}

    def take(self, labels: Sequence[Label]) -> None:
        """Know the labels of a scheme."""
        self._labels = {label.name: label for label in labels}

    def tag(self, label: str | None) -> str:
        """The tag; of a label that the scheme does not know, its name."""
        if label is None:
            return "nothing"
        known = self._labels.get(label)
        return known.tag if known else label

    def look(self, label: str, theme: Theme) -> LabelLook:
        """Its colours."""
        known = self._labels.get(label)
        return theme.label(known.colour if known else UNKNOWN_HUE)

    def sentence(self, met: Met, row: str | None, column: str | None) -> str:
        """`LOC met GPE 27 of 100 times; 41 positions, mostly “Tarn Quarter”.`"""
        return f"{self.heading(row, column)}: {self.rest(met, row, column)}"

    def heading(self, row: str | None, column: str | None) -> str:
        """Which met which."""
        if row is None and column is None:
            return "Nothing met nothing"
        return f"{self.tag(row).capitalize() if row is None else self.tag(row)} met {self.tag(column)}"

    def rest(self, met: Met, row: str | None, column: str | None) -> str:
        """How often, and at which words most."""
        if row is None and column is None:
            return "what neither marked is everywhere, and not counted."
        n, share = met.n(row, column), met.share(row, column)
        if share is None:
            return f"{met.row} has no {self.tag(row)}." if row else f"{met.column} has nothing of its own."
        places = f"{n:,} position" if n == 1 else f"{n:,} positions"
        return f"{100 * share:.0f} of 100 times; {places}{_mostly(met, row, column)}."


def _mostly(met: Met, row: str | None, column: str | None) -> str:
    words = Counter(one.words for one in met.places.get((row, column), ()))
    for said, n in words.most_common(1):
        if n > 1 and n >= _MOST_OFTEN * words.total():
            return f", mostly “{_short(said)}”"
        if words.total() == 1:
            return f", “{_short(said)}”"
    return ""


def _short(words: str) -> str:
    return words if len(words) <= 28 else f"{words[:27]}…"
