"""Review over a whole project: how much is open, where the next disagreement is, how good the layers are."""

import contextlib
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from annotator.domain import deciding
from annotator.domain.change import Change, Edit
from annotator.domain.dawid_skene import Skills, Votes, rounds
from annotator.domain.deciding import Reviewer
from annotator.domain.entities import GOLD, About, Decision, Layer, Said
from annotator.domain.positions import (
    DISAGREEMENTS,
    Kind,
    Position,
    Wanted,
    by_likelihood,
    kind_of_opinion,
    kind_of_span,
)
from annotator.domain.proposing import DAWID_SKENE, Aggregation, Majority, Weighted, votes_of
from annotator.domain.review import Review, State, review
from annotator.errors import Refused
from annotator.services.progress import Progress
from annotator.storage import reviews
from annotator.storage.project import Project


@dataclass(frozen=True, slots=True)
class Counts:
    """Positions by kind and state. `documents` were compared; in `alone` others only one layer took part."""

    positions: Counter[tuple[Kind, State]] = field(default_factory=Counter)
    documents: int = 0
    alone: int = 0

    def of(self, kind: Kind | None = None, state: State | None = None) -> int:
        """How many positions of this kind (None: any) are in this state (None: any)."""
        return sum(
            count
            for (one, stands), count in self.positions.items()
            if kind in (None, one) and state in (None, stands)
        )

    def disagreements(self) -> int:
        """How many positions there are at which the layers differ."""
        return self.of() - self.of("agreed")

    def open_disagreements(self) -> int:
        """How many of those are not decided, or not any more."""
        return self.disagreements() - self.of(state="decided") + self.of("agreed", "decided")

    def after(self, before: Review, now: Review) -> "Counts":
        """The counts once one document changed from what it was to what it is."""
        positions = self.positions.copy()
        positions.subtract(_states(before))
        positions.update(_states(now))
        return replace(self, positions=positions)


@dataclass(frozen=True, slots=True)
class Place:
    """A position of a document; None for before the first, or after the last when going back."""

    document: str
    position: str | None = None


@dataclass(frozen=True, slots=True)
class Precedent:
    """The words that a decision was about, what gold says of them since, the reason, and when it was decided
    (ISO 8601, UTC).
    """

    words: str
    language: str | None
    about: About
    outcome: Said | None
    reason: str
    at: str


def open_review(project: Project, layers: Sequence[Layer], document: str) -> Review:
    """The document as these layers and gold have it; raises KeyError where it is not there."""
    found = reviews.said(project.reader, document, [layer.id for layer in layers], _gold(project))
    return review(found.text, found.layers, found.gold, found.decisions)


def comparable(project: Project) -> list[Layer]:
    """The layers that can be compared: all that say something, but for gold."""
    layers = {layer.id: layer for layer in project.layers() if layer.name != GOLD}
    return [layers[id] for id in reviews.speaking(project.reader, layers)]


def shown(on: Review, wanted: Wanted = DISAGREEMENTS, *, undecided: bool = True) -> list[Position]:
    """What a list of the document's positions shows, where a fault is likeliest first."""
    chosen = on.undecided if undecided else on.positions
    return by_likelihood(one for one in chosen if wanted.shows(one))


def count(project: Project, layers: Sequence[Layer]) -> Generator[Progress, None, Counts]:
    """Positions of all documents by kind and state."""
    total, positions, documents, alone = project.documents.count(), Counter[tuple[Kind, State]](), 0, 0
    for done, one in enumerate(_every(project, layers), 1):
        positions.update(_states(one))
        documents += bool(one.positions)
        alone += not one.positions and any(on.spans for on in one.layers)
        yield Progress(done, total, "Comparing")
    return Counts(positions, documents, alone)


def find(
    project: Project,
    layers: Sequence[Layer],
    after: Place,
    wanted: Wanted = DISAGREEMENTS,
    *,
    undecided: bool = True,
    backwards: bool = False,
) -> Generator[Progress, None, Place | None]:
    """The next position to look at, or the one before: first in the same document, in the order of `shown`,
    then in those that arrived later, or earlier; None where there is none.
    """
    here = open_review(project, layers, after.document)
    every = shown(here, wanted, undecided=False)
    ids = [one.id for one in (reversed(every) if backwards else every)]
    left = ids[ids.index(after.position) + 1 :] if after.position in ids else ids
    for id in left:
        if not undecided or here.states[id] != "decided":
            return Place(after.document, id)
    number, total = project.number_of(after.document), project.documents.count()
    for done, one in enumerate(_every(project, layers, number or 0, backwards=backwards), 1):
        found = shown(one, wanted, undecided=undecided)
        if found:
            return Place(one.document, found[-1 if backwards else 0].id)
        yield Progress(done, total, "Looking for the next disagreement")
    return None


def accept_everywhere(
    project: Project, layers: Sequence[Layer], by: Reviewer
) -> Generator[Progress, None, Edit]:
    """One edit that accepts everywhere what all layers agree on, and is done with the documents in which two
    agree that there is nothing. Raises Refused where nothing is left.
    """
    total, changes = project.documents.count(), list[Change]()
    for done, one in enumerate(_every(project, layers), 1):
        decide = deciding.finish if _agree_on_nothing(one) else partial(deciding.accept_agreed, by)
        with contextlib.suppress(Refused):  # nothing is left here
            changes += decide(one).changes
        yield Progress(done, total, "Accepting what is agreed")
    if not changes:
        raise Refused(deciding.NOTHING_AGREED)
    count = sum(change.key.kind == Decision.kind for change in changes)
    return Edit(f"gold: agreed ×{count}", tuple(changes))


def aggregation(
    project: Project, layers: Sequence[Layer], name: str
) -> Generator[Progress, None, Aggregation]:
    """The way of this name to make proposals; the weights of layers are estimated from all documents."""
    if name != DAWID_SKENE:
        return Majority()
    total, votes = project.documents.count(), dict[About, Counter[Votes]]()
    for done, one in enumerate(_every(project, layers), 1):
        for position in one.positions:
            if position.versions:
                votes.setdefault(position.about, Counter())[votes_of(position)] += 1
        yield Progress(done, total, "Comparing")
    skills: dict[About, Skills] = {}
    for about, found in votes.items():
        for estimate in rounds(found):
            skills[about] = estimate
            yield Progress(total, total, "Weighing the layers")
    return Weighted(skills)


def precedents(project: Project, document: str, position: Position, most: int = 3) -> list[Precedent]:
    """What was decided last about other positions where layers differ so about the same values."""
    values = {one.said.value for one in position.versions if one.said}
    found = []
    for decision, words, language in reviews.latest(project.reader, _gold(project), position.about):
        said = {one.said.value for one in decision.candidates if one.said}
        is_here = (decision.document, decision.id) == (document, position.id)
        if decision.origin != "bulk" and not is_here and said & values and _kind(decision) == position.kind:
            told = circumstances(project, decision)
            found.append(
                Precedent(
                    words,
                    language,
                    decision.about,
                    decision.outcome,
                    decision.reason,
                    told.at if told else "",
                )
            )
        if len(found) == most:
            break
    return found


def circumstances(project: Project, decision: Decision) -> reviews.Decided | None:
    """The decision about that position as it stands now, with who decided it and when."""
    found = reviews.decided(project.reader, decision.document, decision.layer, decision.id)
    return found[0] if found else None


def provenance(
    project: Project, documents: Iterable[str] | None = None, called: Callable[[str], str] | None = None
) -> Iterator[dict[str, object]]:
    """Why gold says what it says: a row of plain values for each decision, by document and place; of these
    documents in their order, or of all in that of arrival.

    Labels go by name, and layers too unless `called` says what the one with an id is called. Offsets are
    code points.
    """
    gold = _gold(project)
    names = {layer.id: layer.name for layer in project.layers()}
    called = called or (lambda id: names.get(id, id))
    labels = {label.id: label.name for label in project.scheme().labels}
    if documents is None:
        documents = (one.gold.document for one in reviews.every(project.path, (), gold) if one.decisions)
    for document in documents:
        decisions = reviews.decided(project.reader, document, gold)
        text = project.document(document).text if decisions else ""
        for decided in decisions:
            yield _row(decided, text, called, labels)


def _row(
    one: reviews.Decided, text: str, called: Callable[[str], str], labels: Mapping[str, str]
) -> dict[str, object]:
    decision = one.decision
    candidates = [
        {**_said(candidate.said, labels), "layers": [called(id) for id, _ in candidate.sources]}
        for candidate in decision.candidates
    ]
    row = {
        "document": decision.document,
        "about": decision.about,
        "start": decision.start,
        "end": decision.end,
        "text": None if decision.start is None else text[decision.start : decision.end],
        "gold": {"id": decision.made, **_said(decision.outcome, labels)} if decision.outcome else None,
        "candidates": candidates,
        "choice": decision.choice,
        "decider": one.decider,
        "at": one.at,
        "reason": decision.reason,
        "guideline": decision.guideline,
        "scheme": decision.scheme,
        "origin": decision.origin,
        "model": decision.model,
        "aggregation": decision.aggregation,
    }
    return {name: value for name, value in row.items() if value not in (None, "") or name == "gold"}


def _said(said: Said | None, labels: Mapping[str, str]) -> dict[str, object]:
    if said is None:
        return {"value": None}
    facts: dict[str, object] = {"value": labels.get(said.value, said.value)}
    if said.start is not None:
        facts |= {"start": said.start, "end": said.end}
    if said.intensity is not None:
        facts["intensity"] = said.intensity
    if said.expression:
        facts["expression"] = [list(piece) for piece in said.expression]
    return facts


def _states(on: Review) -> Counter[tuple[Kind, State]]:
    return Counter((position.kind, on.states[position.id]) for position in on.positions)


def _kind(decision: Decision) -> Kind:
    if decision.about == "span":
        return kind_of_span(decision.candidates)
    return kind_of_opinion(decision.candidates) if decision.about == "opinion" else "sentiment"


def _agree_on_nothing(on: Review) -> bool:
    finished = [layer for layer in on.layers if layer.status == "done"]
    return not on.positions and len(finished) > 1


def _gold(project: Project) -> str:
    """The id of the gold layer; where there is none yet, one under which nothing stands."""
    layer = project.layer(GOLD)
    return layer.id if layer else ""


def _every(
    project: Project, layers: Sequence[Layer], start: int = 0, *, backwards: bool = False
) -> Iterator[Review]:
    ids = [layer.id for layer in layers]
    for one in reviews.every(project.path, ids, _gold(project), start, backwards=backwards):
        yield review(one.text, one.layers, one.gold, one.decisions)
