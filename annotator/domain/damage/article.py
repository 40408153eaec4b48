"""What detectors look at."""

from dataclasses import dataclass
from functools import cached_property

from annotator.domain.damage.english import TELLING
from annotator.domain.document import Document


@dataclass(frozen=True)
class Article:
    """What detectors look at: a text, and what else is known of it. `headline` is its range in the text."""

    text: str
    title: str = ""
    language: str | None = None
    headline: tuple[int, int] | None = None

    @classmethod
    def of(cls, document: Document) -> "Article":
        """As its first appearance names it."""
        return cls(document.text, document.first.title, document.language, document.headline)

    @cached_property
    def is_ascii(self) -> bool:
        """Whether there is nothing but ASCII, as in many English texts."""
        return self.text.isascii()

    @cached_property
    def is_english(self) -> bool:
        """Whether the text says so, or has two of the commonest English words."""
        if self.language:
            return self.language.casefold().startswith("en")
        return sum(word in self.text for word in TELLING) >= 2 or self._is_short_english

    @cached_property
    def is_plain(self) -> bool:
        """Whether all that stands in the text can be seen, but for blanks and line ends."""
        return self.text.replace("\n", "").isprintable()

    @cached_property
    def words(self) -> list[str]:
        """What stands between white space."""
        return self.text.split()

    @cached_property
    def odd_words(self) -> str:
        """The words with capitals that are more than their first letter, a blank between them."""
        return " ".join([word for word in self.words if word != word.lower() and not _is_name(word)])

    @property
    def _is_short_english(self) -> bool:
        """A line is too short to say two of them."""
        return len(self.text) < 200 and any(word in self.text for word in TELLING)


def _is_name(word: str) -> bool:
    return word.isalpha() and word.istitle()
