"""A document: an article's immutable text and where it appeared."""

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.domain.entities import Appearance


@dataclass(frozen=True, slots=True)
class Document:
    """One article. `id` is the SHA-256 of `text`; `appearances` is never empty, and in order."""

    id: str
    text: str
    appearances: tuple[Appearance, ...]

    @property
    def first(self) -> Appearance:
        """The appearance that speaks for the document."""
        return self.appearances[0]

    @property
    def title(self) -> str:
        """The first appearance's title, else the beginning of the text."""
        return self.first.title or first_words(self.text)

    @property
    def language(self) -> str | None:
        """The language that an appearance names, a BCP 47 tag such as `en` or `zh-Hans`."""
        return next((found.language for found in self.appearances if found.language), None)

    @property
    def headline(self) -> tuple[int, int] | None:
        """The range of the headline within the text, where it is part of it."""
        return next((found.headline for found in self.appearances if found.headline), None)


def sorted_appearances(appearances: Sequence[Appearance]) -> tuple[Appearance, ...]:
    """In an order that depends on nothing but the appearances: by date (undated last), source, ref, id."""
    return tuple(
        sorted(
            appearances,
            key=lambda one: (not one.published, one.published or "", one.source or "", one.ref or "", one.id),
        )
    )


def first_words(text: str, limit: int = 80) -> str:
    """The first line that says anything, at most `limit` characters of it."""
    for line in text.split("\n"):
        if line.strip():
            words = line.strip()
            return words if len(words) <= limit else words[: limit - 1].rstrip() + "…"
    return ""
