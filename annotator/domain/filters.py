"""What a filter asks of articles, as values. `filter_language` reads them from a line that a person types."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from annotator.domain.damage_kinds import Kind
from annotator.domain.entities import StatusValue

Column = Literal["title", "text"]
Had = Literal["flag", "note", "sentiment", "opinion"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in a row; where `is_prefix`, the last one may go on."""

    text: str
    is_prefix: bool


@dataclass(frozen=True, slots=True)
class Words:
    """One of these phrases stands in the title, in the text, or (None) in either."""

    phrases: tuple[Phrase, ...]
    column: Column | None = None


@dataclass(frozen=True, slots=True)
class HasStatus:
    """The status is one of these."""

    values: tuple[StatusValue, ...]


@dataclass(frozen=True, slots=True)
class HasLabel:
    """A span has a label of one of these names."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FromSource:
    """It appeared in one of these sources."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InLanguage:
    """The language is one of these tags."""

    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """The date of publication, ISO 8601, is at least `first` and less than `before`; None is open."""

    first: str | None
    before: str | None


@dataclass(frozen=True, slots=True)
class Labelled:
    """It has at least `least` spans and at most `most`; None is no limit."""

    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Has:
    """It has one of these: a flag, a note, a sentiment, an opinion."""

    kinds: tuple[Had, ...]


@dataclass(frozen=True, slots=True)
class Outdated:
    """A span of one of these labels (none: of any) was made under another rule than the present one."""

    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Damaged:
    """Damage of one of these kinds (none: of any) was found in its text."""

    kinds: tuple[Kind, ...] = ()


Condition = (
    Words | HasStatus | HasLabel | FromSource | InLanguage | Published | Labelled | Has | Outdated | Damaged
)


@dataclass(frozen=True, slots=True)
class Term:
    """A condition, or its denial."""

    condition: Condition
    is_denied: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """All of these must hold; without terms everything passes. Labels are asked for in one layer."""

    terms: tuple[Term, ...] = ()

    @property
    def searched(self) -> tuple[Phrase, ...]:
        """What to point at in a text: the phrases that are looked for in it."""
        return tuple(
            phrase
            for term in self.terms
            if isinstance(term.condition, Words) and term.condition.column != "title" and not term.is_denied
            for phrase in term.condition.phrases
        )


EVERYTHING: Final = Filter()


@dataclass(frozen=True, slots=True)
class FilterError:
    """What is wrong with a line at [start, end), in one sentence."""

    start: int
    end: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a project knows: labels by name, with their titles; names of sources; tags of languages."""

    labels: Mapping[str, str] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
