"""How far layers of a project agree, on the documents that two or more of them have finished."""

from collections import Counter
from collections.abc import Generator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from math import ceil
from typing import Any

from annotator.domain.agreement.comparison import Comparison, Name, compare
from annotator.domain.agreement.figure import Figure
from annotator.domain.agreement.parts import Page, Part, part
from annotator.domain.agreement.units import Said, said, word_places
from annotator.domain.entities import GOLD, Layer
from annotator.domain.query import ListQuery
from annotator.domain.words import tokens
from annotator.errors import UserError
from annotator.services.import_report import counted
from annotator.services.progress import Progress
from annotator.storage.project import Project

RESAMPLES = 500
_FEWEST_DRAWS = 100
_DRAWS = 20_000  # of a document in a pair, for all intervals together: some five seconds
_SAMPLES, _MOST_SAMPLES = 300, 30  # of random annotators in gamma: of a pair in all, and of one document
_GAMMA_DOCUMENTS = 1_000  # more, each counted for every pair, would make a person wait too long
_Group = tuple[Layer, ...]


@dataclass(frozen=True, slots=True)
class AgreementReport:
    """Layers compared, each pair and, where there are more than two, all together.

    `documents` were finished in two of the layers or more, `alone` in one only, and compared with nothing.
    `resamples` of the documents gave the intervals; 0 where that would take too long.
    """

    layers: tuple[str, ...]
    documents: int
    alone: int
    resamples: int
    pairs: tuple[Comparison, ...]
    all: Comparison | None

    @property
    def whole(self) -> Comparison:
        """All layers together."""
        return self.all or self.pairs[0]

    def facts(self) -> dict[str, Any]:
        """The report, ready for JSON, and a contract with scripts."""
        return {
            "documents": self.documents,
            "alone": self.alone,
            "layers": list(self.layers),
            "resamples": self.resamples,
            "pairs": [_facts(one) for one in self.pairs],
            "all": _facts(self.all) if self.all else None,
            "labels": _nested(self.whole.figures).get("labels", {}),
        }

    def sentences(self) -> list[str]:
        """The report for people."""
        said = [
            f"{counted(self.documents, 'article')} finished by two or more of {', '.join(self.layers)};"
            f" {self.alone:,} finished by one of them are compared with nothing."
        ]
        if not self.resamples and self.documents > 1:
            said.append("There are no intervals: for so many pairs they would take too long.")
        for one in (*((self.all,) if self.all else ()), *self.pairs):
            said += ["", f"{' and '.join(one.raters)}, {counted(one.documents, 'article')}"]
            said += [f"  {' '.join(name):45} {figure.sentence()}" for name, figure in one.figures.items()]
        return said


def agree(
    project: Project, names: Sequence[str] = (), resamples: int = RESAMPLES, seed: int = 0
) -> Generator[Progress, None, AgreementReport]:
    """Compare the layers of these names, by default what people finished, without gold.

    A document counts for a pair once both have finished it. Raises UserError where there are no two layers.
    """
    layers = compared_layers(project, names)
    done = {layer.id: set(project.documents.numbers(ListQuery(layer.id, "done"))) for layer in layers}
    finished = Counter(number for numbers in done.values() for number in numbers)
    shared = sorted(number for number, times in finished.items() if times > 1)
    common = {pair: done[pair[0].id] & done[pair[1].id] for pair in combinations(layers, 2)}
    heavy = sum(map(len, common.values()))
    samples = {pair: _samples(len(numbers), heavy) for pair, numbers in common.items()}
    reader = _Reader(project, seed)
    parts: dict[_Group, dict[str, Part]] = {pair: {} for pair in common}
    everybody: dict[str, Part] = {}
    for at, number in enumerate(shared, start=1):
        page, voices = reader.read(number, [layer for layer in layers if number in done[layer.id]])
        for pair, numbers in common.items():
            if number in numbers:
                parts[pair][page.document] = reader.part(page, pair, voices, samples[pair])
                yield Progress(at - 1, len(shared), "comparing articles")
        if len(layers) > 2:
            of_pairs = [parts[pair][page.document] for pair, numbers in common.items() if number in numbers]
            everybody[page.document] = reader.part(page, layers, voices, min(samples.values()), of_pairs)
        yield Progress(at, len(shared), "comparing articles")
    groups: dict[_Group, dict[str, Part]] = parts | ({tuple(layers): everybody} if len(layers) > 2 else {})
    draws = _draws(resamples, sum(map(len, groups.values())))
    compared = []
    for at, (group, of_group) in enumerate(groups.items()):
        work = compare([layer.name for layer in group], of_group, draws, seed)
        compared.append((yield from _stepped(work, Progress(at, len(groups), "measuring agreement"))))
    return AgreementReport(
        tuple(layer.name for layer in layers),
        len(shared),
        len(finished) - len(shared),
        draws,
        tuple(compared[: len(common)]),
        compared[-1] if len(layers) > 2 else None,
    )


def compared_layers(project: Project, names: Sequence[str] = ()) -> list[Layer]:
    """The layers of these names, or those that `agree` takes by itself. Raises UserError."""
    known = project.layers()
    there = ", ".join(layer.name for layer in known)
    if names:
        by_name = {layer.name: layer for layer in known}
        missing = next((name for name in names if name not in by_name), None)
        if missing is not None:
            raise UserError(
                f"There is no layer “{missing}” in {project.path.name}.", hint=f"There are: {there}"
            )
        chosen = [by_name[name] for name in dict.fromkeys(names)]
    else:
        models = {author.id for author in project.authors() if author.is_model}
        people = [layer for layer in known if layer.name != GOLD and layer.author not in models]
        chosen = [layer for layer in people if project.documents.counts(layer.id)["done"]]
    if len(chosen) < 2:
        raise UserError(
            "Agreement needs two layers that finished articles.",
            hint=f"Name two: annotator agree {project.path.name} LAYER LAYER. There are: {there}",
        )
    return chosen


class _Reader:
    """Reads documents one after the other into what is compared."""

    def __init__(self, project: Project, seed: int) -> None:
        scheme = project.scheme()
        self._project, self._seed = project, seed
        self._names = {label.id: label.name for label in scheme.labels}
        self._scale = [value.name for value in scheme.scale]

    def read(self, number: int, layers: Sequence[Layer]) -> tuple[Page, dict[str, Said]]:
        """The document of this number, and what each of the layers says on it, by their ids."""
        document = self._project.document(self._project.id_of(number))
        words = word_places(tokens(document.text), document.text)
        voices = {
            layer.id: said(self._project.annotations(document.id, layer.id), self._names, words, self._scale)
            for layer in layers
        }
        return Page(document.id, len(document.text), len(words)), voices

    def part(
        self,
        page: Page,
        layers: Sequence[Layer],
        voices: Mapping[str, Said],
        samples: int,
        pairs: Sequence[Part] = (),
    ) -> Part:
        """What is compared of the document between these layers."""
        heard = [voices.get(layer.id) for layer in layers]
        return part(page, [layer.name for layer in layers], heard, self._scale, samples, self._seed, pairs)


def _samples(documents: int, heavy: int) -> int:
    """How many random annotators stand for chance in each document; none where there is too much to do."""
    return 0 if heavy > _GAMMA_DOCUMENTS or not documents else min(_MOST_SAMPLES, ceil(_SAMPLES / documents))


def _draws(wanted: int, heavy: int) -> int:
    """How many resamplings there is time for; too few would say nothing."""
    possible = min(wanted, _DRAWS // max(heavy, 1))
    return possible if possible >= min(wanted, _FEWEST_DRAWS) else 0


def _stepped(
    work: Generator[int, None, Comparison], progress: Progress
) -> Generator[Progress, None, Comparison]:
    """Step the work to its end, telling the same progress; what it returns."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            comparison: Comparison = end.value
            return comparison
        yield progress


def _facts(one: Comparison) -> dict[str, Any]:
    confusion = [
        {"labels": list(labels), "n": n}
        for labels, n in sorted(one.confusion.items(), key=lambda item: -item[1])
    ]
    return {
        "layers": list(one.raters),
        "documents": one.documents,
        **_nested(one.figures),
        "confusion": confusion,
        "by_document": {id: _nested(figures) for id, figures in one.by_document.items()},
    }


def _nested(figures: Mapping[Name, Figure]) -> dict[str, Any]:
    """The figures below the parts of their names."""
    found: dict[str, Any] = {}
    for name, figure in figures.items():
        place = found
        for above in name[:-1]:
            place = place.setdefault(above, {})
        place[name[-1]] = _figure(figure)
    return found


def _figure(figure: Figure) -> dict[str, Any]:
    facts = asdict(figure)
    return {"value": facts.pop("value"), "n": facts.pop("n"), "why": facts.pop("why") or None, **facts}
