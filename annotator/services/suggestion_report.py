"""What suggestions did to the labels: a random share of the articles shows none, and the rest is compared."""

from collections import Counter
from collections.abc import Generator, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from annotator.domain.annotations import Annotations
from annotator.domain.entities import REJECTED, Label, Layer, Span
from annotator.domain.holdout import is_held_out
from annotator.domain.suggestion_effect import ALL, Decided, Group, Known, decided, ratio
from annotator.domain.words import tokens
from annotator.services.meter import Bin, Spent
from annotator.services.progress import Progress
from annotator.storage.history import accepted_suggestions
from annotator.storage.project import Project

_NO_PACE: Mapping[Bin, Spent] = {}


@dataclass(slots=True)
class SuggestionReport:
    """The done articles of a layer in two groups; `pace` is the person's own, if she wants it in here."""

    layer: str
    percent: int
    labels: tuple[Label, ...]
    pace: Mapping[Bin, Spent] = field(default_factory=dict)
    shown: Group = field(default_factory=Group)
    held_out: Group = field(default_factory=Group)
    decided: dict[str, Decided] = field(default_factory=dict)

    def ids(self) -> list[tuple[str, str]]:
        """The id and the name of each label that counts, all of them together first."""
        found = [(one.id, one.name) for one in self.labels if self._counts(one.id)]
        return [(ALL, "all labels"), *found]

    def became(self, label: str) -> Decided:
        """What became of the suggestions of the label."""
        if label != ALL:
            return self.decided.get(label, Decided())
        total = Decided()
        for one in self.decided.values():
            total = total.plus(one)
        return total

    def ratio(self, label: str) -> Known:
        """Labels per word with suggestions, as a multiple of those without."""
        return ratio(self.shown, self.held_out, label)

    def seconds(self, id: str, name: str, *, suggested: bool) -> Known:
        """Seconds a label of this id and name."""
        total = Spent()
        for bin, spent in self.pace.items():
            if bin.suggested == suggested and bin.label and (id == ALL or bin.label == name):
                total = total.plus(spent)
        if not total.labels:
            return Known(None, 0, why="undefined because the meter counted no such label")
        return Known(total.seconds / total.labels, total.labels)

    def without_pace(self) -> "SuggestionReport":
        """The same without what is private."""
        return replace(self, pace={})

    def facts(self) -> dict[str, Any]:
        """All of it, ready for JSON."""
        return {
            "layer": self.layer,
            "held_out_percent": self.percent,
            "with": _size(self.shown),
            "without": _size(self.held_out),
            "labels": {name: self._label_facts(id, name) for id, name in self.ids()},
        }

    def lines(self) -> list[str]:
        """All of it, to read."""
        said = [
            f"Layer {self.layer}, done articles: {self.shown.articles:,} with suggestions,"
            f" {self.held_out.articles:,} without (drawn: {self.percent} %)."
        ]
        for id, name in self.ids():
            became = self.became(id)
            rates = (words(self.shown.per_words(id)), words(self.held_out.per_words(id)))
            said += [
                "",
                f"{name}",
                f"  per 1,000 words       {rates[0]} with, {rates[1]} without",
                f"  with / without        {words(self.ratio(id))} (n = {self.ratio(id).n:,} articles)",
                f"  suggestions decided   n = {became.n:,}: {_shares(became)}",
            ]
            if self.pace:
                pair = [words(self.seconds(id, name, suggested=one)) for one in (True, False)]
                said.append(f"  seconds a label       {pair[0]} with, {pair[1]} without")
        return [*said, "", *NOTES]

    def _counts(self, label: str) -> bool:
        return bool(self.shown.labels(label) or self.held_out.labels(label) or self.became(label).n)

    def _label_facts(self, id: str, name: str) -> dict[str, Any]:
        became = self.became(id)
        facts: dict[str, Any] = {
            "with": _group_facts(self.shown, id),
            "without": _group_facts(self.held_out, id),
            "ratio": asdict(self.ratio(id)),
            "decided": {way: asdict(became.share(count)) for way, count in asdict(became).items()},
        }
        if self.pace:
            for way, suggested in (("with", True), ("without", False)):
                facts[way]["seconds_a_label"] = asdict(self.seconds(id, name, suggested=suggested))
        return facts


NOTES = (
    "An article without suggestions still had other candidates, such as words already labelled in it.",
    "The share of the drawn articles is a setting: with another one, other articles count as without.",
    "Rejected: said to be no such label, whoever proposed it. Articles imported as done are counted too.",
)


def suggestion_report(
    project: Project, layer: Layer, percent: int, pace: Mapping[Bin, Spent] = _NO_PACE
) -> Generator[Progress, None, SuggestionReport]:
    """Compare the done articles of the layer, `percent` of which were drawn to show no suggestions."""
    yield Progress(0, None, "Reading the log")
    report = SuggestionReport(layer.name, percent, project.scheme().labels, pace)
    offered = accepted_suggestions(project, layer.id)
    for at, one in enumerate(project.annotated(layer, {"done"}), 1):
        text, on = one.document.text, one.annotations
        held_out = is_held_out(one.document.id, layer.id, percent)
        group = report.held_out if held_out else report.shown
        count = sum(any(map(str.isalnum, text[start:end])) for start, end in tokens(text))
        group.add(count, len(text), Counter(span.label for span in on.spans))
        if not held_out:
            _decide(report, on, offered.get(one.document.id, {}))
        yield Progress(at, None, "Comparing articles")
    return report


def words(known: Known) -> str:
    """The figure to read, with its interval; or why there is none."""
    if known.value is None:
        return known.why
    if known.low is not None and known.high is not None:
        return f"{known.value:.2f} ({known.low:.2f} to {known.high:.2f})"
    return f"{known.value:.2f}{f' ({known.why})' if known.why else ''}"


def _decide(report: SuggestionReport, on: Annotations, offered: Mapping[str, Span]) -> None:
    rejections = [mark for mark in on.marks if mark.name == REJECTED]
    for label, one in decided(offered, on.spans, rejections).items():
        report.decided[label] = report.decided.get(label, Decided()).plus(one)


def _shares(became: Decided) -> str:
    if became.n == 0:
        return became.share(0).why
    return ", ".join(
        f"{count / became.n:.0%} {way.replace('_', ' ')}" for way, count in asdict(became).items()
    )


def _size(group: Group) -> dict[str, int]:
    return {"articles": group.articles, "words": group.words, "characters": group.characters}


def _group_facts(group: Group, label: str) -> dict[str, Any]:
    return {
        "labels": group.labels(label),
        "per_1000_words": asdict(group.per_words(label)),
        "per_1000_characters": asdict(group.per_characters(label)),
    }
