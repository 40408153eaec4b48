"""The sentences beside titles: what is compared, and what is left out."""

from collections.abc import Sequence

from annotator.services.agreement_figures import Overview
from annotator.services.agreement_meetings import Met
from annotator.services.agreement_reading import Heard
from annotator.services.import_report import counted

_WHO = {
    "two": "finished by two or more",
    "every": "finished by all",
    "listed": "of the list, finished by two or more",
}


def compared(project: str, heard: Heard) -> str:
    """Beside the page's title."""
    layers = _listed(heard.layers) if len(heard.layers) < 4 else f"{len(heard.layers)} layers"
    said = f"{project}, {counted(len(heard.articles), 'article')} {_WHO[heard.asked.which]} of {layers}"
    if heard.alone or heard.left_out:
        said += f"; not compared: {heard.alone:,} finished by one"
        said += f", {heard.left_out:,} left out" if heard.left_out else ""
    return said


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"


def only(heard: Heard) -> str:
    """What a choice of labels does, where there is one."""
    if not heard.asked.labels:
        return ""
    return f"; only {', '.join(sorted(heard.asked.labels))}: any other label counts as none"


def met(found: Met, heard: Heard) -> str:
    """Beside the heat map's title."""
    where = counted(found.documents, "article")
    return f"rows: {found.row}, columns: {found.column}; overlapping spans of {where}{only(heard)}"


def intervals(found: Overview) -> str:
    """What of intervals there is."""
    spread = next((one.interval for one in found.figures.values() if one.interval), None)
    if spread is None:
        return "no intervals"
    return f"95 % interval of {spread.resamples:,} drawings of articles"
