"""Reports to print: one for the project, one for each annotator, each a file of HTML."""

from collections import Counter
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from annotator.domain.agreement.comparison import Comparison
from annotator.domain.agreement.figure import Figure
from annotator.domain.entities import GOLD, Layer
from annotator.errors import UserError
from annotator.files import explained, writing_whole
from annotator.services import assigning
from annotator.services import report_html as html
from annotator.services.agreeing import AgreementReport, agree
from annotator.services.agreement_tables import TITLES
from annotator.services.import_report import counted
from annotator.services.inbox import SOMEBODY, Item, inbox
from annotator.services.progress import Progress
from annotator.storage import tallies
from annotator.storage.project import Project

_MOST_CASES, _MOST_CONFUSED, _MOST_LABELS = 200, 15, 20
_FIGURES = ("Measure", "Value", "95 % interval", "n", "Of what", "Left out, or why undefined")
_WORDS = frozenset({0, 4, 5})
_NOT_IN_NAMES = frozenset('/\\:*?"<>|')


@dataclass(frozen=True, slots=True)
class _Facts:
    """What all reports of one moment stand on; `why` says why there is no agreement."""

    project: Project
    at: datetime
    agreement: AgreementReport | None
    why: str
    standing: Mapping[str, assigning.Standing]
    blind: bool

    def shown(self, name: str, reader: str) -> str:
        """The name of a layer in a report for the reader's eyes, empty for the project's own."""
        return SOMEBODY if self.blind and reader and name != reader else name


def write(
    project: Project,
    folder: Path | None = None,
    layer: str = "",
    *,
    blind: bool = False,
    now: datetime | None = None,
) -> Generator[Progress, None, list[Path]]:
    """Write the report of the project and of each person in it, or of one layer only, into the folder, by
    default one beside the project; reports that stand there are replaced. Raises UserError.

    With `blind`, reports of annotators name no other annotator and no reviewer.
    """
    folder = folder or project.path.with_name(f"{project.path.stem}-reports")
    people = _people(project)
    wanted = [one for one in people if layer in ("", one.name)]
    if layer and not wanted:
        raise UserError(
            f"There is no layer of a person called “{layer}” in {project.path.name}.",
            hint=f"There are: {', '.join(one.name for one in people)}",
        )
    facts = yield from _gather(project, now or datetime.now(), blind=blind)
    pages = {} if layer else {_path(folder, project, ""): _of_project(facts)}
    for at, one in enumerate(wanted):
        yield Progress(at, len(wanted), f"Writing the report of {one.name}")
        items = yield from inbox(project, one, blind=blind)
        path = _path(folder, project, one.name)
        if path in pages:
            path = path.with_name(f"{path.stem}-{one.id[:6]}{path.suffix}")
        pages[path] = _of_annotator(facts, one, items)
    with explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
    for path, page in pages.items():
        with writing_whole(path) as out:
            out.write(page.encode())
    return list(pages)


def _people(project: Project) -> list[Layer]:
    models = {author.id for author in project.authors() if author.is_model}
    return [layer for layer in project.layers() if layer.name != GOLD and layer.author not in models]


def _gather(project: Project, now: datetime, *, blind: bool) -> Generator[Progress, None, _Facts]:
    agreement, why = None, ""
    try:
        agreement = yield from agree(project)
    except UserError as error:
        why = error.message
    standing = {one.name: one for one in assigning.standing(project)}
    return _Facts(project, now, agreement, why, standing, blind)


def _path(folder: Path, project: Project, name: str) -> Path:
    safe = "".join("_" if one in _NOT_IN_NAMES or not one.isprintable() else one for one in name)[:80]
    return folder / (f"{project.path.stem}-{safe}.html" if name else f"{project.path.stem}.html")


def _of_project(facts: _Facts) -> str:
    project = facts.project
    counts, decided = project.statistics(), tallies.decided(project.reader)
    judged = Counter(tallies.sentiments(project.reader))
    rows = [
        [name, *(f"{n:,}" for n in (one.spans, judged[name], one.opinions, one.statuses.get("done", 0)))]
        for name, one in counts.layers.items()
    ]
    labels = list(tallies.labels(project.reader).items())[:_MOST_LABELS]
    agreement = [_pair(facts, one, "") for one in _comparisons(facts.agreement)]
    return html.page(
        f"Report on {project.path.stem}",
        f"{counted(counts.documents, 'article')}, scheme version {counts.scheme_version}. {_day(facts.at)}",
        [
            html.section(
                "Layers", html.table(("Layer", "Spans", "Sentiments", "Opinions", "Articles done"), rows)
            ),
            html.section("Labels in all layers", html.bars("Spans by label", labels)),
            html.section("Progress", _progress(list(facts.standing.values()))),
            html.section("Agreement", _about(facts), *agreement),
            html.section(
                "Labels that are confused most", _confused(_comparisons(facts.agreement, pairs=True))
            ),
            html.section("Agreement by label", _by_label(facts.agreement)),
            html.section("Review", html.paragraph(_decided(decided))),
        ],
    )


def _of_annotator(facts: _Facts, layer: Layer, items: Sequence[Item]) -> str:
    project = facts.project
    one = project.statistics().layers[layer.name]
    counts = (
        f"{counted(one.spans, 'span')}, {counted(one.opinions, 'opinion')};"
        f" {counted(one.statuses.get('done', 0), 'article')} done."
    )
    labels = list(tallies.labels(project.reader, layer.id).items())[:_MOST_LABELS]
    hers = [pair for pair in _comparisons(facts.agreement, pairs=True) if layer.name in pair.raters]
    standing = facts.standing.get(layer.name)
    return html.page(
        f"Report for {layer.name}",
        f"Project {project.path.stem}. {_day(facts.at)}",
        [
            html.section("Labelled", html.paragraph(counts), html.bars("Spans by label", labels)),
            html.section("Progress", _progress([standing] if standing else [])),
            html.section(
                "Agreement", _about(facts, layer.name), *(_pair(facts, pair, layer.name) for pair in hers)
            ),
            html.section("Labels that are confused most", _confused(hers)),
            html.section("Decided otherwise", _cases(items)),
            html.section("What the guideline says", _rules(items)),
        ],
    )


def _comparisons(agreement: AgreementReport | None, *, pairs: bool = False) -> list[Comparison]:
    if agreement is None:
        return []
    return [*([agreement.all] if agreement.all and not pairs else []), *agreement.pairs]


def _about(facts: _Facts, reader: str = "") -> str:
    found = facts.agreement
    if found is None:
        return html.paragraph(f"undefined because there is nothing to compare. {facts.why}")
    if reader and reader not in found.layers:
        return html.paragraph(f"undefined because {reader} has not finished an article yet.")
    said = (
        f"{counted(found.documents, 'article')} were finished by two or more;"
        f" {found.alone:,} by one alone, and compared with nothing."
    )
    how = (
        f"Intervals come from {found.resamples:,} resamplings of whole articles."
        if found.resamples
        else "There are no intervals: for so many pairs they would take too long."
    )
    return html.paragraph(f"{said} {how}", quiet=True)


def _pair(facts: _Facts, one: Comparison, reader: str) -> str:
    raters = " and ".join(html.name(facts.shown(rater, reader)) for rater in one.raters)
    rows = [_figure(title, one.figures[where]) for where, title in TITLES.items() if where in one.figures]
    return f"<h3>{raters}, {counted(one.documents, 'article')}</h3>\n{html.table(_FIGURES, rows, _WORDS)}"


def _figure(title: str, figure: Figure) -> list[str]:
    between = figure.interval
    skipped = f"{figure.skipped:,} left out: {figure.skipped_why}" if figure.skipped else ""
    return [
        title,
        "undefined" if figure.value is None else f"{figure.value:.3f}",
        f"{between.low:.3f} to {between.high:.3f}" if between else "",
        f"{figure.n:,}",
        figure.unit,
        figure.why if figure.value is None else skipped,
    ]


def _by_label(agreement: AgreementReport | None) -> str:
    if agreement is None:
        return ""
    figures = agreement.whole.figures
    rows = [
        _figure(where[1], figure)
        for where, figure in figures.items()
        if len(where) == 3 and where[0] == "labels" and where[2] == "span_f1_strict"
    ]
    return html.table(("Label, strict F1", *_FIGURES[1:]), rows, _WORDS)


def _confused(pairs: Sequence[Comparison]) -> str:
    """Two labels on about the same words, whoever said which; then spans that one of two does not have."""
    met: Counter[tuple[str, str]] = Counter()
    alone: Counter[str] = Counter()
    for pair in pairs:
        for (one, other), count in pair.confusion.items():
            if one and other and one != other:
                met[min(one, other), max(one, other)] += count
            elif one is None or other is None:
                alone[one or other or ""] += count
    rows = [[one, other, f"{count:,}"] for (one, other), count in met.most_common(_MOST_CONFUSED)]
    missed = [[one, f"{count:,}"] for one, count in alone.most_common(_MOST_CONFUSED)]
    return html.table(("One label", "The other", "Times"), rows, frozenset({0, 1})) + html.table(
        ("Only one of the two has it", "Times"), missed
    )


def _progress(people: Sequence[assigning.Standing]) -> str:
    rows = [
        [one.name, *(f"{n:,}" for n in (one.articles, one.done, one.in_progress, one.skipped, one.new))]
        for one in people
    ]
    return html.table(("Who", "Articles", "Done", "In progress", "Skipped", "New"), rows)


def _decided(counts: Mapping[str, int]) -> str:
    if not counts["all"]:
        return "Nothing was decided yet."
    ways = {
        "version": "took a layer’s version",
        "proposed": "took what was proposed",
        "nothing": "decided that nothing is here",
        "edited": "wrote something else",
    }
    said = [f"{counts[way]:,} {words}" for way, words in ways.items() if counts.get(way)]
    return f"{counted(counts['all'], 'decision')}: {', '.join(said)}."


def _cases(items: Sequence[Item]) -> str:
    if not items:
        return html.paragraph("Nothing was decided otherwise.")
    reasons = Counter(item.decision.reason or "No reason was given." for item in items)
    rows = [[reason, f"{count:,}"] for reason, count in reasons.most_common(_MOST_CONFUSED)]
    more = len(items) - _MOST_CASES
    rest = f"{counted(more, 'decision')} more are in the inbox, in the Review menu." if more > 0 else ""
    return "".join(
        [html.table(("Reason", "Times"), rows), *map(_case, items[:_MOST_CASES]), html.paragraph(rest)]
    )


def _case(item: Item) -> str:
    before, words, after = map(html.text, (item.before, item.words, item.after))
    place = f'<p dir="auto">{before}<mark>{words}</mark>{after}</p>\n' if words else ""
    others = " · ".join(f"{voice.who} said {voice.said}" for voice in item.others)
    by = f" by {item.decider}" if item.decider else ""
    reason = item.decision.reason or "No reason was given."
    parts = [
        html.paragraph(item.title, quiet=True),
        place,
        html.paragraph(f"You said: {item.hers}. Decided{by}: {item.outcome}."),
        html.paragraph(others, quiet=True),
        html.paragraph(f"Because: {reason}"),
        html.paragraph(f"Guideline: {_heading(item.paragraph)}" if item.paragraph else ""),
        html.paragraph(f"Your answer: {item.answer.value}" if item.answer else ""),
    ]
    return f'<div class="case">\n{"".join(parts)}</div>\n'


def _rules(items: Sequence[Item]) -> str:
    """The paragraphs that decisions refer to, each once, as they were written."""
    found = dict.fromkeys(item.paragraph for item in items[:_MOST_CASES] if item.paragraph)
    return "".join(f'<p class="rule">{html.text(paragraph)}</p>\n' for paragraph in found)


def _heading(paragraph: str) -> str:
    return paragraph.partition("\n")[0].lstrip("# ")


def _day(at: datetime) -> str:
    return f"As of {at:%Y-%m-%d %H:%M}."
