"""Suggesters: what learns from labelled documents and proposes spans in others.

One module a suggester, with a value `suggester`, its class. Other distributions add theirs under the entry
point group `annotator.suggesters`. A suggester whose library is
missing is listed with the reason, and cannot be used. All run offline, and none loads a model that was made
elsewhere: what one knows, it has learned from labels in this process.
"""

import importlib
import pkgutil
from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Protocol

from annotator.domain.document import Document
from annotator.domain.exchange import AnnotatedDocument
from annotator.domain.scheme import Scheme
from annotator.errors import UserError

SUGGESTERS = "annotator.suggesters"


class NotReady(UserError):
    """There is too little to learn from; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Code points [start, end) that may deserve the label; `confidence` is above 0 and at most 1."""

    start: int
    end: int
    label_id: str
    confidence: float


class Suggester(Protocol):
    """Learns from labelled documents and proposes spans in others."""

    name: str
    title: str

    @property
    def version(self) -> str:
        """Names what was learned: the same examples give the same version; empty before anything was."""
        ...

    def learn(self, examples: Iterable[AnnotatedDocument]) -> None:
        """Put what these examples teach in the place of what was known.

        Raises NotReady, and keeps what was known, if they are too few.
        """
        ...

    def suggest(self, document: Document, scheme: Scheme) -> list[Suggestion]:
        """What it would label, with labels of the scheme, by place and longest first.

        Each begins and ends at edges of tokens. Two never cross; one may stand within another.
        """
        ...


@dataclass(frozen=True, slots=True)
class Offer:
    """A suggester by name; `problem` says why it cannot be used, where it cannot."""

    name: str
    title: str
    make: type[Suggester] | None = None
    problem: str = ""


def suggesters() -> list[Offer]:
    """Every suggester there is, by name, those that cannot be used among them."""
    from importlib.metadata import entry_points

    found: dict[str, Offer] = {}
    for module in pkgutil.iter_modules(__path__):
        _add(found, module.name, lambda name=module.name: _of_module(name))  # type: ignore[misc]
    for point in entry_points(group=SUGGESTERS):
        _add(found, point.name, point.load)
    return sorted(found.values(), key=lambda one: one.name)


def suggester(name: str) -> Suggester:
    """A new suggester of this name; raises UserError where there is none, or where it cannot be used."""
    found = next((one for one in suggesters() if one.name == name), None)
    if found is None:
        names = ", ".join(one.name for one in suggesters() if one.make)
        raise UserError(f"There is no suggester “{name}”.", hint=f"There are: {names}")
    if found.make is None:
        raise UserError(f"The suggester “{name}” is {found.problem}.", hint="Install it, then do it again.")
    return found.make()


def best(suggestions: Iterable[Suggestion]) -> list[Suggestion]:
    """One choice from several suggesters: of two that overlap the more confident, then the longer one."""
    chosen: list[Suggestion] = []  # by place
    for one in sorted(suggestions, key=lambda one: (-one.confidence, one.start - one.end, one.start)):
        at = bisect_left(chosen, one.end, key=attrgetter("start"))  # the first that begins behind it
        if at == 0 or chosen[at - 1].end <= one.start:
            chosen.insert(at, one)
    return chosen


def _add(found: dict[str, Offer], name: str, load: Callable[[], type[Suggester] | None]) -> None:
    try:
        made = load()
        if made is not None:
            found[made.name] = Offer(made.name, made.title, made)
    except (ImportError, AttributeError) as error:
        found.setdefault(name, Offer(name, name, problem=f"unavailable, because {error}"))


def _of_module(name: str) -> type[Suggester] | None:
    """The suggester of a module of ours; None if it is a helper's."""
    return getattr(importlib.import_module(f"{__name__}.{name}"), "suggester", None)
