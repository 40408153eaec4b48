"""The command that lists damage of texts."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.domain.damage_kinds import KINDS, TITLES
from annotator.errors import UserError
from annotator.terminal import finish, json_option, named, project_argument, reading

if TYPE_CHECKING:
    from annotator.services.damage import Report

_SHOWN = 50


@click.command()
@project_argument
@click.option("--source", metavar="NAME", help="Look at the articles of one source alone.")
@json_option
@named
def damage(project: Path, source: str | None, as_json: bool, name: str | None) -> None:
    """List damage of texts: mojibake, lost signs, repetitions, page furniture; by article and by source."""
    from annotator.services import damage as work

    with reading(project, name) as opened:
        report = finish(work.look(opened, source))
    if source is not None and not report.all.articles:
        raise UserError(f"No article appeared in {source}.", hint="See: annotator info")
    if as_json:
        click.echo(json.dumps(work.facts(report), ensure_ascii=False))
    else:
        click.echo("\n".join(_lines(report)))


def _lines(report: "Report") -> Iterator[str]:
    every = report.all
    yield f"{every.any_damaged:,} of {every.articles:,} articles are damaged."
    for kind in KINDS:
        if every.damaged[kind]:
            yield f"  {TITLES[kind]:22}{every.damaged[kind]:8,} articles{every.places[kind]:8,} places"
    for source, said in report.verdicts():
        yield f"{source or 'No source'}: {said}"
    for one in report.documents[:_SHOWN]:
        kinds = ", ".join(f"{kind} ×{count}" for kind, count in sorted(one.kinds.items()))
        yield f"{one.document[:12]}  {one.title}  ({kinds})"
    if every.any_damaged > _SHOWN:
        yield f"and {every.any_damaged - _SHOWN:,} more: use --json, or the filter is:damaged in the window."
