"""From a cell of the heat map to its places, and on to the article."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog

from annotator.domain.agreement.pairing import Unit
from annotator.services.agreement_meetings import Meeting
from annotator.ui.agreement.desk import Desk
from annotator.ui.agreement.positions import Place, Positions
from annotator.ui.agreement.tags import Tags
from annotator.ui.workbench import Workbench

_TITLE = 48  # characters: the column is as wide as its longest
_MOST = 1_000  # rows: more are not read one by one


def show_places(bench: Workbench, desk: Desk) -> None:
    """List where the two labels of the current cell met; go to the one that is chosen."""
    met, tags = desk.heat.met, desk.tags
    if met is None:
        return
    labels = desk.heat.labels(desk.heat.at)
    found = met.places.get(labels, ())
    if not found:
        bench.session.message.emit(f"{tags.heading(*labels)} nowhere.")
        return
    hint = f"Rows: {met.row}, columns: {met.column}. {tags.sentence(met, *labels)}"
    if len(found) > _MOST:
        hint += f" The first {_MOST:,} are listed."
    columns = ("Words", met.row, met.column, "Article")
    dialog = Positions(bench.window, tags.heading(*labels), hint, columns, rows(bench, tags, found[:_MOST]))
    if dialog.exec() == QDialog.DialogCode.Accepted and dialog.place is not None:
        go_to(bench, dialog.place)


def rows(bench: Workbench, tags: Tags, found: Sequence[Meeting]) -> list[tuple[tuple[str, ...], Place]]:
    """A row a place: its words, what each layer has there, the article."""
    titles = title_of(bench, [one.number for one in found])
    return [
        (
            (one.words, _has(tags, one.one), _has(tags, one.other), _short(titles.get(one.number, ""))),
            (one.number, one.range),
        )
        for one in found
    ]


def go_to(bench: Workbench, place: Place) -> None:
    """Show the article and select the words."""
    number, (start, end) = place
    bench.session.show(number)
    bench.reader.select(start, end)


def title_of(bench: Workbench, numbers: Sequence[int]) -> dict[int, str]:
    """The titles of these articles."""
    project = bench.session.project
    wanted = list(dict.fromkeys(numbers))
    found = project.documents.rows(wanted, bench.session.layer_id) if project else []
    return {row.number: row.title for row in found}


def _short(title: str) -> str:
    return title if len(title) <= _TITLE else f"{title[: _TITLE - 1]}…"


def _has(tags: Tags, unit: Unit | None) -> str:
    return f"{tags.tag(unit.label)} {unit.start:,}–{unit.end:,}" if unit else "–"
