"""The command that lists what a layer labels unevenly."""

import json
from pathlib import Path

import click

from annotator.errors import UserError
from annotator.terminal import finish, json_option, named, project_argument, reading


@click.command()
@project_argument
@click.option("--layer", metavar="NAME", help="The layer to look at, by default your own.")
@click.option("--most", default=50, metavar="N", help="List at most so many of a kind.", show_default=True)
@json_option
@named
def consistency(project: Path, layer: str | None, most: int, as_json: bool, name: str | None) -> None:
    """List what a layer labels otherwise than it labels the like, the likeliest fault first."""
    from annotator.services import consistency as work
    from annotator.services import consistency_report as report

    with reading(project, name) as opened:
        looked_at = opened.layer(layer) if layer else opened.own_layer()
        if looked_at is None:
            raise UserError(f"There is no layer {layer or 'of yours'}.", hint="See: annotator info")
        found = finish(work.find(opened, looked_at, most=max(1, most)))
        scheme = opened.scheme()
    facts = report.facts(found, looked_at, scheme)
    click.echo(json.dumps(facts, ensure_ascii=False) if as_json else "\n".join(report.lines(found, scheme)))
